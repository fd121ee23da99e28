"""The guide and its pictures are those of the program as it is."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.samples import ROOT

PICTURES = ROOT / "docs" / "pictures"


def test_the_pictures_are_what_the_program_shows(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "docs/pictures.py", tmp_path], cwd=ROOT, check=True)
    drawn, kept = ({path.name: path.read_bytes() for path in folder.iterdir()} for folder in (tmp_path, PICTURES))
    again = "run: python docs/pictures.py docs/pictures, and look at what changed"
    assert sorted(name for name in drawn | kept if drawn.get(name) != kept.get(name)) == [], again
