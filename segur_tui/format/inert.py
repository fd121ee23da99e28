"""Text that comes from files, made harmless to show: nothing in it steers a terminal or hides."""

from __future__ import annotations

import re

_HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
_FIRST_PICTURE = 0x2400
_LAST_CONTROL, _DELETE = 0x1F, 0x7F


def visible(text: str) -> str:
    """Return a text with each control, format and invisible character as a visible sign."""
    return _HIDDEN.sub(_picture, text) if _HIDDEN.search(text) else text


def escaped(json_text: str) -> str:
    """Return a JSON text whose invisible characters are escaped; the data stay the same."""
    return _HIDDEN.sub(_escape, json_text)


def _picture(found: re.Match[str]) -> str:
    code = ord(found.group())
    if code <= _LAST_CONTROL:
        return chr(_FIRST_PICTURE + code)
    return "␡" if code == _DELETE else f"⟨U+{code:04X}⟩"


def _escape(found: re.Match[str]) -> str:
    sign = found.group()
    if sign == "\n":
        return sign
    units = sign.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[start : start + 4]}" for start in range(0, len(units), 4))
