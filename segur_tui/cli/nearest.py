"""Sentences where the locale has no accents: each character becomes the nearest that there is."""

from __future__ import annotations

import codecs

NEAREST = "segur-tui-nearest"
"""The name under which streams find it, among the handlers of characters that they cannot write."""

_NEAREST = {
    "\N{NO-BREAK SPACE}": " ",
    "\N{NARROW NO-BREAK SPACE}": " ",
    "«": '"',
    "»": '"',
    "’": "'",
    "…": "...",
    "–": "-",
    "—": "-",
    "·": "-",
    "→": "->",
    "←": "<-",
    "◀": "<",
    "▸": ">",
    "✗": "x",
    "✓": "v",
    "×": "x",
    "œ": "oe",
    "Œ": "OE",
    "€": "EUR",
    "°": "o",
}


def _nearest(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    text = error.object[error.start : error.end]
    return "".join(_NEAREST.get(character) or _without_accent(character) for character in text), error.end


def _without_accent(character: str) -> str:
    """Return the letter under an accent, nothing for an accent alone, and the escape of any other character."""
    import unicodedata

    if unicodedata.combining(character):
        return ""
    letter = unicodedata.normalize("NFD", character).encode("ascii", "ignore").decode()
    return letter or character.encode("ascii", "backslashreplace").decode()


codecs.register_error(NEAREST, _nearest)
