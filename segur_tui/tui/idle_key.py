"""The words on a key that does nothing on a screen: where its command works, or which keys do something."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from textual.screen import Screen

from segur_tui.application.settings.values import KeySetting
from segur_tui.format.wording import typeset
from segur_tui.tui.commands import Where, commands_of, name_of
from segur_tui.tui.screens.export.commands import COMMANDS as OF_EXPORT
from segur_tui.tui.widgets.footer import KeyLine

_PLACES = {Where.FILE: "dans un fichier ouvert", Where.FOLDER: "dans la liste d’un dossier"}
_BOTH = "dans un fichier ouvert ou la liste d’un dossier"


def words_on_idle(screen: Screen[Any], key: str, keys: Mapping[str, KeySetting]) -> str:
    """Return what a key would do elsewhere, in French; empty where it does something here, or nothing anywhere.

    Over a dialog, which waits for an answer, they are the keys that answer.
    """
    if any(active.enabled for name, active in screen.active_bindings.items() if name == key):
        return ""
    if screen.is_modal:
        names = ", ".join(name for line in screen.query(KeyLine) for name, _ in line.keys)
        return typeset(f"touche sans effet ici : {names}") if names else ""
    named = [each for each in commands_of(Where.ANYWHERE, keys) if key in {each.key, each.also}]
    if (reason := getattr(screen, "reads_only", "")) and any(each.where is not Where.FOLDER for each in named):
        return typeset(f"{name_of(key)} ne fait rien ici : {reason}")
    places: dict[str, list[str]] = {}
    known = [(command.label, _PLACES.get(command.where, _BOTH)) for command in named]
    known += [(command.label, "dans l’export (e)") for command in OF_EXPORT if command.key == key]
    for label, where in dict.fromkeys(known):
        places.setdefault(label, []).append(where)
    said = " ; ".join(f"{label}, {' ou '.join(wheres)}" for label, wheres in places.items())
    return typeset(f"{name_of(key)} ne fait rien ici : {said}") if said else ""
