"""Applying safe corrections, or suggestions, to a checked file until none is left."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TypeAlias

from segur_tui.format.check import Check, check
from segur_tui.format.edit import Edit
from segur_tui.format.finding import Certainty, Finding
from segur_tui.format.lost_list import numbered
from segur_tui.format.tree import ABSENT, CONTAINERS, Absent, Pointer, same
from segur_tui.format.value_type import replace, value_type

_MOST_PASSES = 10
"""A correction can uncover another (a lone demande becomes a list, then its parts are read)."""


@value_type
class Corrected:
    """A file after corrections: its new check, and the edits that led there, in order."""

    check: Check
    edits: tuple[Edit, ...] = ()


def corrections(findings: Iterable[Finding], certainty: Certainty = Certainty.SAFE) -> list[Edit]:
    """Return the edits of one certainty that findings propose, to be applied one after the other.

    A value and its key that are both wrong make one edit. A container's finding comes before those
    inside it, whose edits follow where its own has moved them; values come before missing balises, and
    these from the last place to the first, so that no other edit shifts the place of the next.
    """
    by_pointer: dict[Pointer, Edit] = {}
    for finding in findings:
        if (proposed := certainty.edit(finding)) is not None:
            known = by_pointer.get(proposed.pointer)
            by_pointer[proposed.pointer] = proposed if known is None else _merged(known, proposed)
    containers = (edit for edit in by_pointer.values() if isinstance(edit.before, CONTAINERS))
    moves = {edit.pointer: _move_of(edit) for edit in containers}
    edits = [moved for edit in by_pointer.values() if (moved := _moved(edit, by_pointer, moves)) is not None]
    in_place = [edit for edit in edits if edit.before is not ABSENT]
    missing = [edit for edit in edits if edit.before is ABSENT]
    return [*in_place, *reversed(sorted(missing, key=lambda edit: edit.position or 0))]  # noqa: C413 (stable)


def correct(
    checked: Check,
    today: date,
    chosen: Callable[[Finding], bool] = lambda _: True,
    certainties: Sequence[Certainty] = (Certainty.SAFE,),
) -> Corrected:
    """Apply what the chosen findings, and those that this uncovers, propose; accepted lines have none.

    Of several certainties each comes once nothing is left of those before it.
    """
    edits: list[Edit] = []
    for made, after in _passes(checked, today, chosen, certainties):
        edits += made
        checked = after
    return Corrected(checked, tuple(edits))


def once_corrected(
    checked: Check, today: date, chosen: Callable[[Finding], bool], certainties: Sequence[Certainty]
) -> Check:
    """Return the check alone that `correct` leads to: of many corrections, the edits take a third of the room."""
    for _, after in _passes(checked, today, chosen, certainties):
        checked = after
    return checked


def _passes(
    checked: Check, today: date, chosen: Callable[[Finding], bool], certainties: Sequence[Certainty]
) -> Iterator[tuple[Sequence[Edit], Check]]:
    for _ in range(_MOST_PASSES):
        findings = list(filter(chosen, checked.findings))
        new = next(filter(None, (corrections(findings, each) for each in certainties)), [])
        if not new:
            return
        checked = check(checked.claim.edited(*new), today, checked)
        yield new, checked


def _merged(one: Edit, other: Edit) -> Edit:
    """Return the edit that renames the member as one of two wants, and changes its value as the other."""
    after = other.after if same(one.after, one.before) else one.after
    return replace(one, after=after, key=one.key or other.key)


_Move: TypeAlias = Callable[[str | int], Pointer]
"""From a member of a container to the path that leads to it once the container is corrected."""


def _move_of(edit: Edit) -> _Move | None:
    """Return how the correction of a container moves its members, None where it drops them."""
    before, after = edit.before, edit.after
    if same(after, before):
        return lambda token: (token,)
    if same(after, [before] if isinstance(before, dict) else ABSENT):
        return lambda token: (0, token)
    members = numbered(None if isinstance(before, Absent) else before)
    if members is None or not same(after, [value for _, value in members]):
        return None
    places: Mapping[str | int, int] = {key: place for place, (key, _) in enumerate(members)}
    return lambda token: (places[token],)


def _moved(edit: Edit, by_pointer: Mapping[Pointer, Edit], moves: Mapping[Pointer, _Move | None]) -> Edit | None:
    """Return a correction for where those of the containers around it put its place, None where they drop it."""
    path: list[str | int] = []
    for depth, token in enumerate(edit.pointer, 1):
        around = edit.pointer[: depth - 1]
        move = moves.get(around)
        if around in moves and move is None:
            return None
        renamed = by_pointer.get(edit.pointer[:depth]) if depth < len(edit.pointer) else None
        moved = (token,) if move is None else move(token)
        path += moved if renamed is None or renamed.key is None else (*moved[:-1], renamed.key)
    return edit if tuple(path) == edit.pointer else replace(edit, pointer=tuple(path))
