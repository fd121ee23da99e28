"""A small application over the editable table, for the tests alone: every part of it on one screen."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.drivers.linux_driver import LinuxDriver
from textual.filter import LineFilter
from textual.screen import ModalScreen
from textual.widgets import Footer, Input, Static

from segur_tui.tui.grid.model import (
    Cell,
    ChoiceSpec,
    Column,
    EditorSpec,
    NotEditable,
    Row,
    Target,
    TextSpec,
    Then,
    Tone,
)
from segur_tui.tui.grid.table import EditableTable
from segur_tui.tui.terminal.driver import Driver
from segur_tui.tui.terminal.line import leave_on_hang_up
from segur_tui.tui.widgets.inert import SafeFilter, visible

COLUMNS = (
    Column("line", "Ligne", 5, align="right"),
    Column("name", "N° éditeur", 10, dispensable=2),
    Column("balise", "Balise", 22),
    Column("value", "Valeur", 12, share=1, editable=True),
    Column("wrong", "Anomalie", 10, share=3),
    Column("source", "Source", 8, dispensable=1),
)
KINDS = ("dateFacture", "isDirectToDMP", "numLigne")
CHOICES = ("true", "false", "null")
WRONG_DATE = "Une date s’écrit JJ/MM/AAAA."


def values(count: int, hostile: str = "") -> dict[str, str]:
    """Return the values of the demonstration, one a row key."""
    return {str(n): hostile or ("oui" if n % 3 == 1 else f"{n % 28 + 1:02d}/13/2023") for n in range(count)}


def check(value: str) -> str | None:
    """Return the fault of a date, very roughly."""
    return None if len(value) == 10 and value[3:5] <= "12" else WRONG_DATE


class Question(ModalScreen[str]):
    """A dialog with a field, to see where keys typed ahead of it go."""

    AUTO_FOCUS = ""

    def compose(self) -> ComposeResult:
        yield Input(placeholder="Réponse")

    async def on_screen_resume(self) -> None:
        """Give the field the focus late, as a dialog does that looks something up first."""
        await asyncio.sleep(0.3)
        self.query_one(Input).focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        self.dismiss(event.value)


class Demo(App[None]):
    """A table of values to correct."""

    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "next", "Suivant"),
        Binding("d", "danger", "Danger"),
        Binding("m", "ask", "Question"),
        Binding("r", "remove", "Retirer"),
        Binding("q", "quit", "Quitter"),
        Binding("ctrl+l", "redraw", show=False),
    ]

    def __init__(self, count: int = 200, hostile: str = "", *, diff: bool = True) -> None:
        super().__init__(driver_class=Driver if diff else LinuxDriver)
        self.values = values(count, hostile)
        self.kept: list[tuple[str, str, str, Then]] = []
        self._net = SafeFilter()

    def compose(self) -> ComposeResult:
        yield Static("", id="status", markup=False)
        yield EditableTable(COLUMNS, self.editor_for, self.commit)
        yield Footer()

    def on_mount(self) -> None:
        if not isinstance(self._driver, Driver):
            leave_on_hang_up(self, lambda: None)
        self.show_rows()
        self.table.focus()
        self.say("prêt")

    def get_line_filters(self) -> Sequence[LineFilter]:
        return [*super().get_line_filters(), self._net]

    @property
    def table(self) -> EditableTable:
        return self.query_one(EditableTable)

    def say(self, sentence: str) -> None:
        self.query_one("#status", Static).update(visible(sentence, 70))

    def show_rows(self) -> None:
        self.table.set_rows([self.row(key, value) for key, value in self.values.items()])

    def row(self, key: str, value: str) -> Row:
        number = int(key)
        wrong = value not in CHOICES if number % 3 == 1 else check(value) is not None
        said = Cell("✗ Valeur refusée pour cette balise", Tone.ERROR) if wrong else Cell("✓", Tone.GOOD)
        cells = (
            Cell(key),
            Cell(f"{number:05d}", Tone.MUTED),
            Cell(KINDS[number % 3]),
            Cell(value, Tone.STRONG),
            said,
            Cell("contrôle", Tone.MUTED),
        )
        return Row(key, cells)

    def editor_for(self, cell: Target) -> EditorSpec | None:
        row_key, column_key = cell
        if column_key != "value":
            return None
        match int(row_key) % 3:
            case 0:
                return TextSpec(self.values[row_key], check, "une date JJ/MM/AAAA, comme 01/02/2023")
            case 1:
                return ChoiceSpec(self.values[row_key], CHOICES)
            case _:
                return NotEditable("Cette balise est numérotée à l’export.")

    def commit(self, cell: Target, value: str | None, then: Then) -> Target | None:
        row_key, column_key = cell
        if value is not None:
            self.kept.append((row_key, column_key, value, then))
            self.values[row_key] = value
            self.show_rows()
            self.say(f"gardé {row_key} = {value} ({len(self.kept)})")
        # Dates only, so that keys typed ahead find a text editor.
        step = {"stay": 3, "next": 3, "previous": -3}[then]
        following = str(int(row_key) + step)
        if following not in self.values or (then == "stay" and check(self.values[row_key]) is not None):
            return None
        return Target(following, column_key)

    def on_editable_table_row_opened(self) -> None:
        assert self.table.cursor is not None
        self.say(f"ouvert {self.table.cursor.row_key}")

    def action_next(self) -> None:
        cursor = self.table.cursor
        if cursor is not None:
            self.table.move_to(Target(str(int(cursor.row_key) + 30), "value"))

    def action_danger(self) -> None:
        self.say("DANGER")

    def action_redraw(self) -> None:
        assert isinstance(self._driver, Driver)
        self._driver.redraw()

    def action_ask(self) -> None:
        self.push_screen(Question(), lambda answer: self.say(f"réponse {answer}"))

    def action_remove(self) -> None:
        cursor = self.table.cursor
        if cursor is not None:
            del self.values[cursor.row_key]
            self.show_rows()
