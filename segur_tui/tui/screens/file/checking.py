"""A big file is shown before all of it is checked: the rest is looked at while the person reads."""

from __future__ import annotations

import asyncio

from segur_tui.application.drafts.work import Work
from segur_tui.application.files.checking import check_for
from segur_tui.application.state.sessions import Session
from segur_tui.format.check import GradualCheck
from segur_tui.format.wording import typeset
from segur_tui.tui.grid.editors import Then
from segur_tui.tui.grid.model import Target
from segur_tui.tui.screens.file.keeping import FileKeeping
from segur_tui.tui.screens.file.state import View

_SLICE = _REST = 0.004
"""Seconds of checking, and of leaving the interface to the keys, in turn."""
_FIRST, _GROWTH = 200, 5
"""Demandes shown at first, and times those shown before from which all rows are made anew, which takes time."""
_TENTHS = 10


class FileChecking(FileKeeping):
    """A file whose check may still be under way; nothing is changed nor written before it is whole."""

    def __init__(self, work: Work, session: Session) -> None:
        """Show the work on a file; `session` is this run of the interface."""
        super().__init__(work, session)
        opened = work.draft.opened
        self._gradual = GradualCheck(opened.claim, work.today, opened)

    @property
    def is_checked(self) -> bool:
        """Tell whether all demandes are checked."""
        return self.state.draft.opened.is_whole

    def begin(self) -> None:
        """Go on with the check behind what is shown."""
        super().begin()
        if not self.is_checked:
            self.run_worker(self._check_on(), group="check")

    def progress(self) -> str:
        """Return how far the file is checked."""
        part = 100 * self._gradual.done // max(self._gradual.total, 1)
        return "" if self.is_checked else typeset(f"contrôle : {part} %")

    def finish_check(self) -> None:
        """Check what is left, now."""
        if not self.is_checked:
            self._gradual.advance(self._gradual.total)
            self._show_checked()

    def may_change(self) -> bool:
        """Tell whether the file may be changed here; all that is left is checked before."""
        self.finish_check()
        return super().may_change()

    def _kept(self, view: View, row_key: str, column_key: str, value: str, then: Then) -> Target | None:
        self.finish_check()
        return super()._kept(view, row_key, column_key, value, then)

    async def _check_on(self) -> None:
        """Check in slices; tell how far that is at each tenth, and show what was found once that is much more."""
        told, shown = 0, _FIRST
        while not self.is_checked and check_for(_SLICE, self._gradual):
            done = self._gradual.done
            if done >= shown * _GROWTH:
                shown = done
                self._show_checked()
            elif done * _TENTHS // self._gradual.total > told:
                told = done * _TENTHS // self._gradual.total
                self._show_header()
            await asyncio.sleep(_REST)
        self.finish_check()

    def _show_checked(self) -> None:
        self.state.draft = self.work.checked(self._gradual.so_far())
        self._show_anew()
