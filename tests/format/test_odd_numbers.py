"""Numbers that are no JSON: said in their own words, and rewritten where they mean one thing."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segur_tui.format.odd_numbers import in_words, odd_numbers
from segur_tui.format.reading import Encoding, OddNumbers, Unreadable, parse, read_text
from tests.format.strategies import spaced_texts


def _refused(text: str) -> Unreadable:
    with pytest.raises(Unreadable) as refusal:
        read_text(text, Encoding.UTF_8)
    return refusal.value


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ('{"a": 00003}', '{"a": "00003"}'),
        ('{"a":00003,"b":[]}', '{"a":"00003","b":[]}'),
        ('{"a": 1075,00}', '{"a": 1075.00}'),
        ('{"a":1075,5,"b": 0,10 }', '{"a":1075.5,"b": 0.10 }'),
        ('{"a": 1075,000000}', '{"a": 1075.000000}'),
        ('{"a": -1075,00}', '{"a": -1075.00}'),
        ('{"a": 1,0750000000000000E+003}', '{"a": 1.0750000000000000E+003}'),
        ('{"a": [010000024, 010000032]}', '{"a": ["010000024", "010000032"]}'),
        ('{"a":[010000024,010000032]}', '{"a":["010000024","010000032"]}'),
        ('{"a": 00000358.33, "b": [01075.00]}', '{"a": 358.33, "b": [1075.00]}'),
        ('{"a": 00.50}', '{"a": 0.50}'),
        ('{"0,00: 003, \\"07": 00003, "b": ["1,00", 1,2]}', '{"0,00: 003, \\"07": "00003", "b": ["1,00", 1,2]}'),
    ],
)
def test_an_odd_number_is_rewritten_and_nothing_else(text: str, right: str) -> None:
    odd = _refused(text)
    assert isinstance(odd, OddNumbers)
    assert odd.rewritten == right
    assert read_text(odd.rewritten, Encoding.UTF_8).root


@pytest.mark.parametrize(
    "text",
    [
        '{"a": 1,075}',
        '{"a": 1,075, "b": 00003}',
        '{"a": [1075,00]}',
        '{"a": [1,2,00]}',
        '{"a": [10000024,010000032]}',
        '{"a": 01,00}',
        '{"a": 00003',
        '{"a": 00003}}',
        '{"a": 00003,}',
        '{"a": -003}',
        '{"a": -00358.33}',
        '{"a": 00358,33}',
        '{"a": 1.075,00}',
        '{"a": 1\u00a0075,00}',
        '{"a": [1.075,00]}',
        '{"a": [1 075]}',
        '{"a": 1, 00003: 2}',
        '{"a": 1, 00003}',
        '{"a": 00003 // le n° éditeur\n}',
        '{"a": 1 075,00}',
        "{00003: 1}",
    ],
)
def test_what_leaves_a_doubt_or_stays_unreadable_is_not_rewritten(text: str) -> None:
    assert not isinstance(_refused(text), OddNumbers)


_ZERO = "commence par un zéro, et s’écrit alors entre guillemets"
_COMMA = "a une virgule, et les décimales s’écrivent après un point"
_ALONE = "commence par un zéro, et s’écrit sans"
_GROUPED = "sépare les milliers, et s’écrit d’un seul tenant"
_EITHER = "est un nombre à virgule, ou deux nombres dont le second commence par un zéro"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('{\n  "a": 00003\n}', f'ligne 2, colonne 8 : le nombre 00003 {_ZERO} : "00003"'),
        ('{"b": 1,\n"a": 1075,00}', f"ligne 2, colonne 6 : le nombre 1075,00 {_COMMA} : 1075.00"),
        ('{"a": 1,075}', f"ligne 1, colonne 7 : le nombre 1,075 {_COMMA}, comme 1075.00"),
        ('{"a": 0358.33, "b": 1.}', f"ligne 1, colonne 7 : le nombre 0358.33 {_ALONE} : 358.33"),
        ('{"a": -0358}', f"ligne 1, colonne 7 : le nombre -0358 {_ALONE} : -358"),
        ('{"a": 00358,33}', f"ligne 1, colonne 7 : le nombre 00358,33 {_ALONE} : 358.33"),
        ('{"a": 0358,00,\n"b": 1}', f"ligne 1, colonne 7 : le nombre 0358,00 {_ALONE} : 358.00"),
        ('{"a": [10000000017,00003]}', f"ligne 1, colonne 8 : 10000000017,00003 {_EITHER}"),
        ('{"a": 1.075,00}', f"ligne 1, colonne 7 : le nombre 1.075,00 {_GROUPED} : 1075.00"),
        ('{"a": 1.234.567,80}', f"ligne 1, colonne 7 : le nombre 1.234.567,80 {_GROUPED} : 1234567.80"),
        ('{"a": 1 075,00}', f"ligne 1, colonne 7 : le nombre 1 075,00 {_GROUPED} : 1075.00"),
        ('{"a": 1\u202f075.00}', f"ligne 1, colonne 7 : le nombre 1\u202f075.00 {_GROUPED} : 1075.00"),
        ('{"a": 1 // n°\n}', "ligne 1, colonne 9 : un commentaire commence ici, et JSON n’en a pas"),
        ('{"a": 1, /* n° */ "b": 2}', "ligne 1, colonne 10 : un commentaire commence ici, et JSON n’en a pas"),
        ("# n°\n{}", "ligne 1, colonne 1 : un commentaire commence ici, et JSON n’en a pas"),
        ("{'a': 1}", 'ligne 1, colonne 2 : un texte s’écrit entre guillemets droits, comme "C"'),
        ("{\"a\": 'x'}", 'ligne 1, colonne 7 : un texte s’écrit entre guillemets droits, comme "C"'),
        ('{"a": “x”}', 'ligne 1, colonne 7 : un texte s’écrit entre guillemets droits, comme "C"'),
        (
            '{"a": True}',
            "ligne 1, colonne 7 : JSON n’a que true, false et null, en minuscules",
        ),
        (
            '{"a": [None]}',
            "ligne 1, colonne 8 : JSON n’a que true, false et null, en minuscules",
        ),
        (
            '{"a": undefined}',
            "ligne 1, colonne 7 : JSON n’a que true, false et null, en minuscules",
        ),
        (
            '{"a": .33}',
            "ligne 1, colonne 7 : un nombre a un chiffre de chaque côté du point, et jamais de signe +",
        ),
        (
            '{"a": 358.}',
            "ligne 1, colonne 10 : un nombre a un chiffre de chaque côté du point, et jamais de signe +",
        ),
        (
            '{"a": +358.33}',
            "ligne 1, colonne 7 : un nombre a un chiffre de chaque côté du point, et jamais de signe +",
        ),
        ('{"a": "x"\n"b": 1}', "ligne 2, colonne 1 : une virgule manque avant ce qui commence ici"),
        ('{"a": [{} {}]}', "ligne 1, colonne 11 : une virgule manque avant ce qui commence ici"),
    ],
)
def test_what_is_no_json_is_said_in_its_own_words(text: str, sentence: str) -> None:
    assert str(_refused(text)).replace("\N{NO-BREAK SPACE}", " ") == sentence


def test_a_huge_text_is_refused_without_looking_for_odd_numbers() -> None:
    spaces = " " * 1_000_000
    assert str(_refused(f'{{"a": 00003{spaces}}}')).endswith("(virgule oubliée, ou fichier tronqué)")
    assert isinstance(_refused(f'{{"a": 00003{spaces[20:]}}}'), OddNumbers)


def test_many_odd_numbers_are_said_in_few_words() -> None:
    odd = _refused('{"a": 01,\n"b": 02, "c": 0,50,\n"d": 04, "e": 05}')
    assert isinstance(odd, OddNumbers)
    assert in_words(odd.numbers).replace("\N{NO-BREAK SPACE}", " ") == (
        'ligne 1, colonne 7 : 01 devient "01" ; ligne 2, colonne 6 : 02 devient "02" ; '
        "ligne 2, colonne 15 : 0,50 devient 0.50 ; et 2 autres"
    )


@given(spaced_texts())
def test_a_text_that_is_json_has_no_odd_number(text: str) -> None:
    parse(text)
    assert not list(odd_numbers(text))


@given(st.lists(st.sampled_from(['"a"', ":", ",", "[", "]", "{", "}", " ", "00003", "1,50", "1", ",00", '"'])))
def test_whatever_the_text_it_is_read_or_refused(pieces: list[str]) -> None:
    rewritten = []
    with suppress(Unreadable):
        try:
            parse("".join(pieces))
        except OddNumbers as odd:
            rewritten = [odd.rewritten]
    assert all(parse(text) is not None for text in rewritten)
