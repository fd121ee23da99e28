"""Hostile input: no bytes, no JSON and no value in any place makes reading or checking fail otherwise."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from segur_tui.format.check import check
from segur_tui.format.claim_file import ClaimFile
from segur_tui.format.correcting import correct
from segur_tui.format.reading import Unreadable, read
from segur_tui.format.solde import SOLDE
from segur_tui.format.tree import same
from segur_tui.format.writing import to_source, write
from tests.format.builders import NAME, TODAY, Literal, Members, claim_file, to_bytes
from tests.format.findings import assert_sound
from tests.format.strategies import NAMES, VALUES, broken_files, spaced_texts


def _goes_through(content: bytes, name: str = NAME) -> None:
    """Read, check, correct and write a file; only the reading may refuse it."""
    try:
        reading = read(content)
    except Unreadable:
        return
    checked = check(ClaimFile.of(name, reading), TODAY)
    assert_sound(checked)
    corrected = correct(checked, TODAY).check
    assert_sound(corrected)
    written = write(corrected.claim.root)
    assert same(read(written).root, corrected.claim.root)
    assert to_source(corrected.claim.root, ()).text + "\n" == written.decode("utf-8")


@settings(max_examples=200)
@given(st.binary(max_size=60))
@example(b"\xff\xfe")
@example(b"\xef\xbb\xbf")
@example(b"\xef\xbb\xbf\xef\xbb\xbf{}")
@example(b"\0")
@example(b'{"a": "\xed\xa0\x80"}')
@example(b'{"a": "\x1b[2J"}')
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    _goes_through(content)


@settings(max_examples=150)
@given(spaced_texts())
def test_any_json_is_checked(text: str) -> None:
    _goes_through(text.encode())


@settings(max_examples=150)
@given(st.dictionaries(st.sampled_from(["lignesImport", "SIRET", "siret", "numeroAns", "impId", "x"]), VALUES))
def test_any_header_is_checked(root: dict[str, Any]) -> None:
    _goes_through(to_bytes(root))


@settings(max_examples=60)
@given(
    st.lists(
        st.dictionaries(NAMES, VALUES, max_size=6) | st.lists(st.tuples(NAMES, VALUES)).map(Members), max_size=3
    )
)
def test_any_demandes_are_checked(lines: list[Any]) -> None:
    _goes_through(to_bytes(claim_file() | {"lignesImport": lines}))


@settings(max_examples=200)
@given(broken_files(), st.text(max_size=30))
def test_a_file_broken_in_any_place_is_checked(value: Any, name: str) -> None:
    _goes_through(to_bytes(value), name)


@settings(max_examples=150)
@given(broken_files(lines=1), st.lists(st.tuples(st.integers(0, 10**6), st.binary(max_size=3)), max_size=3))
def test_a_file_with_damaged_bytes_is_read_or_refused(value: Any, damages: list[tuple[int, bytes]]) -> None:
    content = to_bytes(value)
    for at, damage in damages:
        start = at % (len(content) + 1)
        content = content[:start] + damage + content[start + 1 :]
    _goes_through(content)


_ODD_VALUES: dict[str, Any] = {
    "an integer of 10,000 digits": Literal("9" * 10_000),
    "a number of 10,000 decimals": Literal("1." + "0" * 10_000),
    "a huge exponent": Literal("1e999999999"),
    "a tiny exponent": Literal("1e-999999999"),
    "minus zero": Literal("-0"),
    "NUL": "\0",
    "terminal escapes": "\x1b]0;titre\x07\x1b[2J",
    "a right-to-left override": "\u202e10/20/3202",
    "a sign outside the basic plane": "\U0001f600" * 5,
    "100,000 signs": "0" * 100_000,
    "braces of a format": "{value} {0} {} %s",
    "markup": "[bold]x[/bold][link=file:///etc/passwd]",
    "a path": "../../../../etc/passwd",
    "60 lists in each other": [],
    "keys like a pointer": {"a/b~c": {"": {"0": None}}},
    "a key that stands twice": Members([("a", 1), ("a", Members([("b", 1), ("b", 2)]))]),
    "2,000 items": [None] * 2_000,
    "2,000 unknown keys": {f"x{i}": i for i in range(2_000)},
}
_nested: list[Any] = _ODD_VALUES["60 lists in each other"]
for _ in range(55):
    _nested.append([])
    _nested = _nested[0]


@pytest.mark.parametrize("name", _ODD_VALUES)
def test_an_odd_value_in_every_place_of_a_demande_is_checked(name: str) -> None:
    value = _ODD_VALUES[name]
    demandes: list[Any] = []
    for balise in SOLDE.balises:
        demande = claim_file(1)["lignesImport"][0]
        for container in (
            demande,
            demande["beneficiaires"],
            *demande["piecesjustificatives"],
        ):
            if balise.name in container:
                container[balise.name] = value
        demandes.append(demande)
    _goes_through(to_bytes(claim_file() | {"lignesImport": demandes}))


@pytest.mark.parametrize("name", _ODD_VALUES)
def test_an_odd_value_in_every_place_of_the_file_is_checked(name: str) -> None:
    value = _ODD_VALUES[name]
    for key in ("impId", "numeroAns", "SIRET", "lignesImport", "siret", "zut"):
        _goes_through(to_bytes(claim_file(1) | {key: value}))
    _goes_through(to_bytes(claim_file(1) | {"lignesImport": [value]}))


@pytest.mark.parametrize("name", ["", ".", "..", "a" * 10_000, "JSON-\0", "\ud800", "{value}", "é/è"])
def test_any_file_name_is_checked(name: str) -> None:
    _goes_through(to_bytes(claim_file(1)), name)
