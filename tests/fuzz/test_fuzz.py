from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from segur_tui.format.check import Check
from segur_tui.format.correcting import Corrected, correct
from segur_tui.format.writing import write
from tests.claims import REJECTED, returned
from tests.fuzz.__main__ import run
from tests.fuzz.invariants import Broken, hold
from tests.fuzz.mutations import case


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))  # given back as it was


def test_a_short_run_finds_nothing() -> None:
    findings = run(7, range(60))
    assert findings.faults == []
    assert findings.counts["files"] == 60
    assert findings.counts["read"] > 10
    assert findings.counts["demandes written"] > 10


def test_a_short_run_on_the_screens_finds_nothing() -> None:
    assert run(7, range(3), screens=True).faults == []


def test_a_case_is_drawn_again_as_it_was() -> None:
    assert [case(7, number) for number in range(20)] == [case(7, number) for number in range(20)]
    assert case(7, 1) != case(8, 1)


def test_planted_faults_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def corrects_nothing(before: Check, today: date) -> Corrected:
        return correct(before, today, lambda _: False)

    faults: dict[str, tuple[str, object]] = {
        "a safe correction is left": ("tests.fuzz.invariants.correct", corrects_nothing),
        "undone, the tree is not as it was": (
            "segur_tui.application.drafts.draft.Draft.undo",
            lambda draft: draft,
        ),
    }
    for words, (name, broken) in faults.items():
        with monkeypatch.context() as planted:
            planted.setattr(name, broken)
            assert words in "".join(run(7, range(30)).faults), words


def test_a_raw_escape_in_a_report_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tree = returned([REJECTED])
    tree["lignesImport"][0]["dateFacture"] = "\x1b]52;c;eA==\x07"
    hold(write(tree), tmp_path)
    monkeypatch.setattr("segur_tui.application.reports.report.visible", str)
    with pytest.raises(Broken, match="CSV table steers"):
        hold(write(tree), tmp_path)
