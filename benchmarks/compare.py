"""Print the figures of this build beside those of another one, run in turn with it.

Run it from the project's folder: `python -m benchmarks.compare PYTHON [--runs 9]`, where PYTHON is that of the
other build's environment, such as `../before/.venv/bin/python`.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from benchmarks.figures import median, p95, say_load, show, verdict
from benchmarks.interface import MONTH, TO_DAYS, Measured, run_once
from benchmarks.processes import run as run_process
from benchmarks.programs import Program, bare_table, segur
from benchmarks.returns import RETURN_IN_FOLDER, write_return
from benchmarks.watched import Watched
from tests.generated.folder import write_folder

_TABLE = "bare table"
_EDITS = 20
_PROGRAM = ("-P", "-m", "segur_tui")
"""The program as it is installed for a Python, not as it lies in the present folder."""
_BOUNDS = {
    "problems on the screen, ms": (1.2, "× the bare table"),
    "at rest, ms": (1.3, "× the bare table"),
    "bytes until rest": (4_200, ""),
    "MiB at rest": (45, ""),
    "first visit, all read, ms": (0.4, "× the other"),
    "second visit, all read after a start, ms": (300, ""),
    "200 lines, a kept value, p95, ms": (18, ""),
    "5,000 lines, a kept value, p95, ms": (30, ""),
    "200 lines, all safe corrections, p50, ms": (60, ""),
}
"""What figures of this build may be at most, and of what."""


def commands(returned: Path) -> dict[str, list[str]]:
    """Return what is measured of both builds, as arguments of their Pythons."""
    check = [*_PROGRAM, "check", str(returned)]
    return {
        "--help": [*_PROGRAM, "--help"],
        "check, 200 lines": check,
        "check --format json": [*check, "--format", "json"],
        "check --format html": [*check, "--format", "html"],
        "export --fix --dry-run": [*_PROGRAM, "export", "--fix", "--dry-run", str(returned)],
    }


def interface(python: str, returned: Path, name: str) -> Program:
    """Return the interface of a build on a return; its number of problems is what its own check counts."""
    arguments = [python, *_PROGRAM, "check", "--format", "json", str(returned)]
    (file,) = json.loads(subprocess.run(arguments, capture_output=True, check=False).stdout)["files"]
    program = segur(returned, file["errors"] + file["warnings"], name)
    # Without the path to this build, which Python would take its modules from, whichever build it is of.
    return replace(program, command=(python, *_PROGRAM, str(returned)), settings={"PYTHONPATH": ""})


def show_commands(builds: dict[str, str], returned: Path, state: str, runs: int) -> None:
    """Run the commands of the builds in turn and print them."""
    rows = []
    for name, arguments in commands(returned).items():
        times: dict[str, list[float]] = {build: [] for build in builds}
        for run in range(runs + 1):  # the first compiles, and fills the disk's cache
            for build, python in builds.items():
                taken = run_process([python, *arguments], state, successes=range(3)).wall * 1000
                times[build] += [taken] if run else []
        rows.append(_row(name, *map(median, times.values())))
    show("Commands as processes, ms", ("command", *builds, "ratio", "bound"), rows)


def show_interface(builds: dict[str, str], returned: Path, runs: int) -> dict[str, float]:
    """Run the interfaces of the builds and the bare table in turn, print them, and return each build's start."""
    programs = [interface(python, returned, build) for build, python in builds.items()]
    measured = {program.name: Measured() for program in (bare_table(returned), *programs)}
    for run in range(runs + 1):
        for program in (bare_table(returned), *programs):
            into = measured[program.name] if run else Measured()
            run_once(program, into, with_keys=False, idle=0.5)
    bare, (this, other) = measured[_TABLE], (measured[build] for build in builds)
    rows = [
        _row("first text, ms", this.first(), other.first(), bare.first()),
        _row("problems on the screen, ms", this.last(), other.last(), bare.first()),
        _row("at rest, ms", *(median(start.rest for start in each.starts) for each in (this, other, bare))),
        _row(
            "bytes until rest",
            *(median(start.bytes_to_rest for start in each.starts) for each in (this, other, bare)),
        ),
        _row("MiB at rest", *(median(peak / 1024 for peak in each.peaks) for each in (this, other, bare))),
    ]
    show("Interface, 200 lines", ("figure", *builds, "ratio", "÷ bare table", "bound"), rows)
    return {build: measured[build].first() for build in builds}


def show_folder(builds: dict[str, str], folder: Path, starts: dict[str, float], runs: int) -> None:
    """Show a folder for the first time, and a second one, by the builds in turn, and print what that takes."""
    found: dict[str, dict[str, list[float]]] = {}
    for run in range(runs + 1):
        for build, python in builds.items():
            command = (python, *_PROGRAM, str(folder))
            program = replace(segur(folder, name=build), command=command, settings={"PYTHONPATH": ""})
            with tempfile.TemporaryDirectory() as state:
                for visit in ("first visit", "second visit"):
                    for what, value in _visited(program, Path(state)).items() if run else ():
                        found.setdefault(f"{visit}, {what}", {}).setdefault(build, []).append(value)
    rows = [_row(name, *(median(each[build]) for build in builds)) for name, each in found.items()]
    second = "second visit, all read"
    beyond = (median(found[f"{second}, ms"][build]) - starts[build] for build in builds)
    rows.append(_row(f"{second} after a start, ms", *beyond))
    title = f"The screen of a folder of {len(list(folder.iterdir())):,} files"
    show(title, ("figure", *builds, "ratio", "bound"), rows)


def _visited(program: Program, state: Path) -> dict[str, float]:
    with program.started(state) as terminal:
        start = terminal.start(program.texts)
        ticks, second = terminal.processor_ticks, os.sysconf("SC_CLK_TCK")
        read = {"first text, ms": start.texts[0], "all read, ms": start.rest}
        return read | {"processor, ms": 1000 * ticks / second, "MiB": start.peak_kib / 1024}


def show_edits(builds: dict[str, str], returned: Path, lines: int, runs: int) -> None:
    """Keep values in the interfaces of the builds in turn, then the safe corrections of the rest; print both."""
    kept: dict[str, list[tuple[float, float]]] = {build: [] for build in builds}
    corrected: dict[str, list[tuple[float, float]]] = {build: [] for build in builds}
    for _ in range(runs):
        with tempfile.TemporaryDirectory() as states, ExitStack() as running:
            terminals = {}
            for build, python in builds.items():
                program = interface(python, returned, build)
                terminals[build] = running.enter_context(program.started(Path(states, build)))
                terminals[build].start(program.texts)
                for key in TO_DAYS:
                    terminals[build].press(key)
            for day in range(1, _EDITS + 1):
                for build, terminal in terminals.items():
                    terminal.press("\r")
                    for character in f"{day:02d}{MONTH}":
                        terminal.send(character)
                    kept[build].append(_timed(terminal, "\r"))
            for build, terminal in terminals.items():
                terminal.press("\x1b")
                terminal.press("c")
                corrected[build].append(_timed(terminal, "\r"))
    rows = []
    for name, found in (("a kept value", kept), ("all safe corrections", corrected)):
        for what, share, place in (("p50", median, 0), ("p95", p95, 0), ("processor, p50", median, 1)):
            title = f"{lines:,} lines, {name}, {what}, ms"
            rows.append(_row(title, *(share(each[place] for each in found[build]) for build in builds)))
    show("Interface, edits, in turn", ("figure", *builds, "ratio", "bound"), rows)


def _timed(terminal: Watched, key: str) -> tuple[float, float]:
    """Press a key; return the milliseconds to the last byte it brings, and of the processor."""
    terminal.wait_quiet()
    before = terminal.processor_ms
    return terminal.press(key).latency, terminal.processor_ms - before


def _row(name: str, this: float, other: float, bare: float = 0) -> tuple[str, ...]:
    shares = {"× the other": this / other} | ({"× the bare table": this / bare} if bare else {})
    bound = ""
    if name in _BOUNDS:
        most, of = _BOUNDS[name]
        bound = f"{most:,g} {of}".rstrip() + f": {verdict(shares.get(of, this), most)}"
    return (name, f"{this:,.1f}", f"{other:,.1f}", *(f"{share:.2f}" for share in shares.values()), bound)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("other", help="the Python of the other build")
    parser.add_argument("--runs", type=int, default=9, help="times that each is run")
    parser.add_argument("--files", type=int, default=2_000, help="files of the folder")
    options = parser.parse_args()
    builds = {"this build": sys.executable, "the other build": options.other}
    with tempfile.TemporaryDirectory() as folder:
        returned = write_return(Path(folder) / "200", 200)
        show_commands(builds, returned, folder, options.runs)
        starts = show_interface(builds, returned, options.runs)
        many = write_folder(Path(folder) / "many", options.files, RETURN_IN_FOLDER)
        show_folder(builds, many, starts, max(1, options.runs // 3))
        show_edits(builds, returned, 200, max(options.runs // 3, 1))
        show_edits(builds, write_return(Path(folder) / "5000", 5_000), 5_000, max(options.runs // 3, 1))
    say_load()


if __name__ == "__main__":
    main()
