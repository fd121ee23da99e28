"""Money still to be claimed: of which demandes, how much, since when, and what takes them off the list."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from segur_tui.application.files.checking import FileReport, check_path
from segur_tui.application.history.readings import remember
from segur_tui.application.history.unclaimed import Unclaimed, Why, known_unclaimed, total
from segur_tui.format.tree import Number
from tests.application.occupied import RECORD, changed
from tests.application.working import TODAY
from tests.avances import avance, avances
from tests.claims import ACCEPTED, ANS, REJECTED, RPPS, claim, demande, returned, save
from tests.settings import SETTINGS

AVANCE_DAY, FIRST_DAY, LATER_DAY = "20260105", "20261005", "20261012"


def read(folder: Path, tree: dict[str, Any], day: str) -> FileReport:
    report = check_path(save(folder, tree, day), TODAY, SETTINGS)
    remember([report], SETTINGS)
    return report


def found(*files: FileReport) -> list[Unclaimed]:
    unclaimed, is_known = known_unclaimed(SETTINGS, files)
    assert is_known or not unclaimed
    return unclaimed


def shown(*files: FileReport) -> list[tuple[Why, str, str]]:
    return [(each.why, each.numero_editeur, str(each.share)) for each in found(*files)]


@pytest.fixture
def avance_return(tmp_path: Path) -> FileReport:
    """Return the return of three avances, of which one is refused."""
    lines = [avance(1, ACCEPTED), avance(2, REJECTED), avance(3, ACCEPTED)]
    lines[0]["commande"] = {"dateCommande": "01/12/2022", "regimeTVA": "TTC", "montantSegurHT": Number("358.35")}
    return read(tmp_path / "avances", claim(lines), AVANCE_DAY)


def test_an_accepted_avance_that_no_solde_follows_is_unclaimed(avance_return: FileReport) -> None:
    first, last = found()
    assert (first.why, first.numero_ans, first.numero_editeur, first.numero_asp) == (
        Why.NO_SOLDE,
        ANS,
        "00001",
        "FINMDV000001",
    )
    assert (first.amount, first.share, first.is_ttc) == (Decimal("358.35"), Decimal("250.85"), True)
    assert (first.name, first.line, first.deposit) == (avance_return.path.name, 1, f"{AVANCE_DAY}-001")
    assert first.age(date(2026, 1, 15)) == 10
    assert (last.numero_editeur, last.is_ttc) == ("00003", False)
    assert total([first, last]) == Decimal("250.85") + Decimal("752.50")


def test_a_solde_takes_its_avance_off(tmp_path: Path, avance_return: FileReport) -> None:
    del avance_return
    solde = claim([demande(1, 3, ACCEPTED)])
    read(tmp_path / "soldes", solde, FIRST_DAY)
    assert [each[:2] for each in shown()] == [(Why.NO_SOLDE, "00001")]


def test_a_solde_with_the_dossier_alone_takes_its_avance_off(tmp_path: Path, avance_return: FileReport) -> None:
    del avance_return
    line = {"numeroASP": "finmdv000003", "numeroEditeur": None}
    read(tmp_path / "soldes", claim([demande(1, 77, ACCEPTED) | line]), FIRST_DAY)
    assert [each[:2] for each in shown()] == [(Why.NO_SOLDE, "00001")]


def solde(position: int, editor: int, dossier: int, answer: tuple[str, str] | None = None) -> dict[str, Any]:
    return demande(position, editor, answer) | {"numeroASP": f"FINMDV{dossier:06d}"}


NO_1, NO_2 = ((Why.NO_SOLDE, f"0000{editor}", "752.50") for editor in (1, 2))
REFUSED_1, REFUSED_2, REFUSED_3 = ((Why.REFUSED, f"0000{editor}", "250.83") for editor in (1, 2, 3))
WAITING_1, WAITING_2 = ((Why.UNANSWERED, f"0000{editor}", "250.83") for editor in (1, 2))


@pytest.mark.parametrize(
    ("first", "later", "expected"),
    [
        pytest.param([solde(1, 1, 2, REJECTED)], [solde(1, 2, 2, ACCEPTED)], [REFUSED_1], id="another-accepted"),
        pytest.param([solde(1, 1, 2, REJECTED)], [solde(1, 2, 2)], [REFUSED_1, WAITING_2], id="another-waits"),
        pytest.param(
            [solde(1, 1, 0, REJECTED)], [solde(1, 2, 0, REJECTED)], [REFUSED_1, REFUSED_2], id="of-nobody",
        ),
        pytest.param([solde(1, 1, 0, REJECTED)], [solde(1, 2, 0)], [REFUSED_1, WAITING_2], id="of-nobody-waits"),
        pytest.param([solde(1, 1, 0, REJECTED)], [solde(1, 1, 0)], [NO_2, WAITING_1], id="of-nobody-again"),
        pytest.param([solde(1, 1, 2), solde(2, 2, 2)], [], [WAITING_1, WAITING_2], id="one-dossier"),
        pytest.param(
            [solde(1, 1, 2, REJECTED), solde(2, 2, 3, REJECTED), solde(3, 3, 3, REJECTED)],
            [],
            [REFUSED_1, REFUSED_2, REFUSED_3],
            id="chain",
        ),
        pytest.param([solde(1, 1, 2)], [], [NO_2, WAITING_1], id="avance-of-the-dossier"),
        pytest.param([solde(1, 1, 8, REJECTED)], [solde(1, 3, 8, ACCEPTED)], [NO_2], id="no-avance-of-its-own"),
        pytest.param([solde(1, 3, 1)], [], [NO_2, (Why.UNANSWERED, "00003", "250.83")], id="by-the-dossier"),
        pytest.param(
            [solde(1, 7, 0, REJECTED) | {"numeroASP": "FINMDV1"}],
            [solde(1, 3, 0, ACCEPTED) | {"numeroASP": "FINMDV1"}],
            [NO_1, NO_2, (Why.REFUSED, "00007", "250.83")], id="no-dossier",
        ),
        pytest.param([solde(1, 1, 1, REJECTED)], [solde(1, 1, 8)], [NO_2, WAITING_1], id="dossier-changed"),
        pytest.param([solde(1, 1, 9, REJECTED)], [solde(1, 1, 1, ACCEPTED)], [NO_2], id="dossier-corrected"),
        pytest.param(
            [solde(1, 1, 1, REJECTED), solde(2, 1, 2, REJECTED)], [solde(1, 1, 1, ACCEPTED)],
            [REFUSED_1], id="two-dossiers-in-a-file",
        ),
    ],
)  # fmt: skip
def test_soldes_that_share_a_number_are_of_one_demande_and_each_avance_has_one(
    tmp_path: Path, first: list[Any], later: list[Any], expected: list[Any]
) -> None:
    read(tmp_path / "avances", claim([avance(1, ACCEPTED), avance(2, ACCEPTED)]), AVANCE_DAY)
    read(tmp_path / "retours", claim(first), FIRST_DAY)
    if later:
        read(tmp_path / "retours", claim(later), LATER_DAY)
    assert shown() == expected


def _ordered(dossier: int, amount: str) -> dict[str, Any]:
    order = {"dateCommande": "01/12/2022", "regimeTVA": "HT", "montantSegurHT": Number(amount)}
    return avance(1, ACCEPTED) | {"numeroASP": f"FINMDV{dossier:06d}", "commande": order}


def _invoiced(dossier: int | None, amount: str, answer: tuple[str, str] | None) -> dict[str, Any]:
    number = None if dossier is None else f"FINMDV{dossier:06d}"
    return demande(1, 1, answer) | {"numeroASP": number, "montantSegurHTFacture": Number(amount)}


_1, _2 = (Why.NO_SOLDE, "250.83"), (Why.NO_SOLDE, "752.50")
"""What is left of the avances of 358.33 and of 1075.00 euros."""


@pytest.mark.parametrize(
    ("soldes", "expected"),
    [
        ([], [_1, _2]),
        ([_invoiced(None, "358.33", ACCEPTED)], [_2]),
        ([_invoiced(None, "1075.00", ACCEPTED)], [_1]),
        ([_invoiced(None, "1000.00", ACCEPTED)], [_1]),
        ([_invoiced(None, "358.33", REJECTED)], [_2, (Why.REFUSED, "250.83")]),
        ([_invoiced(None, "358.33", None)], [_2, (Why.UNANSWERED, "250.83")]),
        ([_invoiced(None, "358.33", REJECTED), _invoiced(1, "358.33", ACCEPTED)], [_2]),
        ([_invoiced(None, "300.00", REJECTED), _invoiced(1, "300.00", ACCEPTED)], [_2]),
        ([_invoiced(None, "358.33", REJECTED), _invoiced(2, "1075.00", ACCEPTED)], [_1]),
        ([_invoiced(2, "1075.00", ACCEPTED), _invoiced(None, "350.00", ACCEPTED)], []),
        ([_invoiced(1, "358.33", ACCEPTED), _invoiced(2, "1075.00", ACCEPTED)], []),
        ([_invoiced(None, "358.33", ACCEPTED), _invoiced(None, "1075.00", ACCEPTED)], []),
        ([_invoiced(None, "358.33", ACCEPTED), _invoiced(None, "1075.00", REJECTED)], [_2]),
    ],
)
def test_of_two_avances_of_one_editor_number_a_solde_without_dossier_takes_the_one_that_it_fits_off(
    tmp_path: Path, soldes: list[dict[str, Any]], expected: list[tuple[Why, str]]
) -> None:
    read(tmp_path / "avances", claim([_ordered(1, "358.33")]), AVANCE_DAY)
    read(tmp_path / "avances", claim([_ordered(2, "1075.00")]), "20260106")
    for number, line in enumerate(soldes):
        read(tmp_path / "soldes", claim([line]), str(int(FIRST_DAY) + number))
    assert [(each.why, str(each.share)) for each in found()] == expected


def test_refused_soldes_without_numbers_all_count(tmp_path: Path) -> None:
    lines = [demande(line, answer=REJECTED) | {"numeroASP": None, "numeroEditeur": None} for line in (1, 2)]
    read(tmp_path, claim(lines), FIRST_DAY)
    assert [each[::2] for each in shown()] == [(Why.REFUSED, "250.83")] * 2


def test_a_solde_to_verify_is_listed_until_it_is_answered(tmp_path: Path) -> None:
    read(tmp_path, claim([demande(1, answer=("42", "Demande en cours de validation finale"))]), FIRST_DAY)
    assert shown() == [(Why.TO_VERIFY, "00001", "250.83")]
    read(tmp_path, claim([demande(1, answer=ACCEPTED)]), LATER_DAY)
    assert shown() == []


def test_a_solde_of_another_supplier_follows_nothing(tmp_path: Path, avance_return: FileReport) -> None:
    del avance_return
    read(tmp_path / "soldes", claim([demande(1, 3, ACCEPTED)], "LGCTEST002"), FIRST_DAY)
    assert [each[1] for each in shown()] == ["00001", "00003"]


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ({"numeroEditeur": "00009"}, []),
        ({"numeroEditeur": None}, []),
        ({"numeroASP": "FINMDV000008"}, [(Why.NO_SOLDE, "", "752.50")]),
    ],
)
def test_an_avance_without_an_editor_number_is_found_by_its_dossier(
    tmp_path: Path, line: dict[str, Any], left: list[Any]
) -> None:
    first = read(tmp_path / "avances", claim([avance(1, ACCEPTED) | {"numeroEditeur": None}]), AVANCE_DAY)
    assert shown() == shown(first) == [(Why.NO_SOLDE, "", "752.50")]
    read(tmp_path / "soldes", claim([demande(1, answer=ACCEPTED) | line]), FIRST_DAY)
    assert shown() == left


def test_an_avance_among_soldes_is_unclaimed_and_its_answer_none_to_a_solde(tmp_path: Path) -> None:
    read(tmp_path, claim([avance(1, ACCEPTED), demande(2, 2), avance(3, REJECTED)]), AVANCE_DAY)
    assert shown() == [(Why.NO_SOLDE, "00001", "752.50"), (Why.UNANSWERED, "00002", "250.83")]
    read(tmp_path, claim([demande(1)]), FIRST_DAY)
    assert [each[:2] for each in shown()] == [(Why.UNANSWERED, "00002"), (Why.UNANSWERED, "00001")]


def test_a_deposit_to_come_has_no_days(tmp_path: Path) -> None:
    read(tmp_path, claim([demande(1, answer=REJECTED)]), LATER_DAY)
    assert found()[0].age(date(2026, 10, 1)) == 0


def test_a_refused_solde_is_unclaimed_until_it_goes_again(tmp_path: Path) -> None:
    lines = [demande(1, answer=REJECTED) | {"montantSegurHTFacture": "1 000,01"}, demande(2, answer=ACCEPTED)]
    read(tmp_path / "retours", claim(lines), FIRST_DAY)
    assert shown() == [(Why.REFUSED, "00001", "700.01")]
    read(tmp_path / "copies", claim(lines) | {"impId": "copie"}, FIRST_DAY)
    assert shown() == [(Why.REFUSED, "00001", "700.01")], "a demande counts once"
    again = demande(1) | {"montantSegurHTFacture": Number("900.00")}
    read(tmp_path / "a-deposer", claim([again]), LATER_DAY)
    assert shown() == [(Why.UNANSWERED, "00001", "630.00")]
    read(tmp_path / "retours", claim([demande(1, answer=ACCEPTED)]), LATER_DAY)
    assert shown() == []


def test_a_solde_refused_again_counts_as_it_was_sent_last(tmp_path: Path) -> None:
    read(tmp_path / "retours", returned([REJECTED]), FIRST_DAY)
    later = demande(1, answer=REJECTED) | {"montantSegurHTFacture": Number("500.00")}
    read(tmp_path / "retours", claim([later]), LATER_DAY)
    assert shown() == [(Why.REFUSED, "00001", "350.00")]


def test_a_deposit_is_unanswered_until_its_return_comes(tmp_path: Path) -> None:
    read(tmp_path / "a-deposer", claim([demande(1), demande(2)]), FIRST_DAY)
    assert [each[:2] for each in shown()] == [(Why.UNANSWERED, "00001"), (Why.UNANSWERED, "00002")]
    read(tmp_path / "retours", returned([ACCEPTED, REJECTED]), FIRST_DAY)
    assert [each[:2] for each in shown()] == [(Why.REFUSED, "00002")]


def test_a_line_without_an_answer_in_a_return_is_unanswered(tmp_path: Path) -> None:
    read(tmp_path / "retours", returned([ACCEPTED, None]), FIRST_DAY)
    assert [each[:2] for each in shown()] == [(Why.UNANSWERED, "00002")]


def test_of_files_given_only_their_demandes_are_listed(tmp_path: Path, avance_return: FileReport) -> None:
    other = claim([avance(1, ACCEPTED, 9, RPPS[1:2])])
    given = check_path(save(tmp_path / "autres", other, AVANCE_DAY), TODAY, SETTINGS)
    assert [each[1] for each in shown(given)] == ["00009"]
    assert [each[1] for each in shown()] == ["00001", "00003"], "what is given is not remembered"
    assert [each[1] for each in shown(avance_return)] == ["00001", "00003"]


def test_a_solde_without_an_amount_counts_as_it_was_ordered(tmp_path: Path, avance_return: FileReport) -> None:
    del avance_return
    line = demande(1, answer=REJECTED)
    del line["montantSegurHTFacture"]
    read(
        tmp_path / "retours",
        claim([line, {**line, "numeroEditeur": "00055", "numeroASP": "FINMDV000055"}]),
        FIRST_DAY,
    )
    refused = [each for each in found() if each.why is Why.REFUSED]
    assert [(each.share, each.is_ttc) for each in refused] == [(Decimal("250.85"), True), (None, False)]
    assert total(refused) == Decimal("250.85")


def test_amounts_that_an_earlier_program_did_not_keep_are_filled_in(state: Path, tmp_path: Path) -> None:
    report = read(tmp_path / "retours", returned([REJECTED]), FIRST_DAY)
    changed(state, "UPDATE seen_line SET amount = ''", RECORD)
    assert shown() == [(Why.REFUSED, "00001", "None")]
    remember([report], SETTINGS)
    assert shown() == [(Why.REFUSED, "00001", "250.83")]


def test_nothing_is_known_of_an_empty_record() -> None:
    assert known_unclaimed(SETTINGS) == ([], False)


def test_avances_alone_are_known(tmp_path: Path) -> None:
    read(tmp_path, avances([None]), AVANCE_DAY)
    assert known_unclaimed(SETTINGS) == ([], True)


def test_two_avances_of_one_dossier_count_once(tmp_path: Path) -> None:
    read(tmp_path / "avances", claim([avance(1, ACCEPTED)]), AVANCE_DAY)
    again = avance(1, ACCEPTED, 5) | {"numeroASP": "FINMDV000001"}
    read(tmp_path / "avances", claim([again]), "20260106")
    assert shown() == [(Why.NO_SOLDE, "00005", "752.50")]
    read(tmp_path / "soldes", claim([demande(1, 1)]), FIRST_DAY)
    assert shown() == [(Why.UNANSWERED, "00001", "250.83")]
