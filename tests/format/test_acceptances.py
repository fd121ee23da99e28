"""What an acceptance proves, sentence by sentence (format.md §8)."""

from __future__ import annotations

import pytest

from segur_tui.format.check import check
from tests.format.accepting import ACCEPTED, REFUSED, checked, file, goes, of_control, plain
from tests.format.builders import NAME, TODAY, Literal, document
from tests.format.faults import (
    Fault,
    answered,
    drop,
    nest,
    put,
    rename,
    repeat,
    together,
)

_NEVER_DEPOSITED = "autre.json"
_OLD = NAME.replace("20261005", "20230406")
_LATER = NAME.replace("20261005", "20230407")


def _documents_named(name: str) -> Fault:
    return put("piecesjustificatives/0/nomFichier", name)


_ALIKE: dict[str, tuple[Fault, Fault]] = {
    "a key": (put("zut", 1), put("zut", 2)),
    "a key inside a document": (put("piecesjustificatives/0/zut", 1), put("piecesjustificatives/1/zut", 2)),
    "a spelling": (rename("typeAction", "TypeAction"), rename("typeAction", "TypeAction")),
    "a spelling of the documents": (
        rename("piecesjustificatives", "PiecesJustificatives"),
        rename("piecesjustificatives", "PiecesJustificatives"),
    ),
    "a spelling inside a block": (
        rename("beneficiaires/commandePour", "commandepour"),
        rename("beneficiaires/commandePour", "commandepour"),
    ),
    "two spellings": (put("TypeAction", "C"), put("TypeAction", "C")),
    "a missing balise": (drop("typeAction"), drop("typeAction")),
    "a missing balise of a document": (
        drop("piecesjustificatives/1/formatFichier"),
        drop("piecesjustificatives/0/formatFichier"),
    ),
    "a length": (put("numeroEditeur", "123456"), put("numeroEditeur", "654321")),
    "a length in a list": (
        put("beneficiaires/liberalRPPS", ["1000000000"]),
        put("beneficiaires/liberalRPPS", ["10000000066", "9999999999"]),
    ),
    "a value of few": (put("typeAction", "M"), put("typeAction", "M")),
    "the format of a document": (
        put("piecesjustificatives/0/formatFichier", "GIF"),
        put("piecesjustificatives/1/formatFichier", "GIF"),
    ),
    "the type of a value": (put("isDirectToDMP", "non"), put("isDirectToDMP", "faux")),
    "an amount as a text": (put("montantSegurHTFacture", "10.00"), put("montantSegurHTFacture", "1075.00")),
    "a way to write dates": (put("dateFacture", "2023-02-01"), put("dateFacture", "2024-11-30")),
    "a day that is none": (put("dateFacture", "31/02/2023"), put("dateFacture", "31/09/2023")),
    "a negative amount": (
        put("montantSegurHTFacture", Literal("-1.00")),
        put("montantSegurHTFacture", Literal("-2.00")),
    ),
    "a beginning": (put("numeroASP", "FINXYZ000001"), put("numeroASP", "FINXYZ000009")),
    "other characters": (
        put("beneficiaires/liberalRPPS/0", "1000000000A"),
        put("beneficiaires/liberalRPPS/1", "Z0000000001"),
    ),
    "a value in place of null": (put("isDirectToMSSPro", value=True), put("isDirectToMSSPro", value=False)),
    "a number out of range": (put("numLigne", 201), put("numLigne", 999)),
    "an order of lines": (put("numLigne", 7), put("numLigne", 9)),
    "an empty list": (put("beneficiaires/liberalRPPS", []), put("beneficiaires/liberalRPPS", [])),
    "a list that is not empty": (
        put("beneficiaires/structureFINESSGeo", ["750000010"]),
        put("beneficiaires/structureFINESSGeo", ["750000028"]),
    ),
    "no identifier": (put("isDirectToDMP", value=True), put("isDirectToDMP", value=True)),
    "no balise for none": (drop("identDMP"), drop("identDMP")),
    "no invoice": (drop("piecesjustificatives/0"), drop("piecesjustificatives/0")),
    "a name of a document": (_documents_named("a.pdf"), _documents_named("facture 3.pdf")),
    "the number in a name": (
        _documents_named("MDV-LGC-Va1-FACTURE-00099.pdf"),
        _documents_named("MDV-LGC-Va1-FACTURE-00098.pdf"),
    ),
}
"""A fault, and the same of an accepted demande, by what it is."""


@pytest.mark.parametrize("of", _ALIKE)
def test_what_an_accepted_demande_does_too_is_a_warning_that_says_so(of: str) -> None:
    mine, theirs = _ALIKE[of]
    before = of_control(checked(together(mine, REFUSED), REFUSED))
    found = checked(together(mine, REFUSED), together(theirs, ACCEPTED))
    assert before
    assert len(of_control(found)) == len(before)
    for finding, was in zip(of_control(found), before, strict=True):
        assert (finding.rule, finding.alike, finding.is_error, finding.fix) == (was.rule, 1, False, None)
        assert plain(finding.message) == f"{plain(was.message)} ; 1 ligne acceptée fait de même"
    assert goes(found)


@pytest.mark.parametrize(
    "fault",
    [
        drop("piecesjustificatives/1"),
        put("beneficiaires/liberalRPPS", ["77777777777"]),
        put("beneficiaires/liberalRPPS", ["10000000066", "10000000066"]),
        put("dateFacture", "01/02/2030"),
        put("montantSegurHTFacture", Literal("0.00")),
        put("montantSegurHTFacture", Literal("9999.00")),
        together(put("isDirectToDMP", value=False), put("identDMP", ["88888888888"])),
        put("zut", 1),
    ],
    ids=[
        "no proof",
        "a key digit",
        "a number twice",
        "a future day",
        "an amount of zero",
        "a high amount",
        "a login",
        "an unknown key",
    ],
)
def test_a_warning_says_that_accepted_demandes_do_the_same(fault: Fault) -> None:
    before = of_control(checked(together(fault, REFUSED), REFUSED))
    found = of_control(checked(together(fault, REFUSED), together(fault, ACCEPTED)))
    assert [each.rule for each in found] == [each.rule for each in before]
    assert found
    for finding, was in zip(found, before, strict=True):
        assert (finding.alike, finding.is_error) == (1, False)
        assert plain(finding.message) == f"{plain(was.message)} ; 1 ligne acceptée fait de même"


_UNLIKE: dict[str, tuple[Fault, Fault]] = {
    "another key": (put("zut", 1), put("zot", 1)),
    "the key elsewhere": (put("zut", 1), put("piecesjustificatives/0/zut", 1)),
    "another spelling": (rename("typeAction", "TypeAction"), rename("typeAction", "TYPEACTION")),
    "the spelling of another balise": (rename("typeAction", "TypeAction"), rename("numeroASP", "numeroasp")),
    "another missing balise": (drop("typeAction"), drop("numeroASP")),
    "another length": (put("numeroEditeur", "123456"), put("numeroEditeur", "1234567")),
    "the length of another balise": (put("identDMP", ["123"]), put("beneficiaires/liberalRPPS", ["123"])),
    "another value of few": (put("typeAction", "M"), put("typeAction", "S")),
    "another type": (put("isDirectToDMP", "non"), put("isDirectToDMP", 0)),
    "another way to write dates": (put("dateFacture", "2023-02-01"), put("dateFacture", "2023.02.01")),
    "another beginning": (put("numeroASP", "FINXYZ000001"), put("numeroASP", "FINABC000001")),
    "the same but refused": (put("typeAction", "M"), together(put("typeAction", "M"), REFUSED)),
    "the same but not answered": (put("typeAction", "M"), together(put("typeAction", "M"), answered(None, None))),
    "the same but to verify": (
        put("typeAction", "M"),
        together(put("typeAction", "M"), answered("0000", "Refus")),
    ),
    "an accepted avance among soldes": (
        put("typeAction", "M"),
        together(put("typeAction", "M"), put("commande", {"dateCommande": "01/02/2023"})),
    ),
    "a key twice": (repeat(".", "typeAction", "C"), repeat(".", "typeAction", "C")),
    "a shape": (put("beneficiaires", "x"), put("beneficiaires", "x")),
    "documents that are no list": (put("piecesjustificatives", 3), put("piecesjustificatives", 3)),
    "decimals": (put("montantSegurHTFacture", 700), put("montantSegurHTFacture", 600)),
    "a number for a whole one": (put("numLigne", Literal("1.0")), put("numLigne", Literal("2.0"))),
}
"""A fault, and what an accepted demande does that proves nothing of it."""


@pytest.mark.parametrize("of", _UNLIKE)
def test_what_an_accepted_demande_does_otherwise_proves_nothing(of: str) -> None:
    mine, theirs = _UNLIKE[of]
    alone = checked(together(REFUSED, mine), REFUSED)
    found = checked(together(REFUSED, mine), together(ACCEPTED, theirs))
    assert of_control(alone)
    assert [finding for finding in of_control(found) if finding.alike] == []
    assert [(each.rule, each.severity) for each in of_control(found) if each.rule != "unlike-accepted"] == [
        (each.rule, each.severity) for each in of_control(alone)
    ]


def test_all_accepted_demandes_that_do_the_same_are_counted() -> None:
    fault = put("typeAction", "M")
    accepted = together(fault, ACCEPTED)
    found = checked(together(fault, REFUSED), accepted, together(ACCEPTED), accepted, accepted)
    (finding,) = of_control(found)
    assert finding.alike == 3
    assert plain(finding.message).endswith("valeur possible ; 3 lignes acceptées font de même")


def test_nested_balises_are_said_to_be_where_those_of_accepted_demandes_are() -> None:
    nested = nest("entete", "typeAction", "numeroASP")
    found = checked(together(nested, REFUSED), together(nested, ACCEPTED))
    (finding,) = found.of_file
    assert (finding.rule, finding.alike) == ("nested-balise", 1)
    assert plain(finding.message).endswith("1 ligne acceptée fait de même")


@pytest.mark.parametrize(
    "label", ["typeAction inconnu", "Type d'action invalide", "Balise TYPEACTION : valeur « M »"]
)
def test_what_the_asp_refuses_by_name_is_not_proven(label: str) -> None:
    fault = together(put("typeAction", "M"), put("dateFacture", "2023-02-01"))
    found = checked(together(fault, answered("1204", label)), together(fault, ACCEPTED))
    assert [(each.rule, each.alike) for each in of_control(found)] == [("choice", 0), ("date-format", 1)]
    assert not goes(found)


def test_the_label_of_another_line_names_nothing_of_this_one() -> None:
    fault = put("typeAction", "M")
    other = together(fault, answered("1204", "typeAction inconnu"))
    found = checked(together(fault, REFUSED), together(fault, ACCEPTED), other)
    assert [each.alike for each in (*of_control(found), *of_control(found, 3))] == [1, 0]


_OF_2023 = {
    "isDirectToMSSPro": put("isDirectToMSSPro", value=True),
    "adresseBoiteMSSCitoyen": put("adresseBoiteMSSCitoyen", "a@mssante.fr"),
    "identDMP": together(put("isDirectToDMP", value=True), put("identDMP", ["CPS-12"])),
}


@pytest.mark.parametrize("balise", _OF_2023)
def test_an_acceptance_older_than_the_control_proves_nothing(balise: str) -> None:
    fault = _OF_2023[balise]
    given = {name: file(together(fault, ACCEPTED), name=name) for name in (_OLD, _LATER, _NEVER_DEPOSITED)}
    alike = {
        name: max(each.alike for each in of_control(checked(together(fault, REFUSED), others=(other,))))
        for name, other in given.items()
    }
    assert alike == {_OLD: 0, _LATER: 1, _NEVER_DEPOSITED: 0}


def test_an_old_acceptance_proves_what_no_later_note_has_changed() -> None:
    fault = put("typeAction", "M")
    found = checked(together(fault, REFUSED), others=(file(together(fault, ACCEPTED), name=_OLD),))
    assert [each.alike for each in of_control(found)] == [1]


_RETURN = NAME.replace("-001", "-002")
_DEPOSITS: dict[str, tuple[Fault, str, int]] = {
    "the deposited file": (put("montantSegurHTFacture", Literal("1075.0")), _RETURN, 1),
    "the deposited file, with another name around it": (
        put("montantSegurHTFacture", Literal("1075.0")),
        f"copie de {_RETURN}",
        1,
    ),
    "as many decimals of none": (put("montantSegurHTFacture", 1075), _RETURN, 0),
    "another amount": (put("montantSegurHTFacture", Literal("716.5")), _RETURN, 0),
    "another deposit": (put("montantSegurHTFacture", Literal("1075.0")), NAME.replace("-001", "-003"), 0),
    "another demande": (
        together(put("montantSegurHTFacture", Literal("1075.0")), put("numeroEditeur", "00077")),
        _RETURN,
        0,
    ),
}


@pytest.mark.parametrize("of", _DEPOSITS)
def test_how_numbers_are_written_is_proven_by_the_deposited_file_alone(of: str) -> None:
    deposited, name, alike = _DEPOSITS[of]
    amount = put("montantSegurHTFacture", Literal("1075.0"))
    answer = file(together(amount, ACCEPTED), name=_RETURN)
    mine = together(put("montantSegurHTFacture", Literal("12.5")), put("numeroEditeur", "00050"), REFUSED)
    found = checked(mine, others=(answer, file(deposited, name=name)))
    assert [each.alike for each in of_control(found) if each.rule == "amount-decimals"] == [alike]


def test_a_number_or_document_that_stands_twice_is_no_matter_of_proof() -> None:
    twice = together(put("numeroEditeur", "00001"), put("piecesjustificatives", [document("FACTURE", "00001")]))
    found = checked(REFUSED, together(twice, ACCEPTED), together(twice, ACCEPTED))
    assert {each.rule for each in of_control(found) if each.is_error} == {"editor-number-twice", "document-twice"}
    assert not goes(found)


def test_acceptances_are_those_of_one_ans_number() -> None:
    fault = put("typeAction", "M")
    for ans, alike in (("LGCTEST001", 1), ("lgctest001", 1), ("LGCTEST002", 0)):
        other = file(together(fault, ACCEPTED), header=put("/numeroAns", ans))
        assert [each.alike for each in of_control(checked(fault, others=(other,)))] == [alike]


def test_a_copy_of_a_return_proves_no_more_than_the_return() -> None:
    fault = together(put("typeAction", "M"))
    answers = [file(together(fault, ACCEPTED), name=name) for name in (NAME, f"{NAME} (1).json")]
    assert [each.alike for each in of_control(checked(fault, others=tuple(answers)))] == [1]


def test_the_header_of_accepted_demandes_is_proven_too() -> None:
    found = checked(
        REFUSED, ACCEPTED, header=together(put("/SIRET", "7328293200007"), rename("/numeroAns", "numeroANS"))
    )
    assert [(each.rule, each.alike) for each in found.of_file] == [("letter-case", 1), ("length", 1)]
    assert goes(found)


def test_an_ans_number_of_another_length_is_never_proven_for_new_files_bear_it_in_their_names() -> None:
    found = checked(REFUSED, ACCEPTED, header=put("/numeroAns", "1075.00"))
    assert [(each.rule, each.alike) for each in found.of_file if each.is_error] == [("length", 0)]


def test_a_header_that_was_corrected_since_has_accepted_nothing() -> None:
    claim = file(REFUSED, ACCEPTED)
    before = check(claim, TODAY)
    root = {**claim.root, "SIRET": "7328293200007"}
    found = check(claim.with_root(root), TODAY, before)
    assert [(each.rule, each.alike) for each in found.of_file] == [("length", 0)]


def test_an_avance_proves_nothing_of_a_solde() -> None:
    fault = put("typeAction", "M")
    order = together(drop("dateFacture"), drop("montantSegurHTFacture"), put("commande", {}))
    other = file(together(fault, order, ACCEPTED))
    assert [each.alike for each in of_control(checked(fault, others=(other,)))] == [0]
