"""Repetitions: numbers and names that only one demande of a file may hold, in others (format.md §3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, groupby

from segur_tui.format.finding import Finding, quoted
from segur_tui.format.line_check import claims_at
from segur_tui.format.profile import Profile
from segur_tui.format.rule import LineCheck, OfSeveral
from segur_tui.format.rulebook import Rules
from segur_tui.format.tree import Json, Pointer
from segur_tui.format.value_type import value_type


@value_type
class Repetition:
    """A demande that repeats what a holder has, by positions from 0; `place` is that of its number or name."""

    rule: OfSeveral
    index: int
    place: int
    text: str
    holder: int


def check_repetitions(
    repeated: Sequence[Repetition], value: Json, at: Pointer, profile: Profile
) -> Iterator[Finding]:
    """Yield the findings on a demande, at a pointer, for what it repeats of others, rule by rule."""
    for rule, each_of_rule in groupby(repeated, lambda each: each.rule):
        pointers = claims_at(value, at, rule.balise, profile)
        for each in each_of_rule:
            shown, other = quoted(each.text), f"la ligne {each.holder + 1}"
            yield rule.found(each.index + 1, pointers[each.place], rule.balise, value=shown, other=other)


def by_demande(repeated: Iterator[Repetition]) -> Mapping[int, tuple[Repetition, ...]]:
    """Return repetitions by the position from 0 of the demande that repeats."""
    found: dict[int, list[Repetition]] = {}
    for each in repeated:
        found.setdefault(each.index, []).append(each)
    return {index: tuple(of_index) for index, of_index in found.items()}


def repetitions(rules: Rules, checks: Sequence[LineCheck], accepted: Sequence[bool]) -> Iterator[Repetition]:
    """Yield the repetitions of demandes; the `accepted` ones hold their values first, and never repeat."""
    for rule in rules.of_several:
        yield from _repeated(rule, [rule.claimed(check) for check in checks], accepted)


def _repeated(
    rule: OfSeveral, claims: Sequence[tuple[str, ...]], accepted: Sequence[bool]
) -> Iterator[Repetition]:
    if len(set(map(rule.compared, chain.from_iterable(claims)))) == sum(map(len, claims)):
        return
    holders: dict[str, tuple[int, int]] = {}
    lines = range(len(claims))
    for index in (*(i for i in lines if accepted[i]), *(i for i in lines if not accepted[i])):
        for place, text in enumerate(claims[index]):
            holder = holders.setdefault(rule.compared(text), (index, place))
            if holder != (index, place) and not accepted[index]:
                yield Repetition(rule, index, place, text, holder[0])
