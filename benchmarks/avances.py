"""Print the processor time of `check`, and of a folder's screen, on soldes and with a tenth of avances, in turn.

Run it from the project's folder: `python -m benchmarks.avances [--files 2000] [--runs 9]`.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.figures import median, say_load, show, verdict
from benchmarks.programs import segur
from tests.avances import avance
from tests.claims import ACCEPTED, REJECTED, claim, returned, save

LINES = 20
MOST = 1.05
"""Times the work on a folder of soldes that the same with avances may take."""


def write_folder(folder: Path, files: int, avances: int) -> Path:
    """Write so many returns, the first of them avances, and return their folder."""
    for number in range(files):
        first, day = number * LINES, str(20260101 + number // 900)
        answers = [ACCEPTED if line % 5 else REJECTED for line in range(1, LINES + 1)]
        tree = returned(answers, first + 1)
        if number < avances:
            tree = claim([avance(line, ACCEPTED, first + line) for line in range(1, LINES + 1)])
        save(folder, tree, day, number % 900 + 1)
    return folder


def checked(folder: Path) -> float:
    """Check a folder once and return the seconds of the processor, the system's included."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, "-m", "segur_tui", "check", "--quiet", str(folder)],
        check=False,
        env=environment | {"XDG_STATE_HOME": str(folder.parent)},
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def listed(folder: Path) -> float:
    """Show a folder for the first time, until all is read, and return the seconds of the processor."""
    with tempfile.TemporaryDirectory() as state, segur(folder).started(Path(state)) as terminal:
        terminal.wait_for("20260101")
        terminal.wait_quiet()  # while any thread works, it is not
        return terminal.processor_ticks / os.sysconf("SC_CLK_TCK")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--files", type=int, default=2_000, help="files of each folder")
    parser.add_argument("--runs", type=int, default=9, help="times that each folder is checked")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as state:
        of_soldes = write_folder(Path(state, "of soldes alone"), options.files, 0)
        mixed = write_folder(Path(state, "a tenth of them avances"), options.files, options.files // 10)
        rows = []
        for what, work in {"check": checked, "the folder's screen, first visit": listed}.items():
            times: dict[Path, list[float]] = {of_soldes: [], mixed: []}
            work(mixed)  # the first run compiles
            for _ in range(options.runs):
                for folder, taken in times.items():
                    taken.append(work(folder))
            alone, both = median(times[of_soldes]), median(times[mixed])
            bound = f"{MOST} {verdict(both / alone, MOST)}"
            rows.append((what, f"{alone:.2f}", f"{both:.2f}", f"{both / alone:.2f}", bound))
    columns = ("processor time, medians", "soldes alone, s", "a tenth avances, s", "times", "at most")
    show(f"{options.files:,} files of {LINES} lines", columns, rows)
    say_load()


if __name__ == "__main__":
    main()
