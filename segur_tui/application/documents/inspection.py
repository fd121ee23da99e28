"""The documents that demandes name, and opening one without trusting it: what it is, what it weighs."""

from __future__ import annotations

import errno
import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path

from segur_tui.application.disk.system import explain
from segur_tui.application.documents.content import content_format, other_than
from segur_tui.format.finding import quoted
from segur_tui.format.placing import place
from segur_tui.format.profile import Profile
from segur_tui.format.tree import Json
from segur_tui.format.value_type import value_type
from segur_tui.format.wording import typeset, weight

_LEADS_ELSEWHERE = re.compile(r"[/\\\0\ud800-\udfff]")
"""The separators of paths on any system, and half characters, which no name on a disk has."""


@value_type
class NamedDocument:
    """A document as a demande names it: its name and format, and whether that is how documents are named."""

    name: str
    file_format: str
    is_named_right: bool = True


def named_documents(demande: Json, profile: Profile) -> list[NamedDocument]:
    """Return the documents that a demande of a format names, in its order, each name once."""
    if not isinstance(demande, dict):
        return []
    found: dict[str, NamedDocument] = {}
    documents = place(demande, profile.demande).values.get(profile.documents.name)
    for document in documents if isinstance(documents, list) else ():
        values = place(document, profile.document).values if isinstance(document, dict) else {}
        name, file_format = values.get(profile.document_name.name), values.get(profile.document_format.name)
        if isinstance(name, str) and isinstance(file_format, str):
            is_named_right = profile.document_names.parse(name) is not None
            found.setdefault(name, NamedDocument(name, file_format, is_named_right))
    return list(found.values())


def stays_in_its_folder(name: str) -> bool:
    """Tell whether a name is a file's and nothing else: no path out of the folder, on any system."""
    return _LEADS_ELSEWHERE.search(name) is None


LARGEST_DOCUMENT = 3_000_000
"""Bytes that one document may weigh: 3 Mo, in the reading that is safe either way (format.md §4)."""


def too_heavy(size: int) -> str:
    """Return in French by how much a document is too heavy, and what usually helps."""
    return typeset(
        f"pèse {size} octets, {weight(size - LARGEST_DOCUMENT)} de trop ; "
        "attendu : 3 Mo (3 000 000 octets) au plus ; "
        "une page à 300 dpi pèse 0,7 Mo en noir et blanc, 1,3 Mo en JPG couleur, 11 Mo en PNG couleur"
    )


class DocumentRefused(Exception):  # noqa: N818 (it says what happened)
    """A document that cannot go; `reasons` say why, in French, each with the document's name."""

    def __init__(self, *reasons: str) -> None:
        self.reasons = tuple(typeset(reason) for reason in reasons)
        super().__init__(" ; ".join(self.reasons))


class DocumentMissing(DocumentRefused):
    """A document that the folder does not have."""


@contextmanager
def opened_folder(folder: Path) -> Iterator[int]:
    """Open a folder: its documents come from it even if another takes its name. Raises DocumentRefused."""
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except (OSError, ValueError) as error:
        why = explain(error) if isinstance(error, OSError) else "ce nom est impossible"
        raise DocumentRefused(f"le dossier des pièces {folder} ne s’ouvre pas : {why}") from None
    try:
        yield descriptor
    finally:
        os.close(descriptor)


@contextmanager
def opened_document(folder: int, document: NamedDocument) -> Iterator[tuple[BufferedReader, int]]:
    """Open a named document of a folder: its content from the start, and its bytes; raises DocumentRefused."""
    if not document.is_named_right or not stays_in_its_folder(document.name):
        raise DocumentRefused(f"{quoted(document.name)} n’est pas un nom de document ; il n’a pas été cherché")
    with opened_as(folder, document.name, document.file_format) as opened:
        yield opened


@contextmanager
def opened_as(folder: int, name: str, file_format: str) -> Iterator[tuple[BufferedReader, int]]:
    """Open a file of a folder that is to be a document of a format; as `opened_document`, under any name."""
    shown = quoted(name)
    with opened_file(folder, name) as (file, size):
        reasons = []
        if size > LARGEST_DOCUMENT:
            reasons.append(f"{shown} {too_heavy(size)}")
        try:
            if content_format(file) != file_format:
                what = other_than(file_format, file, size)
                reasons.append(f"{shown} n’est pas un vrai {file_format} {what}")
        except OSError as error:
            reasons.append(f"{shown} ne se lit pas : {explain(error)}")
        if reasons:
            raise DocumentRefused(*reasons)
        yield file, size


@contextmanager
def opened_file(folder: int, name: str) -> Iterator[tuple[BufferedReader, int]]:
    """Open an ordinary file of a folder, never a link, and yield its size, too; raises DocumentRefused."""
    shown = quoted(name)
    try:
        flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
        descriptor = os.open(name, flags, dir_fd=folder)
    except FileNotFoundError:
        raise DocumentMissing(f"{shown} manque dans le dossier des pièces") from None
    except OSError as error:
        is_link = error.errno == errno.ELOOP
        why = "c’est un lien vers un autre endroit" if is_link else explain(error)
        raise DocumentRefused(f"{shown} : {why}") from None
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        os.close(descriptor)
        raise DocumentRefused(f"{shown} n’est pas un fichier ordinaire")
    with os.fdopen(descriptor, "rb") as file:
        yield file, status.st_size
