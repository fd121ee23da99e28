"""The colours and attributes of a terminal cell, and the shortest sequence from one set to another."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

_OFF = {"1": "22", "2": "22", "3": "23", "4": "24", "5": "25", "7": "27", "8": "28", "9": "29"}
"""The code that ends each attribute; what ends bold also ends dim."""
_SEEN_ON_BLANKS = frozenset({"4", "7", "9", "21", "53"})
"""The attributes that a blank cell shows: lines through or around it, and reverse."""
_ARGUMENTS = {"5": 1, "2": 3}
"""The count of numbers behind 38 or 48: an index of the palette, or red, green and blue."""


class Style(NamedTuple):
    """The style in force in the terminal, as codes of `ESC[…m`."""

    attributes: frozenset[str] = frozenset()
    foreground: str = "39"
    background: str = "49"


PLAIN = Style()


@lru_cache(4096)
def after(style: Style, codes: str) -> Style:
    """Return the style in force once the terminal has read `ESC[codes m`."""
    attributes, foreground, background = set(style.attributes), style.foreground, style.background
    numbers = iter((codes or "0").split(";"))
    for number in numbers:
        if number in ("0", ""):
            attributes, foreground, background = set(), PLAIN.foreground, PLAIN.background
        elif number in ("38", "48"):
            kind = next(numbers, "5")
            colour = ";".join([number, kind, *(next(numbers, "0") for _ in range(_ARGUMENTS.get(kind, 0)))])
            foreground, background = (colour, background) if number == "38" else (foreground, colour)
        elif number == "39" or number[:-1] in ("3", "9"):
            foreground = number
        elif number == "49" or number[:-1] in ("4", "10"):
            background = number
        elif number in _OFF.values():
            attributes = {on for on in attributes if _OFF.get(on) != number}
        else:
            attributes.add(number)
    return Style(frozenset(attributes), foreground, background)


@lru_cache(4096)
def on_blank(style: Style) -> Style:
    """Return the part of a style that a blank cell shows."""
    return style if style.attributes & _SEEN_ON_BLANKS else Style(background=style.background)


@lru_cache(4096)
def change(old: Style, new: Style) -> str:
    """Return the shortest sequence that takes the terminal from one style to another."""
    if old == new:
        return ""
    afresh = [*sorted(new.attributes), *_colours(PLAIN, new)]
    sequences = [";".join(["0", *afresh]) if afresh else ""]
    gone = old.attributes - new.attributes
    if gone <= _OFF.keys():
        ends = {_OFF[attribute] for attribute in gone}
        kept = {attribute for attribute in old.attributes if _OFF.get(attribute) not in ends}
        sequences.append(";".join([*sorted(ends), *sorted(new.attributes - kept), *_colours(old, new)]))
    return f"\x1b[{min(sequences, key=len)}m"


def _colours(old: Style, new: Style) -> list[str]:
    pairs = ((old.foreground, new.foreground), (old.background, new.background))
    return [colour for before, colour in pairs if before != colour]
