"""The demandes of a file of avances as rows, and their balises one by one: to be read, never changed."""

from __future__ import annotations

from collections.abc import Iterator

from segur_tui.format.answer import Answer
from segur_tui.format.claim_file import ClaimFile
from segur_tui.format.finding import shortened
from segur_tui.format.order import Ordered
from segur_tui.format.tree import CONTAINERS, Json, members_of
from segur_tui.format.value_type import value_type
from segur_tui.format.wording import euros, typeset
from segur_tui.format.writing import to_start

MOST_FIELDS = 2_000
"""Values of one demande that have a row each: a right one has some thirty."""
_LONGEST = 1_000


@value_type
class AvanceRow:
    """A demande of an avance: its numbers, what it orders, and the ASP's answer."""

    line: int
    numero_editeur: str
    numero_asp: str
    ordered: Ordered
    answer: Answer

    @property
    def key(self) -> str:
        """Return the identity of the row."""
        return str(self.line)

    @property
    def amount(self) -> str:
        """Return the amount before tax, in words."""
        return euros(self.ordered.amount)

    @property
    def day(self) -> str:
        """Return the day of the order as people write it."""
        return "" if self.ordered.day is None else f"{self.ordered.day:%d/%m/%Y}"

    @property
    def said(self) -> str:
        """Return the ASP's code and label, in words, empty where it has said nothing."""
        code = f"code {self.answer.code}" if self.answer.code else ""
        return typeset(" : ").join(filter(None, (code, self.answer.label)))


@value_type
class AvanceField:
    """A value of a demande: the balises that lead to it, and itself as people read it."""

    path: str
    value: str


def avance_rows(claim: ClaimFile) -> list[AvanceRow]:
    """Return one row a demande."""
    orders, none = claim.ordered, Ordered()
    return [
        AvanceRow(
            line,
            claim.editor_number(line),
            claim.dossier(line),
            orders.get(line, none),
            answer,
        )
        for line, answer in enumerate(claim.answers, 1)
    ]


def avance_fields(demande: Json) -> list[AvanceField]:
    """Return the values of a demande in their order, at most so many."""
    found: list[AvanceField] = []
    for path, value in _values(demande):
        if len(found) == MOST_FIELDS:
            found.append(AvanceField("…", ""))
            break
        text = shortened(value, _LONGEST) if isinstance(value, str) and value else to_start(value, _LONGEST)
        found.append(AvanceField(" › ".join(path), text))
    return found


def _values(tree: Json) -> Iterator[tuple[tuple[str, ...], Json]]:
    """Walk the values that hold no others, in their order; trees may be deep."""
    rest: list[Iterator[tuple[tuple[str, ...], Json]]] = [iter([((), tree)])]
    while rest:
        for path, value in rest[-1]:
            if isinstance(value, CONTAINERS) and value:
                rest.append(_inside(path, value))
                break
            yield path, value
        else:
            rest.pop()


def _inside(path: tuple[str, ...], node: Json) -> Iterator[tuple[tuple[str, ...], Json]]:
    if isinstance(node, dict):
        return (((*path, key), value) for key, value in members_of(node))
    items = node if isinstance(node, list) else []
    return (((*path, str(place)), value) for place, value in enumerate(items, 1))
