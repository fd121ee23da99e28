"""The questions on opening a file: another session has it, or it has changed since its draft."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import ClassVar

from textual.binding import Binding, BindingType

from segur_tui.application.drafts.work import Superseded
from segur_tui.application.settings.today import moment
from segur_tui.application.state.sessions import Holder
from segur_tui.format.edit import Step
from segur_tui.format.wording import counted, typeset
from segur_tui.tui.screens.dialogs.dialog import Dialog
from segur_tui.tui.screens.file.keeping_words import step_words

_FITTING, _LOST = 4, 8
"""Steps that are named, the rest being counted: those that are lost are to be typed again."""


class DraftAnswer(StrEnum):
    """What a person chose to do with what was found."""

    LOOK = "look"
    TAKE = "take"
    AFRESH = "afresh"
    LEAVE = "leave"


class HeldScreen(Dialog[str]):
    """Another session has the file open: look, take over, or leave."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,r", f"answer('{DraftAnswer.LOOK}')"),
        Binding("t", f"answer('{DraftAnswer.TAKE}')"),
        Binding("escape,q", f"answer('{DraftAnswer.LEAVE}')"),
    ]

    def __init__(self, holder: Holder) -> None:
        """Name the other session."""
        text = typeset(
            "Ce fichier est ouvert dans une autre session : "
            f"{holder.whence}, le {moment(holder.since)}.\n\n"
            "Regarder le montre sans pouvoir le modifier. Reprendre la main continue son brouillon ici ; "
            "l’autre session ne pourra plus que regarder."
        )
        keys = (("Entrée", "regarder"), ("t", "reprendre la main"), ("q", "revenir"))
        super().__init__(text, keys, is_wide=True)


class SupersededScreen(Dialog[str]):
    """The file has changed since its draft: what still goes onto it, and what does not."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", f"answer('{DraftAnswer.TAKE}')"),
        Binding("z", f"answer('{DraftAnswer.AFRESH}')"),
        Binding("escape,q", f"answer('{DraftAnswer.LEAVE}')"),
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
        super().__init__("\n".join(parts), keys if fits else keys[1:], is_wide=True)


class LostScreen(Dialog[str]):
    """Steps that no longer go onto the file: nothing is asked, their values may be typed again."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,escape,q", f"answer('{DraftAnswer.LOOK}')")]

    def __init__(self, lost: Sequence[Step], said: str) -> None:
        """Name the steps, under a sentence on the others."""
        words = "n’ont pas pu être refaites" if len(lost) > 1 else "n’a pas pu être refaite"
        text = "\n".join([said, "", *_listed(lost, _LOST, words, " ")])
        super().__init__(text, (("Entrée", "continuer"),), is_wide=True)


def _listed(steps: Sequence[Step], most: int, words: str, between: str = ", ") -> list[str]:
    rest = len(steps) - most
    return [
        typeset(f"{counted(len(steps), 'modification')}{between}{words} :"),
        *(f"  {step_words(step)}" for step in steps[:most]),
        *([f"  et {rest} de plus"] if rest > 0 else []),
    ]
