"""Making the trees that are deposited again: reset, renumbered, split (format.md §6)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from segur_tui.format.balise import Balise, Level
from segur_tui.format.balises import (
    CODE_TRAITEMENT,
    IMP_ID,
    LIBELLE_TRAITEMENT,
    LIGNES_IMPORT,
    MOST_LINES,
    NUM_LIGNE,
)
from segur_tui.format.edit import Edit, applied
from segur_tui.format.placing import Oddity, note_position, place
from segur_tui.format.tree import ABSENT, Json, Members, same, value_at

_Demande = TypeVar("_Demande")
_RENEWED = (NUM_LIGNE, CODE_TRAITEMENT, LIBELLE_TRAITEMENT)
RENEWED = frozenset(balise.name for balise in _RENEWED)
"""The balises of a demande that have another value when it is deposited again: what is wrong with them goes."""


def as_new(demande: Json, number: int) -> Json:
    """Return a demande as it is deposited again: no answer of the ASP, and its new `numLigne`.

    A demande that is no object is returned as it is: it has errors, and does not go.
    """
    if not isinstance(demande, dict):
        return demande
    for balise, value in zip(_RENEWED, (number, None, None), strict=True):
        demande = _with_balise(demande, balise, value)
    return demande


def joined_header(roots: Sequence[Members]) -> Members:
    """Return the header of a file made of several: the first one's, and what only others have behind it."""
    first, *others = roots
    unknown = {key: root[key] for root in reversed(others) for key in _unknown(root) if key not in first}
    return {**first, **unknown} if unknown else first


def unlike_keys(roots: Sequence[Members]) -> list[str]:
    """Return the keys that the note does not know and that headers hold with other values than a joined one."""
    joined = joined_header(roots)
    return sorted({key for root in roots for key in _unknown(root) if not same(root[key], joined[key])})


def new_root(header_of: Members, demandes: Sequence[Json]) -> Members:
    """Return the root of a new file, with the header of an earlier one and these demandes, reset."""
    root = _with_balise(header_of, IMP_ID, None)
    lines = [as_new(demande, number) for number, demande in enumerate(demandes, 1)]
    return _with_balise(root, LIGNES_IMPORT, lines)


def split(demandes: Sequence[_Demande]) -> list[Sequence[_Demande]]:
    """Return the demandes in groups of as many as one file may hold (note §2.1)."""
    return [demandes[start : start + MOST_LINES] for start in range(0, len(demandes), MOST_LINES)]


def _unknown(root: Members) -> list[str]:
    odd_keys = place(root, Level.FILE).odd_keys
    return [str(odd.way[0]) for odd in odd_keys if odd.oddity is Oddity.UNKNOWN and len(odd.way) == 1]


def _with_balise(members: Members, balise: Balise, value: Json) -> Members:
    way = place(members, balise.level).way(balise.name)
    before = value_at(members, way)
    position = note_position(members, balise) if before is ABSENT else None
    changed = applied(members, Edit(way, before, value, position=position))
    return changed if isinstance(changed, dict) else members
