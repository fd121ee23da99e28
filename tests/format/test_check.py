"""Checks: the note's order, the place where the ASP would stop, accepted demandes, checking again."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segur_tui.format.check import Check, check
from segur_tui.format.claim_file import ClaimFile
from segur_tui.format.edit import Edit
from segur_tui.format.finding import Finding, FindingSource
from segur_tui.format.reading import read
from segur_tui.format.rule import MOST_OF_DEMANDE
from segur_tui.format.tree import Absent, Json, Pointer, objects, value_at
from tests.format.builders import NAME, TODAY, Literal, claim_file, document, to_bytes
from tests.format.faults import Fault, answered, drop, on_line, put, together
from tests.format.findings import assert_sound, check_bytes, summary
from tests.format.strategies import TREES, broken_files

_EVERYTHING: Fault = together(
    put("commentaire", 1),
    put("libelleTraitement", "Numéro éditeur inconnu"),
    put("adresseBoiteMSSCitoyen", "a@b"),
    put("isDirectToMSSCitoyen", value=True),
    put("adresseBoiteMSSPro", "a@b"),
    put("isDirectToMSSPro", value=True),
    put("identDMP", ["x"]),
    put("isDirectToDMP", "?"),
    put("piecesjustificatives", [{"nomFichier": "a", "formatFichier": "b", "typeFichier": "c"}] * 2),
    put("beneficiaires", {"structureFINESSGeo": ["x"], "liberalRPPS": ["x"], "commandePour": "LIBERAL"}),
    put("montantSegurHTFacture", -1),
    put("dateFacture", "hier"),
    put("numeroEditeur", "1"),
    put("numeroASP", "FINMDV1"),
    put("typeAction", "M"),
    put("numLigne", 0),
)

# The note's order of the balises of a demande (format.md §2), a document's own inside its document.
_ORDER = [
    "numLigne",
    "typeAction",
    "numeroASP",
    "numeroEditeur",
    "dateFacture",
    "montantSegurHTFacture",
    "beneficiaires",
    "commandePour",
    "liberalRPPS",
    "structureFINESSGeo",
    "piecesjustificatives",
    "isDirectToDMP",
    "identDMP",
    "isDirectToMSSPro",
    "adresseBoiteMSSPro",
    "isDirectToMSSCitoyen",
    "adresseBoiteMSSCitoyen",
    "codeTraitement",
    "libelleTraitement",
]
_DOCUMENT_ORDER = ["nomFichier", "formatFichier", "typeFichier"]


def _checked(*faults: Fault, lines: int = 3) -> Check:
    holder: dict[str, Any] = {"": claim_file(lines)}
    together(*faults)(holder, 0)
    return check_bytes(to_bytes(holder[""]))


def test_all_findings_of_a_line_stand_in_the_notes_order() -> None:
    line, *others = _checked(_EVERYTHING).of_lines
    assert others == [(), ()]
    assert [(finding.balise, finding.rule) for finding in line] == [
        ("numLigne", "range"),
        ("typeAction", "choice"),
        ("numeroASP", "length"),
        ("numeroEditeur", "length"),
        ("numeroEditeur", "asp-rejection"),
        ("dateFacture", "date-format"),
        ("montantSegurHTFacture", "amount-negative"),
        ("liberalRPPS", "length"),
        ("structureFINESSGeo", "list-unwanted"),
        ("structureFINESSGeo", "length"),
        ("piecesjustificatives", "no-invoice"),
        ("piecesjustificatives", "no-proof"),
        ("nomFichier", "document-name"),
        ("formatFichier", "choice"),
        ("typeFichier", "choice"),
        ("nomFichier", "document-name"),
        ("nomFichier", "document-twice"),
        ("formatFichier", "choice"),
        ("typeFichier", "choice"),
        ("isDirectToDMP", "type"),
        ("identDMP", "length"),
        ("isDirectToMSSPro", "null-only"),
        ("adresseBoiteMSSPro", "null-only"),
        ("isDirectToMSSCitoyen", "null-only"),
        ("adresseBoiteMSSCitoyen", "null-only"),
        (None, "unknown-key"),
    ]
    documents = [finding.pointer[3] for finding in line if finding.balise in _DOCUMENT_ORDER]
    assert documents == [0, 0, 0, 1, 1, 1, 1]


def _place(finding: Finding, depth: int) -> tuple[int, int, int]:
    """Return a finding's place by the table of the format: its balise, its document or block, its item."""
    path = finding.pointer[depth:]
    if finding.balise is None:
        return (len(_ORDER) if path else -1, 0, 0)
    places = [int(step) for step in path[:-1] if isinstance(step, int) or step.isdigit()]
    block = next(iter(places), -1) + 1
    item = path[-1] + 1 if isinstance(path[-1], int) else 0
    if finding.balise in _DOCUMENT_ORDER:
        return (_ORDER.index("piecesjustificatives"), block, _DOCUMENT_ORDER.index(finding.balise))
    if finding.balise == "piecesjustificatives":
        return (_ORDER.index(finding.balise), item, -1)
    return (_ORDER.index(finding.balise), block, item)


@settings(max_examples=150)
@given(broken_files())
def test_whatever_is_wrong_the_findings_stand_in_the_notes_order(value: Any) -> None:
    checked = check_bytes(to_bytes(value))
    for number, line in enumerate(checked.of_lines, 1):
        depth = len(checked.claim.line_pointer(number))
        places = [_place(finding, depth) for finding in line if finding.source is FindingSource.CONTROL]
        assert places == sorted(places)


def test_what_one_date_with_the_month_first_puts_in_doubt_is_checked_again_once_it_is_right() -> None:
    dates = put("dateFacture", "08/15/2023"), on_line(2, put("dateFacture", "15/02/2023"))
    read = _checked(*dates, on_line(3, put("dateFacture", "15/02/2023")))
    typed = Edit(("lignesImport", 1, "dateFacture"), "15/02/2023", "1/2/2023")
    doubtful, at = check(read.claim.edited(typed), TODAY, read), ("lignesImport", 0, "dateFacture")
    right = check(doubtful.claim.edited(Edit(at, "08/15/2023", "15/08/2023")), TODAY, doubtful)
    back = check(right.claim.edited(Edit(at, "15/08/2023", "08/15/2023")), TODAY, right)
    for checked, is_certain in ((doubtful, False), (right, True), (back, False)):
        (finding,) = checked.of_lines[1]
        assert (finding.fix is not None) is is_certain


def test_only_the_first_error_is_where_the_asp_would_stop() -> None:
    line = _checked(_EVERYTHING).of_lines[0]
    assert [finding.balise for finding in line if finding.first] == ["numLigne"]


def test_a_warning_does_not_stop_the_asp() -> None:
    line = _checked(
        put("numeroASP", "FINMDVABCDEF"), put("dateFacture", "31/12/2026"), put("isDirectToDMP", None)
    ).of_lines[0]
    assert [(finding.balise, finding.first) for finding in line] == [
        ("numeroASP", False),
        ("dateFacture", False),
        ("isDirectToDMP", True),
    ]


def test_every_line_has_its_own_first_error() -> None:
    holder: dict[str, Any] = {"": claim_file()}
    for line in range(3):
        together(drop("numeroASP"), drop("dateFacture"))(holder, line)
    firsts = [finding for finding in check_bytes(to_bytes(holder[""])).findings if finding.first]
    assert [(finding.line, finding.balise) for finding in firsts] == [(i, "numeroASP") for i in (1, 2, 3)]


def test_the_asp_stopped_at_its_label_where_we_find_nothing() -> None:
    (finding,) = _checked(answered("1204", "Refus")).of_lines[0]
    assert finding.first
    assert finding.source.value == "asp"


def test_an_accepted_line_carries_nothing() -> None:
    checked = _checked(_EVERYTHING, answered("0000", "Demande acceptée"))
    assert checked.findings == ()
    assert [checked.is_accepted(line) for line in (1, 2, 3)] == [True, False, False]


def test_a_long_list_of_documents_is_checked_to_its_end() -> None:
    documents = [document("FACTURE", "00001"), *[document("VA", "00001", "png")] * 700]
    (line, *_) = _checked(put("piecesjustificatives", documents)).of_lines
    assert [finding.rule for finding in line] == ["document-twice"] * 699


def test_of_a_list_that_is_wrong_without_end_so_many_errors_are_reported_and_that_there_are_more() -> None:
    (line, *_) = _checked(put("beneficiaires/liberalRPPS", ["1"] * 5_000)).of_lines
    rules = Counter(finding.rule for finding in line)
    assert rules == {"length": MOST_OF_DEMANDE, "many-errors": 1}
    (fixable, *_) = _checked(put("beneficiaires/liberalRPPS", ["10 000 000 009"] * 5_000)).of_lines
    assert sum(finding.rule == "many-errors" for finding in fixable) == 1


@settings(max_examples=150)
@given(broken_files())
def test_every_check_is_sound(value: Any) -> None:
    assert_sound(check_bytes(to_bytes(value)))


def _outcome(checked: Check) -> object:
    return checked.of_file, checked.of_lines, checked.lines, checked.repeated, checked.claim.answers


def _places(root: Json) -> list[Pointer]:
    """Return the pointers of all values but those that a later one of the same key hides."""
    every = [(*pointer, key) for pointer, members in objects(root) for key in members]
    return [pointer for pointer in every if not isinstance(value_at(root, pointer), Absent)]


@settings(max_examples=100)
@given(value=broken_files(), data=st.data())
def test_checking_again_after_edits_is_as_good_as_checking_afresh(value: Any, data: st.DataObject) -> None:
    checked = check_bytes(to_bytes(value))
    for _ in range(data.draw(st.integers(1, 3), label="edits")):
        places = _places(checked.claim.root)
        if not places:
            return
        at = data.draw(st.sampled_from(places), label="place")
        before = value_at(checked.claim.root, at)
        assert not isinstance(before, Absent)
        after = data.draw(TREES | st.sampled_from([None, "Demande acceptée", "00001", []]), label="after")
        edited = checked.claim.edited(Edit(at, before, after))
        checked = check(edited, TODAY, checked)
        assert _outcome(checked) == _outcome(check(edited, TODAY))


@pytest.mark.parametrize(
    "edit",
    [
        Edit(("lignesImport", 1, "numeroEditeur"), "00002", "00001"),
        Edit(("lignesImport", 2, "numeroEditeur"), "00003", "00001"),
        Edit(("lignesImport", 0, "numeroEditeur"), "00003", "00009"),
        Edit(("lignesImport", 2, "libelleTraitement"), None, "Demande acceptée"),
        Edit(("lignesImport", 0, "libelleTraitement"), None, "Demande acceptée"),
        Edit(("lignesImport",), (), []),  # type: ignore[arg-type]  # the value is filled in below
        Edit(("numeroAns",), "LGCTEST001", "LGCTEST002"),
    ],
    ids=[
        "a number taken",
        "a number given back",
        "a number left to another",
        "the holder",
        "an answer",
        "no line left",
        "the header",
    ],
)
def test_checking_again_looks_at_everything_that_an_edit_touches(edit: Edit) -> None:
    holder: dict[str, Any] = {"": claim_file()}
    put("numeroEditeur", "00003")(holder, 0)
    checked = check_bytes(to_bytes(holder[""]))
    before = value_at(checked.claim.root, edit.pointer)
    assert not isinstance(before, Absent)
    edited = checked.claim.edited(Edit(edit.pointer, before, edit.after))
    assert _outcome(check(edited, TODAY, checked)) == _outcome(check(edited, TODAY))


def test_checking_again_reads_a_code_of_zeros_anew_where_the_reference_of_the_asp_goes() -> None:
    claim = claim_file() | {"impId": "REF-1"}
    claim["lignesImport"][0] |= {"codeTraitement": "0000", "typeAction": "M"}
    claim["lignesImport"][1] |= {"codeTraitement": "1204", "libelleTraitement": "Date invalide"}
    checked = check_bytes(to_bytes(claim))
    edited = checked.claim.edited(Edit(("impId",), "REF-1", None))
    assert _outcome(check(edited, TODAY, checked)) == _outcome(check(edited, TODAY))


def test_checking_again_takes_over_the_lines_that_did_not_change() -> None:
    checked = _checked(drop("typeAction"), lines=5)
    edited = checked.claim.edited(Edit(("lignesImport", 1, "typeAction"), "C", "M"))
    again = check(edited, TODAY, checked)
    assert [new is old for new, old in zip(again.lines, checked.lines, strict=True)] == [
        True,
        False,
        True,
        True,
        True,
    ]


def test_checking_again_on_another_day_looks_at_the_dates_anew() -> None:
    claim = claim_file()
    claim["lignesImport"][0]["dateFacture"] = (TODAY + timedelta(days=1)).strftime("%d/%m/%Y")
    checked = check_bytes(to_bytes(claim))
    assert [finding.rule for finding in checked.findings] == ["date-future"]
    assert check(checked.claim, TODAY + timedelta(days=1), checked).findings == ()


def test_demandes_one_level_down_have_their_own_pointers_and_lines() -> None:
    claim = claim_file()
    lines = claim.pop("lignesImport")
    lines[1]["montantSegurHTFacture"] = Literal("1075")
    checked = check_bytes(to_bytes(claim | {"envoi": {"lignesImport": lines}}))
    (finding,) = checked.of_lines[1]
    assert (finding.line, finding.pointer) == (2, ("envoi", "lignesImport", 1, "montantSegurHTFacture"))
    assert checked.claim.line_of(finding.pointer) == 2
    assert checked.claim.line_of(("envoi",)) is None
    assert [summary(finding).rule for finding in checked.of_file] == ["nested-balise"]


def test_the_day_of_the_check_is_the_one_that_is_given() -> None:
    claim = ClaimFile.of(NAME, read(to_bytes(claim_file())))
    assert {finding.rule for finding in check(claim, date(2023, 1, 31)).findings} == {"date-future"}
    assert check(claim, date(2023, 2, 1)).findings == ()
