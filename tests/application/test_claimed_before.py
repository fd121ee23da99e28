"""What the history knows keeps a demande from being claimed twice, in the plan of an export."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from segur_tui.application.checking import check_path
from segur_tui.application.claimed_before import ClaimedBefore, claimed_before
from segur_tui.application.exporting import Source, export, plan
from segur_tui.application.history import remember
from segur_tui.format.resubmission import Candidate, Obstacle
from tests.application.working import TODAY
from tests.claims import ACCEPTED, REJECTED, returned, save

FIRST, SECOND = Candidate(0, 1), Candidate(0, 2)


def source(folder: Path, tree: dict[str, Any], day: str = "20261005") -> Source:
    path = save(folder, tree, day)
    report = check_path(path, TODAY)
    assert report.check is not None
    remember([report])
    return Source(path, report.check)


def known(of: Source) -> ClaimedBefore:
    everyone = [Candidate(0, line) for line in range(1, len(of.check.claim.lines) + 1)]
    return claimed_before([(of.path, of.check)], everyone)


def test_nothing_is_known_without_a_history(tmp_path: Path, state: Path) -> None:
    path = save(tmp_path, returned([REJECTED, REJECTED]))
    check = check_path(path, TODAY).check
    assert check is not None
    assert claimed_before([(path, check)], [FIRST]).reasons == {}
    state.mkdir(parents=True)
    (state / "segur-tui.db").write_bytes(b"no database" * 100)
    assert claimed_before([(path, check)], [FIRST]).reasons == {}


def test_a_demande_accepted_in_another_return_stays_unless_a_person_lets_it_go(tmp_path: Path) -> None:
    source(tmp_path / "later", returned([ACCEPTED]), "20261012")
    rejected = source(tmp_path, returned([REJECTED, REJECTED]))
    claimed = known(rejected).reasons
    prepared = plan([rejected], [FIRST, SECOND], TODAY, TODAY, claimed=claimed)
    assert prepared.resubmission.going == (SECOND,)
    (left,) = prepared.resubmission.left_out
    assert (left.candidate, left.obstacle) == (FIRST, Obstacle.CLAIMED)
    assert "déjà acceptée, JSON-LGCTEST001-20261012-001.json (12/10/2026 n° 001), ligne 1" in left.reasons[0]
    assert not prepared.resubmission.has_errors
    anyway = plan([rejected], [FIRST, SECOND], TODAY, TODAY, claimed=claimed, existing=[FIRST])
    assert anyway.resubmission.going == (FIRST, SECOND)


def test_a_demande_exported_since_is_told_and_its_new_return_is_free(tmp_path: Path) -> None:
    rejected = source(tmp_path, returned([REJECTED, REJECTED]))
    export(plan([rejected], [FIRST], TODAY, TODAY), tmp_path / "out")
    before = known(rejected)
    assert (set(before.exported), before.accepted) == ({FIRST}, {})
    assert "déjà exportée depuis, JSON-LGCTEST001-20261124-001.json" in before.exported[FIRST]
    assert known(source(tmp_path / "retour", returned([REJECTED]), "20261124")).reasons == {}


def test_an_accepted_line_is_left_to_what_its_own_file_says(tmp_path: Path) -> None:
    source(tmp_path / "later", returned([ACCEPTED]), "20261012")
    assert known(source(tmp_path, returned([ACCEPTED, REJECTED]))).reasons == {}
