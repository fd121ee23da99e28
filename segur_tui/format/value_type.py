"""Value types: data classes with slots that compare and hash by content."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar, dataclass_transform

_Value = TypeVar("_Value")


@dataclass_transform(frozen_default=True)
def value_type(made: type[_Value]) -> type[_Value]:
    """Make a class a value type, whose instances the type checker lets nobody change.

    Nothing refuses a change at run time: that would cost two methods a class, and with a hundred classes a
    twentieth of every start.
    """
    return dataclass(slots=True, unsafe_hash=True)(made)
