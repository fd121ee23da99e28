"""Print how long the commands take as processes, beside yardsticks run in turn with them.

Run it from the project's folder: `python -m benchmarks.commands [--runs 21]`.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks.figures import p95, say_load, show, verdict
from benchmarks.processes import Taken, medians, run
from benchmarks.returns import write_return

PYDANTIC = "python -c 'import pydantic'"
CHECK = "segur_tui check, 200 lines"
MOST = 1.5
"""Times the processor's time of the import of pydantic that the check of 200 lines may take."""


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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=21, help="times that each command is run")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        all_commands = commands(write_return(Path(folder), 200))
        taken: dict[str, list[Taken]] = {name: [] for name in all_commands}
        for turn in range(options.runs + 1):  # the first compiles, and fills the disk's cache
            for name, arguments in all_commands.items():
                each = run([sys.executable, *arguments], folder, successes=range(3))
                taken[name] += [each] if turn else []
    found = {name: medians(each) for name, each in taken.items()}
    yardstick = found[PYDANTIC]
    rows = [
        (
            name,
            each.wall * 1000,
            p95(one.wall for one in taken[name]) * 1000,
            f"{each.wall / yardstick.wall:.2f}",
            each.processor * 1000,
            f"{each.processor / yardstick.processor:.2f}",
        )
        for name, each in found.items()
    ]
    columns = ("command", "median, ms", "p95, ms", "× pydantic", "of the processor, ms", "× pydantic")
    show("Commands as processes", columns, rows)
    ratio = found[CHECK].processor / yardstick.processor
    print(
        f"{CHECK}: {ratio:.2f} × the import of pydantic by the processor, at most {MOST:g}: {verdict(ratio, MOST)}"
    )
    say_load()


if __name__ == "__main__":
    main()
