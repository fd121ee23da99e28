"""Characters that a locale or a terminal does not have: each becomes the nearest that there is."""

from __future__ import annotations

import codecs
import os
import re
import sys
from functools import lru_cache

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

IN_ASCII = "utf-8-signs"
"""An encoding: UTF-8, but for signs, which are those of ASCII of as many cells; letters keep their accents."""
_WITHOUT_SIGNS = r"(?:linux|ansi|cons\d+|vt\d+)(?:-|$)"
"""The names (TERM) of terminals whose characters are few: consoles, and those of old."""
_IN_ASCII = (
    dict.fromkeys((*range(0x2400, 0x2422), *range(0x25A0, 0x25FD)), "?")  # pictures of characters, shapes
    | dict.fromkeys(range(0x2500, 0x2580), "+")  # lines
    | dict.fromkeys(range(0x2580, 0x25A0), " ")  # parts of a block
    | {
        ord(sign): nearest
        for signs, nearest in (
            ("\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}", " "),
            ("✗×", "x"),
            ("✓↓▼", "v"),
            ("▸→›⟩►▶", ">"),
            ("◀←‹⟨◂", "<"),
            ("↑▲", "^"),
            ("▹·–—─━", "-"),
            ("│┃", "|"),
            ("…", "~"),
            ("≠", "!"),
            ("•", "*"),
            ("○°", "o"),
            ("«»“”", '"'),
            ("’‘", "'"),
            ("€", "E"),
            ("§", "S"),
            ("\N{REPLACEMENT CHARACTER}★☆", "?"),
        )
        for sign in signs
    }
)


def has_signs() -> bool:
    """Return False where the locale is that of C, or TERM names a terminal without signs."""
    # Python's own mode, which begins in a locale of C and in an unknown one: LC_CTYPE is changed by then.
    is_bare = (
        sys.flags.utf8_mode and "utf" not in (os.environ.get("LC_ALL") or os.environ.get("LANG", "")).casefold()
    )
    return not is_bare and re.match(_WITHOUT_SIGNS, os.environ.get("TERM", "")) is None


@lru_cache(maxsize=4096)
def in_ascii(text: str) -> str:
    """Return a text with the nearest ASCII character for each sign; letters keep their accents."""
    return text if text.isascii() else text.translate(_IN_ASCII)


class _Encoder(codecs.IncrementalEncoder):
    def encode(self, text: str, final: bool = False) -> bytes:  # noqa: ARG002, FBT001, FBT002 (the library's own)
        return in_ascii(text).encode("utf-8", self.errors)


def _found(name: str) -> codecs.CodecInfo | None:
    if name.replace("_", "-") != IN_ASCII:
        return None
    decode = codecs.getdecoder("utf-8")
    return codecs.CodecInfo(codecs.getencoder("utf-8"), decode, incrementalencoder=_Encoder, name=IN_ASCII)


codecs.register(_found)
