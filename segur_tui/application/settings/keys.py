"""The keys that a person may choose for commands, and what is wrong with a choice."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from difflib import get_close_matches

from segur_tui.application.settings.values import KEY_FORMS, UNSET, Keyed, KeySetting, Mistake

_KEY = re.compile(r"[0-9a-zA-Z]|ctrl\+[a-z]|f([1-9]|1[0-2])")
_TAKEN = {"ctrl+c", "ctrl+i", "ctrl+j", "ctrl+m", "ctrl+u"}
"""Keys that a terminal or the editing of a value has another use for."""


def key_mistakes(commands: Sequence[Keyed], keys: Mapping[str, KeySetting]) -> list[Mistake]:
    """Return all that is wrong with the keys that a person has chosen, by the names of commands."""
    known = {command.name: command for command in commands}
    wrong = {name: what for name, wanted in keys.items() if (what := _wrong(name, wanted.key, known))}
    chosen = {name: wanted for name, wanted in keys.items() if name not in wrong and wanted.key}
    places = {name: place for place, name in enumerate(chosen)}
    untouched = {name: command.key for name, command in known.items() if name not in keys and not command.yields}
    present = untouched | {name: wanted.key for name, wanted in chosen.items()}
    for name, wanted in chosen.items():
        for other, key in present.items():
            meets = other != name and key == wanted.key and known[other].where & known[name].where
            if meets and places.get(other, -1) < places[name]:  # two that the person chose: reported once
                line = f", ligne {chosen[other].line}" if other in chosen else ""
                wrong.setdefault(name, f"« {key} » est déjà la touche de « {other} »{line}")
    return [Mistake(keys[name].line, f"keys.{name}", what) for name, what in wrong.items()]


def _wrong(name: str, key: str, known: Collection[str]) -> str:
    """Return the mistake in a name or its key, were they the only ones; empty when there is none."""
    if name not in known and name in UNSET:
        return "c’est un réglage, et non une commande ; sa place est avant [keys]"
    if name not in known:
        near = get_close_matches(name, known, 1)
        hint = f"voulez-vous dire {near[0]} ?" if near else f"commandes : {', '.join(known)}"
        return f"commande inconnue ; {hint}"
    if key in _TAKEN:
        return f"« {key} » ne peut pas servir : le terminal ou la frappe d’une valeur en a besoin"
    if key and not _KEY.fullmatch(key):
        return f"« {key} » ne peut pas servir ; attendu : {KEY_FORMS}"
    return ""
