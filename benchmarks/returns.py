"""Returns of the ASP made for measuring: always the same for the same size, with a share of faults.

Run it from the project's folder: `python -m benchmarks.returns FOLDER [--lines 200 5000] [--files 2000]`.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from segur_tui.format.tree import Number
from segur_tui.format.writing import write
from tests.claims import claim, save
from tests.generated.folder import write_folder
from tests.generated.lines import lines_of_return

RETURN_IN_FOLDER = 10
"""Demandes of each file of a folder."""


def write_return(folder: Path, count: int) -> Path:
    """Write a return of so many demandes and return its path."""
    return save(folder, claim(lines_of_return(count)))


def as_json_lines(count: int) -> str:
    """Return the same demandes one a line, for programs that show tables."""
    plain = (
        {name: float(value.literal) if isinstance(value, Number) else value for name, value in line.items()}
        for line in lines_of_return(count)
    )
    return "".join(write(line).decode().replace("\n", "") + "\n" for line in plain)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="where to write them")
    parser.add_argument("--lines", type=int, nargs="*", default=[200, 5_000], help="sizes of the returns")
    parser.add_argument("--files", type=int, default=0, help="also a folder of so many small returns")
    options = parser.parse_args()
    for count in options.lines:
        print(write_return(options.folder / str(count), count))
    if options.files:
        print(write_folder(options.folder / "folder", options.files, RETURN_IN_FOLDER))


if __name__ == "__main__":
    main()
