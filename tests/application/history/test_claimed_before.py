"""What the history knows keeps a demande from being claimed twice, in the plan of an export."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from segur_tui.application.export.deciding import decide
from segur_tui.application.export.exporting import export
from segur_tui.application.export.plan import ExportChoice, SourceFile
from segur_tui.application.files.checking import check_path
from segur_tui.application.history.claimed_before import claimed_before, exported_from
from segur_tui.application.history.passages import remember
from segur_tui.format.candidate import Candidate
from segur_tui.format.obstacle import NOTHING_CLAIMED, ClaimedBefore, Obstacle
from tests.application.working import TODAY
from tests.claims import ACCEPTED, REJECTED, claim, returned, save
from tests.settings import SETTINGS

FIRST, SECOND = Candidate(0, 1), Candidate(0, 2)


def source(folder: Path, tree: dict[str, Any], day: str = "20261005") -> SourceFile:
    path = save(folder, tree, day)
    report = check_path(path, TODAY, SETTINGS)
    assert report.check is not None
    remember([report], SETTINGS)
    return SourceFile(path, report.check)


def known(of: SourceFile) -> ClaimedBefore:
    everyone = [Candidate(0, line) for line in range(1, len(of.check.claim.lines) + 1)]
    return claimed_before([(of.path, of.check)], everyone, SETTINGS)


def test_nothing_is_known_without_a_history(tmp_path: Path, state: Path) -> None:
    path = save(tmp_path, returned([REJECTED, REJECTED]))
    check = check_path(path, TODAY, SETTINGS).check
    assert check is not None
    assert claimed_before([(path, check)], [FIRST], SETTINGS) == NOTHING_CLAIMED
    state.mkdir(parents=True)
    (state / "record.db").write_bytes(b"no database" * 100)
    assert claimed_before([(path, check)], [FIRST], SETTINGS) == NOTHING_CLAIMED


def test_a_demande_accepted_in_another_return_stays_unless_a_person_confirms_it(tmp_path: Path) -> None:
    source(tmp_path / "later", returned([ACCEPTED]), "20261012")
    rejected = source(tmp_path, returned([REJECTED, REJECTED]))
    claimed = known(rejected)
    prepared = decide([rejected], ExportChoice([FIRST, SECOND], TODAY), TODAY, claimed)
    assert prepared.resubmission.going == (SECOND,)
    (left,) = prepared.resubmission.left_out
    assert (left.candidate, left.obstacle) == (FIRST, Obstacle.CLAIMED)
    assert "déjà acceptée dans JSON-LGCTEST001-20261012-001.json (12/10/2026 n° 001), ligne 1" in left.reasons[0]
    assert not prepared.resubmission.has_errors
    chosen = decide([rejected], ExportChoice([FIRST, SECOND], TODAY, existing=[FIRST]), TODAY, claimed)
    assert chosen.resubmission.going == (SECOND,)
    anyway = decide([rejected], ExportChoice([FIRST, SECOND], TODAY, confirmed=[FIRST]), TODAY, claimed)
    assert anyway.resubmission.going == (FIRST, SECOND)


def test_a_demande_exported_since_is_told_and_its_new_return_is_free(tmp_path: Path) -> None:
    rejected = source(tmp_path, returned([REJECTED, REJECTED]))
    export(decide([rejected], ExportChoice([FIRST], TODAY), TODAY), tmp_path / "out", SETTINGS)
    before = known(rejected)
    assert (set(before.exported), before.accepted) == ({FIRST}, {})
    assert "déjà exportée depuis, JSON-LGCTEST001-20261124-001.json" in before.exported[FIRST]
    assert known(source(tmp_path / "retour", returned([REJECTED]), "20261124")) == NOTHING_CLAIMED


def test_a_file_written_to_be_deposited_does_not_go_again_with_the_returns_beside_it(tmp_path: Path) -> None:
    rejected = source(tmp_path, returned([REJECTED, REJECTED]))
    (path,) = export(decide([rejected], ExportChoice([FIRST], TODAY), TODAY), tmp_path, SETTINGS).paths
    check = check_path(path, TODAY, SETTINGS).check
    assert check is not None
    written = SourceFile(path, check)
    files, everyone = (rejected, written), (FIRST, SECOND, Candidate(1, 1))
    claimed = claimed_before([(each.path, each.check) for each in files], everyone, SETTINGS)
    assert claimed.exported[Candidate(1, 1)].startswith(
        "déjà dans un fichier écrit pour le dépôt, JSON-LGCTEST001-20261124-001.json"
    )
    prepared = decide(files, ExportChoice(everyone, TODAY), TODAY, claimed)
    assert prepared.resubmission.going == (SECOND,)
    assert set(known(written).exported) == {FIRST}
    answered = source(tmp_path, returned([REJECTED]), "20261124")
    assert answered.path == path
    claimed = claimed_before([(each.path, each.check) for each in (rejected, answered)], everyone, SETTINGS)
    assert Candidate(1, 1) not in claimed.exported


def test_an_accepted_line_is_left_to_what_its_own_file_says(tmp_path: Path) -> None:
    source(tmp_path / "later", returned([ACCEPTED]), "20261012")
    assert known(source(tmp_path, returned([ACCEPTED, REJECTED]))) == NOTHING_CLAIMED


def test_a_demande_exported_since_stays_until_it_is_chosen_whatever_its_errors(tmp_path: Path) -> None:
    tree = returned([REJECTED, REJECTED])
    tree["lignesImport"][0]["dateFacture"] = "31/02/2023"
    rejected = source(tmp_path, tree)
    save(tmp_path / "mended", returned([REJECTED]))
    mended = SourceFile(
        rejected.path,
        check_path(tmp_path / "mended" / rejected.path.name, TODAY, SETTINGS).check or rejected.check,
    )
    export(decide([mended], ExportChoice([FIRST], TODAY), TODAY), tmp_path / "out", SETTINGS)
    claimed = known(rejected)
    prepared = decide([rejected], ExportChoice([FIRST, SECOND], TODAY), TODAY, claimed)
    (left,) = prepared.resubmission.left_out
    assert (left.candidate, left.obstacle) == (FIRST, Obstacle.EXPORTED)
    assert left.reasons == (claimed.exported[FIRST],)
    assert not prepared.resubmission.has_errors
    chosen = decide([rejected], ExportChoice([FIRST, SECOND], TODAY, existing=[FIRST]), TODAY, claimed)
    assert [each.obstacle for each in chosen.resubmission.left_out] == [Obstacle.ERRORS]


def test_the_n_editeur_of_another_dossier_of_the_same_file_is_a_number_to_change(tmp_path: Path) -> None:
    tree = returned([ACCEPTED, REJECTED])
    tree["lignesImport"][1]["numeroEditeur"] = "00001"
    twice = source(tmp_path, tree)
    prepared = decide([twice], ExportChoice([SECOND], TODAY), TODAY, known(twice))
    (left,) = prepared.resubmission.left_out
    assert left.obstacle is Obstacle.ERRORS
    assert any(reason.startswith("numeroEditeur") and "(acceptée)" in reason for reason in left.reasons)
    # Alone, without the file that shows it, the same number says that the demande was accepted.
    alone = source(tmp_path / "seul", claim([tree["lignesImport"][1]]), "20261012")
    prepared = decide([alone], ExportChoice([FIRST], TODAY), TODAY, known(alone))
    assert [each.obstacle for each in prepared.resubmission.left_out] == [Obstacle.CLAIMED]


def where(of: SourceFile) -> dict[int, str]:
    told = exported_from(of.path, of.check.claim, SETTINGS)
    return {line: passage.name for line, passage in told.items()}


def test_a_file_knows_which_of_its_lines_were_exported_from_it(tmp_path: Path) -> None:
    rejected = source(tmp_path, returned([REJECTED, REJECTED, REJECTED]))
    assert where(rejected) == {}
    export(decide([rejected], ExportChoice([FIRST, Candidate(0, 3)], TODAY), TODAY), tmp_path / "out", SETTINGS)
    assert set(where(rejected)) == {1, 3}
    export(decide([rejected], ExportChoice([FIRST], TODAY), TODAY), tmp_path / "out", SETTINGS)
    assert where(rejected) == {
        1: "JSON-LGCTEST001-20261124-002.json",
        3: "JSON-LGCTEST001-20261124-001.json",
    }
    moved = source(tmp_path / "archives", returned([REJECTED, REJECTED, REJECTED]))
    assert set(where(moved)) == {1, 3}
    others = source(tmp_path / "archives", returned([REJECTED, REJECTED, REJECTED], 11))
    assert where(others) == {}


def test_no_line_is_known_as_exported_without_a_history(tmp_path: Path, state: Path) -> None:
    path = save(tmp_path, returned([REJECTED]))
    state.mkdir(parents=True)
    (state / "record.db").write_bytes(b"no database" * 100)
    check = check_path(path, TODAY, SETTINGS).check
    assert check is not None
    assert exported_from(path, check.claim, SETTINGS) == {}
