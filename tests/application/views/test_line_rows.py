"""The demandes of a file as rows: what is left to correct, and where each stands."""

from __future__ import annotations

from typing import Any

from segur_tui.application.drafts.draft import Draft
from segur_tui.application.files.checking import check_path
from segur_tui.application.views.lines import Filter, LineRow, Order, Standing, line_rows, passes, problems_in
from segur_tui.application.views.problems import Problems, said_in_row
from segur_tui.format.check import check
from segur_tui.format.claim_file import ClaimFile
from segur_tui.format.edit import Edit, Step
from segur_tui.format.finding import FindingSource
from segur_tui.format.reading import read
from segur_tui.format.solde import SOLDE
from segur_tui.format.writing import write
from tests.application.working import TODAY
from tests.claims import ACCEPTED, ANS, REJECTED, returned
from tests.samples import RETURN
from tests.settings import SETTINGS

UNKNOWN = ("9999", "Refusée")
EXISTS = ("3436", "Demande déjà existante pour ce dossier")


def draft_of(tree: dict[str, Any]) -> Draft:
    return Draft.of(check(ClaimFile.of(f"JSON-{ANS}-20261005-001.json", read(write(tree))), TODAY), TODAY)


def changed(draft: Draft, name: str, before: str, after: str, line: int = 1) -> Draft:
    return draft.with_step(Step("", (Edit(("lignesImport", line - 1, name), before, after),)))


def rows(draft: Draft, *exported: int) -> list[LineRow]:
    return line_rows(Problems.of(draft), frozenset(exported))


def test_errors_are_the_rows_that_problems_has_of_the_line() -> None:
    report = check_path(RETURN, TODAY, SETTINGS)
    assert report.check is not None
    problems = Problems.of(Draft.of(report.check, TODAY))
    lines = line_rows(problems)
    for row, findings in zip(lines, problems.of_lines, strict=True):
        severities = [each.finding.is_error for each in findings]
        assert (row.errors, row.warnings) == (sum(severities), len(severities) - sum(severities))
    assert lines[3 - 1].errors == 4
    assert passes(lines[17 - 1], Filter.ERRORS)


def test_problems_by_balise_come_in_the_note_s_order_and_those_of_none_last() -> None:
    tree = returned([REJECTED])
    tree["lignesImport"][0] |= {"dateFacture": "demain", "typeAction": "X"}
    problems = Problems.of(draft_of(tree | {"autre": 1}))
    by_balise = problems_in(Order.BALISE, problems.rows, SOLDE)
    assert problems.rows[0].finding.balise is None
    assert [row.finding.balise for row in by_balise] == ["typeAction", "dateFacture", "dateFacture", None]
    assert problems_in(Order.FILE, by_balise, SOLDE) == by_balise


def test_a_row_does_not_say_its_value_twice() -> None:
    tree = returned([REJECTED])
    tree["lignesImport"][0] |= {"dateFacture": "2023-02-01", "identDMP": "x" * 300, "typeAction": None}
    check = draft_of(tree).check
    said = {
        finding.balise: said_in_row(check, finding)
        for finding in check.findings
        if finding.source is FindingSource.CONTROL
    }
    assert str(said["dateFacture"]).startswith("n’est pas au format JJ/MM/AAAA")
    assert str(said["identDMP"]).startswith("est un texte")
    del tree["lignesImport"][0]["typeAction"]
    check = draft_of(tree).check
    (missing,) = [finding for finding in check.findings if finding.rule == "missing"]
    assert said_in_row(check, missing) == missing.message


def test_a_row_says_that_an_answer_is_to_verify() -> None:
    draft = draft_of(returned([("0000", "Demande refusée"), ("1204", "Demande refusée")]))
    said = [
        said_in_row(draft.check, row.finding).replace("\N{NO-BREAK SPACE}", " ") for row in Problems.of(draft).rows
    ]
    assert said == ["ASP, à vérifier : Demande refusée (code 0000)", "ASP : Demande refusée (code 1204)"]


def test_a_refusal_that_was_answered_by_a_change_is_no_error_any_more() -> None:
    draft = draft_of(returned([REJECTED]))
    assert [(row.errors, row.standing) for row in rows(draft)] == [(1, Standing.TO_READ)]
    draft = changed(draft, "dateFacture", "01/02/2023", "02/02/2023")
    assert [(row.errors, row.standing) for row in rows(draft)] == [(0, Standing.READY)]
    assert [row.standing for row in rows(draft.undo())] == [Standing.TO_READ]


def test_a_refused_line_is_ready_only_once_something_answers_the_refusal() -> None:
    draft = draft_of(returned([ACCEPTED, UNKNOWN, EXISTS, None]))
    wanted = [Standing.ACCEPTED, Standing.TO_READ, Standing.EXISTS, Standing.RIGHT]
    assert [row.standing for row in rows(draft)] == wanted
    for line in (2, 3):
        draft = changed(draft, "dateFacture", "01/02/2023", "02/02/2023", line)
    wanted[1] = Standing.READY  # the export still does not take what the ASP has already
    assert [row.standing for row in rows(draft)] == wanted
    wrong = changed(draft, "dateFacture", "02/02/2023", "31/02/2023", 3)
    assert rows(wrong)[2].standing is Standing.TO_CORRECT


def test_an_exported_line_says_so_whatever_it_was() -> None:
    tree = returned([ACCEPTED, UNKNOWN, REJECTED])
    tree["lignesImport"][2]["dateFacture"] = "31/02/2023"
    draft = draft_of(tree)
    before, made = Problems.of(draft), rows(draft)
    assert [row.standing for row in made] == [Standing.ACCEPTED, Standing.TO_READ, Standing.TO_CORRECT]
    again = line_rows(before, frozenset({1, 2, 3}), before, made)
    assert [row.standing for row in again] == [Standing.ACCEPTED, Standing.EXPORTED, Standing.EXPORTED]
