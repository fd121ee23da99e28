"""Break files at random and see what holds.

`python -m tests.fuzz --cases 20000 --screens 300 --seed 1`; `--case 1234` runs one case again.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import shutil
import signal
import sys
import tempfile
import traceback
import tracemalloc
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from tests.fuzz.invariants import hold
from tests.fuzz.mutations import case

SLOW, SLOW_A_DEMANDE = 1.0, 0.005
"""Seconds of processor time, and for each demande, above which one operation on a file counts as a hang."""
HUNG = 60
"""Seconds after which a case that never ends is stopped."""
_WEIGHED_ONE_IN = 25
_ANY_FILE, _A_DEMANDE, _A_BYTE = 2_000_000, 80_000, 100
"""Bytes of memory that a case may take: any file, for each demande, and for each byte."""
_A_STATE_FOR = 500
"""Cases that share a state folder: a day has 999 numbers."""


class Hang(Exception):  # noqa: N818 (it names what happened)
    """A case did not end."""


@dataclass
class Findings:
    """What the cases have shown."""

    counts: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    slowest: float = 0.0

    @property
    def report(self) -> str:
        """The counts and the slowest operation."""
        counts = ", ".join(f"{count} {name}" for name, count in self.counts.items())
        return f"{counts}; slowest operation {self.slowest:.2f} s; {len(self.faults)} crashes or broken promises"


def run(seed: int, numbers: Iterable[int], *, screens: bool = False) -> Findings:
    """Run cases; with `screens`, on the screens too."""
    findings = Findings()
    signal.signal(signal.SIGALRM, _hang)
    with tempfile.TemporaryDirectory() as name:
        for number in numbers:
            os.environ["XDG_STATE_HOME"] = f"{name}/state-{number // _A_STATE_FOR}"
            folder = Path(name) / str(number)
            folder.mkdir()
            signal.alarm(HUNG)
            try:
                _one(seed, number, folder, findings, screens=screens)
            except Exception:  # noqa: BLE001 (whatever it is, it is what is looked for)
                findings.faults.append(f"case {number} (--seed {seed}):\n{traceback.format_exc()}")
            finally:
                signal.alarm(0)
            shutil.rmtree(folder)
    return findings


def _one(seed: int, number: int, folder: Path, findings: Findings, *, screens: bool) -> None:
    content = case(seed, number)
    if screens:
        from tests.fuzz.screens import hold_on_screens

        path = folder / "JSON-LGCTEST001-20261005-001.json"
        path.write_bytes(content)
        asyncio.run(hold_on_screens(path, random.Random(number)))  # noqa: S311 (to be drawn again)
        findings.counts["on the screens"] += 1
        return
    is_weighed = number % _WEIGHED_ONE_IN == 0
    if is_weighed:
        tracemalloc.start()
    outcome = hold(content, folder)
    if is_weighed:
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        findings.counts["weighed"] += 1
        if peak > _ANY_FILE + _A_DEMANDE * outcome.demandes + _A_BYTE * len(content):
            findings.faults.append(f"case {number} (--seed {seed}): {peak} bytes of memory for {len(content)}")
    else:
        took = outcome.slowest
        findings.slowest = max(findings.slowest, took)
        if took > SLOW + SLOW_A_DEMANDE * outcome.demandes:
            findings.faults.append(f"case {number} (--seed {seed}): {took:.1f} s for {len(content)} bytes")
    findings.counts["files"] += 1
    findings.counts["read" if outcome.is_read else "unreadable"] += 1
    findings.counts["demandes written"] += outcome.written


def _hang(_: int, __: FrameType | None) -> None:
    raise Hang(f"still running after {HUNG} s")


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--cases", type=int, default=2000, help="files put through everything but the screens")
    parser.add_argument("--screens", type=int, default=50, help="files put on the screens")
    parser.add_argument("--seed", type=int, default=1, help="what the cases are drawn from")
    parser.add_argument("--case", type=int, help="run this case alone, with the screens")
    options = parser.parse_args()
    numbers = range(options.cases) if options.case is None else [options.case]
    shown = range(options.screens) if options.case is None else [options.case]
    headless, on_screens = run(options.seed, numbers), run(options.seed, shown, screens=True)
    faults = [*headless.faults, *on_screens.faults]
    sys.stdout.write("\n".join([*faults, headless.report, on_screens.report]) + "\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
