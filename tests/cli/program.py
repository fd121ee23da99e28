"""Running the installed program as scripts do: a process, its streams, its exit status."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Outcome:
    status: int
    stdout: str
    stderr: str

    @property
    def report(self) -> Any:
        return json.loads(self.stdout)


@dataclass(frozen=True)
class Program:
    """The program with a state folder and a home of its own."""

    home: Path

    @property
    def environment(self) -> dict[str, str]:
        return {
            "PATH": os.environ["PATH"],
            "HOME": str(self.home),
            "XDG_STATE_HOME": str(self.home / "state"),
            "LANG": "C.UTF-8",
        }

    def command(self, *arguments: str | Path) -> list[str]:
        return [sys.executable, "-m", "segur_tui", *map(str, arguments)]

    def run(self, *arguments: str | Path, **environment: str) -> Outcome:
        done = subprocess.run(
            self.command(*arguments),
            capture_output=True,
            stdin=subprocess.DEVNULL,
            env=self.environment | environment,
            check=False,
        )
        outcome = Outcome(done.returncode, done.stdout.decode(), done.stderr.decode())
        assert "Traceback" not in outcome.stderr
        return outcome
