"""The field rules as pydantic models, built from the balises' declarations (note §3.2).

Every field is strict: the values are those of a parsed tree, and nothing is converted.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, partial
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    PlainValidator,
    StringConstraints,
    TypeAdapter,
    ValidationError,
    create_model,
)
from pydantic_core import ErrorDetails, PydanticCustomError

from segur_tui.format.balise import Level
from segur_tui.format.balises import of_level
from segur_tui.format.correction import is_amount, is_real_day
from segur_tui.format.kinds import (
    AlwaysNull,
    Amount,
    Block,
    Choice,
    Constant,
    Day,
    Flag,
    Identifier,
    Integer,
    Kind,
    ListOf,
    ShortText,
)
from segur_tui.format.tree import Json, Number

_DAY = re.compile(r"[0-9]{2}/[0-9]{2}/[0-9]{4}")
_WHOLE = re.compile(r"-?[0-9]+")
_NOTHING_ELSE = ConfigDict(strict=True, extra="ignore")


def field_errors(level: Level, values: Mapping[str, Json]) -> list[ErrorDetails]:
    """Return pydantic's errors for the balises of one object, given by name."""
    try:
        _model(level).model_validate(values)
    except ValidationError as invalid:
        return invalid.errors(include_url=False, include_input=False)
    return []


def is_right(kind: Kind, value: Json) -> bool:
    """Tell whether a value is one that a kind of balise may hold."""
    try:
        _adapter(kind).validate_python(value, strict=True)
    except ValidationError:
        return False
    return True


@cache
def _adapter(kind: Kind) -> TypeAdapter[object]:
    return TypeAdapter(_annotation(kind))


@cache
def _model(level: Level) -> type[BaseModel]:
    fields: dict[str, Any] = {
        balise.name: (_annotation(balise.kind), None if balise.optional else ...) for balise in of_level(level)
    }
    return create_model(level.name.title(), __config__=_NOTHING_ELSE, **fields)


def _annotation(kind: Kind) -> Any:  # noqa: ANN401, C901, PLR0911 (an annotation has no type; one case a kind)
    match kind:
        case AlwaysNull():
            # What the ASP fills depends on the kind of file: the file's controls look at it.
            return Any if kind.filled_by_asp else None
        case Constant(value):
            return Literal[value]
        case Choice(values):
            return Literal[values]
        case Identifier():
            return _identifier(kind)
        case Integer(least, most):
            return Annotated[Any, PlainValidator(partial(_whole, least, most))]
        case Flag():
            return bool
        case ShortText(longest):
            return Annotated[str, StringConstraints(min_length=1, max_length=longest)]
        case Day():
            return Annotated[str, AfterValidator(_day)]
        case Amount():
            return Annotated[Any, PlainValidator(_amount)]
        case ListOf(item):
            return list[_identifier(item)]  # type: ignore[misc]  # built at run time
        case Block():
            return Any  # the objects inside are models of their own


def _identifier(kind: Identifier) -> Any:  # noqa: ANN401 (an annotation has no type)
    return Annotated[
        str,
        StringConstraints(
            min_length=kind.length,
            max_length=kind.length,
            pattern=f"^{kind.prefix}(?:{kind.alphabet.pattern})$",
        ),
    ]


def _whole(least: int, most: int, value: object) -> object:
    is_whole = isinstance(value, int) or (isinstance(value, Number) and _WHOLE.fullmatch(value.literal))
    if isinstance(value, bool) or not is_whole:
        raise PydanticCustomError("int_type", "not a whole number")
    if not isinstance(value, int) or not least <= value <= most:
        raise PydanticCustomError("out_of_range", "out of range")
    return value


def _day(text: str) -> str:
    if _DAY.fullmatch(text) is None:
        raise PydanticCustomError("date_format", "not JJ/MM/AAAA")
    if not is_real_day(text):
        raise PydanticCustomError("date_real", "not a day")
    return text


def _amount(value: object) -> object:
    if isinstance(value, bool) or not isinstance(value, int | Number):
        raise PydanticCustomError("amount_type", "not a number")
    literal = str(value)
    if literal.startswith("-"):
        raise PydanticCustomError("amount_negative", "negative")
    if not is_amount(literal):
        raise PydanticCustomError("amount_decimals", "not two decimals")
    return value
