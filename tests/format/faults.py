"""Faults to put into a correct file, one at a time.

A path that begins with `/` starts at the file, which is the empty path; any other starts in the
demande that the fault is given to by its position from 0, which is the path `.`.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any, TypeAlias

from tests.format.builders import Members

Holder: TypeAlias = dict[str, Any]
"""The file under the key "", so that a path splits into its steps: `/SIRET` into "" and "SIRET"."""

Fault: TypeAlias = Callable[[Holder, int], None]


def steps(path: str, line: int) -> list[str | int]:
    """Return the steps of a path, list indexes as integers."""
    demande = f"/lignesImport/{line}"
    whole = demande if path == "." else path if path.startswith("/") or not path else f"{demande}/{path}"
    return [int(step) if step.isdigit() else step for step in whole.split("/")]


def put(path: str, value: Any) -> Fault:
    """Give a value to a place; a member that is not there yet becomes the last one."""

    def fault(holder: Holder, line: int) -> None:
        container, step = _place(holder, path, line)
        container[step] = deepcopy(value)

    return fault


def drop(path: str) -> Fault:
    """Take a member or an item away."""

    def fault(holder: Holder, line: int) -> None:
        container, step = _place(holder, path, line)
        del container[step]

    return fault


def rename(path: str, key: str) -> Fault:
    """Give a member another key, in its place."""

    def fault(holder: Holder, line: int) -> None:
        container, step = _place(holder, path, line)
        members = [(key if name == step else name, value) for name, value in container.items()]
        container.clear()
        container.update(members)

    return fault


def repeat(path: str, key: str, earlier: Any) -> Fault:
    """Let a key stand in the object at a path once more, with an earlier value, as the first member."""

    def fault(holder: Holder, line: int) -> None:
        container, step = _place(holder, path, line)
        there = container[step]
        members = there if isinstance(there, Members) else there.items()
        container[step] = Members([(key, earlier), *members])

    return fault


def nest(block: str, *keys: str) -> Fault:
    """Move balises of the demande (or of the file, for `/block`) into a block that the note does not name."""

    def fault(holder: Holder, line: int) -> None:
        container, step = _place(holder, block, line)
        container[step] = {key: container.pop(key) for key in keys}

    return fault


def answered(code: Any, label: Any) -> Fault:
    """Let the ASP answer a demande."""
    return together(put("codeTraitement", code), put("libelleTraitement", label))


def structure(*numbers: Any) -> Fault:
    """Make a demande one for a structure with these FINESS numbers."""
    return put("beneficiaires", {"commandePour": "STRUCTURE", "liberalRPPS": [], "structureFINESSGeo": [*numbers]})


def together(*faults: Fault) -> Fault:
    """Put in several faults, one after the other."""

    def all_of_them(holder: Holder, line: int) -> None:
        for fault in faults:
            fault(holder, line)

    return all_of_them


def on_line(position: int, fault: Fault) -> Fault:
    """Put a fault into another demande, given by its position from 1."""

    def elsewhere(holder: Holder, _line: int) -> None:
        fault(holder, position - 1)

    return elsewhere


def no_fault(_holder: Holder, _line: int) -> None:
    """Leave the file as it is."""


def _place(holder: Holder, path: str, line: int) -> tuple[Any, Any]:
    *outer, last = steps(path, line)
    container: Any = holder
    for step in outer:
        container = container[step]
    if isinstance(container, Members) or isinstance(container, dict) != isinstance(last, str):
        raise TypeError("another fault has changed what stands here")
    return container, last
