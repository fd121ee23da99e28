"""Lines of several files that are one demande: they share a number, or others link them (format.md §6)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping

from segur_tui.format.kinds import Identifier
from segur_tui.format.numbers import Numbers
from segur_tui.format.profiles import PROFILES

_FORMS = [
    (profile.dossier.kind.prefix.lower(), profile.dossier.kind.length)
    for profile in PROFILES
    if isinstance(profile.dossier.kind, Identifier)
]


def as_one(
    lines: Iterable[tuple[Hashable, Numbers]], dossiers: Mapping[str, frozenset[str]] | None = None
) -> Mapping[Numbers, Numbers]:
    """Return for the numbers of each line of a supplier's files those that stand for its demande.

    The lines are given with their files. What looks like no dossier, such as a word in its place, tells nothing
    beside a n° éditeur. A number that lines of one file bear beside different other ones is of several demandes,
    one of them misnumbered: it links none that differ. So is one beside n° éditeur whose own avances
    name different `dossiers`, where these are given.
    """
    every = list(lines)
    meant = {numbers: that_tell(numbers) for numbers in dict.fromkeys(numbers for _, numbers in every)}
    shared = _shared(dict.fromkeys(meant.values()))
    first: dict[tuple[Hashable, str, str], Numbers] = {}
    apart = set[tuple[str, str]]()
    for file, numbers in every if shared else ():
        own = meant[numbers]
        for key in own.keys if all(own) else ():
            if key in shared and first.setdefault((file, *key), own) != own:
                apart.add(key)
    apart |= {("dossier", each) for each in _of_several_avances(meant.values(), dossiers or {})}
    # One that has nothing beside such a number may be any of them.
    apart -= {key for own in meant.values() if apart and not all(own) for key in own.keys}
    stands_for: dict[Hashable, Hashable] = {}

    def root(node: Hashable) -> Hashable:
        while (above := stands_for.get(node, node)) != node:
            stands_for[node] = stands_for.get(above, above)
            node = stands_for[node]
        return node

    for own in meant.values() if shared else ():
        for key in own.keys:
            if key in shared and key not in apart:
                stands_for[root(own)] = root(key)
    found: dict[Hashable, Numbers] = {}
    return {numbers: found.setdefault(root(own), numbers) for numbers, own in meant.items() if own != ("", "")}


def is_dossier(text: str) -> bool:
    """Tell whether a number, as it is compared, looks like a dossier of any format."""
    return any(len(text) == length and text.startswith(prefix) for prefix, length in _FORMS)


def that_tell(numbers: Numbers) -> Numbers:
    """Return the numbers of a demande by which it is linked to others."""
    return numbers if not numbers.editor or is_dossier(numbers.dossier) else Numbers(numbers.editor, "")


def _of_several_avances(every: Iterable[Numbers], dossiers: Mapping[str, frozenset[str]]) -> Iterable[str]:
    """Return the dossiers that stand beside n° éditeur whose avances have none in common."""
    beside: dict[str, list[frozenset[str]]] = defaultdict(list)
    for numbers in every if dossiers else ():
        if numbers.dossier and (own := dossiers.get(numbers.editor)):
            beside[numbers.dossier].append(own)
    return (dossier for dossier, of_all in beside.items() if not frozenset.intersection(*of_all))


def _shared(every: Iterable[Numbers]) -> set[tuple[str, str]]:
    """Return the numbers that stand in several pairs, each with its kind."""
    seen: tuple[set[str], set[str]] = set(), set()
    found = set[tuple[str, str]]()
    for numbers in every:
        for kind, text, known in zip(Numbers._fields, numbers, seen, strict=True):
            if text in known:
                found.add((kind, text))
            elif text:
                known.add(text)
    return found
