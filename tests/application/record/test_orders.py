"""The orders of avances are remembered whole, once, and found by ANS number and n° éditeur."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from segur_tui.application.files.checking import check_path
from segur_tui.application.history.at_hand import read_together
from segur_tui.application.history.readings import remember
from segur_tui.application.record.engines import open_record
from segur_tui.application.record.orders import Orders, remembered
from segur_tui.application.record.schema import FILE_NAME
from segur_tui.application.record.store import SqliteStore
from segur_tui.format.check import check
from segur_tui.format.claim_file import ClaimFile
from segur_tui.format.edit import Edit
from segur_tui.format.evidence import Evidence, orders_of
from segur_tui.format.kinds import compared
from segur_tui.format.order import AvanceOrder
from segur_tui.format.value_type import replace
from tests.application.working import TODAY
from tests.avances import avance, avances
from tests.claims import ACCEPTED, ANS, REJECTED, RPPS, claim, demande, save
from tests.settings import SETTINGS

OTHER_ANS = "LGCTEST002"


def read(path: Path) -> ClaimFile:
    report = check_path(path, TODAY, SETTINGS)
    assert report.check is not None
    remember([report], SETTINGS)
    return report.check.claim


def kept(supplier: str, *editors: str) -> dict[str, list[AvanceOrder]]:
    with open_record(SETTINGS, to_read=True) as store:
        return Orders(store).of(compared(supplier), editors)


def test_orders_are_kept_as_they_were_read(tmp_path: Path) -> None:
    lines = [
        avance(1, ACCEPTED, rpps=RPPS[:3]),
        avance(2, REJECTED) | {"commande": {"dateCommande": "?", "regimeTVA": "TTC", "montantSegurHT": None}},
        avance(3),
    ]
    file = read(save(tmp_path, claim(lines), "20230105"))
    known = kept(ANS, "00001", "00002", "00003", "00004")
    assert known.pop("00004") == []
    assert [order for orders in known.values() for order in orders] == list(orders_of(file))


def test_a_file_is_kept_once_and_again_under_another_name(tmp_path: Path) -> None:
    path = save(tmp_path, avances([ACCEPTED]), "20230105")
    read(path)
    read(path)
    assert len(kept(ANS, "00001")["00001"]) == 1
    read(path.rename(path.with_name("retour.json")))
    assert [order.deposit for order in kept(ANS, "00001")["00001"]] == ["20230105-001", ""]


def test_an_answer_is_kept_as_it_is_read_with_other_codes(tmp_path: Path) -> None:
    lines = [avance(1, ("7", "Enregistrée"))]
    path = save(tmp_path, claim(lines), "20230105")
    states = []
    for codes in (("0000",), ("0000", "7")):
        report = check_path(path, TODAY, replace(SETTINGS, accepted_codes=codes))
        remember([report], SETTINGS)
        states += [order.is_accepted for order in kept(ANS, "00001")["00001"]]
    assert states == [False, True]


def test_each_supplier_has_its_own(tmp_path: Path) -> None:
    read(save(tmp_path, avances([ACCEPTED]), "20230105"))
    assert kept(OTHER_ANS, "00001") == {"00001": []}
    assert remembered(SETTINGS)(read(save(tmp_path, claim([demande(1)], OTHER_ANS)))) is None


def test_a_solde_is_checked_beside_them_and_what_is_typed_since_is_looked_up(tmp_path: Path) -> None:
    read(save(tmp_path / "avances", avances([ACCEPTED, ACCEPTED]), "20230105"))
    solde = save(tmp_path, claim([demande(1), demande(2, 3) | {"numeroASP": "FINMDV000002"}]))
    report = check_path(solde, TODAY, SETTINGS)
    assert report.check is not None
    assert [each.rule for each in report.check.findings] == ["no-avance"]
    typed = Edit(("lignesImport", 0, "numeroEditeur"), "00001", "00002")
    again = check(report.check.claim.edited(typed), TODAY, report.check)
    rules = [each.rule for each in again.of_lines[0]]
    assert "avance-other-dossier" in rules


def test_without_a_record_nothing_is_told(tmp_path: Path) -> None:
    solde = save(tmp_path, claim([demande(1)]))
    report = check_path(solde, TODAY, SETTINGS)
    assert report.check is not None
    assert isinstance(report.check.evidence, Evidence)
    assert report.check.evidence.told(report.check.claim) is None


@pytest.mark.parametrize("is_readable", [True, False])
@pytest.mark.sqlite
def test_a_record_that_cannot_be_read_may_hold_an_avance_that_contradicts(
    tmp_path: Path, state: Path, *, is_readable: bool
) -> None:
    order = save(tmp_path / "avances", avances([ACCEPTED]), "20230106")
    read(order)
    if not is_readable:
        (state / FILE_NAME).write_bytes(b"no database" * 100)
    solde = save(tmp_path, claim([demande(1) | {"numeroASP": None}]))
    _, report = read_together([order, solde], TODAY, SETTINGS, {})
    assert report.check is not None
    (finding,) = [each for each in report.check.findings if each.rule == "avance-dossier"]
    assert (finding.fix is not None, finding.suggestion is not None) == (is_readable, not is_readable)


@pytest.mark.parametrize("other", [None, avance(1, ACCEPTED, 5), demande(1, 5), avance(1, ACCEPTED, 1, RPPS[2:3])])
def test_a_dossier_of_another_in_the_record_leaves_doubt(tmp_path: Path, other: dict[str, Any] | None) -> None:
    read(save(tmp_path / "avances", avances([ACCEPTED]), "20230106"))
    if other is not None:
        read(save(tmp_path / "autres", claim([other | {"numeroASP": "FINMDV000001"}]), "20230105"))
    report = check_path(save(tmp_path, claim([demande(1) | {"numeroASP": None}])), TODAY, SETTINGS)
    assert report.check is not None
    (finding,) = [each for each in report.check.findings if each.rule == "avance-dossier"]
    assert (finding.fix is not None, finding.suggestion is not None) == (other is None, other is not None)


def test_an_order_that_can_be_read_in_two_ways_is_kept_as_such(tmp_path: Path) -> None:
    line = avance(1, ACCEPTED) | {"numeroAsp": "FINMDV000009"}
    read(save(tmp_path, claim([line]), "20230105"))
    assert [order.ordered.is_certain for order in kept(ANS, "00001")["00001"]] == [False]


@pytest.mark.parametrize(
    "ask",
    [
        lambda orders: orders.of(compared(ANS), [f"{number:05d}" for number in range(1, 6)]),
        lambda orders: [orders.editors_of(compared(ANS), f"finmdv00000{number}") for number in range(1, 6)],
    ],
    ids=["of n° éditeur", "of dossiers"],
)
@pytest.mark.sqlite
def test_the_orders_of_a_number_are_found_by_it_however_many_a_supplier_has(
    tmp_path: Path, ask: Callable[[Orders], object]
) -> None:
    def steps() -> int:
        with open_record(SETTINGS, to_read=True) as store:
            assert isinstance(store, SqliteStore)
            steps = list[None]()
            store._connection.set_progress_handler(lambda: steps.append(None), 1)  # noqa: SLF001 (what SQLite does)
            ask(Orders(store))
            return len(steps)

    first = [avance(1, ACCEPTED, 1)]
    read(save(tmp_path, claim(first), "20230105"))
    alone = steps()
    for number in range(2, 5):
        others = [avance(line, ACCEPTED, number * 100 + line) for line in range(1, 51)]
        read(save(tmp_path, claim(others), "20230105", number))
    assert steps() < 2 * alone
