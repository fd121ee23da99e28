"""Writing a tree as the deposited text: 2-space indent, literals and key order as they were read."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from functools import cache
from itertools import accumulate

from simplejson.encoder import encode_basestring

from segur_tui.format.tree import CONTAINERS, Json, Number, Pointer, members_of
from segur_tui.format.value_type import value_type

_INDENT = "  "


@value_type
class SourceText:
    """A written tree, and the first and past-the-end character of each wanted value, its key included."""

    text: str
    spans: Mapping[Pointer, tuple[int, int]]


def write(tree: Json) -> bytes:
    """Return the bytes of a file to deposit: UTF-8 without BOM, final newline (format.md §6)."""
    return to_text(tree, "\n").encode("utf-8")


def to_text(tree: Json, end: str = "") -> str:
    """Return the text of a tree, indented by two spaces, with nothing or another text behind it."""
    pieces: list[str] = []
    _append(tree, 0, pieces)
    pieces.append(end)
    return "".join(pieces)


def to_source(tree: Json, wanted: Container[Pointer]) -> SourceText:
    """Return the same text as `to_text` with the place of the wanted values in it."""
    pieces: list[str] = []
    found: dict[Pointer, tuple[int, int]] = {}

    def note(at: Pointer, start: int) -> None:
        if at in wanted:
            found[at] = start, len(pieces)

    _append(tree, 0, pieces, (), note)
    offsets = [0, *accumulate(map(len, pieces))]
    return SourceText("".join(pieces), {at: (offsets[a], offsets[b]) for at, (a, b) in found.items()})


def to_compact(tree: Json) -> str:
    """Return a value on one line, as screens and reports show it."""
    return "".join(_compact_pieces(tree))


def to_start(tree: Json, most: int) -> str:
    """Return the same as `to_compact`, cut where it is longer than `most` characters, at no cost for the rest."""
    if not isinstance(tree, CONTAINERS):
        text = to_atom(tree)
        return text if len(text) <= most else text[: most - 1] + "…"
    pieces: list[str] = []
    length = 0
    for piece in _compact_pieces(tree):
        pieces.append(piece)
        length += len(piece)
        if length > most:
            return "".join(pieces)[: most - 1] + "…"
    return "".join(pieces)


def to_atom(value: str | int | Number | None) -> str:
    """Return the literal of a value that is neither an object nor a list."""
    match value:
        case str():
            return str(encode_basestring(value))
        case None:
            return "null"
        case True:
            return "true"
        case False:
            return "false"
        case _:
            return str(value)


def _compact_pieces(tree: Json) -> Iterator[str]:
    if isinstance(tree, dict | list):
        opening, closing = "{}" if isinstance(tree, dict) else "[]"
        yield opening
        separator = ""
        for key, value in members_of(tree) if isinstance(tree, dict) else ((None, item) for item in tree):
            yield separator if key is None else f"{separator}{encode_basestring(key)}: "
            yield from _compact_pieces(value)
            separator = ", "
        yield closing
    else:
        yield to_atom(tree)


@cache
def _breaks(depth: int) -> tuple[str, str, str, str]:
    """Return the line breaks at a depth from 0, shared: of a long file they would be most of the memory."""
    inner = f"\n{_INDENT * (depth + 1)}"
    return f"{{{inner}", f"[{inner}", f",{inner}", f"\n{_INDENT * depth}"


def _append(
    tree: Json,
    depth: int,
    pieces: list[str],
    pointer: Pointer = (),
    note: Callable[[Pointer, int], None] | None = None,
) -> None:
    """Append the text of a tree to `pieces`; `note`, where given, learns the first piece of each value."""
    if not isinstance(tree, CONTAINERS):
        pieces.append(to_atom(tree))
        return
    if not tree:
        pieces.append("{}" if isinstance(tree, dict) else "[]")
        return
    begin, begin_list, following, end = _breaks(depth)
    members: Iterable[tuple[str | int, Json]] = enumerate(tree)
    lead = begin_list
    if isinstance(tree, dict):
        members, lead = members_of(tree), begin
    for key, value in members:
        pieces.append(lead)
        lead = following
        start = len(pieces)
        if isinstance(key, str):
            pieces += (encode_basestring(key), ": ")
        at = (*pointer, key) if note is not None else ()
        _append(value, depth + 1, pieces, at, note)
        if note is not None:
            note(at, start)
    pieces += (end, "}" if isinstance(tree, dict) else "]")
