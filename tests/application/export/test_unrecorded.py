"""What is exported without the record is kept, and handed in to it once it is back."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from segur_tui.application.export.deciding import decide, known_of
from segur_tui.application.export.exporting import export
from segur_tui.application.export.looking import Changed
from segur_tui.application.export.plan import ExportChoice, Plan, SourceFile
from segur_tui.application.export.publication import PublicationRefused
from segur_tui.application.export.settling import settle
from segur_tui.application.export.staging import Staging
from segur_tui.application.files.checking import check_path
from segur_tui.application.history.readings import catch_up
from segur_tui.application.record.engines import create, open_record
from segur_tui.application.record.exports import Record
from segur_tui.application.record.left_behind import RecordIncomplete
from segur_tui.application.record.schema import FILE_NAME, RecordUnknown
from segur_tui.application.settings.values import Settings
from segur_tui.format.candidate import Candidate
from segur_tui.format.naming import FileName
from segur_tui.format.value_type import replace
from tests.application.working import TODAY
from tests.claims import ANS, REJECTED, returned, save
from tests.settings import SETTINGS


def planned(folder: Path, start: int = 1) -> tuple[SourceFile, Plan]:
    path = save(folder, returned([REJECTED, REJECTED], start))
    report = check_path(path, TODAY, SETTINGS)
    assert report.check is not None
    source = SourceFile(path, report.check, report.digest)
    choice = ExportChoice([Candidate(0, 1), Candidate(0, 2)], TODAY)
    return source, decide([source], choice, TODAY, known_of([source], SETTINGS, is_recorded=False))


def rows(of: Settings) -> list[list[tuple[object, ...]]]:
    """All that a record holds of exports, but for the moment and the ids."""
    file = "path, numero_ans, siret, day, number, withdrawn, account, host, intent_id"
    tables = {"exported_file": file, "exported_line": "*", "refused_line": "*", "changed_value": "*"}
    with open_record(of, to_read=True) as store:
        return [sorted(store.rows(f"SELECT {columns} FROM {table}")) for table, columns in tables.items()]  # noqa: S608 (ours)


def test_it_stands_in_the_record_later_as_if_that_had_been_there(
    tmp_path: Path, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, plan = planned(tmp_path / "retours")
    (path,) = export(plan, tmp_path / "out", SETTINGS, is_recorded=False).paths
    assert rows(SETTINGS)[0] == []
    (kept,) = (state / "unrecorded").iterdir()
    assert kept.stat().st_mode & 0o777 == 0o600
    with open_record(SETTINGS) as store, store.transaction():
        catch_up(store, SETTINGS)  # what is decided in a transaction leaves the file where it is
    assert kept.exists()
    settle(SETTINGS)
    assert not kept.exists()
    assert set(known_of([source], SETTINGS).exported) == {Candidate(0, 1), Candidate(0, 2)}
    with Record.opened(SETTINGS, to_read=True) as record:
        assert record.numbers_used(ANS, TODAY) == {1}
    held = rows(SETTINGS)
    path.unlink()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "quelqu-un"))
    other = replace(SETTINGS, record=tmp_path / "autre")
    (tmp_path / "autre").mkdir(mode=0o700)
    create(other)
    export(plan, tmp_path / "out", other)
    assert rows(other) == held
    assert all(rows(other)[:3])


def test_an_export_that_fails_leaves_nothing_to_hand_in(
    tmp_path: Path, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, plan = planned(tmp_path / "retours")

    def refuse(*_: object) -> None:
        raise FileExistsError

    monkeypatch.setattr(Staging, "appear", refuse)
    with pytest.raises(PublicationRefused):
        export(plan, tmp_path / "out", SETTINGS, is_recorded=False)
    assert not [*(state / "unrecorded").iterdir()]
    settle(SETTINGS)
    assert rows(SETTINGS)[0] == []


def test_where_the_disk_does_not_keep_it_that_is_told(tmp_path: Path, state: Path) -> None:
    _, plan = planned(tmp_path / "retours")
    state.parent.mkdir(parents=True)
    state.write_bytes(b"")
    exported = export(plan, tmp_path / "out", SETTINGS, is_recorded=False)
    assert "n’est pas noté" in exported.warning
    assert exported.paths[0].exists()


@pytest.mark.parametrize("damage", ["cut", "flipped", "no database"])
def test_what_is_damaged_of_it_is_never_passed_over(tmp_path: Path, state: Path, damage: str) -> None:
    _, plan = planned(tmp_path / "retours")
    export(plan, tmp_path / "out", SETTINGS, is_recorded=False)
    (kept,) = (state / "unrecorded").iterdir()
    content = kept.read_bytes()
    damaged = {
        "cut": content[:-9],
        "flipped": content[:99] + bytes([content[99] ^ 4]) + content[100:],
        "no database": os.urandom(99),
    }
    kept.write_bytes(damaged[damage])
    with pytest.raises(RecordUnknown, match="écrit sans le registre, est abîmé : laissez les derniers fichiers"):
        settle(SETTINGS)
    assert kept.exists()
    kept.unlink()
    settle(SETTINGS)


def test_it_holds_its_lines_also_while_the_record_is_away(tmp_path: Path, state: Path) -> None:
    source, plan = planned(tmp_path / "retours")
    export(plan, tmp_path / "out", SETTINGS, is_recorded=False)
    held = known_of([source], SETTINGS, is_recorded=False).exported
    assert set(held) == {Candidate(0, 1), Candidate(0, 2)}
    with pytest.raises(Changed):
        export(plan, tmp_path / "autre", SETTINGS, is_recorded=False)
    assert len([*(state / "unrecorded").iterdir()]) == 1
    assert rows(SETTINGS)[0] == []


def test_a_number_that_is_taken_meanwhile_changes_nothing_else(
    tmp_path: Path, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, plan = planned(tmp_path / "retours")
    appear = Staging.appear

    def taken_first(staging: Staging, names: Sequence[FileName]) -> None:
        (other := tmp_path / "out" / f"JSON-{ANS}-{TODAY:%Y%m%d}-001.json").touch()
        monkeypatch.setattr(Staging, "appear", appear)
        assert other.name == str(names[0])
        appear(staging, names)

    monkeypatch.setattr(Staging, "appear", taken_first)
    (path,) = export(plan, tmp_path / "out", SETTINGS, is_recorded=False).paths
    assert path.name.endswith("-002.json")
    assert len([*(state / "unrecorded").iterdir()]) == 1
    settle(SETTINGS)
    assert [row[4] for row in rows(SETTINGS)[0]] == [2]


def test_its_number_is_used_also_while_the_record_is_away(tmp_path: Path) -> None:
    _, plan = planned(tmp_path / "retours")
    (path,) = export(plan, tmp_path / "out", SETTINGS, is_recorded=False).paths
    path.unlink()  # deposited, and archived
    _, other = planned(tmp_path / "autres", start=5)
    for dry_run in (True, False):
        (path,) = export(other, tmp_path / "ailleurs", SETTINGS, dry_run=dry_run, is_recorded=False).paths
        assert path.name.endswith("-002.json")


def test_it_waits_for_the_record_that_it_was_meant_for(tmp_path: Path, state: Path) -> None:
    source, plan = planned(tmp_path / "retours")
    (path,) = export(plan, tmp_path / "out", SETTINGS, is_recorded=False).paths
    path.unlink()
    (place := tmp_path / "autre registre").mkdir(mode=0o700)
    create(elsewhere := replace(SETTINGS, record=place))
    settle(elsewhere)
    claimed = known_of([source], elsewhere)
    assert set(claimed.exported) == {Candidate(0, 1), Candidate(0, 2)}
    with pytest.raises(Changed):
        export(plan, tmp_path / "out", elsewhere)
    _, other = planned(tmp_path / "autres", start=5)
    for dry_run in (True, False):
        (path,) = export(other, tmp_path / "out", elsewhere, dry_run=dry_run).paths
        assert path.name.endswith("-002.json")
    assert [row[4] for row in rows(elsewhere)[0]] == [2]
    assert len([*(state / "unrecorded").iterdir()]) == 1
    (place / FILE_NAME).rename(tmp_path / "record.db")
    settle(SETTINGS)
    assert [row[4] for row in rows(SETTINGS)[0]] == [1]
    assert not [*(state / "unrecorded").iterdir()]


def test_a_record_that_is_reached_by_another_name_is_the_same(tmp_path: Path, state: Path) -> None:
    (place := tmp_path / "registre").mkdir(mode=0o700)
    (link := tmp_path / "lien").symlink_to(place)
    _, plan = planned(tmp_path / "retours")
    export(plan, tmp_path / "out", replace(SETTINGS, record=link), is_recorded=False)
    create(there := replace(SETTINGS, record=place))
    settle(there)
    assert [row[4] for row in rows(there)[0]] == [1]
    assert not [*(state / "unrecorded").iterdir()]


@pytest.mark.parametrize("is_damaged", [False, True])
def test_a_record_left_behind_is_told_from_one_that_cannot_be_read(
    tmp_path: Path, state: Path, engine: str, *, is_damaged: bool
) -> None:
    own, team = replace(SETTINGS, record=None), SETTINGS
    if engine == "sqlite":
        (place := tmp_path / "commun").mkdir(mode=0o700)
        create(team := replace(SETTINGS, record=place))
    source, plan = planned(tmp_path / "retours")
    export(plan, tmp_path / "out", own)
    if is_damaged:
        (state / FILE_NAME).write_bytes(b"damaged, of some length")
    with pytest.raises(RecordIncomplete, match=re.escape(str(state / FILE_NAME))):
        settle(team)
    with pytest.raises(RecordIncomplete):
        export(plan, tmp_path / "out", team, dry_run=True)
    if not is_damaged:
        assert len(known_of([source], team, is_recorded=False).exported) == 2
