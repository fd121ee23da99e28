"""Correct files give no finding."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segur_tui.format.claim_file import FileKind
from tests.format.builders import TODAY, Literal, claim_file, finess, rpps, to_bytes
from tests.format.findings import check_bytes


@pytest.mark.parametrize("lines", [1, 2, 200])
def test_correct_demandes_give_nothing(lines: int) -> None:
    checked = check_bytes(to_bytes(claim_file(lines)))
    assert len(checked.claim.lines) == lines
    assert checked.findings == ()
    assert checked.claim.kind is FileKind.SUBMISSION


@settings(max_examples=60)
@given(
    day=st.dates(max_value=TODAY),
    part=st.fractions(0, 1),
    doctors=st.lists(st.integers(0, 10**9 - 1), min_size=1, max_size=9, unique=True),
    sites=st.lists(st.integers(0, 10**6 - 1), min_size=1, max_size=9, unique=True),
)
def test_any_day_amount_and_numbers_that_are_right_give_nothing(
    day: date, part: Fraction, doctors: list[int], sites: list[int]
) -> None:
    claim = claim_file(2)
    cabinet, centre = claim["lignesImport"]
    cents = max(1, int(part * 107_500 * len(doctors) / 3))
    cabinet["dateFacture"] = f"{day.day:02d}/{day.month:02d}/{day.year:04d}"
    cabinet["montantSegurHTFacture"] = Literal(f"{cents // 100}.{cents % 100:02d}")
    cabinet["beneficiaires"]["liberalRPPS"] = [rpps(number) for number in doctors]
    cabinet["isDirectToDMP"], cabinet["identDMP"] = True, [rpps(number) for number in reversed(doctors)]
    centre["beneficiaires"]["structureFINESSGeo"] = [finess(number) for number in sites]
    centre["identDMP"] = [rpps(number) for number in doctors]
    assert check_bytes(to_bytes(claim)).findings == ()
