"""What must hold, one rule a line; `--rules` holds to some of them alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field

RULES = {
    "double-accepted": "a demande that a known return shows accepted is written again unasked",
    "double-exported": "a demande that was exported and not answered is written again unasked",
    "double-unsure": "a demande whose answer says that it exists, or is to verify, is written unasked",
    "older": "an older version of a demande is written though a later return is known",
    "number-twice": "two written files have the same number",
    "number-skipped": "a number is not the smallest above those used",
    "day": "a file's name has another day than the one in Paris, or the one asked for",
    "unrecorded": "a written file is not in the record",
    "partial": "a file is not whole, or something is left beside it",
    "all-or-none": "of several files of one export some were written and some not",
    "content": "a written line is not its source as corrected",
    "source-kept": "a source was changed or removed",
    "report-true": "the report names other files or lines than those that were written",
    "accounted": "a line of the sources is in neither list of the report, or in both",
    "reasons": "a line stays for a reason that is not so",
    "forgotten": "a refused line went nowhere and no reason holds it",
    "open": "`history --open` lists other refused lines than those left alone",
    "status": "an exit status or what is said does not agree with what was written",
    "interrupted": "an interruption says that nothing is written, and a file stands",
    "nothing-to-do": "nothing to do does not end with 0",
    "unknown": "something was written though the record could not be read",
    "dry-run": "the real run did something else than the dry run reported",
    "crash": "the program failed, hung, or left a trace",
}
"""Each rule, and how it is broken."""


class Broken(AssertionError):  # noqa: N818 (it names what a rule is)
    """A rule that is held to was broken; the story ends there."""

    def __init__(self, rule: str, words: str) -> None:
        super().__init__(f"{rule}: {RULES[rule]}: {words}")
        self.rule, self.words = rule, words


@dataclass
class Judge:
    """Holds the program to some of the rules; what breaks the others is counted."""

    held: Collection[str] = tuple(RULES)
    passed_over: Counter[str] = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)
    """How each rule that is not held to was broken first."""
    counts: Counter[str] = field(default_factory=Counter)

    def need(self, holds: bool, rule: str, words: str) -> None:  # noqa: FBT001 (a condition and what its failure means)
        """Say that a rule is kept or broken; raises Broken where it is held to."""
        if holds:
            return
        if rule in self.held:
            raise Broken(rule, words)
        self.passed_over[rule] += 1
        self.examples.setdefault(rule, words)

    def broke(self, rule: str, words: str) -> None:
        """Say that a rule is broken."""
        self.need(False, rule, words)  # noqa: FBT003 (it does not hold)
