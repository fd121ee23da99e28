"""The words on a key that does nothing on a screen: where its command works, or which keys do something."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from textual.events import Key
from textual.screen import Screen

from segur_tui.application.settings.values import KeySetting
from segur_tui.format.wording import typeset
from segur_tui.tui.commands import Where, commands_of, name_of
from segur_tui.tui.screens.export.commands import COMMANDS as OF_EXPORT
from segur_tui.tui.widgets.footer import KeyLine

_PLACES = {Where.FILE: "dans un fichier ouvert", Where.FOLDER: "dans la liste d’un dossier"}
_BOTH = "dans un fichier ouvert ou la liste d’un dossier"
_MOVING = {"up", "down", "left", "right", "home", "end", "pageup", "pagedown", "tab", "enter", "escape"}
"""Keys that move or leave, where there is something to: at an end, everybody sees why nothing happens."""
_HELD = ("_shift", "_control", "_alt", "_super", "_hyper", "_meta", "_lock")
"""The ends of the names of keys that are held while others are pressed: kitty and foot send these, too."""


def words_on_idle(screen: Screen[Any], event: Key, keys: Mapping[str, KeySetting]) -> str:
    """Return what a key would do elsewhere, or where the keys are told, in French; empty where it does something.

    Over a dialog, which waits for an answer, they are the keys that answer.
    """
    key, name = event.key, event.character if event.is_printable else name_of(event.key)
    if key.endswith(_HELD) or any(
        active.enabled for bound, active in screen.active_bindings.items() if bound == key
    ):
        return ""
    if screen.is_modal:
        names = ", ".join(each for line in screen.query(KeyLine) for each, _ in line.keys)
        return typeset(f"touche sans effet ici : {names}") if names else ""
    named = [each for each in commands_of(Where.ANYWHERE, keys) if key in {each.key, each.also}]
    if (reason := getattr(screen, "reads_only", "")) and any(each.where is not Where.FOLDER for each in named):
        return typeset(f"{name} ne fait rien ici : {reason}")
    places: dict[str, list[str]] = {}
    known = [(command.label, _PLACES.get(command.where, _BOTH)) for command in named]
    known += [(command.label, "dans l’export (e)") for command in OF_EXPORT if command.key == key]
    for label, where in dict.fromkeys(known):
        places.setdefault(label, []).append(where)
    if not places and key.rpartition("+")[2] in _MOVING:
        return ""
    said = " ; ".join(f"{label}, {' ou '.join(wheres)}" for label, wheres in places.items())
    return typeset(f"{name} ne fait rien ici : {said or 'la touche ? montre les autres'}")
