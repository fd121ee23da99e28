"""How much a piece of code does, as a number that is the same at each run and on each machine."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType


def calls(operation: Callable[[], object]) -> int:
    """Return how many calls of functions an operation makes, those of the interpreter's own included."""
    made = 0

    def note(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal made
        made += event in {"call", "c_call"}

    sys.setprofile(note)
    try:
        operation()
    finally:
        sys.setprofile(None)
    return made


def assert_linear(operation: Callable[[int], Callable[[], object]], size: int) -> None:
    """Assert that an operation on twice as much makes no more than twice the calls, and a few."""
    operation(size)()  # what is made once and kept is not counted
    one, two = calls(operation(size)), calls(operation(2 * size))
    assert two < 2.2 * one, (one, two)
