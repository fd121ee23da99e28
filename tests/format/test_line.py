"""What a demande shows to the controls over several: the same, whether or not it is checked itself."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings

from segur_tui.format.balises import NOM_FICHIER, NUMERO_EDITEUR
from segur_tui.format.claim_file import ClaimFile
from segur_tui.format.form import form_of
from segur_tui.format.line_check import check_line, claims_at, read_line
from segur_tui.format.reading import read
from segur_tui.format.rule import Situation
from segur_tui.format.solde import SOLDE
from segur_tui.format.tree import value_at
from segur_tui.format.value_type import replace
from tests.format.builders import NAME, TODAY, claim_file, to_bytes
from tests.format.strategies import broken_files


@settings(max_examples=100)
@given(broken_files())
def test_an_accepted_demande_shows_the_same_as_one_that_is_checked(root: Any) -> None:
    claim = ClaimFile.of(NAME, read(to_bytes(root)))
    for line, value in enumerate(claim.lines, 1):
        at = claim.line_pointer(line)
        shown = read_line(value, at, SOLDE, form_of(value, SOLDE.demande))
        assert shown == replace(check_line(value, line, at, SOLDE, Situation(SOLDE.rules, TODAY)), findings=())
        assert len(claims_at(value, at, NOM_FICHIER, SOLDE)) == len(shown.documents)
        assert not shown.editor_number or claims_at(value, at, NUMERO_EDITEUR, SOLDE)


def test_a_lone_document_is_shown_where_it_stands() -> None:
    root = claim_file(1)
    (demande,) = root["lignesImport"]
    demande["piecesjustificatives"] = demande["piecesjustificatives"][0]
    claim = ClaimFile.of(NAME, read(to_bytes(root)))
    (value,), at = claim.lines, claim.line_pointer(1)
    assert read_line(value, at, SOLDE, form_of(value, SOLDE.demande)).documents == (
        demande["piecesjustificatives"]["nomFichier"],
    )
    assert claims_at(value, at, NOM_FICHIER, SOLDE) == [(*at, "piecesjustificatives", "nomFichier")]


def test_numbers_and_names_stand_where_they_are_said_to() -> None:
    root = claim_file(1)
    (demande,) = root["lignesImport"]
    demande["Numeroediteur"] = demande.pop("numeroEditeur")
    demande["piecesjustificatives"].insert(0, {"nomFichier": ""})
    demande["piecesjustificatives"].insert(1, "MDV")
    claim = ClaimFile.of(NAME, read(to_bytes(root)))
    (value,), at = claim.lines, claim.line_pointer(1)
    shown = read_line(value, at, SOLDE, form_of(value, SOLDE.demande))
    assert [value_at(claim.root, pointer) for pointer in claims_at(value, at, NOM_FICHIER, SOLDE)] == list(
        shown.documents
    )
    assert len(shown.documents) == len(demande["piecesjustificatives"]) - 2
    (number,) = claims_at(value, at, NUMERO_EDITEUR, SOLDE)
    assert value_at(claim.root, number) == shown.editor_number
