"""Reading the configuration file: every mistake at once, each with its key and its line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Collection, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from segur_tui.application.disk.bytes import read_bytes
from segur_tui.application.settings.values import (
    KEY_FORMS,
    KINDS,
    UNSET,
    ConfigError,
    Keyed,
    KeySetting,
    Mistake,
    Settings,
)
from segur_tui.format.finding import quoted
from segur_tui.format.reading import Unreadable

_SYNTAX = re.compile(r"\(at line (\d+), column (\d+)\)|\(at end of document\)")
_PART = r"""(?:"[^"]*"|'[^']*'|[\w-]+)"""
_PARTS = rf"({_PART}(?:\s*\.\s*{_PART})*)"
_TABLE = re.compile(rf"\s*\[\[?\s*{_PARTS}\s*\]")
_KEY = re.compile(rf"\s*{_PARTS}\s*=")

_CHOSEN_KEY = re.compile(r"[0-9a-zA-Z]|ctrl\+[a-z]|f([1-9]|1[0-2])")
_TAKEN = {"ctrl+c", "ctrl+i", "ctrl+j", "ctrl+m", "ctrl+u"}
"""Keys that a terminal or the editing of a value has another use for."""

_KEYS = "keys"

_TomlPath = tuple[str, ...]
"""A key of the file, and what stands under it: ("keys", "suivant")."""


def read_config(path: Path, commands: Callable[[], Sequence[Keyed]] | None) -> Settings:
    """Return the settings of a file, the keys unchecked without `commands`; raises ConfigError."""
    text = _text(path)
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(path, [_syntax(error, text)]) from None
    except (ValueError, RecursionError):  # a number of thousands of digits, lists in lists in lists
        raise ConfigError(path, [Mistake(0, "", "ce n’est pas du TOML que l’on puisse lire")]) from None
    lines = _lines(text)
    taken: dict[str, Any] = {}
    mistakes: list[Mistake] = []
    for name, value in values.items():
        try:
            taken[name] = _taken(name, value, path.parent)
        except ValueError as why:
            mistakes.append(Mistake(_line_of((name,), lines), name, str(why)))
    keys = taken.pop(_KEYS, {})
    chosen = {
        name: KeySetting(key if isinstance(key, str) else "", _line_of((_KEYS, name), lines))
        for name, key in keys.items()
    }
    expected = f"une touche entre guillemets : {KEY_FORMS}"
    mistakes += [
        Mistake(each.line, f"{_KEYS}.{name}", _impossible(keys[name], expected))
        for name, each in chosen.items()
        if not each.key
    ]
    if chosen and commands is not None:
        mistakes += key_mistakes(commands(), chosen)
    if mistakes:
        raise ConfigError(path, mistakes)
    origins = {name: f"{path}, ligne {_line_of((name,), lines)}" for name in values}
    return Settings(**taken, keys=chosen, path=path, origins=origins)


def _taken(name: str, value: object, base: Path) -> object:
    """Return the value of a setting; raises ValueError that says in French why there is none."""
    if name not in KINDS:
        near = get_close_matches(name, KINDS, 1)
        hint = f"voulez-vous dire {near[0]} ?" if near else f"clés connues : {', '.join(KINDS)}"
        raise ValueError(f"{'table' if isinstance(value, dict) else 'clé'} inconnue ; {hint}")
    kind = KINDS[name]
    try:
        return kind.taken(value, base)
    except ValueError as why:
        raise ValueError(str(why) or _impossible(value, kind.expected)) from None


def _impossible(value: object, expected: str) -> str:
    """Return in French that a value, cited as the file has it or nearly so, cannot be."""
    cited = quoted(str(value).lower() if isinstance(value, bool) else str(value))
    return f"{cited} n’est pas possible ; attendu : {expected}"


def _text(path: Path) -> str:
    """Return the text of the file, without the mark that Windows puts before it."""
    try:
        return read_bytes(path).decode("utf-8-sig")
    except Unreadable as failure:
        raise ConfigError(path, [Mistake(0, "", str(failure))]) from None
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise ConfigError(path, [Mistake(line, "", "ce n’est pas de l’UTF-8")]) from None


def _syntax(error: tomllib.TOMLDecodeError, text: str) -> Mistake:
    found = _SYNTAX.search(str(error))
    if "overwrite" in str(error) or "twice" in str(error):
        reason = "la clé est donnée deux fois"
    else:
        reason = "ce n’est pas du TOML" if found is not None and found[1] else "le fichier s’arrête trop tôt"
    if found is None or not found[1]:
        return Mistake(len(text.rstrip("\n").split("\n")), "", reason)
    return Mistake(int(found[1]), f"colonne {found[2]}", reason)


def _lines(text: str) -> dict[_TomlPath, int]:
    """Return the line of each key of a TOML text, from 1: enough for a file without nested tables."""
    found: dict[_TomlPath, int] = {}
    table: _TomlPath = ()
    for number, line in enumerate(text.split("\n"), 1):
        if header := _TABLE.match(line):
            place = table = _place(header[1])
        elif key := _KEY.match(line):
            place = (*table, *_place(key[1]))
        else:
            continue
        for length in range(1, len(place) + 1):
            found.setdefault(place[:length], number)
    return found


def _place(dotted: str) -> _TomlPath:
    return tuple(part.strip("\"'") for part in re.findall(_PART, dotted))


def _line_of(place: _TomlPath, lines: Mapping[_TomlPath, int]) -> int:
    return next((lines[place[:length]] for length in range(len(place), 0, -1) if place[:length] in lines), 1)


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
    if key and not _CHOSEN_KEY.fullmatch(key):
        return f"« {key} » ne peut pas servir ; attendu : {KEY_FORMS}"
    return ""
