"""The sources of an export, the choice among their demandes, and the plan that is decided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from pathlib import Path

from segur_tui.application.documents.packing import Pack
from segur_tui.application.documents.survey import Survey
from segur_tui.format.answer import AnswerState
from segur_tui.format.candidate import Candidate
from segur_tui.format.check import Check
from segur_tui.format.claim_file import ClaimFile
from segur_tui.format.edit import Step
from segur_tui.format.finding import Certainty, quoted
from segur_tui.format.kinds import compared
from segur_tui.format.obstacle import NOTHING_CLAIMED, ClaimedBefore, Obstacle, Remedy, known_before, known_to_asp
from segur_tui.format.profile import Profile
from segur_tui.format.rejection import is_put_right
from segur_tui.format.renumbering import as_new, unlike_keys
from segur_tui.format.resubmission import LeftOut, NewFile, Resubmission, errors_of, of_suppliers, sources_of
from segur_tui.format.tree import Json, same
from segur_tui.format.value_type import value_type
from segur_tui.format.wording import agreed, counted, typeset

_MOST_KEYS = 3
"""Keys of headers that are named where they differ; the rest is counted."""


@value_type
class SourceFile:
    """A file that demandes are taken from: where it is, and its check as it stands now.

    `digest` tells its content on the disk, and `steps` are those of its draft that the check holds. `given` is the
    check before corrections were made unseen, where these have changed what tells demandes apart.
    """

    path: Path
    check: Check
    digest: str = ""
    steps: tuple[Step, ...] = ()
    given: Check | None = None


@value_type
class ExportChoice:
    """The demandes that a person has chosen, the day of deposit (None: the present one in Paris), the documents.

    `confirmed` demandes go although the ASP has accepted them, `existing` ones although it says that it
    has them already, or although they were exported before; with `again`, whoever was exported before goes
    once more. With a folder of `documents`, a demande whose documents are not all there and right stays.
    A supplier whose header is in error stops all, or with `leaves_out` stays alone. Files that cannot be read, and
    are passed over all the same, are `skipped`.
    """

    lines: Collection[Candidate]
    day: date | None = None
    confirmed: Collection[Candidate] = ()
    existing: Collection[Candidate] = ()
    documents: Path | None = None
    again: bool = False
    leaves_out: bool = False
    skipped: tuple[Path, ...] = ()


@value_type
class Plan:
    """The outcome of a decision: the sources, who goes and who stays, and the files to deposit.

    With a folder of documents, `survey` is what was found there, and `packs` are each file's zip files.
    `unchosen` are the demandes that nobody chose, each with the reason, but for accepted ones.
    """

    sources: tuple[SourceFile, ...]
    resubmission: Resubmission
    files: tuple[NewFile, ...]
    day: date
    choice: ExportChoice
    survey: Survey | None = None
    packs: tuple[tuple[Pack, ...], ...] = ()
    claimed: ClaimedBefore = NOTHING_CLAIMED
    unchosen: tuple[LeftOut, ...] = ()

    @property
    def staying(self) -> list[LeftOut]:
        """Return all demandes that stay, chosen or not, in the order of the files; accepted ones where chosen."""
        return sorted((*self.resubmission.left_out, *self.unchosen), key=lambda left: left.candidate)

    @property
    def accepted(self) -> dict[Path, int]:
        """Return how many accepted demandes each source has that nobody chose."""
        return {
            source.path: sum(
                answer.state is AnswerState.ACCEPTED and Candidate(index, line) not in self.choice.lines
                for line, answer in enumerate(source.check.claim.answers, 1)
            )
            for index, source in enumerate(self.sources)
            if source.check.claim.is_solde
        }

    @property
    def unwritten(self) -> list[LeftOut]:
        """Return who would go, and stays because of others or of the header where nothing is written."""
        why = "l’entête est en erreur" if self.resubmission.headers else "d’autres lignes choisies sont en erreur"
        reported = (typeset(f"elle est juste, mais {why} : rien n’est écrit"),)
        return [LeftOut(candidate, Obstacle.ERRORS, reported) for candidate in self.resubmission.going]

    def proposes(self, certainty: Certainty) -> bool:
        """Tell whether something of a certainty is proposed for a chosen demande that stays for its errors."""
        in_error = (each.candidate for each in self.resubmission.left_out if each.obstacle is Obstacle.ERRORS)
        found = (self.sources[each.source].check.of_lines[each.line - 1] for each in in_error)
        return any(certainty.edit(finding) is not None for findings in found for finding in findings)

    @property
    def is_held(self) -> bool:
        """Tell whether chosen demandes wait for a person: errors, documents, or words of the ASP."""
        return bool(self.resubmission.headers) or any(
            left.obstacle.is_to_settle for left in self.resubmission.left_out
        )

    @property
    def profile(self) -> Profile:
        """Return the format of all sources."""
        return self.sources[0].check.claim.profile

    def header_of(self, file: NewFile) -> ClaimFile:
        """Return a claim file that has the ANS number and the SIRET of a file to deposit."""
        return self.sources[file.lines[0].source].check.claim

    @property
    def header_errors(self) -> list[str]:
        """Return the errors of the headers in French, each behind the name of its file where there are several."""
        return [
            f"{f'{self.sources[source].path.name}, ' if len(self.sources) > 1 else ''}"
            f"{finding.balise or 'fichier'} : {finding.message}"
            for source, errors in self.resubmission.headers.items()
            for finding in errors
        ]

    @property
    def numeros_ans(self) -> list[str]:
        """Return the ANS number of each file to deposit, in their order."""
        return [self.header_of(file).numero_ans for file in self.files]

    @property
    def to_confirm(self) -> list[Candidate]:
        """Return the demandes that stay until a person confirms that they may be claimed twice."""
        return [
            left.candidate for left in self.resubmission.left_out if left.obstacle.remedy is Remedy.CONFIRMATION
        ]

    @property
    def exported_again(self) -> list[Candidate]:
        """Return the demandes that go though they were exported before: that file may have been deposited."""
        return [candidate for candidate in self.resubmission.going if candidate in self.claimed.exported]

    @property
    def unchanged(self) -> list[Candidate]:
        """Return the refused demandes that go as they were refused: the ASP would say the same again."""
        return [candidate for candidate in self.resubmission.going if self.is_unchanged(candidate)]

    def is_unchanged(self, candidate: Candidate) -> bool:
        """Tell whether a refused demande goes as it was, and the header that its refusal may name, too."""
        check, line = self.sources[candidate.source].check, candidate.line
        claim, findings = check.claim, check.of_lines[candidate.line - 1]
        return (
            claim.answers[line - 1].state is AnswerState.REJECTED
            and same(claim.demande_as_read(line), claim.lines[line - 1])
            and not any(is_put_right(claim, finding, findings) for finding in findings)
        )

    @property
    def unchanged_words(self) -> str:
        """Return how many demandes go as they were refused, in French; empty where none does."""
        number = len(self.unchanged)
        which = f"{counted(number, 'ligne refusée')} {agreed(number, 'part')} sans changement"
        them = "les" if number > 1 else "la"
        return typeset(f"{which} : l’ASP {them} refuserait sans doute encore") if number else ""

    def remark(self, candidate: Candidate) -> str:
        """Return in French what the ASP said, there or elsewhere, of a demande that it may have; else nothing."""
        known = self.known_before(candidate)
        is_known = known is not None and known[0] in {Obstacle.EXISTS, Obstacle.TO_VERIFY}
        return known[1] if known is not None and is_known else known_to_asp(candidate, self.resubmission.versions)

    @property
    def turned(self) -> list[Candidate]:
        """Return the demandes that go with a date of which nothing tells whether the month stands first."""
        doubtful = [check.claim.turned for check in self._checks]
        return [
            candidate
            for candidate in self.resubmission.going
            if (dates := doubtful[candidate.source]) is not None and candidate.line in dates.others
        ]

    @property
    def turned_words(self) -> str:
        """Return how many demandes go with a date in doubt, in French; empty where none does."""
        number = len(self.turned)
        going = (
            f"{counted(number, 'ligne')} {agreed(number, 'part')} avec une date peut-être écrite le mois d’abord"
        )
        return typeset(f"{going}, comme une autre du fichier : à comparer à la facture") if number else ""

    @property
    def doubled(self) -> dict[Candidate, str]:
        """Return the demandes that go with the dossier of another that goes, each with it: one may be too many."""
        bearers: dict[tuple[str, str], list[Candidate]] = defaultdict(list)
        for each in self.resubmission.going:
            if dossier := self.resubmission.versions.numbers(each).dossier:
                bearers[compared(self._claim(each).numero_ans), dossier.upper()].append(each)
        return {each: dossier for (_, dossier), some in bearers.items() if len(some) > 1 for each in some}

    @property
    def doubled_words(self) -> str:
        """Return how many demandes go with the dossier of another that goes, in French; empty where none does."""
        dossiers = ", ".join(dict.fromkeys(self.doubled.values()))
        going = f"{counted(len(self.doubled), 'ligne')} partent avec le dossier d’une autre qui part ({dossiers})"
        return typeset(f"{going} : l’une est sans doute de trop") if dossiers else ""

    @property
    def unlike_keys(self) -> list[str]:
        """Return the unknown keys of the headers of who goes that do not have one value."""
        going = sources_of(self.resubmission.going)
        of_each = ([each for each in going if each in places] for places in of_suppliers(self._checks))
        roots = ([self.sources[source].check.claim.root for source in of_one] for of_one in of_each if of_one)
        return list(dict.fromkeys(key for of_one in roots for key in unlike_keys(of_one, self.profile)))

    @property
    def unlike_words(self) -> str:
        """Return in French which keys of the headers do not have one value; empty where all have."""
        keys, others = self.unlike_keys[:_MOST_KEYS], len(self.unlike_keys[_MOST_KEYS:])
        which = ", ".join(map(quoted, keys)) + (f" et {counted(others, 'autre')}" if others else "")
        differ = agreed(len(self.unlike_keys), "diffère")
        return typeset(f"{which} {differ} d’un entête à l’autre : le premier fichier compte") if keys else ""

    def path_of(self, candidate: Candidate) -> Path:
        """Return the path of a demande's file."""
        return self.sources[candidate.source].path

    def editor_number(self, candidate: Candidate) -> str:
        """Return a demande's n° éditeur, empty when it has none."""
        return self._claim(candidate).editor_number(candidate.line)

    def asp_number(self, candidate: Candidate) -> str:
        """Return a demande's dossier number, empty when it has none."""
        return self._claim(candidate).dossier(candidate.line)

    def left_out(self, candidate: Candidate) -> LeftOut | None:
        """Return why a chosen demande stays, if it does."""
        return next((left for left in self.resubmission.left_out if left.candidate == candidate), None)

    def known_before(self, candidate: Candidate) -> tuple[Obstacle, str] | None:
        """Return why a demande is not to be deposited again unasked, chosen or not, if so."""
        return next(known_before(candidate, self.resubmission.versions, self.claimed), None)

    def obstacle(self, candidate: Candidate) -> Obstacle | None:
        """Return what keeps a demande, or would where it is not decided yet."""
        if (left := self.left_out(candidate)) is not None:
            return left.obstacle
        known = None if candidate in self.resubmission.going else self.known_before(candidate)
        return None if known is None else known[0]

    def reasons(self, candidate: Candidate, left: LeftOut | None) -> tuple[str, ...]:
        """Return why a demande stays, if it does, and what speaks against it wherever it goes, in French.

        Of one that is not chosen this is what is wrong with it, should nothing else speak against it.
        """
        known = self.known_before(candidate)
        remark = self.remark(candidate) if candidate in self.resubmission.going else ""
        reported = (
            *(() if left is None else left.reasons),
            *(() if known is None else known[1:]),
            *((remark,) if remark else ()),
            *(() if self.survey is None else self.survey.doubts(candidate)),
        )
        if not reported and candidate not in self.resubmission.going:
            reported = errors_of(self.sources[candidate.source].check, candidate.line)
        return tuple(dict.fromkeys(reported))

    def demande(self, candidate: Candidate) -> Json:
        """Return a demande as corrected."""
        return self._claim(candidate).lines[candidate.line - 1]

    def deposited(self, candidate: Candidate) -> Json:
        """Return a demande as it is deposited, whatever its line is then."""
        return as_new(self.demande(candidate), 1, self.profile)

    @property
    def _checks(self) -> list[Check]:
        return [source.check for source in self.sources]

    def _claim(self, candidate: Candidate) -> ClaimFile:
        return self.sources[candidate.source].check.claim
