"""Pydantic's core alone: its package builds the types of all schemas too, which takes a tenth of a check."""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.machinery import PathFinder
from importlib.util import find_spec, module_from_spec
from types import ModuleType
from typing import TYPE_CHECKING

_NAME = "pydantic_core._pydantic_core"


def _core() -> ModuleType:
    """Return the compiled module, which the package takes as it is if anyone imports that later."""
    package = find_spec("pydantic_core")
    found = package and PathFinder.find_spec(_NAME, package.submodule_search_locations)
    if _NAME in sys.modules or not (found and found.loader):
        return import_module(_NAME)
    sys.modules[_NAME] = module_from_spec(found)
    found.loader.exec_module(sys.modules[_NAME])
    return sys.modules[_NAME]


if TYPE_CHECKING:
    from pydantic_core import PydanticCustomError, SchemaValidator, ValidationError
else:
    PydanticCustomError, SchemaValidator, ValidationError = (
        getattr(_core(), name) for name in ("PydanticCustomError", "SchemaValidator", "ValidationError")
    )

__all__ = ["PydanticCustomError", "SchemaValidator", "ValidationError"]
