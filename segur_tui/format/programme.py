"""The names of the programme's files, documents and dossiers, for help, which loads no format."""

from __future__ import annotations

FILES = "JSON-MDV"
DOCUMENTS = "MDV-LGC-Va1"
DOSSIER = "FINMDV"
"""The beginning of every dossier's number."""
EXAMPLE = f"{DOSSIER}000012"
EXAMPLE_FILE = "JSON-AAAAAAAAAA-20261124-001.json"
