"""The balises of a demande as rows: each value once, whatever its key looks like."""

from __future__ import annotations

from typing import Any

import pytest

from segur_tui.application.drafts.draft import Draft
from segur_tui.application.editing.typed import removed
from segur_tui.application.views.fields import MOST_ITEMS, FieldRow, Part, field_rows
from segur_tui.application.views.problems import doubt_of
from segur_tui.format.check import check
from segur_tui.format.claim_file import ClaimFile
from segur_tui.format.edit import Edit, Step
from segur_tui.format.reading import read
from segur_tui.format.writing import write
from tests.application.working import TODAY
from tests.claims import claim, demande


def rows_of(line: dict[str, Any]) -> list[FieldRow]:
    claim_file = ClaimFile.of("JSON-LGCTEST001-20261005-001.json", read(write(claim([line]))))
    return field_rows(Draft.of(check(claim_file, TODAY), TODAY), 1)


def renamed(name: str, other: str) -> dict[str, Any]:
    return {other if key == name else key: value for key, value in demande(1).items()}


@pytest.mark.parametrize(
    ("line", "pointer", "title"),
    [
        (renamed("dateFacture", "DateFacture"), "DateFacture", "dateFacture"),
        (renamed("beneficiaires", "Beneficiaires"), "Beneficiaires", "beneficiaires"),
        (demande(1) | {"DateFacture": "02/02/2023"}, "DateFacture", "DateFacture"),
        (demande(1) | {"inconnue": 1}, "inconnue", "inconnue"),
    ],
)
def test_an_odd_key_is_shown_once_with_its_fault(line: dict[str, Any], pointer: str, title: str) -> None:
    rows = rows_of(line)
    assert len({row.key for row in rows}) == len(rows)
    (odd,) = [row for row in rows if row.pointer == ("lignesImport", 0, pointer)]
    assert odd.title == title
    assert odd.finding is not None


def test_a_spelling_that_is_right_too_is_shown_as_it_stands() -> None:
    titles = [row.title for row in rows_of(renamed("piecesjustificatives", "piecesJustificatives"))]
    assert ("piecesJustificatives" in titles, "piecesjustificatives" in titles) == (True, False)


def test_an_unknown_key_that_stands_twice_is_shown_once() -> None:
    text = write(claim([demande(1) | {"inconnue": 1}])).replace(b'"inconnue": 1', b'"inconnue": 1, "inconnue": 2')
    opened = check(ClaimFile.of("JSON-LGCTEST001-20261005-001.json", read(text)), TODAY)
    rows = field_rows(Draft.of(opened, TODAY), 1)
    assert [row.value for row in rows if row.title == "inconnue"] == ["2"]


def test_a_balise_that_stands_one_level_down_is_shown_there() -> None:
    line = demande(1)
    line["facture"] = {"dateFacture": line.pop("dateFacture")}
    rows = rows_of(line)
    assert len({row.key for row in rows}) == len(rows)
    (date,) = [row for row in rows if row.title == "dateFacture"]
    assert date.pointer == ("lignesImport", 0, "facture", "dateFacture")


def test_a_lone_document_is_shown_balise_by_balise_with_its_faults() -> None:
    line = demande(1)
    line["piecesjustificatives"] = line["piecesjustificatives"][0] | {"formatFichier": "doc"}
    at = ("lignesImport", 0, "piecesjustificatives")
    rows = {row.pointer: row for row in rows_of(line) if row.pointer[:3] == at}
    assert list(rows) == [at, *((*at, name) for name in ("nomFichier", "formatFichier", "typeFichier"))]
    assert [pointer for pointer, row in rows.items() if row.finding] == [at, (*at, "formatFichier")]


def test_several_blocks_of_beneficiaries_are_shown_one_by_one_so_that_one_can_be_removed() -> None:
    line = demande(1)
    line["beneficiaires"] = [line["beneficiaires"], {"commandePour": "CABINET"}, None]
    opened = check(ClaimFile.of("JSON-LGCTEST001-20261005-001.json", read(write(claim([line])))), TODAY)
    at = ("lignesImport", 0, "beneficiaires")
    rows = {row.pointer: row for row in field_rows(Draft.of(opened, TODAY), 1) if row.pointer[:3] == at}
    assert [row.title for pointer, row in rows.items() if len(pointer) == 4] == [
        "bénéficiaires 1",
        "bénéficiaires 2",
        "bénéficiaires 3",
    ]
    assert rows[*at, 0, "commandePour"].finding is None
    assert rows[*at, 1, "commandePour"].finding is not None
    assert all(removed(opened, (*at, index)) for index in range(3))


@pytest.mark.parametrize(
    ("changes", "title", "value"),
    [
        ({"piecesjustificatives": ["x"]}, "document 1", "x"),
        ({"beneficiaires": ["x"]}, "beneficiaires", '["x"]'),
        ({"beneficiaires": []}, "beneficiaires", "(liste vide)"),
    ],
)
def test_a_wrong_value_in_the_place_of_a_bloc_is_shown_with_its_fault(
    changes: dict[str, Any], title: str, value: str
) -> None:
    (row,) = [row for row in rows_of(demande(1) | changes) if row.title == title]
    assert row.value == value
    assert row.finding is not None
    assert row.finding.rule == "shape"


@pytest.mark.parametrize("item", ["10000000009", {"nomFichier": "x"}])
def test_the_items_that_have_no_row_are_counted(item: Any) -> None:
    name = "identDMP" if isinstance(item, str) else "piecesjustificatives"
    rows = rows_of(demande(1) | {name: [item] * (MOST_ITEMS + 7)})
    inside = [row for row in rows if row.balise is not None and row.balise.name == name]
    assert [row.part for row in inside] == [Part.BALISE, *[Part.ITEM] * MOST_ITEMS, Part.REST, Part.ADD]
    assert inside[-2].title == "… 7 de plus"
    within = rows_of(demande(1) | {name: [item] * MOST_ITEMS})
    assert Part.REST not in {row.part for row in within}


def test_a_date_is_in_doubt_until_it_is_another() -> None:
    demandes = [demande(1) | {"dateFacture": "08/15/2026"}, demande(2) | {"dateFacture": "08/09/2026"}]
    claim_file = ClaimFile.of("JSON-LGCTEST001-20261005-001.json", read(write(claim(demandes))))
    draft = Draft.of(check(claim_file, TODAY), TODAY)
    at = ("lignesImport", 1, "dateFacture")
    step = Step("", (Edit(at, "08/09/2026", "09/08/2026"),))
    doubts = [doubt_of(each.check, at) for each in (draft, draft.with_step(step), draft.with_step(step).undo())]
    assert [bool(each) for each in doubts] == [True, False, True]
