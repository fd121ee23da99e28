"""Exports that are killed: the next look says what stands; no line goes twice, no number twice or skipped."""

from __future__ import annotations

import errno
import fcntl
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from segur_tui.application.disk.patience import Patience
from segur_tui.application.export import exporting
from segur_tui.application.export.deciding import decide, known_of
from segur_tui.application.export.exporting import export
from segur_tui.application.export.plan import ExportChoice, Plan, SourceFile
from segur_tui.application.export.publication import PublicationRefused
from segur_tui.application.export.settling import settle
from segur_tui.application.files.checking import check_path
from segur_tui.application.history.passage import What
from segur_tui.application.history.passages import History
from segur_tui.application.history.story import what, where
from segur_tui.application.history.withdrawing import withdraw
from segur_tui.application.record.engines import create, open_record
from segur_tui.application.record.intents import Intents
from segur_tui.application.state.writer import Writer
from segur_tui.format.candidate import Candidate
from segur_tui.format.value_type import replace
from segur_tui.format.wording import as_typed
from segur_tui.format.writing import write
from tests.application.documents.folders import all_of, put
from tests.application.export.poor import poor
from tests.application.occupied import RECORD, changed
from tests.claims import ANS, REJECTED, claim, demande, returned, save
from tests.cutting import killed, steps_of
from tests.settings import SETTINGS

DAY = date(2026, 11, 24)
FILES = 3


@pytest.fixture
def source(tmp_path: Path) -> SourceFile:
    path = save(tmp_path / "retours", returned([REJECTED] * FILES))
    report = check_path(path, DAY, SETTINGS)
    assert report.check is not None
    return SourceFile(path, report.check, report.digest)


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    """The documents of all demandes."""
    return put(tmp_path / "pieces", *all_of(range(1, FILES + 1)), size=100)


def planned(source: SourceFile, documents: Path | None = None) -> Plan:
    """Decide about all demandes as somebody would who exports now; each that goes gets a file of its own."""
    claimed = known_of([source], SETTINGS)

    def decided(*lines: int) -> Plan:
        choice = ExportChoice([Candidate(0, line) for line in lines], DAY, documents=documents)
        return decide([source], choice, DAY, claimed)

    each = [decided(line) for line in range(1, FILES + 1)]
    files = tuple(file for plan in each for file in plan.files)
    packs = tuple(packs for plan in each for packs in plan.packs)
    return replace(decided(*range(1, FILES + 1)), files=files, packs=packs)


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def hidden_in(folder: Path) -> list[str]:
    return [name for name in names_in(folder) if name.startswith(".")]


def written_in(folder: Path) -> dict[str, list[str]]:
    """Return the n° éditeur that each claim file of a folder holds."""
    found = {}
    for name in names_in(folder):
        if name.endswith(".json"):
            check = check_path(folder / name, DAY, SETTINGS).check
            assert check is not None, f"{name} is not whole"
            claim = check.claim
            found[name] = [claim.editor_number(line) for line in range(1, len(claim.lines) + 1)]
    return found


def recorded() -> dict[str, list[str]]:
    """Return the n° éditeur of each file that the record holds."""
    with open_record(SETTINGS, to_read=True) as store:
        rows = store.rows("SELECT path, numero_editeur FROM exported_line JOIN exported_file ON file_id = id")
    found: dict[str, list[str]] = {}
    for path, number in rows:
        found.setdefault(Path(path).name, []).append(number)
    return found


def under_way() -> int:
    with open_record(SETTINGS, to_read=True) as store:
        return len(Intents(store).under_way())


def name(number: int) -> str:
    return f"JSON-{ANS}-20261124-{number:03d}.json"


@pytest.fixture
def with_a_record_anew(
    tmp_path: Path, engine: str, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> Callable[[str], None]:
    """Go on with drafts and a record that hold nothing."""

    def go_on(state: str) -> None:
        monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / state))
        if engine == "postgresql":
            monkeypatch.setattr(SETTINGS, "record", request.getfixturevalue("postgresql").schema())
            create(SETTINGS)

    return go_on


@pytest.mark.parametrize(
    ("pieces", "lacking"),
    [
        (None, ()),
        ("documents", ()),
        (None, ("links",)),
        ("documents", ("nameless files",)),
        (None, ("nameless files", "links", "renames to free names", "locks")),
    ],
)
def test_killed_at_any_step_an_export_is_settled_by_what_stands(  # noqa: PLR0913, PLR0917 (what an export has to do with)
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    source: SourceFile,
    request: pytest.FixtureRequest,
    with_a_record_anew: Callable[[str], None],
    pieces: str | None,
    lacking: tuple[str, ...],
) -> None:
    poor(monkeypatch, lacking)
    documents: Path | None = request.getfixturevalue(pieces) if pieces else None
    plan = planned(source, documents)
    steps = steps_of(lambda: export(plan, tmp_path / "counted", SETTINGS))
    assert steps.count("link") == 2 * len(names_in(tmp_path / "counted")) or lacking
    ends = set[tuple[int, int]]()
    for step in range(len(steps) + 1):
        with_a_record_anew(f"state-{step}")
        out = tmp_path / f"out-{step}"
        killed(partial(export, plan, out, SETTINGS), step)
        standing, is_open = written_in(out), under_way()
        ends.add((is_open, len(standing)))
        assert standing.items() <= recorded().items()
        assert len(settle(SETTINGS)) == is_open
        assert (recorded(), under_way(), settle(SETTINGS)) == (standing, 0, [])
        assert not is_open or not hidden_in(out)
        zips = {name.partition("-pieces")[0] for name in names_in(out) if name.endswith(".zip")}
        assert zips == ({name.removesuffix(".json") for name in standing} if documents else set())
        rest = planned(source, documents)
        if rest.files:
            export(rest, out, SETTINGS)
        assert recorded() == written_in(out)
        assert list(written_in(out)) == [name(number) for number in range(1, FILES + 1)]
        assert sorted(chain.from_iterable(written_in(out).values())) == ["00001", "00002", "00003"]
        assert hidden_in(out) == [] or lacking
    # Before its intent, with none, some and all of its files, and when it was done.
    assert ends == {(0, 0), *((1, count) for count in range(FILES + 1)), (0, FILES)}


# What the disk and the system tell


@pytest.fixture
def standing(tmp_path: Path, source: SourceFile, with_a_record_anew: Callable[[str], None]) -> Path:
    """The folder of an export that was killed when its files stood, before the record heard of it."""
    out, plan = tmp_path / "out", planned(source)
    with_a_record_anew("counted-state")
    steps = steps_of(lambda: export(plan, tmp_path / "counted", SETTINGS))
    last = max(step for step, name in enumerate(steps) if name == "link")
    with_a_record_anew("state")
    killed(partial(export, plan, out, SETTINGS), steps.index("commit", last))
    assert len(written_in(out)) == FILES
    assert under_way() == 1
    return out


def changed_intent(state: Path, column: str, value: str) -> None:
    changed(state, f"UPDATE intent SET {column} = '{value}'", RECORD)  # noqa: S608 (of the test)


def held(source: SourceFile) -> list[str]:
    """Return why each demande is held that was exported before."""
    return [words.replace("\N{NO-BREAK SPACE}", " ") for words in known_of([source], SETTINGS).exported.values()]


def test_a_file_that_was_moved_meanwhile_is_exported_all_the_same(
    tmp_path: Path, source: SourceFile, standing: Path
) -> None:
    (standing / name(2)).rename(tmp_path / name(2))
    (said,) = (sentence.replace("\N{NO-BREAK SPACE}", " ") for sentence in settle(SETTINGS))
    assert f"3 lignes exportées dans {name(1)}, {name(2)} (déplacé depuis), {name(3)}" in said
    assert len(held(source)) == FILES
    assert not planned(source).files


def moved(path: Path, to: Path) -> None:
    path.rename(to)


def copied_and_put_back(path: Path, to: Path) -> None:
    to.write_bytes(path.read_bytes())
    path.unlink()
    path.write_bytes(to.read_bytes())


@pytest.mark.parametrize("deed", [moved, copied_and_put_back])
def test_a_file_that_had_its_name_beside_its_hidden_one_was_seen(
    tmp_path: Path, source: SourceFile, deed: Callable[[Path, Path], None]
) -> None:
    out = tmp_path / "out"
    killed(partial(export, planned(source), out, SETTINGS), ("unlink", 0))
    assert len(hidden_in(out)) == FILES
    deed(out / name(1), tmp_path / name(1))
    (said,) = (sentence.replace("\N{NO-BREAK SPACE}", " ") for sentence in settle(SETTINGS))
    assert "1 ligne exportée dans" in said
    assert said.endswith(f"2 lignes de nouveau libres, {name(2)}, {name(3)} n’ont pas été écrits")
    assert list(recorded()) == [name(1)]
    assert hidden_in(out) == []


def replaced(path: Path, number: int) -> None:
    """Save a file as editors do: another one takes its name, which holds the demande of a number."""
    edited = path.with_name("edited")
    edited.write_bytes(write(claim([demande(number, number, REJECTED)])))
    edited.replace(path)


def reported(sentences: list[str]) -> list[str]:
    return [each.replace("\N{NO-BREAK SPACE}", " ") for each in sentences]


def test_a_file_that_was_replaced_by_its_edited_self_is_exported_all_the_same(
    tmp_path: Path, source: SourceFile
) -> None:
    out = tmp_path / "out"
    killed(partial(export, planned(source), out, SETTINGS), ("unlink", 1))
    replaced(out / name(2), 2)
    (said,) = reported(settle(SETTINGS))
    assert f"2 lignes exportées dans {name(1)}, {name(2)} ; " in said
    assert said.endswith(f"1 ligne de nouveau libre, {name(3)} n’a pas été écrit")
    assert list(recorded()) == [name(1), name(2)]
    assert hidden_in(out) == []


def test_a_file_that_nothing_can_be_read_of_is_exported(tmp_path: Path, source: SourceFile) -> None:
    out = tmp_path / "out"
    killed(partial(export, planned(source), out, SETTINGS), ("link", FILES + 1))
    (out / name(2)).write_bytes(b"{")
    settle(SETTINGS)
    assert list(recorded()) == [name(1), name(2)]


def test_a_file_of_others_that_took_the_name_is_not_taken_for_the_one_that_was_never_written(
    tmp_path: Path, source: SourceFile
) -> None:
    out = tmp_path / "out"
    killed(partial(export, planned(source), out, SETTINGS), ("link", FILES + 1))
    replaced(out / name(2), 7)
    (said,) = reported(settle(SETTINGS))
    assert said.endswith(f"2 lignes de nouveau libres, {name(2)}, {name(3)} n’ont pas été écrits")
    assert list(recorded()) == [name(1)]


def test_a_line_that_another_file_holds_is_not_reported_as_free(tmp_path: Path, source: SourceFile) -> None:
    def plan(*lines: int) -> Plan:
        choice = ExportChoice([Candidate(0, line) for line in lines], DAY, again=True)
        return decide([source], choice, DAY, known_of([source], SETTINGS))

    export(plan(2), tmp_path / "avant", SETTINGS)
    killed(partial(export, plan(*range(1, FILES + 1)), tmp_path / "out", SETTINGS), ("link", 1))
    for dry_run in (True, False):
        (said,) = reported(settle(SETTINGS, dry_run=dry_run))
        assert said.endswith("2 lignes de nouveau libres, 1 ligne reste prise ailleurs, rien n’a été écrit")
    assert set(known_of([source], SETTINGS).exported) == {Candidate(0, 2)}


def test_a_file_that_was_withdrawn_before_is_not_reported_as_exported(standing: Path) -> None:
    withdraw(standing / name(2), SETTINGS)
    (said,) = reported(settle(SETTINGS))
    assert said.endswith(
        f"2 lignes exportées dans {name(1)}, {name(3)} ; 1 ligne de nouveau libre, {name(2)} retiré"
    )


def test_a_file_that_was_changed_meanwhile_is_exported_all_the_same(source: SourceFile, standing: Path) -> None:
    for path in standing.iterdir():
        path.write_bytes(b"{}")
    assert len(settle(SETTINGS)) == 1
    assert len(held(source)) == FILES


def test_an_export_whose_folder_is_away_is_settled_once_it_is_back(
    tmp_path: Path, source: SourceFile, standing: Path
) -> None:
    standing.rename(tmp_path / "away")
    assert settle(SETTINGS) == []
    assert len(held(source)) == FILES
    (tmp_path / "away").rename(standing)
    assert len(settle(SETTINGS)) == 1


def test_an_export_into_a_folder_in_use_is_left_alone(source: SourceFile, standing: Path) -> None:
    folder = os.open(standing, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        assert settle(SETTINGS) == []
        assert len(held(source)) == FILES
    finally:
        os.close(folder)
    assert len(settle(SETTINGS)) == 1


@pytest.mark.parametrize(("column", "value"), [("account", "jeanne"), ("host", "poste-3")])
@pytest.mark.usefixtures("standing")
def test_another_s_export_is_left_alone_and_reported(
    state: Path, source: SourceFile, column: str, value: str
) -> None:
    changed_intent(state, "since", "2026-11-24T09:05:00Z")
    changed_intent(state, column, value)
    assert settle(SETTINGS) == []
    assert under_way() == 1
    reasons = held(source)
    assert len(reasons) == FILES
    assert all("en cours d’export par " in each and value in each for each in reasons)
    assert f"depuis le 24/11/2026 à 10:05, dans {name(1)}" in reasons[0]
    with History.opened(SETTINGS, to_read=True) as history:
        (step,) = (each for each in history.passages("00001") if each.what is What.EXPORTED)
    assert (as_typed(what(step)), "segur-tui record check" in where(step)) == ("en cours d'export", True)
    assert not planned(source).files


def test_other_exports_leave_what_another_host_is_to_settle(
    tmp_path: Path, state: Path, source: SourceFile
) -> None:
    out = tmp_path / "out"
    killed(partial(export, planned(source), out, SETTINGS), ("link", FILES))
    hidden = hidden_in(out)
    assert (len(hidden), written_in(out)) == (FILES, {})
    with open_record(SETTINGS, to_read=True) as store:
        ((here,),) = store.rows("SELECT host FROM intent")
    changed_intent(state, "host", "poste-3")
    path = save(tmp_path / "autres", returned([REJECTED] * FILES, 7))
    check = check_path(path, DAY, SETTINGS).check
    assert check is not None
    export(planned(SourceFile(path, check)), out, SETTINGS)
    assert hidden_in(out) == hidden
    changed_intent(state, "host", here)
    (said,) = (sentence.replace("\N{NO-BREAK SPACE}", " ") for sentence in settle(SETTINGS))
    assert "3 lignes de nouveau libres" in said


def test_another_s_export_is_free_once_somebody_says_that_it_was_never_deposited(
    state: Path, source: SourceFile, standing: Path
) -> None:
    changed_intent(state, "host", "poste-3")
    (standing / name(2)).unlink()
    assert withdraw(standing / name(2), SETTINGS).is_gone
    assert len(held(source)) == FILES - 1
    changed_intent(state, "host", os.uname().nodename)
    assert len(settle(SETTINGS)) == 1
    assert len(held(source)) == FILES - 1


@pytest.mark.usefixtures("standing")
def test_an_export_of_a_process_that_runs_is_left_alone(state: Path, source: SourceFile) -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        began = Path(f"/proc/{process.pid}/stat").read_text().split()[21]
        boot, namespace, *_ = Writer.present().process.split()
        changed_intent(state, "process", f"{boot} {namespace} {process.pid} {began}")
        assert settle(SETTINGS) == []
        assert len(held(source)) == FILES
        process.kill()
    assert len(settle(SETTINGS)) == 1


@pytest.mark.sqlite
def test_an_export_that_was_settled_meanwhile_is_not_taken_for_another_with_its_number(
    tmp_path: Path, source: SourceFile
) -> None:
    plan = planned(source)
    killed(partial(export, plan, tmp_path / "out", SETTINGS), ("link", FILES))
    with open_record(SETTINGS, to_read=True) as store:
        intents = Intents(store)
        (before,) = intents.under_way()
        assert len(settle(SETTINGS)) == 1
        killed(partial(export, plan, tmp_path / "out", SETTINGS), ("unlink", 0))
        (since,) = intents.under_way()
        assert since.id == before.id
        assert not intents.end(before.id, [], before.writer)
        assert intents.under_way() == [since]
    assert len(recorded()) == FILES


@pytest.mark.sqlite
def test_what_the_record_did_not_hear_of_is_settled_by_the_same_program_too(
    tmp_path: Path, source: SourceFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    link, plan, holding = os.link, planned(source), list[sqlite3.Connection]()

    def occupy(*names: str, **where: Any) -> None:
        link(*names, **where)
        if names[1] == name(FILES):
            holding.append(sqlite3.connect(tmp_path / "state" / "segur-tui" / RECORD, isolation_level=None))
            holding[0].execute("BEGIN EXCLUSIVE")

    monkeypatch.setattr(os, "link", occupy)
    monkeypatch.setattr(exporting, "PATIENCE", Patience(0.2))
    assert len(export(plan, tmp_path / "out", SETTINGS).paths) == FILES
    holding[0].close()
    assert under_way() == 1
    assert len(held(source)) == FILES
    assert len(settle(SETTINGS)) == 1
    assert recorded() == written_in(tmp_path / "out")


def test_a_name_that_another_takes_meanwhile_leaves_nothing_of_the_first_intent(
    tmp_path: Path, source: SourceFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    link, out = os.link, tmp_path / "out"

    def late(*names: str, **where: Any) -> None:
        if names[1] == name(2) and not (out / name(2)).exists():
            (out / name(2)).write_bytes(b"theirs")
        link(*names, **where)

    monkeypatch.setattr(os, "link", late)
    export(planned(source), out, SETTINGS)
    assert names_in(out) == [name(number) for number in range(2, 3 + FILES)]
    assert (out / name(2)).read_bytes() == b"theirs"
    assert list(recorded()) == [name(number) for number in range(3, 3 + FILES)]
    assert under_way() == 0


def test_a_link_that_fails_leaves_no_file_and_no_intent(
    tmp_path: Path, source: SourceFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = os.link

    def full(*names: str, **where: Any) -> None:
        if names[1] == name(2):
            raise OSError(errno.ENOSPC, "no room")
        link(*names, **where)

    monkeypatch.setattr(os, "link", full)
    with pytest.raises(PublicationRefused, match="le disque est plein"):
        export(planned(source), tmp_path / "out", SETTINGS)
    assert not (tmp_path / "out").exists()
    assert (recorded(), under_way()) == ({}, 0)
