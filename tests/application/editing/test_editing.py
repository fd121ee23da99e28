"""What may be entered for each kind of balise, and what the typed text becomes."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from segur_tui.application.editing.typed import FreeText, Nothing, OneOf, entry_for, moved, removed
from segur_tui.format.balises import PIECES
from segur_tui.format.check import Check, check
from segur_tui.format.claim_file import ClaimFile
from segur_tui.format.edit import Edit
from segur_tui.format.finding import Finding
from segur_tui.format.reading import read
from segur_tui.format.solde import SOLDE
from segur_tui.format.tree import Json, Members, Number, Pointer, RepeatedKeys, value_at
from segur_tui.format.writing import write
from tests.claims import ACCEPTED, ANS, RPPS, claim, demande, likely, returned

TODAY = date(2026, 11, 24)
LINE: Pointer = ("lignesImport", 0)


def checked(tree: dict[str, Any] | bytes) -> Check:
    content = tree if isinstance(tree, bytes) else write(tree)
    return check(ClaimFile.of(f"JSON-{ANS}-20261005-001.json", read(content)), TODAY)


def one_line(**changes: Json) -> Check:
    return checked(claim([demande(1) | changes]))


def after(present: Check, pointer: Pointer, name: str, text: str, finding: Finding | None = None) -> Check:
    entry = entry_for(present, pointer, SOLDE.by_name.get(name), finding)
    assert isinstance(entry, FreeText | OneOf)
    return check(present.claim.edited(*entry.becomes(text)), TODAY, present)


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("dateFacture", "28/02/2023", "28/02/2023"),
        ("dateFacture", "2023-02-28", "28/02/2023"),
        ("dateFacture", "1/3/2023", "01/03/2023"),
        ("dateFacture", "31/02/2023", "31/02/2023"),
        ("montantSegurHTFacture", "1075.00", Number("1075.00")),
        ("montantSegurHTFacture", "1075", Number("1075.00")),
        ("montantSegurHTFacture", "1 075,00", Number("1075.00")),
        ("montantSegurHTFacture", "1075.005", Number("1075.005")),
        ("montantSegurHTFacture", "cent", "cent"),
        ("numLigne", "7", 7),
        ("numLigne", "sept", "sept"),
        ("numeroEditeur", " 00007 ", "00007"),
        ("isDirectToDMP", "false", False),
        ("isDirectToMSSPro", "null", None),
        ("typeAction", "C", "C"),
        ("identDMP", "10000000009, 10000000017", ["10000000009", "10000000017"]),
        ("identDMP", '["10000000009"]', ["10000000009"]),
        ("identDMP", '["10000000009", "10000000017"]', ["10000000009", "10000000017"]),
        ("identDMP", "[]", []),
        ("identDMP", "", []),
    ],
)
def test_a_typed_text_becomes_the_value_that_it_means(name: str, text: str, value: Json) -> None:
    present = one_line()
    assert value_at(after(present, (*LINE, name), name, text).claim.root, (*LINE, name)) == value


@pytest.mark.parametrize(("rule", "first"), [("no-proof", {"MOM", "VA"}), ("no-invoice", {"FACTURE"})])
def test_a_missing_document_is_offered_before_those_that_others_miss(rule: str, first: set[str]) -> None:
    present = one_line(piecesjustificatives=[])
    finding = next(finding for finding in present.findings if finding.rule == rule)
    entry = entry_for(present, finding.pointer, PIECES, finding)
    assert isinstance(entry, OneOf)
    offered = [choice.split("-")[3] for choice in entry.choices]
    assert set(offered[: 3 * len(first)]) == first
    assert set(offered) == {"FACTURE", "MOM", "VA"}


@pytest.mark.parametrize(
    ("name", "choices"),
    [
        ("isDirectToDMP", ("true", "false")),
        ("isDirectToMSSPro", ("null",)),
        ("typeAction", ("C",)),
    ],
)
def test_where_few_values_are_possible_they_are_offered(name: str, choices: tuple[str, ...]) -> None:
    entry = entry_for(one_line(), (*LINE, name), SOLDE.by_name[name])
    assert isinstance(entry, OneOf)
    assert entry.choices == choices


DOCUMENT: Pointer = (*LINE, "piecesjustificatives", 0)


@pytest.mark.parametrize(
    ("at", "value", "chosen"),
    [
        ((*LINE, "isDirectToDMP"), "oui", "true"),
        ((*LINE, "isDirectToDMP"), "non", "false"),
        ((*LINE, "isDirectToDMP"), 0, "false"),
        ((*LINE, "isDirectToDMP"), "peut-être", None),
        ((*LINE, "isDirectToDMP"), None, None),
        ((*DOCUMENT, "formatFichier"), "pdf", "PDF"),
        ((*DOCUMENT, "formatFichier"), "GIF", None),
        ((*DOCUMENT, "typeFichier"), "facture", "FACTURE"),
        ((*LINE, "beneficiaires", "commandePour"), " libéral", "LIBERAL"),
        ((*LINE, "beneficiaires", "commandePour"), "", None),
        ((*LINE, "typeAction"), "c", "C"),
        ((*LINE, "isDirectToMSSPro"), "oui", "null"),
        ((*LINE, "piecesjustificatives"), demande(1)["piecesjustificatives"][0], "en faire une liste"),
    ],
)
def test_a_choice_proposes_what_is_safe_and_without_it_nothing(
    at: Pointer, value: Json, chosen: str | None
) -> None:
    present = one_line()
    present = checked(present.claim.edited(Edit(at, value_at(present.claim.root, at), value)).root)
    entry = entry_for(present, at, SOLDE.by_name[str(at[-1])])
    assert isinstance(entry, OneOf)
    if chosen is None:
        assert (entry.current in entry.choices, entry.said) == (False, "")
    else:
        assert entry.current in entry.choices
        assert entry.current.startswith(chosen)
        fixes = [finding.fix for finding in present.findings if finding.pointer == at and finding.fix]
        assert [edit.after for edit in entry.becomes(entry.current)] == [fix.after for fix in fixes]


def test_of_a_repeated_key_no_value_is_proposed() -> None:
    content = write(claim([demande(1)])).replace(b'"numLigne": 1,', b'"numLigne": 2, "numLigne": 1,')
    present = checked(content)
    finding = next(finding for finding in present.findings if finding.rule == "repeated-key")
    entry = entry_for(present, finding.pointer, SOLDE.by_name["numLigne"], finding)
    assert isinstance(entry, OneOf)
    assert entry.current not in entry.choices


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("isDirectToDMP", "peut-être"),
        ("isDirectToDMP", None),
        ("montantSegurHTFacture", None),
        ("numeroASP", None),
        ("beneficiaires", None),
        (PIECES.name, None),
        ("dateFacture", None),
        ("dateFacture", ""),
    ],
)
def test_a_wrong_value_stays_as_it_is_when_nothing_is_typed_or_chosen(name: str, value: Json) -> None:
    present = one_line(**{name: value})
    entry = entry_for(present, (*LINE, name), SOLDE.by_name[name])
    assert isinstance(entry, FreeText | OneOf)
    untouched = entry.text if isinstance(entry, FreeText) else entry.current
    assert isinstance(entry, FreeText) or untouched not in entry.choices
    assert after(present, (*LINE, name), name, untouched).claim.root == present.claim.root


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (("identDMP",), "numéros de 11 chiffres, séparés par des virgules"),
        (("identDMP", 0), "11 chiffres"),
        (("numeroASP",), "FINMDV suivi de 6 caractères"),
        (("numLigne",), "nombre entier de 1 à 200"),
        (("montantSegurHTFacture",), "nombre à deux décimales après un point, par exemple 1075.00"),
    ],
)
def test_a_value_is_asked_for_as_it_is_typed_and_not_as_json_writes_it(at: Pointer, expected: str) -> None:
    entry = entry_for(one_line(identDMP=["10000000009"]), (*LINE, *at), SOLDE.by_name[str(at[0])])
    assert isinstance(entry, FreeText)
    assert entry.expected == expected


def test_a_list_is_edited_without_brackets_and_quotes() -> None:
    entry = entry_for(one_line(identDMP=["10000000009"]), (*LINE, "identDMP"), SOLDE.by_name["identDMP"])
    assert isinstance(entry, FreeText)
    assert entry.text == "10000000009"


def test_a_missing_balise_is_not_added_by_nothing() -> None:
    present = checked(claim([{key: value for key, value in demande(1).items() if key != "dateFacture"}]))
    assert after(present, (*LINE, "dateFacture"), "dateFacture", " ").claim.root == present.claim.root


def test_the_live_check_tells_a_wrong_text_from_a_right_one() -> None:
    entry = entry_for(one_line(), (*LINE, "dateFacture"), SOLDE.by_name["dateFacture"])
    assert isinstance(entry, FreeText)
    assert entry.wrong("28/02/2023") is None
    assert entry.wrong("28/02/202") is not None
    assert "JJ/MM/AAAA" in entry.expected


@pytest.mark.parametrize(
    ("at", "text", "kept"),
    [
        (("dateFacture",), "2023-02-28", "28/02/2023"),
        (("dateFacture",), " 28/02/2023", ""),
        (("dateFacture",), "28/02", ""),
        (("montantSegurHTFacture",), "1 075,5 €", "1075.50"),
        (("montantSegurHTFacture",), "1075.50", ""),
        (("numeroEditeur",), "12 345", "12345"),
        (("identDMP",), "10000000009 ;10000000017", ""),
        (("identDMP",), "1", ""),
    ],
)
def test_what_is_kept_otherwise_than_it_was_typed_is_said(at: Pointer, text: str, kept: str) -> None:
    entry = entry_for(one_line(), (*LINE, *at), SOLDE.by_name[str(at[0])])
    assert isinstance(entry, FreeText)
    assert entry.meant(text) == kept


def test_a_missing_balise_is_put_in_its_place() -> None:
    line = demande(1)
    del line["dateFacture"]
    present = after(checked(claim([line])), (*LINE, "dateFacture"), "dateFacture", "28/02/2023")
    demande_now = present.claim.lines[0]
    assert isinstance(demande_now, dict)
    assert list(demande_now) == list(demande(1))


def test_a_missing_block_of_beneficiaries_is_made() -> None:
    line = demande(1)
    del line["beneficiaires"]
    present = after(checked(claim([line])), (*LINE, "beneficiaires"), "beneficiaires", "STRUCTURE")
    assert [finding.rule for finding in present.findings] == ["list-wanted"]


def test_a_missing_invoice_is_added_with_the_name_that_the_note_wants() -> None:
    line = demande(1)
    del line["piecesjustificatives"][0]
    pointer = (*LINE, "piecesjustificatives")
    present = checked(claim([line]))
    entry = entry_for(present, pointer, SOLDE.by_name["piecesjustificatives"])
    assert isinstance(entry, OneOf)
    assert "MDV-LGC-Va1-FACTURE-00001.pdf" in entry.choices[0]
    assert after(present, pointer, "piecesjustificatives", entry.choices[0]).findings == ()


def test_an_unknown_key_can_be_removed_or_kept() -> None:
    present = one_line(inconnue=1)
    (finding,) = present.findings
    entry = entry_for(present, finding.pointer, None, finding)
    assert isinstance(entry, OneOf)
    assert entry.becomes(entry.choices[0]) == ()
    assert check(present.claim.edited(*entry.becomes(entry.choices[1])), TODAY).findings == ()


def test_of_a_repeated_key_one_value_is_kept() -> None:
    content = write(claim([demande(1)])).replace(b'"numLigne": 1,', b'"numLigne": 2, "numLigne": 1,')
    present = checked(content)
    finding = next(finding for finding in present.findings if finding.rule == "repeated-key")
    entry = entry_for(present, finding.pointer, SOLDE.by_name["numLigne"], finding)
    assert isinstance(entry, OneOf)
    solved = check(present.claim.edited(*entry.becomes(entry.choices[1])), TODAY)
    assert solved.findings == ()
    assert not isinstance(solved.claim.lines[0], RepeatedKeys)


def test_of_a_key_that_is_repeated_without_end_the_first_values_are_offered() -> None:
    repeated = b"".join(b'"numLigne": %d, ' % number for number in range(50_000))
    present = checked(write(claim([demande(1)])).replace(b'"numLigne": 1,', b'"numLigne": 1,' + repeated))
    finding = next(finding for finding in present.findings if finding.rule == "repeated-key")
    entry = entry_for(present, finding.pointer, SOLDE.by_name["numLigne"], finding)
    assert isinstance(entry, OneOf)
    assert len(entry.choices) == 100
    (edit,) = entry.becomes(entry.choices[99])
    assert isinstance(edit.after, dict)
    assert edit.after["numLigne"] == 98
    assert len(edit.after) == len(demande(1))


def test_a_key_in_the_wrong_letter_case_is_renamed() -> None:
    line = {("DateFacture" if key == "dateFacture" else key): value for key, value in demande(1).items()}
    present = checked(claim([line]))
    (finding,) = present.findings
    entry = entry_for(present, finding.pointer, SOLDE.by_name["dateFacture"], finding)
    assert isinstance(entry, OneOf)
    assert check(present.claim.edited(*entry.becomes(entry.choices[0])), TODAY).findings == ()


def test_accepted_lines_take_nothing() -> None:
    present = checked(returned([ACCEPTED]))
    assert isinstance(entry_for(present, (*LINE, "dateFacture"), SOLDE.by_name["dateFacture"]), Nothing)
    assert removed(present, (*LINE, "piecesjustificatives", 0)) == ()


def test_an_emptied_item_is_removed() -> None:
    pointer = (*LINE, "beneficiaires", "liberalRPPS", 0)
    present = after(one_line(), pointer, "liberalRPPS", "")
    assert value_at(present.claim.root, pointer[:-1]) == []


def test_items_are_moved_within_their_list() -> None:
    present = one_line(identDMP=["a", "b", "c"])
    at = (*LINE, "identDMP")
    assert value_at(present.claim.edited(*moved(present, (*at, 0), 1)).root, at) == ["b", "a", "c"]
    assert moved(present, (*at, 0), -1) == ()
    assert moved(present, (*at, 2), 1) == ()
    assert moved(present, LINE, 1) == ()


BLOCK: Members = {"commandePour": "LIBERAL", "liberalRPPS": ["10000000009"], "structureFINESSGeo": []}
OTHER: Members = {"commandePour": "STRUCTURE", "liberalRPPS": [], "structureFINESSGeo": ["750712184"]}


@pytest.mark.parametrize(
    ("name", "value", "at", "offered"),
    [
        ("piecesjustificatives", "x", (), {"remplacer « x » par une liste vide, puis ajouter": []}),
        ("piecesjustificatives", 7, (), {"remplacer « 7 » par une liste vide, puis ajouter": []}),
        (
            "piecesjustificatives",
            {"a": 1},
            (),
            {
                'en faire une liste d’un seul bloc : « {"a": 1} »': [{"a": 1}],
                'remplacer « {"a": 1} » par une liste vide, puis ajouter': [],
            },
        ),
        ("piecesjustificatives", [{}, "x"], (1,), {"retirer l’élément « x »": [{}]}),
        ("piecesjustificatives", [None], (0,), {"retirer l’élément « null »": []}),
        (
            "beneficiaires",
            [],
            (),
            {
                "remplacer « [] » par un bloc LIBERAL vide": BLOCK | {"liberalRPPS": []},
                "remplacer « [] » par un bloc STRUCTURE vide": OTHER | {"structureFINESSGeo": []},
            },
        ),
        (
            "beneficiaires",
            [BLOCK, OTHER],
            (),
            {
                "garder le 1er bloc : LIBERAL, 10000000009": BLOCK,
                "garder le 2e bloc : STRUCTURE, 750712184": OTHER,
                "remplacer la liste de 2 éléments par un bloc LIBERAL vide": BLOCK | {"liberalRPPS": []},
                "remplacer la liste de 2 éléments par un bloc STRUCTURE vide": OTHER | {"structureFINESSGeo": []},
            },
        ),
        (
            "beneficiaires",
            ["x" * 99],
            (0,),
            {
                f"remplacer « {'x' * 27}… » par un bloc LIBERAL vide": [BLOCK | {"liberalRPPS": []}],
                f"remplacer « {'x' * 27}… » par un bloc STRUCTURE vide": [OTHER | {"structureFINESSGeo": []}],
            },
        ),
    ],
)
def test_a_wrong_value_in_the_place_of_a_bloc_can_be_replaced_and_what_it_was_is_said(
    name: str, value: Json, at: Pointer, offered: dict[str, Json]
) -> None:
    present = one_line(**{name: value})
    pointer = (*LINE, name, *at)
    entry = entry_for(present, pointer, SOLDE.by_name[name])
    assert isinstance(entry, OneOf)
    assert entry.current not in entry.choices
    became = {
        text.replace("\N{NO-BREAK SPACE}", " "): value_at(
            present.claim.edited(*entry.becomes(text)).root, (*LINE, name)
        )
        for text in entry.choices
    }
    assert became == offered


def test_a_demande_that_is_none_can_be_made_one_and_filled() -> None:
    present = checked(claim([demande(1), "x"]))  # type: ignore[list-item] # what a file may hold
    entry = entry_for(present, ("lignesImport", 1), None)
    assert isinstance(entry, OneOf)
    (choice,) = entry.choices
    assert choice.replace("\N{NO-BREAK SPACE}", " ").startswith("remplacer « x » par une demande vide")
    made = check(present.claim.edited(*entry.becomes(choice)), TODAY, present)
    assert {finding.rule for finding in made.findings if finding.is_error} == {"missing", "no-invoice"}
    assert list(made.claim.lines[1]) == [name for name in demande(1) if name in made.claim.lines[1]]  # type: ignore[arg-type,operator]


def test_a_lone_demande_that_stands_for_the_list_can_be_put_in_one() -> None:
    tree = claim([demande(1)])
    tree["lignesImport"] = tree["lignesImport"][0]
    present = checked(tree)
    assert after(present, ("lignesImport",), "lignesImport", _only(present)).findings == ()
    text = checked(tree | {"lignesImport": "x"})
    assert isinstance(entry_for(text, ("lignesImport",), SOLDE.by_name["lignesImport"]), Nothing)


def _only(present: Check) -> str:
    entry = entry_for(present, ("lignesImport",), SOLDE.by_name["lignesImport"])
    assert isinstance(entry, OneOf)
    (choice,) = entry.choices
    return choice


@pytest.mark.parametrize(("name", "at"), [("beneficiaires", ()), ("piecesjustificatives", (0,))])
def test_a_right_bloc_is_corrected_balise_by_balise(name: str, at: Pointer) -> None:
    assert isinstance(entry_for(one_line(), (*LINE, name, *at), SOLDE.by_name[name]), Nothing)


SECOND_RPPS: Pointer = (*LINE, "beneficiaires", "liberalRPPS", 1)


def test_what_is_likely_stands_in_the_editor_and_is_kept_as_it_stands() -> None:
    present = checked(claim([likely(1)]))
    entry = entry_for(present, SECOND_RPPS, SOLDE.by_name["liberalRPPS"])
    assert isinstance(entry, FreeText)
    assert entry.text == RPPS[1]
    assert "suggestion" in entry.expected
    assert check(present.claim.edited(*entry.becomes(entry.text)), TODAY, present).findings == ()


def test_nothing_else_than_its_own_value_is_suggested_for_a_value() -> None:
    entry = entry_for(checked(claim([likely(1)])), (*SECOND_RPPS[:-1], 0), SOLDE.by_name["liberalRPPS"])
    assert isinstance(entry, FreeText)
    assert (entry.text, entry.expected) == (RPPS[0], "11 chiffres")
