"""How the interface is built: of parts, not of towers of classes."""

from __future__ import annotations

import ast
import inspect
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pkgutil import walk_packages
from types import ModuleType

from segur_tui import tui

PROJECT = tui.__name__.partition(".")[0]


@cache
def modules() -> list[ModuleType]:
    """Return all modules of the interface."""
    return [import_module(found.name) for found in walk_packages(tui.__path__, f"{tui.__name__}.")]


def classes() -> Iterator[type]:
    """Yield the classes that the interface defines, those inside others too."""
    waiting: list[object] = [value for module in modules() for value in vars(module).values()]
    seen = set[type]()
    while waiting:
        found = waiting.pop()
        if isinstance(found, type) and found.__module__.startswith(tui.__name__) and found not in seen:
            seen.add(found)
            waiting += vars(found).values()
            yield found


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield the functions and methods of a module."""
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def statements(function: ast.FunctionDef | ast.AsyncFunctionDef) -> str:
    """Return what a function does, without the words on it."""
    return "\n".join(map(ast.unparse, function.body[1 if ast.get_docstring(function) else 0 :]))


def test_no_class_has_more_than_one_ancestor_of_this_project() -> None:
    ancestors = {
        found.__qualname__: [
            each.__qualname__ for each in found.__mro__[1:] if each.__module__.startswith(PROJECT)
        ]
        for found in classes()
    }
    assert len(ancestors) > 50
    assert {name: above for name, above in ancestors.items() if len(above) > 1} == {}


def test_no_method_is_left_to_heirs_nor_written_three_times() -> None:
    places = defaultdict(list)
    for module in modules():
        for function in functions(ast.parse(inspect.getsource(module))):
            done = statements(function)
            assert "NotImplementedError" not in done, function.name
            if done.count("\n") or "(" in done:  # a constant may be returned in many places
                places[done].append(f"{module.__name__}.{function.name}")
    assert len(places) > 300
    assert {done: where for done, where in places.items() if len(where) > 2} == {}
