"""Making the trees that are deposited again: reset, renumbered, split (format.md §6)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from segur_tui.format.balise import Balise
from segur_tui.format.balises import (
    CODE_TRAITEMENT,
    IMP_ID,
    LIBELLE_TRAITEMENT,
    LIGNES_IMPORT,
    MOST_LINES,
    NUM_LIGNE,
)
from segur_tui.format.edit import Edit, applied
from segur_tui.format.placing import note_position, place
from segur_tui.format.tree import ABSENT, Json, Members, value_at

_Demande = TypeVar("_Demande")


def as_new(demande: Json, number: int) -> Json:
    """Return a demande as it is deposited again: no answer of the ASP, and its new `numLigne`.

    A demande that is no object is returned as it is: it has errors, and does not go.
    """
    if not isinstance(demande, dict):
        return demande
    for balise, value in ((NUM_LIGNE, number), (CODE_TRAITEMENT, None), (LIBELLE_TRAITEMENT, None)):
        demande = _with_balise(demande, balise, value)
    return demande


def new_root(header_of: Members, demandes: Sequence[Json]) -> Members:
    """Return the root of a new file, with the header of an earlier one and these demandes, reset."""
    root = _with_balise(header_of, IMP_ID, None)
    lines = [as_new(demande, number) for number, demande in enumerate(demandes, 1)]
    return _with_balise(root, LIGNES_IMPORT, lines)


def split(demandes: Sequence[_Demande]) -> list[Sequence[_Demande]]:
    """Return the demandes in groups of as many as one file may hold (note §2.1)."""
    return [demandes[start : start + MOST_LINES] for start in range(0, len(demandes), MOST_LINES)]


def _with_balise(members: Members, balise: Balise, value: Json) -> Members:
    way = place(members, balise.level).way(balise.name)
    before = value_at(members, way)
    position = note_position(members, balise) if before is ABSENT else None
    changed = applied(members, Edit(way, before, value, position=position))
    return changed if isinstance(changed, dict) else members
