"""Reading: what a file says is kept exactly, in whatever way it was saved."""

from __future__ import annotations

import codecs
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segur_tui.format.reading import DEEPEST, Encoding, Unreadable, parse, read
from segur_tui.format.tree import Json, Number, RepeatedKeys, members_of, same
from segur_tui.format.writing import to_text
from tests.format.builders import claim_file, to_bytes
from tests.format.strategies import TREES_WITH_REPEATED_KEYS


@pytest.mark.parametrize(
    "literal",
    [
        "1075.00",
        "1075.0",
        "1.075e3",
        "1E+400",
        "0.00",
        "-0.0",
        "-0",
        "1e-400",
        "9" * 16,
        "9" * 10_000,
        "-" + "9" * 15,
    ],
)
def test_a_number_that_int_would_change_keeps_its_literal(literal: str) -> None:
    assert read(f'{{"a": {literal}}}'.encode()).root == {"a": Number(literal)}


@pytest.mark.parametrize("number", [0, 1, -1, 200, 10000000009, 73282932000074, 999_999_999_999_999])
def test_an_ordinary_integer_is_an_int(number: int) -> None:
    assert same(read(f'{{"a": {number}}}'.encode()).root, {"a": number})


def test_true_is_not_one() -> None:
    assert same(read(b'{"a": [true, false, null, 1, 0]}').root, {"a": [True, False, None, 1, 0]})


def test_keys_keep_their_order() -> None:
    assert list(read(b'{"z": 1, "a": 2, "m": 3}').root) == ["z", "a", "m"]


def test_equal_texts_and_numbers_of_one_file_are_held_once() -> None:
    content = b'{"a": {"x": "d1", "n": 1.50}, "b": {"x": "d1", "n": 1.50}}'
    one, other = read(content).root.values()
    assert isinstance(one, dict)
    assert isinstance(other, dict)
    assert one["x"] is other["x"]
    assert one["n"] is other["n"]


@given(TREES_WITH_REPEATED_KEYS)
def test_what_is_not_held_beside_other_files_is_read_alike(tree: Json) -> None:
    text = to_text(tree)
    assert same(parse(text, is_held=False), parse(text))
    assert same(parse(text, is_held=False), tree)


def test_repeated_keys_are_all_kept_and_the_last_value_counts() -> None:
    root = read(b'{"a": 1, "b": 2, "a": 3}').root
    assert isinstance(root, RepeatedKeys)
    assert members_of(root) == (("a", 1), ("b", 2), ("a", 3))
    assert root["a"] == 3
    assert root.repeated() == ("a",)


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        ('{"é": "œ€"}'.encode(), Encoding.UTF_8),
        (codecs.BOM_UTF8 + '{"é": "œ€"}'.encode(), Encoding.UTF_8_BOM),
        ('{"é": "œ€"}'.encode("cp1252"), Encoding.WINDOWS_1252),
        (b'{"\\u00e9": "\\u0153\\u20ac"}', Encoding.UTF_8),
    ],
    ids=["UTF-8", "with BOM", "Windows-1252", "escaped"],
)
def test_accents_are_read_in_every_encoding(content: bytes, encoding: Encoding) -> None:
    reading = read(content)
    assert reading.root == {"é": "œ€"}
    assert reading.encoding is encoding


@pytest.mark.parametrize("bom", [b"", codecs.BOM_UTF8], ids=["without BOM", "with BOM"])
def test_a_file_that_mixes_encodings_is_refused_at_the_first_odd_byte(bom: bytes) -> None:
    for newline, place in ((b"\n", (2, 7)), (b" ", (1, 18))):
        content = bom + b'{"a": "' + "é".encode() + b'",' + newline + b'"b": "' + "é".encode("cp1252") + b'"}'
        with pytest.raises(Unreadable) as refusal:
            read(content)
        assert (refusal.value.line, refusal.value.column) == place


def test_escapes_are_read_as_characters() -> None:
    root = read(rb'{"a": "\u0041\n\t\"\\\/\ud83d\ude00\\ud800"}').root
    assert root == {"a": 'A\n\t"\\/😀\\ud800'}


def test_control_characters_may_be_escaped() -> None:
    assert read(rb'{"a\u0000": "\u001b[2J"}').root == {"a\0": "\x1b[2J"}


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_is_white_space(newline: str) -> None:
    content = to_bytes(claim_file()).replace(b", ", b"," + newline.encode())
    assert same(read(content).root, read(to_bytes(claim_file())).root)


@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ('{"a": ', "}")])
def test_the_deepest_nesting_is_read(opening: str, closing: str) -> None:
    assert parse(opening * DEEPEST + "1" + closing * DEEPEST)


_PIECES = ["{", "}", "[", "]", ",", ":", '"a"', '"é"', '"', "1", "1.50", "-", "0", "e", "true", "nul", "null"]
_PIECES += ["\\", " ", "\n", "\u00a0", "\x0c", "NaN", "'", "//", "\\u00e9", "\x01", "\ufeff", "٣"]


@settings(max_examples=300)
@given(st.lists(st.sampled_from(_PIECES), max_size=12).map(lambda pieces: "".join(pieces).lstrip("\ufeff")))
def test_what_is_json_for_the_standard_library_is_json_here_and_nothing_else(text: str) -> None:
    def refused(constant: str) -> None:
        raise ValueError(constant)

    try:
        json.loads(text, parse_constant=refused)
    except ValueError:
        with pytest.raises(Unreadable):
            parse(text)
    else:
        parse(text)
