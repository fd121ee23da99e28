"""Demandes with errors and warnings without end: as many are said as a file of that length has room for."""

from __future__ import annotations

from typing import Any

import pytest

from segur_tui.format.candidate import Candidate
from segur_tui.format.check import check
from segur_tui.format.claim_file import ClaimFile
from segur_tui.format.correcting import correct
from segur_tui.format.edit import Edit
from segur_tui.format.finding import Finding
from segur_tui.format.form import form_of
from segur_tui.format.line_check import check_line, read_line
from segur_tui.format.reading import Encoding, Reading
from segur_tui.format.resubmission import resubmit
from segur_tui.format.rule import Situation
from segur_tui.format.solde import SOLDE
from segur_tui.format.value_type import replace
from tests.claims import claim, demande
from tests.format.builders import NAME, TODAY, document, rpps

MANY = 5_000
"""Demandes of the file: of each, 40 errors are said."""


def found(line: dict[str, Any]) -> tuple[Finding, ...]:
    return check_line(line, 1, (), SOLDE, Situation(SOLDE.rules, TODAY, demandes=MANY)).findings


def rules(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.rule for finding in findings]


def file_of(lines: list[Any]) -> ClaimFile:
    return ClaimFile.of(NAME, Reading(claim([]) | {"lignesImport": lines}, Encoding.UTF_8))


@pytest.mark.parametrize(
    ("demandes", "most"), [(0, 2_000), (100, 2_000), (200, 1_000), (5_000, 40), (100_000, 40)]
)
def test_what_is_said_of_a_file_is_shared_out_among_its_demandes(demandes: int, most: int) -> None:
    assert Situation(SOLDE.rules, TODAY, demandes=demandes).most == most


@pytest.mark.parametrize(("wrong", "said"), [(40, ["type"] * 40), (41, [*["type"] * 40, "many-errors"])])
def test_of_a_long_file_40_errors_of_a_demande_are_said(wrong: int, said: list[str]) -> None:
    assert rules(found(demande(1) | {"isDirectToDMP": True, "identDMP": [1] * wrong})) == said


@pytest.mark.parametrize(("wrong", "said"), [(20, 40), (21, 41)])
def test_and_40_warnings(wrong: int, said: int) -> None:
    numbers = [f"{int(rpps(number)) + 1}" for number in range(2, wrong + 2)]
    findings = found(demande(1) | {"isDirectToDMP": True, "identDMP": numbers})
    assert len(findings) == said
    assert ("many-warnings" in rules(findings)) == (wrong > 20)
    assert not any(finding.is_error for finding in findings)


def test_safe_corrections_are_all_kept_and_errors_are_said_beside_warnings_without_end() -> None:
    unknown = {f"x{index}": 1 for index in range(60)}
    numbers = {"isDirectToDMP": True, "identDMP": [int(rpps(number)) for number in range(70)]}
    documents = [document("FACTURE", "00001"), document("VA", "00001") | {"formatFichier": None}]
    findings = found(unknown | demande(1) | numbers | {"dateFacture": "demain", "piecesjustificatives": documents})
    assert len([finding for finding in findings if finding.fix]) == 70
    assert [finding.balise for finding in findings if finding.is_error and not finding.fix] == [
        "dateFacture",
        "formatFichier",
    ]
    assert "many-warnings" in rules(findings)
    without = {name: value for name, value in demande(1).items() if name != "identDMP"}
    assert [finding.rule for finding in found(unknown | without) if finding.fix] == ["dmp-absent"]


def test_errors_are_counted_over_all_blocs_of_a_demande_and_the_others_are_not_looked_at() -> None:
    findings = found(demande(1) | {"piecesjustificatives": [{}] * 500})
    assert rules(findings) == [*["missing"] * 40, "many-errors"]
    assert findings[-1].pointer == ("piecesjustificatives", 13, "formatFichier")


def test_a_demande_with_errors_without_end_shows_the_others_all_that_it_holds() -> None:
    documents = [document("VA", f"{number:05d}") | {"formatFichier": None} for number in range(300)]
    line = demande(1) | {"piecesjustificatives": documents}
    checked = check_line(line, 1, (), SOLDE, Situation(SOLDE.rules, TODAY, demandes=MANY))
    assert "many-errors" in rules(checked.findings)
    assert replace(checked, findings=()) == read_line(line, (), SOLDE, form_of(line, SOLDE.demande))
    assert len(checked.documents) == 300


@pytest.mark.crowd
def test_what_is_said_of_hopeless_demandes_follows_their_number() -> None:
    lines: list[Any] = [{"piecesjustificatives": [{}] * 100, "identDMP": [1] * 100}] * MANY
    checked = check(file_of(lines), TODAY)
    assert all(findings for findings in checked.of_lines)
    assert len(checked.findings) < 100 * MANY
    edited = checked.claim.edited(Edit(("lignesImport", 7), lines[7], demande(8)))
    assert check(edited, TODAY, checked) == check(edited, TODAY)


def test_warnings_without_end_keep_no_demande_from_being_deposited_and_errors_do() -> None:
    endless = {f"x{index}": 1 for index in range(60)}
    lines = [endless | demande(1), endless | demande(2) | {"identDMP": [1] * 500}]
    checked = check(file_of([*lines, *[None] * (MANY - 2)]), TODAY)
    decided = resubmit([checked], [Candidate(0, 1), Candidate(0, 2)], TODAY)
    assert decided.going == (Candidate(0, 1),)
    (left,) = decided.left_out
    assert 40 < len(left.reasons) < 50


def test_safe_corrections_go_on_until_none_is_said() -> None:
    line = {"identDMP": [int(rpps(number)) for number in range(90)], "piecesjustificatives": [{}] * 30}
    done = correct(check(file_of([line, *[None] * (MANY - 1)]), TODAY), TODAY)
    assert not [finding for finding in done.check.findings if finding.fix]
    assert check(done.check.claim, TODAY).findings == done.check.findings
