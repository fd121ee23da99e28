"""A person's choices for an export: the demandes, the day, the folders, and the questions that change them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from pathlib import Path

from segur_tui.application.disk.folders import completed
from segur_tui.application.disk.patience import Following, Patience
from segur_tui.application.export.deciding import decide, everyone, known_beside, known_of
from segur_tui.application.export.deposit_day import doubt_of_day
from segur_tui.application.export.documents_folder import documents_before
from segur_tui.application.export.exporting import Exported, foretold
from segur_tui.application.export.looking import Difference, Taken
from segur_tui.application.export.plan import ExportChoice, Plan, SourceFile
from segur_tui.application.export.publication import PublicationRefused
from segur_tui.application.export.settling import settle, settle_unrecorded
from segur_tui.application.record.engines import open_record
from segur_tui.application.record.left_behind import RecordIncomplete
from segur_tui.application.record.schema import RecordBusy, RecordUnknown
from segur_tui.application.settings.values import Settings
from segur_tui.application.state.database import PATIENCE
from segur_tui.format.candidate import Candidate
from segur_tui.format.obstacle import ClaimedBefore, Obstacle, Remedy
from segur_tui.format.value_type import mutable_type, value_type
from segur_tui.format.wording import typeset
from segur_tui.tui.widgets.prompt import (
    Question,
    day_of,
    folder_of,
    output_question,
    present_folder_of,
    wrong_day,
)


def _supplier(source: SourceFile) -> str:
    return source.check.claim.numero_ans


_PATIENCE_TO_LOOK = Patience(0.5)
"""Seconds that the record is waited for where a person said to do without it."""
UNMARKED = "pas marquée : seules les lignes marquées partent"


@mutable_type
class ExportPlaces:
    """The day and the folders that a person gave at an export, for the next one of the same files."""

    day: date | None = None
    folder: Path | None = None
    documents: Path | None = None


@value_type
class Offer:
    """The files of an export as they are at a moment: the demandes that are ticked, and those `unmarked`.

    The latter stay because others are marked, until they are ticked. `aside` names the drafts that are left out;
    `skipped` files cannot be read, and hold what they may show accepted.
    """

    sources: tuple[SourceFile, ...]
    chosen: Collection[Candidate]
    unmarked: Collection[Candidate] = ()
    aside: str = ""
    skipped: tuple[Path, ...] = ()


@value_type
class Origin:
    """The origin of an export's files: `renewed` reads them again, in a thread; raises PublicationRefused.

    `taken` returns the words on drafts that others have taken since, and `note` notes a plan that was written, in
    threads, too.
    """

    renewed: Callable[[], Offer]
    taken: Taken
    note: Callable[[Plan], object]


class Choices:
    """The choices as they are now; every key may change them."""

    def __init__(self, offer: Offer, settings: Settings, places: ExportPlaces) -> None:
        """Begin with the day and the folders of `places`, else as configured, else as at the last export."""
        self.sources, self.skipped, self.settings, self._places = offer.sources, offer.skipped, settings, places
        self.has_files, self.has_suppliers = len(offer.sources) > 1, len({*map(_supplier, offer.sources)}) > 1
        """True where the file of each demande is named, and its ANS number with it."""
        self._unmarked = frozenset(offer.unmarked)
        self.offered, self.unticked = sorted({*offer.chosen, *self._unmarked}), set(self._unmarked)
        self.confirmed: set[Candidate] = set()
        self._existing: set[Candidate] = set()
        self.since = ""
        """The words on a change found when it came to writing, in French; empty where there was none."""
        self.differing: dict[Candidate, Difference] = {}
        """The demandes that differ from the decision that was shown before that."""
        self._claimed: ClaimedBefore | None = None
        self.unknown = ""
        """The reason why the record could not be read at the last look, in French; empty where it could."""
        self._may_answer_again, self.may_do_without = False, True
        self.settled: list[str] = []
        """The outcomes of exports that were cut off, in French, until they are said."""
        self._beside = settings.output or self.sources[0].path.parent
        self.folder = places.folder or self._beside
        self.documents = places.documents or settings.present_documents
        self.documents_missing = "" if places.documents else settings.documents_missing
        """The words on a configured folder of documents that is not there: another is asked for."""
        if self.documents is None and not settings.documents_missing:
            self.documents = documents_before(self.sources[0].check.claim.numero_ans, settings)

    def planning(self, patience: Patience = PATIENCE) -> Callable[[], Plan]:
        """Return a function that makes the plan of the choices as they are now: keys may change them meanwhile.

        It takes a while, and is to be called off the interface's thread; `patience` is for the record.
        """
        sources, day, skipped = self.sources, self._places.day, self.skipped
        ticked = [candidate for candidate in self.offered if candidate not in self.unticked]
        confirmed, existing = frozenset(self.confirmed), frozenset(self._existing)
        choice = ExportChoice(ticked, day, confirmed, existing, self.documents, leaves_out=True, skipped=skipped)
        return lambda: decide(sources, choice, self._today, self._known(sources, patience))

    @property
    def _today(self) -> date:
        return self.settings.today

    @property
    def day(self) -> date:
        """The day of deposit: the one that was chosen, else the present one."""
        return self._places.day or self._today

    def renew(self, offer: Offer, since: str) -> None:
        """Go on with the files as they are now, because something was otherwise when it came to writing.

        The demandes offered are shown all the same; a person's choice of one holds for that content alone.
        """
        before, now = self.sources, offer.sources
        self.since, self.differing = " ; ".join(filter(None, (since, offer.aside))), {}
        places = {source.path: place for place, source in enumerate(now)}
        same = {
            places[source.path]
            for source in before
            if source.path in places and now[places[source.path]].digest == source.digest
        }

        def there(demandes: Iterable[Candidate]) -> set[Candidate]:
            known = ((places.get(before[each.source].path, -1), each.line) for each in demandes)
            return {
                Candidate(place, line)
                for place, line in known
                if place >= 0 and line <= len(now[place].check.claim.lines)
            }

        offered = there(self.offered) | {*offer.chosen, *offer.unmarked}
        anew = {each for each in offered if each.source not in same}
        self.unticked = there(self.unticked) | anew.difference(offer.chosen)
        self.confirmed, self._existing = there(self.confirmed) - anew, there(self._existing) - anew
        self._unmarked, self.offered, self.sources = frozenset(offer.unmarked), sorted(offered), now
        self.skipped = offer.skipped
        self.look_again()

    def _known(self, sources: Sequence[SourceFile], patience: Patience) -> ClaimedBefore:
        """Return the claims before that the history knows of the sources; it is asked once."""
        if self._claimed is None and not self.unknown:
            try:
                self.settled += settle(self.settings, patience)
                self._claimed = known_of(sources, self.settings, patience, self.skipped)
            except RecordUnknown as why:
                self.note_unknown(why, patience)
                self._may_answer_again = True
        if self._claimed is not None:
            return self._claimed
        try:
            self.settled += settle_unrecorded(self.settings)
            alone = known_of(sources, self.settings, skipped=self.skipped, is_recorded=False)
        except RecordUnknown as why:
            self.note_unknown(why, patience)
            alone = known_beside(sources, self.settings, self.skipped)  # to be shown: nothing is written
        if self.unknown:
            self._claimed = alone
        return alone

    def foretold(self, prepared: Plan, folder: Path, patience: Patience) -> Exported:
        """Return the export as it would be written, without the record where that cannot be read."""
        following = Following(patience.is_given_up, waiting=patience.tell)
        if not self.unknown:
            try:
                return foretold(prepared, folder, self.settings, following)
            except RecordUnknown as why:
                self.note_unknown(why, patience)
                self._may_answer_again = True
        try:
            return foretold(prepared, folder, self.settings, following, is_recorded=False)
        except RecordUnknown as why:
            self.note_unknown(why, patience)
            raise PublicationRefused(str(why)) from None

    def note_unknown(self, why: RecordUnknown, patience: Patience = PATIENCE) -> None:
        """Note the reason why the record could not be read, unless nobody waited for it any more."""
        if not patience.is_given_up():
            self.unknown, self._may_answer_again = str(why), isinstance(why, RecordBusy)
            self.may_do_without = not isinstance(why, RecordIncomplete)

    def answers_again(self) -> bool:
        """Tell whether the record, which could not be read at the last look, can be read and kept."""
        if not self.unknown or not self._may_answer_again:
            return False
        try:
            self.settled += settle(self.settings, _PATIENCE_TO_LOOK)
            known_of(self.sources, self.settings, _PATIENCE_TO_LOOK, self.skipped)
            with open_record(self.settings, _PATIENCE_TO_LOOK, to_read=True) as store:
                store.ensure_it_can_keep()
        except RecordIncomplete:
            return True
        except RecordUnknown:
            return False
        return True

    def look_again(self) -> None:
        """Forget the record's answer or refusal, so that it is looked at again."""
        self._claimed, self.unknown = None, ""

    @property
    def unticked_ones(self) -> list[Candidate]:
        """The demandes that are offered and not ticked, in order."""
        return [candidate for candidate in self.offered if candidate in self.unticked]

    def why_unticked(self, candidate: Candidate) -> tuple[str, ...]:
        """Return the reason why a demande is not ticked at first though nothing speaks against it."""
        return (typeset(UNMARKED),) if candidate in self._unmarked & self.unticked else ()

    def offer_all(self) -> None:
        """Offer the other demandes too, unticked."""
        others = set(everyone(self.sources)).difference(self.offered)
        self.unticked |= others
        self.offered = sorted(others.union(self.offered))

    def tick(self, candidate: Candidate, obstacle: Obstacle | None) -> bool:
        """Let a demande go, or stay; `obstacle` keeps it, if any.

        What is no demande of a solde has nothing to tick. Return True where a question about claiming it twice is
        to be asked first.
        """
        if obstacle is Obstacle.NOT_A_DEMANDE or (obstacle is not None and obstacle.remedy is Remedy.NONE):
            return False
        was_unticked = candidate in self.unticked
        self.unticked.discard(candidate)
        remedy = None if obstacle is None else obstacle.remedy
        if remedy is Remedy.CONFIRMATION and candidate not in self.confirmed:
            return True
        if remedy is Remedy.CHOICE and candidate not in self._existing:
            self._existing.add(candidate)
        elif not was_unticked:
            self.unticked.add(candidate)
        return False

    def question(self, what: str) -> Question:
        """Return a question by its name in the commands; the choices and their places learn its answer."""
        if what == "day":
            prompt = "Jour du dépôt, JJ/MM/AAAA (Entrée garde, Échap laisse)"
            return Question(prompt, f"{self.day:%d/%m/%Y}", self._take_day, wrong_day)
        if what == "folder":
            return output_question(self.folder, self._take_folder)
        prompt = "Dossier des pièces, vide pour aucun (Tab complète, Entrée garde, Échap laisse)"
        present = str(self.documents or self._beside)
        return Question(prompt, present, self._take_documents, completed=completed)

    def doubt(self, plan: Plan, day: date | None = None) -> str:
        """Return in French why a day is hardly that of the deposit, by default the one chosen; empty for none."""
        return doubt_of_day(plan, day or self.day, self._today)

    def why_sure(self, what: str, text: str, plan: Plan) -> str:
        """Return the question before an answer to another is taken, empty for none; raises NotUnderstood."""
        day = day_of(text) if what == "day" else self.day
        doubt = self.doubt(plan, day) if day != self.day else ""
        return typeset(f"{doubt[:1].upper()}{doubt[1:]}. Le prendre quand même ?") if doubt else ""

    def _take_day(self, text: str) -> None:
        day = day_of(text)
        if day != self.day:  # a day that is kept as it is proposed moves on at midnight
            self._places.day = day

    def _take_folder(self, text: str) -> None:
        self.folder = self._places.folder = folder_of(text) or self._beside

    def _take_documents(self, text: str) -> None:
        self.documents = self._places.documents = present_folder_of(text)
