"""The form of a demande: its paths, and that a plain one is read by short ways as it is by the long ones."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings

from segur_tui.format.accepted import glance_at, may_err
from segur_tui.format.answers import Answering
from segur_tui.format.claim_file import ClaimFile
from segur_tui.format.form import form_of
from segur_tui.format.line_check import placed_objects, read_line
from segur_tui.format.reading import read
from segur_tui.format.solde import SOLDE
from segur_tui.format.tree import Json, object_of
from segur_tui.format.value_type import replace
from tests.format.builders import NAME, claim_file, to_bytes
from tests.format.strategies import broken_files


def _paths(demande: dict[str, Json]) -> set[tuple[str, ...]]:
    paths: set[tuple[str, ...]] = {(key,) for key in demande}
    for key, value in demande.items():
        if isinstance(value, dict):
            paths |= {(key, inner) for inner in value}
        if isinstance(value, list):
            items = [set(item) for item in value if isinstance(item, dict)]
            paths |= {(key, inner) for inner in (set.intersection(*items) if items else set())}
    return paths


@settings(max_examples=200)
@given(broken_files())
def test_a_demande_of_plain_form_is_read_as_any_other(root: Any) -> None:
    claim = ClaimFile.of(NAME, read(to_bytes(root)))
    answering = Answering(SOLDE, ("0000",), has_reference=True)
    glance = glance_at(SOLDE.balises, SOLDE.demande)
    for value in claim.lines:
        form = form_of(value, SOLDE.demande)
        if not isinstance(value, dict):
            assert (form.paths, form.is_plain) == (frozenset(), False)
            continue
        assert form.paths == _paths(value)
        if form.is_plain:
            other = replace(form, is_plain=False)
            assert not any(placed.odd_keys or placed.paths for _, placed, _ in placed_objects(value, SOLDE))
            assert answering.of(value, form) == answering.of(value, other)
            assert SOLDE.mark_of_avance(value, form) == SOLDE.mark_of_avance(value, other)
            assert read_line(value, (), SOLDE, form) == read_line(value, (), SOLDE, other)
            assert may_err(value, form, SOLDE.demande, glance) == may_err(value, other, SOLDE.demande, glance)


def _of_one(changes: dict[str, Any]) -> bool:
    (demande,) = claim_file(1)["lignesImport"]
    claim = ClaimFile.of(NAME, read(to_bytes(claim_file(1) | {"lignesImport": [demande | changes]})))
    return claim.forms[0].is_plain


@pytest.mark.parametrize(
    "changes",
    [
        {"commentaire": None},
        {"beneficiaires": None},
        {"beneficiaires": [{"commandePour": "LIBERAL"}]},
        {"beneficiaires": {"liberalRPPS": [{}]}},
        {"piecesjustificatives": {"nomFichier": "x"}},
        {"piecesjustificatives": ["x"]},
        {"piecesjustificatives": [{"typeFichier": {}}]},
        {"piecesjustificatives": [{"numLigne": 1}]},
        {"identDMP": [[]]},
        {"identDMP": {}},
    ],
)
def test_what_stands_elsewhere_than_the_note_has_it_is_not_plain(changes: dict[str, Any]) -> None:
    assert _of_one({})
    assert _of_one({"piecesjustificatives": [], "identDMP": "x", "dateFacture": ["x"]})
    assert not _of_one(changes)


def test_a_key_that_stands_twice_is_not_plain() -> None:
    (demande,) = ClaimFile.of(NAME, read(to_bytes(claim_file(1)))).lines
    assert isinstance(demande, dict)
    assert form_of(demande, SOLDE.demande).is_plain
    members = [*demande.items()]
    assert not form_of(object_of([*members, members[0]]), SOLDE.demande).is_plain
