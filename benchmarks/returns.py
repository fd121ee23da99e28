"""Returns of the ASP made for measuring: always the same for the same size, with a share of faults.

Run it from the project's folder: `python -m benchmarks.returns FOLDER [--lines 200 20000] [--files 2000]`.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from segur_tui.format.tree import Number
from segur_tui.format.writing import write
from tests.claims import ACCEPTED, ANS, REJECTED, claim, demande, save

FAULTY_EACH = 5
"""One demande in so many is refused, and has two or three problems."""
RETURN_IN_FOLDER = 10
"""Demandes of each file of a folder."""

Demande = dict[str, Any]


def _day(line: Demande) -> None:
    line["dateFacture"] = "2023-02-01"


def _amount(line: Demande) -> None:
    line["dateFacture"] = "2023-02-01"
    line["montantSegurHTFacture"] = 3225


def _doctor(line: Demande) -> None:
    line["dateFacture"] = "31/02/2023"
    line["beneficiaires"]["liberalRPPS"] = ["1000000000"]


def _document(line: Demande) -> None:
    line["dateFacture"] = "1/2/2023"
    line["piecesjustificatives"][0]["formatFichier"] = "pdf"


def _flag(line: Demande) -> None:
    line["dateFacture"] = "2023-02-01"
    line["isDirectToDMP"] = "non"


FAULTS: tuple[Callable[[Demande], None], ...] = (_day, _amount, _doctor, _document, _flag)


def lines_of_return(count: int) -> list[Demande]:
    """Return so many demandes, the first and every fifth after it refused for its day of invoice."""
    lines = []
    for position in range(1, count + 1):
        is_faulty = position % FAULTY_EACH == 1
        line = demande(position, answer=REJECTED if is_faulty else ACCEPTED)
        if is_faulty:
            FAULTS[position // FAULTY_EACH % len(FAULTS)](line)
        lines.append(line)
    return lines


def write_return(folder: Path, count: int) -> Path:
    """Write a return of so many demandes and return its path."""
    return save(folder, claim(lines_of_return(count)))


def write_folder(folder: Path, files: int) -> Path:
    """Write a folder of small returns and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(files):
        day = 20260101 + number // 999
        tree = claim(lines_of_return(RETURN_IN_FOLDER))
        (folder / f"JSON-{ANS}-{day}-{number % 999 + 1:03d}.json").write_bytes(write(tree))
    return folder


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
    parser.add_argument("--lines", type=int, nargs="*", default=[200, 20_000], help="sizes of the returns")
    parser.add_argument("--files", type=int, default=0, help="also a folder of so many small returns")
    options = parser.parse_args()
    for count in options.lines:
        print(write_return(options.folder / str(count), count))
    if options.files:
        print(write_folder(options.folder / "folder", options.files))


if __name__ == "__main__":
    main()
