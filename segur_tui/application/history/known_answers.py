"""Every code and label of the ASP that is known: how often, how it is read, and what helped against it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import chain, pairwise

from segur_tui.application.disk.patience import Patience
from segur_tui.application.files.opening import Opened
from segur_tui.application.record.engines import open_record
from segur_tui.application.record.followed import AnswerKept, Followed, answers_kept, followed_kept
from segur_tui.application.record.schema import RecordUnknown
from segur_tui.application.record.store import Store
from segur_tui.application.settings.values import Settings
from segur_tui.format.answer import Answer, AnswerState
from segur_tui.format.claim_file import ClaimFile, FileKind
from segur_tui.format.duplicate import awaits_payment, says_it_exists
from segur_tui.format.followed import ChangedValue, between, is_of_a_few, value_kept, without_values
from segur_tui.format.kinds import compared
from segur_tui.format.label import balise_named
from segur_tui.format.numbers import Numbers, numbers_of
from segur_tui.format.profiles import PROFILES
from segur_tui.format.settled import WORDS
from segur_tui.format.tree import Json
from segur_tui.format.value_type import value_type
from segur_tui.format.wording import counted, typeset

_PROFILE = PROFILES[0]
_PATIENCE = Patience(1)
"""Seconds that others are waited for where nothing is decided by it."""
_MOST_BALISES = 2
"""Balises that are named of those that were changed before the ASP accepted."""


@value_type
class KindOfChange:
    """A balise changed before the ASP accepted: how often, and the change made most where it has few values."""

    balise: str
    times: int
    most: ChangedValue | None = None
    most_times: int = 0


@value_type
class KnownAnswer:
    """A code and label: how it is read, how often it stands in returns, and what followed.

    What refusals for the same cause cite is left out of their label. One to verify, or settled, is that of one
    ANS number, in its own words.
    """

    code: str
    label: str
    state: AnswerState
    numero_ans: str = ""
    is_in_doubt: bool = False
    times: int = 0
    went_again: int = 0
    accepted: int = 0
    unchanged: int = 0
    changes: tuple[KindOfChange, ...] = ()

    @property
    def answer(self) -> Answer:
        """Return it as an answer."""
        return Answer(self.state, self.code, self.label)

    @property
    def reading(self) -> str:
        """Return how it is read, in French."""
        if self.is_settled:
            return f"{WORDS[self.state]} (réglée)"
        if self.state is AnswerState.REJECTED and awaits_payment(self.answer):
            return "refusée, attend"
        if self.state is AnswerState.REJECTED and says_it_exists(self.answer, _PROFILE):
            return "existe déjà"
        return WORDS[self.state]

    @property
    def is_settled(self) -> bool:
        """Tell whether a person has settled it."""
        return self.is_in_doubt and self.state is not AnswerState.TO_VERIFY

    @property
    def balise(self) -> str:
        """Return the balise that it names, empty where it names none."""
        balise = None if self.state is AnswerState.ACCEPTED else balise_named(self.label, _PROFILE)
        return "" if balise is None else balise.name

    @property
    def fixed(self) -> str:
        """Return in French what followed, empty where nothing did."""
        if not self.went_again:
            return ""
        after = [f"{each.times} après un changement {_of(each.balise)}" for each in self.changes[:_MOST_BALISES]]
        if self.unchanged:
            after.append(f"{self.unchanged} sans changement")
        if not self.accepted:
            return f"{counted(self.went_again, 'redéposée')}, aucune acceptée à ce jour"
        accepted = counted(self.accepted, "acceptée")
        if len(after) == 1 and not self.unchanged and self.changes[0].times == self.accepted:
            return f"{accepted} après un changement {_of(self.changes[0].balise)}"
        return f"{accepted}, dont {', '.join(after)}" if after else accepted

    @property
    def seen(self) -> str:
        """Return in French how often it was seen and what followed, as it stands beside a refusal."""
        return typeset(" ; ".join(filter(None, (f"déjà vu {self.times} fois", self.fixed))))

    def proposal(self, demande: Json) -> str:
        """Return in French the change of a value of a demande that helped most often, empty without any."""
        for each in (change.most for change in self.changes if change.most is not None):
            if each.before == value_kept(demande, each.balise, _PROFILE):
                return typeset(f"proposé : {each.balise} {each.before or 'absente'} → {each.after or 'absente'}")
        return ""


Answers = Sequence[KnownAnswer]


def _of(balise: str) -> str:
    return f"d’{balise}" if balise[0].lower() in "aeiou" else f"de {balise}"


def known_answers(store: Store, files: Iterable[Opened] = (), but_for: Collection[str] = ()) -> Answers:
    """Return the answers that a record and files at hand show, the most frequent first; raises RecordUnknown.

    Those in files whose content has one of the digests `but_for` are not counted.
    """
    at_hand = {each.digest: each.claim for each in files if each.claim is not None and each.claim.is_solde}
    answers = [
        *answers_kept(store, {*but_for, *at_hand}),
        *chain.from_iterable(map(_answers_in, at_hand.values())),
    ]
    followed = {(each.digest, each.line): each for each in (*_followed_in(at_hand), *followed_kept(store))}
    return _summed(answers, followed.values())


def _answers_in(claim: ClaimFile) -> Iterable[AnswerKept]:
    for answer in claim.answers if claim.kind is FileKind.RETURN else ():
        if answer.state is not AnswerState.PENDING:
            is_in_doubt = answer.state_as_read is AnswerState.TO_VERIFY
            yield AnswerKept(claim.numero_ans, answer.code, answer.label, answer.state, is_in_doubt)


def _followed_in(files: Mapping[str, ClaimFile]) -> Iterable[Followed]:
    """Yield what followed the refusals of files at hand, by the return that is next in time."""
    versions: dict[tuple[str, Numbers], list[tuple[str, str, ClaimFile, int]]] = defaultdict(list)
    for digest, claim in files.items():
        name = claim.profile.file_names.found_in(claim.name)
        for line, answer in enumerate(claim.answers if name is not None else (), 1):
            numbers = numbers_of(claim.lines[line - 1], claim.profile)
            if name is not None and all(numbers) and answer.state is not AnswerState.PENDING:
                versions[compared(claim.numero_ans), numbers].append((name.deposit, digest, claim, line))
    for several in versions.values():
        in_time = sorted(several, key=lambda version: version[0])
        for (deposit, digest, claim, line), (later, _, next_claim, place) in pairwise(in_time):
            answer = claim.answers[line - 1]
            if answer.state is AnswerState.REJECTED and later > deposit:
                changed = between(claim.lines[line - 1], next_claim.lines[place - 1], claim.profile)
                state = next_claim.answers[place - 1].state
                yield Followed(digest, line, answer.code, answer.label, tuple(changed), state)


_Key = tuple[str, str, AnswerState, str, bool]


def _summed(answers: Iterable[AnswerKept], followed: Iterable[Followed]) -> Answers:
    times = Counter[_Key]()
    for answer in answers:
        times[_key(answer)] += answer.times
    of_refusal: dict[tuple[str, str], list[Followed]] = defaultdict(list)
    for each in followed:
        of_refusal[each.code, without_values(each.label)].append(each)
    return [
        _known(key, count, of_refusal[key[0], without_values(key[1])] if key[2] is AnswerState.REJECTED else ())
        for key, count in sorted(times.items(), key=lambda item: (-item[1], item[0][:2]))
    ]


def _key(each: AnswerKept) -> _Key:
    if each.is_in_doubt:
        return each.code, each.label, each.state, compared(each.numero_ans).upper(), True
    return each.code, without_values(each.label), each.state, "", False


def _known(key: _Key, times: int, followed: Sequence[Followed]) -> KnownAnswer:
    accepted = [each for each in followed if each.is_accepted]
    values: dict[str, Counter[ChangedValue]] = defaultdict(Counter)
    for each in accepted:
        for changed in each.changed:
            values[changed.balise][changed] += 1
    changes = [_kind(balise, of) for balise, of in values.items()]
    changes.sort(key=lambda change: -change.times)
    unchanged = sum(not each.changed for each in accepted)
    return KnownAnswer(*key, times, len(followed), len(accepted), unchanged, tuple(changes))


def refusals_elsewhere(digests: Collection[str], settings: Settings) -> Callable[[Answer], KnownAnswer | None]:
    """Return the look-up of what the record knows of refusals in other files than those of some digests.

    Nothing is known where it cannot be read.
    """
    try:
        with open_record(settings, _PATIENCE, to_read=True) as store:
            return seen_before(known_answers(store, but_for=digests))
    except RecordUnknown:
        return lambda _: None


def _kind(balise: str, values: Counter[ChangedValue]) -> KindOfChange:
    ((most, times),) = values.most_common(1)
    is_proposed = is_of_a_few(balise, _PROFILE) and (most.before or most.after)
    return KindOfChange(balise, values.total(), *((most, times) if is_proposed else ()))


def seen_before(answers: Answers) -> Callable[[Answer], KnownAnswer | None]:
    """Return the look-up of what is known of the refusals that an answer is one of."""
    refusals = {(each.code, each.label): each for each in answers if each.state is AnswerState.REJECTED}
    return lambda answer: refusals.get((answer.code, without_values(answer.label)))
