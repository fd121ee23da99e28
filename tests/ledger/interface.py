"""A session of the interface in a process of its own, led by commands that come through a socket."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from textual.pilot import Pilot
from textual.worker import WorkerCancelled

from tests.ledger.processes import Clock, Mishap
from tests.settings import SETTINGS

_SIZE = (110, 40)
_MOST_PROBLEMS = 40
_MOST_QUESTIONS = 4


def run_session(paths: Sequence[Path], clock: Clock, commands: socket.socket) -> int:
    """Be the interface, in a forked process, until the other end hangs up."""
    clock.install()
    return asyncio.run(_led(paths, clock, commands))


async def _led(paths: Sequence[Path], clock: Clock, commands: socket.socket) -> int:
    from segur_tui.tui.app import SegurApp

    app = SegurApp(list(paths), clock.today, SETTINGS)
    loop = asyncio.get_running_loop()
    async with app.run_test(size=_SIZE) as pilot:
        person = _Person(pilot)
        await person.begin()
        with commands.makefile("rw", encoding="utf-8") as lines:
            while line := await loop.run_in_executor(None, lines.readline):
                name, *values = json.loads(line)
                await getattr(person, name)(*values)
                lines.write(json.dumps(person.sees()) + "\n")
                lines.flush()
                if not app.is_running:
                    break
    return 0


class _Person:
    """What someone at the keyboard does, and sees."""

    def __init__(self, pilot: Pilot[None]) -> None:
        self.pilot, self.app = pilot, pilot.app
        self.questions: list[str] = []

    async def begin(self) -> None:
        async with asyncio.timeout(30):
            while len(self.app.screen_stack) == 1:
                await self.pilot.pause()
        await self.settle()

    async def settle(self) -> None:
        """Wait until nothing is under way."""
        await self.pilot.pause()
        while under_way := [worker for worker in self.app.workers if not worker.is_finished]:
            for worker in under_way:
                with suppress(WorkerCancelled):
                    await worker.wait()
            await self.pilot.pause()
        await self.pilot.pause()

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.settle()

    @property
    def at(self) -> str:
        return type(self.app.screen).__name__

    def sees(self) -> dict[str, Any]:
        """What is on the screen, for the play."""
        rows: list[list[str]] = []
        if self.at == "ExportScreen":
            table = self.app.screen.table  # type: ignore[attr-defined]  # the screen's own table
            rows = [[cell.text for cell in row.cells] for row in table.rows]
        questions, self.questions = self.questions, []
        return {"screen": self.at, "rows": rows, "questions": questions, "said": self._said()}

    def _said(self) -> str:
        from textual.widgets import Static

        texts = (str(each.render()) for each in self.app.screen.query(Static))
        return " | ".join(" ".join(text.split()) for text in texts if text.strip())[:400]

    # What is done

    async def look(self) -> None:
        """Do nothing."""
        await self.settle()

    async def answer(self, key: str) -> None:
        """Answer what is asked on opening a file."""
        await self.press(key)

    async def fix(self) -> None:
        """Apply the safe corrections."""
        await self.press("c")
        if self.at == "CorrectionsScreen":
            await self.press("enter")
        if self.at == "CorrectionsScreen":  # there were none
            await self.press("escape")

    async def correct(self, values: dict[str, str]) -> None:
        """Type the right value wherever a balise of these is a problem."""
        if self.at != "FileScreen":
            return
        await self.press("1", "home")
        seen: set[str] = set()
        for _ in range(_MOST_PROBLEMS):
            table = self.app.focused
            cursor = getattr(table, "cursor", None)
            if cursor is None or cursor.row_key in seen:
                return
            seen.add(cursor.row_key)
            row = next(row for row in table.rows if row.key == cursor.row_key)  # type: ignore[union-attr]
            typed = next((values[cell.text] for cell in row.cells if cell.text in values), None)
            if typed is None:
                await self.press("n")
                continue
            await self.press("enter", "ctrl+u", *typed)
            await self.press("enter")
            if getattr(self.app.focused, "cursor", None) is None:  # the value was not taken
                await self.press("escape")

    async def export(self) -> None:
        """Go to the export screen; of a folder, with all its files."""
        if self.at == "FolderScreen":
            await self.press("*")
        await self.press("e")

    async def tick(self, rank: int) -> None:
        """Let a demande go, or stay."""
        await self.press("home", *["down"] * rank, "space")
        await self._answer_questions()

    async def write(self) -> None:
        """Press Enter on the export screen, and answer what is asked: a second claim is never wanted."""
        await self.press("enter")
        await self._answer_questions()

    async def _answer_questions(self) -> None:
        for _ in range(_MOST_QUESTIONS):
            if self.at == "UnknownRecordScreen":
                await self.press("n")
            if self.at != "ConfirmScreen":
                return
            question = self._said()
            self.questions.append(question)
            is_harmless = "de côté" in question and "déjà" not in question
            await self.press("o" if is_harmless else "n")

    async def back(self) -> None:
        """Leave the export screen, and its result."""
        for _ in range(3):
            if self.at in {"FileScreen", "FolderScreen", "GroupScreen"}:
                return
            await self.press("escape")

    async def arm(self, number: int, at: int, is_before: bool) -> None:  # noqa: FBT001 (it comes through a socket)
        """Let a signal come at a link."""
        import signal

        Mishap(signal.Signals(number), at, is_before).install()

    async def leave(self) -> None:
        """Close the program."""
        await self.back()
        self.app.exit()
        await self.pilot.pause()
