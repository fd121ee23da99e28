"""Folders of documents for tests: small files that are what their names say, or not."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tests.application.documents import papers

PDF = papers.pdf(papers.pages())
PNG = papers.png()
JPG = papers.JPEG


def document(kind: str, number: int | str, extension: str = "pdf") -> str:
    """Return the name of a document of a demande."""
    return (
        f"MDV-LGC-Va1-{kind}-{number:05d}.{extension}"
        if isinstance(number, int)
        else (f"MDV-LGC-Va1-{kind}-{number}.{extension}")
    )


def put(folder: Path, *names: str, content: bytes = PDF, size: int = 0) -> Path:
    """Write files, filled up to a size, into a folder, and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / name).write_bytes(content.ljust(size, b"\0"))
    return folder


def all_of(numbers: Sequence[int]) -> list[str]:
    """Return the names of the documents that demandes of these numbers name."""
    return [document(kind, number) for number in numbers for kind in ("FACTURE", "VA")]
