"""Characters that cannot be drawn, replaced by signs while a text is edited, and found again afterwards."""

from __future__ import annotations

from collections.abc import Mapping

from segur_tui.format.inert import without_steering
from segur_tui.tui.inert import visible

_OTHER_SIGNS = "◆◇◈◉○●◎▲△▼▽■□▪▫★☆"


def stand_in(text: str) -> tuple[str, Mapping[int, str]]:
    """Return a text with one sign for each steering character, and what leads from each sign back to it."""
    shown, back = text, dict[int, str]()
    for hidden in sorted(set(text) - set(without_steering(text))):
        own = visible(hidden)
        free = (sign for sign in (own, *_OTHER_SIGNS) if len(sign) == 1 and sign not in shown)
        if sign := next(free, None):
            shown = shown.replace(hidden, sign)
            back[ord(sign)] = hidden
    return without_steering(shown), back
