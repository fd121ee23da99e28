"""What was decided is looked up again when it is written: what is otherwise since goes nowhere (format.md §6)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest

from segur_tui.application.disk.patience import Following
from segur_tui.application.export.deciding import chosen, decide, known_of
from segur_tui.application.export.exporting import export
from segur_tui.application.export.looking import Changed, Difference, differences
from segur_tui.application.export.plan import ExportChoice, Plan, SourceFile
from segur_tui.application.files import opening
from segur_tui.application.files.checking import check_path
from segur_tui.application.history.readings import remember
from segur_tui.application.history.withdrawing import withdraw
from segur_tui.application.record.engines import create
from segur_tui.application.record.schema import RecordUnknown
from segur_tui.application.state.sessions import Session
from segur_tui.format.candidate import Candidate
from segur_tui.format.obstacle import Obstacle
from segur_tui.format.value_type import replace
from tests.application.occupied import with_an_index_that_does_not_find_it
from tests.application.working import HERE, TODAY, dated, work_on
from tests.claims import ACCEPTED, REJECTED, returned, save
from tests.clock import PARIS, Clock
from tests.settings import SETTINGS

FIRST, SECOND = Candidate(0, 1), Candidate(0, 2)
EXISTS = ("3436", "Demande déjà existante")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return save(tmp_path / "retours", returned([REJECTED, REJECTED]))


def source(path: Path) -> SourceFile:
    report = check_path(path, TODAY, SETTINGS)
    assert report.check is not None
    return SourceFile(path, report.check, report.digest)


def planned(path: Path, day: date | None = TODAY, **choice: object) -> Plan:
    of = source(path)
    wanted = ExportChoice(chosen([of]), day, **choice)  # type: ignore[arg-type]  # the fields of a choice
    return decide([of], wanted, SETTINGS.today, known_of([of], SETTINGS))


def seen(path: Path) -> None:
    remember([check_path(path, TODAY, SETTINGS)], SETTINGS)


def export_elsewhere(path: Path) -> None:
    export(planned(path), path.parent.parent / "elsewhere", SETTINGS)


def read_its_acceptance_elsewhere(path: Path) -> None:
    seen(save(path.parent.parent / "autre", returned([ACCEPTED]), "20261101"))


def read_the_acceptance_of_its_dossier_in_other_letters(path: Path) -> None:
    tree = returned([ACCEPTED], 77, numero_ans="LgcTest001")
    tree["lignesImport"][0]["numeroASP"] = "finmdv 000001"
    seen(save(path.parent.parent / "autre", tree, "20261101"))


def put_its_acceptance_beside_it(path: Path) -> None:
    save(path.parent, returned([ACCEPTED]), "20261101")


def replace_it_by_its_return(path: Path) -> None:
    save(path.parent, returned([ACCEPTED, REJECTED]))


@pytest.mark.parametrize(
    ("befalls", "why"),
    [
        (export_elsewhere, "2 déjà exportées"),
        (read_its_acceptance_elsewhere, "1 déjà acceptée ailleurs"),
        (read_the_acceptance_of_its_dossier_in_other_letters, "1 déjà acceptée ailleurs"),
        (put_its_acceptance_beside_it, "1 déjà acceptée ailleurs"),
        (replace_it_by_its_return, "a changé sur le disque"),
        (Path.unlink, "n’est plus sur le disque"),
    ],
)
@pytest.mark.parametrize("dry_run", [False, True])
def test_what_forbids_a_line_since_it_was_planned_lets_nothing_be_written(
    tmp_path: Path, path: Path, befalls: Callable[[Path], object], why: str, *, dry_run: bool
) -> None:
    prepared = planned(path)
    befalls(path)
    with pytest.raises(Changed) as changed:
        export(prepared, tmp_path / "out", SETTINGS, dry_run=dry_run)
    assert why in str(changed.value).replace("\N{NO-BREAK SPACE}", " ")
    assert not (tmp_path / "out").exists()


def test_what_was_read_while_the_record_was_away_counts_when_a_line_is_written(tmp_path: Path, path: Path) -> None:
    prepared = planned(path)
    answer = save(path.parent.parent / "autre", returned([ACCEPTED]), "20261101")
    with pytest.raises(RecordUnknown):
        remember([check_path(answer, TODAY, SETTINGS)], replace(SETTINGS, record=tmp_path / "away"))
    with pytest.raises(Changed, match="1\N{NO-BREAK SPACE}déjà acceptée ailleurs"):
        export(prepared, tmp_path / "out", SETTINGS)
    assert not (tmp_path / "out").exists()


def test_what_ones_own_record_came_to_hold_since_lets_nothing_be_written(
    tmp_path: Path, path: Path, engine: str
) -> None:
    shared, own = SETTINGS, replace(SETTINGS, record=None)
    if engine == "sqlite":
        (tmp_path / "commun").mkdir(mode=0o700)
        shared = replace(SETTINGS, record=tmp_path / "commun")
        create(shared)
    prepared = planned(path)

    def read_by_the_settings_of_before() -> bool:
        remember([check_path(save(tmp_path / "autre", returned([ACCEPTED]), "20261101"), TODAY, own)], own)
        return False

    with pytest.raises(RecordUnknown, match="d’avant le réglage record, tient 1"):
        export(prepared, tmp_path / "out", shared, following=Following(read_by_the_settings_of_before))
    assert not (tmp_path / "out").exists()


@pytest.mark.sqlite
def test_a_record_that_no_longer_finds_an_acceptance_is_unknown(tmp_path: Path, path: Path, state: Path) -> None:
    prepared = planned(path)
    read_its_acceptance_elsewhere(path)
    with_an_index_that_does_not_find_it(state)
    with pytest.raises(RecordUnknown):
        export(prepared, tmp_path / "out", SETTINGS)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("befalls", [put_its_acceptance_beside_it, replace_it_by_its_return])
def test_without_the_record_all_else_is_looked_up(
    tmp_path: Path, path: Path, befalls: Callable[[Path], object]
) -> None:
    of = source(path)
    claimed = known_of([of], SETTINGS, is_recorded=False)
    prepared = decide([of], ExportChoice([FIRST], TODAY), TODAY, claimed)
    befalls(path)
    with pytest.raises(Changed):
        export(prepared, tmp_path / "out", SETTINGS, is_recorded=False)
    assert not (tmp_path / "out").exists()


def test_what_became_known_of_others_changes_nothing(tmp_path: Path, path: Path) -> None:
    prepared = planned(path)
    seen(save(tmp_path / "autre", returned([ACCEPTED], 9), "20261101"))
    export_elsewhere(save(tmp_path / "encore", returned([REJECTED], 5)))
    assert export(prepared, tmp_path / "out", SETTINGS).paths


def test_the_plan_that_is_made_anew_is_written_and_tells_what_differs(tmp_path: Path, path: Path) -> None:
    prepared = planned(path)
    read_its_acceptance_elsewhere(path)
    again = planned(path)
    assert again.resubmission.going == (SECOND,)
    assert differences(prepared, again, [FIRST, SECOND]) == {FIRST: Difference.WENT}
    assert export(again, tmp_path / "out", SETTINGS).paths


def test_a_line_that_is_free_since_is_reported_too(tmp_path: Path, path: Path) -> None:
    (written,) = export(planned(path), tmp_path / "out", SETTINGS).paths
    prepared = planned(path)
    assert prepared.resubmission.going == ()
    withdraw(written, SETTINGS)
    with pytest.raises(Changed, match="2\N{NO-BREAK SPACE}libres à nouveau"):
        export(prepared, tmp_path / "out", SETTINGS)
    assert differences(prepared, planned(path), [FIRST]) == {FIRST: Difference.STAYED}


def test_what_a_person_let_go_for_one_reason_does_not_go_against_another(tmp_path: Path) -> None:
    path = save(tmp_path / "retours", returned([EXISTS]))
    ticked = ExportChoice([FIRST], TODAY, existing=[FIRST])
    of = source(path)
    prepared = decide([of], ticked, TODAY, known_of([of], SETTINGS))
    export(prepared, tmp_path / "elsewhere", SETTINGS)
    with pytest.raises(Changed, match="1\N{NO-BREAK SPACE}déjà exportée"):
        export(prepared, tmp_path / "out", SETTINGS)
    again = decide([of], ticked, TODAY, known_of([of], SETTINGS))
    assert differences(prepared, again, [FIRST]) == {FIRST: Difference.OTHER}
    assert export(again, tmp_path / "out", SETTINGS).paths


def test_a_default_day_moves_on_at_midnight_and_a_chosen_one_stays(
    tmp_path: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock(datetime(2026, 11, 24, 23, 59, 45, tzinfo=PARIS))
    clock.install(monkeypatch)
    default, asked = planned(path, None), planned(path, TODAY)
    assert default.day == TODAY
    clock.set(datetime(2026, 11, 25, 0, 0, 15, tzinfo=PARIS))
    with pytest.raises(Changed, match="25/11/2026"):
        export(default, tmp_path / "out", SETTINGS)
    assert planned(path, None).day == date(2026, 11, 25)
    assert export(asked, tmp_path / "out", SETTINGS).paths[0].name.endswith("-20261124-001.json")


def test_a_look_parses_no_file_again(tmp_path: Path, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = save(path.parent, returned([ACCEPTED], 9), "20261101")
    seen(other)
    prepared = planned(path)
    monkeypatch.setattr(opening, "read_text", lambda *_: pytest.fail("a file was parsed"))
    assert export(prepared, tmp_path / "out", SETTINGS).paths


def test_a_draft_that_another_session_takes_over_is_noticed(tmp_path: Path, path: Path) -> None:
    own = work_on(path)
    own.keep(dated(own.draft, "26/02/2023"), HERE)
    before = own.others()
    own.keep(dated(own.draft, "27/02/2023"), HERE)
    assert own.others() == before
    other = work_on(path, Session(SETTINGS))
    assert other.holder is not None
    assert own.others() == before
    other.take_over()
    taken = own.others()
    assert taken != before
    other.keep(dated(other.draft, "28/02/2023"), HERE)
    other.leave(HERE)
    assert own.others() not in (before, taken)
    with pytest.raises(Changed, match="ouvert ailleurs"):
        export(planned(path), tmp_path / "out", SETTINGS, taken=lambda: "ouvert ailleurs")


def test_a_draft_that_another_session_has_exported_is_noticed(path: Path) -> None:
    own = work_on(path)
    own.keep(dated(own.draft, "26/02/2023"), HERE)
    before = own.others()
    other = work_on(path, Session(SETTINGS))
    other.take_over()
    other.note_export([1, 2, 3])
    other.leave(HERE)
    assert own.others() != before


def test_a_line_without_documents_counts_as_going(tmp_path: Path, path: Path) -> None:
    (tmp_path / "pieces").mkdir()
    prepared = planned(path, documents=tmp_path / "pieces")
    assert prepared.obstacle(FIRST) is Obstacle.DOCUMENTS
    read_its_acceptance_elsewhere(path)
    with pytest.raises(Changed, match="1\N{NO-BREAK SPACE}déjà acceptée"):
        export(prepared, tmp_path / "out", SETTINGS)
