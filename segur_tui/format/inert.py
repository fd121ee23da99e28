"""Text that comes from files, made harmless to show: nothing in it steers a terminal or hides."""

from __future__ import annotations

import re
from collections.abc import Iterable

# Every character of the categories Cc, Cf, Cs, Zl and Zp; no-break spaces (Zs) are typography and stay.
_STEERING = (
    "[\x00-\x1f\x7f-\x9f\u00ad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u2064\u2066-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f]"
)
_FIRST_PICTURE = 0x2400
_LAST_CONTROL, _DELETE = 0x1F, 0x7F
_SURROGATES = range(0xD800, 0xE000)


def visible(text: str) -> str:
    """Return a text whose steering characters show as symbols."""
    return text if _is_plain(text) else re.sub(_STEERING, _symbol, text)


def without_steering(text: str) -> str:
    """Return a text without its steering characters."""
    return text if _is_plain(text) else re.sub(_STEERING, "", text)


def escaped(json_text: str) -> str:
    r"""Return a JSON text whose invisible characters are escaped; the data stay the same.

    A byte of a path that is no text is written as a record has it, `\\xe9`: many readers refuse half a character.
    """
    return re.sub(_STEERING, _escape, json_text)


def shell_words(texts: Iterable[str]) -> str:
    """Return texts such as paths in one line, each a word of a shell: pasted there, none of them runs.

    Quoted where a shell would read it otherwise; in `$'…'`, byte by byte, where its characters steer or are none.
    """
    import shlex  # only where it is asked for

    return " ".join(shlex.quote(text) if text.isprintable() else _in_bytes(text) for text in texts)


def _in_bytes(text: str) -> str:
    shown = (
        each if each.isprintable() and each not in "'\\" else "".join(f"\\x{byte:02x}" for byte in _bytes(each))
        for each in text
    )
    return f"$'{''.join(shown)}'"


def _bytes(character: str) -> bytes:
    """Return a character as a path holds it: a surrogate stands for a byte that is no text."""
    try:
        return character.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return character.encode("utf-8", "surrogatepass")


def _is_plain(text: str) -> bool:
    """Tell whether a text has no invisible character but no-break spaces, as nearly all texts."""
    return text.replace("\N{NO-BREAK SPACE}", "").replace("\N{NARROW NO-BREAK SPACE}", "").isprintable()


def _symbol(found: re.Match[str]) -> str:
    code = ord(found.group())
    if code <= _LAST_CONTROL:
        return chr(_FIRST_PICTURE + code)
    if code == _DELETE:
        return "␡"
    return "\N{REPLACEMENT CHARACTER}" if code in _SURROGATES else f"⟨U+{code:04X}⟩"


def _escape(found: re.Match[str]) -> str:
    character = found.group()
    if character == "\n":
        return character  # between the values of an indented text; inside them it is escaped already
    if ord(character) in _SURROGATES:
        return _bytes(character).decode("utf-8", "backslashreplace").replace("\\", r"\\")
    units = character.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[start : start + 4]}" for start in range(0, len(units), 4))
