"""The interface as a program: its terminal, its colours, and the first screen."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any, ClassVar
from weakref import WeakKeyDictionary

from rich.console import RenderableType
from rich.text import Text
from textual import events
from textual.actions import SkipAction
from textual.app import App, ComposeResult
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.color import Color
from textual.driver import Driver as AnyDriver
from textual.filter import LineFilter
from textual.screen import Screen
from textual.widgets import Input, Static

from segur_tui.application.files.preview import preview
from segur_tui.application.settings.values import Settings
from segur_tui.application.state.crash_log import log_failure
from segur_tui.format.wording import typeset
from segur_tui.tui.background import in_background, let_workers_go
from segur_tui.tui.commands import Where, bindings_of, keymap
from segur_tui.tui.terminal.driver import Driver
from segur_tui.tui.terminal.line import has_few_colours_behind_tmux, is_in_screen
from segur_tui.tui.terminal.patches import driver_of, is_editing, let_screens_go, read_as_a_terminal
from segur_tui.tui.themes import THEMES
from segur_tui.tui.widgets.footer import KeyLine
from segur_tui.tui.widgets.inert import SafeFilter, visible, visible_lines
from segur_tui.tui.widgets.palette import commands_on, palette
from segur_tui.tui.widgets.plain import PlainFilter

if TYPE_CHECKING:
    from segur_tui.tui.opening import Opening
    from segur_tui.tui.screens.export.result import ExportResultScreen

_SETTLED = 1.0
"""Seconds from a first screen to its being at rest."""
_NEW_OBJECTS = 2_000
"""Objects from which collecting is worth its while."""
_LOOKS = 5
"""How many times a screen that has closed is collected for."""
_BEFORE_QUESTION = "touches tapées avant la question : laissées de côté"
_FIRST_LINES, _FIRST_COLUMNS = 10, (8, 13, 12, 11, 21)
_FEW_COLOURS = {None, "standard"}
"""The systems of colours whose palette is the terminal's own, as Rich names them."""


class SegurApp(App[None]):
    """segur-tui on a terminal."""

    TITLE = "segur-tui"
    CSS = """
    .-plain EditableTable:focus Grid > .grid--cell { background: $foreground; color: $background; }
    .-plain Grid > .grid--cursor { text-style: bold; }
    .-plain Grid > .grid--header { text-style: bold underline; }
    .-plain Hint { text-style: underline; }
    .-plain Hint.-wrong { text-style: bold underline; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q", "quit", "abandonner", show=False),
        Binding("ctrl+c", "help_quit", show=False, priority=True, system=True),
        Binding("question_mark", "keys", show=False, id="aide"),
        Binding("full_stop", "command_palette", show=False),
        *(binding for binding in bindings_of(Where.ANYWHERE) if binding.priority),
    ]

    def __init__(self, paths: Sequence[Path], today: date, settings: Settings) -> None:
        """Open files or folders; `today` is the day in Paris."""
        super().__init__()
        self._paths, self._today, self._settings = tuple(paths), today, settings
        self._opening: Opening | None = None
        self.last_words: list[Callable[[], str]] = []
        """The words, once the program has ended, on what came of its work, in French."""
        self._has_failed, self._said_of_key = False, ""
        self._ended = WeakKeyDictionary[Screen[Any], int]()
        self.is_opening, self._asked = True, 0.0
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = f"segur-{settings.theme}"
        # The same ones for each paint: Textual keeps what a filter has made of a line, and all that follows.
        self._plain, self._net = PlainFilter(Color.parse(self.current_theme.background)), SafeFilter()
        self.set_keymap(keymap(settings.keys))

    def get_driver_class(self) -> type[AnyDriver]:
        """Return the driver that keeps keys in order and sends only the cells that changed, on a real terminal."""
        chosen = super().get_driver_class()
        return Driver if chosen.__name__ == "LinuxDriver" else chosen

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Add the net that no control character passes, and the one of colours where there are few."""
        return [*super().get_line_filters(), *([self._plain] if self.has_class("-plain") else []), self._net]

    def compose(self) -> ComposeResult:
        """Say that files are being opened, and show the first lines of one, until a screen shows them."""
        names = ", ".join(str(path) for path in self._paths)
        yield Static(visible(typeset(f"Ouverture de {names}… q abandonne.")), markup=False)
        if len(self._paths) == 1:
            yield Static("\n".join(_first_lines(self._paths[0])), markup=False, id="first")

    async def on_event(self, event: events.Event) -> None:
        """Take back, before the next key, what was said of a key that does nothing; say what a paste leaves."""
        if isinstance(event, (events.Key, events.Paste)) and event.time < self._asked:
            self._say_aside(_BEFORE_QUESTION)
            return
        if isinstance(event, events.Paste) and not event.is_forwarded and not is_editing(self.focused):
            from segur_tui.tui.widgets.pasted import NO_FIELD, one_line

            takes = isinstance(self.focused, Input) or getattr(self.screen, "is_choice", False)
            kept, left = one_line(event.text) if takes else ("", NO_FIELD)
            event = events.Paste(kept)
            self._say_aside(left)
        if isinstance(event, events.Key) and not event.is_forwarded and self._said_of_key:
            for line in self.screen.query(KeyLine):
                line.unsay(self._said_of_key)
            self._said_of_key = ""
        await super().on_event(event)

    def on_key(self, event: events.Key) -> None:
        """Say of a key that nothing on the screen has taken what it does, and where."""
        from segur_tui.tui.idle_key import words_on_idle

        if isinstance(self.focused, Input) and not self.screen.is_modal:
            return
        self._said_of_key = words_on_idle(self.screen, event, self._settings.keys)
        for line in self.screen.query(KeyLine) if self._said_of_key else ():
            line.say(self._said_of_key)

    def on_mount(self) -> None:
        """Open the one file, or the folder, once the first words are on the screen."""
        let_workers_go()
        self.call_after_refresh(self.run_worker, self._begin, exclusive=True)

    def exit(self, result: None = None, return_code: int = 0, message: RenderableType | None = None) -> None:
        """End the program; the files that are open are closed first, while their screens still stand."""
        for screen in self.screen_stack:
            if hasattr(screen, "last_words") and (words := screen.last_words()) is not None:
                self.last_words.append(words)
            if hasattr(screen, "close_file"):
                screen.close_file()
        super().exit(result, return_code, message)

    def _fatal_error(self) -> None:
        """End on a failure of the program itself: the terminal is given back with a few words, not a trace."""
        error = sys.exc_info()[1]
        if self._has_failed or error is None:
            return
        self._has_failed = True
        words = log_failure(error, self._settings)
        kept = "Les modifications gardées sont dans le brouillon : rouvrez le fichier pour le reprendre."
        self.panic(Text(visible_lines(typeset(f"{words}\n{kept}"))))

    def on_unmount(self) -> None:
        """End the session."""
        if self._opening is not None:
            self._opening.end()

    async def _begin(self) -> None:
        """Open the paths; until that is done, the program can be left at once."""
        show = await in_background("opening", self._opened)
        show()
        if self.screen.is_modal:
            self._asked = monotonic()
        self.screen.call_after_refresh(self._take_keys)
        if not gc.isenabled():
            self.set_timer(_SETTLED, self._collect_again)

    def _take_keys(self) -> None:
        """Have the keys that were typed meanwhile come to the first screen."""
        self.is_opening = False

    def _say_aside(self, sentence: str | None) -> None:
        if sentence:
            self.clear_notifications()
            self.notify(typeset(sentence), markup=False)

    def _collect_again(self) -> None:
        """Begin to collect objects out of use, but for those that the start has made: they stay to the end."""
        gc.freeze()
        gc.enable()
        self.set_interval(_SETTLED, self._collect_between_keys)

    def _collect_between_keys(self) -> None:
        """Collect what the last keys have left: all of it at once, later, would take 20 ms of another key.

        A screen that has closed is among what is old by then, which is looked through for it alone. What it did
        last may hold it for a moment yet: it is looked for again, but not for ever.
        """
        if self._has_closed_screens():
            gc.collect()
        elif gc.get_count()[0] > _NEW_OBJECTS:
            gc.collect(1)

    def _has_closed_screens(self) -> bool:
        """Tell whether screens that have closed are there yet, each at most `_LOOKS` times."""
        closed = [screen for screen in self._ended if not screen.is_running]
        for screen in closed:
            self._ended[screen] -= 1
            if not self._ended[screen]:
                del self._ended[screen]
        return bool(closed)

    def pop_screen(self) -> AwaitComplete:
        """Leave the present screen for the one before, and have all objects of one that is no dialog collected."""
        if not self.screen.is_modal:
            self._ended[self.screen] = _LOOKS
        return super().pop_screen()

    def _opened(self) -> Callable[[], None]:
        from segur_tui.tui.opening import Opening

        self._opening = Opening(self, self._paths, self._today, self._settings)
        return self._opening.prepared()

    def action_command_palette(self) -> None:
        """Show the commands of the screen by name."""
        commands = [command for command in commands_on(self.screen) if command.action]
        if commands and not self.screen.is_modal:
            self.push_screen(palette(self.screen, commands))

    def action_keys(self) -> None:
        """Show the keys of the screen, and the guide."""
        from segur_tui.tui.screens.dialogs.help import HelpScreen

        self.push_screen(HelpScreen(commands_on(self.screen), None))

    def action_note(self) -> None:
        """Show the note, at the balise under the cursor."""
        from segur_tui.format.profiles import PROFILES
        from segur_tui.tui.screens.note import NoteScreen

        self.push_screen(NoteScreen(PROFILES[0], getattr(self.screen, "balise", None)))

    def action_answers(self) -> None:
        """Show every code and label of the ASP; what is open is read again where one was settled."""
        from segur_tui.tui.screens.answers import AnswersScreen

        def read_again(is_changed: bool | None) -> None:  # noqa: FBT001 (the screen's answer)
            reload = getattr(self.screen, "action_reload", None)
            if is_changed and callable(reload):
                reload()

        self.push_screen(AnswersScreen(self._settings, self._paths), read_again)

    def on_export_result_screen_file_opened(self, event: ExportResultScreen.FileOpened) -> None:
        """Open a file that was written, in front of the result of the export."""
        if self._opening is not None:
            self._opening.show_file(event.path)

    def action_switch_theme(self) -> None:
        """Change between the dark and the light theme."""
        names = [theme.name for theme in THEMES]
        self.theme = names[(names.index(self.theme) + 1) % len(names)]

    def action_redraw(self) -> None:
        """Draw the whole screen again, whatever else has written on the terminal."""
        if isinstance(driver := driver_of(self), Driver):
            driver.redraw()

    def action_suspend_process(self) -> None:
        """Stop until the shell goes on with the program, or say that none is there to do it."""
        driver = driver_of(self)
        if not (isinstance(driver, Driver) and driver.stop_for_the_shell()):
            self.notify(typeset("aucun shell ne pourrait reprendre le programme : il continue"), markup=False)

    def action_help_quit(self) -> None:
        """Say how to leave, for those who press ctrl+c with nothing selected that it would copy."""
        fields = (field for field in self.screen.query(Input) if field.display)
        if self.screen.get_selected_text() or any(field.selected_text for field in fields):
            raise SkipAction
        self.clear_notifications()
        self.notify(typeset("Échap laisse ce qui est en cours ; q revient en arrière, puis quitte"), markup=False)

    async def action_quit(self) -> None:
        """Leave as the screen does, which asks about edits that would be lost."""
        action = getattr(self.screen, "action_back", None)
        if callable(action):
            action()
        else:
            self.exit()


def _first_lines(path: Path) -> Iterator[str]:
    """Yield the first demandes of a file under their balises, each cut to the room of its column."""
    for values in preview(path, _FIRST_LINES):
        pairs = zip(values, _FIRST_COLUMNS, strict=True)
        yield "  " + " ".join(visible(value, width).ljust(width) for value, width in pairs)


def run_interface(paths: Sequence[Path], today: date, settings: Settings) -> tuple[int, list[str]]:
    """Run the interface until the person leaves; return the exit status, and what is then said in French."""
    let_screens_go()
    app = SegurApp(paths, today, settings)
    read_as_a_terminal(app)
    is_plain = app.no_color or app.console.color_system in _FEW_COLOURS or has_few_colours_behind_tmux()
    app.set_class(is_plain, "-plain")
    app.run(mouse=not is_in_screen())
    return app.return_code or 0, [words() for words in app.last_words]
