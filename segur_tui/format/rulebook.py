"""All rules of a format, by what they look at."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from types import ModuleType

from segur_tui.format.balise import Balise, Level
from segur_tui.format.finding import Rule
from segur_tui.format.rule import (
    Asked,
    Look,
    OfAnswer,
    OfBalise,
    OfEvidence,
    OfFile,
    OfFileKind,
    OfKey,
    OfMany,
    OfMark,
    OfNesting,
    OfSeveral,
    OfShape,
    OfUnordered,
    OfUsage,
    OfValue,
)


class Rules:
    """The rules of a format, each kind in the order in which they are declared."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self.all = tuple(rules)
        self.of_keys = {rule.oddity: rule for rule in self.all if isinstance(rule, OfKey)}
        self.of_file = [rule for rule in self.all if isinstance(rule, OfFile)]
        self.of_several = [rule for rule in self.all if isinstance(rule, OfSeveral)]
        self.of_shape = next(rule for rule in self.all if isinstance(rule, OfShape))
        self.of_nesting = next(rule for rule in self.all if isinstance(rule, OfNesting))
        self.of_evidence = [rule for rule in self.all if isinstance(rule, OfEvidence)]
        self.of_unordered = next(rule for rule in self.all if isinstance(rule, OfUnordered))
        self.of_kinds = {rule.kind: rule for rule in self.all if isinstance(rule, OfFileKind)}
        self.of_usage = next(rule for rule in self.all if isinstance(rule, OfUsage))
        self.of_mark = next(rule for rule in self.all if isinstance(rule, OfMark))
        self.of_many = {rule.severity: rule for rule in self.all if isinstance(rule, OfMany)}
        self.of_answers = {rule.state: rule for rule in self.all if isinstance(rule, OfAnswer)}
        of_values = [rule for rule in self.all if isinstance(rule, OfValue)]
        self._of_errors = {error: rule for rule in of_values for error in rule.errors or ("",)}
        self._looks: dict[Level, list[tuple[Look, Balise]]] = {}

    @classmethod
    def declared_in(cls, *modules: ModuleType) -> Rules:
        """Return the rules that modules declare."""
        return cls(
            each()
            for module in modules
            for each in vars(module).values()
            if isinstance(each, type) and issubclass(each, Rule) and each.__module__ == module.__name__
        )

    def of_error(self, error: str) -> OfValue:
        """Return the rule that reports an error of a single value."""
        return self._of_errors.get(error) or self._of_errors[""]

    def looks_of(self, level: Level, asked: Collection[Asked]) -> list[tuple[Look, Balise]]:
        """Return the looks of some rules at some balises, those of a level."""
        rules = (rule for rule in self.all if isinstance(rule, OfBalise))
        return [
            (rule.look, balise)
            for rule in rules
            for balise in level.balises
            if (type(rule), balise.name) in asked and rule.concerns(balise)
        ]

    def looks(self, level: Level) -> list[tuple[Look, Balise]]:
        """Return the looks of rules at the objects of a level, each with its balise."""
        known = self._looks.get(level)
        if known is None:
            rules = [rule for rule in self.all if isinstance(rule, OfBalise)]
            known = [(rule.look, balise) for rule in rules for balise in level.balises if rule.concerns(balise)]
            self._looks[level] = known
        return known
