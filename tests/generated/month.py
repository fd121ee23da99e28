"""A month of two suppliers in one folder: avances and soldes with their returns, and planted discrepancies.

What is planted, and what is left unclaimed, is known by how each client is made, not by reading the files.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from random import Random
from typing import Any

from segur_tui.format.check_digits import rpps_holds
from segur_tui.format.tree import Number
from segur_tui.format.writing import write
from tests.avances import avance
from tests.claims import ACCEPTED, REJECTED, claim, demande
from tests.generated.week import SUPPLIERS

AVANCE_DAY, SOLDE_DAY, AGAIN_DAY = "20260105", "20260302", "20260309"
ALTERED = ("{}.json", "{} (1).json", "Copie de {}.json", "{}_FichierRetour.json", "{}.JSON")
"""Names that people and browsers make of a file's."""
FOLLOWED = ("accepted", "refused", "refused again", "unanswered", "resent")
"""What becomes of a solde: `resent` was refused, and is accepted in a later file."""
PLANTS = (
    "avance-dossier",
    "avance-other-dossier",
    "avance-amount",
    "avance-beneficiary",
    "avance-beneficiary-missing",
    "invoice-before-order",
)
OF_SEVERAL = "avance-beneficiary-missing"
"""A discrepancy of those who are several."""

Demande = dict[str, Any]


@dataclass
class Month:
    """The files by name, what `check` is to report by file name, and what is unclaimed, in euros by kind."""

    files: dict[str, dict[str, Any]] = field(default_factory=dict)
    planted: Counter[tuple[str, int | None, str]] = field(default_factory=Counter)
    unclaimed: dict[str, Decimal] = field(
        default_factory=lambda: dict.fromkeys(("no-solde", "refused", "to-verify", "unanswered"), Decimal())
    )

    def write(self, folder: Path) -> None:
        """Write the files into one folder."""
        folder.mkdir(parents=True)
        for name, tree in self.files.items():
            (folder / name).write_bytes(write(tree))


def month(seed: int, clients: int = 60) -> Month:
    """Return the month of a seed: so many clients of each of two suppliers."""
    random, made = Random(seed), Month()  # noqa: S311 (no secret)
    doctors = _doctors(random)
    for numero_ans, siret in SUPPLIERS[:2]:
        _Supplier(made, random, doctors, numero_ans).add(clients, siret)
    return made


class _Supplier:
    """The files of one supplier as they grow: the avance's return, it, the soldes' return, others, an answer."""

    def __init__(self, made: Month, random: Random, doctors: Iterator[str], numero_ans: str) -> None:
        self._made, self._random, self._doctors, self._numero_ans = made, random, doctors, numero_ans
        self._names = tuple(_names(random, numero_ans))
        self._lines: dict[str, list[Demande]] = {name: [] for name in self._names}
        self._plants = list(PLANTS)

    def add(self, clients: int, siret: str) -> None:
        for editor in range(1, clients + 1):
            self._add_client(editor)
        assert not self._plants, "a month of so few clients has no room for all"
        self._add_strangers()
        for name, lines in self._lines.items():
            self._made.files[name] = claim(lines, self._numero_ans, siret)

    def _add_client(self, editor: int) -> None:
        random, made = self._random, self._made
        rpps = [next(self._doctors) for _ in range(random.choice((1, 2, 3)))]
        ordered = Decimal(random.randrange(10_000, 35_800)) * len(rpps) / 100
        state = random.choices(("accepted", "refused", "pending"), (8, 1, 1))[0]
        self._add_avance(editor, rpps, ordered, state)
        _, _, first, _, _ = self._names
        followed = random.choice(("none", *FOLLOWED))
        if state != "accepted":  # its solde is refused at the first sight of it
            self._add_solde(first, editor, rpps, ordered, REJECTED)
            rule = "avance-refused" if state == "refused" else "avance-unanswered"
            made.planted[first, len(self._lines[first]), rule] += 1
            made.unclaimed["refused"] += _share(ordered)
        elif followed == "none":
            made.unclaimed["no-solde"] += _share(ordered)
        else:
            self._follow(editor, rpps, ordered, followed)

    def _add_avance(self, editor: int, rpps: list[str], ordered: Decimal, state: str) -> None:
        returned, deposited, *_ = self._names
        regime = self._random.choice(("HT", "HT", "TTC"))
        order = {"dateCommande": "01/12/2022", "regimeTVA": regime, "montantSegurHT": Number(f"{ordered:.2f}")}
        answer = {"accepted": ACCEPTED, "refused": REJECTED, "pending": None}[state]
        dossier = {"commande": order} if state == "accepted" else {"commande": order, "numeroASP": None}
        self._lines[returned].append(avance(editor, answer, rpps=rpps) | dossier)
        self._lines[deposited].append(avance(editor, None, rpps=rpps) | {"commande": order})

    def _follow(self, editor: int, rpps: list[str], ordered: Decimal, followed: str) -> None:
        """Add the solde of an accepted avance, and what becomes of it, perhaps with a discrepancy."""
        _, _, first, waiting, again = self._names
        made, name = self._made, waiting if followed == "unanswered" else first
        invoiced = ordered - self._random.choice((0, 0, 1, 10))
        line = self._add_solde(name, editor, rpps, invoiced, _answer_of(followed))
        is_open = followed in {"refused", "unanswered"}
        if is_open and self._plants and (self._plants[0] != OF_SEVERAL or len(rpps) > 1):
            rule = self._plants.pop(0)
            invoiced = _plant(rule, line, invoiced, ordered, next(self._doctors))
            made.planted[name, len(self._lines[name]), rule] += 1
        if followed in {"resent", "refused again"}:
            self._add_solde(again, editor, rpps, invoiced, ACCEPTED if followed == "resent" else REJECTED)
        if followed in {"refused", "refused again"}:
            made.unclaimed["refused"] += _share(invoiced)
        elif followed == "unanswered":
            made.unclaimed["unanswered"] += _share(invoiced)

    def _add_strangers(self) -> None:
        """Add two demandes of no avance, in two files, for one beneficiary."""
        _, _, first, waiting, _ = self._names
        amount, stranger = Decimal("300.00"), next(self._doctors)
        for name, editor, answer, kind in (
            (first, 9001, REJECTED, "refused"),
            (waiting, 9002, None, "unanswered"),
        ):
            self._add_solde(name, editor, [stranger], amount, answer)
            self._made.planted[name, None, "no-avance"] += 1
            self._made.planted[name, len(self._lines[name]), "beneficiary-twice"] += 1
            self._made.unclaimed[kind] += _share(amount)

    def _add_solde(
        self, name: str, editor: int, rpps: list[str], amount: Decimal, answer: tuple[str, str] | None
    ) -> Demande:
        lines = self._lines[name]
        line = demande(len(lines) + 1, editor, answer)
        line["montantSegurHTFacture"] = Number(f"{amount:.2f}")
        line["beneficiaires"] = line["beneficiaires"] | {"liberalRPPS": list(rpps)}
        lines.append(line)
        return line


def _names(random: Random, numero_ans: str) -> Iterator[str]:
    """Yield the names of the avance's return and of it, of the soldes' return, of others, of those sent again."""
    days = (AVANCE_DAY, 1), (AVANCE_DAY, 1), (SOLDE_DAY, 1), (AGAIN_DAY, 2), (AGAIN_DAY, 1)
    for index, (day, number) in enumerate(days):
        plain = f"JSON-{numero_ans}-{day}-{number:03d}"
        shape = "{}.json" if index in {1, 3} else random.choice(ALTERED[1:] if index == 0 else ALTERED)
        yield shape.format(plain)


def _answer_of(followed: str) -> tuple[str, str] | None:
    return {"accepted": ACCEPTED, "unanswered": None}.get(followed, REJECTED)


def _plant(rule: str, line: Demande, invoiced: Decimal, ordered: Decimal, doctor: str) -> Decimal:
    """Put a discrepancy into a solde, and return what is invoiced."""
    doctors = line["beneficiaires"]["liberalRPPS"]
    match rule:
        case "avance-dossier":
            line["numeroASP"] = None
        case "avance-other-dossier":
            line["numeroASP"] = "FINMDV999999"
        case "avance-amount":
            invoiced = ordered + Decimal("0.01")
            line["montantSegurHTFacture"] = Number(f"{invoiced:.2f}")
        case "avance-beneficiary":
            doctors.append(doctor)
        case "avance-beneficiary-missing":
            doctors.pop()
        case _:
            line["dateFacture"] = "30/11/2022"
    return invoiced


def _share(amount: Decimal) -> Decimal:
    return (amount * 7 / 10).quantize(Decimal("0.01"), ROUND_HALF_UP)


def _doctors(random: Random) -> Iterator[str]:
    known: set[str] = set()
    while True:
        start = f"10{random.randrange(10**8):08d}"
        number = next(f"{start}{digit}" for digit in range(10) if rpps_holds(f"{start}{digit}"))
        if number not in known:
            known.add(number)
            yield number
