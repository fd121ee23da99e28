"""Text that comes from files, made harmless to show: nothing in it steers the terminal or hides."""

from __future__ import annotations

import re

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

# Every character of the categories Cc, Cf, Cs, Zl and Zp; no-break spaces (Zs) are typography and stay.
_STEERING = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u2064\u2066-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f]"
)
_FIRST_PICTURE = 0x2400
_LAST_CONTROL, _DELETE = 0x1F, 0x7F
_SURROGATES = range(0xD800, 0xE000)
_CHARACTERS_A_CELL = 4
"""A cell holds a character and a few accents; what piles up more is cut, however many cells it counts."""


def visible(text: str, limit: int | None = None) -> str:
    """Return a text whose steering characters show as signs, cut by `…` at a limit of cells."""
    if limit is not None and len(text) > limit * _CHARACTERS_A_CELL:
        text = text[: limit * _CHARACTERS_A_CELL] + "…"
    # isprintable also says no to no-break spaces; the search then finds nothing.
    if not text.isprintable():
        text = _STEERING.sub(_sign, text)
    return text if limit is None else _cut(text, limit)


def without_steering(text: str) -> str:
    """Return a text without its steering characters."""
    return _STEERING.sub("", text)


class SafeFilter(LineFilter):
    """The second net, under everything drawn: no steering character leaves for the terminal."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """Return the segments without any steering character."""
        return [
            segment
            if segment.control or segment.text.isprintable()
            else Segment(without_steering(segment.text), segment.style)
            for segment in segments
        ]


def _sign(found: re.Match[str]) -> str:
    code = ord(found.group())
    if code <= _LAST_CONTROL:
        return chr(_FIRST_PICTURE + code)
    if code == _DELETE:
        return "␡"
    return "\N{REPLACEMENT CHARACTER}" if code in _SURROGATES else f"⟨U+{code:04X}⟩"


def _cut(text: str, limit: int) -> str:
    if cell_len(text) <= limit:
        return text
    return set_cell_size(text, limit - 1).rstrip() + "…" if limit > 0 else ""
