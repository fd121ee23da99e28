"""The values that a record takes: texts, whatever bytes they were made of, and numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Values = Sequence[object] | Mapping[str, object]


def texts_in(values: Values) -> Values:
    """Return values as a record keeps them: the bytes of names that are no text are written as in its paths."""
    if isinstance(values, Mapping):
        return {name: _text_in(value) for name, value in values.items()}
    return tuple(map(_text_in, values))


def _text_in(value: object) -> object:
    if not isinstance(value, str) or value.isascii():
        return value
    try:
        return value.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    except UnicodeEncodeError:
        return value.encode("utf-8", "backslashreplace").decode()
