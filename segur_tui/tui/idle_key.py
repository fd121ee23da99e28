"""The words on a key that does nothing on a screen: where its command works, or which keys do something."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from textual.events import Key
from textual.screen import Screen
from textual.widgets import Input

from segur_tui.application.settings.values import KeySetting
from segur_tui.format.wording import typeset
from segur_tui.tui.commands import Where, commands_of, is_held, name_of
from segur_tui.tui.screens.export.commands import COMMANDS as OF_EXPORT
from segur_tui.tui.widgets.footer import KeyLine

_PLACES = {Where.FILE: "dans un fichier ouvert", Where.FOLDER: "dans la liste d’un dossier"}
_BOTH = "dans un fichier ouvert ou la liste d’un dossier"
_IN_A_LINE, _ALONG = {"left", "right", "home", "end"}, {"up", "down", "pageup", "pagedown"}
_MOVING = {*_IN_A_LINE, *_ALONG, "enter", "escape"}
"""Keys that move or leave, where there is something to: at an end, everybody sees why nothing happens."""


def words_on_idle(screen: Screen[Any], event: Key, keys: Mapping[str, KeySetting]) -> str:
    """Return what a key would do elsewhere, or where the keys are told, in French; empty where it does something.

    Over a dialog or a choice, which waits for an answer, they are the keys that answer.
    """
    key, name = event.key, event.character if event.is_printable else name_of(event.key)
    active = screen.active_bindings.get(key)
    if is_held(key) or (active is not None and active.enabled and not _moves_nothing(screen, key)):
        return ""
    if _asks(screen):
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
    return typeset(f"{name} ne fait rien ici : {said or '? montre les touches'}")


def _moves_nothing(screen: Screen[Any], key: str) -> bool:
    """Tell whether a key that Textual moves by has nowhere to go: one part takes the keys, or all is in view."""
    if key.rpartition("+")[2] == "tab":
        return len(screen.focus_chain) < 2  # noqa: PLR2004 (the one that has the keys)
    focus = screen.focused or screen
    if isinstance(focus, Input):
        return key in _ALONG
    scrolls = focus.allow_horizontal_scroll if key in {"left", "right"} else focus.allow_vertical_scroll
    return _asks(screen) and key in _IN_A_LINE | _ALONG and not scrolls


def _asks(screen: Screen[Any]) -> bool:
    return screen.is_modal or getattr(screen, "is_choice", False)
