"""One balise on many demandes, of whatever shape these are."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segur_tui.application.editing.shared import SharedValue, shared_values
from segur_tui.application.editing.typed import Nothing, OneOf
from segur_tui.format.check import Check, check
from segur_tui.format.claim_file import ClaimFile
from segur_tui.format.reading import read
from segur_tui.format.tree import Json, value_at
from segur_tui.format.writing import write
from tests.application.editing.test_editing import TODAY
from tests.claims import ANS, REJECTED, RPPS, returned
from tests.damaged import damaged
from tests.format.builders import to_bytes


def checked(content: bytes) -> Check:
    return check(ClaimFile.of(f"JSON-{ANS}-20261005-001.json", read(content)), TODAY)


def with_lines(*changes: dict[str, Json]) -> Check:
    tree = returned([REJECTED] * len(changes))
    for line, change in zip(tree["lignesImport"], changes, strict=True):
        line.update(change)
    return checked(write(tree))


def found(present: Check, name: str) -> list[SharedValue]:
    lines = range(1, len(present.claim.lines) + 1)
    return [each for each in shared_values(present, lines) if each.balise.name == name]


def test_a_type_is_changed_in_all_documents_that_have_it_and_in_no_other() -> None:
    present = with_lines(*[{}] * 84)
    (_, va) = found(present, "typeFichier")
    assert (va.label, va.text) == ("typeFichier × 84", "VA")
    after = present.claim.edited(*va.becomes(present, "MOM"))
    types = [value_at(after.root, pointer) for each in found(present, "typeFichier") for pointer in each.pointers]
    assert sorted(map(str, types)) == ["FACTURE"] * 84 + ["MOM"] * 84


def test_a_number_in_one_list_only_is_left_to_its_row() -> None:
    present = with_lines({"isDirectToDMP": True, "identDMP": [RPPS[1], RPPS[0]]}, {"identDMP": [RPPS[1]]})
    assert [each.label for each in found(present, "identDMP")] == ["identDMP", "identDMP × 2"]


@pytest.mark.parametrize("name", ["numLigne", "numeroASP", "numeroEditeur", "nomFichier"])
def test_what_must_be_unique_is_refused_also_where_the_lines_agree(name: str) -> None:
    present = with_lines({"numLigne": 7, "numeroASP": "x", "numeroEditeur": "y"}, {"numLigne": 7})
    (only,) = found(present, name)
    assert isinstance(only.entry(present), Nothing)


@pytest.mark.parametrize(
    ("name", "values", "proposed"),
    [
        ("formatFichier", ("pdf", "pdf"), "PDF"),
        ("isDirectToDMP", ("non", "non"), "false"),
        ("isDirectToDMP", ("non", False), "false"),
        ("isDirectToDMP", ("non", True), ""),
        ("typeAction", ("c", "C"), "C"),
        ("isDirectToMSSPro", (True, False), "null"),
        ("commandePour", ("LIBERAL", "liberal"), "LIBERAL"),
        ("commandePour", ("x", "x"), "LIBERAL"),
    ],
)
def test_a_choice_that_every_line_proposes_by_itself_is_proposed_for_all(
    name: str, values: tuple[Json, Json], proposed: str
) -> None:
    def line(number: int, value: Json) -> dict[str, Json]:
        named: Json = f"MDV-LGC-Va1-FACTURE-0000{number}.pdf"
        file: dict[str, Json] = {"nomFichier": named, "formatFichier": value, "typeFichier": "FACTURE"}
        return {"piecesjustificatives": [file]} if name == "formatFichier" else {name: value}

    lines = [line(*each) for each in enumerate(values, 1)]
    present = with_lines(*lines)
    entry = found(present, name)[0].entry(present)
    assert isinstance(entry, OneOf)
    assert entry.current == proposed


@pytest.mark.parametrize("shape", [None, "x", [], {}, 3])
@pytest.mark.parametrize("name", ["beneficiaires", "piecesjustificatives", "identDMP", "isDirectToDMP"])
def test_lines_of_any_shape_are_listed_and_changed(name: str, shape: Json) -> None:
    changed_in_all(with_lines({name: shape}, {}, {name: shape}))


@settings(max_examples=60)
@given(st.randoms(use_true_random=False))
def test_lines_of_damaged_files_are_listed_and_changed(random: Random) -> None:
    content = to_bytes(damaged(random))
    if content.startswith(b"{"):
        changed_in_all(checked(content))


def changed_in_all(present: Check) -> None:
    lines = [line for line in range(1, len(present.claim.lines) + 1) if not present.is_accepted(line)]
    for value in list(shared_values(present, lines)) if lines else []:
        assert value.pointers
        if not isinstance(value.entry(present), Nothing):
            edits = value.becomes(present, RPPS[3])
            after = present.claim.edited(*edits)
            assert {edit.pointer for edit in edits} <= set(value.pointers)
            assert all(value_at(after.root, edit.pointer) == edit.after for edit in edits)
