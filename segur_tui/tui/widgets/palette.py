"""The command palette: the commands of a screen, by their French names."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from textual.command import CommandListItem, CommandPalette, Hit, Hits, SimpleProvider
from textual.content import Content
from textual.screen import Screen

from segur_tui.format.wording import typeset
from segur_tui.tui.commands import REST, Command, key_called
from segur_tui.tui.widgets.footer import KeyLine
from segur_tui.tui.widgets.inert import visible


class _Commands(SimpleProvider):
    """Commands of which one is found, or that none is."""

    async def search(self, query: str) -> Hits:
        """Yield the commands that a text finds."""
        found = [hit async for hit in super().search(query)]
        none = Hit(1, Content(typeset(f"Aucune commande ne répond à « {visible(query)} »")), lambda: None)
        for hit in found or [none]:
            yield hit


def commands_on(screen: Screen[Any]) -> Sequence[Command]:
    """Return the commands of a screen: those that it declares, or else the keys that it shows."""
    if declared := getattr(screen, "commands", ()):
        return tuple(declared)
    keys = [key for line in screen.query(KeyLine) for key in line.keys if key != REST]
    return [Command(key_called(name), _pressing(name), words, words, shown_key=name) for name, words in keys]


def _pressing(name: str) -> str:
    """Return the action of pressing a key, none where the name is one of several keys."""
    return "" if " " in name else f"app.simulate_key({key_called(name)!r})"


def palette(screen: Screen[Any], commands: Sequence[Command]) -> CommandPalette:
    """Return the palette of the commands of a screen, ready to be shown over it."""
    named: list[CommandListItem] = [
        (f"{command.help}  ({command.key_name})", partial(screen.app.run_action, command.action, screen))
        for command in commands
    ]
    provider = _Commands(screen, named)
    return CommandPalette([provider], placeholder="Chercher une commande…")  # type: ignore[list-item]  # as App.search_commands does
