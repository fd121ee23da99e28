"""Print what imports cost: of `check`, and of the interface until its first useful text.

Run it from the project's folder: `python -m benchmarks.imports [--runs 5] [--most 25]`. The times are those of
`python -X importtime`, which slows imports down by about a third: compare them with each other.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

from benchmarks.figures import median, say_load, show
from benchmarks.returns import write_return
from benchmarks.watched import Watched
from tests.terminal import environment

_LINE = re.compile(rb"import time: +(\d+) \| +(\d+) \| *([\w.]+)")
_USEFUL = "00001"

Costs = dict[str, tuple[int, int]]
"""By module: microseconds of its own, and with all that it was the first to import."""


def costs(output: bytes) -> Costs:
    """Read what `-X importtime` has written."""
    return {name.decode(): (int(own), int(whole)) for own, whole, name in _LINE.findall(output)}


def of_check(path: Path) -> Costs:
    """Return the imports of `check`."""
    command = [sys.executable, "-X", "importtime", "-m", "segur_tui", "check", str(path)]
    return costs(subprocess.run(command, capture_output=True, check=False).stderr)


def of_interface(path: Path) -> Costs:
    """Return the imports of the interface until the chunk of output that brings the first useful text."""
    with tempfile.TemporaryDirectory() as state:
        command = [sys.executable, "-X", "importtime", "-m", "segur_tui", str(path)]
        with Watched(command, env=environment(XDG_STATE_HOME=state)) as terminal:
            # Imports are told on standard error, where the interface draws too.
            terminal.start([_USEFUL])
            useful = terminal.raw.find(_USEFUL.encode())
            return costs(bytes(terminal.raw[:useful]))


def report(title: str, runs: list[Costs], most: int) -> None:
    """Print the dearest packages and modules."""
    packages: dict[str, list[float]] = defaultdict(list)
    modules = {name: median(run[name][0] / 1000 for run in runs if name in run) for name in runs[-1]}
    for run in runs:
        sums: dict[str, float] = defaultdict(float)
        for name, (own, _) in run.items():
            sums[_package(name)] += own / 1000
        for name, own_ms in sums.items():
            packages[name].append(own_ms)
    counts: dict[str, int] = defaultdict(int)
    for name in runs[-1]:
        counts[_package(name)] += 1
    rows = sorted(
        ((name, counts[name], median(taken)) for name, taken in packages.items()), key=lambda row: -row[2]
    )
    total = median(sum(own for own, _ in run.values()) / 1000 for run in runs)
    show(f"{title}: {total:.0f} ms, {len(runs[-1])} modules", ("package", "modules", "ms"), rows[:most])
    wholes = {name: median(run[name][1] / 1000 for run in runs if name in run) for name in runs[-1]}
    dearest = sorted(modules, key=lambda name: -modules[name])[:most]
    show(
        f"{title}: modules",
        ("module", "ms alone", "ms with its imports"),
        [(n, modules[n], wholes[n]) for n in dearest],
    )


def _package(module: str) -> str:
    first, _, rest = module.partition(".")
    if first == "segur_tui" and rest:
        return f"{first}.{rest.partition('.')[0]}"
    return first if first not in sys.stdlib_module_names else "(standard library)"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=5, help="times that each is started")
    parser.add_argument("--most", type=int, default=20, help="rows of each table")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = write_return(Path(folder), 200)
        measured: dict[str, list[Costs]] = {"check": [], "interface": []}
        for _ in range(options.runs):
            measured["check"].append(of_check(path))
            measured["interface"].append(of_interface(path))
    report("Imports of check", measured["check"], options.most)
    report("Imports of the interface until the first useful text", measured["interface"], options.most)
    say_load()


if __name__ == "__main__":
    main()
