"""Print what exporting with documents takes, beside cp of the same bytes, and its most memory.

Run it from the project's folder: `python -m benchmarks.pack_documents [--documents 4000] [--runs 7] [--cold]
[--other PYTHON] [--folder DIR]`, where the folder has room for three times the documents, and PYTHON is that of
another build's environment. All of them have on the disk what they wrote before they end: an export by fsync of
each file, `cp` of the zip files by `sync` of each, `cp` of the documents by one `sync -f` of the file system. With
`--cold` nothing of what is read is in the disk's cache, otherwise all of it.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from pathlib import Path

from benchmarks.figures import say_load, show, verdict
from benchmarks.processes import FIGURES, Taken, medians, run
from tests.application.documents.papers import pages, pdf
from tests.claims import REJECTED, returned, save

LINES, KINDS = 200, ("FACTURE", "VA")
DOCUMENT = 200_000
"""Bytes of a document."""
MOST_TIME, MOST_MEMORY = 1.1, 1.1
"""Times what cp takes, and times the memory that the same export takes without documents."""


_WITHOUT = "export without documents"


def prepare(folder: Path, documents: int) -> None:
    """Write returns of refused demandes, and the documents that they name."""
    demandes = documents // len(KINDS)
    for number, first in enumerate(range(1, demandes + 1, LINES), 1):
        answers = [REJECTED] * min(LINES, demandes - first + 1)
        save(folder / "returns", returned(answers, first), number=number)
    pieces = folder / "pieces"
    pieces.mkdir()
    for number in range(1, demandes + 1):
        for kind in KINDS:
            (pieces / f"MDV-LGC-Va1-{kind}-{number:05d}.pdf").write_bytes(_paper())


def _paper() -> bytes:
    """Return a PDF of one page with a scan that does not pack."""
    scan = os.urandom(DOCUMENT - 500)
    return pdf([*pages(), b"<< /Length %d >> stream\n%b\nendstream" % (len(scan), scan)])


def export(folder: Path, out: Path, python: str = sys.executable, *, pieces: str = "pieces") -> list[str]:
    """Return the command that exports all, with the documents of a folder or, where it is empty, without any."""
    documents = ["--documents", str(folder / pieces)] if pieces else []
    return [python, "-P", "-m", "segur_tui", "export", str(folder / "returns"), *documents, "--output", str(out)]


def copies(folder: Path, zips: Path, out: Path) -> dict[str, list[str]]:
    """Return the commands that copy the documents, and what an export makes of them."""
    return {
        "cp of the documents": ["sh", "-c", f"cp -r '{folder}/pieces' '{out}' && sync -f '{out}'"],
        "cp of the zip files": ["sh", "-c", f"cp -r '{zips}' '{out}' && sync '{out}'/* '{out}'"],
    }


def taken(command: list[str], out: Path, *read: Path, is_cold: bool) -> Taken:
    """Run a command that writes a new folder, with a record of its own, and remove what it wrote."""
    os.sync()
    for path in (path for folder in read for path in folder.iterdir()):
        with path.open("rb") as file:
            if is_cold:
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
            else:
                while file.read(1 << 20):
                    pass
    with tempfile.TemporaryDirectory(dir=out.parent) as state:
        found = run(command, state, successes={0})
    shutil.rmtree(out)
    return found


def compare(folder: Path, options: argparse.Namespace) -> None:
    """Print the export, by both builds if there are two, and the copies, run in turn."""
    zips, out = folder / "zips", folder / "out"
    run(export(folder, zips), str(folder / "state"), successes={0})
    commands = {"export": export(folder, out)}
    if options.other:
        commands["export by the other build"] = export(folder, out, options.other)
    commands |= {_WITHOUT: export(folder, out, pieces="")} | copies(folder, zips, out)
    found: dict[str, list[Taken]] = {name: [] for name in commands}
    for number in range(options.runs + 1):
        for name, command in commands.items():
            once = taken(command, out, folder / "pieces", zips, is_cold=options.cold)
            found[name] += [once] if number else []
    rows = {name: medians(each) for name, each in found.items()}
    mine, megabytes = rows["export"], sum(path.stat().st_size for path in zips.iterdir()) / 1_000_000
    where = "the disk" if options.cold else "the disk's cache"
    show(
        f"{options.documents:,} documents, {megabytes:,.0f} MB, read from {where}",
        ("medians", *FIGURES, "export ÷"),
        [(name, *each.shown(), f"{mine.wall / each.wall:.2f}") for name, each in rows.items()],
    )
    for name, each in rows.items():
        if name.startswith("cp"):
            wall, processor = mine.wall / each.wall, mine.processor / each.processor
            print(
                f"× {name}: {wall:.2f} by the clock, at most {MOST_TIME}: {verdict(wall, MOST_TIME)}; "
                f"of the processors {processor:.2f}"
            )
    ratio = mine.peak / rows[_WITHOUT].peak
    print(f"memory × that without documents: {ratio:.2f}, at most {MOST_MEMORY}: {verdict(ratio, MOST_MEMORY)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--documents", type=int, default=4_000, help="documents, two of each demande")
    parser.add_argument("--runs", type=int, default=7, help="times that each is run")
    parser.add_argument("--cold", action="store_true", help="read from the disk, not from its cache")
    parser.add_argument("--other", help="the Python of another build")
    parser.add_argument("--folder", help="where to write; by default the system's folder for passing files")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as name:
        prepare(Path(name), options.documents)
        compare(Path(name), options)
    say_load()


if __name__ == "__main__":
    main()
