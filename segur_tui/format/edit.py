"""A change of the tree as a value: it can be applied, undone and stored (pointer, before, after)."""

from __future__ import annotations

from dataclasses import dataclass

from segur_tui.format.tree import (
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
)


class EditConflict(Exception):  # noqa: N818 (it says what happened: the tree is not the one the edit was made on)
    """An edit met a tree that does not hold its `before` value at its pointer."""


@dataclass(frozen=True, slots=True)
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

    @property
    def pointer_after(self) -> Pointer:
        """Return where the value stands once the edit is applied."""
        return self.pointer if self.key is None else (*self.pointer[:-1], self.key)


def applied(tree: Json, edit: Edit) -> Json:
    """Return the tree with an edit applied.

    Raises EditConflict when the tree does not hold the edit's `before`.
    """
    if not same(value_at(tree, edit.pointer), edit.before):
        raise EditConflict(to_rfc6901(edit.pointer))
    if edit.key is None and not isinstance(edit.before, Absent) and not isinstance(edit.after, Absent):
        return replaced(tree, edit.pointer, edit.after)
    parent = value_at(tree, edit.pointer[:-1])
    if isinstance(parent, dict):
        return replaced(tree, edit.pointer[:-1], _with_member(parent, edit))
    if isinstance(parent, list) and isinstance(edit.pointer[-1], int):
        return replaced(tree, edit.pointer[:-1], _with_item(parent, edit.pointer[-1], edit))
    raise EditConflict(to_rfc6901(edit.pointer))


def inverse(tree: Json, edit: Edit) -> Edit:
    """Return the edit that undoes another one, which is about to be applied to the tree."""
    position = None
    parent = value_at(tree, edit.pointer[:-1])
    if isinstance(edit.after, Absent) and isinstance(parent, dict):
        position = list(parent).index(str(edit.pointer[-1]))
    key = None if edit.key is None else str(edit.pointer[-1])
    return Edit(edit.pointer_after, edit.after, edit.before, key, position)


def _with_member(parent: Members, edit: Edit) -> Members:
    token = edit.pointer[-1]
    members = list(members_of(parent))
    if isinstance(edit.before, Absent) and not isinstance(edit.after, Absent):
        position = len(members) if edit.position is None else edit.position
        members.insert(position, (str(token), edit.after))
    elif isinstance(edit.after, Absent):
        members = [(key, value) for key, value in members if key != token]
    else:
        new = (edit.key or str(token), edit.after)
        members = [new if key == token else (key, value) for key, value in members]
    return object_of(members)


def _with_item(parent: list[Json], index: int, edit: Edit) -> list[Json]:
    items = list(parent)
    if isinstance(edit.after, Absent):
        del items[index]
    elif 0 <= index <= len(items):
        items.insert(index, edit.after)
    return items
