"""The data classes that are values: nothing changes once made, two of the same content are equal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar, dataclass_transform

_Value = TypeVar("_Value")


@dataclass_transform(frozen_default=True)
def frozen(made: type[_Value]) -> type[_Value]:
    """Make a class one of values, with slots.

    The type checker refuses whoever would change one. Refusing it while running too would cost two methods a
    class, and with a hundred classes a twentieth of every start.
    """
    return dataclass(slots=True, unsafe_hash=True)(made)
