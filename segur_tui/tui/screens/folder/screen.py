"""The screen of a folder, or of several files: one row a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.widgets import Input
from textual.worker import Worker, get_current_worker

from segur_tui.application.files.checking import FileReport, check_path
from segur_tui.application.files.summary import summary_of
from segur_tui.application.settings.values import Settings
from segur_tui.application.views.folder import FileRow, differences, differing_files
from segur_tui.format.value_type import value_type
from segur_tui.format.wording import counted, typeset
from segur_tui.tui.background import show_on
from segur_tui.tui.commands import Where, bindings_of, commands_of, folder_footer
from segur_tui.tui.screens.dialogs.help import HelpScreen
from segur_tui.tui.screens.folder.reading import FolderReading
from segur_tui.tui.widgets.footer import KeyLine
from segur_tui.tui.widgets.prompt import Prompt

_SEARCH_KEYS = [("Entrée", "garder la recherche"), ("Échap", "effacer")]
_AT_A_STROKE = 10
"""Files that are read within a key press; more are read behind it."""
_STEPS = 50
"""How often at most the progress is shown: over SSH every byte counts."""


Prepare = Callable[[tuple[FileReport, ...]], Callable[[], object]]
"""Gathers what is to be done with files, on any thread, and returns what shows it."""


@value_type
class _Task:
    """What is done with several files; what is said where they cannot go together, and where it is left."""

    refusal: str
    left: str
    prepare: Prepare


class FolderScreen(FolderReading):
    """List files while they are read; open one, mark some, correct or export them together."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Where.FOLDER)]

    def __init__(  # noqa: PLR0913, PLR0917 (what is listed, and what is done with it)
        self,
        paths: tuple[Path, ...],
        today: date,
        settings: Settings,
        open_file: Callable[[Path], None],
        export: Prepare,
        group: Prepare,
    ) -> None:
        """List the files of paths; the callbacks open one, export several, and correct several together."""
        self.commands = commands_of(Where.FOLDER, settings.keys)
        super().__init__(paths, today, settings, folder_footer(self.commands))
        self._open_file, self._export, self._group = open_file, export, group
        self._undertaken: _Task | None = None
        self._taking: Worker[None] | None = None
        self._said_beside = ""
        self._is_refused = False

    def detail_text(self, row_key: str) -> str:
        """Return what a refusal says in full until the cursor moves, else the file's figures."""
        return self._said_beside or super().detail_text(row_key)

    def on_key(self) -> None:
        """Take back what was refused, before the key does what it does."""
        if self._is_refused:
            self._said_beside = ""
            self.show_keys()
            self.show_detail()

    def show_keys(self) -> None:
        """Show the keys again."""
        self._is_refused = False
        super().show_keys()

    def _refuse(self, sentence: str, beside: str = "") -> None:
        """Say until the next key why something is not done, in short, and in full beside."""
        self.tell(sentence)
        self._is_refused, self._said_beside = True, beside
        self.show_detail()

    # The commands

    def on_editable_table_row_opened(self) -> None:
        """Open the selected file; a broken one says why it cannot be."""
        row = self._selected
        if row is not None and row.summary is not None and not row.is_readable:
            self._refuse(typeset("ce fichier ne s’ouvre pas : ") + row.summary.failure)
        elif row is not None:
            self._open_file(row.path)

    def action_mark(self) -> None:
        """Mark the selected file, or take its mark away, and go down."""
        if (row := self._selected) is not None:
            self._marks ^= {row.key}
            self.show_keys()
            self.refresh_rows()
            self.table.action_step(1)

    def action_mark_all(self) -> None:
        """Mark all files shown, or take their marks away."""
        shown = set(self.table.rows.keys)
        self._marks = self._marks - shown if shown <= self._marks else self._marks | shown
        self.show_keys()
        self.refresh_rows()

    def action_export(self) -> None:
        """Export the marked files together, or the selected one."""
        self._together(_Task("pas d’export", "export laissé : rien n’est écrit", self._export))

    def action_group(self) -> None:
        """Correct the marked files together, or the selected one."""
        self._together(_Task("pas corrigés", "correction ensemble laissée : rien n’est changé", self._group))

    def _together(self, task: _Task) -> None:
        """Do something with the marked files, or the selected one, where they are of one supplier."""
        marked = [row for row in self._rows.values() if row.key in self._marks]
        chosen = marked or [row for row in (self._selected,) if row is not None]
        if not chosen:
            self._refuse("aucun fichier ici")
        elif differences(chosen):
            self._say_differences(task, chosen)
        else:
            self._take([row.path for row in chosen], task)

    def _say_differences(self, task: _Task, rows: Sequence[FileRow]) -> None:
        """Say what keeps files from going together: in short, and in full beside."""
        self._refuse(typeset(f"{task.refusal} ensemble : ") + differences(rows), differing_files(rows))

    def _take(self, paths: Sequence[Path], task: _Task) -> None:
        """Read files again, as they are now, and do something with them."""
        if len(paths) <= _AT_A_STROKE:
            self._prepared(task, [check_path(path, self._today, self._settings) for path in paths])()
            return
        self._undertaken = task
        self._show_progress(0, len(paths))
        read = partial(self._read_behind, paths, task)
        self._taking = self.run_worker(read, thread=True, exclusive=True, group="together")

    def _read_behind(self, paths: Sequence[Path], task: _Task) -> None:
        worker, reports = get_current_worker(), list[FileReport]()
        step = -(-len(paths) // _STEPS)
        for path in paths:
            if worker.is_cancelled:
                return
            reports.append(check_path(path, self._today, self._settings))
            if len(reports) % step == 0 or len(reports) == len(paths):
                show_on(self, partial(self._show_progress, len(reports), len(paths)))
        show_on(self, self._prepared(task, reports))

    def _show_progress(self, done: int, total: int) -> None:
        step = f"lecture : {counted(done, 'fichier')} sur {total}" if done < total else "préparation"
        self.tell(typeset(f"{step}… Échap l’arrête"))

    def _prepared(self, task: _Task, reports: Sequence[FileReport]) -> Callable[[], object]:
        """Return what shows files that were read as one, or says what keeps them from it."""
        broken = next((report for report in reports if report.check is None), None)
        if broken is not None:
            return partial(self._refuse, typeset(f"{task.refusal} : ") + f"{broken.path.name} est illisible")
        rows = [FileRow(report.path, summary_of(report)) for report in reports]
        if differences(rows):
            return partial(self._say_differences, task, rows)
        return partial(self._show_prepared, task.prepare(tuple(reports)))

    def _show_prepared(self, show: Callable[[], object]) -> None:
        self.show_keys()
        show()

    def action_search(self) -> None:
        """Search as one types."""
        self.query_one(Prompt).open()
        self.query_one(KeyLine).show_keys(_SEARCH_KEYS)

    @on(Input.Changed)
    def _search(self, event: Input.Changed) -> None:
        self._searched = event.value
        self.refresh_rows()

    @on(Input.Submitted)
    def _keep_search(self) -> None:
        self.query_one(Prompt).close()
        self.table.focus()
        self.show_keys()

    def follow(self) -> None:
        """Follow the cursor; what was said was about another file."""
        self._said_beside = ""
        super().follow()
        if not self.query_one(Prompt).is_open:
            self.show_keys()

    def action_leave(self) -> None:
        """Leave the search, else the reading."""
        field = self.query_one(Prompt)
        if field.value or field.is_open:
            field.value = ""
            self._keep_search()
        elif self._undertaken is not None and self._taking is not None and not self._taking.is_finished:
            self._taking.cancel()
            self.tell(typeset(self._undertaken.left))
        elif self._reading is not None and self._reading.is_running:
            self._reading.cancel()
            self.tell(typeset("lecture arrêtée : r relit tout"))

    def action_back(self) -> None:
        """Quit: this is the first screen."""
        self.app.exit()

    def action_help(self) -> None:
        """Show the keys."""
        self.app.push_screen(HelpScreen(self.commands, None))

    def action_history(self) -> None:
        """List the rejected lines that nothing followed."""
        from segur_tui.tui.screens.history import HistoryScreen

        self.app.push_screen(HistoryScreen(self._settings, so_far=self.read_so_far))

    def action_report(self) -> None:
        """Write a report of the marked files, or of all that are read."""
        from segur_tui.tui.screens.report import ReportScreen, subject_of_folder

        marked = [row for row in self._rows.values() if row.key in self._marks]
        read = [row for row in marked or self._rows.values() if row.summary is not None]
        if not read:
            self._refuse("aucun fichier n’est lu")
            return
        subject = subject_of_folder(read, self._paths[0], self._today, self._settings)
        self.app.push_screen(ReportScreen(subject))

    @property
    def _selected(self) -> FileRow | None:
        target = self.table.cursor
        return None if target is None else self._rows.get(target.row_key)
