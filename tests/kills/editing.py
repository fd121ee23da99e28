"""A person who corrects one value again and again, with some undo and redo, until the program is killed."""

from __future__ import annotations

import random
import re
import sys
import time
from dataclasses import dataclass, field, replace
from pathlib import Path

from segur_tui.application.drafts.stored import Drafts
from segur_tui.application.files.checking import check_path
from segur_tui.application.state.database import path_as_text
from tests.claims import demande, returned, save
from tests.settings import SETTINGS
from tests.terminal import Terminal, environment
from tests.tui.file_app import TODAY

_FIRST_LINE = re.compile(r"FINMDV000001 (\d\d/\d\d/\d{4}) +358\.33")
"""The first line with its day, which is not seen like this while an editor lies over it."""
_REFUSED = ("9999", "Refusée")  # of no balise: the cursor has nowhere to go to
_OPENED = demande(1)["dateFacture"]
_DAYS = 28


@dataclass(frozen=True)
class Model:
    """What the draft must be: the values kept one after the other, and those undone, the latest last."""

    done: tuple[str, ...] = ()
    undone: tuple[str, ...] = ()

    def after(self, action: str) -> Model:
        """Return the model after an action: `u`, `U`, or a value that is typed."""
        if action == "u":
            return replace(self, done=self.done[:-1], undone=(*self.undone, self.done[-1]))
        if action == "U":
            return replace(self, done=(*self.done, self.undone[-1]), undone=self.undone[:-1])
        return Model((*self.done, action))


@dataclass
class Editing:
    """One file, the model of its draft, and what each round of killing found."""

    folder: Path
    chance: random.Random
    model: Model = field(default_factory=Model)
    confirmed: int = 0
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Write the file that is corrected."""
        self.path = save(self.folder / "retours", returned([_REFUSED] * 12))
        self._content = self.path.read_bytes()

    def round(self) -> None:
        """Start the program, correct, kill it at a random moment, and look at what is on the disk."""
        command = [sys.executable, "-m", "segur_tui", str(self.path)]
        with Terminal(command, env=environment(XDG_STATE_HOME=str(self.folder / "state"))) as terminal:
            killed_at = time.monotonic() + self.chance.uniform(0.1, 2.5)
            pending = self._edit(terminal, killed_at)
            terminal.process.kill()
            terminal.process.wait()
        self._compare(pending)

    def _edit(self, terminal: Terminal, until: float) -> Model | None:
        """Act until the moment comes; return the state that was on its way when it came."""
        while "Problèmes" not in terminal.screen:
            terminal.read()
            if time.monotonic() > until:
                return None
        terminal.send("2\x1b[H\x1b[C\x1b[C\x1b[C\x1b[D")
        while time.monotonic() < until:
            action = self._next_action()
            wanted = self.model.after(action)
            terminal.send(action if action in {"u", "U"} else f"={action}\r")
            while _day(terminal) != (wanted.done[-1] if wanted.done else _OPENED):
                terminal.read()
                if time.monotonic() > until:
                    return wanted
            self.model = wanted
            self.confirmed += 1
        return None

    def _next_action(self) -> str:
        drawn = self.chance.random()
        if drawn < 0.15 and len(self.model.done) > 1:
            return "u"
        if drawn < 0.25 and self.model.undone:
            return "U"
        last = self.model.done[-1] if self.model.done else ""
        days = [f"{day:02d}/03/2023" for day in range(1, _DAYS + 1)]
        return self.chance.choice([day for day in days if day != last])

    def _compare(self, pending: Model | None) -> None:
        """Hold what is on the disk against the model, and take it up as the new one."""
        found = self._on_disk()
        if found not in {self.model, pending}:
            self.faults.append(f"kept {self.model}, on the disk {found}")
        self.model = found
        if self.path.read_bytes() != self._content:
            self.faults.append("the source was changed")

    def _on_disk(self) -> Model:
        report = check_path(self.path, TODAY, SETTINGS)
        if not (self.folder / "state" / "segur-tui" / "segur-tui.db").exists():
            return Model()
        with Drafts.opened(SETTINGS, to_read=True) as drafts:
            draft = drafts.find(path_as_text(self.path), report.digest)
        if draft is None:
            return Model()
        done, undone = ([str(step.edits[0].after) for step in steps] for steps in (draft.done, draft.undone))
        return Model(tuple(done), tuple(undone))


def _day(terminal: Terminal) -> str:
    """Return the day that the first line shows, nothing while it is edited."""
    found = _FIRST_LINE.search(terminal.screen)
    return found[1] if found else ""
