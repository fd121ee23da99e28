"""The command palette: the commands of a screen, by their French names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from typing import Any

from textual.command import CommandPalette, Hit, Hits, SimpleProvider
from textual.content import Content
from textual.screen import Screen

from segur_tui.format.wording import folded, typeset
from segur_tui.tui.commands import REST, Command, key_called
from segur_tui.tui.widgets.footer import KeyLine
from segur_tui.tui.widgets.inert import visible


class PaletteSearch(SimpleProvider):
    """The commands of a screen, and the keys that it shows beside them, of which a text finds some, or none."""

    def __init__(self, screen: Screen[Any], commands: Sequence[Command]) -> None:
        words = {command.key_name: folded(_words(command)) for command in commands}
        beside = (each for each in _shown_on(screen) if folded(each.label) not in words.get(each.key_name, ""))
        run = screen.app.run_action
        self.named = {
            f"{_words(each)}  ({each.key_name})": partial(run, each.action, screen)
            for each in (*commands, *beside)
            if each.action
        }
        super().__init__(screen, list(self.named.items()))

    async def search(self, query: str) -> Hits:
        """Yield the commands that a text finds, whatever its case and accents, or the words that none is found."""
        matcher = self.matcher(folded(query))
        found = [(matcher.match(folded(name)), name, run) for name, run in self.named.items()]
        for score, name, run in found:
            if score > 0:
                yield Hit(score, matcher.highlight(name), run)
        if not any(score > 0 for score, _, _ in found):
            none = Content(typeset(f"Aucune commande ne répond à « {visible(query)} »"))
            yield Hit(1, none, lambda: None)


def commands_on(screen: Screen[Any]) -> Sequence[Command]:
    """Return the commands of a screen: those that it declares, or else the keys that it shows."""
    return tuple(getattr(screen, "commands", ())) or _shown_on(screen)


def _shown_on(screen: Screen[Any]) -> list[Command]:
    keys = [key for line in screen.query(KeyLine) for key in line.keys if key != REST]
    return [Command(key_called(name), _pressing(name), words, words, shown_key=name) for name, words in keys]


def _words(command: Command) -> str:
    """Return the words of a command: its help, behind its label where that does not tell it."""
    is_told = re.search(rf"\b{re.escape(folded(command.label))}\b", folded(command.help))
    return command.help if is_told else f"{command.label}\N{NO-BREAK SPACE}: {command.help}"


def _pressing(name: str) -> str:
    """Return the action of pressing a key, none where the name is one of several keys."""
    return "" if " " in name else f"app.simulate_key({key_called(name)!r})"


def palette(screen: Screen[Any], commands: Sequence[Command]) -> CommandPalette:
    """Return the palette of the commands of a screen, ready to be shown over it."""
    provider = PaletteSearch(screen, commands)
    return CommandPalette([provider], placeholder="Chercher une commande…")  # type: ignore[list-item]  # as App.search_commands does
