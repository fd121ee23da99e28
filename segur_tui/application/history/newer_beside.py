"""The demandes of which a file beside those given holds a newer version (format.md §6)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from segur_tui.application.history.at_hand import FileAtHand
from segur_tui.application.history.standing import standing_of
from segur_tui.application.record.written import WrittenFile
from segur_tui.format.answer import AnswerState
from segur_tui.format.candidate import Candidate
from segur_tui.format.numbers import Numbers, numbers_of
from segur_tui.format.obstacle import superseded
from segur_tui.format.recency import Age, Recency
from segur_tui.format.wording import typeset


def newer_beside(
    files: Mapping[int, FileAtHand],
    beside: Sequence[FileAtHand],
    wanted: Mapping[Candidate, Numbers],
    written: Mapping[str, WrittenFile],
) -> Iterator[tuple[Candidate, str]]:
    """Yield the demandes of which a newer version stands in a file beside theirs, each with where, in French.

    Of one that was accepted, and of what this program wrote, something else is known. Beside one that was given, a
    file whose age nothing tells is the older.
    """
    digests = {file.digest for file in files.values()}
    numbers = {each for each in wanted.values() if all(each)}
    found = [
        (file, places)
        for file in beside
        if file.digest not in digests
        and not _is_written_here(file, written)
        and (places := _places(file, numbers))
    ]
    if not found:
        return
    own = list(files)
    recency = Recency.of([*(file.claim for file, _ in found), *(files[index].claim for index in own)])
    newest: dict[Numbers, tuple[Age, bool, str]] = {}
    for (file, places), age in zip(found, recency.ages, strict=False):
        for each, (line, is_pending) in places.items():
            here = age, not is_pending, f"{file.path.name}, ligne {line}"
            newest[each] = max(here, newest.get(each, here))
    ages = dict(zip(own, recency.ages[len(found) :], strict=True))
    for candidate, each in wanted.items():
        is_pending = files[candidate.source].claim.answers[candidate.line - 1].state is AnswerState.PENDING
        if each in newest and newest[each][:2] > (ages[candidate.source], not is_pending):
            _, is_answered, where = newest[each]
            yield candidate, typeset(superseded(where, is_pending=not is_answered))


def _is_written_here(file: FileAtHand, written: Mapping[str, WrittenFile]) -> bool:
    kind, lines = file.claim.kind.value, len(file.claim.lines)
    return standing_of(written, file.path, kind, lines) is not None


def _places(file: FileAtHand, numbers: set[Numbers]) -> dict[Numbers, tuple[int, bool]]:
    """Return which lines of a file are versions of some demandes, not accepted, and whether each is pending."""
    if not file.claim.is_solde:
        return {}
    lines = zip(file.claim.lines, file.claim.answers, strict=True)
    return {
        each: (line, answer.state is AnswerState.PENDING)
        for line, (demande, answer) in enumerate(lines, 1)
        if answer.state is not AnswerState.ACCEPTED
        and (each := numbers_of(demande, file.claim.profile)) in numbers
    }
