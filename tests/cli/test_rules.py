"""`segur-tui rules`: what is declared of a rule is what the check does (design.md §1)."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from segur_tui.cli.rules import known
from segur_tui.format.finding import Finding, Rule
from tests.cli.program import Program
from tests.format.builders import Literal, Members, claim_file, to_bytes
from tests.format.cases import ALL
from tests.format.findings import check_bytes, check_case
from tests.samples import ROOT

TYPED = str.maketrans("\N{NO-BREAK SPACE}’", " '")
WITH_MEMBERS = [(rule, example) for rule in known() for example in rule.examples if example.startswith('"')]


def members(text: str) -> Members:
    """Return the members that an example gives, in order, a key perhaps twice, numbers as they are written."""
    return Members(json.loads(f"{{{text}}}", object_pairs_hook=Members, parse_float=Literal, parse_int=Literal))


def findings(text: str) -> list[Finding]:
    """Return the findings on a correct file whose first demande has the members of an example in their places."""
    file = claim_file()
    line: dict[str, Any] = file["lignesImport"][0]
    given = members(text)
    beneficiaries, document = line["beneficiaires"], line["piecesjustificatives"][0]
    line["beneficiaires"] = put(beneficiaries, [each for each in given if each[0] in beneficiaries])
    line["piecesjustificatives"][0] = put(document, [each for each in given if each[0] in document])
    elsewhere = {*beneficiaries, *document}
    file["lignesImport"][0] = put(line, [each for each in given if each[0] not in elsewhere])
    return list(check_bytes(to_bytes(file)).findings)


def put(holder: dict[str, Any], given: list[tuple[str, Any]]) -> Members:
    """Return an object's members with those given in the place of others of their names, also inside a block."""
    names = {key.casefold() for key, _ in given}
    names |= {key.casefold() for _, value in given if isinstance(value, Members) for key, _ in value}
    return Members([*((key, value) for key, value in holder.items() if key.casefold() not in names), *given])


@pytest.mark.parametrize(("rule", "example"), WITH_MEMBERS, ids=lambda each: getattr(each, "id", None))
def test_the_wrong_example_breaks_the_rule_and_the_right_one_does_not(rule: type[Rule], example: str) -> None:
    broken = {finding.control for finding in findings(example)}
    assert (rule in broken) == (example == rule.examples[0])


def test_what_is_said_of_corrections_is_what_all_cases_show() -> None:
    every = [finding for given in ALL.values() for finding in check_case(given).findings]
    fixed = {finding.control for finding in every if finding.fix is not None}
    suggested = {finding.control for finding in every if finding.suggestion is not None}
    told = {
        rule for rule in known() if rule.id.startswith("avance-")
    }  # of the avance: no case is of one file alone
    assert {rule for rule in known() if rule.is_corrected} - told == fixed
    assert {rule for rule in known() if rule.is_suggested} - told == suggested


def test_all_rules_are_listed_and_each_explained(program: Program) -> None:
    listed = program.run("rules").stdout.splitlines()
    assert [line.split()[0] for line in listed] == [rule.id for rule in known()]
    report = program.run("rules", "--format", "json").report
    assert report["format"] == "segur-tui-rules/1"
    assert [rule["id"] for rule in report["rules"]] == [rule.id for rule in known()]
    for rule in known():
        (declared,) = program.run("rules", rule.id, "--format", "json").report["rules"]
        explained = program.run("rules", rule.id)
        assert explained.status == 0
        said = (rule.id, rule.title, rule.why, *rule.examples)
        assert [each for each in said if each.translate(TYPED) not in explained.stdout] == []
        assert {declared["why"], declared["wrong"], declared["right"]} == {rule.why, *rule.examples}


@pytest.mark.parametrize("given", ["date-forma", "DATE-FORMAT", " Date_Format"])
def test_a_rule_that_does_not_exist_is_told_with_the_nearest(program: Program, given: str) -> None:
    outcome = program.run("rules", given)
    assert (outcome.status, outcome.stdout) == (2, "")
    assert "voulez-vous dire date-format" in outcome.stderr.replace("\N{NO-BREAK SPACE}", " ")
    assert "segur-tui rules" in program.run("rules", "zzz").stderr


def test_the_page_of_the_rules_is_what_is_declared() -> None:
    printed = subprocess.run([sys.executable, "docs/rules.py"], cwd=ROOT, capture_output=True, check=True)
    assert printed.stdout.decode() == (ROOT / "docs" / "regles.md").read_text(encoding="utf-8")
