"""The questions on opening a file: another session has it, or it has changed since its draft."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from segur_tui.application.drafts.work import Superseded
from segur_tui.application.settings.today import moment
from segur_tui.application.state.sessions import Holder
from segur_tui.format.edit import Step
from segur_tui.format.wording import counted, typeset
from segur_tui.tui.screens.file.keeping_words import step_words
from segur_tui.tui.widgets.footer import KeyLine
from segur_tui.tui.widgets.inert import visible_lines

_FITTING, _LOST = 4, 8
"""Steps that are named, the rest being counted: those that are lost are to be typed again."""


class Answer(Enum):
    """What a person chose to do with what was found."""

    LOOK = auto()
    TAKE = auto()
    AFRESH = auto()
    LEAVE = auto()


class _Question(ModalScreen[Answer]):
    """Say what was found, and offer a few keys."""

    DEFAULT_CSS = """
    _Question { align: center middle; }
    _Question > Vertical {
        width: 72; max-width: 96%; height: auto; border: solid $warning; background: $surface;
    }
    _Question VerticalScroll { height: auto; max-height: 75vh; scrollbar-size: 0 1; }
    _Question Static { padding: 1 2; }
    _Question KeyLine { padding: 0 1; }
    """

    def __init__(self, text: str, keys: tuple[tuple[str, str], ...]) -> None:
        """Say a text of several lines, and the keys that answer."""
        super().__init__()
        self._text, self._keys = text, keys

    def compose(self) -> ComposeResult:
        """Show the text and the keys."""
        with Vertical():
            with VerticalScroll():
                yield Static(visible_lines(self._text), markup=False)
            yield KeyLine(self._keys)

    def action_answer(self, name: str) -> None:
        """Close with an answer."""
        self.dismiss(Answer[name])


class HeldScreen(_Question):
    """Another session has the file open: look, take over, or leave."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,r", "answer('LOOK')"),
        Binding("t", "answer('TAKE')"),
        Binding("escape,q", "answer('LEAVE')"),
    ]

    def __init__(self, holder: Holder) -> None:
        """Name the other session."""
        text = typeset(
            "Ce fichier est ouvert dans une autre session : "
            f"{holder.whence}, le {moment(holder.since)}.\n\n"
            "Regarder le montre sans pouvoir le modifier. Reprendre la main continue son brouillon ici ; "
            "l’autre session ne pourra plus que regarder."
        )
        super().__init__(text, (("Entrée", "regarder"), ("t", "reprendre la main"), ("q", "revenir")))


class SupersededScreen(_Question):
    """The file has changed since its draft: what still goes onto it, and what does not."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "answer('TAKE')"),
        Binding("z", "answer('AFRESH')"),
        Binding("escape,q", "answer('LEAVE')"),
    ]

    def __init__(self, found: Superseded) -> None:
        """Tell what fits."""
        fits, lost = found.draft.done, found.lost
        parts = [typeset(f"Ce fichier a changé depuis le brouillon du {moment(found.when)}."), ""]
        if fits:
            parts += _listed(fits, _FITTING, "qui vont encore" if len(fits) > 1 else "qui va encore")
        if lost:
            parts += _listed(lost, _LOST, "qui ne vont plus" if len(lost) > 1 else "qui ne va plus")
        keys = (("Entrée", "reprendre ce qui va encore"), ("z", "repartir de zéro"), ("q", "revenir"))
        super().__init__("\n".join(parts), keys if fits else keys[1:])


class LostScreen(_Question):
    """Steps that no longer go onto the file: nothing is asked, their values may be typed again."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,escape,q", "answer('LOOK')")]

    def __init__(self, lost: Sequence[Step], said: str) -> None:
        """Name the steps, under a sentence on the others."""
        words = "n’ont pas pu être refaites" if len(lost) > 1 else "n’a pas pu être refaite"
        super().__init__("\n".join([said, "", *_listed(lost, _LOST, words, " ")]), (("Entrée", "continuer"),))


def _listed(steps: Sequence[Step], most: int, words: str, between: str = ", ") -> list[str]:
    rest = len(steps) - most
    return [
        typeset(f"{counted(len(steps), 'modification')}{between}{words} :"),
        *(f"  {step_words(step)}" for step in steps[:most]),
        *([f"  et {rest} de plus"] if rest > 0 else []),
    ]
