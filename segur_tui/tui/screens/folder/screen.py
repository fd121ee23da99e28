"""The screen of a folder, or of several files: one row a file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import ClassVar

from textual.binding import BindingType

from segur_tui.application.files.opening import is_rewritable
from segur_tui.application.settings.values import Settings
from segur_tui.application.views.folder import ANSWERED, FileRow, sources_among, told_apart
from segur_tui.format.wording import counted, folded, typeset
from segur_tui.tui.commands import Where, bindings_of, commands_of, folder_footer
from segur_tui.tui.grid.model import Cell, Column, Row, Rows, Tone
from segur_tui.tui.screens.dialogs.listing import ListingScreen
from segur_tui.tui.screens.folder.reading import FolderReading
from segur_tui.tui.screens.folder.together import FilesTogether, Prepare, Task
from segur_tui.tui.widgets.inert import visible

_WIDE = 120
"""Columns from which the title has room for whole sentences."""
_COLUMNS = (
    Column("mark", "", 1),
    Column("name", "Fichier", 29, share=3, cut="name"),
    Column("ans", "N° ANS", 10, dispensable=1),
    Column("day", "Jour", 10, dispensable=3),
    Column("number", "N°", 3, align="right", dispensable=4),
    Column("lines", "Lignes", 6, align="right"),
    Column("accepted", "Acc.", 4, align="right", dispensable=2),
    Column("rejected", "Ref.", 4, align="right"),
    Column("errors", "Err.", 4, align="right"),
    Column("state", "État", 15),
)


class FolderScreen(ListingScreen[None]):
    """The files of paths as they are read; `open_file` opens one, `export` and `group` take several together."""

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
        self.commands = commands_of(Where.FOLDER, settings.keys)
        super().__init__(_COLUMNS, folder_footer(self.commands), "", "chercher : nom, n° ANS, état…")
        self._paths, self._today, self._settings, self._open_file = paths, today, settings, open_file
        self._export = Task("pas d’export", "export abandonné : rien n’est écrit", export, of_each=True)
        self._group = Task("pas corrigés", "correction ensemble abandonnée : rien n’est changé", group)
        self._reading = FolderReading(paths, today, settings, self, self._show_read)
        self._together = FilesTogether(self._paths, today, settings, self, self.say, self._refuse)
        self._said_beside = ""
        self._is_refused = False

    def on_mount(self) -> None:
        """Begin to read, unless the end of the program came first."""
        if self.is_attached:
            super().on_mount()
            self.action_reload()

    # The rows

    def title_text(self) -> str:
        """Return the paths, and the progress of the reading."""
        where = ", ".join(visible(str(path)) for path in self._paths)
        progress = self._reading.so_far or counted(len(self._reading.rows), "fichier")
        return f"{where}\N{NO-BREAK SPACE}· {progress}{self._marked()}{self.search.words}"

    def _marked(self) -> str:
        """Return the number of marked files, and of those among them that the search hides."""
        if not self.ticked:
            return ""
        marked, hidden = counted(len(self.ticked), "marqué"), len(self.ticked.difference(self.table.rows.keys))
        if hidden:
            cached = counted(hidden, "caché")
            marked += f", dont {cached}" if self.size.width >= _WIDE else f" ({cached})"
        return f"\N{NO-BREAK SPACE}· {marked}"

    def why_nothing(self) -> str:
        """Return the progress of a reading that has found nothing, or its end."""
        if not self._reading.is_listed:
            return "Lecture du dossier…"
        if self._reading.rows:
            return typeset("Aucun fichier ne répond à la recherche : Échap l’efface.")
        return typeset("Aucun fichier .json ici : q quitte, puis segur-tui DOSSIER en ouvre un autre ; r relit.")

    def table_rows(self) -> Rows:
        """Return one row a file that the search leaves."""
        wanted, marks = folded(self.search.value), frozenset(self.ticked)
        shown = [
            row
            for row in self._reading.rows.values()
            if not wanted or wanted in folded(f"{row.path.name} {row.numero_ans} {row.state}")
        ]

        def drawn(rank: int) -> Row:
            row = shown[rank]
            return _row(row, "•" if row.key in marks else "", told_apart(row.path.name, self._reading.names))

        return Rows([row.key for row in shown], drawn)

    def detail_text(self, row_key: str) -> str:
        """Return a refusal in full until the cursor moves, else a file's path and figures."""
        if self._said_beside:
            return self._said_beside
        row = self._reading.rows[row_key]
        path = visible(str(row.path))
        if row.summary is None:
            return path
        return f"{path}\n{row.words}" if row.is_readable else f"{path}\n✗ {visible(row.summary.failure)}"

    def _show_read(self, trouble: str) -> None:
        """Show the rows read; the marks stay on the files that remain."""
        self.ticked &= set(self._reading.rows)
        self.refresh_rows()
        if trouble:
            self.say(typeset(f"ce qui est lu ne se garde pas : {trouble}"))

    def on_screen_resume(self) -> None:
        """Show the drafts and the answers of demandes as they are meanwhile."""
        self._reading.look_again()

    def follow(self) -> None:
        """Follow the cursor; what was said was about another file."""
        self._said_beside = ""
        super().follow()
        self.show_keys()

    def on_key(self) -> None:
        """Take a refusal back, before the key does anything."""
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
        self.say(sentence)
        self._is_refused, self._said_beside = True, beside
        self.show_detail()

    # The keys

    def on_editable_table_row_opened(self) -> None:
        """Open the selected file; a broken one says why it cannot be, unless its numbers can be corrected."""
        row = self._selected
        is_broken = row is not None and row.summary is not None and not row.is_readable
        if row is not None and (not is_broken or is_rewritable(row.path, self._settings)):
            self._open_file(row.path)
        elif row is not None and row.summary is not None:
            self._refuse(typeset("ce fichier ne s’ouvre pas : ") + row.summary.failure)

    def action_reload(self) -> None:
        """List and read the files again; the cursor and the marks stay on those that remain."""
        self.show_keys()
        self._reading.begin()

    action_mark = ListingScreen.action_tick

    def tick(self, row_key: str) -> bool:
        """Mark a file, or take its mark away."""
        self.show_keys()
        self.turn_ticks({row_key})
        return True

    def action_mark_all(self) -> None:
        """Mark all files shown, or take their marks away."""
        self.show_keys()
        self.turn_ticks(set(self.table.rows.keys))

    def action_export(self) -> None:
        """Export the marked files together, or the selected one."""
        self._take(self._export)

    def action_group(self) -> None:
        """Correct the marked files together, or the selected one."""
        self._take(self._group)

    def _take(self, task: Task) -> None:
        chosen = self._all_marked or [row for row in (self._selected,) if row is not None]
        sources, aside = sources_among(chosen)
        if aside:
            self.notify(visible(aside), markup=False)
        self._together.take(sources, task)

    def action_leave(self) -> None:
        """Leave the search, else the reading."""
        if not self.search.leave() and not self._together.stop() and self._reading.stop():
            self.say(typeset("lecture arrêtée : r relit tout"))

    def action_back(self) -> None:
        """Quit: this is the first screen."""
        self.app.exit()

    def action_help(self) -> None:
        """Show the keys."""
        from segur_tui.tui.screens.dialogs.help import HelpScreen

        self.app.push_screen(HelpScreen(self.commands, None))

    def action_history(self) -> None:
        """List the rejected lines that nothing followed."""
        from segur_tui.tui.screens.history import HistoryScreen

        self.app.push_screen(HistoryScreen(self._settings, so_far=lambda: self._reading.so_far))

    def action_unclaimed(self) -> None:
        """List the money that is still to be claimed."""
        from segur_tui.tui.screens.unclaimed import UnclaimedScreen

        self.app.push_screen(UnclaimedScreen(self._settings, self._today, lambda: self._reading.so_far))

    def action_withdraw(self) -> None:
        """Say that the selected file, which this program wrote, was never deposited."""
        from segur_tui.tui.screens.withdrawal import ask_to_withdraw

        row = self._selected
        if row is not None and row.standing is not None:
            ask_to_withdraw(self, row.path, self._settings, self._reading.look_again)
        else:
            self._refuse(typeset("segur-tui n’a pas écrit ce fichier : rien à retirer"))

    def action_report(self) -> None:
        """Write a report of the marked files, or of all that are read."""
        from segur_tui.tui.screens.report import ReportScreen, subject_of_folder

        read = [row for row in self._all_marked or self._reading.rows.values() if row.summary is not None]
        if read:
            subject = subject_of_folder(read, self._paths, self._today, self._settings)
            self.app.push_screen(ReportScreen(subject))
        else:
            self._refuse("aucun fichier n’est lu")

    @property
    def _all_marked(self) -> list[FileRow]:
        return [row for row in self._reading.rows.values() if row.key in self.ticked]

    @property
    def _selected(self) -> FileRow | None:
        return None if self.selected is None else self._reading.rows.get(self.selected)


def _row(row: FileRow, mark: str, apart: tuple[int, ...]) -> Row:
    name, figures = row.name, row.figures
    counts = (figures.lines, figures.accepted, figures.rejected, row.errors)
    is_good = row.state in {"tout accepté", "à déposer", "exporté", ANSWERED}
    tone = Tone.GOOD if is_good else Tone.MUTED if row.summary is None else Tone.ERROR
    return Row.of(
        row.key,
        mark,
        Cell(row.path.name, apart=apart),
        row.numero_ans,
        "" if name is None else f"{name.day:%d/%m/%Y}",
        "" if name is None else f"{name.number:03d}",
        *(str(count) if row.is_readable else "" for count in counts),
        Cell(row.state, tone),
    )
