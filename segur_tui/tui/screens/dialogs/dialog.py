"""A text in a frame over the screen, and the keys that answer it: yes or no, one of a few, or no more waiting."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, TypeVar

from textual import events
from textual.app import App, ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static
from textual.worker import get_current_worker

from segur_tui.format.wording import typeset
from segur_tui.tui.background import show_on
from segur_tui.tui.commands import key_called
from segur_tui.tui.widgets.footer import KeyLine
from segur_tui.tui.widgets.inert import visible, visible_lines

OCCUPIED = "un autre programme occupe les brouillons ou le registre, attente…"
Answer = TypeVar("Answer")
Key = tuple[str, str, Answer]
"""A key as people read it, its words, and the answer that it gives."""


class Dialog(ModalScreen[Answer]):
    """What is said or asked; dismissed with the answer."""

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
        """Say a text of several lines, the keys with their words and answers; `others` answer without a word."""
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
    """A question that is answered by yes or no; no is the answer unless one says yes."""

    def __init__(self, question: str) -> None:
        """Ask a question."""
        keys = (("o", "oui", True), ("n", "non", False), ("Entrée", "non", False), ("Échap", "non", False))
        super().__init__(visible(question), keys, {"q": False})


class WaitingScreen(Dialog[bool]):
    """What is waited for: what takes long, or another program; dismissed with whether it was waited for.

    The keys typed meanwhile go nowhere.
    """

    def __init__(self, wait: Callable[[Callable[[], bool]], object], what: str = OCCUPIED) -> None:
        """Wait as a function does, off the interface's thread; it is told how to ask whether to give up.

        `what` says in French what is waited for.
        """
        super().__init__(visible(typeset(what)), (("Échap", "ne plus attendre", False),), {"q": False})
        self._wait = wait

    def on_mount(self) -> None:
        """Begin to wait."""
        self.run_worker(self._wait_behind, thread=True, exclusive=True)

    def _wait_behind(self) -> None:
        worker = get_current_worker()
        self._wait(lambda: worker.is_cancelled)
        show_on(self, partial(self.answer, True))  # noqa: FBT003 (that it was waited for)

    def answer(self, answer: bool) -> None:  # noqa: FBT001 (whether it was waited for)
        """Close; a wait that is not over is given up."""
        if not answer:
            self.workers.cancel_node(self)
        super().answer(answer)


def do_if_yes(app: App[Any], dialog: Dialog[bool], do: Callable[[], object]) -> None:
    """Show a dialog, and do something where it is answered by yes, or waited for."""

    def answered(yes: bool | None) -> None:  # noqa: FBT001 (the answer)
        if yes:
            do()

    app.push_screen(dialog, answered)
