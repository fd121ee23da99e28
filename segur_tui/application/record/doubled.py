"""Files that were exported of which one is to be deposited at most: they share demandes, or a number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import combinations, pairwise

from segur_tui.application.record.claims import AnswerSeen, Claims, LineExported
from segur_tui.application.record.store import Store
from segur_tui.format.value_type import value_type

_MANY = 20
_Key = tuple[str, str | int]
_SUPPLIERS = "SELECT DISTINCT lower(replace(numero_ans, ' ', '')) FROM exported_file WHERE withdrawn = ''"


@value_type
class Doubled:
    """Two files that were exported: the path, the day and number, and the lines of each that stand in both.

    `whose` are who exported them, in French, empty where it is not known.
    """

    paths: tuple[str, str]
    deposits: tuple[str, str]
    lines: tuple[tuple[int, ...], tuple[int, ...]]
    whose: tuple[str, str] = ("", "")


def doubled(store: Store) -> list[Doubled]:
    """Return all pairs of files, neither withdrawn, that share a number or a demande that no answer is known of.

    The ones exported first come first. Raises RecordUnknown.
    """
    return [each for supplier in suppliers_of(store) for each in _of_supplier(Claims(store, supplier))]


def suppliers_of(store: Store) -> list[str]:
    """Return the ANS numbers, as they are compared, of files that count; raises RecordUnknown."""
    return [supplier for (supplier,) in store.rows(_SUPPLIERS)]


def unanswered(claims: Claims, lines: Iterable[LineExported]) -> list[LineExported]:
    """Return the lines to which the record knows no answer; raises RecordUnknown."""
    return [line for line, answers in answers_to(claims, lines) if not any(map(line.is_answered_by, answers))]


def answers_to(
    claims: Claims, lines: Iterable[LineExported]
) -> Iterator[tuple[LineExported, Collection[AnswerSeen]]]:
    """Yield each line with the certain answers to demandes that share a number with it; raises RecordUnknown."""
    asked = list(lines)
    known: dict[_Key, list[AnswerSeen]] = defaultdict(list)
    for answer in claims.answers({line.numbers for line in asked}):
        if answer.is_certain:
            for key in answer.numbers._asdict().items():
                known[key].append(answer)
    for line in asked:
        yield line, [each for key in _numbers(line) for each in known.get(key, ())]


def held_elsewhere(claims: Claims, lines: Collection[LineExported]) -> dict[LineExported, LineExported]:
    """Return the lines of a file that another holds, exported and not answered, each with the line that does."""
    numbers, digests = {line.numbers for line in lines}, {line.source_digest for line in lines}
    files = {line.file for line in lines}
    others = unanswered(claims, (each for each in claims.exported(numbers, digests) if each.file not in files))
    held = ((line, next(filter(line.is_same_demande, others), None)) for line in lines)
    return {line: holder for line, holder in held if holder is not None}


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
    files, same = {line.file: line for line in lines}, same_demandes(lines)
    twins = {line.file for line in lines if line.has_twin}
    wanted = {line for each in same for line in each} | {line for line in lines if line.file in twins}
    left = set(unanswered(claims, wanted))
    pairs: dict[tuple[int, int], tuple[set[int], set[int]]] = defaultdict(lambda: (set(), set()))
    for each in same:
        of_files: dict[int, list[int]] = defaultdict(list)
        for line in left & {*each}:
            of_files[line.file].append(line.line)
        for two in _each_two(sorted(of_files)):
            for file, shared in zip(two, pairs[two], strict=True):
                shared.update(of_files[file])
    open_files, of_number = {line.file for line in left}, defaultdict[str, list[int]](list)
    for file in sorted(twins):
        of_number[files[file].deposit].append(file)
    for each_two in map(_each_two, of_number.values()):
        pairs |= {two: pairs[two] for two in each_two if open_files & {*two}}  # whatever their lines are
    for two, (first, second) in sorted(pairs.items()):
        one, other = (files[file] for file in two)
        yield Doubled(
            (one.path, other.path),
            (one.deposit, other.deposit),
            (tuple(sorted(first)), tuple(sorted(second))),
            (one.whose, other.whose),
        )


def _each_two(files: Sequence[int]) -> Iterable[tuple[int, int]]:
    """Return each two of some files; of very many each and the next, which tells of all of them."""
    return combinations(files, 2) if len(files) <= _MANY else pairwise(files)
