"""What the files, documents and dossiers of the programme are called: help shows it without loading a format."""

from __future__ import annotations

FILES = "JSON-MDV"
DOCUMENTS = "MDV-LGC-Va1"
DOSSIER = "FINMDV"
"""How the number of every dossier begins."""
EXAMPLE = f"{DOSSIER}000012"
