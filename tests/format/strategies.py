"""What hypothesis draws: JSON texts with their literals, trees, and correct files broken in any place."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import cycle
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from segur_tui.format.edit import Edit
from segur_tui.format.solde import SOLDE
from segur_tui.format.tree import ABSENT, Absent, Json, Number, Pointer, members_of, object_of, value_at
from tests.format.builders import Literal, Members, claim_file
from tests.format.cases import ALL
from tests.format.faults import answered

LITERALS = st.from_regex(r"-?(0|[1-9][0-9]{0,20})(\.[0-9]{1,4})?([eE][+-]?[0-9]{1,3})?", fullmatch=True)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
NAMES = st.sampled_from([balise.name for balise in SOLDE.balises]) | TEXTS
SPACES = st.lists(st.sampled_from(["", " ", "\n", "\t", "\r\n  "]), min_size=1, max_size=7)

_ATOMS = st.none() | st.booleans() | st.integers(-3, 300) | LITERALS.map(Literal) | TEXTS
VALUES: st.SearchStrategy[Any] = st.recursive(
    _ATOMS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(NAMES, inner, max_size=3)
        | st.lists(st.tuples(NAMES, inner), max_size=3).map(Members)
    ),
    max_leaves=8,
)
"""Any JSON value, as the builders write it; keys may stand twice."""

_KNOWN_FAULTS = [case.fault for case in ALL.values()]
_ANSWERS = [answered("0000", "Demande acceptée"), answered("1204", "Date de facture invalide"), answered("7", "")]


def _number(literal: str) -> int | Number:
    is_plain = literal.lstrip("-").isdigit() and len(literal) <= 15 and literal != "-0"
    return int(literal) if is_plain else Number(literal)


def _trees(*, repeated: bool) -> st.SearchStrategy[Json]:
    atoms: st.SearchStrategy[Json] = st.none() | st.booleans() | LITERALS.map(_number) | TEXTS
    keys = st.sampled_from("abc") | TEXTS

    def containers(inner: st.SearchStrategy[Json]) -> st.SearchStrategy[Json]:
        plain = st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4)
        return plain | st.lists(st.tuples(keys, inner), max_size=4).map(object_of) if repeated else plain

    return st.recursive(atoms, containers, max_leaves=12)


TREES = _trees(repeated=False)
TREES_WITH_REPEATED_KEYS = _trees(repeated=True)


@st.composite
def spaced_texts(draw: st.DrawFn) -> str:
    """Draw the text of a JSON object with any white space between its tokens, escapes included or not."""
    value = draw(st.dictionaries(NAMES, VALUES, max_size=4) | st.lists(st.tuples(NAMES, VALUES)).map(Members))
    spaces = cycle(draw(SPACES))
    pieces = "".join(token + next(spaces) for token in _tokens(value, escaped=draw(st.booleans())))
    return next(spaces) + pieces


def _tokens(value: Any, *, escaped: bool) -> Iterator[str]:
    if isinstance(value, dict):
        value = Members(value.items())
    if isinstance(value, Members):
        yield "{"
        for index, (key, inner) in enumerate(value):
            yield from ([","] if index else [])
            yield from (_atom(key, escaped=escaped), ":", *_tokens(inner, escaped=escaped))
        yield "}"
    elif isinstance(value, list):
        yield "["
        for index, inner in enumerate(value):
            yield from ([","] if index else [])
            yield from _tokens(inner, escaped=escaped)
        yield "]"
    else:
        yield _atom(value, escaped=escaped)


def _atom(value: Any, *, escaped: bool) -> str:
    return value.text if isinstance(value, Literal) else json.dumps(value, ensure_ascii=escaped)


@st.composite
def broken_files(draw: st.DrawFn, lines: int = 3) -> Any:
    """Draw a file that was correct: known faults and answers on any demande, any value in any place."""
    holder: dict[str, Any] = {"": claim_file(lines)}
    positions = st.integers(0, lines - 1)
    for fault, line in draw(st.lists(st.tuples(st.sampled_from(_KNOWN_FAULTS), positions), max_size=5)):
        try:
            fault(holder, line)
        except (LookupError, TypeError, AttributeError):
            continue  # an earlier fault took its place away
    for fault, line in draw(st.lists(st.tuples(st.sampled_from(_ANSWERS), positions), max_size=1)):
        try:
            fault(holder, line)
        except (LookupError, TypeError):
            continue
    for at, value in draw(st.lists(st.tuples(st.integers(0, 10**6), VALUES), max_size=2)):
        places = list(_places(holder[""]))
        if places:
            container, step = places[at % len(places)]
            container[step] = value
    return holder[""]


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    if isinstance(value, Members):
        for _, inner in value:
            yield from _places(inner)
    elif isinstance(value, dict | list):
        steps: Sequence[Any] = list(value) if isinstance(value, dict) else range(len(value))
        for step in steps:
            yield value, step
            yield from _places(value[step])


def _pointers(tree: Json, at: Pointer = ()) -> list[Pointer]:
    if isinstance(tree, dict):
        inside = [found for key, value in tree.items() for found in _pointers(value, (*at, key))]
    elif isinstance(tree, list):
        inside = [found for index, value in enumerate(tree) for found in _pointers(value, (*at, index))]
    else:
        inside = []
    return [at, *inside]


def fitting_edit(data: st.DataObject, tree: Json) -> Edit:
    """Draw an edit that fits a tree: a new value, a removal, an insertion or a renaming."""
    pointer = data.draw(st.sampled_from(_pointers(tree)), label="pointer")
    value = value_at(tree, pointer)
    assert not isinstance(value, Absent)
    new = data.draw(TREES, label="new")
    ways = ["replace", *(["remove"] if pointer else [])]
    ways += ["insert"] if isinstance(value, dict | list) else []
    ways += ["rename"] if pointer and isinstance(pointer[-1], str) else []
    match data.draw(st.sampled_from(ways), label="way"):
        case "remove":
            return Edit(pointer, value, ABSENT)
        case "insert" if isinstance(value, dict):
            key = data.draw(st.text("xyz", max_size=2).filter(lambda key: key not in value), label="key")
            position = data.draw(st.none() | st.integers(0, len(members_of(value))), label="position")
            return Edit((*pointer, key), ABSENT, new, position=position)
        case "insert" if isinstance(value, list):
            return Edit((*pointer, data.draw(st.integers(0, len(value)), label="index")), ABSENT, new)
        case "rename":
            parent = value_at(tree, pointer[:-1])
            key = data.draw(st.text("xyz", max_size=2), label="key")
            assume(isinstance(parent, dict) and key not in parent)
            return Edit(pointer, value, data.draw(st.just(value) | TREES), key=key)
        case _:
            return Edit(pointer, value, new)
