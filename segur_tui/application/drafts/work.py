"""The work on one file: its draft, kept on the disk at every step, and what was found on opening it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractContextManager, suppress
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

from segur_tui.application.disk.patience import Patience
from segur_tui.application.drafts.draft import Draft, steps_beyond, with_steps
from segur_tui.application.drafts.stored import CursorPlace, Drafts, HeldByAnother, StoredDraft
from segur_tui.application.files.checking import FileReport, content_part
from segur_tui.application.files.opening import digest_of
from segur_tui.application.settings.values import Settings
from segur_tui.application.state.database import Mark, database_mark, path_as_text
from segur_tui.application.state.folder import StateBusy, StateUnavailable
from segur_tui.application.state.sessions import Holder, Session
from segur_tui.format.check import Check
from segur_tui.format.edit import EditConflict, Step
from segur_tui.format.value_type import value_type
from segur_tui.format.wording import moment

_PATIENCE = Patience(1)
"""Seconds that a person waits for others to leave the database."""
_SHORT_PATIENCE = Patience(0.1)
"""The same while nobody has asked for anything, or it has just been waited for in vain."""

_Result = TypeVar("_Result")


@value_type
class Resumed:
    """A draft that was found and restored: when it was changed last, and where the cursor was."""

    when: datetime
    place: CursorPlace | None
    draft: Draft


@value_type
class Superseded:
    """A draft of an earlier content of the file: what still goes onto the present one, and what does not."""

    when: datetime
    draft: Draft
    lost: tuple[Step, ...]


@value_type
class Others:
    """The work of other sessions on a draft: who has it, or has changed it, and whether it ended as history."""

    holder: Holder | None = None
    is_ended: bool = False
    is_known: bool = True


def was_opened(report: FileReport, settings: Settings) -> bool:
    """Tell whether a file was opened before as it was read here; where that is not known, it was not."""
    with suppress(StateUnavailable), Drafts.opened(settings, _SHORT_PATIENCE, to_read=True) as drafts:
        return report.check is not None and drafts.has(path_as_text(report.path), report.draft_digest)
    return False


class Work:
    """The work on one file: keeps on the disk the drafts that it is given.

    `digest` is that of the file's content; a draft is tied to it, and to the text as which it was read where it
    could not be read otherwise. `draft` is the present state; `resumed` and `superseded` say what was found on
    opening, `holder` who else has the file (it is then read only), and `trouble` why nothing can be kept now.
    `lost` are the steps made here that did not fit the draft that was taken over last.
    """

    def __init__(self, path: Path, opened: Check, digest: str, today: date, session: Session) -> None:
        self.path, self.today = path, today
        self._name, self.session = path_as_text(path), session
        self._open(opened, digest)

    def _open(self, opened: Check, digest: str) -> None:
        self._tied, self.digest = digest, content_part(digest)
        self.draft = self._kept = Draft.of(opened, self.today)
        self.resumed: Resumed | None = None
        self.superseded: Superseded | None = None
        self.holder: Holder | None = None
        self.lost: tuple[Step, ...] = ()
        self.trouble = ""
        self._is_busy = False
        self._mark: Mark = None
        self._stored: StoredDraft | None = None
        self._seen: StoredDraft | None = None
        self._has_looked = False
        self._look()

    @property
    def is_rewritten(self) -> bool:
        """Tell whether the file could not be read as it is, but for numbers that were rewritten."""
        return self._tied != self.digest

    @property
    def is_as_resumed(self) -> bool:
        """Tell whether the state is still the one that was restored on opening."""
        return self.resumed is not None and self.draft is self.resumed.draft

    @property
    def is_kept(self) -> bool:
        """Tell whether the present state is on the disk."""
        return self.draft is self._kept

    @property
    def unkept(self) -> tuple[Step, ...]:
        """Return the steps of the present state that are not on the disk."""
        return steps_beyond(self.draft, self._kept)

    def keep(self, draft: Draft, place: CursorPlace | None, *, again: bool = False) -> Draft:
        """Keep a state of the draft, and return the one that stands.

        When another session has taken the file meanwhile (`holder` says who), that is the state before;
        what could not be kept earlier stays in it. When the disk refuses, `trouble` says why; the next
        state, or the same one `again`, is kept with all before it.
        """
        before, self.draft = self.draft, draft
        if self.is_kept:
            return draft
        patience = _SHORT_PATIENCE if again or self._is_busy else _PATIENCE
        try:
            stored = self._with_drafts(lambda drafts: self._written(drafts, place), patience)
        except HeldByAnother as other:
            self.holder, self.draft, self.trouble = other.holder, draft if again else before, ""
            return self.draft
        if stored is not None:
            self._stored, self._seen, self._kept = stored, stored, draft
        return draft

    def notice_others(self) -> bool:
        """Return whether another session has taken the file, looking first at the database's time only."""
        if self.holder is None and (mark := database_mark(self.session.settings)) != self._mark:
            with suppress(StateUnavailable), self._opened(_SHORT_PATIENCE, to_read=True) as drafts:
                self.holder = drafts.taken_by(self._name, self.session, self._seen)
                self._mark = mark
        return self.holder is not None

    def others(self) -> Others:
        """Look what other sessions have done to the draft since it was seen or kept here last."""
        try:
            with self._opened(_PATIENCE, to_read=True) as drafts:
                holder = drafts.taken_by(self._name, self.session, self._seen)
                is_there = self._seen is None or drafts.in_progress_of(self._name) is not None
        except StateUnavailable:
            return Others(is_known=False)
        return Others(holder, is_ended=not is_there)

    def take_over(self) -> Draft:
        """Take the file and its draft from the other session; make on it what was not kept, and return it."""
        unkept = self.unkept
        if self._with_drafts(self._take) is not None:
            self._make_again(unkept)
        return self.draft

    def _make_again(self, steps: Sequence[Step]) -> None:
        if self.superseded is None:
            self.draft, self.lost = with_steps(self.draft, steps)
        else:
            self.lost = tuple(steps)  # a person first chooses the draft to begin with

    def take_up(self, place: CursorPlace | None) -> Draft:
        """Go on with what still fits of the draft of an earlier content, and return it."""
        if self.superseded is None:
            return self.draft
        draft, self.superseded = self.superseded.draft, None
        return self.keep(draft, place)

    def begin_afresh(self) -> None:
        """Leave the draft of an earlier content as history."""
        self.superseded = None
        self._with_drafts(lambda drafts: drafts.end_of_path(self._name, "dropped"))

    def reread(self, report: FileReport) -> tuple[Step, ...]:
        """Bring the draft, or another session's, onto the file as read again; return the steps that do not fit."""
        if report.check is None:
            return ()
        if self.holder is not None:
            unkept = self.unkept
            self._open(report.check, report.draft_digest)
            self._make_again(unkept)
            return self.lost
        if report.draft_digest == self._tied:
            if report.check.claim.settled != self.draft.opened.claim.settled:
                self._take_settled(report.check)
            return ()
        self.draft, lost = with_steps(Draft.of(report.check, self.today), self.draft.done)
        self.digest, self._tied = report.digest, report.draft_digest
        self._stored, self._kept = None, Draft.of(report.check, self.today)
        return lost

    def _take_settled(self, opened: Check) -> None:
        """Have the same steps on the same content, of whose answers others are settled."""
        kept = self._kept
        self._kept = Draft.restored(opened, self.today, kept.done, kept.undone)
        if self.draft is kept:
            self.draft = self._kept
        else:
            self.draft = Draft.restored(opened, self.today, self.draft.done, self.draft.undone)

    def is_source_changed(self) -> bool:
        """Tell whether the file has another content on the disk than the one that was opened."""
        return digest_of(self.path) != self.digest

    def note_export(self, lines: Collection[int]) -> None:
        """Note that lines were written: a draft whose every changed line is among them becomes history."""
        steps = self.draft.done
        self._with_drafts(lambda drafts: drafts.end_exported(self._name, self._tied, steps, lines, self.session))

    def leave(self, place: CursorPlace | None) -> None:
        """Close the file, and keep where the cursor stands."""
        if self.holder is None:
            self._with_drafts(lambda drafts: self._close(drafts, place))

    # On the disk

    def _written(self, drafts: Drafts, place: CursorPlace | None) -> StoredDraft:
        if not self._has_looked:
            self._refuse_to_cover(drafts)
        drafts.ensure_held(self._name, self.session, self._seen)
        return drafts.keep(self._stored, self._name, self._tied, self.draft, place)

    def _refuse_to_cover(self, drafts: Drafts) -> None:
        """Refuse to put a draft over one that could not be read when the file was opened."""
        waiting = drafts.find(self._name, self._tied)
        if waiting is not None and waiting.done:
            raise StateUnavailable(
                f"un brouillon du {moment(waiting.changed_at)} attend pour ce fichier ; fermer (q) et rouvrir le "
                "reprend, sans ce qui est fait maintenant"
            )
        self._has_looked, self._seen = True, waiting

    def _look(self) -> None:
        """See what is on the disk; a state folder that cannot be written is read all the same."""
        self._with_drafts(self._find)
        if self.trouble:
            patience = _SHORT_PATIENCE if self._is_busy else _PATIENCE
            with suppress(StateUnavailable), self._opened(patience, to_read=True) as drafts:
                self._restore(drafts.find(self._name, self._tied))
                self.holder = drafts.holder(self._name, self.session)

    def _find(self, drafts: Drafts) -> None:
        self.holder = drafts.holder(self._name, self.session)
        if self.holder is None:
            drafts.hold(self._name, self.session)
        self._restore(drafts.find(self._name, self._tied))
        if self.is_rewritten and self._seen is None and self.holder is None:
            # Without a step, too: that its numbers are to be corrected was asked, and is not asked again.
            self._stored = self._seen = drafts.keep(None, self._name, self._tied, self.draft, None)

    def _take(self, drafts: Drafts) -> bool:
        drafts.hold(self._name, self.session)
        self.holder = None
        self._restore(drafts.find(self._name, self._tied))
        return True

    def _restore(self, found: StoredDraft | None) -> None:
        opened, today = self.draft.opened, self.today
        self._has_looked = True
        self._seen = found
        self._stored, self.resumed, self.superseded = None, None, None
        self.draft = self._kept = Draft.of(opened, today)
        if found is None:
            return
        if found.digest == self._tied:
            with suppress(EditConflict):
                self.draft = self._kept = Draft.restored(opened, today, found.done, found.undone)
                self._stored = found
                self.resumed = Resumed(found.changed_at, found.place, self.draft) if found.done else None
                return
        if found.done:
            draft, lost = with_steps(Draft.of(opened, today), found.done)
            self.superseded = Superseded(found.changed_at, draft, lost)

    def _close(self, drafts: Drafts, place: CursorPlace | None) -> None:
        drafts.release(self._name, self.session)
        if self._stored is not None and place is not None:
            drafts.keep_place(self._stored.identity, place)

    def _opened(self, patience: Patience, *, to_read: bool = False) -> AbstractContextManager[Drafts]:
        return Drafts.opened(self.session.settings, patience, to_read=to_read)

    def _with_drafts(self, do: Callable[[Drafts], _Result], patience: Patience = _PATIENCE) -> _Result | None:
        """Do something with the drafts on the disk; what keeps it from being done becomes the trouble."""
        try:
            with self._opened(patience) as drafts:
                result = do(drafts)
        except StateUnavailable as error:
            self.trouble, self._is_busy = str(error), isinstance(error, StateBusy)
            return None
        self.trouble, self._is_busy = "", False
        return result
