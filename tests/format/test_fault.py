"""The fault of a wrong value: what is remembered of one is never said of another."""

from __future__ import annotations

import pytest

from segur_tui.format.balise import Balise
from segur_tui.format.balises import DATE_FACTURE, IDENT_DMP, LIBERAL_RPPS, NUM_LIGNE
from segur_tui.format.fault import fault_of
from segur_tui.format.rule import Situation
from segur_tui.format.solde import SOLDE
from segur_tui.format.tree import Json, Number
from tests.format.builders import TODAY

_GIVEN = Situation(SOLDE.rules, TODAY)
_ALIKE: tuple[tuple[Json, str], ...] = (
    (1, "« 1 » est un nombre ;"),
    (True, "« true » est un booléen (true ou false) ;"),
    ("1", "« 1 » est un texte ;"),
    (Number("1"), "« 1 » est un nombre ;"),
    (Number("1.0"), "« 1.0 » est un nombre à virgule ;"),
)


@pytest.mark.parametrize(("balise", "step"), [(DATE_FACTURE, 1), (IDENT_DMP, -1)])
def test_values_that_are_equal_to_python_have_faults_of_their_own(balise: Balise, step: int) -> None:
    for value, words in _ALIKE[::step]:
        said = fault_of(_GIVEN, balise, value, "string_type", is_item=False).message
        assert said.replace("\N{NO-BREAK SPACE}", " ").startswith(words)


def test_an_item_has_another_fault_than_its_list_and_one_balise_than_another() -> None:
    of_list, of_item = (
        fault_of(_GIVEN, LIBERAL_RPPS, "1", error, is_item=is_item)
        for error, is_item in (("list_type", False), ("string_too_short", True))
    )
    assert (of_list.rule.id, of_item.rule.id) == ("type", "length")
    other = fault_of(_GIVEN, IDENT_DMP, "1", "string_too_short", is_item=True)
    assert other.rule is of_item.rule
    day, number = (
        fault_of(_GIVEN, balise, "2023-02-01", error, is_item=False)
        for balise, error in ((DATE_FACTURE, "date_format"), (NUM_LIGNE, "int_type"))
    )
    assert (day.meant, number.rule.id) == ("01/02/2023", "type")


def test_a_long_value_and_a_list_are_judged_as_well() -> None:
    values: tuple[Json, ...] = "2" * 200, ["2023-02-01"]
    long, boxed = (fault_of(_GIVEN, DATE_FACTURE, value, "date_format", is_item=False) for value in values)
    assert long.rule.id == "date-format"
    assert boxed.meant == "01/02/2023"
