"""Files with a draft in progress: shown in a folder, exported as corrected, history once they were exported."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from segur_tui.application.disk.patience import Patience
from segur_tui.application.drafts.draft import Draft
from segur_tui.application.drafts.of_groups import GroupDraft
from segur_tui.application.drafts.stored import Drafts, InProgress, StoredDraft
from segur_tui.application.files.checking import FileReport, content_part
from segur_tui.application.files.opening import digest_of
from segur_tui.application.files.summary import Faults
from segur_tui.application.settings.values import Settings
from segur_tui.application.state.database import PATIENCE, path_as_text
from segur_tui.application.state.folder import StateUnavailable
from segur_tui.application.state.sessions import Session
from segur_tui.application.views.folder import Drafted, FileRow
from segur_tui.format.edit import EditConflict
from segur_tui.format.value_type import replace, value_type
from segur_tui.format.wording import counted

if TYPE_CHECKING:
    from segur_tui.application.export.plan import Plan

_PATIENCE = Patience(1)
"""Seconds that the drafts are waited for where the work goes on without them."""


@value_type
class DraftedFile:
    """A file as its draft in progress has corrected it; `aside` says in French why a draft is not in it."""

    report: FileReport
    aside: str = ""


def with_own_drafts(
    reports: Sequence[FileReport], today: date, settings: Settings, patience: Patience = PATIENCE
) -> list[DraftedFile]:
    """Return files as their drafts in progress have corrected them; the others as they are."""
    try:
        with Drafts.opened(settings, patience, to_read=True) as drafts:
            found = [drafts.find(path_as_text(report.path), report.digest) for report in reports]
    except StateUnavailable as refusal:
        return [DraftedFile(report, f"les brouillons ne se lisent pas : {refusal}") for report in reports]
    return [_corrected(report, draft, today) for report, draft in zip(reports, found, strict=True)]


def made_together(
    reports: Sequence[FileReport], settings: Settings, patience: Patience = PATIENCE
) -> list[GroupDraft]:
    """Return the drafts in progress of groups that these files are in; none where drafts cannot be read."""
    with suppress(StateUnavailable), Drafts.opened(settings, patience, to_read=True) as drafts:
        files = {path_as_text(report.path) for report in reports}
        return [group for group in drafts.together() if group.touches(files)]
    return []


def steps_together(path: Path, settings: Settings, patience: Patience = _PATIENCE) -> int:
    """Return how many steps in a file the drafts in progress of groups have; 0 where drafts cannot be read."""
    name = path_as_text(path)
    with suppress(StateUnavailable), Drafts.opened(settings, patience, to_read=True) as drafts:
        return sum(group.steps_in.get(name, 0) for group in drafts.together())
    return 0


def corrected_since(paths: Iterable[Path], when: datetime, settings: Settings) -> list[Path]:
    """Return the files whose drafts in progress were changed after a time; none where they cannot be read."""
    with suppress(StateUnavailable), Drafts.opened(settings, _PATIENCE, to_read=True) as drafts:
        changed = drafts.changed_at()
        return [path for path in paths if (at := changed.get(path_as_text(path))) is not None and at > when]
    return []


def modifications(reports: Sequence[FileReport], settings: Settings, patience: Patience = PATIENCE) -> list[int]:
    """Return the number of steps of each file's draft in progress; none where drafts cannot be read."""
    known: dict[str, InProgress] = {}
    with suppress(StateUnavailable), Drafts.opened(settings, patience, to_read=True) as drafts:
        known = drafts.in_progress()
    found = (known.get(path_as_text(report.path)) for report in reports)
    return [0 if draft is None else draft.steps for draft in found]


def draft_marks(paths: Iterable[Path], settings: Settings) -> frozenset[tuple[object, ...]] | None:
    """Return what tells the drafts in progress of files, alone or together, from later ones; None: unknown."""
    names = {path_as_text(path) for path in paths}
    try:
        with Drafts.opened(settings, _PATIENCE, to_read=True) as drafts:
            together = {group.path for group in drafts.together() if group.touches(names)}
            return drafts.marks(names | together)
    except StateUnavailable:
        return None


def with_drafts(rows: Sequence[FileRow], settings: Settings) -> list[FileRow]:
    """Return the files of a folder with the steps of their drafts, own and common, and whether they fit."""
    known: dict[str, InProgress] = {}
    together: Counter[str] = Counter()
    with suppress(StateUnavailable), Drafts.opened(settings, _PATIENCE, to_read=True) as drafts:
        known = drafts.in_progress()
        for group in drafts.together():
            together.update(group.steps_in)
    # Following the links of a path takes its time, and most folders have no draft.
    names = [path_as_text(row.path) if known else "" for row in rows]
    return [_with_draft(row, known.get(name), together[name]) for row, name in zip(rows, names, strict=True)]


def with_counts(row: FileRow, today: date, settings: Settings, given: Collection[Path]) -> FileRow:
    """Return a file of a folder with what its draft leaves to correct, where it has one that fits."""
    if not row.modifications or row.is_draft_of_another or not row.is_readable or row.drafted is not None:
        return row
    from segur_tui.application.files.beside import check_beside  # most folders have no draft
    from segur_tui.application.views.problems import Problems

    reports = check_beside([row.path], today, settings, given)
    (file,) = with_own_drafts(reports, today, settings, _PATIENCE)
    if file.report.check is None or not file.report.steps:
        return row
    left = [each.finding for each in Problems.of(Draft.of(file.report.check, today)).rows]
    return replace(row, drafted=Drafted(Faults.of(left), sum(not each.is_error for each in left)))


def note_export(written: Plan, session: Session) -> None:
    """Make history of the drafts that were written as they are, with every changed line, if no other has them."""
    with suppress(StateUnavailable), Drafts.opened(session.settings, _PATIENCE) as drafts:
        for index, source in enumerate(written.sources):
            lines = {candidate.line for candidate in written.resubmission.going if candidate.source == index}
            if source.steps:
                drafts.end_exported(path_as_text(source.path), source.digest, source.steps, lines, session)
        _end_together(drafts, written, session)


def _end_together(drafts: Drafts, written: Plan, session: Session) -> None:
    """Make history of the drafts of groups whose files were all there, and whose changed demandes all went."""
    files = {path_as_text(source.path) for source in written.sources}
    numbers = {written.editor_number(candidate) for candidate in written.resubmission.going}
    for together in drafts.together():
        found = drafts.in_progress_of(together.path) if files.issuperset(together.files) else None
        if found is None or drafts.holder(together.path, session) is not None:
            continue
        if {number for step in found.done for _, number in step.demandes} <= numbers:
            drafts.end(found.identity, "exported")


def _with_draft(row: FileRow, draft: InProgress | None, together: int) -> FileRow:
    steps = 0 if draft is None else draft.steps
    is_of_another = draft is not None and content_part(draft.digest) != digest_of(row.path)
    when = "" if draft is None else draft.changed_at
    known = row.modifications, row.is_draft_of_another, row.together, row.drafted_at
    if known == (steps, is_of_another, together, when):
        return row
    drafted = row.drafted if row.drafted_at == when else None
    row = replace(row, modifications=steps, is_draft_of_another=is_of_another, together=together)
    return replace(row, drafted_at=when, drafted=drafted)


def _corrected(report: FileReport, found: StoredDraft | None, today: date) -> DraftedFile:
    if found is None or report.check is None or not (found.done or found.undone):
        return DraftedFile(report)
    with suppress(EditConflict):
        if found.digest == report.digest:
            draft = Draft.restored(report.check, today, found.done, found.undone)
            return DraftedFile(replace(report, check=draft.check, steps=draft.done))
    if not found.done:
        return DraftedFile(report)
    drafted = f"le brouillon de {counted(len(found.done), 'modification')} de {report.path.name}"
    return DraftedFile(report, f"{drafted} est celui d’un autre contenu (ouvrir le fichier le reprend)")
