"""The values that a PDF is written in, read from its bytes: as many as tell whether it opens."""

from __future__ import annotations

import re
from typing import NamedTuple


class UnreadPiece(Exception):  # noqa: N818 (it says what happened)
    """A piece of a PDF that does not stand where it should, or is written in another way than is read here."""


class Reference(NamedTuple):
    """A reference to another object, by its number."""

    number: int


Value = dict[str, "Value"] | list["Value"] | Reference | bytes | str | int | None
"""A dictionary, a list, a reference, a string as bytes, a name or word as text, a number without its fraction."""

_TOKEN = re.compile(
    rb"(?:[\s\0]|%[^\r\n]*+)*+"
    rb"(?:(?P<reference>\d+)[\s\0]+\d+[\s\0]+R\b|(?P<number>[+-]?\d+)(?:\.\d*)?|/(?P<name>[^\s\0()<>\[\]{}/%]*)"
    rb"|(?P<mark><<|>>|\[|\]|\()|<(?P<digits>[\s\0\dA-Fa-f]*)>|(?P<word>[+\-.\w]+))"
)
_PIECE = re.compile(rb"[^()\\]+|\\(?:[0-7]{1,3}|\r\n|.)|[()]", re.DOTALL)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b"", b"\r\n": b""}
_DEEPEST = 20
"""Levels of dictionaries and lists: those that are asked for have three or four."""


def dictionary_in(text: bytes, position: int = 0) -> tuple[dict[str, Value], int]:
    """Return the dictionary that stands at a place, and where it ends; raises UnreadPiece."""
    value, end = _value(text, _TOKEN.match(text, position), 0)
    if not isinstance(value, dict):
        raise UnreadPiece
    return value, end


def _value(text: bytes, found: re.Match[bytes] | None, depth: int) -> tuple[Value, int]:
    """Return the value that a token is or begins, and where it ends; raises UnreadPiece."""
    if found is None or found.lastgroup is None or depth > _DEEPEST:
        raise UnreadPiece
    kind, token, end = found.lastgroup, found[found.lastgroup], found.end()
    if kind in {"number", "reference"}:
        number = int(token[:20])
        return number if kind == "number" else Reference(number), end
    if kind == "digits":
        digits = b"".join(token.replace(b"\0", b"").split()).decode()
        return bytes.fromhex(digits + "0" * (len(digits) % 2)), end
    if token == b"(":
        return _string(text, end)
    if token in {b"<<", b"["}:
        return _several(text, end, b">>" if token == b"<<" else b"]", depth + 1)
    if kind == "mark":
        raise UnreadPiece
    return (None if token == b"null" else token.decode("latin-1")), end


def _several(text: bytes, position: int, closing: bytes, depth: int) -> tuple[Value, int]:
    values: list[Value] = []
    while (found := _TOKEN.match(text, position)) is not None and found["mark"] != closing:
        value, position = _value(text, found, depth)
        values.append(value)
    if found is None:
        raise UnreadPiece
    if closing == b"]":
        return values, found.end()
    return {str(key): value for key, value in zip(values[::2], values[1::2], strict=False)}, found.end()


def _string(text: bytes, position: int) -> tuple[bytes, int]:
    """Return the string that is open, and where it ends."""
    pieces: list[bytes] = []
    depth = 1
    for found in _PIECE.finditer(text, position):
        piece = found[0]
        depth += (piece == b"(") - (piece == b")")
        if not depth:
            return b"".join(pieces), found.end()
        if piece.startswith(b"\\"):
            escape = piece[1:]
            octal = bytes([int(escape, 8) & 0xFF]) if escape.isdigit() and escape < b"8" else escape
            piece = _ESCAPED.get(escape, octal)
        pieces.append(piece)
    raise UnreadPiece
