"""Where the repository, its samples and the main returned sample lie."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "samples"
RETURN = SAMPLES / "JSON-LGCMED2026-20261012-001.json"
