"""The keys, the meaning of the symbols, the note's words on a balise, and the pages of the guide."""

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
from segur_tui.tui.screens.dialogs.guide import page_lines, pages
from segur_tui.tui.screens.dialogs.pages import Pages
from segur_tui.tui.widgets.footer import KeyLine
from segur_tui.tui.widgets.prose import Title

MOVES = (
    ("↑ ↓ Page↑ Page↓", "d’une ligne, d’une page"),
    ("Début Fin", "à la première, à la dernière ligne"),
    ("← →", "d’une valeur modifiable à l’autre"),
    ("Entrée", "modifier la valeur dans sa ligne, ou ouvrir ; puis la garder"),
    ("Tab Maj+Tab", "garder, et modifier la valeur suivante ou précédente"),
    ("lettres", "dans une liste de choix : aller au choix qui commence ainsi ; la même encore, au suivant"),
    ("Retour arrière", "dans une liste de choix : reprendre la dernière lettre tapée"),
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
_PAGES = 10
"""Pages of the guide, opened by the digits 1 to 9 and 0."""


class HelpScreen(Screen[None]):
    """Help on the commands of a screen and on the balise under its cursor; a digit opens a page of the guide."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark", "leave", "retour"),
        Binding("b", "app.note", "la note"),
        *(Binding(str(page % _PAGES), f"turn_to({page})", show=False) for page in range(1, _PAGES + 1)),
        Binding("right", "turn(1)", show=False),
        Binding("left", "turn(-1)", show=False),
    ]

    def __init__(self, commands: Sequence[Command], balise: Balise | None) -> None:
        super().__init__()
        self._commands, self.balise = commands, balise
        self._page = 0
        """The page of the guide that is shown, from 1; 0 for the help itself."""

    def compose(self) -> ComposeResult:
        """Lay out the text and the keys."""
        yield Title("Aide")
        yield Pages()
        yield KeyLine(
            (("↑ ↓", "lire"), ("1 … 9 0", "le guide"), ("← →", "page"), ("b", "la note"), ("Échap", "retour"))
        )

    def on_mount(self) -> None:
        """Take the keys."""
        self.query_one(Pages).focus()

    def on_resize(self) -> None:
        """Wrap the text to the width."""
        lines = list(self.lines(max(30, self.size.width - 4)))
        titles = {
            index for index, line in enumerate(lines) if line[:1] == " " != line[1]
        }  # all else is further in
        self.query_one(Pages).show_lines(lines, titles)

    def action_turn_to(self, page: int) -> None:
        """Show a page of the guide from its beginning, or the help for 0."""
        self._page = page
        self.on_resize()
        self.query_one(Pages).scroll_home(animate=False, force=True)

    def action_turn(self, step: int) -> None:
        """Show the page before or behind, round and round; the help is one."""
        self.action_turn_to((self._page + step) % (_PAGES + 1))

    def action_leave(self) -> None:
        """Go back from the guide to the help, and from the help to the screen."""
        if self._page:
            self.action_turn_to(0)
        else:
            self.dismiss()

    def lines(self, width: int) -> Iterator[str]:
        """Return the text, wrapped to a width."""
        if self._page:
            yield from page_lines(self._page, width)
            if self._page < _PAGES:
                return
        else:
            if self.balise is not None:
                yield from self._note(self.balise, width)
            yield from _contents(width)
        keys = [(command.key_name, command.help) for command in self._commands]
        named = {name for name, _ in keys}
        moves = [(name, words) for name, words in MOVES if name not in named]
        for title, entries in (("Les touches", keys), ("Se déplacer", moves), ("Les signes", SYMBOLS)):
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


def _contents(width: int) -> Iterator[str]:
    """Yield the digits and titles of the guide's pages, in two columns where they fit."""
    yield f" {typeset('Le guide : un chiffre ouvre une page').upper()}"
    titles = [f"  {number % _PAGES}  {title}" for number, (title, _) in enumerate(pages(), 1)]
    left, right = titles[: _PAGES // 2], titles[_PAGES // 2 :]
    room = max(map(len, left)) + 2
    if room + max(map(len, right)) > width:
        yield from titles
    else:
        yield from (f"{one:<{room}}{other}" for one, other in zip(left, right, strict=True))
    yield ""
