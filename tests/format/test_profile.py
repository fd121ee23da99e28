"""A format is a value: outside it and its rules, balises go by their roles, and nothing names the programme."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from segur_tui.format.balise import Balise
from segur_tui.format.profiles import PROFILES
from segur_tui.format.value_type import fields
from tests.samples import ROOT

_PACKAGE = ROOT / "segur_tui"
_DECLARING = (
    "format/avance.py",
    "format/balises.py",
    "format/other_format.py",
    "format/programme.py",
    "format/solde.py",
    "format/rules/",
)
"""Where a format is declared: its balises, the names of the programme, its roles, its rules."""
_CONTRACTS = (
    "cli/reports/check_json.py",
    "cli/reports/contract.py",
    "cli/reports/export_json.py",
    "cli/history.py",
    "cli/answers.py",
    "cli/reports/unclaimed.py",
)
"""JSON reports, whose fields have the names of balises by contract."""
_PROGRAMME = re.compile("MDV|LGC|Va1|JSON-")
_MODULES = {"segur_tui.format.balises", "segur_tui.format.solde"}
_WORDS = {"SIRET"}
"""What people, and so the sentences of the program, call a balise: its very name."""


def sources() -> Iterator[Path]:
    for path in sorted(_PACKAGE.rglob("*.py")):
        if not path.relative_to(_PACKAGE).as_posix().startswith(_DECLARING):
            yield path


@pytest.mark.parametrize("path", sources(), ids=lambda path: path.relative_to(_PACKAGE).as_posix())
def test_nothing_names_a_format_outside_it(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not _PROGRAMME.findall(text)
    tree = ast.parse(text)
    assert path.name == "profiles.py" or not _MODULES & set(_imported(tree))
    if not path.relative_to(_PACKAGE).as_posix().startswith(_CONTRACTS):
        assert not list(_named(tree))


def test_the_role_of_a_balise_is_played_by_one_alone() -> None:
    for profile in PROFILES:
        roles = [value for field in fields(profile) if isinstance(value := getattr(profile, field.name), Balise)]
        assert len({balise.name for balise in roles}) == len(roles) > 10
        assert set(roles) <= set(profile.balises)


def test_balises_come_in_the_note_s_order_each_at_its_level() -> None:
    for profile in PROFILES:
        names = [balise.name for balise in profile.balises]
        assert len(set(names)) == len(names)
        assert [balise.rank for balise in profile.balises] == sorted(balise.rank for balise in profile.balises)
        assert profile.demande.container is profile.lines
        assert profile.document.container is profile.documents
        assert profile.header.container is None


def _imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{each.name}" for each in node.names)
        elif isinstance(node, ast.Import):
            yield from (each.name for each in node.names)


def _named(tree: ast.Module) -> Iterator[str]:
    """Yield the balises that texts name; a docstring may say what a function is about."""
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    names = {balise.name for profile in PROFILES for balise in profile.balises} - _WORDS
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield from names & set(re.findall(r"\w+", node.value))
