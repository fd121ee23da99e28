"""Print the memory and the time a byte that files full of one kind of hostile thing take, and how they grow.

Run it from the project's folder: `python -m benchmarks.hostile [--bytes 7900000] [--one-in 8] [--only check]`.
Each file is weighed beside one of ten demandes, and beside one of an eighth of its size: time that is in
proportion grows with the bytes, a factor of 1; it ends with 1 where a command grows by more than twice that.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.figures import say_load, show
from benchmarks.programs import END
from benchmarks.returns import write_return
from benchmarks.watched import Watched
from tests.fuzz.crowds import KINDS, full
from tests.terminal import environment

_PART = 8
_MOST_GROWTH, _SURE = 2.0, 0.5
"""Times the growth of the file that its time may grow by, and seconds below which that is not judged."""
_WORST, _SHOWN = 4, 40
_KEYS = ("2", END, "3", "1", END, "c", "\x1b", "e")
"""The views, their ends, the safe corrections, the export."""
_A_BREATH = 0.3


@dataclass(frozen=True)
class Taken:
    """Bytes that a program held at most, seconds of the processor, or in the interface of the slowest key."""

    peak: int
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
        weighed = [sys.executable, "-c", _WEIGHED, sys.executable, "-m", "segur_tui", *arguments, str(path)]
        settings = os.environ | {"XDG_STATE_HOME": state}
        printed = subprocess.run(weighed, stdout=subprocess.PIPE, text=True, check=True, env=settings).stdout
        peak, seconds = printed.split()
        return Taken(int(peak) * 1024, float(seconds))

    return run


def _interface(path: Path, state: str) -> Taken:
    """Open a file and press keys."""
    command = (sys.executable, "-m", "segur_tui", str(path))
    with Watched(command, env=environment(XDG_STATE_HOME=state)) as watched:
        _rest(watched)
        keys = () if "illisible" in watched.screen else _KEYS
        slowest = max((watched.press(key).latency for key in keys), default=0)
        _rest(watched)
        return Taken(watched.peak_kib * 1024, slowest / 1000)


def _rest(watched: Watched) -> None:
    """Wait until the program does nothing more, which may be after its last byte."""
    busy = -1
    while (spent := watched.processor_ticks) != busy:
        busy = spent
        watched.idle_bytes(_A_BREATH)


PROGRAMS: dict[str, Callable[[Path, str], Taken]] = {
    "check": _command("check"),
    "export --fix": _command("export", "--fix", "--leave-out-errors"),
    "interface": _interface,
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--bytes", type=int, default=7_900_000, help="size of the bigger files")
    parser.add_argument("--one-in", type=int, default=8, help="take one kind in so many")
    parser.add_argument("--only", choices=PROGRAMS, action="append", help="measure this program; several times")
    options = parser.parse_args()
    kinds = [kind for _, several in KINDS for kind in several][:: options.one_in]
    most_growth = 0.0
    for name in options.only or PROGRAMS:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "JSON-LGCTEST001-20261005-001.json"
            least = PROGRAMS[name](write_return(Path(folder) / "small", 10), f"{folder}/state")
            rows = []
            for place, thing in kinds:
                above = []
                for size in (options.bytes // _PART, options.bytes):
                    path.write_bytes(full((place, thing), size))
                    taken = PROGRAMS[name](path, f"{folder}/{len(rows)}-{size}")
                    above.append((path.stat().st_size, taken.seconds - least.seconds, taken.peak - least.peak))
                (part, few, _), (whole, many, peak) = above
                growth = many / max(few, _SURE / _PART) / (whole / part) if many > _SURE else 0.0
                around = place.removeprefix('"lignesImport":').format("…")[:_SHOWN]
                what = f"{thing(7)[:_SHOWN]} in {around}"
                rows.append((what, peak / whole, many * 1e6 / whole, growth))
        worst = {row for rank in (1, 2, 3) for row in sorted(rows, key=lambda row: -row[rank])[:_WORST]}
        columns = (f"{name}: the worst of {len(rows)}", "memory, × the file", "seconds for a MB", "growth")
        shown = [(what, f"{times:.1f}", f"{slow:.2f}", f"{growth:.2f}") for what, times, slow, growth in worst]
        show(name, columns, sorted(shown, key=lambda row: float(row[2]), reverse=True))
        most_growth = max(most_growth, *(row[3] for row in rows)) if name != "interface" else most_growth
    say_load()
    return 0 if most_growth <= _MOST_GROWTH else 1


if __name__ == "__main__":
    sys.exit(main())
