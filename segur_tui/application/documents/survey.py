"""The documents of an export found in a folder: right, missing, wrong, and files that no demande names."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from pathlib import Path
from typing import BinaryIO

from segur_tui.application.disk.system import explain
from segur_tui.application.documents.content import content_format, other_than
from segur_tui.application.documents.inspection import (
    LARGEST_DOCUMENT,
    DocumentMissing,
    DocumentRefused,
    NamedDocument,
    named_documents,
    opened_document,
    opened_file,
    opened_folder,
    too_heavy,
)
from segur_tui.application.documents.near_misses import Fit, fits
from segur_tui.application.documents.packing import SizedDocument
from segur_tui.format.candidate import Candidate
from segur_tui.format.finding import quoted
from segur_tui.format.naming import DocumentNames
from segur_tui.format.profile import Profile
from segur_tui.format.tree import Json
from segur_tui.format.value_type import value_type
from segur_tui.format.wording import typeset

_NO_DOCUMENTS = (".json", ".zip")
"""Ends of the names of files that are deposited too: nobody takes them for documents."""


_BY_NUMBER = typeset("son nom ne dit qu’un numéro, qui peut être celui d’un scanner : l’ouvrir avant de le copier")


class DocumentState(Enum):
    """The state of a named document in the folder."""

    RIGHT = "right"
    MISSING = "missing"
    WRONG = "wrong"


@value_type
class LookedUp:
    """A document that a demande names, looked up; in French, `problems` keep it from going, `doubts` do not."""

    document: NamedDocument
    state: DocumentState
    size: int = 0
    problems: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


@value_type
class Stray:
    """A file that no demande names: the one missing document that it may be, and the doubts, in French.

    One that can be copied and has a remark is to be opened before.
    """

    name: str
    proposed: str | None = None
    file_format: str | None = None
    remark: str = ""

    @property
    def can_be_copied(self) -> bool:
        """Tell whether a copy under the proposed name would be a right document."""
        return self.proposed is not None and self.file_format is not None


@value_type
class Survey:
    """The findings of a look into a folder of documents; `subfolders` counts its folders, which are not read."""

    folder: Path
    document_names: DocumentNames
    found: Mapping[Candidate, tuple[LookedUp, ...]]
    strays: tuple[Stray, ...]
    subfolders: int = 0

    @property
    def documents(self) -> list[LookedUp]:
        """Return all documents that were looked up, demande by demande."""
        return [document for documents in self.found.values() for document in documents]

    @property
    def hint(self) -> str:
        """Return in French where the documents may be, when none was found; mostly empty."""
        is_empty = all(each.state is DocumentState.MISSING for each in self.documents)
        if not (self.documents and is_empty and self.subfolders) or any(stray.proposed for stray in self.strays):
            return ""
        unread = "son sous-dossier n’est pas parcouru"
        if self.subfolders > 1:
            unread = f"ses {self.subfolders} sous-dossiers ne sont pas parcourus"
        return typeset(f"aucune pièce n’est dans {self.folder} ; {unread}")

    @property
    def wanted_by(self) -> dict[str, list[Candidate]]:
        """Return the demandes that name each document; mostly one."""
        found: dict[str, list[Candidate]] = {}
        for candidate, documents in self.found.items():
            for each in documents:
                found.setdefault(each.document.name, []).append(candidate)
        return found

    def problems(self, candidate: Candidate) -> list[str]:
        """Return the problems of the documents of a demande, in French."""
        return [problem for document in self.found[candidate] for problem in document.problems]

    def doubts(self, candidate: Candidate) -> list[str]:
        """Return what a person is to look at in the documents of a demande, in French, each with its name."""
        return [
            typeset(f"{quoted(document.document.name)} : {doubt}")
            for document in self.found.get(candidate, ())
            for doubt in document.doubts
        ]

    def sized(self, candidate: Candidate) -> list[SizedDocument]:
        """Return the right documents of a demande, with their bytes."""
        right = (document for document in self.found[candidate] if document.state is DocumentState.RIGHT)
        return [SizedDocument(document.document, document.size) for document in right]


def survey(folder: Path, demandes: Mapping[Candidate, Json], everyone: Iterable[Json], profile: Profile) -> Survey:
    """Look up the documents that demandes name in a folder; what one of `everyone` names is no stray."""
    wanted = {candidate: named_documents(demande, profile) for candidate, demande in demandes.items()}
    try:
        with opened_folder(folder) as descriptor:
            found = {
                candidate: tuple(_looked_up(descriptor, document) for document in documents)
                for candidate, documents in wanted.items()
            }
            named = {document.name for demande in everyone for document in named_documents(demande, profile)}
            files, subfolders = _content(descriptor)
            everything = (each for documents in found.values() for each in documents)
            missing = {
                each.document.name: each.document for each in everything if each.state is DocumentState.MISSING
            }
            near = fits(sorted(set(files) - named), missing, profile.document_names)
            strays = _strays(descriptor, near, missing)
            return Survey(folder, profile.document_names, found, tuple(strays), subfolders)
    except DocumentRefused as refusal:
        nothing = {
            candidate: tuple(
                LookedUp(document, DocumentState.WRONG, problems=refusal.reasons) for document in documents
            )
            for candidate, documents in wanted.items()
        }
        return Survey(folder, profile.document_names, nothing, ())


def _looked_up(folder: int, document: NamedDocument) -> LookedUp:
    try:
        with opened_document(folder, document) as (file, size):
            found = doubts(file, size, document.file_format)
            return LookedUp(document, DocumentState.RIGHT, size, doubts=found)
    except DocumentMissing as refusal:
        return LookedUp(document, DocumentState.MISSING, problems=refusal.reasons)
    except DocumentRefused as refusal:
        return LookedUp(document, DocumentState.WRONG, problems=refusal.reasons)


def _strays(folder: int, fit_of: Mapping[str, Fit], missing: Mapping[str, NamedDocument]) -> Iterator[Stray]:
    """Yield the files that no demande names, given each with the missing documents that its name may be."""
    strays = [
        _stray(folder, name, [missing[each] for each in fit.documents], _BY_NUMBER if fit.by_number_alone else "")
        for name, fit in fit_of.items()
    ]
    takers = Counter(stray.proposed for stray in strays if stray.can_be_copied)
    for stray in strays:
        if takers[stray.proposed] > 1 and stray.can_be_copied:
            yield Stray(stray.name, remark=typeset(f"plusieurs fichiers peuvent être {stray.proposed}"))
        else:
            yield stray


def _content(folder: int) -> tuple[list[str], int]:
    """Return the names of a folder's ordinary files that may be documents, and how many subfolders it has."""
    try:
        with os.scandir(folder) as entries:
            seen = [entry for entry in entries if not entry.name.startswith(".")]
            files = [
                entry.name
                for entry in seen
                if not entry.name.casefold().endswith(_NO_DOCUMENTS) and entry.is_file(follow_symlinks=False)
            ]
            return files, sum(entry.is_dir(follow_symlinks=False) for entry in seen)
    except OSError as error:
        raise DocumentRefused(f"le dossier des pièces ne se lit pas : {explain(error)}") from None


def _stray(folder: int, name: str, targets: list[NamedDocument], remark: str) -> Stray:
    """Return a file that may be one of some missing documents, with a remark where nothing else is against it."""
    if not targets:
        return Stray(name)
    try:
        with opened_file(folder, name) as (file, size):
            file_format = content_format(file)
            alike = [target for target in targets if target.file_format == file_format] or targets
            is_right = alike[0].file_format == file_format
            instead = "" if is_right else other_than(alike[0].file_format, file, size)
    except (DocumentRefused, OSError) as why:
        return Stray(name, remark=str(why) if isinstance(why, DocumentRefused) else typeset(explain(why)))
    if len(alike) > 1:
        several = ", ".join(sorted(target.name for target in alike))
        return Stray(name, remark=typeset(f"plusieurs noms conviendraient : {several}"))
    (target,) = alike
    if instead:
        return Stray(name, target.name, remark=typeset(f"n’est pas un vrai {target.file_format} {instead}"))
    if size > LARGEST_DOCUMENT:
        return Stray(name, target.name, remark=too_heavy(size))
    return Stray(name, target.name, file_format, remark)


def doubts(file: BinaryIO, size: int, file_format: str) -> tuple[str, ...]:
    """Return the doubts about a document of a format and a size in bytes, in French; mostly none."""
    # Not at the top: an export without documents does without them.
    from segur_tui.application.documents.pdf import faults_of_pdf
    from segur_tui.application.documents.pictures import fault_of_jpeg, fault_of_png

    try:
        if file_format == "PDF":
            return tuple(map(typeset, faults_of_pdf(file, size)))
        fault = fault_of_png(file, size) if file_format == "PNG" else fault_of_jpeg(file, size)
    except OSError as error:
        fault = f"ne se lit pas : {explain(error)}"
    return (typeset(fault),) if fault else ()
