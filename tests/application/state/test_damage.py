"""A damaged database is refused in words, wherever it is read, and what does not need it goes on."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from segur_tui.application.drafts.stored import Drafts
from segur_tui.application.export.deciding import decide
from segur_tui.application.export.exporting import export
from segur_tui.application.export.plan import ExportChoice, SourceFile
from segur_tui.application.files.checking import check_path
from segur_tui.application.history.listed_files import known_files, read_file, record_files, what_is_left
from segur_tui.application.history.passages import History
from segur_tui.application.history.story import by_demande, when, where
from segur_tui.application.record.exports import Record
from segur_tui.application.state.database import open_database
from segur_tui.application.state.folder import StateUnavailable
from segur_tui.application.state.sessions import Session
from segur_tui.application.together.drafted_files import modifications, with_own_drafts
from segur_tui.format.candidate import Candidate
from tests.application.occupied import DRAFTS, RECORD, changed
from tests.application.working import HERE, TODAY, dated, saved, work_on
from tests.claims import ANS
from tests.settings import SETTINGS

DAMAGES = 60


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file whose draft, export and history the databases hold."""
    path = saved(tmp_path)
    session = Session(SETTINGS)
    work = work_on(path, session)
    work.keep(dated(work.draft, "02/02/2023"), HERE)
    session.end()
    read = read_file(path, TODAY, SETTINGS)
    record_files([read], TODAY, SETTINGS)
    check = check_path(path, TODAY, SETTINGS).check
    assert check is not None
    export(
        decide([SourceFile(path, check)], ExportChoice([Candidate(0, 1)], TODAY), TODAY),
        tmp_path / "out",
        SETTINGS,
    )
    return path


def read_all(path: Path) -> None:
    """Read everything that the databases hold, as the program does."""
    for read in (_open, _list, _tell, _number):
        with suppress(StateUnavailable):
            read(path)


def _open(path: Path) -> None:
    session = Session(SETTINGS)
    work = work_on(path, session)
    work.keep(dated(work.draft, "05/02/2023"), HERE)
    work.notice_others()
    work.leave(HERE)
    session.end()


def _list(path: Path) -> None:
    read = read_file(path, TODAY, SETTINGS)
    report = check_path(path, TODAY, SETTINGS)
    modifications([report], SETTINGS)
    with_own_drafts([report], TODAY, SETTINGS)
    known_files([path], TODAY, SETTINGS)
    what_is_left([(path, "return"), (path, "submission")], SETTINGS)
    record_files([read], TODAY, SETTINGS)


def _tell(_path: Path) -> None:
    with History.opened(SETTINGS, to_read=True) as history:
        for _, story in by_demande([*history.passages("00001"), *history.open_rejections()]):
            for passage in story:
                when(passage), where(passage)


def _number(_path: Path) -> None:
    with Record.opened(SETTINGS) as record:
        assert all(isinstance(number, int) for number in record.numbers_used(ANS, TODAY))


@pytest.mark.parametrize("name", [DRAFTS, RECORD])
@pytest.mark.parametrize("seed", range(2))
def test_no_damaged_byte_is_a_failure_of_the_program(path: Path, state: Path, seed: int, name: str) -> None:
    file = state / name
    good = file.read_bytes()
    used = [index for index, byte in enumerate(good) if byte]
    chance = random.Random(seed)  # noqa: S311 (for a test)
    for _ in range(DAMAGES):
        bad = bytearray(good)
        bad[chance.choice(used)] = chance.choice([0xFF, chance.randrange(256)])
        file.write_bytes(bad)
        file.with_name(f"{name}-journal").unlink(missing_ok=True)
        read_all(path)


def test_a_damaged_schema_is_reported_as_damage(path: Path, state: Path) -> None:
    file = state / DRAFTS
    content = file.read_bytes()
    assert path.exists()
    file.write_bytes(content.replace(b"draft_stepdraft_step", b"draft\xffstepdraft_step"))
    with pytest.raises(StateUnavailable, match="abîmé"), Drafts.opened(SETTINGS, to_read=True) as drafts:
        drafts.in_progress()


def _drafts(do: Callable[[Drafts], object]) -> Callable[[], None]:
    def read() -> None:
        with Drafts.opened(SETTINGS, to_read=True) as drafts:
            do(drafts)

    return read


def _history() -> None:
    with History.opened(SETTINGS, to_read=True) as history:
        history.open_rejections()


@pytest.mark.parametrize(
    ("name", "damage", "read"),
    [
        (
            DRAFTS,
            "UPDATE opened_file SET since = 'hier'",
            _drafts(lambda drafts: drafts.holder("/f", Session(SETTINGS))),
        ),
        (
            DRAFTS,
            "UPDATE opened_file SET since = 'hier'",
            _drafts(lambda drafts: drafts.taken_by("/f", Session(SETTINGS), None)),
        ),
        (
            DRAFTS,
            "UPDATE draft SET changed_at = 'hier'",
            _drafts(lambda drafts: drafts.taken_by("/g", Session(SETTINGS), None)),
        ),
        (RECORD, "UPDATE seen_line SET label = CAST(x'ff' AS TEXT)", _history),
        (RECORD, "DROP VIEW passage", _history),
        (DRAFTS, "PRAGMA user_version = -3", lambda: open_database(SETTINGS).close()),
    ],
)
def test_damaged_values_are_reported_as_damage(
    path: Path, state: Path, name: str, damage: str, read: Callable[[], None]
) -> None:
    with Drafts.opened(SETTINGS) as drafts:
        drafts.hold("/f", Session(SETTINGS))
        drafts.keep(None, "/g", "", work_on(path).draft, HERE)
    changed(state, damage, name)
    with pytest.raises(StateUnavailable, match="abîmé"):
        read()


def test_damaged_figures_of_a_list_are_read_anew(path: Path, state: Path) -> None:
    assert known_files([path], TODAY, SETTINGS)
    changed(state, "UPDATE listed_file SET failure = CAST(x'ff' AS TEXT)")
    assert known_files([path], TODAY, SETTINGS) == {}
