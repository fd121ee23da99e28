"""Print how long reading, checking, checking again after one edit, and exporting take inside one process.

Run it from the project's folder: `python -m benchmarks.engine [--runs 9] [--lines 200 5000]`.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.figures import median, say_load, show
from benchmarks.returns import write_return
from segur_tui.application.drafts.draft import Draft
from segur_tui.application.export.deciding import corrected, decide
from segur_tui.application.export.plan import ExportChoice, SourceFile
from segur_tui.application.views.lines import line_rows
from segur_tui.application.views.problems import Problems
from segur_tui.format.candidate import Candidate
from segur_tui.format.check import check
from segur_tui.format.claim_file import ClaimFile
from segur_tui.format.edit import Edit, Step
from segur_tui.format.reading import read
from segur_tui.format.resubmission import chosen_by_default

TODAY = date(2026, 11, 2)


def works(path: Path) -> dict[str, Callable[[], object]]:
    """Return what is measured on a file, each with all before it done."""
    content = path.read_bytes()
    tree = read(content)
    claim = ClaimFile.of(path.name, tree)
    checked = check(claim, TODAY)
    draft = Draft.of(checked, TODAY)
    problems = Problems.of(draft)
    finding = next(finding for finding in checked.findings if finding.fix)
    edit = finding.fix
    if not isinstance(edit, Edit):
        raise TypeError(edit)
    source = SourceFile(path, checked)
    lines = chosen_by_default(claim)
    candidates = [Candidate(0, line) for line in lines]
    return {
        "read the bytes": lambda: read(content),
        "find the demandes": lambda: ClaimFile.of(path.name, tree),
        "check": lambda: check(claim, TODAY),
        "check again after one edit": lambda: draft.with_step(Step("one", (edit,))),
        "rows of the problems": lambda: Problems.of(draft).rows,
        "rows of the lines": lambda: line_rows(problems),
        "safe corrections of all refused lines": lambda: corrected((source,), candidates, TODAY),
        "export: plan and bytes of the files": lambda: decide((source,), ExportChoice(candidates, TODAY), TODAY),
    }


def milliseconds(work: Callable[[], object]) -> float:
    """Do it once and return how long it takes."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=9, help="times that each work is done")
    parser.add_argument("--lines", type=int, nargs="*", default=[200, 5_000], help="sizes of the returns")
    options = parser.parse_args()
    medians: dict[str, list[float]] = {}
    sizes = []
    for count in options.lines:
        with TemporaryDirectory() as folder:
            path = write_return(Path(folder), count)
            sizes.append(path.stat().st_size)
            for name, work in works(path).items():
                milliseconds(work)
                medians.setdefault(name, []).append(median(milliseconds(work) for _ in range(options.runs)))
    columns = [f"{count:,} lines ({size / 1e6:.1f} MB)" for count, size in zip(options.lines, sizes, strict=True)]
    show("In one process, median ms", ("work", *columns), [(name, *taken) for name, taken in medians.items()])
    say_load()


if __name__ == "__main__":
    main()
