"""An export that is given up leaves nothing behind, and uses no number."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import Literal

import pytest

from segur_tui.application.disk.patience import Following, Patience
from segur_tui.application.export import exporting
from segur_tui.application.export.deciding import decide, known_of
from segur_tui.application.export.exporting import export
from segur_tui.application.export.plan import ExportChoice, Plan, SourceFile
from segur_tui.application.export.publication import PublicationRefused
from segur_tui.application.files.checking import check_path
from segur_tui.application.record.exports import Record
from segur_tui.application.record.schema import FILE_NAME, RecordUnknown
from segur_tui.format.candidate import Candidate
from segur_tui.format.value_type import replace
from tests.application.occupied import no_file_beyond, occupied
from tests.claims import REJECTED, returned, save
from tests.settings import SETTINGS

TODAY = date(2026, 11, 24)
ENOUGH = 500
"""Exports of two lines that no page of the record has room for."""


def planned(folder: Path) -> Plan:
    return plan_of(save(folder, returned([REJECTED, REJECTED])))


def plan_of(path: Path) -> Plan:
    report = check_path(path, TODAY, SETTINGS)
    assert report.check is not None
    source, choice = SourceFile(path, report.check), ExportChoice([Candidate(0, 1), Candidate(0, 2)], TODAY)
    return decide([source], choice, TODAY, known_of([source], SETTINGS))


def once_more(prepared: Plan) -> Plan:
    """Return the same plan, which sends what was exported before on purpose."""
    again = replace(prepared.choice, again=True)
    return decide(prepared.sources, again, TODAY, known_of(prepared.sources, SETTINGS))


@contextmanager
def folder_of(path: Path) -> Iterator[int]:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def test_numbers_are_also_those_beside_a_source_that_a_link_leads_to(tmp_path: Path) -> None:
    source = save(tmp_path / "retours", returned([REJECTED, REJECTED]))
    (tmp_path / "retours" / "JSON-LGCTEST001-20261124-007.json").touch()
    (tmp_path / "bureau").mkdir()
    link = tmp_path / "bureau" / source.name
    link.symlink_to(source)
    assert export(plan_of(link), tmp_path / "out", SETTINGS).paths[0].name.endswith("-008.json")


def test_a_record_that_fails_while_it_is_read_lets_nothing_be_written_unasked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> set[int]:
        raise RecordUnknown("le registre ne peut pas servir")

    prepared = planned(tmp_path / "retours")
    with monkeypatch.context() as failing:
        failing.setattr(Record, "numbers_used", fail)
        for dry_run in (True, False):
            with pytest.raises(RecordUnknown, match="ne peut pas servir"):
                export(prepared, tmp_path / "out", SETTINGS, dry_run=dry_run)
    assert not (tmp_path / "out").exists()
    monkeypatch.setattr(Record, "opened", fail)
    foretold = export(prepared, tmp_path / "out", SETTINGS, dry_run=True, is_recorded=False)
    assert foretold.paths[0].name.endswith("-001.json")
    assert "d’après les dossiers seuls" in foretold.warning
    written = export(prepared, tmp_path / "out", SETTINGS, is_recorded=False)
    assert written == foretold
    assert written.paths[0].exists()


@pytest.mark.usefixtures("fleeting")
def test_nobody_finds_the_folder_held_while_the_record_is_waited_for(tmp_path: Path, state: Path) -> None:
    prepared, held = planned(tmp_path / "retours"), ExitStack()
    (tmp_path / "out").mkdir()

    def release(sentence: str) -> None:
        if sentence:
            with folder_of(tmp_path / "out") as folder:
                fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
            held.close()

    held.enter_context(occupied(state, "IMMEDIATE"))
    with held:
        written = export(prepared, tmp_path / "out", SETTINGS, following=Following(waiting=release))
    assert written.paths


@pytest.mark.usefixtures("fleeting")
@pytest.mark.parametrize("how", ["IMMEDIATE", "EXCLUSIVE"])
def test_an_occupied_record_is_reported_and_nothing_is_written(
    tmp_path: Path, state: Path, monkeypatch: pytest.MonkeyPatch, how: Literal["IMMEDIATE", "EXCLUSIVE"]
) -> None:
    monkeypatch.setattr(exporting, "PATIENCE", Patience(2))
    prepared, reported = planned(tmp_path / "retours"), list[str]()
    following = Following(waiting=reported.append)
    for dry_run in (True, False):
        with occupied(state, how, FILE_NAME), pytest.raises(RecordUnknown, match="occupe"):
            export(prepared, tmp_path / "out", SETTINGS, dry_run=dry_run, following=following)
    assert not (tmp_path / "out").exists()
    assert reported == ["le registre est occupé par un autre programme, attente…", ""] * 2


def test_who_gives_up_waiting_for_the_record_is_not_asked_about_it(tmp_path: Path, state: Path) -> None:
    prepared = planned(tmp_path / "retours")
    following = Following(lambda: True)
    with occupied(state, "EXCLUSIVE", FILE_NAME), pytest.raises(PublicationRefused, match="abandonné"):
        export(prepared, tmp_path / "out", SETTINGS, following=following)


@pytest.mark.sqlite
def test_a_record_that_keeps_nothing_more_lets_no_file_stand(tmp_path: Path, state: Path) -> None:
    prepared, out = planned(tmp_path / "retours"), tmp_path / "out"
    export(prepared, out, SETTINGS)
    paths = list[Path]()
    with no_file_beyond((state / FILE_NAME).stat().st_size), suppress(RecordUnknown):
        while len(paths) < ENOUGH:
            paths += export(once_more(prepared), out, SETTINGS).paths
    assert len(paths) < ENOUGH
    assert len(list(out.iterdir())) == len(paths) + 1
    (again,) = export(once_more(prepared), out, SETTINGS).paths
    assert int(again.stem[-3:]) == len(paths) + 2


@pytest.mark.sqlite
def test_a_dry_run_says_that_no_record_can_be_made_and_makes_none(tmp_path: Path, state: Path) -> None:
    prepared = planned(tmp_path / "retours")
    assert export(prepared, tmp_path / "out", SETTINGS, dry_run=True).paths
    assert not state.exists()
    state.parent.mkdir(exist_ok=True)
    state.touch()
    with pytest.raises(RecordUnknown):
        export(prepared, tmp_path / "out", SETTINGS, dry_run=True)


def test_a_cancelled_export_takes_back_what_it_wrote(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    prepared = planned(tmp_path / "retours")
    with pytest.raises(PublicationRefused, match="abandonné"):
        export(prepared, tmp_path / "out", SETTINGS, following=Following(lambda: True))
    assert not (tmp_path / "out").exists()
    (path,) = export(prepared, tmp_path / "out", SETTINGS).paths
    assert path.name.endswith("-001.json")


def test_past_recall_is_right_before_the_first_file_stands(tmp_path: Path) -> None:
    def stop() -> None:
        assert list((tmp_path / "out").iterdir()) == []
        raise KeyboardInterrupt

    prepared = planned(tmp_path / "retours")
    with pytest.raises(KeyboardInterrupt):
        export(prepared, tmp_path / "out", SETTINGS, following=Following(past_recall=stop))
    assert not (tmp_path / "out").exists()
    (path,) = export(prepared, tmp_path / "out", SETTINGS).paths
    assert path.name.endswith("-001.json")
