"""Safe corrections: what they make of a file, what they leave alone, and that they can all be undone."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings

from segur_tui.format.answer import AnswerState
from segur_tui.format.balise import Level
from segur_tui.format.balises import CLIENT, DEMANDE, DOCUMENT, FILE
from segur_tui.format.check import Check, check
from segur_tui.format.correcting import correct
from segur_tui.format.edit import Edit, applied
from segur_tui.format.finding import Certainty
from segur_tui.format.kinds import AlwaysNull, Constant
from segur_tui.format.reading import read
from segur_tui.format.tree import Absent, Json, members_of, same, to_rfc6901, value_at
from segur_tui.format.writing import to_compact
from tests.format.builders import (
    TODAY,
    Literal,
    claim_file,
    demande,
    document,
    finess,
    rpps,
    structure_demande,
    to_bytes,
)
from tests.format.cases import ALL
from tests.format.faults import Fault, answered, drop, nest, on_line, put, rename, repeat, together
from tests.format.findings import check_bytes, check_case
from tests.format.strategies import broken_files


def _checked(*faults: Fault) -> Check:
    holder: dict[str, Any] = {"": claim_file()}
    together(*faults)(holder, 0)
    return check_bytes(to_bytes(holder[""]))


def _root(value: Any) -> Json:
    return read(to_bytes(value)).root


_CORRECTABLE = [name for name, each in ALL.items() if any(expected.fix for expected in each.expected)]


_DOCUMENTS = "/lignesImport/0/piecesjustificatives"
_CLIENT = "/lignesImport/0/beneficiaires"
_PLACES_IN_NEW_LISTS = {
    "file_header: lignesImport a lone demande": {"/lignesImport/typeAction": "/lignesImport/0/typeAction"},
    "file_header: demandes numbered from 1": {"/lignesImport/2/dateFacture": "/lignesImport/1/dateFacture"},
    "beneficiaries: beneficiaires numbered": {f"{_CLIENT}/0/commandePour": f"{_CLIENT}/commandePour"},
    "documents: numbered documents": {f"{_DOCUMENTS}/2/formatFichier": f"{_DOCUMENTS}/1/formatFichier"},
}


@pytest.mark.parametrize("name", _CORRECTABLE)
def test_every_correction_of_the_tables_is_made(name: str) -> None:
    corrected = correct(check_case(ALL[name]), TODAY)
    made = {to_rfc6901(edit.pointer): edit for edit in reversed(corrected.edits)}
    places = _PLACES_IN_NEW_LISTS.get(name, {})
    for expected in ALL[name].expected:
        if expected.fix is not None:
            edit = made[places.get(expected.pointer, expected.pointer)]
            assert not isinstance(edit.after, Absent)
            assert expected.fix in (f"→ {edit.key}", to_compact(edit.after))


def test_a_file_of_before_april_2023_filled_by_hand_becomes_right() -> None:
    checked = _checked(
        put("/SIRET", "732 829 320 00074"),
        put("typeAction", "c"),
        put("numeroASP", " FINMDV000001"),
        put("numeroEditeur", 1),
        put("dateFacture", "2023-02-01"),
        put("montantSegurHTFacture", " 358,33 €"),
        put("beneficiaires/commandePour", "libéral"),
        put("beneficiaires/liberalRPPS", int(rpps(2))),
        drop("beneficiaires/structureFINESSGeo"),
        put("piecesjustificatives/0/formatFichier", "pdf"),
        put("isDirectToDMP", "oui"),
        put("identDMP", rpps(2)),
        put("isDirectToMSSPro", value=True),
        put("adresseBoiteMSSPro", "pro@mail.com"),
        drop("isDirectToMSSCitoyen"),
        rename("codeTraitement", "CodeTraitement"),
    )
    corrected = correct(checked, TODAY).check
    wanted = claim_file()
    wanted["lignesImport"][0]["beneficiaires"]["liberalRPPS"] = [rpps(2)]
    wanted["lignesImport"][0] |= {"isDirectToDMP": True, "identDMP": [rpps(2)]}
    assert corrected.findings == ()
    assert same(corrected.claim.root, _root(wanted))


_ADDABLE = {
    FILE: ["impId"],
    DEMANDE: [
        "typeAction",
        "identDMP",
        "isDirectToMSSPro",
        "adresseBoiteMSSPro",
        "isDirectToMSSCitoyen",
        "adresseBoiteMSSCitoyen",
        "codeTraitement",
        "libelleTraitement",
    ],
    CLIENT: ["structureFINESSGeo"],
}
_AT = {FILE: "/", DEMANDE: "", CLIENT: "beneficiaires/"}
_MISSING = [(level, name) for level, names in _ADDABLE.items() for name in names]


@pytest.mark.parametrize(("level", "name"), _MISSING, ids=lambda value: value if isinstance(value, str) else "")
def test_a_missing_balise_comes_back_to_its_place(level: Level, name: str) -> None:
    corrected = correct(_checked(drop(_AT[level] + name)), TODAY)
    assert len(corrected.edits) == 1
    assert same(corrected.check.claim.root, _root(claim_file()))


def test_all_missing_balises_come_back_to_their_places_together() -> None:
    checked = _checked(*(drop(_AT[level] + name) for level, name in _MISSING))
    assert same(correct(checked, TODAY).check.claim.root, _root(claim_file()))


def test_balises_missing_from_a_file_in_another_order_come_behind_those_before_them() -> None:
    claim = claim_file(1)
    line = claim["lignesImport"][0]
    claim["lignesImport"][0] = {key: line[key] for key in reversed(line) if key != "typeAction"}
    corrected = correct(check_bytes(to_bytes(claim)), TODAY).check.claim.lines[0]
    assert isinstance(corrected, dict)
    assert list(corrected)[-2:] == ["numLigne", "typeAction"]


_NEVER: dict[str, Fault] = {
    "a digit": put("/SIRET", "73282932000075"),
    "half a cent": put("montantSegurHTFacture", Literal("1075.005")),
    "a year of two digits": put("dateFacture", "01/02/23"),
    "a day that does not exist": put("dateFacture", "30/02/2023"),
    "a LIBERAL with a FINESS": put("beneficiaires/structureFINESSGeo", [finess(1)]),
    "a document's real format": put("piecesjustificatives/0/formatFichier", "PNG"),
    "a document's real type": put("piecesjustificatives/0/typeFichier", "MOM"),
    "a document's name": put("piecesjustificatives/0/nomFichier", "facture.pdf"),
    "a number that lost a digit": put("numeroASP", "FINMDV00001"),
    "the number of a line": put("numLigne", 7),
    "a negative amount": put("montantSegurHTFacture", Literal("-1075.00")),
    "an identifier that lost its zeros as a number": put("beneficiaires/liberalRPPS/0", 1234567890),
    "who the demande is for": drop("beneficiaires/commandePour"),
    "a missing number": drop("numeroEditeur"),
    "a flag that Perl writes as nothing": put("isDirectToDMP", ""),
    "a date with the month first": put("dateFacture", "08/15/2026"),
    "a date with a zone": put("dateFacture", "2026-03-12T00:00:00Z"),
    "the nearest double to an amount": put("montantSegurHTFacture", Literal("358.32999999999998")),
    "a number that does not write all its digits": put("beneficiaires/liberalRPPS/0", Literal("1E10")),
    "an object that is no demande": put("/lignesImport", {"x": {}}),
    "an RPPS for a LIBERAL": put("beneficiaires/liberalRPPS", None),
    "two numbers in one text": put("beneficiaires/liberalRPPS", f"{rpps(2)} {rpps(3)}"),
    "a key that stands twice": put("suivi", None),
    "an unknown key": put("commentaire", "pdf"),
}


@pytest.mark.parametrize("name", _NEVER)
def test_what_leaves_a_doubt_is_never_corrected(name: str) -> None:
    checked = _checked(_NEVER[name])
    assert checked.findings
    corrected = correct(checked, TODAY)
    assert corrected.edits == ()
    assert corrected.check.claim.root is checked.claim.root


def test_a_correct_file_is_left_alone() -> None:
    checked = _checked()
    corrected = correct(checked, TODAY)
    assert (corrected.check.claim.root, corrected.edits) == (checked.claim.root, ())


def test_accepted_demandes_are_never_corrected() -> None:
    checked = _checked(put("dateFacture", "2023-02-01"), answered("0000", "Demande acceptée"))
    assert correct(checked, TODAY).edits == ()


def test_a_correction_below_a_key_that_stands_twice_leaves_the_other_value_alone() -> None:
    earlier = [demande(9)]
    checked = _checked(put("dateFacture", "2023-02-01"), repeat("", "lignesImport", earlier))
    root = correct(checked, TODAY).check.claim.root
    assert [value for key, value in members_of(root) if key == "lignesImport"] == [
        [read(to_bytes(line)).root for line in lines] for lines in (earlier, claim_file()["lignesImport"])
    ]


def test_only_the_chosen_corrections_are_made() -> None:
    checked = _checked(put("dateFacture", "2023-02-01"), put("typeAction", "c"))
    corrected = correct(checked, TODAY, lambda finding: finding.rule == "date-format")
    assert [edit.after for edit in corrected.edits] == ["01/02/2023"]
    assert [finding.rule for finding in corrected.check.findings] == ["choice"]


def test_what_a_correction_uncovers_is_corrected_too() -> None:
    lone = document("FACTURE", "00001") | {"formatFichier": "pdf"}
    corrected = correct(_checked(put("piecesjustificatives", lone)), TODAY).check
    assert [finding.rule for finding in corrected.findings] == ["no-proof"]
    assert value_at(corrected.claim.root, ("lignesImport", 0, "piecesjustificatives")) == [
        document("FACTURE", "00001")
    ]


def test_a_lone_document_is_reported_wrong_where_it_stands_and_corrected_where_it_goes() -> None:
    lone = document("FACTURE", "00001") | {"formatFichier": " pdf", "typeFichier": "facture"}
    checked = _checked(put("piecesjustificatives", lone))
    at = ("lignesImport", 0, "piecesjustificatives")
    reported = [(finding.pointer, finding.rule, finding.fix is not None) for finding in checked.findings]
    assert reported == [
        (at, "shape", True),
        (at, "no-proof", False),
        ((*at, "formatFichier"), "choice", True),
        ((*at, "typeFichier"), "choice", True),
    ]
    corrected = correct(checked, TODAY)
    assert [edit.pointer for edit in corrected.edits] == [
        at,
        (*at, 0, "formatFichier"),
        (*at, 0, "typeFichier"),
    ]
    assert [finding.rule for finding in corrected.check.findings] == ["no-proof"]
    assert value_at(corrected.check.claim.root, at) == [document("FACTURE", "00001")]


@pytest.mark.parametrize(
    "fault",
    [
        put("piecesjustificatives", document("FACTURE", "00001") | {"formatFichier": "pdf"}),
        together(put("beneficiaires/commandePour", "liberal"), rename("beneficiaires", "Beneficiaires")),
        together(
            put("piecesjustificatives", {"NomFichier": "MDV-LGC-Va1-VA-00001.png", "typeFichier": "va"}),
            rename("piecesjustificatives", "PiecesJustificatives"),
        ),
        together(put("dateFacture", "2023-02-01"), drop("typeAction"), rename("/lignesImport", "lignesimport")),
    ],
    ids=["a lone document", "a renamed block", "a lone document of a renamed block", "the demandes renamed"],
)
def test_all_that_is_chosen_is_corrected_though_its_container_moves(fault: Fault) -> None:
    checked = _checked(fault)
    wanted = {(finding.pointer, finding.rule) for finding in checked.findings if finding.fix}
    corrected = correct(checked, TODAY, lambda finding: (finding.pointer, finding.rule) in wanted)
    assert len(wanted) > 1
    assert same(corrected.check.claim.root, correct(checked, TODAY).check.claim.root)


def test_a_lone_document_s_values_can_be_corrected_alone() -> None:
    lone = document("FACTURE", "00001") | {"formatFichier": "pdf"}
    checked = _checked(put("piecesjustificatives", lone))
    corrected = correct(checked, TODAY, lambda finding: finding.balise == "formatFichier")
    assert value_at(corrected.check.claim.root, ("lignesImport", 0, "piecesjustificatives")) == document(
        "FACTURE", "00001"
    )


def test_a_lone_document_in_a_container_of_another_letter_case_is_corrected() -> None:
    lone = document("VA", "00001", "png") | {"formatfichier": "png"}
    del lone["formatFichier"]
    checked = _checked(put("piecesjustificatives", lone), rename("piecesjustificatives", "Piecesjustificatives"))
    corrected = correct(checked, TODAY).check
    assert [finding.rule for finding in corrected.findings] == ["no-invoice"]
    at = ("lignesImport", 0, "piecesjustificatives", 0)
    assert value_at(corrected.claim.root, (*at, "formatFichier")) == "PNG"


def test_a_lone_demande_becomes_a_list_and_is_then_corrected() -> None:
    line = structure_demande(1) | {"dateFacture": "2023-02-01"}
    line["Beneficiaires"] = {"CommandePour": "structure"} | line.pop("beneficiaires")
    del line["Beneficiaires"]["commandePour"]
    corrected = correct(check_bytes(to_bytes(claim_file() | {"lignesImport": line})), TODAY)
    assert corrected.check.findings == ()
    at = ("lignesImport", 0, "beneficiaires", "commandePour")
    assert value_at(corrected.check.claim.root, at) == "STRUCTURE"


@settings(max_examples=150)
@given(broken_files())
def test_a_corrected_file_has_no_correction_left_and_correcting_it_again_changes_nothing(value: Any) -> None:
    checked = check_bytes(to_bytes(value))
    corrected = correct(checked, TODAY)
    assert not [finding for finding in corrected.check.findings if finding.fix]
    again = correct(corrected.check, TODAY)
    assert again.edits == ()
    assert again.check.claim.root is corrected.check.claim.root


@settings(max_examples=150)
@given(broken_files())
def test_the_edits_lead_to_the_corrected_file(value: Any) -> None:
    checked = check_bytes(to_bytes(value))
    corrected = correct(checked, TODAY)
    root: Json = checked.claim.root
    for edit in corrected.edits:
        root = applied(root, edit)
    assert same(root, corrected.check.claim.root)


@settings(max_examples=150)
@given(broken_files())
def test_what_needs_no_correction_stays_as_it_was_read(value: Any) -> None:
    checked = check_bytes(to_bytes(value))
    corrected = correct(checked, TODAY)
    touched = {checked.claim.line_of(edit.pointer) for edit in corrected.edits}
    pairs = zip(checked.claim.lines, corrected.check.claim.lines, checked.claim.answers, strict=False)
    for line, (before, after, answer) in enumerate(pairs, 1):
        if answer.state is AnswerState.ACCEPTED or (line not in touched and None not in touched):
            assert same(before, after)


@settings(max_examples=80)
@given(broken_files())
def test_the_check_of_a_corrected_file_is_that_of_a_fresh_one(value: Any) -> None:
    checked = check_bytes(to_bytes(value))
    corrected = correct(checked, TODAY).check
    fresh = check(corrected.claim, TODAY)
    assert (corrected.of_file, corrected.of_lines) == (fresh.of_file, fresh.of_lines)


def test_the_day_of_a_correction_is_the_one_that_is_given() -> None:
    checked = _checked(put("dateFacture", "2023-02-01"))
    corrected = correct(checked, date(2023, 1, 31)).check
    assert "date-future" in {finding.rule for finding in corrected.findings}


def test_every_balise_that_can_hold_one_value_alone_is_added_when_it_is_missing() -> None:
    named = {name for names in _ADDABLE.values() for name in names}
    holds_one = {
        balise.name
        for level in (FILE, DEMANDE, CLIENT, DOCUMENT)
        for balise in level.balises
        if isinstance(balise.kind, AlwaysNull | Constant)
    }
    assert holds_one <= named


def test_missing_balises_are_put_into_the_block_of_their_bloc_in_the_note_s_order() -> None:
    checked = _checked(
        nest("scenarioInstallation", "isDirectToDMP", "isDirectToMSSPro", "adresseBoiteMSSCitoyen"),
        drop("identDMP"),
        drop("adresseBoiteMSSPro"),
        drop("isDirectToMSSCitoyen"),
    )
    fixed = correct(checked, TODAY).check
    block = value_at(fixed.claim.root, ("lignesImport", 0, "scenarioInstallation"))
    assert fixed.findings == ()
    assert isinstance(block, dict)
    assert list(block) == [
        *("isDirectToDMP", "identDMP", "isDirectToMSSPro", "adresseBoiteMSSPro"),
        *("isDirectToMSSCitoyen", "adresseBoiteMSSCitoyen"),
    ]


LIKELY = put("beneficiaires/liberalRPPS/1", f"8{rpps(7)}")


def test_a_suggestion_is_no_safe_correction() -> None:
    checked = _checked(LIKELY)
    corrected = correct(checked, TODAY)
    assert corrected.edits == ()
    assert same(corrected.check.claim.root, checked.claim.root)


def test_what_is_likely_is_corrected_where_it_is_asked_for_and_nothing_else() -> None:
    corrected = correct(_checked(LIKELY, put("typeAction", "c")), TODAY, certainties=[Certainty.LIKELY])
    assert [edit.after for edit in corrected.edits] == [rpps(7)]
    assert [finding.balise for finding in corrected.check.findings] == ["typeAction"]


def test_safe_corrections_come_before_what_is_likely() -> None:
    certainties = [Certainty.SAFE, Certainty.LIKELY]
    corrected = correct(_checked(LIKELY, put("typeAction", "c")), TODAY, certainties=certainties)
    assert [edit.after for edit in corrected.edits] == ["C", rpps(7)]
    assert corrected.check.findings == ()


def test_what_a_safe_correction_uncovers_is_suggested_and_the_other_way_round() -> None:
    lone = demande(1)
    lone["beneficiaires"]["liberalRPPS"] = f"8{rpps(2)}"
    claim = claim_file() | {"lignesImport": lone}
    certainties = [Certainty.SAFE, Certainty.LIKELY]
    corrected = correct(check_bytes(to_bytes(claim)), TODAY, certainties=certainties).check
    assert corrected.findings == ()


def test_a_suggestion_taken_leaves_the_other_dates_in_doubt_until_they_are_changed() -> None:
    dates = put("dateFacture", "08/15/2023"), on_line(2, put("dateFacture", "1/2/2023"))
    checked = _checked(together(*dates, on_line(3, put("dateFacture", "25/02/2023"))))
    corrected = correct(checked, TODAY, certainties=(Certainty.SAFE, Certainty.LIKELY)).check
    assert value_at(corrected.claim.root, ("lignesImport", 0, "dateFacture")) == "15/08/2023"
    assert [finding.rule for finding in corrected.findings] == ["dates-turned", "date-format"]
    assert [finding.fix for finding in corrected.findings] == [None, None]
    day = Edit(("lignesImport", 1, "dateFacture"), "1/2/2023", "02/01/2023")
    settled = check(corrected.claim.edited(day), TODAY, corrected)
    assert not settled.findings
