"""Sentences: numbers with their nouns."""

from __future__ import annotations

import pytest

from segur_tui.format.wording import agreed, counted, folded


@pytest.mark.parametrize(
    ("number", "noun", "said"),
    [
        (0, "ligne", "0 ligne"),
        (1, "ligne refusée", "1 ligne refusée"),
        (2, "ligne", "2 lignes"),
        (20, "correction sûre", "20 corrections sûres"),
    ],
)
def test_a_number_stands_with_its_noun_and_what_qualifies_it(number: int, noun: str, said: str) -> None:
    assert counted(number, noun).replace("\N{NO-BREAK SPACE}", " ") == said


@pytest.mark.parametrize(("verb", "several"), [("reste", "restent"), ("part", "partent"), ("manque", "manquent")])
def test_a_verb_agrees_with_its_number(verb: str, several: str) -> None:
    assert [agreed(number, verb) for number in (0, 1, 2)] == [verb, verb, several]


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        (" Demande acceptée ", "demande acceptee"),
        ("DEMANDE ACCEPTE\u0301E", "demande acceptee"),
        ("Straße Œuvre n° 12 €", "strasse œuvre n° 12 €"),
        ("e\u0301\u0302\u0323", "e"),
        ("", ""),
    ],
)
def test_a_text_is_compared_without_case_and_accents(text: str, plain: str) -> None:
    assert folded(text) == plain
