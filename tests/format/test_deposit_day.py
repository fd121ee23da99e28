"""The day of deposit: only one written in full is taken, whatever else Python reads as a day."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segur_tui.format.naming import NoDay, deposit_day


@given(st.dates())
def test_a_day_written_in_full_is_taken(day: date) -> None:
    assert deposit_day(day.isoformat()) == day


@pytest.mark.parametrize(
    "text",
    [
        "20260301",
        "2026-W09-7",
        "2026W097",
        "2026-060",
        "2026-3-1",
        "01/03/2026",
        "2026-03-01T00:00",
        "2026-03-01\n",
        " 2026-03-01",
        "٢٠٢٦-٠٣-٠١",
        "demain",
        "",
    ],
)
def test_a_day_written_otherwise_is_refused(text: str) -> None:
    with pytest.raises(NoDay, match="AAAA-MM-JJ"):
        deposit_day(text)


@pytest.mark.parametrize("text", ["2026-02-30", "2026-13-01", "0000-01-01", "2026-03-00"])
def test_a_day_that_does_not_exist_is_refused(text: str) -> None:
    with pytest.raises(NoDay, match="calendrier"):
        deposit_day(text)
