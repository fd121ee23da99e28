"""Print the processor time of `check` on a folder of soldes, and on one of which a tenth are avances, in turn.

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
from tests.avances import avance
from tests.claims import ACCEPTED, REJECTED, claim, returned, save

LINES = 20
MOST = 1.05
"""Times the check of a folder of soldes that the one with avances may take."""


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


def seconds(folder: Path, state: str) -> float:
    """Check a folder once and return the processor's time, the system's included."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, "-m", "segur_tui", "check", "--quiet", str(folder)],
        check=False,
        env=environment | {"XDG_STATE_HOME": state},
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--files", type=int, default=2_000, help="files of each folder")
    parser.add_argument("--runs", type=int, default=9, help="times that each folder is checked")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as state:
        of_soldes = write_folder(Path(state, "of soldes alone"), options.files, 0)
        mixed = write_folder(Path(state, "a tenth of them avances"), options.files, options.files // 10)
        times: dict[Path, list[float]] = {of_soldes: [], mixed: []}
        seconds(mixed, state)  # the first run compiles
        for _ in range(options.runs):
            for folder, taken in times.items():
                taken.append(seconds(folder, state))
    rows = [(f"{options.files:,} files, {folder.name}", median(taken)) for folder, taken in times.items()]
    show("Check of a folder, processor time", ("folder", "median, s"), rows)
    ratio = median(times[mixed]) / median(times[of_soldes])
    print(f"with avances: {ratio:.2f} × soldes alone, at most {MOST:g}: {verdict(ratio, MOST)}")
    say_load()


if __name__ == "__main__":
    main()
