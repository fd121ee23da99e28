"""Write a big folder of returns of one supplier.

Run it from the project's folder: `python -m tests.generated.folder --files 2000 --lines 200 --out DIR`.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from tests.claims import claim, save
from tests.generated.lines import lines_of_return

MOST_A_DAY = 999


def write_folder(folder: Path, files: int, lines: int) -> Path:
    """Write so many returns of so many lines and return their folder."""
    for number in range(files):
        tree = claim(lines_of_return(lines, number * lines % 99_000 + 1))
        save(folder, tree, str(20260101 + number // MOST_A_DAY), number % MOST_A_DAY + 1)
    return folder


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--files", type=int, default=2000, help="returns")
    parser.add_argument("--lines", type=int, default=200, help="demandes of each")
    parser.add_argument("--out", type=Path, required=True, help="where to write them")
    options = parser.parse_args()
    print(write_folder(options.out, options.files, options.lines))


if __name__ == "__main__":
    main()
