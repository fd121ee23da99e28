"""The keys, the meaning of the symbols, and the note's words on a balise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen

from segur_tui.format.balise import Balise
from segur_tui.format.wording import typeset
from segur_tui.tui.commands import Command
from segur_tui.tui.screens.dialogs.pages import Pages
from segur_tui.tui.widgets.footer import KeyLine
from segur_tui.tui.widgets.prose import Title

MOVES = (
    ("↑ ↓ Page↑ Page↓", "d’une ligne, d’une page"),
    ("Début Fin", "à la première, à la dernière ligne"),
    ("← →", "d’une valeur modifiable à l’autre"),
    ("Entrée", "modifier la valeur dans sa ligne, ou ouvrir ; puis la garder"),
    ("Tab Maj+Tab", "garder, et modifier la valeur suivante ou précédente"),
    ("Échap", "laisser la modification, le filtre, la recherche, l’écran"),
)
SYMBOLS = (
    ("✗", "erreur : l’ASP refuserait, ou a refusé, la ligne"),
    ("!", "avertissement : à relire, n’empêche pas l’export"),
    ("◀", "là où l’ASP s’arrêterait : elle ne dit que cette erreur"),
    ("•", "ligne marquée"),
    ("—", "la balise manque"),
)
_KEY_WIDTH = 19


class HelpScreen(Screen[None]):
    """Help on the commands of a screen and on the balise under its cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,question_mark", "dismiss", "retour")]

    def __init__(self, commands: Sequence[Command], balise: Balise | None) -> None:
        super().__init__()
        self._commands, self._balise = commands, balise

    def compose(self) -> ComposeResult:
        """Lay out the text and the keys."""
        yield Title("Aide")
        yield Pages()
        yield KeyLine((("↑ ↓", "lire"), ("Échap", "retour")))

    def on_mount(self) -> None:
        """Take the keys."""
        self.query_one(Pages).focus()

    def on_resize(self) -> None:
        """Wrap the text to the width."""
        width = max(30, self.size.width - 4)
        lines = list(self.lines(width))
        titles = {
            index for index, line in enumerate(lines) if line[:1] == " " != line[1]
        }  # all else is further in
        self.query_one(Pages).show_lines(lines, titles)

    def lines(self, width: int) -> Iterator[str]:
        """Return the text, wrapped to a width."""
        if self._balise is not None:
            yield from self._note(self._balise, width)
        keys = [(command.key_name, command.help) for command in self._commands]
        for title, entries in (("Les touches", keys), ("Se déplacer", MOVES), ("Les signes", SYMBOLS)):
            yield f" {title.upper()}"
            for name, words in entries:
                first, *others = wrap(typeset(words), width - _KEY_WIDTH) or [""]
                yield f"  {name:<{_KEY_WIDTH - 2}}{first}"
                yield from (" " * _KEY_WIDTH + other for other in others)
            yield ""

    @staticmethod
    def _note(balise: Balise, width: int) -> Iterator[str]:
        yield f" {balise.name} — {balise.label}"
        bloc = typeset(f"Bloc : {balise.bloc.title}. Attendu : {balise.expected}.")
        for sentence in (bloc, typeset(f"La note, §3.2 : « {balise.note} »")):
            yield from (f"  {part}" for part in wrap(sentence, width))
        yield ""
