"""The balise that the label of a rejection names or describes (format.md §5)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache, lru_cache

from segur_tui.format.balise import Balise
from segur_tui.format.damage import words_meant
from segur_tui.format.profile import Profile
from segur_tui.format.value_type import value_type
from segur_tui.format.wording import folded, words_of

_LABELS = 256
"""Labels whose balise is remembered: the ASP has a few sentences."""
_WORD = re.compile("[^ ]+")
_SENTENCE_END = re.compile(r"[.?](?:\s|$)")
_ANY_WORDS = "…"


@value_type
class _Mention:
    """A balise in a label: the place of its name or description, and how many characters say it."""

    balise: Balise
    start: int
    end: int
    length: int


@lru_cache(_LABELS)
def balise_named(label: str, profile: Profile) -> Balise | None:
    """Return the balise of a format that a rejection's label names or describes, or None.

    A name wins over a description, the first name over a later one, a longer description over a
    shorter one. A container's name loses to whatever stands inside it, and a name that is part of the
    description of another balise counts as nothing of its own.
    """
    words = words_meant(label)
    described = list(_described(words, profile))
    named: dict[str, Balise] = {}
    for name in _named(words, profile):
        if name.balise.name not in named and not any(_is_part_of(name, each) for each in described):
            named[name.balise.name] = name.balise
    mentioned = (*named.values(), *(each.balise for each in described))
    lost = {name for name, balise in named.items() if any(_is_inside(each, balise) for each in mentioned)}
    names = [balise for name, balise in named.items() if name not in lost]
    phrases = [phrase for phrase in described if phrase.balise.name not in lost]
    if names:
        return names[0]
    return max(phrases, key=lambda each: (each.length, -each.balise.rank)).balise if phrases else None


def balises_mentioned(label: str, profile: Profile) -> set[Balise]:
    """Return all balises of a format that a label names or describes."""
    words = words_meant(label)
    return {each.balise for found in (_named, _described) for each in found(words, profile)}


def _is_part_of(name: _Mention, description: _Mention) -> bool:
    is_within = description.start <= name.start and name.end <= description.end
    return is_within and description.balise is not name.balise


def _is_inside(balise: Balise, container: Balise) -> bool:
    """Tell whether a balise stands in the block, or in the objects of the list, that another one is."""
    around = balise.level.container
    return around is not None and (around is container or _is_inside(around, container))


def _named(words: str, profile: Profile) -> Iterator[_Mention]:
    names = _names(profile)
    for found in _WORD.finditer(words):
        word = found.group()
        balise = names.get(word) or names.get(word.removesuffix("s"))
        if balise is not None:
            yield _Mention(balise, *found.span(), len(word))


def _described(words: str, profile: Profile) -> Iterator[_Mention]:
    for parts, balise in _descriptions(profile):
        places = list(_places(words, parts))
        if len(places) == len(parts):
            start, end = places[0]
            yield _Mention(balise, start, end, sum(map(len, parts)))


def _places(words: str, parts: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Yield the places of the parts of a phrase, one behind the other; the last word may be in the plural."""
    at = 0
    for part in parts:
        starts = [start for end in (" ", "s ") if (start := words.find(f" {part}{end}", at)) >= 0]
        if not starts:
            return
        at = min(starts) + len(part) + 1
        yield min(starts) + 1, at


@cache
def _nameable(profile: Profile) -> tuple[Balise, ...]:
    """Return the balises that a label may name: not those of the answer, of which it is one."""
    return tuple(balise for balise in profile.balises if balise not in (profile.code, profile.label))


@cache
def _names(profile: Profile) -> dict[str, Balise]:
    return {folded(balise.name): balise for balise in _nameable(profile)}


@cache
def _descriptions(profile: Profile) -> tuple[tuple[tuple[str, ...], Balise], ...]:
    """Return the phrases that describe balises: their words, and the note's sentences on one of them alone."""
    phrases = [
        (tuple(words_of(part).strip() for part in phrase.split(_ANY_WORDS)), balise)
        for balise in _nameable(profile)
        for phrase in balise.words
    ]
    sentences = [
        (words_of(sentence).strip(), balise)
        for balise in profile.balises
        for sentence in _SENTENCE_END.split(balise.note)
    ]
    times = Counter(sentence for sentence, _ in sentences)
    alone = [
        ((sentence,), balise)
        for sentence, balise in sentences
        if sentence and times[sentence] == 1 and balise in _nameable(profile)
    ]
    return (*phrases, *alone)
