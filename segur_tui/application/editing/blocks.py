"""The choices for a bloc: add a missing one, replace a wrong value in its place, add one more document."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import TypeAlias

from segur_tui.format.balise import Balise, Level
from segur_tui.format.balises import (
    BENEFICIAIRES,
    COMMANDE_POUR,
    FORMAT_FICHIER,
    LIBERAL_RPPS,
    NOM_FICHIER,
    NUM_LIGNE,
    PIECES,
    STRUCTURE_FINESS,
    TYPE_FICHIER,
    of_level,
)
from segur_tui.format.check import Check
from segur_tui.format.claim_file import numero_editeur
from segur_tui.format.correction import when_absent
from segur_tui.format.edit import Edit
from segur_tui.format.finding import cited
from segur_tui.format.kinds import Choice
from segur_tui.format.naming import DocumentName
from segur_tui.format.tree import ABSENT, Absent, Json, Members, Pointer
from segur_tui.format.wording import counted, typeset

Ways: TypeAlias = dict[str, tuple[Edit, ...]]
"""The choices offered, in French, with the edits of each."""
Keep: TypeAlias = Callable[[Json], tuple[Edit, ...]]
"""Returns the edits that put another value where one stands."""

_MOST_OFFERED = 9
_LONGEST_CITED = 28
"""Signs of a value in what is offered in its place: the detail has more of it."""


def ways_out(  # noqa: PLR0913, PLR0917 (what is known of the place)
    check: Check,
    pointer: Pointer,
    balise: Balise | None,
    value: Json | Absent,
    keep: Keep,
    wanted: Collection[str] = (),
) -> Ways:
    """Return what can be done where a bloc stands or should, nothing where it is right and has nothing to add.

    No balise stands for the demande itself. Of new documents those of the `wanted` types come first.
    """
    if balise is None:
        return _for_demande(check, pointer, value, keep)
    if balise is PIECES:
        return _for_documents(check, pointer, value, keep, wanted)
    if balise is BENEFICIAIRES:
        return _for_beneficiaries(value, keep)
    return _as_a_list(value, keep) if isinstance(value, dict) else {}


def _as_a_list(value: Members, keep: Keep) -> Ways:
    return {typeset(f"en faire une liste d’un seul bloc : {_said(value)}"): keep([value])}


def _for_documents(
    check: Check, pointer: Pointer, value: Json | Absent, keep: Keep, wanted: Collection[str]
) -> Ways:
    if isinstance(pointer[-1], int):
        is_right = isinstance(value, dict | Absent)
        return {} if is_right else {f"retirer l’élément {_said(value)}": (Edit(pointer, value, ABSENT),)}
    if isinstance(value, Absent | list) or value is None:
        documents = value if isinstance(value, list) else []
        return dict(_new_documents(check, pointer, keep, documents, wanted))
    emptied: Ways = {typeset(f"remplacer {_said(value)} par une liste vide, puis ajouter"): keep([])}
    return {**_as_a_list(value, keep), **emptied} if isinstance(value, dict) else emptied


def _for_demande(check: Check, pointer: Pointer, value: Json | Absent, keep: Keep) -> Ways:
    line = check.claim.line_of(pointer)
    if line is None or pointer != check.claim.line_pointer(line) or isinstance(value, dict | Absent):
        return {}
    told = f"remplacer {_said(value)} par une demande vide, à remplir dans Champs (3)"
    return {typeset(told): keep(_new_demande(line))}


def _new_demande(line: int) -> Members:
    """Return a demande with no more than what every demande holds."""
    certain = ((balise, when_absent(balise.kind)) for balise in of_level(Level.DEMANDE))
    known = {balise.name: value for balise, value in certain if not isinstance(value, Absent)}
    known |= {NUM_LIGNE.name: line, PIECES.name: []}
    return {balise.name: known[balise.name] for balise in of_level(Level.DEMANDE) if balise.name in known}


def _for_beneficiaries(value: Json | Absent, keep: Keep) -> Ways:
    items = value if isinstance(value, list) else []
    if isinstance(value, dict) or (len(items) == 1 and isinstance(items[0], dict)):
        return {}
    kind = COMMANDE_POUR.kind
    kinds = kind.values if isinstance(kind, Choice) else ()
    if value is None or isinstance(value, Absent):
        return {each: keep(_new_beneficiaries(each)) for each in kinds}
    blocks = [(rank, item) for rank, item in enumerate(items, 1) if isinstance(item, dict)]
    kept = {
        typeset(f"garder le {rank}{'er' if rank == 1 else 'e'} bloc : {_holding(block)}"): keep(block)
        for rank, block in blocks[:_MOST_OFFERED]
    }
    made = {
        typeset(f"remplacer {_said(value)} par un bloc {each} vide"): keep(_new_beneficiaries(each))
        for each in kinds
    }
    return {**kept, **made}


def _new_beneficiaries(commande_pour: str) -> Json:
    return {COMMANDE_POUR.name: commande_pour, LIBERAL_RPPS.name: [], STRUCTURE_FINESS.name: []}


def _new_documents(
    check: Check, pointer: Pointer, keep: Keep, documents: list[Json], wanted: Collection[str]
) -> Iterator[tuple[str, tuple[Edit, ...]]]:
    line = check.claim.line_of(pointer) or 1
    number = numero_editeur(check.claim.lines[line - 1])
    types, formats = (b.kind.values if isinstance(b.kind, Choice) else () for b in (TYPE_FICHIER, FORMAT_FICHIER))
    there = {document.get(TYPE_FICHIER.name) for document in documents if isinstance(document, dict)}
    for file_type in sorted(types, key=lambda file_type: (file_type not in wanted, file_type in there)):
        for file_format in formats:
            name = str(DocumentName(file_type, number, file_format.lower()))
            document: Json = {
                NOM_FICHIER.name: name,
                FORMAT_FICHIER.name: file_format,
                TYPE_FICHIER.name: file_type,
            }
            yield typeset(f"ajouter {name}"), keep([*documents, document])


def _holding(block: Members) -> str:
    """Return what a bloc of beneficiaries holds, in a few characters."""
    values = (block.get(balise.name) for balise in of_level(Level.BENEFICIAIRES))
    shown = [str(item) for value in values for item in (value if isinstance(value, list) else [value]) if item]
    text = ", ".join(shown) or "vide"
    return text if len(text) <= _LONGEST_CITED else f"{text[: _LONGEST_CITED - 1]}…"


def _said(value: Json | Absent) -> str:
    """Return what stands there, in a few characters."""
    if isinstance(value, list) and value:
        return f"la liste de {counted(len(value), 'élément')}"
    return "" if isinstance(value, Absent) else cited(value, _LONGEST_CITED)
