"""Controls over all demandes of a file: what only one of them may hold (format.md §3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, groupby

from segur_tui.format.balise import Balise
from segur_tui.format.balises import NOM_FICHIER, NUMERO_ASP, NUMERO_EDITEUR
from segur_tui.format.finding import Finding, Rule, found, quoted
from segur_tui.format.rules import catalogue as rule
from segur_tui.format.rules.line import LineCheck, claims_at
from segur_tui.format.tree import Json, Pointer
from segur_tui.format.value_type import value_type


@value_type
class Repetition:
    """A demande that repeats what another one holds; both are given by their position from 0.

    `place` tells which of its numbers or names of the balise it is, from 0.
    """

    rule: Rule
    balise: Balise
    index: int
    place: int
    text: str
    holder: int


def shown(check: LineCheck) -> tuple[object, ...]:
    """Return what a demande shows to the controls over several."""
    return check.editor_number, check.asp_number, check.documents


def check_repetitions(repeated: Sequence[Repetition], value: Json, at: Pointer) -> Iterator[Finding]:
    """Yield the findings on a demande, at a pointer, for what it repeats of others, balise by balise."""
    for balise, each_of_balise in groupby(repeated, lambda each: each.balise):
        pointers = claims_at(value, at, balise)
        for each in each_of_balise:
            shown, other = quoted(each.text), f"la ligne {each.holder + 1}"
            yield found(each.rule, each.index + 1, pointers[each.place], balise, value=shown, other=other)


def by_demande(repeated: Iterator[Repetition]) -> Mapping[int, tuple[Repetition, ...]]:
    """Return repetitions by the position from 0 of the demande that repeats."""
    found: dict[int, list[Repetition]] = {}
    for each in repeated:
        found.setdefault(each.index, []).append(each)
    return {index: tuple(of_index) for index, of_index in found.items()}


def repetitions(checks: Sequence[LineCheck], accepted: Sequence[bool]) -> Iterator[Repetition]:
    """Yield what demandes repeat of others.

    `accepted` tells for each demande whether the ASP has accepted it: such a demande holds its
    values before all others, and is never told to repeat one.
    """
    editor_numbers = [(check.editor_number,) if check.editor_number else () for check in checks]
    asp_numbers = [(check.asp_number,) if check.asp_number else () for check in checks]
    documents = [check.documents for check in checks]
    yield from _repeated(rule.EDITOR_NUMBER_TWICE, NUMERO_EDITEUR, editor_numbers, accepted)
    yield from _repeated(rule.ASP_NUMBER_TWICE, NUMERO_ASP, asp_numbers, accepted)
    yield from _repeated(rule.DOCUMENT_TWICE, NOM_FICHIER, documents, accepted)


def _repeated(
    control: Rule, balise: Balise, claims: Sequence[tuple[str, ...]], accepted: Sequence[bool]
) -> Iterator[Repetition]:
    if len(set(chain.from_iterable(claims))) == sum(map(len, claims)):
        return
    holders: dict[str, tuple[int, int]] = {}
    lines = range(len(claims))
    for index in (*(i for i in lines if accepted[i]), *(i for i in lines if not accepted[i])):
        for place, text in enumerate(claims[index]):
            holder = holders.setdefault(text, (index, place))
            if holder != (index, place) and not accepted[index]:
                yield Repetition(control, balise, index, place, text, holder[0])
