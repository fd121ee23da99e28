"""The first demandes of a file as they stand, to be seen while the whole of it is read and checked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from segur_tui.format.profiles import PROFILES

_PROFILE = PROFILES[0]
SHOWN = (_PROFILE.position, *_PROFILE.at_a_glance)
"""The balises that are shown of a demande."""
_BYTES = 1 << 16
"""Bytes of the file that are looked at: more than a screen of demandes."""


def preview(path: Path, most: int) -> list[tuple[str, ...]]:
    """Return at most so many of the first demandes of a file, as texts in the order of `SHOWN`, if readable."""
    try:
        if not path.is_file():
            return []
        with path.open("rb") as file:
            head = file.read(_BYTES).decode("utf-8-sig", errors="replace")
    except OSError:
        return []
    return [
        tuple(_text(demande.get(balise.name)) for balise in SHOWN)
        for _, demande in zip(range(most), _demandes(head), strict=False)
    ]


def _demandes(head: str) -> Iterator[dict[str, Any]]:
    _, _, rest = head.partition(f'"{_PROFILE.lines.name}"')
    at = rest.find("[") + 1
    decoder = json.JSONDecoder(parse_float=str, parse_int=str)
    while at and (start := rest.find("{", at)) >= 0 and not rest[at:start].strip(", \t\r\n"):
        try:
            demande, at = decoder.raw_decode(rest, start)
        except (ValueError, RecursionError):
            return
        yield demande


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
