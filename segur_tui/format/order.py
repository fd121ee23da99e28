"""The order that an avance bears, and what the files known tell of one demande (format.md §7)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import TypeVar

from segur_tui.format.answer import AnswerState
from segur_tui.format.correction import corrected
from segur_tui.format.kinds import Amount, compared
from segur_tui.format.tree import Absent, Json, Number
from segur_tui.format.value_type import replace, value_type

_Key = TypeVar("_Key")
_CENT = Decimal("0.01")
_SHARE = Decimal("0.70")
"""The part of an order that its solde pays."""
_WITH_AN_8 = 12
_LONGEST_AMOUNT = 30
_MOST = Decimal(1_000_000_000)
"""Characters of an amount that is one, and euros that none has."""


@value_type
class Ordered:
    """What a demande of an avance orders: euros HT, the RPPS or FINESS, the day; each where it can be read.

    It `is_certain` where it can be read in one way only: one dossier, one n° éditeur, every client with a number.
    """

    amount: Decimal | None = None
    is_ttc: bool = False
    beneficiaries: frozenset[str] = frozenset()
    day: date | None = None
    is_certain: bool = True


@value_type
class AvanceOrder:
    """The order of an avance, where it stands, and how the ASP has answered it.

    `editor` is its n° éditeur as it is compared, `shown` as it is written; `dossier` is as it is meant, empty
    where the ASP has not filled it in. `deposit` is the day and number of its file, empty where unknown.
    """

    editor: str
    shown: str
    dossier: str
    ordered: Ordered
    state: AnswerState
    file: str
    line: int
    deposit: str = ""

    @property
    def is_accepted(self) -> bool:
        """Tell whether the ASP has accepted the avance."""
        return self.state is AnswerState.ACCEPTED

    @property
    def place(self) -> str:
        """Return where it stands, in French."""
        return f"l’avance {self.file.removesuffix('.json')}, ligne {self.line}"


@value_type
class Rival:
    """Another demande for a beneficiary: its numbers as they are compared, and where it stands."""

    editor: str
    dossier: str
    file: str
    line: int

    @property
    def place(self) -> str:
        """Return where it stands."""
        return f"{self.file.removesuffix('.json')}, ligne {self.line}"


@value_type
class Told:
    """What other files tell of the demandes of one file: the orders by n° éditeur, and rivals.

    `rival` returns another demande for a beneficiary, which shares neither number with the one of some numbers.
    A solde that stands in the file as well, under either number, is none: two lines of one file are not told.

    `editors_of` returns the n° éditeur of all demandes, of avances and soldes, that bear a dossier. It
    `has_orders` where any avance of the file's ANS number is known.
    """

    orders: Callable[[str], Sequence[AvanceOrder]]
    rival: Callable[[tuple[str, str], str], Rival | None]
    editors_of: Callable[[str], Iterable[str]]
    has_orders: bool


@value_type
class Beside:
    """What other files tell of one demande: its orders, and the rival that a beneficiary has, if any."""

    orders: Sequence[AvanceOrder]
    rival: Callable[[str], Rival | None]
    others: Callable[[str], Sequence[Sequence[AvanceOrder]]]
    """Returns the orders of every other n° éditeur that bears a dossier."""

    def held_to(self, dossier: str | None) -> Sequence[AvanceOrder]:
        """Return the orders to which the demande is held: that of its dossier, or all; refused ones are none."""
        same = [each for each in self.orders if dossier and compared(each.dossier) == compared(dossier)]
        held = same if len(same) == 1 else self.orders
        return [each for each in held if each.state is not AnswerState.REJECTED]


def standing(orders: Sequence[AvanceOrder]) -> list[AvanceOrder]:
    """Return of the orders of one n° éditeur those that count: of several files of one avance the latest.

    An acceptance is final; accepted ones of several dossiers are several avances.
    """
    if len(orders) < 2:  # noqa: PLR2004 (no other to count beside it)
        return [*orders]
    accepted: dict[str, AvanceOrder] = {}
    for each in filter(lambda order: order.is_accepted, _in_time(orders)):
        accepted[compared(each.dossier)] = _beside(each, accepted.get(compared(each.dossier), accepted.get("")))
    if accepted:
        return [each for dossier, each in accepted.items() if dossier or len(accepted) == 1]
    answered = [each for each in _in_time(orders) if each.state is not AnswerState.PENDING]
    pending = [each for each in _in_time(orders) if each.state is AnswerState.PENDING]
    is_again = not answered or all(each.deposit for each in answered)
    if pending and is_again and pending[-1].deposit > max((each.deposit for each in answered), default=""):
        return pending[-1:]
    return answered[-1:] or pending[-1:]


def dossiers_of(orders: Mapping[_Key, Iterable[AvanceOrder]]) -> dict[_Key, frozenset[str]]:
    """Return the dossiers, as they are compared, of the accepted orders of each n° éditeur that has one."""
    found = {
        editor: frozenset(compared(each.dossier) for each in known if each.is_accepted and each.dossier)
        for editor, known in orders.items()
    }
    return {editor: dossiers for editor, dossiers in found.items() if dossiers}


def amount_of(value: Json) -> Decimal | None:
    """Return an amount, whichever way it is written; None where it is none."""
    meant = corrected(Amount(), value)
    written = value if isinstance(meant, Absent) else meant
    text = str(written) if isinstance(written, int | Number | str) and not isinstance(written, bool) else ""
    try:
        amount = Decimal(text) if len(text) <= _LONGEST_AMOUNT else None
    except InvalidOperation:
        return None
    is_one = amount is not None and amount.is_finite() and 0 <= amount < _MOST
    return amount if is_one and len(f"{amount:f}") <= _LONGEST_AMOUNT else None


def beneficiary_key(number: str) -> str:
    """Return an RPPS or FINESS as it is compared: in capital letters, an RPPS without an 8 in front of it."""
    text = "".join(number.split()).upper()
    return text[1:] if len(text) == _WITH_AN_8 and text.startswith("8") and text.isdigit() else text


def share_of(amount: Decimal) -> Decimal:
    """Return the part of an amount that a solde pays, in euros, rounded half up to the cent."""
    return (amount * _SHARE).quantize(_CENT, ROUND_HALF_UP)


def _beside(order: AvanceOrder, earlier: AvanceOrder | None) -> AvanceOrder:
    """Return an accepted order, in doubt where another avance of its dossier was accepted with other values."""
    if earlier is None or earlier.ordered == order.ordered:
        return order
    return replace(order, ordered=replace(order.ordered, is_certain=False))


def _in_time(orders: Iterable[AvanceOrder]) -> list[AvanceOrder]:
    return sorted(orders, key=lambda each: (each.deposit, bool(each.dossier)))
