"""The choices for a bloc: add a missing one, replace a wrong value in its place, add one more document."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import TypeAlias

from segur_tui.format.balise import Balise, Level
from segur_tui.format.check import Check
from segur_tui.format.claim_file import ClaimFile
from segur_tui.format.correction import when_absent
from segur_tui.format.edit import Edit
from segur_tui.format.finding import cited, shortened
from segur_tui.format.kinds import Block, Choice
from segur_tui.format.tree import ABSENT, Absent, Json, Members, Pointer
from segur_tui.format.wording import counted, typeset

Choices: TypeAlias = dict[str, tuple[Edit, ...]]
"""The choices offered, in French, with the edits of each."""
Keep: TypeAlias = Callable[[Json], tuple[Edit, ...]]
"""A function of another value that returns the edits which put it in the place of one."""

_ONE = Block(many=False)
_MOST_OFFERED = 9
_LONGEST_CITED = 28
"""Characters of a value that are cited in a choice; the detail shows more."""


def choices_for(  # noqa: PLR0913, PLR0917 (what is known of the place)
    check: Check,
    pointer: Pointer,
    balise: Balise | None,
    value: Json | Absent,
    keep: Keep,
    wanted: Collection[str] = (),
) -> Choices:
    """Return the choices for a bloc or (None) a demande, `wanted` documents first; none where it is right."""
    if balise is None:
        return _for_demande(check, pointer, value, keep)
    if balise is check.claim.profile.documents:
        return _for_documents(check, pointer, value, keep, wanted)
    if balise.inside is not None and balise.kind == _ONE:
        return _for_block(balise.inside, value, keep)
    return _as_a_list(value, keep) if isinstance(value, dict) else {}


def _as_a_list(value: Members, keep: Keep) -> Choices:
    return {typeset(f"en faire une liste d’un seul bloc : {_said(value)}"): keep([value])}


def _for_documents(
    check: Check, pointer: Pointer, value: Json | Absent, keep: Keep, wanted: Collection[str]
) -> Choices:
    if isinstance(pointer[-1], int):
        is_right = isinstance(value, dict | Absent)
        return {} if is_right else {f"retirer l’élément {_said(value)}": (Edit(pointer, value, ABSENT),)}
    if isinstance(value, Absent | list) or value is None:
        documents = value if isinstance(value, list) else []
        return dict(_new_documents(check, pointer, keep, documents, wanted))
    emptied: Choices = {typeset(f"remplacer {_said(value)} par une liste vide, puis ajouter"): keep([])}
    return {**_as_a_list(value, keep), **emptied} if isinstance(value, dict) else emptied


def _for_demande(check: Check, pointer: Pointer, value: Json | Absent, keep: Keep) -> Choices:
    line = check.claim.line_of(pointer)
    if line is None or pointer != check.claim.line_pointer(line) or isinstance(value, dict | Absent):
        return {}
    choice = f"remplacer {_said(value)} par une demande vide, à remplir dans Champs (3)"
    return {typeset(choice): keep(_new_demande(check.claim, line))}


def _new_demande(claim: ClaimFile, line: int) -> Members:
    """Return a demande with no more than what every demande holds."""
    profile, balises = claim.profile, claim.profile.demande.balises
    certain = ((balise, when_absent(balise.kind)) for balise in balises)
    known = {balise.name: value for balise, value in certain if not isinstance(value, Absent)}
    known |= {profile.position.name: line, profile.documents.name: []}
    return {balise.name: known[balise.name] for balise in balises if balise.name in known}


def _for_block(level: Level, value: Json | Absent, keep: Keep) -> Choices:
    """Offer what one object of a level may be in the place of a value: one that stands there, or an empty one."""
    items = value if isinstance(value, list) else []
    if isinstance(value, dict) or (len(items) == 1 and isinstance(items[0], dict)):
        return {}
    kinds = next((balise.kind.values for balise in level.balises if isinstance(balise.kind, Choice)), ())
    if value is None or isinstance(value, Absent):
        return {each: keep(_new_block(level, each)) for each in kinds}
    blocks = [(rank, item) for rank, item in enumerate(items, 1) if isinstance(item, dict)]
    kept = {
        typeset(f"garder le {rank}{'er' if rank == 1 else 'e'} bloc : {_holding(level, block)}"): keep(block)
        for rank, block in blocks[:_MOST_OFFERED]
    }
    made = {
        typeset(f"remplacer {_said(value)} par un bloc {each} vide"): keep(_new_block(level, each))
        for each in kinds
    }
    return {**kept, **made}


def _new_block(level: Level, kind: str) -> Json:
    return {balise.name: kind if isinstance(balise.kind, Choice) else [] for balise in level.balises}


def _new_documents(
    check: Check, pointer: Pointer, keep: Keep, documents: list[Json], wanted: Collection[str]
) -> Iterator[tuple[str, tuple[Edit, ...]]]:
    line = check.claim.line_of(pointer) or 1
    profile, number = check.claim.profile, check.claim.editor_number(line)
    of_type, of_format, of_name = profile.document_type, profile.document_format, profile.document_name
    types, formats = (b.kind.values if isinstance(b.kind, Choice) else () for b in (of_type, of_format))
    there = {document.get(of_type.name) for document in documents if isinstance(document, dict)}
    for file_type in sorted(types, key=lambda file_type: (file_type not in wanted, file_type in there)):
        for file_format in formats:
            name = profile.document_names.name(file_type, number, file_format)
            document: Json = {of_name.name: name, of_format.name: file_format, of_type.name: file_type}
            yield typeset(f"ajouter {name}"), keep([*documents, document])


def _holding(level: Level, block: Members) -> str:
    values = (block.get(balise.name) for balise in level.balises)
    shown = [str(item) for value in values for item in (value if isinstance(value, list) else [value]) if item]
    return shortened(", ".join(shown) or "vide", _LONGEST_CITED)


def _said(value: Json | Absent) -> str:
    if isinstance(value, list) and value:
        return f"la liste de {counted(len(value), 'élément')}"
    return "" if isinstance(value, Absent) else cited(value, _LONGEST_CITED)
