"""Declarations of rules: each is whole, stands once, and is walked by the check."""

from __future__ import annotations

import inspect
import re
from importlib import import_module
from pkgutil import iter_modules

from segur_tui.format import rules
from segur_tui.format.finding import Rule
from segur_tui.format.solde import SOLDE


def test_every_rule_has_a_title_and_a_reason_and_no_two_share_one() -> None:
    for words in ({rule.title for rule in SOLDE.rules.all}, {rule.why for rule in SOLDE.rules.all}):
        assert len(words) == len(SOLDE.rules.all)
    assert max(len(rule.title) for rule in SOLDE.rules.all) <= 40
    assert all(re.fullmatch(r"[A-ZÀÉ].{15,110}\.", rule.why) for rule in SOLDE.rules.all)


def test_every_rule_that_a_module_declares_is_walked() -> None:
    modules = [import_module(f"{rules.__name__}.{module.name}") for module in iter_modules(rules.__path__)]
    declared = {
        each
        for module in modules
        for _, each in inspect.getmembers(module, inspect.isclass)
        if issubclass(each, Rule) and each.__module__ == module.__name__
    }
    assert {type(rule) for rule in SOLDE.rules.all} == declared
    assert len(SOLDE.rules.all) == len(declared)
