"""The screens around a file as people see them, 80×24 and 140×40: folder, export, documents, dialogs, history."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from segur_tui.application.files.checking import check_path
from segur_tui.application.history.readings import remember
from segur_tui.application.state.sessions import Session
from segur_tui.tui.app import SegurApp
from tests.application.documents.folders import all_of, document, put
from tests.application.occupied import changed, occupied
from tests.application.working import HERE, dated, work_on
from tests.claims import ACCEPTED, REJECTED, RPPS, claim, demande, returned, save
from tests.settings import SETTINGS
from tests.tui.file_app import TODAY, begun, settled

RETURNS = Path("segur/retours")
FIRST = RETURNS / "JSON-LGCTEST001-20261005-001.json"
DOCUMENTS = Path("segur/pieces")
SIZES = {"80x24": (80, 24), "140x40": (140, 40)}
EXISTS = ("3436", "Demande déjà existante")


@pytest.fixture(autouse=True)
def anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in a folder whose path is not told, so that a screen is the same on every machine."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(Path, "resolve", lambda path, strict=False: path)  # noqa: ARG005 (the signature is the system's)
    monkeypatch.setattr(os.path, "realpath", os.fspath)


@pytest.fixture(autouse=True)
def files(anywhere: None) -> None:
    """Write what the ASP gave back on a day: refused and accepted lines, and what else lies in such a folder."""
    del anywhere
    first = returned([REJECTED, ACCEPTED, REJECTED, EXISTS, REJECTED, ACCEPTED])
    lines = first["lignesImport"]
    lines[0] |= {"dateFacture": "2023-02-01", "isDirectToDMP": "non"}
    lines[2]["beneficiaires"]["liberalRPPS"] = [f"{RPPS[0]} ", "1000000001"]
    save(RETURNS, first)
    save(RETURNS, returned([ACCEPTED, ACCEPTED], 21), number=2)
    save(RETURNS, returned([None, None], 31), number=3)
    save(RETURNS, returned([REJECTED], 41, siret="44306184100047"), number=4)
    save(RETURNS, returned([REJECTED, ACCEPTED], 51), number=5)
    (RETURNS / "JSON-LGCTEST001-20261005-006.json").write_text('{"impId": null,')
    put(DOCUMENTS, *all_of([1, 2]), document("FACTURE", 5), "va_5.pdf", "notes.pdf", size=40_000)


@pytest.fixture
def meanwhile() -> Iterator[ExitStack]:
    """Hold what others do while a screen is looked at."""
    with ExitStack() as stack:
        yield stack


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys one by one, each once what the one before has begun is done."""
    for key in keys:
        await pilot.press(key)
        await settled(pilot)


FOLDER: dict[str, tuple[str, ...]] = {
    "list": (),
    "marked": ("space", "slash", *"accep", "enter"),
    "differ": ("asterisk", "g"),
    "unclaimed": ("h",),
    "whole": ("home", "h", "v"),
    "together": ("space", "end", "up", "space", "g"),
    "help": ("question_mark",),
    "report": ("p",),
    "answers": ("a",),
}
FILE: dict[str, tuple[str, ...]] = {
    "history": ("h",),
    "help": ("question_mark",),
    "corrections": ("c",),
    "changed": ("enter", "enter", "n", "enter", "enter", "d"),
    "source": ("s",),
    "change_marked": ("2", "space", "down", "space", "m"),
    "begin_afresh": ("enter", "enter", "z"),
    "report_written": ("p", "enter"),
    "export": ("e",),
    "export_day": ("e", "d"),
    "export_all": ("e", "a", "down"),
    "claimed_twice": ("e", "a", "down", "space"),
    "export_question": ("c", "enter", "e", "enter"),
    "export_result": ("c", "enter", "e", "enter", "o"),
    "documents": ("c", "enter", "e", "p", "ctrl+u", *str(DOCUMENTS), "enter", "j"),
    "documents_result": ("c", "enter", "e", "p", "ctrl+u", *str(DOCUMENTS), "enter", "enter", "o"),
}


def seen(
    snap_compare: Callable[..., bool], path: Path, size: str, reach: Callable[[Pilot[None]], Awaitable[None]]
) -> bool:
    """Compare what is seen of a file or folder once a screen is reached."""

    async def reached(pilot: Pilot[None]) -> None:
        await begun(pilot)
        await settled(pilot)
        await reach(pilot)

    return snap_compare(SegurApp([path], TODAY, SETTINGS), terminal_size=SIZES[size], run_before=reached)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("screen", FOLDER)
def test_from_a_folder(screen: str, size: str, snap_compare: Any) -> None:
    async def reach(pilot: Pilot[None]) -> None:
        await press(pilot, *FOLDER[screen])

    assert seen(snap_compare, RETURNS, size, reach)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("screen", FILE)
def test_from_a_file(screen: str, size: str, snap_compare: Any) -> None:
    deposited = save(Path("segur/avant"), claim([demande(1), demande(2)]), "20260928")
    remember([check_path(deposited, TODAY, SETTINGS)], SETTINGS)

    async def reach(pilot: Pilot[None]) -> None:
        await press(pilot, *FILE[screen])

    assert seen(snap_compare, FIRST, size, reach)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("keys", [("x",), ("x", "R")], ids=["asked", "refused"])
def test_an_answer_to_verify(size: str, keys: tuple[str, ...], snap_compare: Any) -> None:
    in_doubt = ("9999", "Demande enregistrée")
    path = save(Path("segur/doutes"), returned([in_doubt, in_doubt, REJECTED]))

    async def reach(pilot: Pilot[None]) -> None:
        await press(pilot, *keys)
        await settled(pilot)

    assert seen(snap_compare, path, size, reach)


@pytest.mark.parametrize("size", SIZES)
def test_waiting_for_others(size: str, state: Path, meanwhile: ExitStack, snap_compare: Any) -> None:
    async def reach(pilot: Pilot[None]) -> None:
        meanwhile.enter_context(occupied(state))
        await press(pilot, "enter")

    assert seen(snap_compare, RETURNS, size, reach)


@pytest.mark.parametrize("size", SIZES)
def test_a_file_that_another_session_has(size: str, state: Path, snap_compare: Any) -> None:
    session = Session(SETTINGS)
    work = work_on(FIRST, session)
    work.keep(dated(work.draft, "02/02/2023"), HERE)
    changed(state, "UPDATE opened_file SET whence = 'anne, terminal pts/3', since = '2026-11-24T09:05:00+01:00'")

    async def reach(_: Pilot[None]) -> None:
        pass

    assert seen(snap_compare, FIRST, size, reach)
    session.end()


@pytest.mark.parametrize("size", SIZES)
def test_a_file_that_changed_since_its_draft(size: str, state: Path, snap_compare: Any) -> None:
    work = work_on(FIRST)
    for line, day in ((1, "02/02/2023"), (3, "03/02/2023")):
        work.keep(dated(work.draft, day, line), HERE)
    work.leave(HERE)
    changed(state, "UPDATE draft SET changed_at = '2026-11-23T17:30:00+01:00'")
    FIRST.write_text(FIRST.read_text().replace('"2023-02-01"', '"01/03/2023"'))

    async def reach(_: Pilot[None]) -> None:
        pass

    assert seen(snap_compare, FIRST, size, reach)
