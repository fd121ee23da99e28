"""The main sample as other writers put it: the same findings in their places, the same export (format.md §2)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from segur_tui.format.check import check
from segur_tui.format.claim_file import ClaimFile
from segur_tui.format.edit import Edit
from segur_tui.format.finding import Finding
from segur_tui.format.reading import read
from segur_tui.format.tree import Json, Pointer
from segur_tui.format.writing import to_compact, write
from tests.cli.program import Program
from tests.samples import RETURN
from tests.test_samples import TODAY

_BLOCKS = {
    "facture": ("dateFacture", "montantSegurHTFacture"),
    "scenarioInstallation": (
        "isDirectToDMP",
        "identDMP",
        "isDirectToMSSPro",
        "adresseBoiteMSSPro",
        "isDirectToMSSCitoyen",
        "adresseBoiteMSSCitoyen",
    ),
    "traitement": ("codeTraitement", "libelleTraitement"),
}
_CAMEL = {"piecesjustificatives": "piecesJustificatives", "SIRET": "siret"}
_ANSWER = ("codeTraitement", "libelleTraitement")
_DAMAGES = ("?", "??", "\N{REPLACEMENT CHARACTER}", "Ã©", "ÃƒÂ©", r"\u00e9")
"""What is made of an é on its way: lost, read as another code page once or twice, or escaped twice."""

Tree = dict[str, Any]


def _nested(tree: Tree, blocks: tuple[str, ...]) -> Tree:
    """Return the file with some balises of each demande in blocks of their own, each where its first one stood."""
    lines = []
    for line in tree["lignesImport"]:
        home = {name: block for block in blocks for name in _BLOCKS[block]}
        nested: Tree = {}
        for name, value in line.items():
            if name in home:
                nested.setdefault(home[name], {})[name] = value
            else:
                nested[name] = value
        lines.append(nested)
    return tree | {"lignesImport": lines}


def _flat(tree: Tree) -> Tree:
    """Return a file without blocks and in the note's spelling."""
    back = {camel: name for name, camel in _CAMEL.items()}
    lines = []
    for line in tree["lignesImport"]:
        flat: Tree = {}
        for name, value in line.items():
            flat |= value if name in _BLOCKS else {back.get(name, name): value}
        lines.append(flat)
    return {back.get(name, name): lines if name == "lignesImport" else value for name, value in tree.items()}


def _camel(tree: Tree) -> Tree:
    named = [{_CAMEL.get(name, name): value for name, value in line.items()} for line in tree["lignesImport"]]
    return {_CAMEL.get(name, name): named if name == "lignesImport" else value for name, value in tree.items()}


def _answered(tree: Tree, put: Callable[[str], Json]) -> Tree:
    """Return the file with the ASP's codes and labels put otherwise."""
    lines = [{k: put(v) if k in _ANSWER else v for k, v in line.items()} for line in tree["lignesImport"]]
    return tree | {"lignesImport": lines}


def _damaged(damage: str, tree: Tree) -> Tree:
    return _answered(tree, lambda text: text.replace("é", damage))


_Variant = Callable[[Tree], Tree]
_USUAL = ("facture", "scenarioInstallation")
_VARIANTS: dict[str, _Variant] = {
    "nested": lambda tree: _nested(tree, _USUAL),
    "nested in one block": lambda tree: _nested(tree, ("facture",)),
    "with answers in a block that the note does not know": lambda tree: _nested(tree, ("traitement",)),
    "camel-cased": _camel,
    "boxed": lambda tree: _answered(tree, lambda text: [text]),
    "boxed twice": lambda tree: _answered(tree, lambda text: [[text]]),
    **{f"damaged {damage}": partial(_damaged, damage) for damage in _DAMAGES},
    "in capitals": lambda tree: _answered(tree, lambda text: text.upper() if "accept" in text else text),
    "all of it": lambda tree: _nested(_camel(_answered(tree, lambda text: [text.replace("é", "Ã©")])), _USUAL),
}


def _tree() -> Tree:
    return dict(read(RETURN.read_bytes()).root)


def _found(tree: Tree) -> tuple[Finding, ...]:
    """Return all findings but the one warning of a block that the note does not know."""
    found = check(ClaimFile.of(RETURN.name, read(write(tree))), TODAY).findings
    return tuple(finding for finding in found if finding.rule != "nested-balise")


def _flat_pointer(pointer: Pointer) -> Pointer:
    back = {camel: name for name, camel in _CAMEL.items()}
    return tuple(back.get(str(token), token) for token in pointer if token not in _BLOCKS)


def _summary(finding: Finding, pointer: Pointer) -> tuple[object, ...]:
    """Return all that is said of a finding but the words, and where."""
    return (
        finding.line,
        pointer,
        finding.balise,
        finding.rule,
        finding.severity,
        finding.first,
        _after(finding.fix),
        _after(finding.suggestion),
    )


def _after(edit: Edit | None) -> str | None:
    return None if edit is None or not isinstance(edit.after, str | int | list) else to_compact(edit.after)


@pytest.mark.parametrize("of", _VARIANTS)
def test_a_variant_has_the_findings_of_the_flat_one_in_their_places(of: str) -> None:
    flat, found = _found(_tree()), _found(_VARIANTS[of](_tree()))
    assert [_summary(each, _flat_pointer(each.pointer)) for each in found] == [
        _summary(each, each.pointer) for each in flat
    ]
    variant = _VARIANTS[of](_tree())
    for finding in found:
        block = next((block for block, names in _BLOCKS.items() if finding.balise in names), None)
        is_nested = block is not None and any(block in line for line in variant["lignesImport"])
        assert (block in finding.pointer) == is_nested
        assert not ({*_CAMEL.values()} & {*finding.pointer} and "siret" not in variant)


@pytest.mark.parametrize("of", _VARIANTS)
@pytest.mark.parametrize("options", [(), ("--fix",)], ids=["as it is", "with fix"])
def test_a_variant_is_exported_as_the_flat_one_is(
    program: Program, tmp_path: Path, of: str, options: tuple[str, ...]
) -> None:
    outcomes = []
    for name, tree in (("flat", _tree()), ("variant", _VARIANTS[of](_tree()))):
        source, out = tmp_path / name / RETURN.name, tmp_path / name / "out"
        source.parent.mkdir()
        source.write_bytes(write(tree))
        export = (
            "export",
            source,
            "--output",
            out,
            "--date",
            "2026-11-24",
            "--leave-out-errors",
            "--format",
            "json",
        )
        report = program.run(*export, *options, XDG_STATE_HOME=str(tmp_path / name / "state")).report
        left = [(each["line"], each["obstacle"]) for each in report["left_out"]]
        written = [each["line"] for file in report["written"] for each in file["lines"]]
        (path,) = out.iterdir() if written else (None,)
        outcomes.append((left, written, path and _flat(dict(read(path.read_bytes()).root))))
    flat, variant = outcomes
    assert flat == variant
    assert flat[0]


@pytest.fixture
def program(tmp_path: Path) -> Program:
    (tmp_path / "home").mkdir()
    return Program(tmp_path / "home")
