"""The yardstick: the least that Textual can do with the same lines, a bare DataTable (or, without a file, a word).

Run it from the project's folder: `python -m benchmarks.bare_table [FILE]`; q quits.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.widgets import DataTable, Static

COLUMNS = (
    "numeroEditeur",
    "numLigne",
    "dateFacture",
    "montantSegurHTFacture",
    "codeTraitement",
    "libelleTraitement",
)


class BareTable(App[None]):
    """One table, filled before it is first shown."""

    BINDINGS: ClassVar[list[BindingType]] = [("q", "quit", "quit")]

    def compose(self) -> ComposeResult:
        """Show the lines of the file."""
        yield DataTable()

    def on_mount(self) -> None:
        """Read the file and fill the table."""
        table = self.query_one(DataTable)
        table.add_columns(*COLUMNS)
        lines = json.loads(Path(sys.argv[1]).read_bytes())["lignesImport"]
        table.add_rows([[str(line[column]) for column in COLUMNS] for line in lines])


class Hello(App[None]):
    """One word."""

    BINDINGS: ClassVar[list[BindingType]] = [("q", "quit", "quit")]

    def compose(self) -> ComposeResult:
        """Show the word."""
        yield Static("bonjour")


if __name__ == "__main__":
    (BareTable() if sys.argv[1:] else Hello()).run()
