"""The interface as a program: its terminal, its colours, and the first screen."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import ClassVar

from rich.console import RenderableType
from rich.text import Text
from textual.actions import SkipAction
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.command import CommandPalette
from textual.driver import Driver as AnyDriver
from textual.filter import LineFilter
from textual.theme import Theme
from textual.widgets import Input, Static

from segur_tui.application.checking import FileReport, check_path
from segur_tui.application.config import config
from segur_tui.application.crash_log import log_failure
from segur_tui.application.drafted_files import as_corrected
from segur_tui.application.exporting import Source
from segur_tui.application.grouping import grouped
from segur_tui.application.history import remember
from segur_tui.application.opening import claim_paths
from segur_tui.application.sessions import Session
from segur_tui.application.state import StateUnavailable
from segur_tui.application.work import Work
from segur_tui.format.resubmission import Candidate, chosen_by_default
from segur_tui.format.wording import typeset
from segur_tui.tui.commands import COMMANDS
from segur_tui.tui.driver import Driver, stop_for_the_shell
from segur_tui.tui.inert import SafeFilter, visible, visible_lines
from segur_tui.tui.palette import palette
from segur_tui.tui.terminal import leave_on_hang_up, read_as_a_terminal

_THEMES = (
    Theme(
        name="segur-sombre",
        primary="#7aa2c8",
        secondary="#8fb0a0",
        warning="#e0b060",
        error="#e07a70",
        success="#8fbf88",
        foreground="#dcdcdc",
        background="#1c1f24",
        surface="#22262c",
        panel="#2c323a",
        dark=True,
        # A ground for the same ink: two colours would be sent at each move, and two back.
        variables={"block-cursor-background": "#005f87"},
    ),
    Theme(
        name="segur-clair",
        primary="#2a5d8f",
        secondary="#4a7a66",
        warning="#8a5a00",
        error="#a8261c",
        success="#2f6b2a",
        foreground="#202428",
        background="#fafafa",
        surface="#f0f0ee",
        panel="#e2e4e6",
        dark=False,
        variables={"block-cursor-background": "#afd7ff"},
    ),
)


class SegurApp(App[None]):
    """segur-tui on a terminal."""

    TITLE = "segur-tui"
    ENABLE_COMMAND_PALETTE = True
    COMMAND_PALETTE_BINDING = "ctrl+p"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q", "quit", "abandonner", show=False),
        Binding("ctrl+c", "help_quit", show=False, priority=True, system=True),
        *(command.binding for command in COMMANDS if command.always),
    ]

    def __init__(self, paths: Sequence[Path], today: date) -> None:
        """Open files or folders; `today` is the day in Paris."""
        super().__init__()
        self._paths, self._today = tuple(paths), today
        self._session = Session()
        self._has_failed = False
        for theme in _THEMES:
            self.register_theme(theme)
        self.theme = f"segur-{config().theme}"

    def get_driver_class(self) -> type[AnyDriver]:
        """Return the driver that keeps keys in order and output thin, on a real terminal."""
        chosen = super().get_driver_class()
        return Driver if chosen.__name__ == "LinuxDriver" else chosen

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Add the net that no control character passes."""
        return [*super().get_line_filters(), SafeFilter()]

    def compose(self) -> ComposeResult:
        """Say that files are being opened, until a screen shows them."""
        names = ", ".join(str(path) for path in self._paths)
        yield Static(visible(typeset(f"Ouverture de {names}… q abandonne.")), markup=False)

    def on_mount(self) -> None:
        """Open the one file, or the folder."""
        if not self.is_headless:
            leave_on_hang_up(self)
        self.run_worker(self._begin, thread=True, exclusive=True)

    def exit(self, result: None = None, return_code: int = 0, message: RenderableType | None = None) -> None:
        """End the program; the files that are open are closed first, while their screens still stand."""
        for screen in self.screen_stack:
            if hasattr(screen, "close_file"):
                screen.close_file()
        super().exit(result, return_code, message)

    def _fatal_error(self) -> None:
        """End on a failure of the program itself: the terminal is given back with a few words, not a trace."""
        error = sys.exc_info()[1]
        if self._has_failed or error is None:
            return
        self._has_failed = True
        words = log_failure(error)
        kept = "Les modifications gardées sont dans le brouillon : rouvrez le fichier pour le reprendre."
        self.panic(Text(visible_lines(typeset(f"{words}\n{kept}"))))

    def on_unmount(self) -> None:
        """End the session; the screens have closed their files."""
        self._session.end()

    def _begin(self) -> None:
        """Look at what the paths mean, off the interface's thread."""
        files = claim_paths(self._paths)
        if len(files) == 1 and not any(path.is_dir() for path in self._paths):
            work = self._work_on(check_path(files[0], self._today))
            if work is not None:
                self.call_from_thread(self._show_work, work)
                return
        self.call_from_thread(self._show_folder)

    def _work_on(self, report: FileReport) -> Work | None:
        if report.check is None:
            return None
        return Work(report.path, report.check, report.digest, self._today, self._session)

    def _show_work(self, work: Work) -> None:
        from segur_tui.tui.screens.file import FileScreen

        self.push_screen(FileScreen(work, self._session))
        opened = FileReport(work.path, work.draft.opened, None, work.digest)
        self.run_worker(partial(remember, [opened]), thread=True)

    def _show_file(self, path: Path) -> None:
        """Open a file of the folder as it is now, which may be otherwise than when the folder was read."""
        report = check_path(path, self._today)
        work = self._work_on(report)
        if work is None:
            self.notify(visible(typeset(f"ce fichier ne s’ouvre pas : {report.failure}")), markup=False)
        else:
            self._show_work(work)

    def _show_folder(self) -> None:
        from segur_tui.tui.screens.folder import FolderScreen

        self.push_screen(FolderScreen(self._paths, self._today, self._show_file, self._export, self._group))

    def _group(self, reports: tuple[FileReport, ...]) -> None:
        """Correct the lines of several files together."""
        from segur_tui.tui.screens.group import GroupScreen

        corrected = self._as_corrected(reports)
        if corrected is None:
            return
        group = grouped(corrected, self._today)
        if group is None:
            self.notify(typeset("aucune ligne à déposer à nouveau dans ces fichiers"), markup=False)
        else:
            work = Work(group.path, group.opened, group.digest, self._today, self._session)
            self.push_screen(GroupScreen(group, work, self._session))

    def _as_corrected(self, reports: Sequence[FileReport]) -> list[FileReport] | None:
        """Return files as their drafts have corrected them, or say why they cannot be had."""
        try:
            return as_corrected(reports, self._today)
        except StateUnavailable as refusal:
            self.notify(typeset(f"les brouillons ne se lisent pas : {refusal}"), markup=False)
            return None

    def _export(self, reports: tuple[FileReport, ...]) -> None:
        """Export the lines of several files together."""
        from segur_tui.tui.screens.export import ExportScreen

        corrected = self._as_corrected(reports)
        if corrected is None:
            return
        sources = tuple(Source(report.path, report.check) for report in corrected if report.check is not None)
        chosen = tuple(
            Candidate(index, line)
            for index, source in enumerate(sources)
            for line in chosen_by_default(source.check.claim)
        )
        self.push_screen(ExportScreen(sources, chosen, self._today))

    def action_command_palette(self) -> None:
        """Show the commands of the screen by name."""
        if not isinstance(self.screen, CommandPalette) and hasattr(self.screen, "commands"):
            self.push_screen(palette())

    def action_switch_theme(self) -> None:
        """Change between the dark and the light theme."""
        names = [theme.name for theme in _THEMES]
        self.theme = names[(names.index(self.theme) + 1) % len(names)]

    def action_suspend_process(self) -> None:
        """Stop until the shell goes on with the program, or say that none is there to do it."""
        if not stop_for_the_shell(self):
            self.notify(typeset("aucun shell ne pourrait reprendre le programme : il continue"), markup=False)

    def action_help_quit(self) -> None:
        """Say how to leave, for those who press ctrl+c with nothing selected that it would copy."""
        fields = (field for field in self.screen.query(Input) if field.display)
        if self.screen.get_selected_text() or any(field.selected_text for field in fields):
            raise SkipAction
        self.clear_notifications()
        self.notify(typeset("Échap laisse ce qui est en cours ; q revient en arrière, puis quitte"), markup=False)

    async def action_quit(self) -> None:
        """Leave by the way that asks about what would be lost."""
        action = getattr(self.screen, "action_back", None)
        if callable(action):
            action()
        else:
            self.exit()


def run_interface(paths: Sequence[Path], today: date) -> int:
    """Run the interface until the person leaves, and return the exit status."""
    read_as_a_terminal()
    app = SegurApp(paths, today)
    app.run()
    return app.return_code or 0
