"""All that reaches into private parts of Textual and Rich; the versions that it was tried with are pinned.

What cannot be done here is named here: SegurApp overrides `App._fatal_error`, the one end without a trace.
"""

from __future__ import annotations

import os
import re
from encodings import utf_8
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

from rich import _wrap
from textual import events
from textual._styles_cache import StylesCache
from textual.app import ScreenStackError
from textual.drivers import linux_driver
from textual.geometry import NULL_REGION
from textual.widget import Widget
from textual.widgets import Input

from segur_tui.tui.terminal.received import Received

if TYPE_CHECKING:
    from collections.abc import Callable

    from _typeshed import ReadableBuffer
    from textual.app import App
    from textual.color import Color
    from textual.css.styles import StylesBase
    from textual.driver import Driver
    from textual.geometry import Size, Spacing
    from textual.message import Message
    from textual.scroll_view import ScrollView
    from textual.strip import Strip

OVERRIDDEN = frozenset({"_fatal_error"})
"""The private methods of Textual that classes elsewhere override."""

_PARSER = linux_driver.XTermParser  # type: ignore[attr-defined]
_INNER_OUTER: Any = StylesCache.get_inner_outer
_ALWAYS = {"q", "ctrl+c", "ctrl+l", "ctrl+z"}
"""The keys that work while files are being opened."""
_COLOURS = 1_024
"""Pairs of colours whose styles are kept, as Textual does."""


divide_line = _wrap.divide_line
"""Rich's function that breaks a line into those of a width."""


def keep_no_break_spaces() -> None:
    """Have Rich break no line at the no-break spaces that French wants; Textual has Rich divide its lines."""
    _wrap.re_word = re.compile("[^\\S\u00a0\u202f]*[\\S\u00a0\u202f]+[^\\S\u00a0\u202f]*")


def let_screens_go() -> None:
    """Have Textual keep the styles of colours without the widget that first asked for them, and all that it drew.

    Its cache has 1,024 entries: each file that is opened leaves some twenty, of 40 KB each.
    """
    made = lru_cache(_COLOURS)(partial(_INNER_OUTER.__wrapped__, StylesCache))
    StylesCache.get_inner_outer = lambda _, *colours: made(*colours)  # type: ignore[method-assign, assignment]


class LineHasBrokenError(EOFError):
    """The terminal is no more: a read from it gives nothing."""


class _TerminalDecoder(utf_8.IncrementalDecoder):
    """A decoder that reads bytes that are not UTF-8 as �, and reports the end of the terminal."""

    def __init__(self, errors: str = "replace") -> None:
        super().__init__(errors)

    def decode(self, data: ReadableBuffer, final: bool = False) -> str:  # noqa: FBT001, FBT002 (the library's own)
        if not bytes(data) and not final:
            raise LineHasBrokenError
        return super().decode(data, final)


def read_as_a_terminal(app: App[Any] | None = None) -> None:
    """Read a byte that is not UTF-8, such as an é of a terminal in Latin-1, as �, and notice the terminal's end.

    Textual would end on the first, and read the second for ever; its reader then raises LineHasBrokenError.
    Its parser gets what Received makes of the rest, which looks whether a field of the application is open, and
    whether a screen is yet there to take the keys.
    """
    # Textual takes both from its module at each start and offers no other place.
    given: Any = linux_driver
    given.getincrementaldecoder = lambda _: _TerminalDecoder
    name = os.environ.get("TERM", "")
    given.XTermParser = lambda debug: Received(
        lambda: _PARSER(debug).feed,
        name,
        is_typing=lambda: app is not None and _is_typed_into(app),
        is_early=lambda message: getattr(app, "is_opening", False) and _waits(message),
    )


def _is_typed_into(app: App[Any]) -> bool:
    """Return True while a field takes the keys, or an editor of a table."""
    try:
        focus = app.focused
    except ScreenStackError:
        return False
    return isinstance(focus, Input) or is_editing(focus)


def is_editing(focus: Widget | None) -> bool:
    """Return True for a table in which a value is edited."""
    return getattr(focus, "edited", None) is not None


def _waits(message: Message) -> bool:
    """Return True for what is meant for the first screen: all but the keys that work before it."""
    return isinstance(message, events.Paste) or (isinstance(message, events.Key) and message.key not in _ALWAYS)


class _AsItIs(StylesCache):
    """The lines of a widget without border, padding or tint as it draws them, each time the same object.

    Textual copies each line to add these, and with the copy goes what it keeps of a line: how it was filtered, cut
    where widgets overlap, and written for the terminal.
    """

    def render_line(  # noqa: PLR0913, PLR0917 (the library's own)
        self,
        styles: StylesBase,  # noqa: ARG002
        y: int,
        size: Size,
        content_size: Size,  # noqa: ARG002
        padding: Spacing,  # noqa: ARG002
        base_background: Color,
        background: Color,
        render_content_line: Callable[[int], Strip],
        *_: object,
    ) -> Strip:
        inner, _outer = self.get_inner_outer(base_background, background)
        return render_content_line(y).adjust_cell_length(size.width, inner.rich_style)


def draw_as_it_is(widget: Widget) -> None:
    """Have Textual take the lines of a widget as they are; it is to have no border, padding or tint."""
    widget._styles_cache = _AsItIs()  # noqa: SLF001 (as below)


def take_away(widget: Widget) -> None:
    """Hide a widget that lies over others, and draw its place again, where Textual would lay all of them out.

    It is to have no children, and none that makes room for it.
    """
    if not widget.styles.set_rule("display", "none"):
        return
    widget._nodes.updated()  # noqa: SLF001 (as the others here)
    if not isinstance(under := widget.parent, Widget):
        return
    under._clear_arrangement_cache()  # noqa: SLF001
    layout = widget.screen._compositor  # noqa: SLF001
    region, clip = layout.visible_widgets.get(widget, (NULL_REGION, NULL_REGION))
    layout._dirty_regions.add(region.intersection(clip))  # noqa: SLF001
    for known in (layout._full_map, layout._visible_map or {}):  # noqa: SLF001
        known.pop(widget, None)
    layout.widgets.discard(widget)
    layout._cuts = layout._layers = layout._layers_visible = layout._visible_widgets = None  # noqa: SLF001
    under.refresh(NULL_REGION)


def is_shown(widget: Widget) -> bool:
    """Return True where a widget was laid out, and neither it nor anything that holds it is hidden."""
    return bool(widget.size) and all(node.display for node in widget.ancestors_with_self)


def extend(view: ScrollView, extent: Size) -> None:
    """Give a view the extent of what it shows; where that is seen, lay out again for another scrollbar only."""
    if is_shown(view):
        view.set_reactive(Widget.virtual_size, extent)
        view._scroll_update(extent)  # noqa: SLF001 (as above)
    else:
        view.virtual_size = extent


def driver_of(app: App[Any]) -> Driver | None:
    """Return the driver of an application, None before it runs."""
    return app._driver  # noqa: SLF001 (Textual offers no public name)


def writer_of(driver: linux_driver.LinuxDriver) -> object | None:
    """Return the thread that writes to the terminal, None before the driver begins; each beginning has its own."""
    return driver._writer_thread  # noqa: SLF001 (as above)


def is_reading(driver: linux_driver.LinuxDriver) -> bool:
    """Return True while a driver reads keys from the terminal."""
    reader = driver._key_thread  # noqa: SLF001 (as above)
    return reader is not None and reader.is_alive()
