"""A text in a frame over the screen, and the keys that answer it: yes or no, one of a few, or no more waiting."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, ClassVar, TypeVar

from textual import events
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static
from textual.worker import get_current_worker

from segur_tui.format.wording import typeset
from segur_tui.tui.background import show_on
from segur_tui.tui.commands import key_called
from segur_tui.tui.widgets.footer import KeyLine
from segur_tui.tui.widgets.inert import visible, visible_lines

OCCUPIED = "Un autre programme occupe les brouillons ou le registre, attente…"
_NOTHING = "rien n’est changé"
Answer = TypeVar("Answer")
Key = tuple[str, str, Answer]
"""A key as people read it, its words, and the answer that it gives."""


class Dialog(ModalScreen[Answer]):
    """A text of several lines, and the keys with their words and answers; dismissed with the answer.

    The `others` are keys by Textual's names that answer, too, without being shown.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("question_mark", "app.keys", show=False, id="aide")]
    DEFAULT_CSS = """
    Dialog { align: center middle; }
    Dialog > Vertical { width: 64; max-width: 90%; height: auto; border: solid $warning; background: $surface; }
    Dialog.-wide > Vertical { width: 72; max-width: 96%; }
    Dialog VerticalScroll { height: auto; max-height: 75vh; scrollbar-size: 0 1; }
    Dialog Static { padding: 1 2; }
    Dialog KeyLine { padding: 0 1; }
    """

    def __init__(
        self,
        text: str,
        keys: Sequence[tuple[str, str, Answer]],
        others: Mapping[str, Answer],
        *,
        is_wide: bool = False,
    ) -> None:
        super().__init__(classes="-wide" if is_wide else None)
        self._text, self._keys = text, [(key, words) for key, words, _ in keys]
        self._answers = {**others, **{key_called(key): answer for key, _, answer in keys}}

    def compose(self) -> ComposeResult:
        """Show the text and the keys."""
        with Vertical():
            with VerticalScroll():
                yield Static(visible_lines(self._text), markup=False)
            yield KeyLine(self._keys)

    def on_key(self, event: events.Key) -> None:
        """Close with the answer that a key gives."""
        if event.key in self._answers:
            event.stop()
            self.answer(self._answers[event.key])

    def answer(self, answer: Answer) -> None:
        """Close with an answer."""
        self.dismiss(answer)


class ConfirmScreen(Dialog[bool]):
    """A question that is answered by yes or no; no is the answer unless one says yes. `lines` stand under it."""

    def __init__(self, question: str, lines: Sequence[str] = ()) -> None:
        keys = (("o", "oui", True), ("n", "non", False), ("Entrée", "non", False), ("Échap", "non", False))
        super().__init__("\n".join(map(visible, (question, *lines))), keys, {"q": False})


class WaitingScreen(Dialog[bool]):
    """A wait for long work, or for another program; dismissed with True once it is over, with False if given up.

    `wait` runs off the interface's thread, and is given a function that returns True once it is given up. The
    keys typed meanwhile go nowhere.
    """

    def __init__(self, wait: Callable[[Callable[[], bool]], object], words: str = OCCUPIED) -> None:
        super().__init__(visible(typeset(words)), (("Échap", "ne plus attendre", False),), {"q": False})
        self._wait = wait

    def on_mount(self) -> None:
        """Begin to wait."""
        self.run_worker(self._wait_behind, thread=True, exclusive=True)

    def _wait_behind(self) -> None:
        worker = get_current_worker()
        self._wait(lambda: worker.is_cancelled)
        show_on(self, partial(self.answer, True))  # noqa: FBT003 (the answer)

    def answer(self, answer: bool) -> None:  # noqa: FBT001 (True once the wait is over)
        """Close; a wait that goes on is given up."""
        if not answer:
            self.workers.cancel_node(self)
        super().answer(answer)


def do_once_sure(app: App[Any], question: str, do: Callable[[], object]) -> None:
    """Do something at once, or where there is a question about it after a yes."""
    if question:
        do_if_yes(app, ConfirmScreen(question), do)
    else:
        do()


def do_if_yes(app: App[Any], dialog: Dialog[bool], do: Callable[[], object]) -> None:
    """Show a dialog, and do something where it is answered by yes, or waited for; after a no, say so."""

    def answered(yes: bool | None) -> None:  # noqa: FBT001 (the answer)
        if yes:
            do()
        elif isinstance(dialog, ConfirmScreen):
            for line in app.screen.query(KeyLine):
                line.say(_NOTHING)

    app.push_screen(dialog, answered)
