"""The line in which a value is typed."""

from __future__ import annotations

from collections.abc import Mapping

from rich.cells import cell_len
from textual import events
from textual.binding import Binding
from textual.geometry import Region
from textual.widgets import Input
from textual.widgets.input import Selection

from segur_tui.tui.grid.editors import TextSpec
from segur_tui.tui.grid.pasting import one_line
from segur_tui.tui.grid.stand_ins import stand_in

_ACTIONS = {
    key: binding.action
    for binding in Input.BINDINGS
    if isinstance(binding, Binding) and binding.action != "submit"
    for key in binding.key.split(",")
}
"""What each key does in an Input, but for Enter, which belongs to the table."""


class TextEditor(Input, can_focus=False):
    """An Input to which the table hands its keys one by one, in the order they were typed.

    It never has the focus, which would need messages to come and go and let keys overtake one another.
    """

    DEFAULT_CSS = """
    TextEditor, TextEditor:focus {
        height: 1; border: none; padding: 0 1; background: $warning; color: auto; background-tint: transparent;
    }
    TextEditor:ansi { background: ansi_yellow; color: ansi_black; }
    TextEditor > .input--cursor { background: $warning; color: auto; text-style: reverse; }
    TextEditor:ansi > .input--cursor { background: ansi_yellow; color: ansi_black; }
    """

    def __init__(self) -> None:
        super().__init__(select_on_focus=False)
        self.cursor_blink = False
        self._spec = TextSpec("", lambda _: None, "")
        self._notice: str | None = None
        self._back: Mapping[int, str] = {}

    def on_mount(self) -> None:
        """Draw the cursor, which an Input does only when it thinks it has the focus."""
        self.has_focus = True

    def start(self, spec: TextSpec) -> None:
        """Take a new value to edit, with the cursor at its end."""
        self._spec, self._notice = spec, None
        with self.prevent(Input.Changed):
            self.value, self._back = stand_in(spec.value)
            self.selection = Selection(0 if spec.selected else len(self.value), len(self.value))
        # An Input scrolls to its cursor when this moves, which was before it had a place on the screen.
        self.call_after_refresh(self._show_cursor)

    @property
    def draft(self) -> str:
        """The value as typed so far; what could not be drawn is in it as it was."""
        return self.value.translate(self._back)

    @property
    def hint(self) -> tuple[str, bool]:
        """What to say beside the value, and whether it is about something wrong."""
        if self._notice:
            return f"! {self._notice}", True
        expected = f"Attendu\N{NO-BREAK SPACE}: {self._spec.expected}"
        if wrong := self._spec.check(self.draft):
            return f"✗ {wrong} {expected}", True
        meant = self._spec.meant(self.draft)
        return f"Sera écrit {meant}. {expected}" if meant else expected, False

    async def press(self, event: events.Key) -> None:
        """Do at once what a key does."""
        self._notice = None
        with self.prevent(Input.Changed):
            if event.is_printable and event.character is not None:
                self._put(event.character)
            elif action := _ACTIONS.get(event.key):
                await self.run_action(action)

    def paste(self, pasted: str) -> None:
        """Put in what one value can hold of a pasted text, and say what was left out."""
        text, self._notice = one_line(pasted)
        with self.prevent(Input.Changed):
            self._put(text)

    def action_paste(self) -> None:
        """Put in the text that was copied in this program."""
        self.paste(self.app.clipboard)

    def on_resize(self) -> None:
        """Show the cursor in the new width."""
        self._show_cursor()

    def _show_cursor(self) -> None:
        before = cell_len(self.value[: self.cursor_position])
        self.scroll_to_region(Region(before, 0, 2, 1), force=True, animate=False)
        self.app.cursor_position = self.cursor_screen_offset

    def _put(self, text: str) -> None:
        self.replace(text, *self.selection)
