"""The screen of a folder, or of several files: one row a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Input
from textual.worker import Worker, get_current_worker

from segur_tui.application.checking import FileReport, check_path
from segur_tui.application.drafted_files import with_drafts
from segur_tui.application.opening import claim_paths
from segur_tui.application.views.folder import FileRow, differences
from segur_tui.format.resubmission import same_supplier
from segur_tui.format.wording import counted, folded, typeset
from segur_tui.tui.commands import Command, Where, bindings_of, commands_of, footer_of
from segur_tui.tui.footer import KeyLine
from segur_tui.tui.grid.model import Cell, Row
from segur_tui.tui.inert import visible
from segur_tui.tui.screens.folder_rows import FILE_COLUMNS, file_cells
from segur_tui.tui.screens.help import HelpScreen
from segur_tui.tui.screens.listing import ListingScreen

_KEYS = [("Entrée", "ouvrir"), *footer_of(commands_of(Where.FOLDER))[1:]]
_SEARCH_KEYS = [("Entrée", "garder la recherche"), ("Échap", "effacer")]
_AT_ONCE = 20
"""Files that are read between two repaintings of the list."""


class FolderScreen(ListingScreen[None]):
    """List files while they are read; open one, mark some, export them together."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Where.FOLDER)]
    commands: ClassVar[Sequence[Command]] = commands_of(Where.FOLDER)
    DEFAULT_CSS = """
    FolderScreen > Input { display: none; height: 1; border: none; padding: 0 1; }
    FolderScreen > Input:focus { border: none; }
    FolderScreen > Input.-on { display: block; }
    """

    def __init__(
        self,
        paths: tuple[Path, ...],
        today: date,
        open_file: Callable[[FileReport], None],
        export: Callable[[tuple[FileReport, ...]], None],
        group: Callable[[tuple[FileReport, ...]], None],
    ) -> None:
        """List the files of paths; the callbacks open one, export several, and correct several together."""
        super().__init__(FILE_COLUMNS, _KEYS, "")
        self._paths, self._today = paths, today
        self._open_file, self._export, self._group = open_file, export, group
        self._rows: dict[str, FileRow] = {}
        self._cells: dict[str, tuple[Cell, ...]] = {}
        self._marks: set[str] = set()
        self._searched = ""
        self._is_listed = False
        self._unread: set[str] = set()
        self._reading: Worker[None] | None = None

    def compose(self) -> ComposeResult:
        """Add the line in which one searches, under the title."""
        for widget in super().compose():
            yield widget
            if widget.has_class("title"):
                yield Input(placeholder=typeset("chercher : nom, n° ANS, état…"), select_on_focus=False)

    def on_mount(self) -> None:
        """Begin to read."""
        self.query_one(Input).cursor_blink = False
        super().on_mount()
        self.action_reload()

    # What is shown

    def title_text(self) -> str:
        """Return where one is and how far the reading is."""
        where = ", ".join(visible(str(path)) for path in self._paths)
        read = len(self._rows) - len(self._unread)
        progress = counted(len(self._rows), "fichier")
        if self._unread:
            progress = f"{counted(read, 'fichier')} lu{'s' if read > 1 else ''} sur {len(self._rows)}"
        marked = f" · {counted(len(self._marks), 'marqué')}" if self._marks else ""
        searched = typeset(" · recherche : ") + visible(self._searched) if self._searched else ""
        return f"{where} · {progress}{marked}{searched}"

    def refresh_rows(self) -> None:
        """Show the present rows, or why there are none."""
        self.show_lines(".empty", self._why_nothing())
        super().refresh_rows()

    def table_rows(self) -> Sequence[Row]:
        """Return one row a file that the search leaves."""
        wanted = folded(self._searched)
        drawn = ((row, self._cells_of(row)) for row in self._rows.values())
        return [
            Row(row.key, (Cell("•" if row.key in self._marks else ""), *cells))
            for row, cells in drawn
            if not wanted or wanted in folded(f"{row.path.name} {row.numero_ans} {row.state}")
        ]

    def detail_text(self, row_key: str) -> str:
        """Return a file's whole path, and its figures or why it cannot be read."""
        row = self._rows[row_key]
        path = visible(str(row.path))
        if row.report is None:
            return path
        if row.report.check is None:
            return f"{path}\n✗ {visible(row.report.findings[0].message)}"
        return f"{path}\n{row.figures}"

    def _why_nothing(self) -> str:
        if not self._is_listed:
            return "Lecture du dossier…"
        if self._rows:
            return typeset("Aucun fichier ne répond à la recherche : Échap l’efface.")
        return typeset("Aucun fichier .json ici : q quitte, puis segur-tui DOSSIER en ouvre un autre ; r relit.")

    def _cells_of(self, row: FileRow) -> tuple[Cell, ...]:
        """Return a file's cells behind its mark; counted once, for folders of many files."""
        if (cells := self._cells.get(row.key)) is None:
            cells = self._cells[row.key] = file_cells(row)
        return cells

    # Reading

    def action_reload(self) -> None:
        """Look again at what is there; the cursor and the marks stay on the files that remain."""
        self._show_keys()
        self._reading = self.run_worker(self._read_all, thread=True, exclusive=True, group="read")

    def _read_all(self) -> None:
        worker = get_current_worker()
        paths = claim_paths(self._paths)
        if not worker.is_cancelled:
            self.app.call_from_thread(self._list, worker, paths)
        batch: list[FileRow] = []
        for path in paths:
            if worker.is_cancelled:
                return
            batch.append(FileRow(path, check_path(path, self._today)))
            if len(batch) == _AT_ONCE:
                self.app.call_from_thread(self._fill, worker, with_drafts(batch))
                batch = []
        if not worker.is_cancelled:
            self.app.call_from_thread(self._fill, worker, with_drafts(batch))

    def _list(self, worker: Worker[None], paths: list[Path]) -> None:
        if worker.is_cancelled:  # since it asked: another reading, or the end, has come
            return
        self._rows = {str(path): self._rows.get(str(path), FileRow(path)) for path in paths}
        self._cells = {key: cells for key, cells in self._cells.items() if key in self._rows}
        self._marks &= set(self._rows)
        self._unread = set(self._rows)
        self._is_listed = True
        self.refresh_rows()

    def on_screen_resume(self) -> None:
        """Show what has become of the drafts meanwhile."""
        if self._rows:
            for row in with_drafts(list(self._rows.values())):
                if row != self._rows[row.key]:
                    self._rows[row.key] = row
                    self._cells.pop(row.key, None)
            self.refresh_rows()

    def _fill(self, worker: Worker[None], batch: list[FileRow]) -> None:
        if worker.is_cancelled:
            return
        for row in batch:
            self._rows[row.key] = row
            self._cells.pop(row.key, None)
            self._unread.discard(row.key)
        self.refresh_rows()

    # The commands

    def on_editable_table_row_opened(self) -> None:
        """Open the selected file; a broken one says why it cannot be."""
        row = self._selected
        if row is None or row.report is None:
            self._tell("ce fichier n’est pas encore lu")
        elif row.report.check is None:
            self._tell(typeset("ce fichier ne s’ouvre pas : ") + row.report.findings[0].message)
        else:
            self._open_file(row.report)

    def action_mark(self) -> None:
        """Mark the selected file, or take its mark away, and go down."""
        if (row := self._selected) is not None:
            self._marks ^= {row.key}
            self._show_keys()
            self.refresh_rows()
            self.table.action_step(1)

    def action_mark_all(self) -> None:
        """Mark all files shown, or take their marks away."""
        shown = {row.key for row in self.table.rows}
        self._marks = self._marks - shown if shown <= self._marks else self._marks | shown
        self._show_keys()
        self.refresh_rows()

    def action_export(self) -> None:
        """Export the marked files together, or the selected one."""
        self._together("pas d’export", self._export)

    def action_group(self) -> None:
        """Correct the marked files together, or the selected one."""
        self._together("pas de correction", self._group)

    def _together(self, refusal: str, do: Callable[[tuple[FileReport, ...]], None]) -> None:
        """Do something with the marked files, or the selected one, where they are of one supplier."""
        marked = [row for row in self._rows.values() if row.key in self._marks]
        chosen = marked or [row for row in (self._selected,) if row is not None]
        reports = tuple(row.report for row in chosen if row.report is not None and row.report.check is not None)
        claims = [report.check.claim for report in reports if report.check is not None]
        if not chosen:
            self._tell("aucun fichier ici")
        elif len(reports) < len(chosen):
            first = next(row for row in chosen if row.report is None or row.report.check is None)
            why = "n’est pas encore lu" if first.report is None else "est illisible"
            self._tell(typeset(f"{refusal} : ") + f"{first.path.name} {why}")
        elif not same_supplier(claims):
            self._tell(typeset(f"{refusal} ensemble : ") + differences(claims))
        else:
            do(reports)

    def action_search(self) -> None:
        """Search as one types."""
        field = self.query_one(Input)
        field.add_class("-on")
        field.focus()
        self.query_one(KeyLine).show_keys(_SEARCH_KEYS)

    @on(Input.Changed)
    def _search(self, event: Input.Changed) -> None:
        self._searched = event.value
        self.refresh_rows()

    @on(Input.Submitted)
    def _keep_search(self) -> None:
        self.query_one(Input).remove_class("-on")
        self.table.focus()
        self._show_keys()

    def on_editable_table_cursor_moved(self) -> None:
        """Follow the cursor; what was said was about another file."""
        super().on_editable_table_cursor_moved()
        if not self.query_one(Input).has_class("-on"):
            self._show_keys()

    def action_leave(self) -> None:
        """Leave the search, else the reading."""
        field = self.query_one(Input)
        if field.value or field.has_class("-on"):
            field.value = ""
            self._keep_search()
        elif self._reading is not None and self._reading.is_running:
            self._reading.cancel()
            self._tell(typeset("lecture arrêtée : r relit tout"))

    def action_back(self) -> None:
        """Quit: this is the first screen."""
        self.app.exit()

    def action_help(self) -> None:
        """Show the keys."""
        self.app.push_screen(HelpScreen(self.commands, None))

    def action_history(self) -> None:
        """List the rejected lines that nothing followed."""
        from segur_tui.tui.screens.history import HistoryScreen

        self.app.push_screen(HistoryScreen())

    def action_palette(self) -> None:
        """Show all commands by name."""
        self.app.action_command_palette()

    def action_report(self) -> None:
        """Write a report of the marked files, or of all that are read."""
        from segur_tui.tui.screens.report import ReportScreen, subject_of_folder

        marked = [row for row in self._rows.values() if row.key in self._marks]
        read = [row for row in marked or self._rows.values() if row.report is not None]
        if not read:
            self._tell("aucun fichier n’est lu")
            return
        self.app.push_screen(ReportScreen(subject_of_folder(read, self._paths[0], self._today)))

    @property
    def _selected(self) -> FileRow | None:
        target = self.table.cursor
        return None if target is None else self._rows.get(target.row_key)

    def _tell(self, sentence: str) -> None:
        self.query_one(KeyLine).say(sentence)

    def _show_keys(self) -> None:
        self.query_one(KeyLine).show_keys(_KEYS)
