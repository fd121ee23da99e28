"""What a search finds: values and problems, not the names that stand in every demande."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from segur_tui.application.views.searching import SearchTexts
from segur_tui.format.check import Check, check
from segur_tui.format.claim_file import ClaimFile
from segur_tui.format.edit import Edit
from segur_tui.format.reading import read
from segur_tui.format.writing import write
from tests.claims import claim, demande

TODAY = date(2026, 11, 24)


def checked() -> Check:
    lines: list[dict[str, Any]] = [demande(1), demande(2), demande(3)]
    lines[0]["adresseBoiteMSSPro"] = "Café@Exemple.fr"
    lines[1]["dateFacture"] = "2023-02-01"
    lines[2]["isDirectToDMP"] = [{"là": ["caché", {"a": "b"}]}]
    content = write(claim(lines))
    return check(ClaimFile.of("JSON-LGCTEST001-20261005-001.json", read(content)), TODAY)


@pytest.mark.parametrize(
    ("searched", "lines"),
    [
        ("cafe@EXEMPLE", {1}),
        ("00002", {2}),
        ("2023-02", {2}),
        ("existe pas", set()),
        ("n’est pas au format", {2}),
        ("n'est pas au", {2}),
        ("« 2023-02", {2}),
        ("CACHE", {3}),
        ("358.33", {1, 2, 3}),
        ("nomfichier", set()),
        ("liberalRPPS", set()),
        ("datefacture", {2}),
        ("", {1, 2, 3}),
    ],
)
def test_values_and_problems_are_looked_at(searched: str, lines: set[int]) -> None:
    assert SearchTexts.of(checked()).holding(searched) == lines


def test_after_an_edit_only_what_changed_is_read_again() -> None:
    before = checked()
    texts = SearchTexts.of(before)
    edited = before.claim.edited(Edit(("lignesImport", 1, "dateFacture"), "2023-02-01", "28/02/2023"))
    after = SearchTexts.of(check(edited, TODAY, before), texts)
    assert after.holding("28/02/2023") == {2}
    assert after.holding("2023-02") == frozenset()
    assert after.texts[0] is texts.texts[0]


def test_a_removed_demande_is_no_longer_found() -> None:
    before = checked()
    two = ClaimFile.of(before.claim.name, read(write(claim([demande(1), demande(2)]))))
    assert SearchTexts.of(check(two, TODAY), SearchTexts.of(before)).holding("00003") == frozenset()
