"""Making the trees that are deposited again: reset, renumbered, split (format.md §6)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from segur_tui.format.answers import Answering
from segur_tui.format.balise import Balise
from segur_tui.format.edit import Edit, applied
from segur_tui.format.placing import Oddity, note_position, place
from segur_tui.format.profile import Profile
from segur_tui.format.tree import ABSENT, Json, Members, members_of, object_of, same, value_at

_Demande = TypeVar("_Demande")


def as_new(demande: Json, number: int, profile: Profile) -> Json:
    """Return a demande as it is deposited again: unanswered, at its new position; no object stays as it is."""
    if not isinstance(demande, dict):
        return demande
    for balise, value in zip(profile.renewed, (number, None, None), strict=True):
        demande = _with_balise(demande, balise, value)
    return Answering(profile, (), has_reference=False).unanswered(demande)


def joined_header(roots: Sequence[Members], profile: Profile) -> Members:
    """Return the header of a file made of several: the first one's, and what only others have behind it."""
    first, *others = roots
    joined = dict(first)
    for root in others:
        for key in _unknown(root, profile):
            joined.setdefault(key, root[key])
    return joined if len(joined) > len(first) else first


def unlike_keys(roots: Sequence[Members], profile: Profile) -> list[str]:
    """Return the keys that the note does not know and that headers hold with other values than a joined one."""
    joined = joined_header(roots, profile)
    return sorted({key for root in roots for key in _unknown(root, profile) if not same(root[key], joined[key])})


def with_own_keys(header: Members, before: Members, own: Members, profile: Profile) -> Members:
    """Return a header that stands for several files with what one of them holds under keys unknown to the note.

    What was changed in it since `before` is as it is there.
    """
    keys = _unknown(own, profile)
    kept = {key: own[key] for key in keys if same(value_at(header, (key,)), value_at(before, (key,)))}
    there = [(key, kept.get(key, value)) for key, value in members_of(header)]
    return object_of([*there, *(member for member in kept.items() if member[0] not in header)])


def new_root(header_of: Members, demandes: Sequence[Json], profile: Profile) -> Members:
    """Return the root of a new file, with the header of an earlier one and these demandes, reset."""
    root = _with_balise(header_of, profile.reference, None)
    lines = [as_new(demande, number, profile) for number, demande in enumerate(demandes, 1)]
    return _with_balise(root, profile.lines, lines)


def split(demandes: Sequence[_Demande], profile: Profile) -> list[Sequence[_Demande]]:
    """Return the demandes in groups of as many as one file may hold (note §2.1)."""
    most = profile.most_lines
    return [demandes[start : start + most] for start in range(0, len(demandes), most)]


def _unknown(root: Members, profile: Profile) -> list[str]:
    odd_keys = place(root, profile.header).odd_keys
    return [str(odd.path[0]) for odd in odd_keys if odd.oddity is Oddity.UNKNOWN and len(odd.path) == 1]


def _with_balise(members: Members, balise: Balise, value: Json) -> Members:
    path = place(members, balise.level).path(balise.name)
    before = value_at(members, path)
    position = note_position(members, path, balise) if before is ABSENT else None
    changed = applied(members, Edit(path, before, value, position=position))
    return changed if isinstance(changed, dict) else members
