"""The JSON Schema of a claim file to deposit, from the declarations of its balises (note §3.2).

It says what a schema can: how a number is written (1075.00) and what demandes have in common is for the check.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from segur_tui.format import kinds
from segur_tui.format.balise import Balise, Level
from segur_tui.format.profile import Profile

Schema = dict[str, Any]
"""A JSON Schema, or a part of one."""

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_YEAR = "(?:[1-9][0-9]{3}|0[1-9][0-9]{2}|00[1-9][0-9]|000[1-9])"
_LEAP_YEAR = "(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:0[48]|[2468][048]|[13579][26])00)"
_DAY = (
    f"^(?:(?:0[1-9]|1[0-9]|2[0-8])/(?:0[1-9]|1[0-2])/{_YEAR}|(?:29|30)/(?:0[13-9]|1[0-2])/{_YEAR}"
    f"|31/(?:0[13578]|1[02])/{_YEAR}|29/02/{_LEAP_YEAR})$"
)


def claim_schema(profile: Profile) -> Schema:
    """Return the schema of a whole file to deposit."""
    schema = _object(profile.lines.bloc.level, "#")
    schema["properties"][profile.lines.name] |= {"minItems": 1, "maxItems": profile.most_lines}
    return {"$schema": DIALECT, "title": f"Fichier {profile.file_names.prefix} à déposer", **schema}


def _object(level: Level, at: str) -> Schema:
    """Return the schema of the objects of a level, which stands `at` a pointer.

    Balises may also stand in a block of their own. Where there is none, a reader is told in the plain words of a
    schema what is missing; where there is one, each balise is somewhere.
    """
    properties: Schema = {}
    for balise in level.balises:
        described = {"title": balise.label, "description": balise.note, **_balise(balise, at)}
        properties |= dict.fromkeys((balise.name, *balise.spellings), described)
    needed = [balise for balise in level.balises if not balise.optional]
    plain = [balise.name for balise in needed if not balise.spellings]
    others = [balise for balise in needed if balise.spellings]
    whole = {
        "type": "object",
        "properties": {name: {} for name in plain},
        "required": plain,
        **_conditions(level, others, _Plain()),
    }
    if not level.blocks:
        return whole | {"properties": properties}
    anywhere = _Anywhere(f"^(?:{'|'.join(properties)})$")
    references = {name: {"$ref": f"{at}/properties/{name}"} for name in properties}
    return {
        "type": "object",
        "properties": properties,
        "additionalProperties": _if_object({"type": "object", "properties": references}),
        "if": anywhere.of_blocks({"not": {"type": "object"}}),
        "then": whole,
        "else": {"type": "object", **_conditions(level, needed, anywhere)},
    }


class _Plain:
    """Balises of an object that has no block: each stands in the object itself."""

    def has(self, balise: Balise, value: Schema) -> Schema:
        """Return that a balise is there, with a value of this schema."""
        ways: list[Schema] = [
            {"type": "object", "properties": {name: value}, "required": [name]}
            for name in (balise.name, *balise.spellings)
        ]
        return ways[0] if len(ways) == 1 else {"anyOf": ways}

    def holds(self, balise: Balise, value: Schema) -> Schema:
        """Return that a balise, if it is there, has a value of this schema."""
        return {"type": "object", "properties": {balise.name: value}}


class _Anywhere(_Plain):
    """Balises of an object that has blocks, which are all keys but those `known`: each stands in it, or in one."""

    def __init__(self, known: str) -> None:
        self._known = known

    def of_blocks(self, schema: Schema) -> Schema:
        """Return that all that stands under other keys is of this schema."""
        return {"type": "object", "patternProperties": {self._known: {}}, "additionalProperties": schema}

    def has(self, balise: Balise, value: Schema) -> Schema:
        here = super().has(balise, value)
        return {"anyOf": [here, {"not": self.of_blocks({"not": here})}]}

    def holds(self, balise: Balise, value: Schema) -> Schema:
        here = super().holds(balise, value)
        return {"allOf": [here, self.of_blocks(_if_object(here))]}


def _conditions(level: Level, needed: Iterable[Balise], where: _Plain) -> Schema:
    conditions = [where.has(balise, {}) for balise in needed]
    conditions += (_filled_when(balise, level, where) for balise in level.balises if balise.wanted_when)
    return {"allOf": conditions} if conditions else {}


def _if_object(schema: Schema) -> Schema:
    return {"if": {"type": "object"}, "then": schema}


def _filled_when(balise: Balise, level: Level, where: _Plain) -> Schema:
    """Return that a list is filled when another balise has a value; else one that is not optional is empty."""
    name, value = balise.wanted_when or ("", None)
    filled, empty = ({"type": "array", bound: number} for bound, number in (("minItems", 1), ("maxItems", 0)))
    return {
        "if": where.has(level.by_name[name], {"const": value}),
        "then": (where.has if balise.optional else where.holds)(balise, filled),
        **({} if balise.optional else {"else": where.holds(balise, empty)}),
    }


def _balise(balise: Balise, at: str) -> Schema:
    """Return the schema of a balise of an object `at` a pointer; a lone object may be a list of one."""
    if balise.inside is None:
        return kind_schema(balise.kind)
    place = f"{at}/properties/{balise.name}"
    if isinstance(balise.kind, kinds.Block) and balise.kind.many:
        return {"type": "array", "items": _object(balise.inside, f"{place}/items")}
    one = {"type": "array", "minItems": 1, "maxItems": 1, "items": {"$ref": f"{place}/else"}}
    return {"if": {"type": "array"}, "then": one, "else": _object(balise.inside, f"{place}/else")}


def kind_schema(kind: kinds.Kind) -> Schema:  # noqa: C901, PLR0911 (one case a kind)
    """Return the schema of a kind of value."""
    match kind:
        case kinds.Identifier():
            return _text(_pattern(kind), kind.length)
        case kinds.Integer(least, most):
            return {"type": "integer", "minimum": least, "maximum": most}
        case kinds.Day():
            return _text(_DAY, len("JJ/MM/AAAA"))
        case kinds.Amount():
            return {"type": "number", "minimum": 0}
        case kinds.Choice(values):
            return {"enum": list(values)}
        case kinds.Constant(value):
            return {"const": value}
        case kinds.Flag():
            return {"type": "boolean"}
        case kinds.AlwaysNull():
            return {"type": "null"}
        case kinds.ShortText(longest):
            return {"type": "string", "minLength": 1, "maxLength": longest}
        case kinds.ListOf(item):
            return {"type": "array", "items": kind_schema(item)}
        case kinds.Block(many):
            return {"type": "array" if many else "object"}


def _text(pattern: str, length: int) -> Schema:
    # Both: to some readers `$` lets one more line end in.
    return {"type": "string", "minLength": length, "maxLength": length, "pattern": pattern}


def _pattern(kind: kinds.Identifier) -> str:
    """Return the regular expression of an identifier, in the part of the language that all readers share."""
    alphabet = r"[\s\S]+" if kind.alphabet is kinds.Alphabet.ANY else kind.alphabet.pattern
    *single, repeated = alphabet.removesuffix("+").replace("][", "]\0[").split("\0")
    return f"^{kind.prefix}{''.join(single)}{repeated}{{{kind.length - len(kind.prefix) - len(single)}}}$"
