"""From the paths of the command line to screens: one file, a folder, several files together.

It is loaded once the first words are on the screen: the modules of a file's screen take longer to load than they.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from textual.app import App
from textual.worker import get_current_worker

from segur_tui.application.disk.folders import is_folder
from segur_tui.application.disk.patience import Patience
from segur_tui.application.drafts.work import Work, was_opened
from segur_tui.application.files.beside import check_beside
from segur_tui.application.files.checking import FileReport
from segur_tui.application.files.opening import claim_paths, takes_long
from segur_tui.application.record.schema import RecordUnknown
from segur_tui.application.settings.values import Settings
from segur_tui.application.state.database import PATIENCE
from segur_tui.application.state.folder import StateUnavailable
from segur_tui.application.state.sessions import Session
from segur_tui.format.claim_file import FileKind
from segur_tui.format.profiles import short_name
from segur_tui.format.reading import OddNumbers
from segur_tui.format.value_type import replace
from segur_tui.format.wording import counted, typeset
from segur_tui.tui.background import report_unknown, report_warning
from segur_tui.tui.widgets.inert import visible

if TYPE_CHECKING:
    from segur_tui.application.together.drafted_files import DraftedFile

_AT_ONCE = Patience(0.1)
"""Seconds that the database is waited for within a key press."""
_LONGEST_PAINT = 1.0
"""Seconds after which what a file says is noted though its screen is not shown yet, or has gone."""
_NAMED = 3
"""Drafts that are named of those left out; the rest is counted."""
_SHOWN = 1_000
"""Odd numbers that are shown one by one before they are corrected; the rest is counted."""
_NOT_NOTED = "ce que l’ASP dit dans ce fichier y sera noté plus tard"


class Opening:
    """The opening of files or folders in one session of the application; `today` is the day in Paris."""

    def __init__(self, app: App[None], paths: Sequence[Path], today: date, settings: Settings) -> None:
        self._app, self._paths, self._today = app, tuple(paths), today
        self._settings, self._session = settings, Session(settings, paths)

    def prepared(self) -> Callable[[], None]:
        """Look at the paths, off the interface's thread, and return the function that shows them."""
        # A folder is looked through on its own screen.
        files = [] if any(map(is_folder, self._paths)) else claim_paths(self._paths)
        if len(files) == 1:
            import segur_tui.tui.screens.file.screen  # noqa: F401 (off the interface's thread; a folder does without)

            report = self._checked(files[0])
            work = self._work_on(report)
            if work is not None:
                return partial(self._show_work, work)
            if isinstance(report.failure, OddNumbers):
                return partial(self._offer, report.path, report.failure, self._show_folder)
            if report.kind == FileKind.AVANCE.value:
                return partial(self._show_alone, report)
        return self._show_folder

    def end(self) -> None:
        """End the session; the screens have closed their files."""
        self._session.end()

    def _checked(self, path: Path, *, is_rewritten: bool = False) -> FileReport:
        given = self._session.given
        (report,) = check_beside([path], self._today, self._settings, given, is_rewritten=is_rewritten)
        if isinstance(report.failure, OddNumbers):
            (again,) = check_beside([path], self._today, self._settings, given, is_rewritten=True)
            return again if was_opened(again, self._settings) else report
        return report

    def _work_on(self, report: FileReport) -> Work | None:
        if report.check is None or not report.check.claim.is_solde:
            return None
        return Work(report.path, report.check, report.draft_digest, self._today, self._session)

    def _show_work(self, work: Work) -> None:
        from segur_tui.tui.screens.file.screen import FileScreen
        from segur_tui.tui.screens.file.subject import FileSubject

        screen, is_shown = FileScreen(FileSubject(work)), Event()
        self._app.push_screen(screen)
        screen.call_after_refresh(is_shown.set)
        # Taken out, so that the first look at a big file goes once all of it is checked.
        opened = [FileReport(work.path, work.draft.opened, None, work.digest)]

        def note() -> None:
            is_shown.wait(_LONGEST_PAINT)  # the screen first looks into the record, which this would hold
            from segur_tui.application.history.readings import remember

            worker = get_current_worker()
            patience = replace(PATIENCE, is_given_up=lambda: worker.is_cancelled)
            try:
                remember([opened.pop()], self._settings, patience, partial(report_warning, self._app))
            except RecordUnknown as why:
                report_unknown(self._app, why, _NOT_NOTED)

        # Not a partial: Textual describes a worker by its repr, which would write out the whole file.
        self._app.run_worker(note, thread=True)

    def show_file(self, path: Path) -> None:
        """Open a file of the folder as it is now, which may be otherwise than when the folder was read."""
        self._once_free(partial(self._show_file_now, path))

    def _show_file_now(self, path: Path) -> None:
        read, found = partial(self._checked, path), list[FileReport]()
        if not takes_long(path):
            self._show_report(read())
            return
        from segur_tui.tui.screens.dialogs.dialog import WaitingScreen, do_if_yes

        waiting = WaitingScreen(lambda _: found.append(read()), f"Lecture de {path.name}…")
        do_if_yes(self._app, waiting, lambda: self._show_report(*found))

    def _show_report(self, report: FileReport) -> None:
        work = self._work_on(report)
        if work is None and isinstance(report.failure, OddNumbers):
            self._offer(report.path, report.failure)
        elif work is None:
            self._show_apart(report)
        else:
            self._show_work(work)

    def _show_alone(self, report: FileReport) -> None:
        """Show a file of avances in front of the folder's screen, on which it is read and remembered."""
        self._show_folder()
        self._show_apart(report)

    def _offer(self, path: Path, odd: OddNumbers, before: Callable[[], object] | None = None) -> None:
        """Ask whether a file is to be read with its odd numbers corrected, in front of what is shown before."""
        from segur_tui.format.odd_numbers import in_words
        from segur_tui.tui.screens.dialogs.dialog import ConfirmScreen, do_if_yes

        if before is not None:
            before()
        numbers, places = counted(len(odd.numbers), "nombre"), in_words(odd.numbers, _SHOWN)
        question = (
            f"{path.name} ne se lit pas tel quel : corriger {numbers} et l’ouvrir ? {places}. "
            "Le fichier lui-même ne change pas."
        )
        do_if_yes(self._app, ConfirmScreen(typeset(question)), partial(self._show_rewritten, path))

    def _show_apart(self, report: FileReport) -> None:
        """Show avances, to be read; say why another file does not open.

        What a draft has done to one that is none of soldes may be undone.
        """
        from segur_tui.application.drafts.outdated import drop_draft, steps_of_apart
        from segur_tui.tui.screens.dialogs.dialog import ConfirmScreen, do_if_yes

        why = f"ce fichier ne s’ouvre pas : {report.failure or report.findings[0].message}"
        steps = 0 if report.check is None else steps_of_apart(report, self._settings)
        if not steps:
            if report.check is None or report.kind != FileKind.AVANCE.value:
                self._say(why)
            else:
                from segur_tui.tui.screens.avance import AvanceScreen

                self._app.push_screen(AvanceScreen(report.path, report.check.claim))
            return
        made = counted(steps, "modification")
        undo = "les annuler" if steps > 1 else "l’annuler"
        question = typeset(f"{report.path.name} : {why}. Un brouillon garde {made}, que rien n’exporte : {undo} ?")

        def drop() -> None:
            try:
                drop_draft(report, self._settings)
            except StateUnavailable as why:
                self._say(str(why))
            else:
                self._say(f"{counted(steps, 'modification')} : brouillon abandonné")

        do_if_yes(self._app, ConfirmScreen(question), drop)

    def _show_rewritten(self, path: Path) -> None:
        """Open a file with its odd numbers corrected."""
        self._show_report(self._checked(path, is_rewritten=True))

    def _once_free(self, do: Callable[[], object]) -> None:
        """Do something with the database at once, or once others have left it: a screen waits for them."""
        from segur_tui.application.record.engines import is_occupied

        if not is_occupied(self._settings, _AT_ONCE):
            do()
            return
        from segur_tui.tui.screens.dialogs.dialog import WaitingScreen, do_if_yes

        waiting = WaitingScreen(
            lambda given_up: is_occupied(self._settings, replace(PATIENCE, is_given_up=given_up))
        )
        do_if_yes(self._app, waiting, do)

    def _show_folder(self) -> None:
        from segur_tui.tui.screens.folder.screen import FolderScreen

        callbacks = self.show_file, self._export, self._group
        self._app.push_screen(FolderScreen(self._paths, self._today, self._settings, *callbacks))

    def _group(self, reports: tuple[FileReport, ...]) -> Callable[[], object]:
        """Gather the lines of several files to correct together, and return the function that shows them."""
        from segur_tui.application.together.grouping import group_path

        return self._corrected(reports, "Corriger", self._grouped, group_path([each.path for each in reports]))

    def _grouped(self, corrected: Sequence[DraftedFile]) -> Callable[[], object]:
        from segur_tui.application.together.grouped_drafts import note_files
        from segur_tui.application.together.grouping import grouped
        from segur_tui.tui.screens.file.screen import FileScreen
        from segur_tui.tui.screens.file.subject import GroupSubject

        group = grouped([each.report for each in corrected], self._today)
        if group is None:
            return partial(self._say, "aucune ligne à déposer à nouveau dans ces fichiers")
        digest = group.digest

        def show() -> None:
            # Only now: the work takes the group for this session.
            work = Work(group.path, group.opened, digest, self._today, self._session)
            note_files(group, self._settings)
            self._app.push_screen(FileScreen(GroupSubject(group, work, _aside(corrected))))

        return show

    def _export(self, reports: tuple[FileReport, ...]) -> Callable[[], object]:
        """Gather the lines of several files to export together, and return the function that shows them."""
        read = [report for report in reports if report.check is not None]
        skipped = [report.path for report in reports if report.check is None]
        return self._corrected(read, "Exporter", partial(self._to_export, skipped))

    def _to_export(self, skipped: Sequence[Path], corrected: Sequence[DraftedFile]) -> Callable[[], object]:
        from segur_tui.tui.screens.export.screen import ExportScreen
        from segur_tui.tui.screens.folder.exporting import MarkedFiles

        files = MarkedFiles([each.report for each in corrected], self._today, self._session, skipped)
        return lambda: self._app.push_screen(ExportScreen(files.offer, files.origin, self._settings))

    def _corrected(
        self,
        reports: Sequence[FileReport],
        verb: str,
        prepare: Callable[[Sequence[DraftedFile]], Callable[[], object]],
        resumed: Path | None = None,
    ) -> Callable[[], object]:
        """Prepare files as their drafts have corrected them, and return the function that shows them.

        It asks first where a draft is left out, and waits for others where they occupy the drafts.
        """
        from segur_tui.application.record.engines import is_occupied
        from segur_tui.application.together.grouped_drafts import as_corrected
        from segur_tui.tui.screens.dialogs.dialog import ConfirmScreen, do_if_yes

        def prepared() -> Callable[[], object]:
            found = as_corrected(reports, self._today, self._settings, _AT_ONCE, resumed)
            show = prepare(found)
            if not (aside := _aside(found)):
                return show
            pairs = zip(reports, found, strict=True)
            taken = [before.path for before, after in pairs if after.report.check is not before.check]
            question = typeset(f"{aside[0].upper()}{aside[1:]}. {_without(verb, taken)} ?")
            return lambda: do_if_yes(self._app, ConfirmScreen(question), show)

        def show_prepared() -> None:
            prepared()()

        return partial(self._once_free, show_prepared) if is_occupied(self._settings, _AT_ONCE) else prepared()

    def _say(self, sentence: str) -> None:
        self._app.notify(visible(typeset(sentence)), markup=False)


def _aside(found: Sequence[DraftedFile]) -> str:
    """Return in half a French sentence the drafts that are left out."""
    aside = list(dict.fromkeys(each.aside for each in found if each.aside))
    rest = len(aside) - _NAMED
    return " ; ".join([*aside[:_NAMED], *([f"et {rest} de plus"] if rest > 0 else [])])


def _without(verb: str, taken: Sequence[Path]) -> str:
    """Return the question before files are taken without some drafts; the others have corrected those `taken`."""
    if not taken:
        return f"{verb} quand même, sans brouillon"
    files = short_name(taken[0].name) if len(taken) == 1 else counted(len(taken), "fichier")
    go = "partent" if verb == "Exporter" else "sont reprises"
    return f"Les corrections faites dans {files} {go}, pas celles-là. {verb} quand même"
