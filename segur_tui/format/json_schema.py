"""The JSON Schema of a claim file to deposit, from the declarations of its balises (note §3.2).

It says what a schema can: how a number is written (1075.00) and what demandes have in common is for the check.
"""

from __future__ import annotations

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
    top = profile.lines.bloc.level
    schema = _object(top)
    schema["properties"][profile.lines.name] |= {"minItems": 1, "maxItems": profile.most_lines}
    return {"$schema": DIALECT, "title": f"Fichier {profile.file_names.prefix} à déposer", **schema}


def _object(level: Level) -> Schema:
    properties: Schema = {}
    needed, one_of_two = [], []
    for balise in level.balises:
        described = {"title": balise.label, "description": balise.note, **_balise(balise)}
        names = (balise.name, *balise.spellings)
        properties |= dict.fromkeys(names, described)
        if len(names) > 1 and not balise.optional:
            one_of_two.append({"anyOf": [{"properties": {name: {}}, "required": [name]} for name in names]})
        elif not balise.optional:
            needed.append(balise.name)
    conditions = [*one_of_two, *(_filled_when(each) for each in level.balises if each.wanted_when)]
    return {
        "type": "object",
        "properties": properties,
        "required": needed,
        **({"allOf": conditions} if conditions else {}),
    }


def _filled_when(balise: Balise) -> Schema:
    """Return that a list is filled when another balise has a value; else one that is not optional is empty."""
    name, value = balise.wanted_when or ("", None)
    filled = {"properties": {balise.name: {"type": "array", "minItems": 1}}}
    condition = {
        "if": {"properties": {name: {"const": value}}, "required": [name]},
        "then": filled | ({"required": [balise.name]} if balise.optional else {}),
    }
    empty = {"properties": {balise.name: {"type": "array", "maxItems": 0}}}
    return condition if balise.optional else {**condition, "else": empty}


def _balise(balise: Balise) -> Schema:
    if balise.inside is None:
        return kind_schema(balise.kind)
    inside = _object(balise.inside)
    return (
        {"type": "array", "items": inside} if isinstance(balise.kind, kinds.Block) and balise.kind.many else inside
    )


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
