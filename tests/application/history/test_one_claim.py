"""The money of one claim counts once: an avance and two soldes that share numbers, whatever became of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

from segur_tui.application.export.deciding import decide, known_of
from segur_tui.application.export.exporting import export
from segur_tui.application.export.plan import ExportChoice, SourceFile
from segur_tui.application.files.checking import check_path
from segur_tui.application.history.passages import History
from segur_tui.application.history.readings import remember
from segur_tui.application.history.unclaimed import Why, known_unclaimed
from segur_tui.application.history.withdrawing import withdraw
from segur_tui.format.candidate import Candidate
from segur_tui.format.tree import Number
from tests.application.working import TODAY
from tests.avances import avance
from tests.claims import ACCEPTED, REJECTED, claim, demande, save
from tests.settings import SETTINGS

_ANSWERS = {"accepted": ACCEPTED, "refused": REJECTED, "exported": REJECTED, "withdrawn": REJECTED}
_LATER_STATES = ("accepted", "refused", "waiting", "exported", "withdrawn")
_FIRST_NUMBERS = ((1, 1), (1, 8), (7, 1), (7, 8))
"""The n° éditeur and the dossier of the first solde; those of the avance are 1 and 1, and 0 is none."""
_LATER_NUMBERS = (*_FIRST_NUMBERS, (1, 9), (6, 1), (6, 8), (6, 9), (1, 0), (0, 1))


class Solde(NamedTuple):
    numbers: tuple[int, int]
    state: str
    time: int
    share: Decimal

    def shares(self, numbers: tuple[int, int]) -> bool:
        return any(mine == theirs != 0 for mine, theirs in zip(self.numbers, numbers, strict=True))


class Case(NamedTuple):
    """An avance or none, and two soldes: the later one is withdrawn where its export was, and refused before."""

    has_avance: bool
    first: Solde
    later: Solde

    def expected(self) -> Decimal:
        """Return what is left of 700,00 euros, of 350,00, and of 210,00: of one claim the latest counts."""
        soldes, left = [self.first, self.later], Decimal(0)
        is_one = self.first.shares(self.later.numbers) or (
            self.has_avance and all(solde.shares((1, 1)) for solde in soldes)
        )
        for group in [soldes] if is_one else [[self.first], [self.later]]:
            if all(solde.state != "accepted" for solde in group):
                left += max(group, key=lambda solde: solde.time).share
        is_followed = any(solde.shares((1, 1)) for solde in soldes)
        return left if is_followed or not self.has_avance else left + 700


def _cases() -> Iterator[Case]:
    states = product((True, False), ("accepted", "refused", "waiting"), _LATER_STATES)
    for (has_avance, first, later), one, other in product(list(states), _FIRST_NUMBERS, _LATER_NUMBERS):
        if all(other) or later not in {"exported", "withdrawn"}:
            time = 0 if later == "withdrawn" else 2
            soldes = Solde(one, first, 1, Decimal(350)), Solde(other, later, time, Decimal(210))
            yield Case(has_avance, *soldes)


CASES = list(_cases())


def _numbers(case: int, numbers: tuple[int, int]) -> dict[str, Any]:
    editor, dossier = (f"{10 * case + number:05d}" if number else None for number in numbers)
    return {"numeroEditeur": editor, "numeroASP": dossier and f"FINMDV0{dossier}"}


def _read(folder: Path, lines: Sequence[dict[str, Any]], day: str, number: int = 1) -> SourceFile:
    report = check_path(save(folder, claim(lines), day, number), TODAY, SETTINGS)
    assert report.check is not None
    remember([report], SETTINGS)
    return SourceFile(report.path, report.check, report.digest)


def _soldes(which: str, *states: str) -> list[dict[str, Any]]:
    found = list[dict[str, Any]]()
    for place, case in enumerate(CASES):
        solde: Solde = getattr(case, which)
        if solde.state in states:
            line = demande(len(found) + 1, 10 * place + solde.numbers[0], _ANSWERS.get(solde.state)) | _numbers(
                place, solde.numbers
            )
            found.append(line | {"montantSegurHTFacture": Number("500.00" if which == "first" else "300.00")})
    return found


def _export(folder: Path, of: SourceFile) -> Sequence[Path]:
    lines = [Candidate(0, line) for line in range(1, len(of.check.claim.lines) + 1)]
    plan = decide([of], ExportChoice(lines, TODAY, confirmed=lines), TODAY, known_of([of], SETTINGS))
    return export(plan, folder, SETTINGS).paths


def test_the_money_of_one_claim_counts_once_and_what_the_export_holds_is_not_open(tmp_path: Path) -> None:
    orders = [
        avance(1, ACCEPTED) | _numbers(place, (1, 1)) | {"commande": _ORDER}
        for place, case in enumerate(CASES)
        if case.has_avance
    ]
    _read(tmp_path / "avances", orders, "20260105")
    for state in ("exported", "withdrawn"):
        written = _export(tmp_path / state / "out", _read(tmp_path / state, _soldes("later", state), "20261001"))
        assert written
        for path in written if state == "withdrawn" else ():
            path.unlink()
            withdraw(path, SETTINGS)
    first = _read(tmp_path / "first", _soldes("first", "accepted", "refused"), "20261005")
    _read(tmp_path / "first-waiting", _soldes("first", "waiting"), "20261005", 2)
    _read(tmp_path / "later", _soldes("later", "accepted", "refused"), "20261012")
    _read(tmp_path / "later-waiting", _soldes("later", "waiting"), "20261012", 2)

    money: dict[int, Decimal] = defaultdict(Decimal)
    unclaimed, _ = known_unclaimed(SETTINGS)
    for each in unclaimed:
        money[int(each.numero_editeur or each.numero_asp[-5:]) // 10] += each.share or 0
    wrong = [
        (case, money[place], case.expected())
        for place, case in enumerate(CASES)
        if money[place] != case.expected()
    ]
    assert not wrong, f"{len(wrong)} of {len(CASES)}: {wrong[:5]}"

    with History.opened(SETTINGS, to_read=True) as history:
        still_open = {(each.name, each.line) for each in history.open_rejections()}
    refused = {(each.name, each.line) for each in unclaimed if each.why is Why.REFUSED}
    assert refused <= still_open
    held = known_of([first], SETTINGS)
    claimed = {(first.path.name, each.line) for each in {*held.accepted, *held.exported}}
    refusals = [case for case in CASES if case.first.state == "refused"]
    gone_on = [case for case in refusals if case.first.shares(case.later.numbers) and case.later.time]
    assert len(claimed) == sum(case.later.state in {"accepted", "exported"} for case in gone_on)
    assert claimed.isdisjoint(still_open)
    assert sum(name == first.path.name for name, _ in still_open) == len(refusals) - len(gone_on)


_ORDER = {"dateCommande": "01/12/2022", "regimeTVA": "HT", "montantSegurHT": Number("1000.00")}
