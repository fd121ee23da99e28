"""Value types: classes with slots, made of their fields, that compare, hash and show themselves by content.

They are declared as data classes are, whose `field`, `fields` and `replace` these are to the type checker. The
standard library's load `inspect`, and compile six methods of each class as it is declared: a sixth of a check.
Here `__init__` alone is compiled, when the first value of a class is made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from operator import attrgetter
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, TypeVar, dataclass_transform

__all__ = ["field", "fields", "mutable_type", "replace", "value_type"]

_Value = TypeVar("_Value")
_NONE = object()


class _Field(SimpleNamespace):
    """A declared field; what it does not say is as here."""

    name = ""
    default: object = _NONE
    default_factory: Callable[[], object] | None = None
    init = compare = repr = True
    metadata: Mapping[str, object] = {}


if TYPE_CHECKING:
    from dataclasses import field, fields, replace
else:
    field = _Field

    def fields(made: type[_Value] | _Value) -> tuple[_Field, ...]:
        """Return the fields of a value type, or of a value, in order."""
        return made.__fields__

    def replace(value: _Value, /, **changes: object) -> _Value:
        """Return a value with other contents in some fields; it is made anew by its class."""
        kept = {name: getattr(value, name) for name in value.__match_args__}
        return type(value)(**kept | changes)


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def value_type(declared: type[_Value]) -> type[_Value]:
    """Make a class a value type, whose instances the type checker lets nobody change; its own methods stay.

    Nothing refuses a change at run time: that would cost at every start, too.
    """
    body = {name: value for name, value in vars(declared).items() if name not in {"__dict__", "__weakref__"}}
    own = tuple(_fields(body))
    content = attrgetter(*names) if (names := [each.name for each in own if each.compare]) else type

    def begin(self: _Value, *given: object, **named: object) -> None:
        made.__init__ = _initializer(own, has_post=hasattr(made, "__post_init__"))
        made.__init__(self, *given, **named)

    def show(self: _Value) -> str:
        shown = (f"{each.name}={getattr(self, each.name)!r}" for each in own if each.repr)
        return f"{made.__qualname__}({', '.join(shown)})"

    def equals(self: _Value, other: object) -> bool:
        return content(self) == content(other) if type(other) is made else NotImplemented

    if "__eq__" not in body:
        body |= {"__eq__": equals, "__hash__": lambda self: hash(content(self))}
    if "__reduce__" not in body:  # pickled by its content: by its slots it would take thrice as long
        given = _all_of([each.name for each in own if each.init])
        body["__reduce__"] = lambda self: (made, given(self))
    has_more = any(isinstance(each, cached_property) for each in body.values())
    body |= {
        "__init__": begin,
        "__repr__": show,
        "__fields__": own,
        "__match_args__": tuple(each.name for each in own if each.init),
        "__slots__": (*(each.name for each in own), *(["__dict__"] if has_more else [])),
    }
    kind: Any = type(declared)
    made: Any = kind(declared.__name__, declared.__bases__, body)
    made.__qualname__ = declared.__qualname__
    return made  # type: ignore[no-any-return] # no checker knows what was made


@dataclass_transform(field_specifiers=(field,))
def mutable_type(declared: type[_Value]) -> type[_Value]:
    """Make a class as a value type is made, but that its fields may be set."""
    return value_type(declared)


def _all_of(names: Sequence[str]) -> Callable[[object], tuple[object, ...]]:
    """Return the function that takes fields of a value: the library's gives the field itself where it is one."""
    return attrgetter(*names) if len(names) > 1 else lambda value: tuple(getattr(value, name) for name in names)


def _fields(body: dict[str, Any]) -> Iterator[_Field]:
    """Take the defaults out of a class's body, where slots would clash with them, and yield its fields."""
    for name, annotation in body.get("__annotations__", {}).items():
        if not annotation.startswith("ClassVar"):
            default = body.pop(name, _NONE)
            declared = default if isinstance(default, _Field) else _Field(default=default)
            declared.name = name
            yield declared


def _initializer(own: tuple[_Field, ...], *, has_post: bool) -> Callable[..., None]:
    """Compile the method that sets all fields: given by position or name, by default, or made each time."""
    scope: dict[str, Any] = {"none": _NONE}
    parameters, lines = ["self"], []
    for each in own:
        name, value = each.name, each.name
        scope |= {f"default_{name}": each.default, f"make_{name}": each.default_factory}
        if each.default_factory is not None:
            value = f"make_{name}() if {name} is none else {name}" if each.init else f"make_{name}()"
        if each.init:
            default = "none" if each.default_factory is not None else f"default_{name}"
            parameters.append(name if value == name and each.default is _NONE else f"{name}={default}")
        if each.init or each.default_factory is not None:
            lines.append(f"self.{name} = {value}")
    lines += ["self.__post_init__()"] if has_post else []
    exec(f"def __init__({', '.join(parameters)}): {'; '.join(lines) or 'pass'}", scope)  # noqa: S102 (declared names alone)
    made: Callable[..., None] = scope["__init__"]
    return made
