"""A person who corrects a value and exports, with the program killed while it writes."""

from __future__ import annotations

import os
import random
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from segur_tui.application.export.settling import settle
from segur_tui.application.files.checking import check_path
from segur_tui.application.record.engines import open_record
from tests.claims import REJECTED, returned, save
from tests.settings import SETTINGS
from tests.terminal import Terminal, environment
from tests.tui.file_app import TODAY

_LINES = 200


@dataclass
class Exporting:
    """What the rounds of killing found: files written whole, and what went wrong."""

    folder: Path
    chance: random.Random
    whole: int = 0
    faults: list[str] = field(default_factory=list)
    rounds: int = 0
    hidden: int = 0
    """Files that a kill left before anything was intended: the next export into their folder takes them away."""

    def round(self) -> None:
        """Start the program on a file of its own, export it, kill the program, and look at the folder."""
        self.rounds += 1
        source = save(self.folder / f"{self.rounds}", returned([REJECTED] * _LINES, 1 + _LINES * self.rounds))
        content = source.read_bytes()
        command = [sys.executable, "-m", "segur_tui", str(source)]
        with Terminal(command, env=environment(XDG_STATE_HOME=os.environ["XDG_STATE_HOME"])) as terminal:
            terminal.wait_for("Problèmes")
            terminal.send("e")
            terminal.wait_for(f"{_LINES} partent")
            terminal.wait_for("-00")
            terminal.send("\r")
            killed_at = time.monotonic() + self.chance.uniform(0.0, 0.4)
            while time.monotonic() < killed_at:
                terminal.read()
            terminal.process.kill()
            terminal.process.wait()
        if source.read_bytes() != content:
            self.faults.append("the source was changed")
        shown = {path for path in source.parent.iterdir() if path != source and not path.name.startswith(".")}
        for path in shown:
            self._look_at(path)
        self._settle(source.parent, shown)

    def _settle(self, folder: Path, shown: set[Path]) -> None:
        """Look at what was cut off as the next export does, and see that the record holds what stands."""
        settle(SETTINGS)
        with open_record(SETTINGS, to_read=True) as store:
            recorded = {Path(path) for (path,) in store.rows("SELECT path FROM exported_file")}
        if {path for path in recorded if path.parent == folder.resolve()} != {path.resolve() for path in shown}:
            self.faults.append(f"the record does not hold what stands in {folder}")
        self.hidden += sum(path.name.startswith(".") for path in folder.iterdir())

    def _look_at(self, path: Path) -> None:
        report = check_path(path, TODAY, SETTINGS)
        if report.check is None or len(report.check.claim.lines) != _LINES or report.findings:
            self.faults.append(f"{path.name} is not whole")
        else:
            self.whole += 1
