"""Controls over all demandes of a file: what only one of them may hold (format.md §3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from segur_tui.format.balise import Balise
from segur_tui.format.balises import NOM_FICHIER, NUMERO_ASP, NUMERO_EDITEUR
from segur_tui.format.finding import Finding, Rule, found, quoted
from segur_tui.format.rules import catalogue as rule
from segur_tui.format.rules.line import Claimed, LineCheck


@dataclass(frozen=True, slots=True)
class Repetition:
    """A demande that repeats what another one holds; both are given by their position from 0."""

    rule: Rule
    balise: Balise
    index: int
    claimed: Claimed
    holder: int


def check_across(checks: Sequence[LineCheck], accepted: Sequence[bool]) -> Iterator[Finding]:
    """Yield the findings on demandes of one file that repeat another one's number or documents."""
    for repeated in repetitions(checks, accepted):
        shown = quoted(repeated.claimed.text)
        other = f"la ligne {repeated.holder + 1}"
        line, pointer = repeated.index + 1, repeated.claimed.pointer
        yield found(repeated.rule, line, pointer, repeated.balise, value=shown, other=other)


def repetitions(checks: Sequence[LineCheck], accepted: Sequence[bool]) -> Iterator[Repetition]:
    """Yield what demandes repeat of others.

    `accepted` tells for each demande whether the ASP has accepted it: such a demande holds its
    values before all others, and is never told to repeat one.
    """
    editor_numbers = [_one(check.editor_number) for check in checks]
    asp_numbers = [_one(check.asp_number) for check in checks]
    documents = [check.documents for check in checks]
    yield from _repeated(rule.EDITOR_NUMBER_TWICE, NUMERO_EDITEUR, editor_numbers, accepted)
    yield from _repeated(rule.ASP_NUMBER_TWICE, NUMERO_ASP, asp_numbers, accepted)
    yield from _repeated(rule.DOCUMENT_TWICE, NOM_FICHIER, documents, accepted)


def _repeated(
    control: Rule, balise: Balise, claims: Sequence[tuple[Claimed, ...]], accepted: Sequence[bool]
) -> Iterator[Repetition]:
    holders: dict[str, tuple[int, Claimed]] = {}
    lines = range(len(claims))
    for index in (*(i for i in lines if accepted[i]), *(i for i in lines if not accepted[i])):
        for claimed in claims[index]:
            line, holder = holders.setdefault(claimed.text, (index, claimed))
            if holder is not claimed and not accepted[index]:
                yield Repetition(control, balise, index, claimed, line)


def _one(claimed: Claimed | None) -> tuple[Claimed, ...]:
    return () if claimed is None else (claimed,)
