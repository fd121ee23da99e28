"""Kill the program at random moments and report: `python -m tests.kills --kills 200 --seed 1`."""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
from pathlib import Path

from tests.kills.editing import Editing
from tests.kills.exporting import Exporting

_ONE_EXPORT_IN = 5
_ENOUGH = 50
"""Kills among which some come after an edit, however slow the machine is."""


def run(kills: int, seed: int, folder: Path) -> tuple[str, list[str]]:
    """Kill the program so many times, working in a folder; return the report and what went wrong."""
    os.environ["XDG_STATE_HOME"] = str(folder / "state")
    chance = random.Random(seed)  # noqa: S311 (what is drawn is when to kill)
    editing, exporting = Editing(folder, chance), Exporting(folder / "exports", chance)
    for number in range(1, kills + 1):
        (exporting if number % _ONE_EXPORT_IN == 0 else editing).round()
    faults = [*editing.faults, *exporting.faults]
    if kills >= _ENOUGH and not editing.confirmed:
        faults.append("no edit was seen as kept: the keys that this types do not edit")
    report = (
        f"{kills} kills: {editing.confirmed} edits seen as kept, {len(editing.faults)} rounds that lost one; "
        f"{exporting.rounds} exports cut, {exporting.whole} files whole, {exporting.hidden} hidden, "
        f"{len(exporting.faults)} partial or unrecorded"
    )
    return report, faults


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.kills", description=__doc__)
    parser.add_argument("--kills", type=int, default=200, help="how many times the program is killed")
    parser.add_argument("--seed", type=int, default=1, help="what the moments are drawn from")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        report, faults = run(options.kills, options.seed, Path(folder))
    sys.stdout.write("\n".join([*faults, report]) + "\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
