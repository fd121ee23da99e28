"""Print how long the commands take as processes, beside yardsticks run in turn with them.

Run it from the project's folder: `python -m benchmarks.commands [--runs 21]`.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.figures import median, p95, say_load, show, verdict
from benchmarks.returns import write_return

PYDANTIC = "python -c 'import pydantic'"
CHECK = "segur_tui check, 200 lines"
MOST = 1.5
"""Times the import of pydantic that the check of 200 lines may take."""


def commands(returned: Path) -> dict[str, list[str]]:
    """Return what is measured, as arguments of this Python."""
    return {
        "python -c pass": ["-c", "pass"],
        PYDANTIC: ["-c", "import pydantic"],
        "segur_tui --help": ["-m", "segur_tui", "--help"],
        CHECK: ["-m", "segur_tui", "check", str(returned)],
        f"{CHECK}, --format json": ["-m", "segur_tui", "check", str(returned), "--format", "json"],
        f"{CHECK}, --format html": ["-m", "segur_tui", "check", str(returned), "--format", "html"],
        "segur_tui check samples": ["-m", "segur_tui", "check", "samples"],
        "segur_tui export --dry-run, 200 lines": [
            "-m",
            "segur_tui",
            "export",
            "--fix",
            "--dry-run",
            str(returned),
        ],
    }


def milliseconds(arguments: list[str], state: str, python: str = sys.executable) -> float:
    """Run a Python once and return how long it takes."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"XDG_STATE_HOME": state}
    start = time.perf_counter()
    subprocess.run(
        [python, *arguments],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
        env=environment,
    )
    return (time.perf_counter() - start) * 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=21, help="times that each command is run")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        all_commands = commands(write_return(Path(folder), 200))
        times: dict[str, list[float]] = {name: [] for name in all_commands}
        for arguments in all_commands.values():
            milliseconds(arguments, folder)  # the first run compiles and fills the disk's cache
        for _ in range(options.runs):
            for name, arguments in all_commands.items():
                times[name].append(milliseconds(arguments, folder))
    yardstick = median(times[PYDANTIC])
    rows = [(name, median(taken), p95(taken), f"{median(taken) / yardstick:.2f}") for name, taken in times.items()]
    show("Commands as processes", ("command", "median, ms", "p95, ms", "× pydantic"), rows)
    ratio = median(times[CHECK]) / yardstick
    print(f"{CHECK}: {ratio:.2f} × the import of pydantic, at most {MOST:g}: {verdict(ratio, MOST)}")
    say_load()


if __name__ == "__main__":
    main()
