"""What the package imports is declared, and what is declared is imported."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions

from tests.samples import ROOT

DATA = {"tzdata"}
"""Declared for its data alone: zoneinfo reads it."""


def imported() -> Iterator[str]:
    """Yield the first names of all modules that the package imports, wherever in a module."""
    for path in (ROOT / "segur_tui").rglob("*.py"):
        for each in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(each, ast.Import):
                yield from (name.name.partition(".")[0] for name in each.names)
            elif isinstance(each, ast.ImportFrom):
                yield (each.module or "").partition(".")[0]


def test_what_is_imported_is_declared_and_nothing_else() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = (each for name, of in project["optional-dependencies"].items() if name != "dev" for each in of)
    declared = {re.split(r"[^\w-]", each)[0] for each in (*project["dependencies"], *extras)}
    foreign = set(imported()) - sys.stdlib_module_names - {"segur_tui", "_typeshed"}  # the last for types alone
    distributions = packages_distributions()
    assert {distributions[name][0].replace("_", "-") for name in foreign} | DATA == declared


def test_the_lock_is_of_what_is_declared_and_names_public_addresses_alone() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"].items()
    declared = {(each, f"extra == '{name}'") for name, of in extras for each in of}
    text = (ROOT / "uv.lock").read_text(encoding="utf-8")
    (own,) = (each for each in tomllib.loads(text)["package"] if each["name"] == project["name"])
    locked = set()
    for each in own["metadata"]["requires-dist"]:
        of = "".join(f"[{extra}]" for extra in each.get("extras", ()))
        locked.add((f"{each['name']}{of}{each['specifier']}", each.get("marker", "")))
    assert locked == declared | {(each, "") for each in project["dependencies"]}
    assert set(re.findall(r"\w+://[^/\"]*", text)) == {"https://pypi.org", "https://files.pythonhosted.org"}
