"""Write the returns of a week, of two suppliers or more, with their supporting documents and traps on the way.

Run it from the project's folder: `python -m tests.generated.week --returns 40 --ans 2 --out DIR`. It writes
`retours/` and `pieces/` and prints what a careful person finds in them.

The traps, for each supplier: the first refused demande was sent again by hand and is accepted in
the last return; the second refused one was sent again and is refused a second time; of the documents of the
third, fourth and fifth refused demandes one has a nearly right name, one is missing, one is no PDF.
"""

from __future__ import annotations

import argparse
from datetime import date, timedelta
from itertools import product
from pathlib import Path
from typing import Any

from tests.application.documents.papers import pages, pdf
from tests.claims import ACCEPTED, ANS, SIRET, claim, demande, save
from tests.generated.lines import lines_of_return, refused

SUPPLIERS = ((ANS, SIRET), ("LGCTEST002", "44306184100047"), ("LGCTEST003", "55203253400646"))
MONDAY = date(2026, 11, 16)
DAYS = 5
PDF = pdf(pages())

Demande = dict[str, Any]


def returns_of(count: int, lines: int) -> list[list[Demande]]:
    """Return the demandes of so many returns of one supplier, in time, the traps among them."""
    returns = [lines_of_return(lines, number * lines + 1) for number in range(count)]
    again, twice = (line["numeroEditeur"] for line in _refused(returns)[:2])
    returns[-1].append(demande(lines + 1, int(again), ACCEPTED))
    returns[-2].append(refused(lines + 1, int(twice), fault=0))
    return returns


def write_documents(folder: Path, returns: list[list[Demande]], size: int) -> None:
    """Write the documents of the refused demandes, three of them wrong."""
    folder.mkdir(parents=True, exist_ok=True)
    for line in _refused(returns):
        for piece in line["piecesjustificatives"]:
            (folder / piece["nomFichier"]).write_bytes(PDF.ljust(size, b"\n"))
    near, missing, wrong = (line["piecesjustificatives"][0]["nomFichier"] for line in _refused(returns)[2:5])
    (folder / near).rename(folder / near.lower().replace("-0", "-"))
    (folder / missing).unlink()
    (folder / wrong).write_bytes(b"<html>")


def write_week(folder: Path, returns: int, suppliers: int, lines: int, size: int) -> None:
    """Write the returns under `retours`, spread over the days, and the documents under `pieces`."""
    for numero_ans, siret in SUPPLIERS[:suppliers]:
        trees = returns_of(returns // suppliers, lines)
        places = product(range(DAYS), range(1, -(-len(trees) // DAYS) + 1))
        for demandes, (day, number) in zip(trees, places, strict=False):
            tree = claim(demandes, numero_ans, siret)
            save(folder / "retours", tree, f"{MONDAY + timedelta(day):%Y%m%d}", number)
        write_documents(folder / "pieces" / numero_ans, trees, size)
        numbers = {line["numeroEditeur"] for line in _refused(trees)}
        print(f"{numero_ans}: {len(trees)} returns, {len(numbers)} demandes refused, 1 of them accepted since")


def _refused(returns: list[list[Demande]]) -> list[Demande]:
    return [line for lines in returns for line in lines if line["codeTraitement"] not in {None, ACCEPTED[0]}]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--returns", type=int, default=40, help="returns of all suppliers together")
    parser.add_argument("--ans", type=int, default=2, choices=(1, 2, 3), help="suppliers")
    parser.add_argument("--lines", type=int, default=26, help="demandes of each return")
    parser.add_argument("--kilobytes", type=int, default=40, help="size of each document")
    parser.add_argument("--out", type=Path, required=True, help="where to write all")
    options = parser.parse_args()
    write_week(options.out, options.returns, options.ans, options.lines, options.kilobytes * 1000)


if __name__ == "__main__":
    main()
