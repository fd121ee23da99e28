"""The field rules by themselves: what a kind of balise may hold, and what it may not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segur_tui.format.balise import Level
from segur_tui.format.balises import CLIENT, DEMANDE, DOCUMENT, FILE
from segur_tui.format.kinds import Block
from segur_tui.format.models import field_errors, is_right
from segur_tui.format.reading import read
from segur_tui.format.solde import SOLDE
from segur_tui.format.tree import Json, Members, Number
from tests.format.builders import claim_file, to_bytes
from tests.format.strategies import TREES

_LEVELS = (FILE, DEMANDE, CLIENT, DOCUMENT)

_RIGHT: dict[str, list[Json]] = {
    "impId": [None, "IMP-42", 42],
    "numeroAns": ["LGCTEST001", "0123456789", "abcdefghij"],
    "SIRET": ["73282932000074", "00000000000000"],
    "numLigne": [1, 200],
    "typeAction": ["C"],
    "numeroASP": ["FINMDV000001", "FINMDVABCDEF"],
    "numeroEditeur": ["00001", "AB-1é"],
    "dateFacture": ["29/02/2024"],
    "montantSegurHTFacture": [Number("1075.00"), Number("0.00")],
    "commandePour": ["LIBERAL", "STRUCTURE"],
    "liberalRPPS": [[], ["77777777777"]],
    "structureFINESSGeo": [[], ["999999991", "2A0000014"]],
    "nomFichier": ["x", "x" * 49],
    "formatFichier": ["PDF", "PNG", "JPG"],
    "typeFichier": ["FACTURE", "MOM", "VA"],
    "isDirectToDMP": [True, False],
    "identDMP": [[], ["77777777777"]],
    "isDirectToMSSPro": [None],
    "adresseBoiteMSSPro": [None],
    "isDirectToMSSCitoyen": [None],
    "adresseBoiteMSSCitoyen": [None],
    "codeTraitement": [None, "0000", 0],
    "libelleTraitement": [None, "Demande acceptée"],
}

_WRONG: dict[str, list[Json]] = {
    "numeroAns": ["LGCTEST01", "LGCTEST0001", "LGCTEST00 ", "LGCTESTé01", "LGCTEST001\n", 1234567890, None],
    "SIRET": ["7328293200007", "7328293200007A", 73282932000074, None, ["73282932000074"]],
    "numLigne": [0, 201, -1, True, "1", Number("1.0"), Number("9" * 20), None],
    "typeAction": ["c", "", None, True, ["C"]],
    "numeroASP": ["FINMDV00001", "FINRAD000001", "finmdv000001", "FINMDV000001\n", None],
    "numeroEditeur": ["0001", "000001", "00/01", 1, None],
    "dateFacture": ["1/2/2023", "30/02/2023", "01/02/2023\n", "2023-02-01", 1022023, None],
    "montantSegurHTFacture": [1075, Number("1075.0"), Number("-1.00"), Number("1.00e0"), "1075.00", True, None],
    "commandePour": ["liberal", "", None, True],
    "liberalRPPS": ["77777777777", [7], ["7777777777"], [None], {}, None],
    "structureFINESSGeo": ["999999991", ["2a0000014"], ["A00000001"], [["999999991"]], None],
    "nomFichier": ["", "x" * 50, 1, None],
    "formatFichier": ["pdf", "JPEG", None],
    "typeFichier": ["va", "DEVIS", None],
    "isDirectToDMP": [0, 1, "true", None],
    "identDMP": ["77777777777", ["test"], None],
    "isDirectToMSSPro": [False, ""],
    "adresseBoiteMSSPro": ["pro@mail.com", []],
    "isDirectToMSSCitoyen": [True, 0],
    "adresseBoiteMSSCitoyen": ["null", {}],
}


def _named(values: dict[str, list[Json]]) -> list[tuple[str, Json]]:
    return [(name, value) for name, each in values.items() for value in each]


@pytest.mark.parametrize(("name", "value"), _named(_RIGHT))
def test_a_right_value_is_right(name: str, value: Json) -> None:
    assert is_right(SOLDE.by_name[name].kind, value)


@pytest.mark.parametrize(("name", "value"), _named(_WRONG))
def test_a_wrong_value_is_wrong(name: str, value: Json) -> None:
    assert not is_right(SOLDE.by_name[name].kind, value)


def test_every_balise_that_holds_a_value_is_tried() -> None:
    assert set(_RIGHT) == {balise.name for balise in SOLDE.balises if not isinstance(balise.kind, Block)}


@settings(max_examples=200)
@given(st.sampled_from([balise for balise in SOLDE.balises if not isinstance(balise.kind, Block)]), TREES)
def test_a_value_is_wrong_exactly_where_its_object_has_an_error_there(balise: object, value: Json) -> None:
    for level in _LEVELS:
        for each in level.balises:
            if each is balise:
                faulty = {error["loc"][0] for error in field_errors(level, _members(level) | {each.name: value})}
                assert faulty == (set() if is_right(each.kind, value) else {each.name})


def test_every_balise_but_one_must_be_there() -> None:
    missing = {error["loc"][0] for level in _LEVELS for error in field_errors(level, {})}
    assert missing == {balise.name for balise in SOLDE.balises} - {"identDMP"}


def _members(level: Level) -> Members:
    """Return the object of a correct file that holds the balises of a level."""
    root = read(to_bytes(claim_file(1))).root
    demande = read(to_bytes(claim_file(1)["lignesImport"][0])).root
    beneficiaries, documents = demande["beneficiaires"], demande["piecesjustificatives"]
    assert isinstance(beneficiaries, dict)
    assert isinstance(documents, list)
    document = documents[0]
    assert isinstance(document, dict)
    return {
        FILE: root,
        DEMANDE: demande,
        CLIENT: beneficiaries,
        DOCUMENT: document,
    }[level]
