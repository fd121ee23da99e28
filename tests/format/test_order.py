"""The order of an avance, in whatever shape its demandes come, and which of several files of it counts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from segur_tui.format.answer import AnswerState
from segur_tui.format.avance import ordered_in
from segur_tui.format.claim_file import ClaimFile
from segur_tui.format.evidence import orders_of
from segur_tui.format.order import AvanceOrder, Ordered, beneficiary_key, share_of, standing
from segur_tui.format.reading import read
from segur_tui.format.tree import Number
from segur_tui.format.writing import write
from tests.avances import avance, avances
from tests.claims import ACCEPTED, ANS, FINESS, RPPS

ORDER: dict[str, Any] = {"dateCommande": "01/12/2022", "regimeTVA": "TTC", "montantSegurHT": Number("1075.00")}
ORDERED = Ordered(Decimal("1075.00"), is_ttc=True, beneficiaries=frozenset(RPPS[:2]), day=date(2022, 12, 1))
DOCTORS: list[Any] = [{"nomMedecin": "A", "RPPS": RPPS[0]}, {"RPPS": RPPS[1]}]


@pytest.mark.parametrize(
    "demande",
    [
        {"commande": ORDER, "beneficiaires": {"commandePour": "LIBERAL", "liberal": DOCTORS}},
        {**ORDER, "liberal": DOCTORS},
        {"Commande": {key.upper(): value for key, value in ORDER.items()}, "LIBERAL": [{"rpps": list(RPPS[:2])}]},
        {
            "commande": {key: [value] for key, value in ORDER.items()},
            "beneficiaires": [{"liberalRPPS": [RPPS[0], RPPS[1]]}],
        },
        {
            "commande": {"dateCommande": "2022-12-01", "regimeTVA": "ttc", "montantSegurHT": "1 075,00 €"},
            "beneficiaires": {
                "commandePour": "LIBERAL",
                "liberal": DOCTORS,
                "structure": {"FINESSGeo": list(FINESS)},
            },
        },
    ],
)
def test_an_order_is_read_nested_or_flat_in_any_letter_case(demande: dict[str, Any]) -> None:
    assert ordered_in(demande) == ORDERED


def test_spaces_in_a_number_that_is_none_are_no_part_of_it() -> None:
    assert ordered_in({"liberal": [{"RPPS": " 1 2\n3"}]}).beneficiaries == frozenset({"123"})


def test_of_a_structure_the_geographic_finess_counts() -> None:
    structure: Any = {"FINESSJuridique": FINESS[0], "FINESSGeo": [FINESS[1]]}
    found = ordered_in({"beneficiaires": {"commandePour": "STRUCTURE", "structure": structure}})
    assert found == Ordered(beneficiaries=frozenset({FINESS[1]}))


@pytest.mark.parametrize("amount", ["beaucoup", True, None, {}, Number("-1.00"), Number("1e99"), "9" * 40])
def test_what_is_no_amount_is_none(amount: Any) -> None:
    assert ordered_in({"commande": {"montantSegurHT": amount, "dateCommande": "31/02/2022"}}) == Ordered()


@pytest.mark.parametrize(
    ("amount", "share"), [("1075.00", "752.50"), ("358.35", "250.85"), ("0.05", "0.04"), ("358.33", "250.83")]
)
def test_the_share_of_a_solde_is_rounded_half_up(amount: str, share: str) -> None:
    assert str(share_of(Decimal(amount))) == share


def test_orders_say_where_they_stand() -> None:
    name = f"Copie de JSON-{ANS}-20230105-002 (1).json"
    claim = ClaimFile.of(name, read(write(avances([ACCEPTED, None]))))
    one, other = orders_of(claim)
    assert (one.editor, one.dossier, one.state, one.deposit) == (
        "00001",
        "FINMDV000001",
        AnswerState.ACCEPTED,
        "20230105-002",
    )
    assert (other.dossier, other.state, other.line) == ("", AnswerState.PENDING, 2)
    assert one.place == f"l’avance {name.removesuffix('.json')}, ligne 1"


def test_a_number_that_lost_its_zeros_is_the_same() -> None:
    claim = ClaimFile.of(
        "a.json", read(write(avances([None]) | {"lignesImport": [avance(1) | {"numeroEditeur": 7}]}))
    )
    assert [each.editor for each in orders_of(claim)] == ["00007"]


def order(deposit: str, state: AnswerState, dossier: str = "") -> AvanceOrder:
    return AvanceOrder("00001", "00001", dossier, Ordered(), state, "a.json", 1, deposit)


PENDING, REFUSED, TAKEN = AnswerState.PENDING, AnswerState.REJECTED, AnswerState.ACCEPTED
FIRST, LATER = "FINMDV000001", "FINMDV000002"


@pytest.mark.parametrize(
    ("orders", "expected"),
    [
        ([("1", PENDING, "")], ["1"]),
        ([("1", TAKEN, FIRST), ("1", PENDING, "")], [f"1 {FIRST}"]),
        ([("2", REFUSED, ""), ("1", TAKEN, FIRST)], [f"1 {FIRST}"]),
        ([("1", REFUSED, ""), ("2", TAKEN, FIRST)], [f"2 {FIRST}"]),
        ([("1", REFUSED, ""), ("2", PENDING, "")], ["2"]),
        ([("2", REFUSED, ""), ("1", PENDING, "")], ["2"]),
        ([("", REFUSED, ""), ("1", PENDING, "")], [""]),
        ([("1", TAKEN, FIRST), ("2", TAKEN, FIRST)], [f"2 {FIRST}"]),
        ([("1", TAKEN, ""), ("1", TAKEN, FIRST)], [f"1 {FIRST}"]),
        ([("1", TAKEN, FIRST), ("2", TAKEN, LATER)], [f"1 {FIRST}", f"2 {LATER}"]),
    ],
)
def test_of_several_files_of_an_avance_the_latest_counts(
    orders: list[tuple[str, AnswerState, str]], expected: list[str]
) -> None:
    assert [
        f"{each.deposit} {each.dossier}".strip() for each in standing([order(*each) for each in orders])
    ] == expected


@pytest.mark.parametrize(
    ("number", "key"), [("2a0000014", "2A0000014"), (f"8{RPPS[0]}", RPPS[0]), (RPPS[0], RPPS[0])]
)
def test_a_beneficiary_is_compared_in_one_form(number: str, key: str) -> None:
    assert beneficiary_key(number) == key


@pytest.mark.parametrize(
    ("text", "is_certain"),
    [
        ('{"numeroASP": "A", "numeroEditeur": "1", "liberal": [{"RPPS": "1"}, {"RPPS": "2"}]}', True),
        ('{"numeroASP": null, "numeroAsp": "A", "structure": {"FINESSGeo": null, "nomResponsable": null}}', True),
        ('{"numeroEditeur": "1", "numeroEditeur": "2"}', False),
        ('{"numeroEditeur": "1", "commande": {"NUMEROEDITEUR": "2"}}', False),
        ('{"liberal": [{"RPPS": "1", "RPPS": "2"}]}', False),
        ('{"liberal": [{"RPPS": "1"}], "liberal": [{"RPPS": "2"}]}', False),
        ('{"structure": {"FINESSGeo": [], "nomResponsable": "A"}}', False),
    ],
)
def test_an_order_that_can_be_read_in_two_ways_is_not_certain(text: str, *, is_certain: bool) -> None:
    assert ordered_in(read(text.encode()).root).is_certain is is_certain
