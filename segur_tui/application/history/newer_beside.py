"""The demandes of which a file beside those given holds a newer version (format.md §6)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import chain

from segur_tui.application.history.at_hand import FileAtHand
from segur_tui.application.history.standing import standing_of
from segur_tui.application.record.written import WrittenFile
from segur_tui.format.answer import AnswerState
from segur_tui.format.candidate import Candidate
from segur_tui.format.numbers import Numbers, numbers_of
from segur_tui.format.obstacle import linked_by, superseded
from segur_tui.format.recency import Age, Recency


def newer_beside(
    files: Mapping[int, FileAtHand],
    beside: Sequence[FileAtHand],
    wanted: Mapping[Candidate, Numbers],
    demandes: Mapping[Numbers, Numbers],
    written: Mapping[str, WrittenFile],
) -> Iterator[tuple[Candidate, str]]:
    """Yield the demandes of which a newer version stands in a file beside theirs, each with where, in French.

    `demandes` tells which numbers are of one. Of one that was accepted under a number of it, and of what this
    program wrote, something else is known. Beside one that was given, a file whose age nothing tells is the older.
    """
    digests = {file.digest for file in files.values()}
    own_ones = {demandes[each] for each in wanted.values() if each in demandes}
    found = [
        (file, places)
        for file in beside
        if file.digest not in digests
        and not _is_written_here(file, written)
        and (places := list(_places(file, demandes, own_ones)))
    ]
    if not found:
        return
    own = list(files)
    recency = Recency.of([*(file.claim for file, _ in found), *(files[index].claim for index in own)])
    newest: dict[Numbers, dict[Numbers, tuple[Age, bool, str]]] = defaultdict(dict)
    accepted: dict[Numbers, dict[Numbers, tuple[Age, bool, str]]] = defaultdict(dict)
    for (file, places), age in zip(found, recency.ages, strict=False):
        for numbers, line, state in places:
            here = age, state is not AnswerState.PENDING, f"{file.path.name}, ligne {line}"
            known = (accepted if state is AnswerState.ACCEPTED else newest)[demandes[numbers]]
            known[numbers] = max(here, known.get(numbers, here))
    ages = dict(zip(own, recency.ages[len(found) :], strict=True))
    for candidate, each in wanted.items():
        if each not in demandes:
            continue
        linked = ((age, of) for of, age in accepted[demandes[each]].items() if not each.is_shared_with(of))
        versions = chain(((age, of) for of, age in newest[demandes[each]].items()), linked)
        claim = files[candidate.source].claim
        is_answered = claim.answers[candidate.line - 1].state is not AnswerState.PENDING
        last, of = max(versions, default=((ages[candidate.source], is_answered, ""), each))
        if last[:2] > (ages[candidate.source], is_answered):
            shared = linked_by(claim.lines[candidate.line - 1], of, claim.profile)
            yield candidate, superseded(last[2], shared, is_pending=not last[1])


def _is_written_here(file: FileAtHand, written: Mapping[str, WrittenFile]) -> bool:
    kind, lines = file.claim.kind.value, len(file.claim.lines)
    return standing_of(written, file.path, kind, lines) is not None


def _places(
    file: FileAtHand, demandes: Mapping[Numbers, Numbers], wanted: Collection[Numbers]
) -> Iterator[tuple[Numbers, int, AnswerState]]:
    """Yield the lines of a file that are versions of some demandes, with their numbers and answers."""
    lines = zip(file.claim.lines, file.claim.answers, strict=True)
    for line, (demande, answer) in enumerate(lines if file.claim.is_solde else (), 1):
        numbers = numbers_of(demande, file.claim.profile)
        if demandes.get(numbers) in wanted and line not in file.claim.lines_of_avance:
            yield numbers, line, answer.state
