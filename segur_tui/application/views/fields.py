"""The balises of one demande as rows, bloc by bloc; lists and documents item by item."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum
from itertools import groupby

from segur_tui.application.drafts.draft import Draft
from segur_tui.application.views.problems import doubt_of, findings_left, shown_value
from segur_tui.format.balise import Balise, Level
from segur_tui.format.check import Check
from segur_tui.format.finding import Finding
from segur_tui.format.kinds import Block, ListOf
from segur_tui.format.placing import PlacedBalises, place
from segur_tui.format.tree import Json, Members, Pointer, to_rfc6901
from segur_tui.format.value_type import replace, value_type

_MANY = Block(many=True)
MOST_ITEMS = 500
"""Items of one list that have a row each."""


class Part(Enum):
    """The kind of thing that a row shows."""

    BLOC = "bloc"
    BALISE = "balise"
    ITEM = "item"
    REST = "rest"
    ADD = "add"


@value_type
class FieldRow:
    """A bloc's title, a balise, one item of a list, how many more it has, or the place where one can be added.

    A right value may be in `doubt`, for what other demandes of the file hold.
    """

    part: Part
    pointer: Pointer
    balise: Balise | None
    title: str
    value: str
    finding: Finding | None = None
    doubt: str = ""

    @property
    def key(self) -> str:
        """Return the identity of the row."""
        return f"{self.part.value}:{to_rfc6901(self.pointer)}:{self.title if self.part is Part.BLOC else ''}"


def field_rows(draft: Draft, line: int) -> list[FieldRow]:
    """Return the rows of a demande, given by its position from 1; none when it is no object."""
    check = draft.check
    value = check.claim.lines[line - 1]
    if not isinstance(value, dict):
        return []
    worst: dict[Pointer, Finding] = {}
    for finding in findings_left(draft, line):
        known = worst.get(finding.pointer)
        if known is None or (finding.is_error and not known.is_error):
            worst[finding.pointer] = finding
    return list(_Rows(check, worst).of_demande(check.claim.line_pointer(line), value))


@value_type
class _Rows:
    """The rows of a checked demande, with the gravest finding at each pointer."""

    check: Check
    worst: Mapping[Pointer, Finding]

    def row(
        self, part: Part, pointer: Pointer, balise: Balise | None, title: str, value: str | None = None
    ) -> FieldRow:
        shown = shown_value(self.check, pointer) if value is None else value
        doubt = doubt_of(self.check, pointer) if balise is self.check.claim.profile.day else ""
        return FieldRow(part, pointer, balise, title, shown, self.worst.get(pointer), doubt)

    def of_demande(self, at: Pointer, demande: Members) -> Iterator[FieldRow]:
        level = self.check.claim.profile.demande
        placed = place(demande, level)
        for bloc, balises in groupby(level.balises, key=lambda balise: balise.bloc):
            yield FieldRow(Part.BLOC, at, None, bloc.title, "")
            for balise in balises:
                yield from self.of_balise(at, placed, balise)
        # A balise in another letter case stands in its bloc already, a key that stands twice has one pointer.
        shown = {placed.path(balise.name) for balise in level.balises}
        others = {odd.path: odd for odd in placed.odd_keys if odd.path not in shown}
        if others:
            yield FieldRow(Part.BLOC, at, None, "Autres balises", "")
        for path, odd in others.items():
            yield self.row(Part.BALISE, (*at, *path), odd.balise, str(path[-1]))

    def of_balise(self, at: Pointer, placed: PlacedBalises, balise: Balise) -> Iterator[FieldRow]:
        pointer = (*at, *placed.path(balise.name))
        value = placed.values.get(balise.name)
        inside = self.inside(pointer, balise, value)
        count = (f"[{len(value)}]" if value else None) if isinstance(value, list) else ""
        title = next((known for known in balise.spellings if known == pointer[-1]), balise.name)
        row = self.row(Part.BALISE, pointer, balise, title, count if inside else None)
        if row.finding is None and balise.inside is not None and balise.kind != _MANY and not inside:
            # What is wrong with the only bloc of a list, which has no row of its own.
            row = replace(row, finding=self.worst.get((*pointer, 0)))
        yield row
        yield from inside

    def inside(self, at: Pointer, balise: Balise, value: Json) -> list[FieldRow]:
        """Return the rows of what a balise holds: a list's items, the documents, the beneficiaries."""
        is_many = balise.kind == _MANY
        if isinstance(balise.kind, ListOf) and isinstance(value, list):
            items = [self.row(Part.ITEM, (*at, i), balise, f"{i + 1}") for i in range(min(len(value), MOST_ITEMS))]
            return [*items, *_rest(at, balise, value), FieldRow(Part.ADD, (*at, len(value)), balise, "+", "")]
        if balise.inside is None:
            return []
        if not is_many and isinstance(value, list) and len(value) == 1 and isinstance(value[0], dict):
            value, at = value[0], (*at, 0)
        if isinstance(value, dict):
            return list(self.of_object(at, value, balise.inside))
        if not isinstance(value, list) or not (is_many or len(value) > 1):
            return []
        rows = [
            row
            for index, item in enumerate(value[:MOST_ITEMS])
            for row in self.of_item((*at, index), item, balise)
        ]
        rows += _rest(at, balise, value)
        return [*rows, FieldRow(Part.ADD, at, balise, "+", "")] if is_many else rows

    def of_item(self, at: Pointer, item: Json, balise: Balise) -> Iterator[FieldRow]:
        if (level := balise.inside) is not None:
            title = f"{level.title} {int(at[-1]) + 1}"
            yield self.row(Part.ITEM, at, balise, title, "" if isinstance(item, dict) else None)
            if isinstance(item, dict):
                yield from self.of_object(at, item, level)

    def of_object(self, at: Pointer, members: Members, level: Level) -> Iterator[FieldRow]:
        placed = place(members, level)
        for balise in level.balises:
            yield from self.of_balise(at, placed, balise)


def _rest(at: Pointer, balise: Balise, items: list[Json]) -> list[FieldRow]:
    """Return the row that stands for the items that have none, where there are any."""
    more = len(items) - MOST_ITEMS
    return [FieldRow(Part.REST, (*at, MOST_ITEMS), balise, f"… {more} de plus", "")] if more > 0 else []
