"""The field rules as models of pydantic's core, built from the balises' declarations (note §3.2).

Every field is strict: the values are those of a parsed tree, and nothing is converted. The core is asked
without pydantic's Python layer, whose import takes longer than the check of a file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import TYPE_CHECKING

from segur_tui.format import kinds
from segur_tui.format.balise import Level
from segur_tui.format.core import PydanticCustomError, SchemaValidator, ValidationError
from segur_tui.format.tree import Absent, Json, Number

if TYPE_CHECKING:
    from pydantic_core import CoreSchema, ErrorDetails
    from pydantic_core.core_schema import StringSchema, TypedDictField

_DAY = re.compile(r"[0-9]{2}/[0-9]{2}/[0-9]{4}")
_WHOLE = "-?[0-9]+"


def field_errors(level: Level, values: Mapping[str, Json], *, is_deposit: bool = False) -> list[ErrorDetails]:
    """Return pydantic's errors for the balises of an object; in a file to deposit, what the ASP fills is null."""
    try:
        _model(level, is_deposit).validate_python(values)
    except ValidationError as invalid:
        return invalid.errors(include_url=False, include_input=False)
    return []


def error_of(kind: kinds.Kind, value: Json | Absent, error: str) -> str:
    """Return the name of an error in the rules, given pydantic's own: two of its errors are each two of theirs."""
    if error == "literal_error" and not isinstance(value, str) and not isinstance(kind, kinds.Constant):
        return "type_error"
    if error == "string_pattern_mismatch" and isinstance(kind, kinds.Identifier) and isinstance(value, str):
        return error if value.startswith(kind.prefix) else "string_prefix"
    return error


def is_right(kind: kinds.Kind, value: Json) -> bool:
    """Tell whether a value is one that a kind of balise may hold."""
    return rightness_of(kind)(value)


@cache
def rightness_of(kind: kinds.Kind) -> Callable[[object], bool]:
    """Return the function that tells whether a value is one that a kind of balise may hold."""
    return _validator(kind).isinstance_python


@cache
def _validator(kind: kinds.Kind) -> SchemaValidator:
    return SchemaValidator(_schema(kind))


@cache
def _model(level: Level, is_deposit: bool) -> SchemaValidator:  # noqa: FBT001 (the cache's key)
    unfilled = kinds.AlwaysNull() if is_deposit else None
    fields: dict[str, TypedDictField] = {
        balise.name: {
            "type": "typed-dict-field",
            "schema": _schema(
                unfilled if unfilled and balise.kind == kinds.AlwaysNull(filled_by_asp=True) else balise.kind
            ),
            "required": not balise.optional,
        }
        for balise in level.balises
    }
    return SchemaValidator({"type": "typed-dict", "fields": fields, "extra_behavior": "ignore"})


def _schema(kind: kinds.Kind) -> CoreSchema:  # noqa: C901, PLR0911 (one case a kind)
    match kind:
        case kinds.AlwaysNull():
            # What the ASP fills depends on the kind of file: the file's controls look at it.
            return {"type": "any"} if kind.filled_by_asp else {"type": "none"}
        case kinds.Constant(value):
            return {"type": "literal", "expected": [value]}
        case kinds.Choice(values):
            return {"type": "literal", "expected": list(values)}
        case kinds.Identifier():
            return _identifier(kind)
        case kinds.Integer(least, most):
            return {
                "type": "function-plain",
                "function": {"type": "no-info", "function": partial(_whole, least, most)},
            }
        case kinds.Flag():
            return {"type": "bool", "strict": True}
        case kinds.ShortText(longest):
            return {"type": "str", "strict": True, "min_length": 1, "max_length": longest}
        case kinds.Day():
            text: StringSchema = {"type": "str", "strict": True}
            return {"type": "function-after", "function": {"type": "no-info", "function": _day}, "schema": text}
        case kinds.Amount():
            return {"type": "function-plain", "function": {"type": "no-info", "function": _amount}}
        case kinds.ListOf(item):
            return {"type": "list", "items_schema": _identifier(item), "strict": True}
        case kinds.Block():
            return {"type": "any"}  # the objects inside are models of their own


def _identifier(kind: kinds.Identifier) -> StringSchema:
    return {
        "type": "str",
        "strict": True,
        "min_length": kind.length,
        "max_length": kind.length,
        "pattern": f"^{kind.prefix}(?:{kind.alphabet.pattern})$",
    }


def _whole(least: int, most: int, value: object) -> object:
    is_whole = isinstance(value, int) or (isinstance(value, Number) and re.fullmatch(_WHOLE, value.literal))
    if isinstance(value, bool) or not is_whole:
        raise PydanticCustomError("int_type", "not a whole number")
    if not isinstance(value, int) or not least <= value <= most:
        raise PydanticCustomError("out_of_range", "out of range")
    return value


def _day(text: str) -> str:
    if _DAY.fullmatch(text) is None:
        raise PydanticCustomError("date_format", "not JJ/MM/AAAA")
    if kinds.real_day(text) is None:
        raise PydanticCustomError("date_real", "not a day")
    return text


def _amount(value: object) -> object:
    if isinstance(value, bool) or not isinstance(value, int | Number):
        raise PydanticCustomError("amount_type", "not a number")
    literal = str(value)
    if literal.startswith("-"):
        raise PydanticCustomError("amount_negative", "negative")
    if not kinds.is_amount(literal):
        raise PydanticCustomError("amount_decimals", "not two decimals")
    return value
