"""What must hold of any file: nothing crashes, nothing is guessed, nothing steers a terminal, nothing is lost."""

from __future__ import annotations

import csv
import io
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from segur_tui.application.drafts.draft import Draft
from segur_tui.application.export.deciding import decide, known_of
from segur_tui.application.export.exporting import export
from segur_tui.application.export.plan import ExportChoice, SourceFile
from segur_tui.application.files.checking import FileReport, checked
from segur_tui.application.files.opening import Opened, open_claim
from segur_tui.application.reports.csv_table import csv_pieces
from segur_tui.application.reports.html_page import html_pieces
from segur_tui.application.reports.report import Report
from segur_tui.application.views.fields import field_rows
from segur_tui.application.views.lines import line_rows
from segur_tui.application.views.problems import Problems, grouped
from segur_tui.format.answer import AnswerState
from segur_tui.format.candidate import Candidate
from segur_tui.format.check import Check, check
from segur_tui.format.claim_file import ClaimFile
from segur_tui.format.correcting import correct
from segur_tui.format.edit import Step, applied_in_turn
from segur_tui.format.inert import visible
from segur_tui.format.reading import read
from segur_tui.format.stored_edit import restored, stored
from segur_tui.format.tree import same
from segur_tui.format.writing import write
from tests.settings import SETTINGS

TODAY = date(2026, 11, 24)
_MOST_FIELDS = 1_000
"""Demandes whose fields are looked at: a screen shows those of one."""
_FORMULA = ("=", "+", "-", "@")


class Broken(AssertionError):  # noqa: N818 (it names what a promise is)
    """Something that must hold does not."""


@dataclass(frozen=True)
class Outcome:
    """What became of a case: whether it could be read, its demandes, and how many were written again.

    `slowest` is the processor time of its longest single operation, in seconds.
    """

    is_read: bool
    slowest: float
    demandes: int = 0
    written: int = 0


class _Watch:
    """Keeps the processor time of the longest operation."""

    def __init__(self) -> None:
        self.longest = 0.0

    @contextmanager
    def operation(self) -> Iterator[None]:
        began = time.process_time()
        yield
        self.longest = max(self.longest, time.process_time() - began)


def hold(content: bytes, folder: Path) -> Outcome:
    """Put a file through reader, controls, corrections, reports and export; raises Broken.

    `folder` is an empty one: what the export writes must stay in its `out`.
    """
    path = folder / "JSON-LGCTEST001-20261005-001.json"
    path.write_bytes(content)
    watch = _Watch()
    with watch.operation():
        opened = open_claim(path, SETTINGS)
    claim = opened.claim
    if claim is None:
        reason = visible(str(opened.failure)).replace("\N{NO-BREAK SPACE}", " ")
        _need(reason.isprintable(), "the reason steers")
        _reports(FileReport(path, None, opened.failure))
        return Outcome(False, watch.longest)  # noqa: FBT003 (it is not read)
    _need(same(read(write(claim.root)).root, claim.root), "written and read again, the tree is another")
    with watch.operation():
        before = check(claim, TODAY)
    with watch.operation():
        correct(before, TODAY)
    after = _corrections(before)
    with watch.operation():
        _rows(Draft(before, after, TODAY))
    with watch.operation():
        _reports(checked(Opened(path, claim), TODAY))
    written = _export(path, after, folder / "out", watch)
    _need(path.read_bytes() == content, "the source was changed")
    return Outcome(True, watch.longest, len(claim.lines), written)  # noqa: FBT003 (it is read)


def _corrections(before: Check) -> Check:
    done = correct(before, TODAY)
    _need(not [finding for finding in done.check.findings if finding.fix], "a safe correction is left")
    _need(check(done.check.claim, TODAY).findings == done.check.findings, "checked anew, the findings are others")
    for line, answer in enumerate(before.claim.answers, 1):
        if answer.state is AnswerState.ACCEPTED and before.claim.lines_at == done.check.claim.lines_at:
            kept = same(before.claim.lines[line - 1], done.check.claim.lines[line - 1])
            _need(kept, "an accepted demande was corrected")
    draft = Draft.of(before, TODAY)
    if done.edits:
        changed = draft.with_step(Step("corrections", done.edits))
        _need(same(changed.check.claim.root, done.check.claim.root), "as a step, the tree is another")
        _need(same(changed.undo().check.claim.root, before.claim.root), "undone, the tree is not as it was")
        _need(same(changed.undo().redo().check.claim.root, done.check.claim.root), "redone, the tree is another")
    tree = applied_in_turn(before.claim.root, restored(stored(done.edits)))
    _need(same(tree, done.check.claim.root), "stored and restored, the corrections give another tree")
    return done.check


def _rows(draft: Draft) -> None:
    rows = Problems.of(draft).rows
    _need(len({row.key for row in rows}) == len(rows), "two problems have one key")
    grouped(rows)
    for line in line_rows(Problems.of(draft))[:_MOST_FIELDS]:
        fields = field_rows(draft, line.line)
        _need(len({field.key for field in fields}) == len(fields), "two fields have one key")


def _reports(report: FileReport) -> None:
    reported = Report.of_disk([report], TODAY)
    page = "".join(html_pieces(reported))
    _need(_is_inert(page), "the HTML page steers")
    table = "".join(csv_pieces(reported))
    _need(_is_inert(table), "the CSV table steers")
    cells = (cell for row in csv.reader(io.StringIO(table), delimiter=";") for cell in row)
    _need(not any(cell.lstrip().startswith(_FORMULA) for cell in cells), "a cell is a formula")


def _is_inert(text: str) -> bool:
    return all(visible(line) == line for line in text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n"))


def _export(path: Path, present: Check, out: Path, watch: _Watch) -> int:
    everyone = [Candidate(0, line) for line in range(1, len(present.claim.lines) + 1)]
    sources = [SourceFile(path, present)]
    with watch.operation():
        claimed = known_of(sources, SETTINGS)
    with watch.operation():
        prepared = decide(
            sources, ExportChoice(everyone, TODAY, confirmed=everyone, existing=everyone), TODAY, claimed
        )
    with watch.operation():
        decide(sources, ExportChoice(everyone, TODAY, documents=out.parent), TODAY)
    if not prepared.files:
        return 0
    with watch.operation():
        exported = export(prepared, out, SETTINGS)
    for file in exported.paths:
        _need(file.parent == out, "a file was written elsewhere")
        again = check(ClaimFile.of(file.name, read(file.read_bytes())), TODAY, acceptances=present.acceptances)
        wrong = [finding for finding in again.findings if finding.is_error]
        _need(not wrong, f"a written file has errors: {wrong[:1]}")
        _need(again.claim.count(AnswerState.PENDING) == len(again.claim.lines), "an answer was written")
    _need({each.name for each in out.parent.iterdir()} <= {path.name, "out"}, "something was left beside")
    return len(prepared.resubmission.going)


def _need(holds: bool, what: str) -> None:  # noqa: FBT001 (a condition and what its failure means)
    if not holds:
        raise Broken(what)
