"""Files of far too many small things are refused before they are made a tree; real ones never are."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from segur_tui.application.files.opening import Opened, open_claim
from segur_tui.format.crowd import (
    MANY_DEMANDES,
    MANY_NAMES,
    MANY_REPEATED,
    MANY_VALUES,
    SIGNS_A_DEMANDE,
    SIGNS_A_VALUE,
)
from segur_tui.format.reading import Unreadable, read
from segur_tui.format.writing import write
from tests.claims import REJECTED, RPPS, claim, demande
from tests.format.builders import NAME
from tests.settings import SETTINGS

_ROOM = " " * 100
"""For the values around those that are counted."""


def _list(item: str, count: int = MANY_VALUES + 1) -> bytes:
    return f'{{"impId": "{_ROOM}", "lignesImport": [{",".join([item] * count)}]}}'.encode()


def _object(name: str, count: int) -> bytes:
    members = (f'"{name.format(number)}":1' for number in range(count))
    return f'{{"bloc": {{{",".join(members)}}}}}'.encode()


def _refusal(content: bytes) -> str:
    with pytest.raises(Unreadable) as refusal:
        read(content)
    said = str(refusal.value).replace("\N{NO-BREAK SPACE}", " ")
    assert said.startswith("ce n’est pas un fichier de demandes : il compte ")
    return said


@pytest.mark.parametrize("item", ["{}", "[]", "1", "1.5", "null", "[[[[]]]]", '{"a":1}', '{"a":1,"b":{"c":[]}}'])
def test_more_values_than_a_file_of_its_size_can_mean_are_refused(item: str) -> None:
    assert "valeurs, de " in _refusal(_list(item))


def test_many_values_of_the_length_that_a_demande_s_have_are_read() -> None:
    assert read(_list("1" * (SIGNS_A_VALUE - 1))).root
    _refusal(_list("1" * (SIGNS_A_VALUE - 2)))


def test_objects_and_numbers_with_a_point_have_to_be_longer() -> None:
    for start, end, least in (("1.", "", SIGNS_A_VALUE + 6), ('{"a":"', '"}', 2 * SIGNS_A_VALUE + 24)):
        missing = least - 1 - len(start) - len(end)
        assert read(_list(f"{start}{'1' * missing}{end}")).root
        _refusal(_list(f"{start}{'1' * (missing - 1)}{end}"))


def test_signs_inside_texts_are_no_values() -> None:
    text = ',[{.:\\"' * MANY_VALUES
    assert read(f'{{"libelleTraitement": "{text}"}}'.encode()).root


def test_a_small_file_is_read_whatever_it_holds() -> None:
    assert read(_list("{}", MANY_VALUES - 10)).root
    assert read(_object("k{}", MANY_VALUES - 10)).root


def test_far_too_many_different_names_are_refused_where_they_are_short() -> None:
    assert f"{MANY_VALUES + 1} noms de balises différents" in _refusal(_object("k{:016d}", MANY_VALUES))
    assert read(_object("k{:026d}", MANY_VALUES)).root


def test_names_that_come_again_are_counted_once() -> None:
    names = ",".join(f'"k{number:016d}":1' for number in range(MANY_NAMES // 2))
    assert read(f'{{"a": {{{names}}}, "b": [{",".join(["{" + names + "}"] * 20)}]}}'.encode()).root


def test_far_too_many_objects_in_which_a_name_stands_twice_are_refused() -> None:
    twice = '{"a": 1, "a": 2}'
    assert read(_list(twice, MANY_REPEATED)).root
    assert "où une balise se répète" in _refusal(_list(twice, MANY_REPEATED + 1))


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize(
    "given", [{}, {"beneficiaires": {"commandePour": "LIBERAL", "liberalRPPS": [RPPS[0]] * 90}}]
)
def test_thousands_of_demandes_are_read_however_close_they_are_written(
    given: dict[str, object], indent: int | None, tmp_path: Path
) -> None:
    lines = write(claim([demande(line, line, REJECTED) | given for line in range(1, 3_000)]))
    assert _opened(json.dumps(json.loads(lines), separators=(",", ":"), indent=indent), tmp_path).claim


def test_far_too_many_short_demandes_are_refused(tmp_path: Path) -> None:
    short = '{"numeroEditeur":"00001"}'
    assert _opened(_list(short, MANY_DEMANDES).decode(), tmp_path).claim
    refused = _opened(_list(short, MANY_DEMANDES + 1).decode(), tmp_path)
    assert refused.claim is None
    assert "1001 demandes, de 26 signes" in str(refused.failure)
    long = f'{{"numeroEditeur":"{"1" * (SIGNS_A_DEMANDE - 21)}"}}'
    assert _opened(_list(long, MANY_DEMANDES + 1).decode(), tmp_path).claim


def _opened(text: str, folder: Path) -> Opened:
    path = folder / NAME
    path.write_text(text, encoding="utf-8")
    return open_claim(path, SETTINGS)
