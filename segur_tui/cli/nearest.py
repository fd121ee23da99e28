"""Sentences where the locale has no accents: each character becomes the nearest that there is."""

from __future__ import annotations

import codecs

NEAREST = "segur-tui-nearest"
"""The name under which streams find it, among the ways to take what they cannot write."""

_SIGNS = {
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
    return "".join(_SIGNS.get(sign) or _without_accent(sign) for sign in text), error.end


def _without_accent(sign: str) -> str:
    """Return the letter under an accent, nothing for an accent alone, and the escape of any other sign."""
    import unicodedata

    if unicodedata.combining(sign):
        return ""
    letter = unicodedata.normalize("NFD", sign).encode("ascii", "ignore").decode()
    return letter or sign.encode("ascii", "backslashreplace").decode()


codecs.register_error(NEAREST, _nearest)
