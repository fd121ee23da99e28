"""Files that are deposited again: reset and renumbered in place, whatever their sources leave out."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from segur_tui.format.answer import PENDING
from segur_tui.format.answers import Answering
from segur_tui.format.candidate import Candidate
from segur_tui.format.check import check
from segur_tui.format.claim_file import ClaimFile
from segur_tui.format.form import form_of
from segur_tui.format.reading import read
from segur_tui.format.renumbering import as_new
from segur_tui.format.resubmission import new_files
from segur_tui.format.solde import SOLDE
from segur_tui.format.writing import write
from tests.claims import ACCEPTED, REJECTED, claim, demande, returned

RENEWED = ("numLigne", "codeTraitement", "libelleTraitement")


def deposited(*trees: dict[str, Any], going: int | None = None) -> str:
    """Return the file that the lines of some files make, or of the first `going` files, as it is written."""
    claims = [
        ClaimFile.of(f"JSON-LGCTEST001-20261005-{number:03d}.json", read(write(tree)))
        for number, tree in enumerate(trees, 1)
    ]
    lines = [
        Candidate(i, line)
        for i, tree in enumerate(trees[:going])
        for line in range(1, len(tree["lignesImport"]) + 1)
    ]
    (file,) = new_files([check(each, date(2026, 11, 24)) for each in claims], lines)
    return text(file.root)


def text(tree: Any) -> str:
    return write(tree).decode()


@pytest.mark.parametrize("missing", [(), *((name,) for name in RENEWED), RENEWED])
def test_a_demande_is_reset_with_every_balise_at_its_place_in_the_note(missing: tuple[str, ...]) -> None:
    before = demande(3, 7, REJECTED)
    for name in missing:
        del before[name]
    assert deposited(claim([before])) == text(claim([demande(1, 7)]))


def test_an_answer_in_a_block_is_reset_where_it_stands() -> None:
    before, after = demande(3, 7, REJECTED), demande(1, 7)
    for each in (before, after):
        each["traitement"] = {name: each.pop(name) for name in RENEWED[1:]}
    assert deposited(claim([before])) == text(claim([after]))


def test_an_answer_that_stands_anywhere_else_is_reset_too() -> None:
    answered = {**demande(4), "statut": "Demande acceptée", "code_traitement": "0000"}
    answered["piecesjustificatives"][0]["libelleTraitement"] = "Demande déjà existante"
    new = as_new(answered, 1, SOLDE)
    assert isinstance(new, dict)
    assert (new["statut"], new["code_traitement"]) == (None, None)
    assert Answering(SOLDE, (), has_reference=False).of(new, form_of(new, SOLDE.demande)) is PENDING
    assert as_new(new, 1, SOLDE) == new


def test_a_header_is_reset_with_every_balise_at_its_place_in_the_note() -> None:
    before = claim([demande(4, 7, REJECTED)])
    del before["impId"]
    assert deposited(before) == text(claim([demande(1, 7)]))


def test_the_unknown_keys_of_all_headers_are_kept_in_order_with_the_value_of_the_first_that_has_them() -> None:
    headers = {"a": 1}, {"a": 2, "b": 2}, {"c": 3, "b": 3}
    files = [returned([REJECTED], number) | header for number, header in enumerate(headers, 1)]
    written = deposited(*files)
    kept = [(key, value) for key, value in json.loads(written).items() if len(key) == 1]
    assert kept == [("a", 1), ("b", 2), ("c", 3)]


def test_the_header_of_a_file_that_gives_no_line_is_left_out() -> None:
    assert deposited(returned([REJECTED]), returned([ACCEPTED], 9) | {"autre": "x"}, going=1) == text(
        claim([demande(1)])
    )
