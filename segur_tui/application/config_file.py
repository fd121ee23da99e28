"""Reading the configuration file: every mistake at once, each with its key and its line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints, ValidationError

from segur_tui.application.config import Config, ConfigError, KeySetting
from segur_tui.application.opening import read_bytes
from segur_tui.format.finding import quoted
from segur_tui.format.reading import Unreadable
from segur_tui.format.wording import typeset

_SYNTAX = re.compile(r"\(at line (\d+), column (\d+)\)|\(at end of document\)")
_TABLE = re.compile(r"\s*\[\s*([\w-]+)\s*\]")
_KEY = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|([\w-]+))\s*=""")

_EXPECTED = {
    "output": "un chemin de dossier entre guillemets",
    "documents": "un chemin de dossier entre guillemets",
    "accepted_codes": 'une liste de codes entre guillemets, par exemple ["0000"]',
    "theme": "« sombre » ou « clair »",
    "zone": 'un fuseau horaire, par exemple "Europe/Paris"',
    "state": "un chemin de dossier entre guillemets",
    "keys": 'une table [keys] : nom de commande = "touche"',
}


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(name) from None
    return name


_Text = Annotated[str, StringConstraints(min_length=1)]


class _File(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")

    output: _Text | None = None
    documents: _Text | None = None
    accepted_codes: list[_Text] | None = None
    theme: Literal["sombre", "clair"] | None = None
    zone: Annotated[str, AfterValidator(_zone)] | None = None
    state: _Text | None = None
    keys: dict[str, _Text] = {}


def read_config(path: Path) -> Config:
    """Return the configuration that a file holds; raises ConfigError with all that is wrong with it."""
    text = _text(path)
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}, {_syntax(error, text)}") from None
    lines = _lines(text)
    try:
        read = _File.model_validate(values)
    except ValidationError as errors:
        found = sorted(_mistakes(path, errors, values, lines))
        raise ConfigError("\n".join(sentence for _, sentence in found)) from None
    keys = {name: KeySetting(key, lines.get(("keys", name), 1)) for name, key in read.keys.items()}
    origins = {name: f"{path}, ligne {line}" for (name, *rest), line in lines.items() if not rest}
    default = Config(path)
    return replace(
        default,
        output=_folder(path, read.output),
        documents=_folder(path, read.documents),
        accepted_codes=tuple(read.accepted_codes or ()),
        theme=read.theme or default.theme,
        zone=read.zone or default.zone,
        state=_folder(path, read.state),
        keys=keys,
        origins=origins,
    )


def _text(path: Path) -> str:
    try:
        return read_bytes(path).decode("utf-8")
    except Unreadable as failure:
        raise ConfigError(f"{path} : {failure}") from None
    except UnicodeDecodeError:
        raise ConfigError(f"{path} : ce n’est pas de l’UTF-8") from None


def _syntax(error: tomllib.TOMLDecodeError, text: str) -> str:
    found = _SYNTAX.search(str(error))
    if found is None or found[1] is None:
        return f"ligne {len(text.splitlines()) or 1} : le fichier s’arrête trop tôt"
    reason = "la clé est donnée deux fois" if "overwrite" in str(error) else "ce n’est pas du TOML"
    return f"ligne {found[1]}, colonne {found[2]} : {reason}"


def _mistakes(
    path: Path, errors: ValidationError, values: Mapping[str, Any], lines: Mapping[tuple[str, ...], int]
) -> Iterator[tuple[int, str]]:
    """Yield each mistake with its line."""
    seen: set[tuple[str, ...]] = set()
    for error in errors.errors():
        at = tuple(str(token) for token in error["loc"])
        key = at[: 2 if at[0] == "keys" else 1]
        if key in seen:
            continue
        seen.add(key)
        line = lines.get(key, lines.get(at[:1], 1))
        where = f"{path}, ligne {line}, {'.'.join(key)}"
        if error["type"] == "extra_forbidden":
            near = get_close_matches(key[0], _EXPECTED, 1)
            hint = f" ; voulez-vous dire {near[0]} ?" if near else f" ; clés connues : {', '.join(_EXPECTED)}"
            yield line, typeset(f"{where} : clé inconnue{hint}")
        else:
            value: Any = values
            for token in key:
                value = value[token]
            yield (
                line,
                typeset(f"{where} : {quoted(str(value))} n’est pas possible ; attendu : {_EXPECTED[key[0]]}"),
            )


def _lines(text: str) -> dict[tuple[str, ...], int]:
    """Return the line of each key of a TOML text, from 1: enough for a file without nested tables."""
    found: dict[tuple[str, ...], int] = {}
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines(), 1):
        if header := _TABLE.match(line):
            table = (header[1],)
            found.setdefault(table, number)
        elif key := _KEY.match(line):
            name = next(part for part in key.groups() if part is not None)
            found.setdefault((*table, name), number)
    return found


def _folder(path: Path, text: str | None) -> Path | None:
    """Return the folder that a text means: `~` is the home, a relative one begins at the file's folder."""
    if text is None:
        return None
    try:
        return path.parent / Path(text).expanduser()
    except RuntimeError:
        raise ConfigError(f"{path} : {text} n’est le dossier de personne ici") from None
