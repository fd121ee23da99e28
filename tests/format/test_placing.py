"""Placing: each documented balise is found wherever a tolerant reader may find it, and nowhere else."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings

from segur_tui.format.balise import Level
from segur_tui.format.balises import (
    CLIENT,
    DATE_FACTURE,
    DEMANDE,
    DOCUMENT,
    FILE,
    IMP_ID,
    LIBELLE_TRAITEMENT,
    MONTANT,
)
from segur_tui.format.placing import MOST_ODD_KEYS, Oddity, PlacedBalises, note_position, place, value_of
from segur_tui.format.reading import read
from segur_tui.format.solde import SOLDE
from segur_tui.format.tree import Json, Members, Number, Pointer, object_of, objects, value_at
from tests.format.builders import to_bytes
from tests.format.strategies import broken_files

_LEVELS = (FILE, DEMANDE, CLIENT, DOCUMENT)


def _oddities(placed: PlacedBalises) -> list[tuple[Oddity, Pointer, str | None]]:
    return [(odd.oddity, odd.path, odd.balise.name if odd.balise else None) for odd in placed.odd_keys]


@pytest.mark.parametrize("level", _LEVELS)
def test_balises_at_their_place_are_found_and_nothing_is_strange(level: Level) -> None:
    members: Members = {balise.name: index for index, balise in enumerate(level.balises)}
    placed = place(members, level)
    assert placed.values == members
    assert placed.odd_keys == []
    assert all(placed.path(name) == (name,) for name in members)


def test_a_missing_balise_has_the_path_where_it_would_stand() -> None:
    assert place({}, FILE).path("SIRET") == ("SIRET",)


def test_siret_is_found_under_its_own_name() -> None:
    placed = place({"siret": "1"}, FILE)
    assert placed.values == {"SIRET": "1"}
    assert placed.path("SIRET") == ("siret",)
    assert placed.odd_keys == []


@pytest.mark.parametrize("key", ["datefacture", "DATEFACTURE", "DateFacture"])
def test_another_letter_case_is_read_and_reported(key: str) -> None:
    placed = place({key: "01/02/2023"}, DEMANDE)
    assert placed.values == {"dateFacture": "01/02/2023"}
    assert placed.path("dateFacture") == (key,)
    assert _oddities(placed) == [(Oddity.LETTER_CASE, (key,), "dateFacture")]


@pytest.mark.parametrize("key", ["date_facture", "dateFacture ", "date facture", "dateFactures", ""])
def test_another_spelling_is_unknown(key: str) -> None:
    placed = place({key: "01/02/2023"}, DEMANDE)
    assert placed.values == {}
    assert _oddities(placed) == [(Oddity.UNKNOWN, (key,), None)]


@pytest.mark.parametrize("members", [{"datefacture": 1, "dateFacture": 2}, {"dateFacture": 2, "datefacture": 1}])
def test_the_right_letter_case_counts_whatever_the_order(members: Members) -> None:
    placed = place(members, DEMANDE)
    assert placed.values == {"dateFacture": 2}
    assert _oddities(placed) == [(Oddity.TWICE, ("datefacture",), "dateFacture")]


def test_balises_one_level_down_are_found_with_their_path() -> None:
    facture: Json = {"dateFacture": "01/02/2023", "montantSegurHTFacture": Number("1.00")}
    members: Members = {"numLigne": 1, "facture": facture}
    placed = place(members, DEMANDE)
    assert placed.values == {
        "numLigne": 1,
        "dateFacture": "01/02/2023",
        "montantSegurHTFacture": Number("1.00"),
    }
    assert value_at(members, placed.path("dateFacture")) == "01/02/2023"
    assert _oddities(placed) == [(Oddity.NESTED, ("facture",), None)]


def test_the_balise_at_its_place_counts_before_the_one_below() -> None:
    placed = place({"facture": {"dateFacture": 1}, "dateFacture": 2}, DEMANDE)
    assert placed.values == {"dateFacture": 2}
    assert placed.path("dateFacture") == ("dateFacture",)
    assert (Oddity.TWICE, ("facture", "dateFacture"), "dateFacture") in _oddities(placed)


@pytest.mark.parametrize(
    "block",
    [
        {"bloc": {"dateFacture": 1}},
        [{"dateFacture": 1}],
        "dateFacture",
        {"SIRET": "1"},
        {},
    ],
    ids=["two levels down", "in a list", "as a text", "of another level", "empty"],
)
def test_a_block_without_balises_of_its_level_is_unknown(block: Json) -> None:
    placed = place({"bloc": block}, DEMANDE)
    assert placed.values == {}
    assert _oddities(placed) == [(Oddity.UNKNOWN, ("bloc",), None)]


def test_a_block_that_the_note_names_is_not_searched() -> None:
    placed = place({"beneficiaires": {"dateFacture": 1}}, DEMANDE)
    assert placed.values == {"beneficiaires": {"dateFacture": 1}}
    assert placed.odd_keys == []


@settings(max_examples=40)
@given(broken_files())
def test_one_value_is_found_as_among_all(root: Any) -> None:
    for _, members in objects(read(to_bytes(root)).root):
        for balise in SOLDE.balises:
            assert value_of(members, balise) is place(members, balise.level).values.get(balise.name)


def test_a_key_that_stands_twice_is_reported_once_and_its_last_value_counts() -> None:
    members = object_of([("dateFacture", 1), ("zut", 1), ("dateFacture", 2), ("zut", 2), ("dateFacture", 3)])
    placed = place(members, DEMANDE)
    assert placed.values == {"dateFacture": 3}
    repeated = [odd for odd in _oddities(placed) if odd[0] is Oddity.REPEATED]
    assert repeated == [
        (Oddity.REPEATED, ("dateFacture",), "dateFacture"),
        (Oddity.REPEATED, ("zut",), None),
    ]


def _spellings(count: int) -> list[str]:
    """Return that many letter cases of one balise, none of them its own."""
    name = MONTANT.name.lower()
    return [
        "".join(character.upper() if i >> at & 1 else character for at, character in enumerate(name))
        for i in range(count)
    ]


@pytest.mark.parametrize(
    ("members", "reported"),
    [
        (dict.fromkeys(_spellings(MOST_ODD_KEYS + 10), 1), Oddity.TWICE),
        ({f"bloc{i}": {"dateFacture": i} for i in range(MOST_ODD_KEYS + 10)}, Oddity.NESTED),
        ({f"x{i}": {"y": 1} for i in range(MOST_ODD_KEYS + 10)}, Oddity.UNKNOWN),
        (object_of([(f"x{i // 2}", i) for i in range(2 * MOST_ODD_KEYS)]), Oddity.REPEATED),
        ({"x": [object_of([("y", 1), ("y", 2)]) for _ in range(MOST_ODD_KEYS + 10)]}, Oddity.REPEATED),
    ],
    ids=["spellings", "blocks", "unknown", "repeated", "repeated inside"],
)
def test_of_strange_keys_without_end_the_first_are_reported_and_the_others_counted(
    members: Members, reported: Oddity
) -> None:
    placed = place(members, DEMANDE)
    assert len(placed.odd_keys) == MOST_ODD_KEYS
    assert reported in {odd.oddity for odd in placed.odd_keys}
    assert placed.unreported >= 9


@pytest.mark.parametrize("path", ["z", "0", "z0", "0z"])
def test_a_repeated_key_is_found_at_any_depth_of_what_is_unknown(path: str) -> None:
    value: Json = object_of([("y", 1), ("y", 2)])
    for step in reversed(path):
        value = [value] if step == "0" else {step: value}
    assert Oddity.REPEATED in {odd.oddity for odd in place({"x": value}, DEMANDE).odd_keys}


def test_a_block_of_balises_behind_strange_keys_without_end_is_found() -> None:
    unknown: Members = {f"x{i}": i for i in range(MOST_ODD_KEYS + 10)}
    placed = place(unknown | {"prestation": {"dateFacture": 1}}, DEMANDE)
    assert placed.nested == "prestation"
    assert placed.values == {"dateFacture": 1}


@pytest.mark.parametrize(
    ("keys", "position"),
    [
        ([], 0),
        (["codeTraitement"], 0),
        (["numLigne", "montantSegurHTFacture", "codeTraitement"], 1),
        (["numLigne", "zut", "montantSegurHTFacture"], 1),
        (["montantSegurHTFacture", "numLigne"], 2),
        (["zut"], 0),
    ],
)
def test_a_missing_balise_goes_behind_the_last_one_that_the_note_lists_before_it(
    keys: list[str], position: int
) -> None:
    assert note_position(dict.fromkeys(keys), (DATE_FACTURE.name,), DATE_FACTURE) == position


@pytest.mark.parametrize("balise", [IMP_ID, MONTANT, SOLDE.by_name["adresseBoiteMSSPro"], LIBELLE_TRAITEMENT])
def test_among_all_others_a_missing_balise_goes_to_its_own_place(balise: object) -> None:
    for level in _LEVELS:
        names = [each.name for each in level.balises]
        for index, each in enumerate(level.balises):
            if each is balise:
                members: Members = dict.fromkeys(name for name in names if name != each.name)
                assert note_position(members, (each.name,), each) == index
