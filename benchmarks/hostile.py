"""Print the most memory and time that files of hostile crowds take, beside a small file of ten demandes.

Run it from the project's folder: `python -m benchmarks.hostile [--bytes 1000000] [--one-in 1] [--only check]`.
It ends with 1 where a file takes more than ten times its size, or more than a second.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.figures import say_load, show, verdict
from benchmarks.programs import END
from benchmarks.returns import write_return
from benchmarks.watched import Watched
from tests.fuzz.crowds import KINDS, full
from tests.terminal import environment

MOST_TIMES, MOST_SECONDS = 10.0, 1.0
"""Times its size that a file may take in memory, and seconds, above what the small one takes."""
_WORST = 4
_SHOWN = 40
_KEYS = ("2", END, "3", "1", END, "c", "\x1b", "e")
"""The views, their ends, the safe corrections, the export."""
_RUNS_OF_THE_SMALL = 3
_A_BREATH = 0.3


@dataclass(frozen=True)
class Taken:
    """What a file has taken: KiB at most, seconds of the processor, or of the slowest key in the interface."""

    peak_kib: int
    seconds: float


# A process of its own starts the command: what the system tells of memory begins with that of the parent.
_WEIGHED = """
import os, subprocess, sys
quiet = subprocess.DEVNULL
process = subprocess.Popen(sys.argv[1:], stdin=quiet, stdout=quiet, stderr=quiet)
_, _, used = os.wait4(process.pid, 0)
print(used.ru_maxrss, used.ru_utime + used.ru_stime)
"""


def _command(*arguments: str) -> Callable[[Path, str], Taken]:
    def run(path: Path, state: str) -> Taken:
        command = [sys.executable, "-m", "segur_tui", *arguments, str(path)]
        weighed = [sys.executable, "-c", _WEIGHED, *command]
        settings = os.environ | {"XDG_STATE_HOME": state}
        printed = subprocess.run(weighed, stdout=subprocess.PIPE, text=True, check=True, env=settings).stdout
        peak, seconds = printed.split()
        return Taken(int(peak), float(seconds))

    return run


def _interface(path: Path, state: str) -> Taken:
    """Open a file, wait until all of it is checked, and press keys."""
    command = (sys.executable, "-m", "segur_tui", str(path))
    with Watched(command, env=environment(XDG_STATE_HOME=state)) as watched:
        _rest(watched)
        keys = () if "illisible" in watched.screen else _KEYS
        slowest = max((watched.press(key).latency for key in keys), default=0)
        _rest(watched)
        return Taken(watched.peak_kib, slowest / 1000)


def _rest(watched: Watched) -> None:
    """Wait until the program does nothing more, which may be after its last byte."""
    busy = -1
    while (spent := watched.processor_ticks) != busy:
        busy = spent
        watched.idle_bytes(_A_BREATH)


PROGRAMS: dict[str, Callable[[Path, str], Taken]] = {
    "check": _command("check"),
    "check --format json": _command("check", "--format", "json"),
    "export --fix": _command("export", "--fix", "--leave-out-errors"),
    "interface": _interface,
}


def hostile(size: int, one_in: int) -> Iterator[tuple[str, bytes]]:
    """Yield crowds of a size, each with what it is made of."""
    kinds = [kind for _, several in KINDS for kind in several]
    for place, thing in kinds[::one_in]:
        around = place.removeprefix('"lignesImport":').format("…")
        yield f"{thing(7)[:_SHOWN]} in {around[:_SHOWN]}", full((place, thing), size)


def measured(name: str, files: list[tuple[str, Path]], small: Path) -> list[tuple[str, float, float]]:
    """Return for each file the times its size and the seconds that a program takes above those of a small one."""
    with tempfile.TemporaryDirectory() as state:
        runs = [PROGRAMS[name](small, f"{state}/small-{run}") for run in range(_RUNS_OF_THE_SMALL)]
        least = Taken(min(run.peak_kib for run in runs), min(run.seconds for run in runs))
        found = []
        for index, (what, path) in enumerate(files):
            taken = PROGRAMS[name](path, f"{state}/{index}")
            above = (taken.peak_kib - least.peak_kib) * 1024 / path.stat().st_size
            found.append((what, above, taken.seconds - least.seconds))
        return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--bytes", type=int, default=999_000, help="size of each file")
    parser.add_argument("--one-in", type=int, default=1, help="take one kind in so many")
    parser.add_argument("--only", choices=PROGRAMS, action="append", help="measure this program; several times")
    options = parser.parse_args()
    is_kept = True
    with tempfile.TemporaryDirectory() as folder:
        small = write_return(Path(folder) / "small", 10)
        files = []
        for index, (what, content) in enumerate(hostile(options.bytes, options.one_in)):
            path = Path(folder) / str(index) / "JSON-LGCTEST001-20261005-001.json"
            path.parent.mkdir()
            path.write_bytes(content)
            files.append((what, path))
        for name in options.only or PROGRAMS:
            found = measured(name, files, small)
            heavy = sorted(found, key=lambda each: each[1], reverse=True)[:_WORST]
            slow = sorted(found, key=lambda each: each[2], reverse=True)[:_WORST]
            rows = [
                *((what, above, "", verdict(above, MOST_TIMES)) for what, above, _ in heavy),
                *((what, "", f"{seconds:.2f}", verdict(seconds, MOST_SECONDS)) for what, _, seconds in slow),
            ]
            show(f"{name}: {len(files)} files", ("the worst", "× the file", "seconds", ""), rows)
            is_kept &= heavy[0][1] <= MOST_TIMES and slow[0][2] <= MOST_SECONDS
    say_load()
    return 0 if is_kept else 1


if __name__ == "__main__":
    sys.exit(main())
