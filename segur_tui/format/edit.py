"""A change of the tree as a value: it can be applied, undone and stored (pointer, before, after)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from segur_tui.format.tree import (
    ABSENT,
    CONTAINERS,
    Absent,
    Json,
    Members,
    Pointer,
    members_of,
    object_of,
    replaced,
    same,
    to_rfc6901,
    value_at,
    with_value,
)
from segur_tui.format.value_type import replace, value_type


class EditConflict(Exception):  # noqa: N818 (it says what happened: the tree is not the one the edit was made on)
    """An edit met a tree that does not hold its `before` value at its pointer."""


@value_type
class Edit:
    """One change at one pointer.

    `before` ABSENT inserts, `after` ABSENT removes. `key` renames the member at the same time.
    `position` is the place of an inserted member among its siblings (None: last).
    """

    pointer: Pointer
    before: Json | Absent
    after: Json | Absent
    key: str | None = None
    position: int | None = None


def applied(tree: Json, edit: Edit) -> Json:
    """Return the tree with an edit applied; raises EditConflict when the edit was made for another tree."""
    if not edit.pointer:
        if edit.key is not None or isinstance(edit.after, Absent) or not same(tree, edit.before):
            raise EditConflict(to_rfc6901(edit.pointer))
        return edit.after
    parent, token = value_at(tree, edit.pointer[:-1]), edit.pointer[-1]
    if isinstance(parent, dict) and isinstance(token, str):
        return replaced(tree, edit.pointer[:-1], _with_member(parent, token, edit))
    if isinstance(parent, list) and isinstance(token, int) and edit.key is None:
        return replaced(tree, edit.pointer[:-1], _with_item(parent, token, edit))
    raise EditConflict(to_rfc6901(edit.pointer))


def applied_in_turn(tree: Json, edits: Sequence[Edit], depth: int = 0) -> Json:
    """Return the tree with edits applied in turn, each container copied once; `depth` tokens lead to the tree."""
    for is_inside, run in groupby(edits, lambda edit: len(edit.pointer) > depth + 1):
        if is_inside:
            tree = _applied_inside(tree, list(run), depth)
        else:
            for edit in run:
                tree = applied(tree, replace(edit, pointer=edit.pointer[depth:]) if depth else edit)
    return tree


def _applied_inside(tree: Json, edits: Sequence[Edit], depth: int) -> Json:
    """Apply edits that leave the tree's own members where they are: those of one do not touch another."""
    by_member: dict[str | int, list[Edit]] = {}
    for edit in edits:
        by_member.setdefault(edit.pointer[depth], []).append(edit)
    items = list(tree) if isinstance(tree, list) else None
    for token, inner in by_member.items():
        member = value_at(tree, (token,))
        if isinstance(member, Absent):
            raise EditConflict(to_rfc6901(inner[0].pointer))
        value = applied_in_turn(member, inner, depth + 1)
        if items is None:
            tree = replaced(tree, (token,), value)
        else:
            items[int(token)] = value
    return tree if items is None else items


def taken_back(tree: Json, edits: Sequence[Edit]) -> Json | None:
    """Return the tree as it was before edits led to it; None where they do not tell that to the last member.

    They do not where a member was removed or renamed, which had a place among others, and of repeated keys.
    """
    for edit in reversed(edits):
        parent = value_at(tree, edit.pointer[:-1]) if edit.pointer else ABSENT
        is_placed = isinstance(parent, list) or (type(parent) is dict and not isinstance(edit.after, Absent))
        if not is_placed or edit.key is not None or isinstance(edit.before, CONTAINERS):
            return None
        try:
            tree = applied(tree, Edit(edit.pointer, edit.after, edit.before))
        except EditConflict:
            return None
    return tree


def _with_member(parent: Members, token: str, edit: Edit) -> Members:
    if not same(parent.get(token, ABSENT), edit.before):
        raise EditConflict(to_rfc6901(edit.pointer))
    members = list(members_of(parent))
    if isinstance(edit.after, Absent):
        return object_of([(key, value) for key, value in members if key != token])
    name = token if edit.key is None else edit.key
    if name != token and name in parent:
        raise EditConflict(to_rfc6901(edit.pointer))
    if isinstance(edit.before, Absent):
        members.insert(len(members) if edit.position is None else edit.position, (name, edit.after))
        return object_of(members)
    return with_value(parent, token, edit.after, name)


def _with_item(parent: list[Json], index: int, edit: Edit) -> list[Json]:
    items = list(parent)
    is_insertion = isinstance(edit.before, Absent)
    fits = (
        0 <= index <= len(items) if is_insertion else 0 <= index < len(items) and same(items[index], edit.before)
    )
    if not fits:
        raise EditConflict(to_rfc6901(edit.pointer))
    if isinstance(edit.after, Absent):
        del items[index]
    elif is_insertion:
        items.insert(index, edit.after)
    else:
        items[index] = edit.after
    return items


@value_type
class Step:
    """Edits made and undone together, a French title, and the demandes changed: line from 1, n° éditeur then."""

    title: str
    edits: tuple[Edit, ...]
    demandes: tuple[tuple[int, str], ...] = ()
