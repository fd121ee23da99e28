"""Print what checking many files takes, beside another build and other validators, and how it grows.

Run it from the project's folder: `python -m benchmarks.many [--other PYTHON] [--peers PYTHON] [--runs 7]
[--files 280]`, where PYTHON is that of the other build's environment, and of one with
`pip install jsonschema-rs check-jsonschema`.
"""

from __future__ import annotations

import argparse
import math
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.figures import median, say_load, show, verdict
from benchmarks.processes import FIGURES, Taken, medians, run
from benchmarks.returns import write_return
from tests.generated.folder import write_folder

FILES, LINES = 280, 200
MOST_WALL, MOST_ALONE, MOST_OF_PEER = 0.35, 0.65, 3.5
"""Times the other build's time on all processors, and on one, and times the structural pass of jsonschema-rs."""
MOST_GROWTH, MOST_MIB = 1.2, 70
"""Times the memory of a tenth of the files that ten times as many take, and MiB of the program itself."""
COUNTS, SIZES = (1, 10, 100, 1_000), (200, 1_000, 5_000)
_PROGRAM = ("-P", "-m", "segur_tui", "check")
_STRUCTURE = """
import json, pathlib, sys, jsonschema_rs
validator = jsonschema_rs.validator_for(json.load(open(sys.argv[1])))
for path in sorted(pathlib.Path(sys.argv[2]).glob("*.json")):
    for _ in validator.iter_errors(json.loads(path.read_bytes())):
        pass
"""
_VERSIONS = "from importlib.metadata import version as v; print(*(f'{n} {v(n)}' for n in sys.argv[1:]), sep=', ')"


def in_turn(commands: dict[str, Sequence[str]], runs: int, state: str, *, alone: bool = False) -> dict[str, Taken]:
    """Return the medians of commands that run in turn; the first of each compiles, and fills the disk's cache."""
    taken: dict[str, list[Taken]] = {name: [] for name in commands}
    for number in range(runs + 1):
        for name, command in commands.items():
            once = run(command, state, alone=alone)
            taken[name] += [once] if number else []
    return {name: medians(times) for name, times in taken.items()}


def check(python: str, folder: Path, form: str = "csv") -> list[str]:
    """Return the command that checks a folder with a build."""
    return [python, *_PROGRAM, str(folder), "--format", form]


def compare(folder: Path, state: str, options: argparse.Namespace) -> None:
    """Print the times of the forms beside the other build, and the bounds."""
    builds = {"this build": sys.executable} | ({"the other": options.other} if options.other else {})
    for form in ("csv", "json", "text"):
        commands = {name: check(python, folder, form) for name, python in builds.items()}
        for where, alone, most in (("all processors", False, MOST_WALL), ("one processor", True, MOST_ALONE)):
            found = in_turn(commands, options.runs, state, alone=alone)
            title = f"{options.files} files of {LINES} lines, --format {form}, {where}"
            _show(title, found)
            if options.other:
                mine, theirs = found["this build"], found["the other"]
                print(
                    f"by the clock: {_bound(mine.wall / theirs.wall, most)}; of the processor: "
                    f"{_bound(mine.processor / theirs.processor, most)}"
                )


def beside_peers(folder: Path, state: str, options: argparse.Namespace) -> None:
    """Print the times beside the peers that are installed, with their versions."""
    said = subprocess.run(
        [options.peers, "-c", f"import sys; {_VERSIONS}", "jsonschema-rs", "check-jsonschema"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    schema = Path(state) / "schema.json"
    with schema.open("wb") as file:
        subprocess.run([sys.executable, "-m", "segur_tui", "schema", "file"], stdout=file, check=True)
    checker = str(Path(options.peers).with_name("check-jsonschema"))
    commands = {
        "segur_tui check --format csv": check(sys.executable, folder),
        "jsonschema-rs, structure alone": [options.peers, "-c", _STRUCTURE, str(schema), str(folder)],
        "check-jsonschema": [checker, "--schemafile", str(schema), *map(str, sorted(folder.glob("*.json")))],
    }
    found = in_turn(commands, min(options.runs, 7), state)
    _show(f"beside others ({said})", found)
    mine, peer, _ = found.values()
    print(f"× jsonschema-rs: {_bound(mine.wall / peer.wall, MOST_OF_PEER)}")


def memory(state: str, folder: Path, files: int) -> None:
    """Print the memory that the program takes of a tenth of the files, of all, and of ten times as many."""
    few, many = Path(state) / "few", Path(state) / "many"
    for into, count in ((few, files // 10), (many, files * 10)):
        write_folder(into, count, LINES)
    found = {str(len(list(at.iterdir()))): run(check(sys.executable, at), state) for at in (few, folder, many)}
    _show("memory of the program itself, by files", found)
    least, _, most = (each.peak for each in found.values())
    print(f"× that of a tenth: {_bound(most / least, MOST_GROWTH)}; MiB: {_bound(most, MOST_MIB)}")


def growth(state: str, files: int) -> None:
    """Print how the time grows with the files and with their lines, and the exponent between two sizes."""
    of_files = {
        count: write_folder(Path(state) / f"files-{count}", count, LINES) for count in COUNTS if count < 4 * files
    }
    of_lines = {count: write_return(Path(state) / f"lines-{count}", count) for count in SIZES}
    for what, sizes in (("files of 200 lines", of_files), ("lines of one file", of_lines)):
        rows, before = [], None
        for count, path in sizes.items():
            seconds = median(run(check(sys.executable, path), state).processor for _ in range(3))
            exponent = (
                "" if before is None else f"{math.log(seconds / before[1]) / math.log(count / before[0]):.2f}"
            )
            rows.append((f"{count:,}", f"{seconds:.2f}", exponent))
            before = count, seconds
        show(f"processor time by {what}", (what, "seconds", "exponent"), rows)


def _bound(value: float, most: float) -> str:
    return f"{value:.2f}, at most {most:g}: {verdict(value, most)}"


def _show(title: str, found: dict[str, Taken]) -> None:
    show(title, ("medians", *FIGURES), [(name, *each.shown()) for name, each in found.items()])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--other", help="the Python of the other build")
    parser.add_argument("--peers", help="the Python of an environment with jsonschema-rs and check-jsonschema")
    parser.add_argument("--runs", type=int, default=7, help="times that each is run")
    parser.add_argument("--files", type=int, default=FILES, help="files of the folder, 10 at least")
    parser.add_argument(
        "--parts", nargs="*", default=["compare", "peers", "memory", "growth"], help="what to print"
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as state:
        folder = write_folder(Path(state) / "folder", options.files, LINES)
        if "compare" in options.parts:
            compare(folder, state, options)
        if "peers" in options.parts and options.peers:
            beside_peers(folder, state, options)
        if "memory" in options.parts:
            memory(state, folder, options.files)
        if "growth" in options.parts:
            growth(state, options.files)
    say_load()


if __name__ == "__main__":
    main()
