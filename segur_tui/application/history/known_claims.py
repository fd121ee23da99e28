"""The knowledge of one supplier's demandes in the record and in files at hand, by their numbers (format.md §6)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import chain
from pathlib import Path
from typing import TypeVar

from segur_tui.application.files.opening import open_claim
from segur_tui.application.history.at_hand import FileAtHand
from segur_tui.application.record.claims import AnswerSeen, Claims, LineExported, LineKnown
from segur_tui.application.record.settled import settled_by_nobody
from segur_tui.application.settings.values import Settings
from segur_tui.format.claim_file import FileKind
from segur_tui.format.numbers import Numbers, numbers_of
from segur_tui.format.one_demande import as_one
from segur_tui.format.value_type import replace, value_type

_Known = TypeVar("_Known", AnswerSeen, LineExported)
_Told = TypeVar("_Told", LineExported, LineKnown)


@value_type
class KnownClaims:
    """The knowledge of one supplier's demandes, by the numbers that it shares with them, the newest last.

    `demandes` has for all numbers those that stand for their demande, `linked_exports` and `linked_steps` what is
    known of each such, but for what files at hand say themselves.
    """

    accepted: Mapping[tuple[str, str], Sequence[AnswerSeen]]
    doubtful: Mapping[tuple[str, str], Sequence[AnswerSeen]]
    refused: Mapping[tuple[str, str], Sequence[AnswerSeen]]
    """Those that a person has settled as refused."""
    exported: Mapping[tuple[str, str], Sequence[LineExported]]
    taken: Mapping[tuple[str, int], Sequence[LineExported]]
    answers: Mapping[LineExported, Sequence[AnswerSeen]]
    demandes: Mapping[Numbers, Numbers]
    linked_exports: Mapping[Numbers, Sequence[LineExported]]
    linked_steps: Mapping[Numbers, Sequence[LineKnown]]

    @classmethod
    def of(
        cls,
        at_hand: Sequence[FileAtHand],
        beside: Sequence[FileAtHand],
        numbers: set[Numbers],
        claims: Claims,
        settings: Settings,
    ) -> KnownClaims:
        """Look demandes of some numbers up in the record, and in files given and beside them."""
        digests = {file.digest for file in at_hand}
        others = [file for file in beside if file.digest not in digests]
        here = list(_lines_of((*at_hand, *others)))
        answers_of_others = (answer for file in others for answer in file.answers())
        demandes = as_one(here)
        steps = [*_recorded(claims, demandes, numbers, digests), *map(_step, answers_of_others)]
        if steps:
            demandes = as_one(chain(here, ((step.path, step.numbers) for step in steps)))
        exported = claims.exported({*numbers, *(step.numbers for step in steps)}, digests)
        seen = list(_settled(claims.answers({*numbers, *(each.numbers for each in exported)}), settings))
        known = [*seen, *(answer for file in beside for answer in file.answers())]
        answers = [each for each in known if each.is_certain]
        taken: dict[tuple[str, int], list[LineExported]] = defaultdict(list)
        for each in exported:
            if each.source_digest:
                taken[each.source_digest, each.source_line].append(each)
        own = [answer for file in at_hand for answer in file.answers()] if exported else []
        answered = _by_number([*answers, *(each for each in own if each.is_certain)])
        return cls(
            _by_number(answer for answer in answers if answer.is_accepted),
            _by_number(answer for answer in known if not answer.is_certain),
            _by_number(answer for answer in known if answer.is_settled and not answer.is_accepted),
            _by_number(exported),
            taken,
            {each: list(filter(each.is_answered_by, sharing(answered, each.numbers))) for each in exported},
            demandes,
            _by_demande(exported, demandes),
            _by_demande((step for step in steps if step.deposit and step.is_certain), demandes),
        )

    def steps_of(self, numbers: Numbers) -> Sequence[LineKnown]:
        """Return what happened to a demande in other files, where its day is known."""
        return self.linked_steps.get(self.demandes.get(numbers, numbers), ())

    def exports_of(self, numbers: Numbers) -> Sequence[LineExported]:
        """Return the exports of a demande."""
        return self.linked_exports.get(self.demandes.get(numbers, numbers), ())


def sharing(known: Mapping[tuple[str, str], Sequence[_Known]], numbers: Numbers) -> list[_Known]:
    """Return what shares a number with a demande."""
    return list(dict.fromkeys(each for key in numbers.keys for each in known.get(key, ())))


def last_of(known: Mapping[tuple[str, str], Sequence[_Known]], numbers: Numbers) -> _Known | None:
    """Return the newest of what shares a number with a demande."""
    found = (known[key][-1] for key in numbers.keys if key in known)
    return max(found, key=lambda each: each.deposit, default=None)


def _lines_of(files: Iterable[FileAtHand]) -> Iterator[tuple[int, Numbers]]:
    """Yield the numbers of all soldes in files, each with what tells its file from others."""
    for place, file in enumerate(files):
        for line, demande in enumerate(file.claim.lines if file.claim.is_solde else (), 1):
            if line not in file.claim.lines_of_avance:
                yield place, numbers_of(demande, file.claim.profile)


def _recorded(
    claims: Claims, demandes: Mapping[Numbers, Numbers], wanted: Iterable[Numbers], digests: Collection[str]
) -> Iterator[LineKnown]:
    """Yield what the record knows of demandes, and of others that are linked with them.

    What the files at hand say themselves is none of it: their lines may have been corrected since. What was
    deposited of a file that this program wrote is known as exported.
    """
    own = {demandes[each] for each in wanted if each in demandes}
    steps = claims.linked(each for each, of in demandes.items() if of in own)
    written, paths = {step.deposit for step in steps if step.is_export}, claims.paths_of(digests)
    for step in steps:
        is_of_one_at_hand = step.path in paths or (step.is_waiting and step.deposit in written)
        if step.is_export or not is_of_one_at_hand:
            yield step


def _step(answer: AnswerSeen) -> LineKnown:
    said = "accepted" if answer.is_accepted else "to-verify" if answer.is_to_verify else "rejected"
    return LineKnown(answer.deposit, answer.path, answer.line, answer.numbers, said)


def _settled(answers: Iterable[AnswerSeen], settings: Settings) -> Iterator[AnswerSeen]:
    """Yield answers, those in doubt as their files say that are still there, but for those to avances."""
    kind_of = cache(partial(_kind_of, settings))
    for answer in answers:
        kind = kind_of(answer.path, answer.digest) if answer.is_doubtful else None
        if kind not in {FileKind.AVANCE, FileKind.OTHER}:
            yield answer if kind is None else replace(answer, is_doubtful=False)


def _kind_of(settings: Settings, path: str, digest: str) -> FileKind | None:
    """Return what a file is, where it is still there with the content of a digest."""
    opened = open_claim(Path(path), settings, settled=settled_by_nobody)
    return None if opened.claim is None or opened.digest != digest else opened.claim.kind


def _by_number(known: Iterable[_Known]) -> dict[tuple[str, str], list[_Known]]:
    found: dict[tuple[str, str], list[_Known]] = defaultdict(list)
    for each in sorted(known, key=lambda one: one.deposit):
        for key in each.numbers.keys:
            found[key].append(each)
    return found


def _by_demande(known: Iterable[_Told], demandes: Mapping[Numbers, Numbers]) -> dict[Numbers, list[_Told]]:
    found: dict[Numbers, list[_Told]] = defaultdict(list)
    for each in sorted(known, key=lambda one: one.deposit):
        found[demandes.get(each.numbers, each.numbers)].append(each)
    return found
