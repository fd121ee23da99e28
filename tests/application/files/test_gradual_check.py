"""A check for so long at a time: it ends, and stops when its time is over."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from segur_tui.application.files.checking import check_for, check_path
from segur_tui.application.files.opening import digest_of, open_claim
from segur_tui.format.check import GradualCheck
from tests.claims import REJECTED, returned, save

TODAY = date(2026, 11, 24)


def test_a_check_goes_on_until_its_time_is_over_and_to_its_end(tmp_path: Path) -> None:
    path = save(tmp_path, returned([REJECTED] * 50))
    opened = open_claim(path)
    assert opened.claim is not None
    gradual = GradualCheck(opened.claim, TODAY)
    assert check_for(0, gradual)
    assert 0 < gradual.done < gradual.total == 50
    while check_for(0, gradual):
        pass
    report = check_path(path, TODAY)
    assert gradual.so_far() == report.check
    assert digest_of(path) == opened.digest == report.digest
