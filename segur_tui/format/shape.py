"""The keys of a demande, wherever they stand: what accepted ones have, and a refused one lacks (format.md §8)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TypeAlias

from segur_tui.format.tree import Json, Members

Path: TypeAlias = tuple[str, ...]
"""The keys that lead from a demande to a member of it, of a block or of every item of a list."""
_Shape: TypeAlias = tuple[str | tuple[str, ...], ...]
_SHAPES = 256
"""Shapes whose paths are remembered: the demandes of a writer have a few."""


def paths_of(demande: Members) -> frozenset[Path]:
    """Return the paths to all members of a demande, of its blocks, and of every item of its lists."""
    shape: list[str | tuple[str, ...]] = [*demande]
    for key, value in demande.items():
        if isinstance(value, dict):
            shape.append((key, *value))
        elif isinstance(value, list):
            shape += [(key, *item) for item in value if isinstance(item, dict)]
    return _paths(tuple(shape))


@lru_cache(_SHAPES)
def _paths(shape: _Shape) -> frozenset[Path]:
    inside: dict[str, set[str]] = {}
    for part in shape:
        if isinstance(part, tuple):
            key, *members = part
            inside[key] = inside[key] & set(members) if key in inside else set(members)
    plain = {(part,) for part in shape if isinstance(part, str)}
    return frozenset(plain | {(key, member) for key, members in inside.items() for member in members})


def in_common(demandes: Iterable[Members]) -> frozenset[Path]:
    """Return the paths that all of some demandes have."""
    shapes = {paths_of(demande) for demande in demandes}
    return frozenset[Path].intersection(*shapes) if shapes else frozenset()


def value_of_all(demandes: Iterable[Members], path: Path) -> Json:
    """Return the text, number or flag that all of some demandes have at a path, None where they differ."""
    values = {_at(demande, path) for demande in demandes}
    return values.pop() if len(values) == 1 else None


def _at(members: Mapping[str, Json], path: Path) -> str | int | bool | None:
    value: Json = dict(members)
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    return value if isinstance(value, str | int) else None
