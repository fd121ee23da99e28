"""The editors of a value: the line in which it is typed, the list from which it is picked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual import events, on
from textual.binding import Binding
from textual.geometry import Region, Size
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input
from textual.widgets.input import Selection

from segur_tui.format.inert import without_steering
from segur_tui.format.wording import typeset
from segur_tui.tui.commands import is_held
from segur_tui.tui.grid.choosing import Choosing, names_of
from segur_tui.tui.grid.model import ChoiceSpec, TextSpec
from segur_tui.tui.widgets.inert import visible
from segur_tui.tui.widgets.pasted import one_line

_STAND_INS = "◆◇◈◉○●◎▲△▼▽■□▪▫★☆"


def stand_in(text: str) -> tuple[str, Mapping[int, str]]:
    """Return a text with one symbol for each steering character, and each symbol's code with that character."""
    shown, back = text, dict[int, str]()
    for hidden in sorted(set(text) - set(without_steering(text))):
        own = visible(hidden)
        free = (symbol for symbol in (own, *_STAND_INS) if len(symbol) == 1 and symbol not in shown)
        if symbol := next(free, None):
            shown = shown.replace(hidden, symbol)
            back[ord(symbol)] = hidden
    return without_steering(shown), back


_ACTIONS = {
    key: binding.action
    for binding in Input.BINDINGS
    if isinstance(binding, Binding) and binding.action != "submit"
    for key in binding.key.split(",")
}
"""The action of each key in an Input, but for Enter, which belongs to the table."""


class TextEditor(Input, can_focus=False):
    """An Input to which the table hands its keys one by one, in the order they were typed.

    It never has the focus, which would need messages to come and go and let keys overtake one another.
    """

    DEFAULT_CSS = """
    TextEditor, TextEditor:focus {
        height: 1; border: none; padding: 0 1; background: $foreground; color: $background;
        background-tint: transparent;
    }
    TextEditor > .input--selection { background: $foreground; color: $background; text-style: underline; }
    TextEditor > .input--cursor { background: $background; color: $foreground; text-style: none; }
    """

    def __init__(self) -> None:
        super().__init__(select_on_focus=False)
        self.cursor_blink = False
        self._spec = TextSpec("", lambda _: None, "")
        self._notice: str | None = None
        self._back: Mapping[int, str] = {}

    def on_mount(self) -> None:
        """Draw the cursor, which an Input does only when it thinks it has the focus."""
        is_held_so = True  # without its styles being taken again: they are the same
        self.set_reactive(TextEditor.has_focus, is_held_so)

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
        """The words beside the value, and True where they are about something wrong."""
        if self._notice:
            return f"! {self._notice}", True
        expected = f"{self._spec.lead}\N{NO-BREAK SPACE}: {self._spec.expected}"
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
        text, self._notice = one_line(pasted, self._spec.separator)
        with self.prevent(Input.Changed):
            if text:
                self._put(text)

    def action_paste(self) -> None:
        """Put in the text that was copied in this program."""
        self.paste(self.app.clipboard)

    @on(events.Resize)
    def _show_cursor(self) -> None:
        before = cell_len(self.value[: self.cursor_position])
        self.scroll_to_region(Region(before, 0, 2, 1), force=True, animate=False)
        self.app.cursor_position = self.cursor_screen_offset

    def _put(self, text: str) -> None:
        self.replace(text, *self.selection)


_MARKER = "▸ "
TEXT_STARTS = len(_MARKER)
"""The cell in which each choice starts."""
UNDECIDED = typeset("aucune valeur choisie : ↑ ↓ puis Entrée")
_IDLE = typeset("touche sans effet ici : ↑ ↓, lettres, Entrée, Tab, Échap")
_EMPTY_PASTE = typeset("! Collage vide : rien n’a changé.")


class ChoiceEditor(Widget, can_focus=False):
    """A list beneath a row: the arrows or the first letters move in it, a click picks."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"choice--marked"}
    DEFAULT_CSS = """
    ChoiceEditor { background: $panel; color: $foreground; }
    ChoiceEditor > .choice--marked { background: $foreground; color: $background; }
    """
    ALLOW_SELECT = False
    _marked: reactive[int | None] = reactive(None)

    def __init__(self) -> None:
        super().__init__()
        self._spec, self._notice, self._choosing = ChoiceSpec("", ("",)), "", Choosing(())

    def start(self, spec: ChoiceSpec) -> None:
        """Offer these choices, the present value marked when it is one of them."""
        at = spec.choices.index(spec.value) if spec.value in spec.choices else None
        self._spec, self._notice = spec, ""
        self._take(Choosing(names_of(spec.choices, spec.names), at))
        self.refresh()

    @property
    def draft(self) -> str:
        """The choice marked so far, or the value as it was."""
        return self._spec.value if self._marked is None else self._spec.choices[self._marked]

    @property
    def hint(self) -> tuple[str, bool]:
        """The words beside the list: what was typed, that nothing is chosen in it, or what is proposed.

        True with them where no choice begins with what was typed, or a paste was not taken as it is.
        """
        if self._choosing.is_lost:
            return f"✗ {self._choosing.said}", True
        said = self._spec.said if self.draft == self._spec.value else ""
        said = self._notice or (UNDECIDED if self._marked is None else said)
        return " · ".join(filter(None, (self._choosing.said, said))), said.startswith("!")

    def refusal(self, *, is_passing: bool) -> str:
        """Return why no choice can be kept, empty where one can; who passes on may leave the value as it was."""
        if self._choosing.is_lost:
            return typeset(f"rien n’est gardé, {self._choosing.said} : ↑ ↓ ou Retour arrière")
        return UNDECIDED if self._marked is None and not is_passing else ""

    def wanted_size(self, least: int) -> Size:
        """Return the cells and lines in which every choice is seen whole, and at least so many cells."""
        widest = max(least, *map(cell_len, self._shown))
        return Size(TEXT_STARTS + widest + 1, len(self._shown))

    async def press(self, event: events.Key) -> None:
        """Do at once what a key does, or say that it does nothing."""
        if is_held(event.key):
            return
        character = event.character if event.is_printable else None
        after = self._choosing.pressed(event.key, character, max(1, self.size.height - 1))
        self._notice = _IDLE if after is None else ""
        self._take(after or self._choosing)

    def paste(self, pasted: str) -> None:
        """Go to the choice that begins with a pasted text, or say that there is none."""
        text, notice = one_line(pasted.strip())
        self._notice = f"! {notice}" if notice else "" if text.strip() else _EMPTY_PASTE
        if text.strip():
            self._take(self._choosing.pasted(text))

    def pick(self, line: int) -> bool:
        """Mark the choice drawn on a line; return False where there is none."""
        if not 0 <= line + self._first < len(self._shown):
            return False
        self._take(self._choosing.gone_to(line + self._first))
        return True

    def render_line(self, y: int) -> Strip:
        """Return the line of a choice."""
        index = y + self._first
        if index >= len(self._shown):
            return Strip.blank(self.size.width, self.rich_style)
        marked = index == self._marked
        style = self.get_component_rich_style("choice--marked") if marked else self.rich_style
        text = (_MARKER if marked else " " * len(_MARKER)) + self._shown[index]
        width = self.size.width
        return Strip([Segment(visible(text, width), style)]).adjust_cell_length(width, style)

    @property
    def _shown(self) -> list[str]:
        """The choices as they are read, each with the first of its other names."""
        others = self._spec.names or ((),) * len(self._spec.choices)
        pairs = zip(self._spec.choices, others, strict=True)
        return [visible(choice) + "".join(f" ({name})" for name in names[:1]) for choice, names in pairs]

    @property
    def _first(self) -> int:
        """The choice on the first line, when there are more than lines."""
        height = max(self.size.height, 1)
        return max(0, min((self._marked or 0) - height // 2, len(self._shown) - height))

    def _take(self, choosing: Choosing) -> None:
        self._choosing, self._marked = choosing, choosing.marked
