"""The files of a folder as they are read: those that the record knows at once, the others in a thread."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from functools import partial
from pathlib import Path

from textual.screen import Screen
from textual.worker import Worker, get_current_worker

from segur_tui.application.disk.patience import Patience
from segur_tui.application.files.opening import claim_paths
from segur_tui.application.history.listed_files import known_files, what_is_left
from segur_tui.application.history.standing import standings
from segur_tui.application.record.schema import RecordUnknown
from segur_tui.application.settings.values import Settings
from segur_tui.application.together.drafted_files import with_counts, with_drafts
from segur_tui.application.views.folder import FileRow
from segur_tui.format.value_type import replace
from segur_tui.format.wording import counted
from segur_tui.tui.background import report_warning, show_on

_PATIENCE = Patience(1)


class FolderReading:
    """The files of paths, read for a screen, each a row from the moment on when it is listed.

    `show` shows the rows, with the reason why they are not kept where they are not.
    """

    def __init__(
        self,
        paths: tuple[Path, ...],
        today: date,
        settings: Settings,
        screen: Screen[None],
        show: Callable[[str], None],
    ) -> None:
        self._paths, self._today, self._settings, self._screen, self._show = paths, today, settings, screen, show
        self.rows: dict[str, FileRow] = {}
        self.names: list[str] = []
        """The names of the files, sorted."""
        self.is_listed = False
        self._unread: set[str] = set()
        self._worker: Worker[None] | None = None

    @property
    def so_far(self) -> str:
        """The number of files read, in words, empty once all are."""
        if not self.is_listed:
            return "aucun fichier lu"
        read = len(self.rows) - len(self._unread)
        return f"{counted(read, 'fichier lu')} sur {len(self.rows)}" if self._unread else ""

    def begin(self) -> None:
        """List the files, and read them."""
        self._worker = self._screen.run_worker(self._read_all, thread=True, exclusive=True, group="read")

    def stop(self) -> bool:
        """Read no more; return False where nothing was being read."""
        is_running = self._worker is not None and self._worker.is_running
        if self._worker is not None:
            self._worker.cancel()
        return is_running

    def look_again(self) -> None:
        """Look again at drafts, answers, and files that came or went, once all is read."""
        if self.is_listed and not self._unread:
            self._screen.run_worker(self._look_again, thread=True, exclusive=True, group="left")

    def _look_again(self) -> None:
        if {str(path) for path in claim_paths(self._paths)} == self.rows.keys():
            self._find_left()
        else:
            show_on(self._screen, self.begin)

    def _read_all(self) -> None:
        worker = get_current_worker()
        paths = claim_paths(self._paths)
        known = known_files(paths, self._today, self._settings)
        rows = [FileRow(path, known[path].summary if path in known else None) for path in paths]
        show_on(self._screen, partial(self._list, with_drafts(rows, self._settings)))
        from segur_tui.application.history.readings import hand_in
        from segur_tui.application.together.visit import read_all  # the first words need no control

        with suppress(RecordUnknown):  # why is said of what is read
            hand_in(self._settings, _PATIENCE, partial(report_warning, self._screen.app))
        for batch, trouble in read_all(paths, known, self._today, self._settings, lambda: worker.is_cancelled):
            show_on(self._screen, partial(self._fill, batch, trouble))
        if not worker.is_cancelled:
            self._find_left()

    def _find_left(self) -> None:
        """Find the lines rejected or deposited that nothing has followed."""
        worker, listed = get_current_worker(), list(self.rows.values())
        files = ((row.path, row.figures.kind) for row in listed)
        left = what_is_left(files, self._settings, lambda: worker.is_cancelled)
        if worker.is_cancelled:
            return
        known = standings([(row.path, row.figures.kind, row.figures.lines) for row in listed], self._settings)
        rows = [replace(row.followed(left), standing=known.get(row.path)) for row in listed]
        rows = with_drafts(rows, self._settings)
        show_on(self._screen, partial(self._fill, rows))
        for row in rows:
            if worker.is_cancelled:
                return
            if (counted_row := with_counts(row, self._today, self._settings, self._paths)) is not row:
                show_on(self._screen, partial(self._fill, [counted_row]))

    def _list(self, rows: list[FileRow]) -> None:
        self.rows = {row.key: row if row.summary else self.rows.get(row.key, row) for row in rows}
        self.names = sorted({row.path.name for row in rows})
        self._unread = {row.key for row in rows if row.summary is None}
        self.is_listed = True
        self._show("")

    def _fill(self, batch: list[FileRow], trouble: str = "") -> None:
        for row in batch:
            if row.key in self.rows and row != self.rows[row.key]:
                known = row if row.left is not None else self.rows[row.key]
                self.rows[row.key] = replace(row, left=known.left, exported=known.exported, newer=known.newer)
            self._unread.discard(row.key)
        self._show(trouble)
