"""Writing: reading then writing changes nothing but white space, writing then reading nothing at all."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segur_tui.format.reading import parse, read
from segur_tui.format.tree import Json, Number, Pointer, members_of, object_of, same
from segur_tui.format.writing import to_atom, to_compact, to_source, to_start, to_text, write
from tests.format.builders import claim_file, to_bytes
from tests.format.strategies import TEXTS, TREES, TREES_WITH_REPEATED_KEYS, spaced_texts

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[-+.\w]+|[{}\[\]:,]')


def tokens(text: str) -> list[tuple[str, str]]:
    """Return the tokens of a JSON text: texts by what they say, all else as it is written."""
    found = _TOKEN.findall(text)
    return [("text", json.loads(token)) if token[0] == '"' else ("sign", token) for token in found]


@settings(max_examples=200)
@given(spaced_texts())
def test_reading_then_writing_changes_nothing_but_white_space(text: str) -> None:
    written = write(read(text.encode()).root).decode("utf-8")
    assert tokens(written) == tokens(text)


@settings(max_examples=200)
@given(TREES_WITH_REPEATED_KEYS)
def test_writing_then_reading_gives_the_same_tree(tree: Json) -> None:
    root = {"racine": tree}
    assert same(read(write(root)).root, root)


@settings(max_examples=100)
@given(TREES_WITH_REPEATED_KEYS)
def test_what_was_written_is_written_the_same_again(tree: Json) -> None:
    content = write({"racine": tree})
    assert write(read(content).root) == content


@settings(max_examples=100)
@given(TREES_WITH_REPEATED_KEYS)
def test_the_compact_text_says_the_same_on_one_line(tree: Json) -> None:
    assert "\n" not in to_compact(tree)
    assert same(parse(to_compact(tree)), tree)


@settings(max_examples=100)
@given(TREES_WITH_REPEATED_KEYS, st.integers(1, 80))
def test_the_start_of_a_value_is_that_of_its_compact_text(tree: Json, most: int) -> None:
    whole = to_compact(tree)
    assert to_start(tree, most) == (whole if len(whole) <= most else whole[: most - 1] + "…")


@settings(max_examples=100)
@given(TREES)
def test_every_value_stands_where_the_source_says(tree: Json) -> None:
    source = to_source(tree, {pointer for pointer, _ in _inside(tree)})
    assert source.text == to_text(tree)
    for pointer, value in _inside(tree):
        start, end = source.spans[pointer]
        piece = source.text[start:end]
        if isinstance(pointer[-1], str):
            assert same(parse(f"{{{piece}}}"), {pointer[-1]: value})
        else:
            assert same(parse(piece), value)


def _inside(tree: Json, at: Pointer = ()) -> list[tuple[Pointer, Json]]:
    steps = members_of(tree) if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    return [found for step, value in steps for found in (((*at, step), value), *_inside(value, (*at, step)))]


@settings(max_examples=100)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(-99, 99) | TEXTS,
        lambda v: st.lists(v, max_size=4) | st.dictionaries(TEXTS, v, max_size=4),
    )
)
def test_the_layout_is_that_of_two_spaces_of_indent(tree: Json) -> None:
    standard = json.dumps(tree, indent=2, ensure_ascii=False)
    assert to_text(tree).replace("\\u2028", "\u2028").replace("\\u2029", "\u2029") == standard


def test_a_file_is_utf8_without_bom_with_accents_as_characters_and_a_final_newline() -> None:
    root = read('\ufeff{"a": "\\u00e9œ", "b": [], "c": {}, "d": [1, {"e": 1075.00}]}'.encode()).root
    assert write(root).decode("utf-8") == (
        '{\n  "a": "éœ",\n  "b": [],\n  "c": {},\n  "d": [\n    1,\n    {\n      "e": 1075.00\n    }\n  ]\n}\n'
    )


def test_repeated_keys_are_all_written() -> None:
    tree = object_of([("a", 1), ("b", 2), ("a", 3)])
    assert write(tree) == b'{\n  "a": 1,\n  "b": 2,\n  "a": 3\n}\n'
    assert to_compact(tree) == '{"a": 1, "b": 2, "a": 3}'


def test_a_claim_file_keeps_every_literal() -> None:
    content = to_bytes(claim_file(200))
    assert tokens(write(read(content).root).decode()) == tokens(content.decode())


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "null"),
        (True, "true"),
        (False, "false"),
        (1, "1"),
        (0, "0"),
        (Number("1.50"), "1.50"),
        ('a"b\\', '"a\\"b\\\\"'),
        ("\x00\n", '"\\u0000\\n"'),
    ],
)
def test_an_atom_has_its_literal(value: str | int | Number | None, text: str) -> None:
    assert to_atom(value) == text
