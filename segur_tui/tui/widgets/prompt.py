"""Lines in which something is typed while a screen stands behind them: a search, a number, a day, a folder."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.events import Paste
from textual.widgets import Input

from segur_tui.application.disk.folders import Completion, completed, is_folder
from segur_tui.format.naming import NoDay, deposit_day
from segur_tui.format.value_type import value_type
from segur_tui.format.wording import typeset
from segur_tui.tui.widgets.inert import visible

_DAY = re.compile("([0-9]{2})/([0-9]{2})/([0-9]{4})")


class Prompt(Input):
    """An input that is there while it is open.

    Tab does not leave it for what stands behind it: what is typed next still goes here.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "complete", show=False),
        Binding("shift+tab", "stay", show=False),
    ]
    DEFAULT_CSS = """
    Prompt { height: 1; border: none; padding: 0 1; }
    Prompt:focus { border: none; }
    """

    def __init__(self, placeholder: str = "") -> None:
        super().__init__(placeholder=placeholder, select_on_focus=False)
        self.cursor_blink = self.display = False

    def open(self) -> None:
        """Be there, and take the keys."""
        self.display = True
        self.focus()

    def close(self) -> None:
        """Be gone; the text typed stays."""
        self.display = False

    def action_complete(self) -> None:
        """Complete the text typed; nothing where its completions are not known."""

    def action_stay(self) -> None:
        """Do nothing."""

    def action_paste(self) -> None:
        """Put in what one line takes of the text that was copied in this program."""
        self.app.post_message(Paste(self.app.clipboard))


class Search(Prompt):
    """A line in which one searches as one types; Enter keeps the search, the screen's Escape leaves it.

    `found` shows what a text is found in, `show_keys` the keys that work now, `take_keys` has the rows take them.
    """

    def __init__(
        self,
        placeholder: str,
        found: Callable[[str], None],
        show_keys: Callable[[], None],
        take_keys: Callable[[], object],
    ) -> None:
        super().__init__(typeset(placeholder))
        self._found, self._show_keys, self._take_keys = found, show_keys, take_keys

    def open(self) -> None:
        """Be there, take the keys, and say which of them work."""
        super().open()
        self._show_keys()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what is found of the text typed so far."""
        event.stop()
        self._found(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Keep the search, and have the keys come to the rows."""
        event.stop()
        self.close()

    def close(self) -> None:
        """Be gone, and have the keys come to the rows; the search stays."""
        super().close()
        self._take_keys()
        self._show_keys()

    def leave(self) -> bool:
        """Be gone, and show what is there without a search; return False where there was none."""
        if not (self.value or self.display):
            return False
        with self.prevent(Input.Changed):
            self.value = ""
        self.close()
        self._found("")
        return True

    @property
    def words(self) -> str:
        """What is searched, behind other words of a title; empty where nothing is."""
        return typeset("\N{NO-BREAK SPACE}· recherche : ") + visible(self.value) if self.value else ""


class NotUnderstood(Exception):  # noqa: N818 (it names the state of a text)
    """A text that answers nothing; the message says why, in French."""


@value_type
class Question:
    """A question: the prompt, the present answer, and the taker of a new one, which may raise NotUnderstood."""

    prompt: str
    present: str
    take: Callable[[str], None]
    wrong_so_far: Callable[[str], str] = lambda _: ""
    """Returns the fault of a text while it is typed, empty where it has none."""
    completed: Callable[[str], Completion] = Completion
    """Returns the completion of a text; it stays as it is by default."""


class TypedLine(Prompt):
    """A line that is there while a question is asked; Enter answers, the screen's Escape closes it.

    `say` shows a sentence, and `left` is called when a question was answered or taken back.
    """

    def __init__(self, say: Callable[[str], None], left: Callable[[], None]) -> None:
        super().__init__()
        self._say, self._left = say, left
        self._question: Question | None = None

    def ask(self, question: Question) -> None:
        """Ask a question; a text typed takes the place of its present answer, which the arrows keep."""
        self._question = question
        self.value = question.present
        self.open()
        self.select_all()
        self._say(question.prompt)

    def close(self) -> None:
        """Take the question back."""
        self._question = None
        super().close()
        self._left()

    def action_complete(self) -> None:
        """Complete the text typed, or name its completions where there are several."""
        if self._question is None:
            return
        completion = self._question.completed(self.value)
        if completion.text != self.value:
            self.value = completion.text
        elif len(completion.names) > 1:
            self._say(", ".join(completion.names))
        self.action_end()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say the fault of a text while it is typed."""
        event.stop()
        if self._question is not None:
            self._say(self._question.wrong_so_far(event.value) or self._question.prompt)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Hand the answer over, or say its fault."""
        event.stop()
        if self._question is None:
            return
        try:
            self._question.take(event.value.strip())
        except NotUnderstood as why:
            self._say(str(why))
            return
        self.close()


def output_question(present: Path, take: Callable[[str], None]) -> Question:
    """Return the question about the folder to write into."""
    prompt = "Dossier où écrire (Tab complète, Entrée garde, Échap laisse)"
    return Question(prompt, str(present), take, completed=completed)


def day_of(text: str) -> date:
    """Return the day that a text names in full, as JJ/MM/AAAA or AAAA-MM-JJ; raises NotUnderstood."""
    try:
        return deposit_day(_DAY.sub(r"\3-\2-\1", text.strip()))
    except NoDay:
        raise NotUnderstood(f"« {text} » n’est pas un jour du calendrier ; attendu : JJ/MM/AAAA") from None


def wrong_day(text: str) -> str:
    """Return the fault of a day, in French; empty when it is one."""
    try:
        day_of(text)
    except NotUnderstood as why:
        return str(why)
    return ""


def folder_of(text: str) -> Path | None:
    """Return the folder that a text names, `~` included, or None for an empty one; raises NotUnderstood."""
    try:
        return Path(text).expanduser() if text else None
    except RuntimeError:
        raise NotUnderstood(f"{text.split('/', maxsplit=1)[0]} n’est le dossier de personne ici") from None


def present_folder_of(text: str) -> Path | None:
    """Return the folder that a text names, which is to be there; raises NotUnderstood."""
    folder = folder_of(text)
    if folder is not None and not is_folder(folder):
        raise NotUnderstood(f"{folder} n’existe pas, ou n’est pas un dossier")
    return folder
