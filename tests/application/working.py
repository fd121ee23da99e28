"""Work on files for tests: opened as the program opens them, corrected by one value."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from segur_tui.application.drafts.draft import Draft
from segur_tui.application.drafts.stored import CursorPlace
from segur_tui.application.drafts.work import Work
from segur_tui.application.files.checking import check_path
from segur_tui.application.state.sessions import Session
from segur_tui.format.edit import Edit, Step
from segur_tui.format.tree import value_at
from tests.claims import REJECTED, returned, save
from tests.settings import SETTINGS

TODAY = date(2026, 11, 24)
HERE = CursorPlace("problems", "/lignesImport/0/dateFacture#date-format", "value", 1)


def saved(folder: Path, tree: dict[str, Any] | None = None) -> Path:
    """Write a return of three refused lines, or another file, and return its path."""
    return save(folder, tree or returned([REJECTED, REJECTED, REJECTED]))


def work_on(path: Path, session: Session | None = None) -> Work:
    """Open the work on a file, in a session of its own unless one is given."""
    report = check_path(path, TODAY, SETTINGS)
    assert report.check is not None
    return Work(path, report.check, report.digest, TODAY, session or Session(SETTINGS))


def dated(draft: Draft, day: str, line: int = 1) -> Draft:
    """Return a draft with another invoice day on a line."""
    pointer = ("lignesImport", line - 1, "dateFacture")
    before = value_at(draft.check.claim.root, pointer)
    return draft.with_step(Step(f"ligne {line}, dateFacture", (Edit(pointer, before, day),)))


def day_of(draft: Draft, line: int = 1) -> object:
    """Return the invoice day of a line as a draft has it."""
    return value_at(draft.check.claim.root, ("lignesImport", line - 1, "dateFacture"))
