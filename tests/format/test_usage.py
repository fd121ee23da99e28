"""What accepted demandes have in common and a refused one lacks: it is said, and proposed (format.md §8)."""

from __future__ import annotations

import pytest

from segur_tui.format.correcting import correct
from segur_tui.format.finding import Certainty, Finding
from segur_tui.format.tree import to_rfc6901, value_at
from tests.format.accepting import ACCEPTED, REFUSED, checked, file, of_control, plain
from tests.format.builders import TODAY
from tests.format.faults import Fault, drop, nest, no_fault, put, rename, together

_CAMEL = rename("piecesjustificatives", "piecesJustificatives")
_INVOICE = nest("facture", "dateFacture", "montantSegurHTFacture")

_CASES: dict[str, tuple[Fault, Fault, str, str, str, str | None]] = {
    "a spelling": (
        no_fault,
        _CAMEL,
        "/piecesjustificatives",
        "« piecesjustificatives » ne figure dans aucune ligne acceptée",
        "« piecesJustificatives »",
        "piecesJustificatives",
    ),
    "the other spelling": (
        _CAMEL,
        no_fault,
        "/piecesJustificatives",
        "« piecesJustificatives » ne figure dans aucune ligne acceptée",
        "« piecesjustificatives »",
        "piecesjustificatives",
    ),
    "a key that the note does not know": (
        no_fault,
        put("version", "Va1"),
        "/version",
        "la ligne n’a pas « version »",
        "« version »",
        "version",
    ),
    "such a key in a block": (
        no_fault,
        put("beneficiaires/version", 2),
        "/beneficiaires/version",
        "la ligne n’a pas « beneficiaires/version »",
        "« beneficiaires/version »",
        "version",
    ),
    "such a key in every document": (
        no_fault,
        together(put("piecesjustificatives/0/taille", 1), put("piecesjustificatives/1/taille", 1)),
        "",
        "la ligne n’a pas « piecesjustificatives/taille »",
        "« piecesjustificatives/taille »",
        None,
    ),
    "a block of the invoice": (
        no_fault,
        _INVOICE,
        "",
        "la ligne n’a pas « facture »",
        "« facture »",
        None,
    ),
    "no such block": (
        _INVOICE,
        no_fault,
        "/facture/dateFacture",
        "« facture/dateFacture » ne figure dans aucune ligne acceptée",
        "« dateFacture »",
        None,
    ),
}
"""What a refused demande has and two accepted ones have, where it is said and how, and the key proposed."""


def _said(found: list[Finding]) -> list[Finding]:
    return [finding for finding in found if finding.rule == "unlike-accepted"]


@pytest.mark.parametrize("of", _CASES)
def test_what_accepted_demandes_have_in_common_is_said_and_proposed(of: str) -> None:
    mine, theirs, pointer, wrong, expected, proposed = _CASES[of]
    accepted = together(theirs, ACCEPTED)
    found = checked(together(mine, REFUSED), accepted, accepted)
    said = _said(of_control(found))[0]
    words = f"{wrong} ; attendu : {expected}, comme 2 lignes acceptées"
    assert (to_rfc6901(said.pointer), plain(said.message)) == (f"/lignesImport/0{pointer}", words)
    assert (said.is_error, said.fix) == (False, None)
    key = None if said.suggestion is None else said.suggestion.key or said.suggestion.pointer[-1]
    assert key == proposed
    after = correct(found, TODAY, certainties=[Certainty.LIKELY]).check
    assert (key is None) == (len(_said(of_control(after))) == len(_said(of_control(found))))


@pytest.mark.parametrize(
    "accepted",
    [
        [together(_CAMEL, ACCEPTED), ACCEPTED],
        [together(_CAMEL, REFUSED)],
        [together(_CAMEL, put("commande", {}), ACCEPTED)],
        [],
    ],
    ids=["one does as it does", "none is accepted", "an avance among soldes", "there are no others"],
)
def test_nothing_is_said_where_the_accepted_ones_do_not_all_do_otherwise(accepted: list[Fault]) -> None:
    assert not _said(of_control(checked(REFUSED, *accepted)))


def test_nothing_is_said_of_what_is_not_refused() -> None:
    assert not _said(of_control(checked(no_fault, together(_CAMEL, ACCEPTED))))


def test_another_files_acceptances_count_where_they_are_of_the_same_supplier() -> None:
    for ans, times in (("LGCTEST001", 1), ("LGCTEST002", 0)):
        other = file(together(_CAMEL, ACCEPTED), header=put("/numeroAns", ans))
        assert len(_said(of_control(checked(REFUSED, others=(other,))))) == times


def test_a_missing_balise_is_said_to_be_in_the_accepted_ones() -> None:
    found = checked(together(drop("dateFacture"), drop("typeAction"), REFUSED), ACCEPTED, ACCEPTED)
    missing = [plain(each.message) for each in of_control(found)]
    assert all(message.endswith(" ; 2 lignes acceptées la portent") for message in missing)
    assert len(missing) == 2


def test_a_misspelt_key_is_not_safely_renamed_to_what_no_accepted_demande_has() -> None:
    mine, theirs = rename("typeAction", "TYPEACTION"), rename("typeAction", "TypeAction")
    found = checked(together(mine, REFUSED), together(theirs, ACCEPTED))
    assert [(each.rule, each.fix) for each in of_control(found)] == [
        ("letter-case", None),
        ("unlike-accepted", None),
    ]
    after = correct(found, TODAY, certainties=[Certainty.LIKELY]).check
    assert value_at(after.claim.root, ("lignesImport", 0, "TypeAction")) == "C"
    assert [(each.rule, each.alike) for each in of_control(after)] == [("letter-case", 1)]
