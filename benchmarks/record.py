"""Print what a record on a PostgreSQL server on this machine costs, beside one in a file: a start, and an export.

Run it from the project's folder: `python -m benchmarks.record [--runs 7]`. The start is of the main sample in an
interface of 80 × 24, to its first useful text and to rest; the export writes its right lines. The server keeps
what is committed on the disk, as one does by default. Both kinds take turns.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

from benchmarks.figures import median, say_load, show, verdict
from benchmarks.watched import Watched
from segur_tui.application.record.engines import create
from segur_tui.application.settings.values import Settings
from tests.postgresql import server
from tests.samples import RETURN
from tests.terminal import environment

FILE, SERVER = "a file", "a server"
MOST = {"start, first text": 1.1, "start, to rest": 1.1, "export": 1.5, "export, CPU": 1.5}
_PROGRAM = (sys.executable, "-m", "segur_tui")
_DURABLE = ("fsync=on",)


def main() -> None:
    """Measure in turns, and print the medians."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=7)
    runs = parser.parse_args().runs
    found: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    with tempfile.TemporaryDirectory() as name, server(*_DURABLE) as running:
        for run in range(runs):
            for kind in (FILE, SERVER):
                home = Path(name) / f"{run} {kind}"
                lines = []
                if kind == SERVER:
                    address = running.schema()
                    create(Settings(record=address))
                    lines = [f'record = "{address}"\n']
                config = home / "config" / "segur-tui" / "config.toml"
                config.parent.mkdir(parents=True)
                config.write_text("".join(lines))
                for what, took in _measured(home):
                    found[what][kind].append(took)
    rows = []
    for what, most in MOST.items():
        alone, shared = (median(found[what][kind]) for kind in (FILE, SERVER))
        rows.append((what, alone, shared, f"{shared / alone:.2f}", f"{most} {verdict(shared / alone, most)}"))
    show("The record in a file, and on a server: ms", ("", FILE, SERVER, "times", "at most"), rows)
    say_load()


def _measured(home: Path) -> list[tuple[str, float]]:
    """Start the interface, then export, with the record of a home; return the milliseconds that each took."""
    around = environment(XDG_CONFIG_HOME=str(home / "config"), XDG_STATE_HOME=str(home / "state"))
    with Watched((*_PROGRAM, str(RETURN)), env=around) as terminal:
        start = terminal.start(("04103",))
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    command = (*_PROGRAM, "export", str(RETURN), "--fix", "--leave-out-errors", "--output", str(home / "out"))
    subprocess.run(command, env=around, check=True, stdout=subprocess.DEVNULL)
    took, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return [
        ("start, first text", start.texts[0]),
        ("start, to rest", start.rest),
        ("export", 1000 * took),
        ("export, CPU", 1000 * used),
    ]


if __name__ == "__main__":
    main()
