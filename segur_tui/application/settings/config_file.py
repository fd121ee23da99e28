"""Reading the configuration file: every mistake at once, each with its key and its line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints, ValidationError

from segur_tui.application.disk.bytes import read_bytes
from segur_tui.application.disk.folders import in_the_way
from segur_tui.application.settings.values import KEY_FORMS, Config, ConfigError, KeySetting, Mistake
from segur_tui.format.finding import quoted
from segur_tui.format.reading import Unreadable

_SYNTAX = re.compile(r"\(at line (\d+), column (\d+)\)|\(at end of document\)")
_PART = r"""(?:"[^"]*"|'[^']*'|[\w-]+)"""
_PARTS = rf"({_PART}(?:\s*\.\s*{_PART})*)"
_TABLE = re.compile(rf"\s*\[\[?\s*{_PARTS}\s*\]")
_KEY = re.compile(rf"\s*{_PARTS}\s*=")

_KEYS = "keys"
_FOLDER = "un chemin de dossier entre guillemets"
_EXPECTED = {
    "output": _FOLDER,
    "documents": _FOLDER,
    "accepted_codes": 'une liste de codes entre guillemets, par exemple ["0000"]',
    "theme": "« sombre » ou « clair »",
    "zone": 'un fuseau horaire, par exemple "Europe/Paris"',
    "state": _FOLDER,
    _KEYS: 'une table [keys] : nom de commande = "touche"',
}
_EXPECTED_KEY = f"une touche entre guillemets : {KEY_FORMS}"

Place = tuple[str, ...]
"""A key of the file, and what stands under it: ("keys", "suivant")."""


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(name) from None
    return name


_Text = Annotated[str, StringConstraints(min_length=1)]
_Folder = Annotated[str, StringConstraints(pattern=r"^[^\x00]+$")]


class _File(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")

    output: _Folder | None = None
    documents: _Folder | None = None
    accepted_codes: list[_Text] | None = None
    theme: Literal["sombre", "clair"] | None = None
    zone: Annotated[str, AfterValidator(_zone)] | None = None
    state: _Folder | None = None
    keys: dict[str, _Text] = {}


_FOLDERS = ("output", "documents", "state")


def read_config(path: Path) -> Config:
    """Return the configuration that a file holds; raises ConfigError with all that is wrong with it."""
    text = _text(path)
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(path, [_syntax(error, text)]) from None
    except (ValueError, RecursionError):  # a number of thousands of digits, lists in lists in lists
        raise ConfigError(path, [Mistake(0, "", "ce n’est pas du TOML que l’on puisse lire")]) from None
    lines = _lines(text)
    keys = _key_settings(values, lines)
    mistakes: list[Mistake] = []
    read = _File()
    try:
        read = _File.model_validate(values)
    except ValidationError as errors:
        mistakes += _mistakes(errors, values, lines)
    wrong = {mistake.at for mistake in mistakes}
    folders: dict[str, Path] = {}
    for name in _FOLDERS:
        if name in values and name not in wrong:
            found = _folder(path, values[name])
            if isinstance(found, Path):
                folders[name] = found
            else:
                mistakes.append(Mistake(_line_of((name,), lines), name, found))
    if mistakes:
        raise ConfigError(path, mistakes, keys)
    default = Config(path)
    return Config(
        path,
        output=folders.get("output"),
        documents=folders.get("documents"),
        state=folders.get("state"),
        accepted_codes=tuple(read.accepted_codes or ()),
        theme=read.theme or default.theme,
        zone=read.zone or default.zone,
        keys=keys,
        origins={name: f"{path}, ligne {_line_of((name,), lines)}" for name in values},
    )


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


def _mistakes(errors: ValidationError, values: Mapping[str, Any], lines: Mapping[Place, int]) -> Iterator[Mistake]:
    """Yield what is wrong with the kind of each value, once a key."""
    seen: set[Place] = set()
    for error in errors.errors():
        at = tuple(str(token) for token in error["loc"])
        place = at[: 2 if at[0] == _KEYS else 1]
        if place in seen:
            continue
        seen.add(place)
        value: Any = values
        for token in place:
            value = value[token]
        if error["type"] == "extra_forbidden":
            near = get_close_matches(place[0], _EXPECTED, 1)
            hint = f"voulez-vous dire {near[0]} ?" if near else f"clés connues : {', '.join(_EXPECTED)}"
            what = f"{'table' if isinstance(value, dict) else 'clé'} inconnue ; {hint}"
        else:
            expected = _EXPECTED[place[0]] if len(place) == 1 else _EXPECTED_KEY
            what = f"{_cited(value)} n’est pas possible ; attendu : {expected}"
        yield Mistake(_line_of(place, lines), ".".join(place), what)


def _cited(value: object) -> str:
    """Return a value as the file has it, or nearly so."""
    return quoted(str(value).lower() if isinstance(value, bool) else str(value))


def _key_settings(values: Mapping[str, Any], lines: Mapping[Place, int]) -> dict[str, KeySetting]:
    table = values.get(_KEYS)
    return {
        name: KeySetting(key if isinstance(key, str) else "", _line_of((_KEYS, name), lines))
        for name, key in (table.items() if isinstance(table, dict) else ())
    }


def _lines(text: str) -> dict[Place, int]:
    """Return the line of each key of a TOML text, from 1: enough for a file without nested tables."""
    found: dict[Place, int] = {}
    table: Place = ()
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


def _place(dotted: str) -> Place:
    return tuple(part.strip("\"'") for part in re.findall(_PART, dotted))


def _line_of(place: Place, lines: Mapping[Place, int]) -> int:
    """Return the line of a key, or of what holds it."""
    return next((lines[place[:length]] for length in range(len(place), 0, -1) if place[:length] in lines), 1)


def _folder(path: Path, text: str) -> Path | str:
    """Return the folder that a text means, or why it can be none.

    `~` is the home, and a relative one begins at the file's folder.
    """
    try:
        folder = path.parent / Path(text).expanduser()
    except RuntimeError:
        return f"{text} n’est le dossier de personne ici"
    blocking = in_the_way(folder)
    return folder if blocking is None else f"{blocking} n’est pas un dossier"
