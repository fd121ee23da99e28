"""Running the program as scripts do: arguments and an environment in, streams and an exit status out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any
from unittest.mock import patch

from segur_tui.__main__ import main
from segur_tui.cli.output import tell_waiting
from segur_tui.cli.reports import check_json, export_json
from segur_tui.cli.reports.contract import CheckReport, ExportReport, Reported

_MODELS: dict[str, type[Reported]] = {check_json.FORMAT: CheckReport, export_json.FORMAT: ExportReport}


@dataclass(frozen=True)
class Outcome:
    status: int
    stdout: str
    stderr: str

    @property
    def json(self) -> Any:
        return json.loads(self.stdout)

    @property
    def report(self) -> Any:
        report = self.json
        if (model := _MODELS.get(report["format"])) is not None:
            model.model_validate(report)  # every report that a test looks at is what its schema says
        return report


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
        """Run the program in this process, a tenth of the time that one of its own takes."""
        tell_waiting.cache_clear()
        streams = TextIOWrapper(BytesIO(), "utf-8"), TextIOWrapper(BytesIO(), "utf-8")
        with (
            patch.dict(os.environ, self.environment | environment, clear=True),
            redirect_stdout(streams[0]),
            redirect_stderr(streams[1]),
        ):
            try:
                status = main(list(map(str, arguments)))
            except SystemExit as end:  # argparse: help, version, wrong usage
                status = end.code if isinstance(end.code, int) else int(end.code is not None)
        return Outcome(status, *map(_text, streams))

    def run_apart(self, *arguments: str | Path, **environment: str) -> Outcome:
        """Run the program as a process of its own, for what depends on its locale or on what it imports."""
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


def _text(stream: TextIOWrapper) -> str:
    stream.flush()
    written = stream.buffer
    assert isinstance(written, BytesIO)
    return written.getvalue().decode()
