"""Every rule, by tables: a fault in a correct file gives the findings that the format wants, and no other."""

from __future__ import annotations

import pytest

from segur_tui.format.solde import SOLDE
from tests.format.cases import ALL, FAMILIES
from tests.format.findings import RULES, assert_sound, check_case, summary

_BESIDE_OTHERS = {rule.id for rule in (*SOLDE.rules.of_evidence, SOLDE.rules.of_unordered)}
ELSEWHERE = {"unreadable", "other-format", *_BESIDE_OTHERS}
"""Rules on whole files, and on what other files tell: no demande among others can break them."""


@pytest.mark.parametrize("name", ALL)
def test_a_fault_gives_these_findings_and_no_other(name: str) -> None:
    given = ALL[name]
    assert [summary(finding) for finding in check_case(given).findings] == list(given.expected)


@pytest.mark.parametrize("family", FAMILIES)
def test_what_holds_of_every_check_holds_of_these(family: str) -> None:
    for given in FAMILIES[family]:
        assert_sound(check_case(given))


@pytest.mark.parametrize("rule", sorted(set(RULES) - ELSEWHERE))
def test_every_rule_has_a_case(rule: str) -> None:
    assert any(expected.rule == rule for given in ALL.values() for expected in given.expected)


def test_no_case_stands_twice() -> None:
    assert len(ALL) == sum(map(len, FAMILIES.values()))
