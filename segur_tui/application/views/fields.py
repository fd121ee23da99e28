"""The balises of one demande as rows, bloc by bloc; lists and documents item by item."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from segur_tui.application.drafts.draft import Draft
from segur_tui.application.views.problems import findings_left, shown_value
from segur_tui.format.balise import Balise, Bloc, Level
from segur_tui.format.check import Check
from segur_tui.format.finding import Finding
from segur_tui.format.kinds import Block, ListOf
from segur_tui.format.placing import PlacedBalises, place
from segur_tui.format.rule import MOST_ITEMS
from segur_tui.format.tree import Json, Pointer, to_rfc6901
from segur_tui.format.value_type import value_type

_MANY = Block(many=True)


class Part(Enum):
    """The kind of thing that a row shows."""

    BLOC = "bloc"
    BALISE = "balise"
    ITEM = "item"
    REST = "rest"
    ADD = "add"


@value_type
class FieldRow:
    """A bloc's title, a balise, one item of a list, how many more it has, or the place where one can be added."""

    part: Part
    pointer: Pointer
    balise: Balise | None
    title: str
    value: str
    finding: Finding | None = None

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
    return list(_demande(check, check.claim.line_pointer(line), value, worst))


def _demande(
    check: Check, at: Pointer, demande: dict[str, Json], worst: dict[Pointer, Finding]
) -> Iterator[FieldRow]:
    level = check.claim.profile.demande
    placed = place(demande, level)
    bloc: Bloc | None = None
    shown: set[Pointer] = set()
    for balise in level.balises:
        if balise.bloc is not bloc:
            bloc = balise.bloc
            yield FieldRow(Part.BLOC, at, None, bloc.title, "")
        shown.add((*at, *placed.path(balise.name)))
        yield from _balise(check, at, placed, balise, worst)
    # A balise in another letter case stands in its bloc already, a key that stands twice has one pointer.
    others = {(*at, *odd.path): odd for odd in placed.odd_keys if (*at, *odd.path) not in shown}
    if others:
        yield FieldRow(Part.BLOC, at, None, "Autres balises", "")
        for pointer, odd in others.items():
            value = shown_value(check, pointer)
            yield FieldRow(Part.BALISE, pointer, odd.balise, str(odd.path[-1]), value, worst.get(pointer))


def _balise(
    check: Check, at: Pointer, placed: PlacedBalises, balise: Balise, worst: dict[Pointer, Finding]
) -> Iterator[FieldRow]:
    pointer = (*at, *placed.path(balise.name))
    value = placed.values.get(balise.name)
    inside = _inside(check, pointer, balise, value, worst)
    shown = _count(value) if inside else shown_value(check, pointer)
    said = worst.get(pointer)
    if said is None and balise.inside is not None and balise.kind != _MANY and not inside:
        said = worst.get((*pointer, 0))  # what is wrong with the only bloc of a list, which has no row of its own
    yield FieldRow(Part.BALISE, pointer, balise, balise.name, shown, said)
    yield from inside


def _inside(
    check: Check, at: Pointer, balise: Balise, value: Json, worst: dict[Pointer, Finding]
) -> list[FieldRow]:
    """Return the rows of what a balise holds: a list's items, the documents, the beneficiaries."""
    if isinstance(balise.kind, ListOf) and isinstance(value, list):
        items = [
            FieldRow(Part.ITEM, (*at, i), balise, str(i + 1), shown_value(check, (*at, i)), worst.get((*at, i)))
            for i in range(min(len(value), MOST_ITEMS))
        ]
        return [*items, *_rest(at, balise, value), FieldRow(Part.ADD, (*at, len(value)), balise, "+", "")]
    if balise.inside is None:
        return []
    is_many = balise.kind == _MANY
    if not is_many and isinstance(value, list) and len(value) == 1 and isinstance(value[0], dict):
        value, at = value[0], (*at, 0)
    if isinstance(value, dict):
        return list(_object(check, at, value, balise.inside, worst))
    if isinstance(value, list) and (is_many or len(value) > 1):
        return _objects(check, at, balise, balise.inside, value, worst)
    return []


def _objects(  # noqa: PLR0913, PLR0917 (where they stand)
    check: Check, at: Pointer, balise: Balise, level: Level, value: list[Json], worst: dict[Pointer, Finding]
) -> list[FieldRow]:
    """Return the rows of a list of objects; where there is to be one only, none is added."""
    rows: list[FieldRow] = []
    for index, inner in enumerate(value[:MOST_ITEMS]):
        here = (*at, index)
        shown = "" if isinstance(inner, dict) else shown_value(check, here)
        rows.append(FieldRow(Part.ITEM, here, balise, f"{level.title} {index + 1}", shown, worst.get(here)))
        if isinstance(inner, dict):
            rows += _object(check, here, inner, level, worst)
    rows += _rest(at, balise, value)
    return [*rows, FieldRow(Part.ADD, at, balise, "+", "")] if balise.kind == _MANY else rows


def _rest(at: Pointer, balise: Balise, items: list[Json]) -> list[FieldRow]:
    """Return the row that stands for the items which are not controlled, where there are any."""
    more = len(items) - MOST_ITEMS
    return [FieldRow(Part.REST, (*at, MOST_ITEMS), balise, f"… {more} de plus", "")] if more > 0 else []


def _object(
    check: Check, at: Pointer, members: dict[str, Json], level: Level, worst: dict[Pointer, Finding]
) -> Iterator[FieldRow]:
    placed = place(members, level)
    for balise in level.balises:
        yield from _balise(check, at, placed, balise, worst)


def _count(value: Json) -> str:
    return f"[{len(value)}]" if isinstance(value, list) else ""
