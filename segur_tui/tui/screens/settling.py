"""What a person may say of an answer to verify, and the question before it frees lines (format.md §5)."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Input, Static

from segur_tui.format.answer import Answer, AnswerState
from segur_tui.format.rejection import in_full
from segur_tui.format.wording import counted, typeset
from segur_tui.tui.screens.dialogs.dialog import Dialog
from segur_tui.tui.widgets.footer import KeyLine
from segur_tui.tui.widgets.inert import visible_lines
from segur_tui.tui.widgets.prompt import Prompt

_MOST_NAMED = 6
"""Lines that are named of those that are free again, the rest being counted."""


class Word(Enum):
    """A person's word on an answer: accepted or refused, on its line alone or from now on."""

    ACCEPTED = (AnswerState.ACCEPTED, True)
    REFUSED = (AnswerState.REJECTED, True)
    ALWAYS_ACCEPTED = (AnswerState.ACCEPTED, False)
    ALWAYS_REFUSED = (AnswerState.REJECTED, False)

    def __init__(self, state: AnswerState, is_alone: bool) -> None:  # noqa: FBT001 (a member's value)
        self.state, self.is_alone = state, is_alone


_OF_A_LINE = (
    ("a", "acceptée", Word.ACCEPTED),
    ("r", "refusée", Word.REFUSED),
    ("A", "acceptées", Word.ALWAYS_ACCEPTED),
    ("R", "refusées", Word.ALWAYS_REFUSED),
)
_FROM_NOW_ON = (
    ("a", "acceptées désormais", Word.ALWAYS_ACCEPTED),
    ("r", "refusées désormais", Word.ALWAYS_REFUSED),
)


class SettleScreen(Dialog[Word]):
    """An answer to verify of an ANS number, which stands on so many lines, and what a person may say of it.

    `line` are the words on the line that it is asked about, empty where it is asked about the words alone.
    """

    def __init__(self, answer: Answer, numero_ans: str, lines: int, line: str = "") -> None:
        reach = f"dans tous les fichiers du n° ANS {numero_ans} ({counted(lines, 'ligne')})"
        parts = [
            typeset(f"{line[:1].upper()}{line[1:] or 'Ce libellé'} : accord ou refus de l’ASP ?"),
            "",
            in_full(answer),
        ]
        if answer.doubt:
            parts.append(typeset(f"À vérifier, car {answer.doubt}."))
        parts.append(typeset("Le portail de l’ASP dit ce qu’il en est.\n"))
        if line:
            parts.append(typeset("a, r : pour cette ligne seule."))
        both = "A, R" if line else "a, r"
        parts.append(typeset(f"{both} : pour ce code et ce libellé, désormais, {reach}.\n"))
        parts.append(typeset("Toute l’équipe le verra. « segur-tui answers » le montre, et le reprend."))
        super().__init__("\n".join(parts), _OF_A_LINE if line else _FROM_NOW_ON, {}, is_wide=True)
        self._keys.append(("Échap", "laisser"))

    def key_escape(self) -> None:
        """Leave the answer as it is."""
        self.dismiss(None)

    key_q = key_escape


def refusing_question(freed: Sequence[str], *, is_alone: bool) -> TypedYesScreen:
    """Return the question before lines, given in words, are free because an answer is settled as refused."""
    rest = len(freed) - _MOST_NAMED
    named = [*freed[:_MOST_NAMED], *([f"et {counted(rest, 'autre')}"] if rest > 0 else [])]
    if len(freed) > 1:
        free, taken, stays = "libres", "en a accepté une", "elles restent décochées"
    else:
        free, taken, stays = "libre", "l’a acceptée", "elle reste décochée"
    parts = [
        typeset(f"Refus{'' if is_alone else ', désormais'} : {counted(len(freed), 'ligne')} de nouveau {free} :"),
        *(f"  {each}" for each in named),
        "",
        typeset(
            f"Si l’ASP {taken}, la déposer à nouveau demande deux fois la même subvention. Dans l’export, {stays}."
        ),
    ]
    return TypedYesScreen("\n".join(parts))


_YES = "oui"


class TypedYesScreen(Dialog[bool]):
    """A text, under which the yes is typed; Escape is no."""

    DEFAULT_CSS = "TypedYesScreen Prompt { margin: 0 1; }"

    def __init__(self, text: str) -> None:
        keys = (("Entrée", typeset(f"confirmer, une fois « {_YES} » tapé")), ("Échap", "laisser"))
        super().__init__(text, (), {"escape": False}, is_wide=True)
        self._keys = list(keys)

    def compose(self) -> ComposeResult:
        """Show the text, the line in which the yes is typed, and the keys."""
        with Vertical():
            with VerticalScroll(can_focus=False):
                yield Static(visible_lines(self._text), markup=False)
            yield Prompt(f"tapez {_YES}")
            yield KeyLine(self._keys)

    def on_mount(self) -> None:
        """Have the keys come to the line."""
        self.query_one(Prompt).open()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take a yes for one, and nothing else."""
        event.stop()
        if event.value.strip().casefold() == _YES:
            self.answer(answer=True)
        else:
            self.query_one(KeyLine).say(typeset(f"« {_YES} » en entier, ou Échap"))
