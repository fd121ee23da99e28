"""The files of a folder that are exported together: as their drafts have corrected them, and read again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path

from segur_tui.application.export.deciding import as_sources, chosen
from segur_tui.application.export.publication import PublicationRefused
from segur_tui.application.files.beside import check_beside
from segur_tui.application.files.checking import FileReport
from segur_tui.application.state.sessions import Session
from segur_tui.application.together.drafted_files import draft_marks, note_export
from segur_tui.application.together.grouped_drafts import as_corrected
from segur_tui.tui.screens.export.choices import Offer, Origin


class MarkedFiles:
    """Several files that an export offers as their drafts have corrected them, and their changes since.

    The `skipped` ones cannot be read, and stay out.
    """

    def __init__(
        self, corrected: Sequence[FileReport], today: date, session: Session, skipped: Sequence[Path] = ()
    ) -> None:
        self._paths, self._today, self._session = [report.path for report in corrected], today, session
        self._skipped = tuple(skipped)
        self._marks = draft_marks(self._paths, session.settings)
        self.offer = self._offered(corrected)
        self.origin = Origin(self._renewed, self._taken, partial(note_export, session=session))

    def _offered(self, corrected: Sequence[FileReport], aside: str = "") -> Offer:
        sources = as_sources(corrected)
        return Offer(sources, chosen(sources), aside=aside, skipped=self._skipped)

    def _renewed(self) -> Offer:
        settings = self._session.settings
        self._marks = draft_marks(self._paths, settings)
        reports = check_beside(self._paths, self._today, settings, self._session.given)
        there = [report for report in reports if report.check is not None]
        if not there:
            raise PublicationRefused("revenir au dossier (q) et le relire (r)")
        self._skipped += tuple(report.path for report in reports if report.check is None)
        self._paths = [report.path for report in there]
        found = as_corrected(there, self._today, settings)
        aside = " ; ".join(each.aside for each in found if each.aside)
        return self._offered([each.report for each in found], aside)

    def _taken(self) -> str:
        marks = draft_marks(self._paths, self._session.settings)
        return "" if marks == self._marks else "un brouillon de ces fichiers a changé ailleurs"
