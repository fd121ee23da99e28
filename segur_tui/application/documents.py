"""The supporting documents that demandes name, looked up in a folder (note §2.1, §3.3)."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import puremagic

from segur_tui.application.system import explain
from segur_tui.format.balise import Level
from segur_tui.format.balises import FORMAT_FICHIER, NOM_FICHIER, PIECES
from segur_tui.format.finding import quoted
from segur_tui.format.naming import DocumentName
from segur_tui.format.placing import place
from segur_tui.format.tree import Json
from segur_tui.format.wording import typeset

LARGEST_DOCUMENT = 3_000_000
"""Bytes that one document may weigh: 3 Mo, in the reading that is safe either way (format.md §4)."""

_MIME_TYPES = {"PDF": "application/pdf", "PNG": "image/png", "JPG": "image/jpeg"}
_HEAD = 2048
"""First bytes of a document that are looked at."""


def document_problems(demande: Json, folder: Path) -> list[str]:
    """Return what is wrong with the documents of one demande, in French; none when all are right."""
    return [problem for name, file_format in _named(demande) for problem in _problems(folder, name, file_format)]


def _named(demande: Json) -> Iterator[tuple[str, str]]:
    if not isinstance(demande, dict):
        return
    pieces = place(demande, Level.DEMANDE).values.get(PIECES.name)
    for piece in pieces if isinstance(pieces, list) else ():
        values = place(piece, Level.PIECE).values if isinstance(piece, dict) else {}
        name, file_format = values.get(NOM_FICHIER.name), values.get(FORMAT_FICHIER.name)
        if isinstance(name, str) and isinstance(file_format, str):
            yield name, file_format


def _problems(folder: Path, name: str, file_format: str) -> Iterator[str]:
    shown = quoted(name)
    if DocumentName.parse(name) is None or "/" in name or "\0" in name:
        yield typeset(f"{shown} n’est pas un nom de document ; il n’a pas été cherché")
        return
    try:
        descriptor = os.open(folder / name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except FileNotFoundError:
        yield typeset(f"{shown} manque dans le dossier des pièces")
        return
    except OSError as error:
        yield typeset(f"{shown} : {explain(error)}")
        return
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            yield typeset(f"{shown} n’est pas un fichier ordinaire")
            return
        if status.st_size > LARGEST_DOCUMENT:
            yield typeset(f"{shown} pèse {status.st_size} octets ; attendu : 3 Mo (3 000 000 octets) au plus")
        if not _is_a(file_format, file.read(_HEAD)):
            yield typeset(f"{shown} n’est pas un vrai {file_format} : ses premiers octets disent autre chose")


def _is_a(file_format: str, head: bytes) -> bool:
    try:
        return bool(puremagic.from_string(head, mime=True) == _MIME_TYPES.get(file_format))
    except (puremagic.PureError, ValueError):
        return False
