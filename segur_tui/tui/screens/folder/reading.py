"""How the files of a folder are listed while they are read: what the record knows at once, the rest behind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from textual.app import ComposeResult
from textual.worker import Worker, get_current_worker

from segur_tui.application.files.opening import claim_paths
from segur_tui.application.files.summary import summary_of
from segur_tui.application.history.listed_files import known_files, read_file, record_files, what_is_left
from segur_tui.application.settings.values import Settings
from segur_tui.application.together.drafted_files import with_drafts
from segur_tui.application.views.folder import FileRow
from segur_tui.format.wording import counted, folded, typeset
from segur_tui.tui.background import show_on
from segur_tui.tui.grid.model import Cell, Row, Rows
from segur_tui.tui.screens.dialogs.listing import ListingScreen
from segur_tui.tui.screens.folder.rows import FILE_COLUMNS, file_cells
from segur_tui.tui.widgets.footer import KeyLine
from segur_tui.tui.widgets.inert import visible
from segur_tui.tui.widgets.prompt import Prompt

_WIDE = 120
"""Columns from which the title has room for whole sentences."""
_AT_ONCE = 20
"""Files that are read between two repaintings of the list."""


class FolderReading(ListingScreen[None]):
    """List files while they are read; its commands are in `FolderScreen`."""

    def __init__(
        self, paths: tuple[Path, ...], today: date, settings: Settings, keys: Sequence[tuple[str, str]]
    ) -> None:
        """List the files of paths."""
        super().__init__(FILE_COLUMNS, keys, "")
        self._paths, self._today, self._settings = paths, today, settings
        self._rows: dict[str, FileRow] = {}
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
                yield Prompt(typeset("chercher : nom, n° ANS, état…"))

    def on_mount(self) -> None:
        """Begin to read, unless the end of the program came first."""
        if not self.is_attached:
            return
        super().on_mount()
        self.action_reload()

    # What is shown

    def title_text(self) -> str:
        """Return where one is and how far the reading is."""
        where = ", ".join(visible(str(path)) for path in self._paths)
        progress = self.read_so_far() or counted(len(self._rows), "fichier")
        searched = typeset(" · recherche : ") + visible(self._searched) if self._searched else ""
        return f"{where} · {progress}{self._marked()}{searched}"

    def _marked(self) -> str:
        """Return how many files are marked, and how many of them the search hides."""
        if not self._marks:
            return ""
        marked, hidden = counted(len(self._marks), "marqué"), len(self._marks.difference(self.table.rows.keys))
        if hidden:
            cached = counted(hidden, "caché")
            marked += f", dont {cached}" if self.size.width >= _WIDE else f" ({cached})"
        return f" · {marked}"

    def read_so_far(self) -> str:
        """Return how many files are read, empty once all are."""
        if not self._is_listed:
            return "aucun fichier lu"
        read = len(self._rows) - len(self._unread)
        return f"{counted(read, 'fichier lu')} sur {len(self._rows)}" if self._unread else ""

    def refresh_rows(self) -> None:
        """Show the present rows, or why there are none."""
        self.show_lines(".empty", self._why_nothing())
        super().refresh_rows()

    def table_rows(self) -> Rows:
        """Return one row a file that the search leaves."""
        wanted, marks = folded(self._searched), frozenset(self._marks)
        shown = [
            row
            for row in self._rows.values()
            if not wanted or wanted in folded(f"{row.path.name} {row.numero_ans} {row.state}")
        ]

        def drawn(rank: int) -> Row:
            row = shown[rank]
            return Row(row.key, (Cell("•" if row.key in marks else ""), *file_cells(row)))

        return Rows([row.key for row in shown], drawn)

    def detail_text(self, row_key: str) -> str:
        """Return a file's whole path, and its figures or why it cannot be read."""
        row = self._rows[row_key]
        path = visible(str(row.path))
        if row.summary is None:
            return path
        if not row.is_readable:
            return f"{path}\n✗ {visible(row.summary.failure)}"
        return f"{path}\n{row.words}"

    def _why_nothing(self) -> str:
        if not self._is_listed:
            return "Lecture du dossier…"
        if self._rows:
            return typeset("Aucun fichier ne répond à la recherche : Échap l’efface.")
        return typeset("Aucun fichier .json ici : q quitte, puis segur-tui DOSSIER en ouvre un autre ; r relit.")

    # Reading

    def action_reload(self) -> None:
        """Look again at what is there; the cursor and the marks stay on the files that remain."""
        self.show_keys()
        self._reading = self.run_worker(self._read_all, thread=True, exclusive=True, group="read")

    def _read_all(self) -> None:
        worker = get_current_worker()
        paths = claim_paths(self._paths)
        known = known_files(paths, self._today, self._settings)
        rows = [FileRow(path, known[path].summary if path in known else None) for path in paths]
        show_on(self, partial(self._list, with_drafts(rows, self._settings)))
        # First what nothing is known of, then what was checked on another day.
        to_read = [path for path in paths if path not in known]
        to_read += [path for path, file in known.items() if not file.is_of_today]
        for start in range(0, len(to_read), _AT_ONCE):
            batch = []
            for path in to_read[start : start + _AT_ONCE]:
                if worker.is_cancelled:
                    return
                batch.append(read_file(path, self._today, self._settings))
            trouble = record_files(batch, self._today, self._settings)
            rows = [FileRow(file.path, summary_of(file.report)) for file in batch]
            show_on(self, partial(self._fill, with_drafts(rows, self._settings), trouble))
        self._show_left()

    def _show_left(self) -> None:
        """Find what became of what was rejected or deposited, and show it."""
        left = what_is_left(self._settings)
        rows = [replace(row, left=left.of(row.path, row.figures.kind)) for row in list(self._rows.values())]
        show_on(self, partial(self._fill, with_drafts(rows, self._settings)))

    def on_screen_resume(self) -> None:
        """Show what has become of drafts and demandes meanwhile."""
        if self._rows and not self._unread:
            self.run_worker(self._show_left, thread=True, exclusive=True, group="left")

    def _list(self, rows: list[FileRow]) -> None:
        self._rows = {row.key: row if row.summary else self._rows.get(row.key, row) for row in rows}
        self._marks &= set(self._rows)
        self._unread = {row.key for row in rows if row.summary is None}
        self._is_listed = True
        self.refresh_rows()

    def _fill(self, batch: list[FileRow], trouble: str = "") -> None:
        for row in batch:
            if row.key in self._rows and row != self._rows[row.key]:
                left = row.left if row.left is not None else self._rows[row.key].left
                self._rows[row.key] = replace(row, left=left)
            self._unread.discard(row.key)
        self.refresh_rows()
        if trouble:
            self.tell(typeset(f"ce qui est lu ne se garde pas : {trouble}"))

    def tell(self, sentence: str) -> None:
        """Say a sentence in place of the keys."""
        self.query_one(KeyLine).say(sentence)

    def show_keys(self) -> None:
        """Show the keys again."""
        self.query_one(KeyLine).show_keys(self._keys)
