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
from textual.worker import get_current_worker

from segur_tui.application.checking import FileReport, check_path
from segur_tui.application.opening import claim_paths
from segur_tui.application.views.folder import FileRow
from segur_tui.format.answer import State
from segur_tui.format.resubmission import same_supplier
from segur_tui.format.wording import counted, folded, typeset
from segur_tui.tui.commands import Command, Where, bindings_of, commands_of, footer_of
from segur_tui.tui.footer import KeyLine
from segur_tui.tui.grid.model import Cell, Column, Row, Tone
from segur_tui.tui.screens.help import HelpScreen
from segur_tui.tui.screens.listing import ListingScreen

_COLUMNS = (
    Column("mark", "", 1),
    Column("name", "Fichier", 20, share=3),
    Column("ans", "N° ANS", 10, dispensable=1),
    Column("day", "Jour", 10, dispensable=3),
    Column("number", "N°", 3, align="right", dispensable=4),
    Column("lines", "Lignes", 6, align="right"),
    Column("accepted", "Acc.", 4, align="right", dispensable=2),
    Column("rejected", "Ref.", 4, align="right"),
    Column("errors", "Err.", 4, align="right"),
    Column("state", "État", 15),
)
_KEYS = [("Entrée", "ouvrir"), *footer_of(commands_of(Where.FOLDER))[1:]]
_AT_ONCE = 20
"""Files that are read between two repaintings of the list."""


class FolderScreen(ListingScreen[None]):
    """List files while they are read; open one, mark some, export them together."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Where.FOLDER)]
    commands: ClassVar[Sequence[Command]] = commands_of(Where.FOLDER)
    DEFAULT_CSS = """
    FolderScreen > Input { display: none; height: 1; border: none; padding: 0 1; }
    FolderScreen > Input.-on { display: block; }
    """

    def __init__(
        self,
        paths: tuple[Path, ...],
        today: date,
        open_file: Callable[[FileReport], None],
        export: Callable[[tuple[FileReport, ...]], None],
    ) -> None:
        """List the files of paths; the callbacks open one and export several."""
        nothing = typeset("Aucun fichier .json ici : q quitte, puis segur-tui DOSSIER en ouvre un autre.")
        super().__init__(_COLUMNS, _KEYS, nothing)
        self._paths, self._today = paths, today
        self._open_file, self._export = open_file, export
        self._rows: dict[str, FileRow] = {}
        self._marks: set[str] = set()
        self._searched = ""

    def compose(self) -> ComposeResult:
        """Add the line in which one searches."""
        yield from super().compose()
        yield Input(placeholder="chercher : nom, n° ANS, état…", select_on_focus=False)

    def on_mount(self) -> None:
        """Begin to read."""
        self.query_one(Input).cursor_blink = False
        super().on_mount()
        self.action_reload()

    # What is shown

    def title_text(self) -> str:
        """Return where one is and how far the reading is."""
        read = sum(row.report is not None for row in self._rows.values())
        where = ", ".join(str(path) for path in self._paths)
        progress = (
            counted(read, "fichier") if read == len(self._rows) else f"{read} fichiers lus sur {len(self._rows)}"
        )
        marked = f" · {counted(len(self._marks), 'marqué')}" if self._marks else ""
        searched = typeset(f" · recherche : {self._searched}") if self._searched else ""
        return f"{where} · {progress}{marked}{searched}"

    def table_rows(self) -> Sequence[Row]:
        """Return one row a file that the search leaves."""
        wanted = folded(self._searched)
        return [
            self._row(row)
            for row in self._rows.values()
            if wanted in folded(f"{row.path.name} {row.numero_ans} {row.state}")
        ]

    def detail_text(self, row_key: str) -> str:
        """Return a file's whole path, and why it cannot be read."""
        row = self._rows[row_key]
        if row.report is not None and row.report.check is None:
            return f"{row.path}\n✗ {row.report.findings[0].message}"
        return str(row.path)

    def _row(self, row: FileRow) -> Row:
        name = row.name
        is_read = row.report is not None and row.report.check is not None
        counts = (row.lines(), row.lines(State.ACCEPTED), row.lines(State.REJECTED), row.errors)
        is_good = row.state in ("tout accepté", "à déposer")
        tone = Tone.GOOD if is_good else Tone.MUTED if row.report is None else Tone.ERROR
        return Row(
            row.key,
            (
                Cell("•" if row.key in self._marks else ""),
                Cell(row.path.name),
                Cell(row.numero_ans),
                Cell("" if name is None else f"{name.day:%d/%m/%Y}"),
                Cell("" if name is None else f"{name.number:03d}"),
                *(Cell(str(count) if is_read else "") for count in counts),
                Cell(row.state, tone),
            ),
        )

    # Reading

    def action_reload(self) -> None:
        """Look again at what is there; marks stay on the files that remain."""
        self.run_worker(self._read_all, thread=True, exclusive=True, group="read")

    def _read_all(self) -> None:
        worker = get_current_worker()
        paths = claim_paths(self._paths)
        self.app.call_from_thread(self._list, paths)
        batch: list[FileRow] = []
        for path in paths:
            if worker.is_cancelled:
                return
            batch.append(FileRow(path, check_path(path, self._today)))
            if len(batch) == _AT_ONCE:
                self.app.call_from_thread(self._fill, batch)
                batch = []
        self.app.call_from_thread(self._fill, batch)

    def _list(self, paths: list[Path]) -> None:
        self._rows = {str(path): self._rows.get(str(path), FileRow(path)) for path in paths}
        self._marks &= set(self._rows)
        self.refresh_rows()

    def _fill(self, batch: list[FileRow]) -> None:
        self._rows.update({row.key: row for row in batch if row.key in self._rows})
        if self.is_mounted:
            self.refresh_rows()

    # The commands

    def on_editable_table_row_opened(self) -> None:
        """Open the selected file; a broken one says why it cannot be."""
        row = self._selected
        if row is None or row.report is None:
            self._tell(typeset("ce fichier n’est pas encore lu"))
        elif row.report.check is None:
            self._tell(typeset(f"ce fichier ne s’ouvre pas : {row.report.findings[0].message}"))
        else:
            self._open_file(row.report)

    def action_mark(self) -> None:
        """Mark the selected file, or take its mark away, and go down."""
        if (row := self._selected) is not None:
            self._marks ^= {row.key}
            self.refresh_rows()
            self.table.action_step(1)

    def action_mark_all(self) -> None:
        """Mark all files shown, or take their marks away."""
        shown = {row.key for row in self.table.rows}
        self._marks = self._marks - shown if shown <= self._marks else self._marks | shown
        self.refresh_rows()

    def action_export(self) -> None:
        """Export the marked files together, or the selected one."""
        chosen = [row for row in self._rows.values() if row.key in self._marks] or [
            r for r in (self._selected,) if r
        ]
        reports = tuple(row.report for row in chosen if row.report is not None and row.report.check is not None)
        claims = [report.check.claim for report in reports if report.check is not None]
        if not reports or len(reports) < len(chosen):
            self._tell(typeset("rien à exporter : un fichier choisi est illisible ou pas encore lu"))
        elif not same_supplier(claims):
            named = " ; ".join(dict.fromkeys(f"ANS {claim.numero_ans}, SIRET {claim.siret}" for claim in claims))
            self._tell(typeset(f"un même n° ANS et un même SIRET sont nécessaires, et il y a : {named}"))
        else:
            self._export(reports)

    def action_search(self) -> None:
        """Search as one types."""
        field = self.query_one(Input)
        field.add_class("-on")
        field.focus()

    @on(Input.Changed)
    def _search(self, event: Input.Changed) -> None:
        self._searched = event.value
        self.refresh_rows()

    @on(Input.Submitted)
    def _keep_search(self) -> None:
        self.query_one(Input).remove_class("-on")
        self.table.focus()

    def action_leave(self) -> None:
        """Escape leaves the search."""
        field = self.query_one(Input)
        field.value = ""
        self._keep_search()

    def action_back(self) -> None:
        """Quit: this is the first screen."""
        self.app.exit()

    def action_help(self) -> None:
        """Show the keys."""
        self.app.push_screen(HelpScreen(self.commands, None))

    def action_palette(self) -> None:
        """Show all commands by name."""
        self.app.action_command_palette()

    @property
    def _selected(self) -> FileRow | None:
        target = self.table.cursor
        return None if target is None else self._rows.get(target.row_key)

    def _tell(self, sentence: str) -> None:
        self.query_one(KeyLine).say(sentence)
