"""The first demandes of a file as they stand, to be seen while the whole of it is read and checked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from segur_tui.format.profiles import PROFILES

_BYTES = 1 << 16
"""Bytes of the file that are looked at: more than a screen of demandes."""


def preview(path: Path, most: int) -> list[tuple[str, ...]]:
    """Return the names of the balises known at a glance, then their texts in at most so many first demandes.

    Nothing is returned of what holds no demandes, or cannot be read.
    """
    try:
        if not path.is_file():
            return []
        with path.open("rb") as file:
            head = file.read(_BYTES).decode("utf-8-sig", errors="replace")
    except OSError:
        return []
    for profile in PROFILES:
        names = tuple(balise.name for balise in (profile.position, *profile.at_a_glance))
        if demandes := list(islice(_demandes(head, profile.lines.name), most)):
            return [names, *(tuple(_text(demande.get(name)) for name in names) for demande in demandes)]
    return []


def _demandes(head: str, lines: str) -> Iterator[dict[str, Any]]:
    _, _, rest = head.partition(f'"{lines}"')
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
