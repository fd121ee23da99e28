"""An export that is given up leaves nothing behind, and uses no number."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from typing import Literal

import pytest

from segur_tui.application.disk.patience import Following, Patience
from segur_tui.application.export import exporting
from segur_tui.application.export.deciding import decide
from segur_tui.application.export.exporting import export
from segur_tui.application.export.plan import ExportChoice, Plan, SourceFile
from segur_tui.application.export.publication import PublicationRefused
from segur_tui.application.files.checking import check_path
from segur_tui.application.record.exports import Record
from segur_tui.application.record.schema import FILE_NAME, RecordUnknown
from segur_tui.format.candidate import Candidate
from tests.application.occupied import no_file_beyond, occupied
from tests.claims import REJECTED, returned, save
from tests.settings import SETTINGS

TODAY = date(2026, 11, 24)


def planned(folder: Path) -> Plan:
    return plan_of(save(folder, returned([REJECTED, REJECTED])))


def plan_of(path: Path) -> Plan:
    report = check_path(path, TODAY, SETTINGS)
    assert report.check is not None
    return decide([SourceFile(path, report.check)], ExportChoice([Candidate(0, 1), Candidate(0, 2)], TODAY), TODAY)


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


def test_a_record_that_fails_while_it_is_read_leaves_an_export_its_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> set[int]:
        raise RecordUnknown("le registre ne peut pas servir")

    prepared = planned(tmp_path / "retours")
    monkeypatch.setattr(Record, "numbers_used", fail)
    foretold = export(prepared, tmp_path / "out", SETTINGS, dry_run=True)
    assert foretold.paths[0].name.endswith("-001.json")
    assert "d’après les dossiers seuls" in foretold.warning
    written = export(prepared, tmp_path / "out", SETTINGS)
    assert "d’après les dossiers seuls" in written.warning
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
    assert not written.warning


@pytest.mark.usefixtures("fleeting")
@pytest.mark.parametrize("how", ["IMMEDIATE", "EXCLUSIVE"])
def test_an_occupied_record_is_told_and_the_files_are_written(
    tmp_path: Path, state: Path, monkeypatch: pytest.MonkeyPatch, how: Literal["IMMEDIATE", "EXCLUSIVE"]
) -> None:
    monkeypatch.setattr(exporting, "PATIENCE", Patience(2))
    prepared, told = planned(tmp_path / "retours"), list[str]()
    export(prepared, tmp_path / "out", SETTINGS)
    with occupied(state, how, FILE_NAME):
        written = export(prepared, tmp_path / "out", SETTINGS, following=Following(waiting=told.append))
    assert written.paths[0].name.endswith("-002.json")
    assert "occupe" in written.warning
    assert told == ["le registre est occupé par un autre programme, attente…", ""]


def test_a_full_state_folder_is_told_and_the_files_are_written(tmp_path: Path, state: Path) -> None:
    prepared = planned(tmp_path / "retours")
    export(prepared, tmp_path / "out", SETTINGS)
    with no_file_beyond((state / FILE_NAME).stat().st_size):
        paths = []
        while not (written := export(prepared, tmp_path / "out", SETTINGS)).warning:
            paths.append(written.paths[0].name)
    assert written.paths[0].exists()
    again = export(prepared, tmp_path / "out", SETTINGS)
    assert int(again.paths[0].stem[-3:]) == len(paths) + 3
    assert not again.warning


def test_a_cancelled_export_takes_back_what_it_wrote(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    prepared = planned(tmp_path / "retours")
    with pytest.raises(PublicationRefused, match="abandonné"):
        export(prepared, tmp_path / "out", SETTINGS, following=Following(lambda: True))
    assert not (tmp_path / "out").exists()
    (path,) = export(prepared, tmp_path / "out", SETTINGS).paths
    assert path.name.endswith("-001.json")


def test_past_recall_is_where_the_files_stand_and_not_before(tmp_path: Path) -> None:
    def stop() -> None:
        assert [path.name[-8:] for path in (tmp_path / "out").iterdir()] == ["001.json"]
        raise KeyboardInterrupt

    prepared = planned(tmp_path / "retours")
    with pytest.raises(KeyboardInterrupt):
        export(prepared, tmp_path / "out", SETTINGS, following=Following(past_recall=stop))
    assert not (tmp_path / "out").exists()
    (path,) = export(prepared, tmp_path / "out", SETTINGS).paths
    assert path.name.endswith("-001.json")
