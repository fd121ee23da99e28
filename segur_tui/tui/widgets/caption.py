"""A text on the screen that changes while all around it stays where it is."""

from __future__ import annotations

from textual import events
from textual.geometry import Size
from textual.widgets import Static

from segur_tui.tui.widgets.prose import CUT, Prose


class Caption(Static):
    """A text that has the screen laid out again only when it needs another room.

    A layout costs more than all else that a key does, and the screen is painted once more behind it.
    """

    cut = CUT
    """The mark at the end where there is more to read than room."""

    def __init__(self, text: str = "", *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(Prose(text), id=id, classes=classes)
        self._shown = text

    def show(self, text: str) -> None:
        """Show a text; one that is shown already costs nothing."""
        if text == self._shown:
            return
        before = self._room()
        self._shown = text
        self.update(Prose(text, self.cut), layout=False)
        if self._room() != before or not self.size:
            self._take_room()

    def _take_room(self) -> None:
        self.refresh(layout=True)

    def _room(self) -> Size:
        """Return the cells that the text wants, in the directions where it may have them."""
        area = self.content_size
        width = self.get_content_width(area, self.app.size) if self.styles.is_auto_width else area.width
        height = self.get_content_height(area, self.app.size, width) if self.styles.is_auto_height else area.height
        return Size(width, height)


class Detail(Caption):
    """A text of some lines that takes room when it needs more, and gives it back on demand only.

    The rows beside it would jump at each move of the cursor otherwise, and all be sent again.
    """

    _width = 0

    def _room(self) -> Size:
        wanted, taken = super()._room(), self.content_size.height
        most = self.styles.max_height
        height = wanted.height if most is None else min(wanted.height, int(most.value))
        return wanted.with_height(max(height, taken))

    def _take_room(self) -> None:
        self.styles.min_height = self._room().height
        super()._take_room()

    def on_resize(self, event: events.Resize) -> None:
        """In another width, the room that other texts took means nothing."""
        if event.size.width != self._width:
            self._width = event.size.width
            self.give_room_back()

    def give_room_back(self) -> None:
        """Be as high as the text alone wants."""
        self.styles.min_height = None


class Title(Static):
    """The text at the top of a screen that names it."""

    DEFAULT_CSS = "Title { height: auto; padding: 0 1; background: $panel; text-style: bold; }"

    def __init__(self, text: str) -> None:
        super().__init__(text, classes="title", markup=False)
