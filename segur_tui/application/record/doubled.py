"""Files that were exported of which one is to be deposited at most: they share demandes, or a number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from itertools import combinations

from segur_tui.application.record.claims import AnswerSeen, Claims, LineExported
from segur_tui.application.record.store import Store
from segur_tui.format.value_type import value_type

_Key = tuple[str, str | int]
_SUPPLIERS = "SELECT DISTINCT lower(replace(numero_ans, ' ', '')) FROM exported_file WHERE withdrawn = ''"


@value_type
class Doubled:
    """Two files that were exported: the path, the day and number, and the lines of each that stand in both."""

    paths: tuple[str, str]
    deposits: tuple[str, str]
    lines: tuple[tuple[int, ...], tuple[int, ...]]


def doubled(store: Store) -> list[Doubled]:
    """Return all pairs of files, neither withdrawn, that share a number or a demande that no answer is known of.

    The ones exported first come first. Raises RecordUnknown.
    """
    suppliers = [supplier for (supplier,) in store.rows(_SUPPLIERS)]
    return [each for supplier in suppliers for each in _of_supplier(Claims(store, supplier))]


def unanswered(claims: Claims, lines: Iterable[LineExported]) -> list[LineExported]:
    """Return the lines to which the record knows no answer; raises RecordUnknown."""
    asked = list(lines)
    known: dict[_Key, list[AnswerSeen]] = defaultdict(list)
    for answer in claims.answers({line.numbers for line in asked}):
        if answer.is_certain:
            for key in answer.numbers._asdict().items():
                known[key].append(answer)
    return [
        line
        for line in asked
        if not any(line.is_answered_by(each) for key in _numbers(line) for each in known.get(key, ()))
    ]


def same_demandes(lines: Iterable[LineExported]) -> Collection[list[LineExported]]:
    """Return the lines that share a number, or the line that they were taken from, with a line of another file."""
    found: dict[_Key, list[LineExported]] = defaultdict(list)
    for line in lines:
        for key in _numbers(line):
            found[key].append(line)
        if line.source_digest:
            found[line.source_digest, line.source_line].append(line)
    return [each for each in found.values() if len({line.file for line in each}) > 1]


def _numbers(line: LineExported) -> Iterator[_Key]:
    return (each for each in line.numbers._asdict().items() if each[1])


def _of_supplier(claims: Claims) -> Iterator[Doubled]:
    lines = claims.all_exported()
    same = same_demandes(lines)
    wanted = {line for each in same for line in each} | {line for line in lines if line.has_twin}
    left = set(unanswered(claims, wanted))
    pairs: dict[tuple[int, int], dict[tuple[int, int], None]] = defaultdict(dict)
    for each in same:
        for one, other in combinations(sorted(left & {*each}, key=lambda line: line.file), 2):
            if one.file != other.file:
                pairs[one.file, other.file][one.line, other.line] = None
    files = {line.file: line for line in lines}
    twins = sorted({line.file for line in wanted if line.has_twin})
    open_files = {line.file for line in left}
    for one_file, other_file in combinations(twins, 2):
        if files[one_file].deposit == files[other_file].deposit and open_files & {one_file, other_file}:
            pairs[one_file, other_file] |= {}
    for (first, second), shared in sorted(pairs.items()):
        places = tuple(sorted({place[side] for place in shared}) for side in (0, 1))
        yield Doubled(
            (files[first].path, files[second].path),
            (files[first].deposit, files[second].deposit),
            (tuple(places[0]), tuple(places[1])),
        )
