"""The obstacles to depositing a demande again, and the remedy for each (format.md §6)."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum, unique

from segur_tui.format.answer import AnswerState
from segur_tui.format.candidate import Candidate, Versions
from segur_tui.format.claim_file import FileKind
from segur_tui.format.duplicate import awaits_payment, says_it_exists
from segur_tui.format.finding import quoted
from segur_tui.format.numbers import Numbers, numbers_of, shared_numbers
from segur_tui.format.profile import Profile
from segur_tui.format.rejection import in_full
from segur_tui.format.tree import Json
from segur_tui.format.value_type import field, value_type
from segur_tui.format.wording import typeset

NOT_AN_OBJECT = "ce n’est pas un objet { … } : aucune demande ne peut y être lue"
_NOT_PAID_YET = (
    "le JSON a été pris sans son .zip, à déposer dans « Suivi demandes incomplètes » (pas la ligne), ou l’avance "
    "n’est pas encore payée, à attendre avant de cocher la ligne : "
)
_TWICE = "la déposer à nouveau serait la demander deux fois"
_BY_OTHERS = "par les numéros d’une autre version"
"""The link of two demandes that share no number, in French."""


class Remedy(Enum):
    """The step that lets a demande go although something speaks against it."""

    CONFIRMATION = "a person confirms that it may be claimed twice"
    CHOICE = "a person chooses it knowingly"
    CORRECTION = "what is wrong is put right"
    NONE = "nothing"


@unique
class Obstacle(Enum):
    """A reason for which a demande does not simply go: its id, the words for one and for several, its remedy.

    The first in this order counts: what is wrong with a demande matters only once it is to go at all. Two kinds
    of acceptance have one id, and two of what nobody chose: the words say why.
    """

    NOT_A_DEMANDE = ("not-a-demande", "pas une demande", "pas des demandes", Remedy.CORRECTION)
    AVANCE = ("avance", "demande d’avance", "demandes d’avance", Remedy.NONE)
    OTHER_FORMAT = ("other-format", "d’un autre format", "d’un autre format", Remedy.NONE)
    ACCEPTED = ("accepted", "déjà acceptée", "déjà acceptées", Remedy.CONFIRMATION)
    CLAIMED = ("accepted", "déjà acceptée ailleurs", "déjà acceptées ailleurs", Remedy.CONFIRMATION)
    TO_VERIFY = ("to-verify", "à vérifier", "à vérifier", Remedy.CHOICE)
    EXISTS = ("exists", "déjà connue de l’ASP", "déjà connues de l’ASP", Remedy.CHOICE)
    EXPORTED = ("exported", "déjà exportée", "déjà exportées", Remedy.CHOICE)
    SUPERSEDED = ("older", "version plus ancienne", "versions plus anciennes", Remedy.CHOICE)
    SETTLED = ("not-chosen", "réglée comme refusée, à cocher", "réglées comme refusées, à cocher", Remedy.CHOICE)
    PENDING = ("pending", "en attente", "en attente", Remedy.CHOICE)
    NOT_CHOSEN = ("not-chosen", "non choisie", "non choisies", Remedy.CHOICE)
    ERRORS = ("errors", "en erreur", "en erreur", Remedy.CORRECTION)
    DOCUMENTS = ("documents", "pièces à revoir", "pièces à revoir", Remedy.CORRECTION)

    def __init__(self, identity: str, heading: str, plural: str, remedy: Remedy) -> None:
        self.id, self.heading, self.plural, self.remedy = identity, heading, plural, remedy

    @property
    def is_to_settle(self) -> bool:
        """Tell whether a person has to do something about it: nothing written is then no success."""
        return self.remedy is Remedy.CORRECTION or self in {Obstacle.TO_VERIFY, Obstacle.EXISTS}

    def counted(self, number: int) -> str:
        """Return so many demandes by what they are called, such as 2 déjà exportées."""
        return f"{number}\N{NO-BREAK SPACE}{self.plural if number > 1 else self.heading}"


@value_type
class ClaimedBefore:
    """Demandes that were claimed already, as other files than the sources show, with the reason in French.

    `accepted` ones were accepted in another return, `exported` ones stand in a file exported that no answer
    followed, of which `files` are the paths; of `older` ones a return has answered what was made from them, or
    from a later version; of `doubtful` ones a return that is gone says that they were accepted, and it may have
    been that of the avance; `settled` ones share a number with an answer that a person settled as refused.
    `given` is the same of the demandes before corrections were made unseen, where that may differ.
    """

    accepted: dict[Candidate, str] = field(default_factory=dict)
    exported: dict[Candidate, str] = field(default_factory=dict)
    older: dict[Candidate, str] = field(default_factory=dict)
    doubtful: dict[Candidate, str] = field(default_factory=dict)
    settled: dict[Candidate, str] = field(default_factory=dict)
    files: dict[Candidate, str] = field(default_factory=dict)
    given: ClaimedBefore | None = None

    def beside(self, other: ClaimedBefore) -> ClaimedBefore:
        """Return what it and others show, in its own words where both do; nothing of `given`."""
        names = ("accepted", "exported", "older", "doubtful", "settled", "files")
        return ClaimedBefore(**{name: getattr(other, name) | getattr(self, name) for name in names})


_APART = {
    FileKind.AVANCE: (Obstacle.AVANCE, "une avance n’est pas exportée : seul un solde l’est"),
    FileKind.OTHER: (
        Obstacle.OTHER_FORMAT,
        "elle est d’une autre vague ou d’un autre couloir : elle n’est pas exportée",
    ),
}
NOTHING_CLAIMED = ClaimedBefore()


def known_before(
    candidate: Candidate, versions: Versions, claimed: ClaimedBefore
) -> Iterator[tuple[Obstacle, str]]:
    """Yield all that speaks against depositing a demande again, whatever its values are, each in French."""
    claim = versions.checks[candidate.source].claim
    if claim.apart is not None:
        yield _APART[claim.apart]
        return
    if not isinstance(claim.lines[candidate.line - 1], dict):
        yield Obstacle.NOT_A_DEMANDE, typeset(NOT_AN_OBJECT)
    yield from _answered(candidate, versions, claimed)
    if candidate in claimed.exported:
        yield Obstacle.EXPORTED, claimed.exported[candidate]
    if (newer := versions.newer(candidate, claimed.older)) is not None:
        yield Obstacle.SUPERSEDED, _superseded_by(newer, candidate, versions)
    elif candidate in claimed.older:
        yield Obstacle.SUPERSEDED, claimed.older[candidate]
    answer = claim.answers[candidate.line - 1]
    if answer.settled and answer.state is AnswerState.REJECTED:
        yield Obstacle.SETTLED, settled_as_refused(f", {answer.settled}")
    elif candidate in claimed.settled:
        yield Obstacle.SETTLED, claimed.settled[candidate]


def _answered(candidate: Candidate, versions: Versions, claimed: ClaimedBefore) -> Iterator[tuple[Obstacle, str]]:
    """Yield what the ASP's answers, to a demande or to others with its numbers, say against it."""
    claim = versions.checks[candidate.source].claim
    answer = claim.answers[candidate.line - 1]
    if answer.state is AnswerState.ACCEPTED:
        said = f"acceptée, {answer.settled}" if answer.settled else "déjà acceptée par l’ASP"
        yield Obstacle.ACCEPTED, typeset(f"{said} : {_TWICE}")
    yield from _accepted_elsewhere(candidate, versions, claimed)
    if answer.state is AnswerState.TO_VERIFY:
        yield Obstacle.TO_VERIFY, typeset(f"acceptée ou refusée ? {answer.doubt} : ") + in_full(answer)
    elif awaits_payment(answer):
        yield Obstacle.EXISTS, typeset(_NOT_PAID_YET) + quoted(answer.label)
    elif says_it_exists(answer, claim.profile):
        yield Obstacle.EXISTS, typeset("l’ASP dit que la demande existe déjà : ") + quoted(answer.label)


def known_to_asp(candidate: Candidate, versions: Versions) -> str:
    """Return that the ASP said of another version that it has it, or waits for its avance; empty if not."""
    for other in versions.everywhere(candidate):
        claim = versions.checks[other.source].claim
        answer = claim.answers[other.line - 1]
        if other != candidate and answer.state is AnswerState.REJECTED:
            waits = awaits_payment(answer)
            if waits or says_it_exists(answer, claim.profile):
                said = "l’avance ou le .zip est attendu" if waits else "la demande existe déjà"
                return typeset(f"l’ASP dit dans {versions.where(other)} que {said} : ") + quoted(answer.label)
    return ""


def _superseded_by(newer: Candidate, candidate: Candidate, versions: Versions) -> str:
    if versions.is_copy(candidate, newer):
        return f"la même ligne est dans {versions.where(newer)}"
    guess = " (rien d’autre que l’ordre donné ne dit laquelle est la plus récente)"
    claim, other = versions.checks[candidate.source].claim, versions.numbers(newer)
    shared = linked_by(claim.lines[candidate.line - 1], other, claim.profile)
    said = superseded(versions.where(newer), shared, is_pending=versions.is_pending(newer))
    return f"{said}{guess if versions.is_guessed(candidate, newer) else ''}"


def _accepted_elsewhere(
    candidate: Candidate, versions: Versions, claimed: ClaimedBefore
) -> Iterator[tuple[Obstacle, str]]:
    if (accepted := versions.accepted(candidate)) is not None:
        claim, other = versions.checks[candidate.source].claim, versions.numbers(accepted)
        is_other = other != versions.numbers(candidate)
        shared = shared_numbers(claim.lines[candidate.line - 1], other, claim.profile)
        yield Obstacle.CLAIMED, already_accepted(versions.where(accepted), shared, is_other=is_other)
    elif candidate in claimed.accepted:
        yield Obstacle.CLAIMED, claimed.accepted[candidate]
    if candidate in claimed.doubtful:
        yield Obstacle.TO_VERIFY, claimed.doubtful[candidate]


def linked_by(demande: Json, other: Numbers, profile: Profile) -> str:
    """Return what links a demande to a version of some numbers, in French; empty where these are its own."""
    is_own = numbers_of(demande, profile) == other
    return "" if is_own else shared_numbers(demande, other, profile) or _BY_OTHERS


def superseded(where: str, shared: str, *, is_pending: bool) -> str:
    """Return that a newer version stands in a file and line, by what it shares where its numbers are others."""
    newer = f"une version plus récente est {'en attente,' if is_pending else 'dans'} {where}"
    freed = "" if shared == _BY_OTHERS else " ; corriger ce numéro, s’il est faux, libère la ligne"
    return typeset(f"{newer} ({shared}) : une seule des deux est à déposer{freed}" if shared else newer)


def already_accepted(where: str, shared: str, *, is_other: bool) -> str:
    """Return that a demande was accepted, by the numbers shared; one that `is_other` correcting them frees."""
    freed = " ; corriger ce numéro, s’il est faux, libère la ligne" if is_other else ""
    return typeset(f"déjà acceptée dans {where} ({shared}) : {_TWICE}{freed}")


def settled_as_refused(where: str) -> str:
    """Return that an answer was settled as refused, behind it by whom or where: who names the demande frees it."""
    return typeset(f"refusée{where} : elle ne part que cochée, ou nommée par son numéro")


def to_be_verified(where: str, shared: str) -> str:
    """Return that the answer to a demande in a file and line, by the numbers shared with it, is to verify."""
    return typeset(f"la réponse dans {where} ({shared}) est à vérifier : si c’est un accord, {_TWICE}")


def perhaps_in(name: str) -> str:
    """Return that a file which cannot be read, or not to its end, may show a demande accepted."""
    return typeset(f"{name} est illisible et peut la montrer acceptée : réparez-le, ou retirez-le")


def perhaps_accepted(where: str, shared: str) -> str:
    """Return that a demande, by the numbers shared with it, was accepted in a file that is gone, or its avance."""
    gone = f"acceptée dans {where} ({shared}), disparu depuis"
    return typeset(f"accord de l’avance ? {gone} : si c’était le solde, {_TWICE}")
