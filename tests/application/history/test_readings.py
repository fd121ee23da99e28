"""What is read while the record is away is kept, and handed in before anything is decided from the record."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from segur_tui.application.export.deciding import known_of
from segur_tui.application.export.settling import settle
from segur_tui.application.files.checking import check_path
from segur_tui.application.history.listed_files import read_file, record_files
from segur_tui.application.history.passages import History
from segur_tui.application.history.readings import hand_in, remember
from segur_tui.application.record.engines import create, open_record
from segur_tui.application.record.left_behind import RecordIncomplete
from segur_tui.application.record.schema import RecordUnknown
from segur_tui.application.settings.values import Settings
from segur_tui.format.value_type import replace
from tests.application.working import TODAY
from tests.avances import avance
from tests.claims import ACCEPTED, REJECTED, claim, returned, save
from tests.settings import SETTINGS


@pytest.fixture
def away(tmp_path: Path) -> Settings:
    """The settings with a record in a folder that is empty: its share is not mounted."""
    (tmp_path / "commun").mkdir(mode=0o700)
    return replace(SETTINGS, record=tmp_path / "commun")


def everything(settings: Settings) -> list[list[tuple[Any, ...]]]:
    tables = ("seen_file", "seen_line", "avance_file", "avance_line")
    with open_record(settings, to_read=True) as store:
        return [store.rows(f"SELECT * FROM {table} ORDER BY 1, 2") for table in tables]  # noqa: S608 (ours)


def files(folder: Path) -> list[Path]:
    odd = save(folder / "c", returned([ACCEPTED, REJECTED], 7))
    odd.write_bytes(odd.read_bytes().replace(b'"358.33"', b"358.33").replace(b"358.33", b"358,33"))
    return [
        save(folder / "a", returned([REJECTED, ACCEPTED])),
        save(folder / "b", claim([avance(1, ACCEPTED)])),
        save(folder / "é", returned([None, None], 5)),
        odd,
    ]


def test_what_is_read_while_the_record_is_away_stands_in_it_later_as_if_it_had_been_there(
    away: Settings, tmp_path: Path, state: Path
) -> None:
    reports = [check_path(path, TODAY, away, is_rewritten=True) for path in files(tmp_path)]
    assert all(each.check for each in reports)
    with pytest.raises(RecordUnknown):
        remember(reports, away)
    with pytest.raises(RecordUnknown):
        remember(reports[:1], away)  # read twice
    for report in reports:
        report.path.unlink()
    kept = [*(state / "unrecorded").iterdir()]
    assert len(kept) == len(reports)
    assert {path.stat().st_mode & 0o777 for path in (*kept, state / "unrecorded")} == {0o600, 0o700}
    create(away)
    hand_in(away)
    assert not [*(state / "unrecorded").iterdir()]
    remember(reports, SETTINGS)  # into the record beside the drafts
    assert sorted(map(repr, everything(away))) == sorted(map(repr, everything(SETTINGS)))
    assert len(everything(away)[0]) == 3


ASKING: dict[str, Callable[[Settings, Path], object]] = {
    "an export": lambda settings, _: settle(settings),
    "a dry run": lambda settings, _: settle(settings, dry_run=True),
    "another file": lambda settings, path: remember([check_path(path, TODAY, settings)], settings),
    "a folder": lambda settings, path: record_files([read_file(path, TODAY, settings)], TODAY, settings),
}


@pytest.mark.parametrize("asks", ASKING.values(), ids=ASKING)
def test_it_is_handed_in_before_the_record_is_asked(
    away: Settings, tmp_path: Path, asks: Callable[[Settings, Path], object]
) -> None:
    read = save(tmp_path / "a", returned([ACCEPTED]))
    assert "n’est pas là" in record_files([read_file(read, TODAY, away)], TODAY, away)
    read.unlink()
    create(away)
    asks(away, save(tmp_path / "b", returned([REJECTED], 2)))
    with History.opened(away, to_read=True) as history:
        assert [passage.what.value for passage in history.passages("00001")] == ["accepted"]


@pytest.mark.parametrize("flipped", [None, 30])
def test_what_is_damaged_of_it_keeps_nothing_else_from_the_record_and_is_never_passed_over(
    away: Settings, tmp_path: Path, state: Path, flipped: int | None
) -> None:
    with pytest.raises(RecordUnknown):
        remember([check_path(save(tmp_path / "a", returned([ACCEPTED])), TODAY, away)], away)
    damaged = state / "unrecorded" / "0000000-x"
    (kept,) = damaged.parent.iterdir()
    content = kept.read_bytes()
    if flipped is None:
        damaged.write_bytes(b"damaged")
    else:
        damaged.write_bytes(content[:flipped] + bytes([content[flipped] ^ 4]) + content[flipped + 1 :])
    create(away)
    for asks in ASKING.values():
        try:
            told = asks(away, save(tmp_path / "b", returned([REJECTED], 2)))
        except RecordUnknown as why:
            told = str(why)
        assert f"{damaged}, lu sans le registre, est abîmé" in str(told)
    with History.opened(away, to_read=True) as history:
        assert [len(history.passages(number)) for number in ("00001", "00002")] == [1, 1]
    assert [*damaged.parent.iterdir()] == [damaged]
    damaged.unlink()
    settle(away)


def test_what_cannot_be_looked_at_of_it_is_not_passed_over(away: Settings, state: Path) -> None:
    kept = state / "unrecorded"
    kept.mkdir(parents=True)
    create(away)
    (kept / "0000001-x").symlink_to("0000001-x")  # an error that root has, too
    with pytest.raises(RecordUnknown, match="0000001-x"):
        settle(away)
    (kept / "0000001-x").unlink()
    settle(away)
    kept.rmdir()
    kept.symlink_to("unrecorded")
    with pytest.raises(RecordUnknown, match="unrecorded"):
        settle(away)


def test_a_file_of_another_name_keeps_nothing_from_being_kept(away: Settings, tmp_path: Path, state: Path) -> None:
    (state / "unrecorded").mkdir(parents=True)
    (state / "unrecorded" / "notes").write_text("")
    with pytest.raises(RecordUnknown):
        remember([check_path(save(tmp_path / "a", returned([ACCEPTED])), TODAY, away)], away)
    assert len([*(state / "unrecorded").iterdir()]) == 2


def dangling(place: Path) -> None:
    place.symlink_to(place.with_name("nowhere"))


UNREADABLE: dict[str, Callable[[Path], object]] = {
    "a link to nothing": dangling,
    "a folder": Path.mkdir,
    "a pipe": os.mkfifo,
    "a link to itself": lambda place: place.symlink_to(place.name),
    "nothing": Path.touch,
}


@pytest.mark.parametrize("kind", ["", ".export"])
@pytest.mark.parametrize("make", UNREADABLE.values(), ids=UNREADABLE)
def test_what_stands_in_its_place_and_cannot_be_read_is_not_passed_over(
    away: Settings, state: Path, make: Callable[[Path], object], kind: str
) -> None:
    kept = state / "unrecorded"
    kept.mkdir(parents=True)
    make(kept / f"0000001-x{kind}")
    create(away)
    for asks in (settle, lambda settings: known_of([], settings, is_recorded=False)):
        with pytest.raises(RecordIncomplete, match=r"0000001-x.* sans le registre, (ne se lit pas|est abîmé)"):
            asks(away)


@pytest.mark.parametrize("make", [dangling, os.mkfifo, Path.touch])
def test_another_thing_in_the_place_of_its_folder_is_not_passed_over(
    away: Settings, state: Path, make: Callable[[Path], object]
) -> None:
    state.mkdir(parents=True)
    make(state / "unrecorded")
    create(away)
    for asks in (settle, lambda settings: known_of([], settings, is_recorded=False)):
        with pytest.raises(RecordIncomplete, match="unrecorded ne se lit pas"):
            asks(away)
