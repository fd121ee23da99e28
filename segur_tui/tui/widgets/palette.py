"""The command palette: the commands of the screen below it, by their French names."""

from __future__ import annotations

from collections.abc import Coroutine, Sequence
from functools import partial
from typing import Any

from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from segur_tui.format.wording import typeset
from segur_tui.tui.commands import Command
from segur_tui.tui.widgets.inert import visible


class Commands(Provider):
    """The commands that the screen declares in `commands`."""

    async def discover(self) -> Hits:
        """Yield all commands, before anything is typed."""
        for command in self._commands:
            yield DiscoveryHit(_title(command), self._callback(command))

    async def search(self, query: str) -> Hits:
        """Yield the commands that a text finds."""
        matcher = self.matcher(query)
        scores = [(matcher.match(_title(command)), command) for command in self._commands]
        for score, command in scores:
            if score > 0:
                yield Hit(score, matcher.highlight(_title(command)), self._callback(command))
        if not any(score > 0 for score, _ in scores):
            yield Hit(1, Content(typeset(f"Aucune commande ne répond à « {visible(query)} »")), lambda: None)

    @property
    def _commands(self) -> Sequence[Command]:
        return getattr(self.screen, "commands", ())

    def _callback(self, command: Command) -> partial[Coroutine[Any, Any, bool]]:
        return partial(self.app.run_action, command.action, self.screen)


def palette() -> CommandPalette:
    """Return the palette, ready to be shown."""
    return CommandPalette(providers=[Commands], placeholder="Chercher une commande…")


def _title(command: Command) -> str:
    return f"{command.help}  ({command.key_name})"
