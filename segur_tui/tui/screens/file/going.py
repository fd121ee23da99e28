"""Going to a line by its number, in any view."""

from __future__ import annotations

from collections.abc import Callable

from segur_tui.format.answer import AnswerState
from segur_tui.format.finding import cited
from segur_tui.format.wording import typeset
from segur_tui.tui.grid.model import Target
from segur_tui.tui.screens.file.rows import View
from segur_tui.tui.screens.file.state import FileState
from segur_tui.tui.screens.file.views import Views
from segur_tui.tui.widgets.prompt import NotUnderstood, Question, TypedLine


class Going:
    """The line in which the number of a demande is typed, and the way to it.

    `go_to` shows a view, `show_all` all rows.
    """

    def __init__(
        self, state: FileState, views: Views, go_to: Callable[[str], None], show_all: Callable[[], None]
    ) -> None:
        self._state, self._views, self._go_to, self._show_all = state, views, go_to, show_all
        self.typed = TypedLine(views.say, self._left)
        self._said = ""

    def ask(self) -> None:
        """Ask for the number of a line."""
        self._said = ""
        prompt = f"{self._expected} (Entrée y va, Échap laisse)"
        self.typed.ask(Question(typeset(prompt), "", self._go, self._wrong))

    @property
    def _expected(self) -> str:
        return f"ligne, de 1 à {len(self._state.draft.check.claim.lines)}, ou n° éditeur"

    def _lines_of(self, text: str) -> list[int]:
        """Return the demandes of a number: its position from 1, or else its n° éditeur, refused ones first."""
        claim, typed = self._state.draft.check.claim, text.strip()
        lines = range(1, len(claim.lines) + 1)
        if typed.isascii() and typed.isdigit() and len(typed) <= len(str(len(lines))) and int(typed) in lines:
            return [int(typed)]
        bearers = [line for line in lines if typed and claim.editor_number(line) == typed]
        return sorted(bearers, key=lambda line: claim.answers[line - 1].state is not AnswerState.REJECTED)

    def _wrong(self, text: str) -> str:
        return (
            ""
            if not text.strip() or self._lines_of(text)
            else typeset(f"pas de ligne {cited(text, 9)} : {self._expected}")
        )

    def _go(self, text: str) -> None:
        if not (found := self._lines_of(text)):
            raise NotUnderstood(self._wrong(text) or typeset(self._expected))
        (line, *others), state = found, self._state
        if not any(row.line == line for row in state.lines):
            self._show_all()
            self._said = f"ligne {line} : le filtre ou la recherche la cachait, c’est retiré"
        state.line = line
        key = next((row.key for row in state.problems if row.finding.line == line), None)
        if state.view is View.PROBLEMS and (key is None or state.is_grouped):
            self._go_to(View.LINES)
            self._said = self._said or f"ligne {line} : aucun problème à montrer, la voici dans Lignes"
        elif state.view is View.PROBLEMS:
            self._views.go_to_problem(key or "")
        if state.view is View.LINES:
            self._views.current.move_to(Target(str(line), state.profile.editor_number.name))
        elif state.view is View.FIELDS:
            self._go_to(View.FIELDS)
        if others:
            also = f"{'lignes' if len(others) > 1 else 'ligne'} {', '.join(map(str, sorted(others)))}"
            self._said = f"le même n° éditeur est aussi {also} · {self._said or f'voici la ligne {line}'}"

    def _left(self) -> None:
        self._views.take_keys()
        self._views.show_keys()
        if self._said:
            self._views.say(typeset(self._said))
