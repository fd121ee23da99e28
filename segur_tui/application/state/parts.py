"""The tables and views that scripts make, and those of them that a database has lost."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import cache

from segur_tui.application.state.refusals import PartsMissing

_STEP = re.compile(
    r"(CREATE|DROP) (TABLE|VIEW) (?:IF (?:NOT )?EXISTS )?(?:main\.)?(\w+)|ALTER TABLE (\w+) RENAME TO (\w+)"
)
_CALLED = {"TABLE": "la table", "VIEW": "la vue"}


@cache
def declared(scripts: tuple[str, ...]) -> Mapping[str, str]:
    """Return what the scripts of a schema leave when they have run: the kinds, TABLE or VIEW, by names."""
    parts: dict[str, str] = {}
    for what, kind, name, former, later in _STEP.findall("\n".join(scripts)):
        if what == "CREATE":
            parts[name] = kind
        elif what == "DROP":
            parts.pop(name, None)
        else:
            parts[later] = parts.pop(former)
    return parts


def ensure_whole(scripts: tuple[str, ...], found: Collection[str]) -> None:
    """Raise PartsMissing where what scripts have made is not among the names found."""
    if lost := [f"{_CALLED[kind]} {name}" for name, kind in declared(scripts).items() if name not in found]:
        raise PartsMissing(f"il manque {', '.join(lost)}")
