"""Check digits: the same numbers hold as a library that knows them says."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from stdnum import luhn
from stdnum.fr import siret

from segur_tui.format.check_digits import finess_holds, rpps_holds, siret_holds
from tests.format.builders import with_key


def digits(count: int) -> st.SearchStrategy[str]:
    """Draw numbers, half of them with a digit that holds."""
    bare = st.text("0123456789", min_size=count - 1, max_size=count - 1)
    return st.one_of(bare.map(with_key), st.text("0123456789", min_size=count, max_size=count))


@given(digits(11))
def test_the_luhn_digit_is_that_of_the_library(number: str) -> None:
    assert rpps_holds(number) == luhn.is_valid(number)


@given(digits(9).map(with_key).flatmap(lambda siren: digits(5).map(lambda rest: siren[:9] + rest)))
@example("73282932000074")
@example("73282932000073")
@example("35600000000048")
@example("35600000000047")
@example("35600000049837")
@example("35600000049838")
def test_a_siret_holds_as_in_the_library(number: str) -> None:
    assert siret_holds(number) == siret.is_valid(number)


@given(digits(8), digits(5))
def test_a_siret_of_which_both_digits_hold(siren: str, rest: str) -> None:
    number = with_key(with_key(siren[:8]) + rest[:4])
    assert siret_holds(number)
    assert siret.is_valid(number)


@given(digits(5))
def test_an_office_of_la_poste(office: str) -> None:
    assert siret_holds("356000000" + office) == siret.is_valid("356000000" + office)


@pytest.mark.parametrize("number", ["750712184", "2A0000014", "2B0000020", "2B0000012"])
def test_a_finess_s_digit_is_computed_with_corsica_s_letters_as_1_and_2(number: str) -> None:
    assert finess_holds(number)
    assert luhn.is_valid(number.replace("A", "1").replace("B", "2"))
    assert not finess_holds(number[:-1] + "9")


def test_a_finess_s_digit_that_holds_without_the_letter_does_not_hold() -> None:
    assert not finess_holds("2B0000014")
