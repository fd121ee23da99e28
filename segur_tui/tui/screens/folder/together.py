"""Several files of a folder taken at once: they are read again, as they are now, and prepared."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from textual.screen import Screen
from textual.worker import Worker, get_current_worker

from segur_tui.application.files.beside import weighed
from segur_tui.application.files.checking import FileReport, check_path
from segur_tui.application.files.summary import summary_of
from segur_tui.application.settings.values import Settings
from segur_tui.application.views.folder import FileRow, differences, differing_files
from segur_tui.format.value_type import value_type
from segur_tui.format.wording import counted, typeset
from segur_tui.tui.background import show_on
from segur_tui.tui.screens.dialogs.dialog import ConfirmScreen, do_if_yes
from segur_tui.tui.widgets.inert import visible

_AT_A_STROKE = 10
"""Files that are read within a key press; more are read behind it."""
_NAMED = 5
"""Files that cannot be read which are named; the rest is counted."""
_STEPS = 50
"""Times at most that the progress is shown: over SSH every byte counts."""

Prepare = Callable[[tuple[FileReport, ...]], Callable[[], object]]
"""Prepares a task on files, on any thread, and returns the function that shows it."""


@value_type
class Task:
    """A task on several files, and the words where they cannot go together, and where it is left.

    They are to be of one supplier and readable, unless it is for each by itself (`of_each`).
    """

    refusal: str
    left: str
    prepare: Prepare
    of_each: bool = False


class FilesTogether:
    """The files that a screen takes together, of one supplier where the task asks for that.

    `refuse` says in short, and in full beside, why they are not taken.
    """

    def __init__(  # noqa: PLR0913, PLR0917 (what is taken, and where what comes of it is shown)
        self,
        given: Sequence[Path],
        today: date,
        settings: Settings,
        screen: Screen[None],
        say: Callable[[str], None],
        refuse: Callable[[str, str], None],
    ) -> None:
        self._given, self._today = given, today
        self._settings, self._screen, self._say, self._refuse = settings, screen, say, refuse
        self._undertaken: Task | None = None
        self._worker: Worker[None] | None = None

    def take(self, rows: Sequence[FileRow], task: Task) -> None:
        """Read files again and do a task on them."""
        if not rows:
            self._refuse("aucun fichier ici", "")
        elif not task.of_each and differences(rows):
            self._say_differences(task, rows)
        elif len(rows) <= _AT_A_STROKE:
            self._prepared(task, [check_path(row.path, self._today, self._settings) for row in rows])()
        else:
            self._undertaken = task
            self._show_progress(0, len(rows))
            read = partial(self._read_behind, [row.path for row in rows], task)
            self._worker = self._screen.run_worker(read, thread=True, exclusive=True, group="together")

    def stop(self) -> bool:
        """Leave the reading, and say so; return False where nothing is being read."""
        if self._undertaken is None or self._worker is None or self._worker.is_finished:
            return False
        self._worker.cancel()
        self._say(typeset(self._undertaken.left))
        return True

    def _read_behind(self, paths: Sequence[Path], task: Task) -> None:
        worker, reports = get_current_worker(), list[FileReport]()
        step = -(-len(paths) // _STEPS)
        for path in paths:
            if worker.is_cancelled:
                return
            reports.append(check_path(path, self._today, self._settings))
            if len(reports) % step == 0 or len(reports) == len(paths):
                show_on(self._screen, partial(self._show_progress, len(reports), len(paths)))
        show_on(self._screen, self._prepared(task, reports))

    def _show_progress(self, done: int, total: int) -> None:
        step = f"lecture : {counted(done, 'fichier')} sur {total}" if done < total else "préparation"
        self._say(typeset(f"{step}… Échap l’arrête"))

    def _prepared(self, task: Task, reports: Sequence[FileReport]) -> Callable[[], object]:
        """Return the function that shows files read as one, or says what keeps them from it."""
        broken = [report for report in reports if report.check is None]
        if broken and (not task.of_each or len(broken) == len(reports)):
            why = "\n".join(map(_why_unread, broken[:_NAMED])) if len(reports) > 1 else ""
            return partial(
                self._refuse, typeset(f"{task.refusal} : ") + f"{broken[0].path.name} est illisible", why
            )
        rows = [FileRow(report.path, summary_of(report)) for report in reports]
        if not task.of_each and differences(rows):
            return partial(self._say_differences, task, rows)
        show = task.prepare(tuple(weighed(reports, self._settings, self._given)))
        return partial(self._show, partial(self._ask_to_leave_out, broken, len(reports), show) if broken else show)

    def _ask_to_leave_out(self, broken: Sequence[FileReport], count: int, show: Callable[[], object]) -> None:
        """Ask whether files that cannot be read are left out, and what they may show accepted with them."""
        others, them = count - len(broken), "eux" if len(broken) > 1 else "lui"
        which = "les autres" if others > 1 else "l’autre"
        question = typeset(
            f"{counted(len(broken), 'fichier illisible')}. Exporter {which} sans {them} ? "
            "Les lignes dont le n° éditeur ou le dossier peut s’y trouver restent, à vérifier."
        )
        lines = [_why_unread(report) for report in broken[:_NAMED]]
        lines += [f"et {counted(rest, 'autre')}"] if (rest := len(broken) - _NAMED) > 0 else []
        do_if_yes(self._screen.app, ConfirmScreen(question, lines), show)

    def _show(self, show: Callable[[], object]) -> None:
        self._say("")
        show()

    def _say_differences(self, task: Task, rows: Sequence[FileRow]) -> None:
        self._refuse(typeset(f"{task.refusal} ensemble : ") + differences(rows), differing_files(rows))


def _why_unread(report: FileReport) -> str:
    """Return the name of a file that cannot be read, and why."""
    return visible(report.path.name) + typeset(f" : {report.failure}")
