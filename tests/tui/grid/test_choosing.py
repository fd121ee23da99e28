"""Choosing by typing: what is typed is the beginning of the choice that the keys come to, or there is none."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segur_tui.application.views.lines import Filter
from segur_tui.format.wording import folded, typeset
from segur_tui.tui.grid.choosing import Choosing, names_of

FORMATS = ("PDF", "PNG", "JPG")
TYPES = ("FACTURE", "MOM", "VA")
FLAGS = ("true", "false")
FLAG_NAMES = (("oui", "vrai", "1"), ("non", "faux", "0"))
FILTERS = tuple(each.value for each in Filter)
DOCUMENTS = tuple(f"ajouter MDV-LGC-Va1-{kind}-04123.{end}" for kind in TYPES for end in ("pdf", "png"))
KEPT = tuple(typeset(f"garder « {value} » (n° {rank})") for rank, value in enumerate(("22", "23", "Élan"), 1))
BACK = "backspace"
KEYS = {BACK, "up", "down", "home", "end", "pageup", "pagedown", "left", "right", "delete", "ctrl+u"}


def after(
    choices: Sequence[str],
    keys: Sequence[str],
    at: int | None = None,
    names: Sequence[Sequence[str]] = (),
) -> Choosing:
    """Return where the keys come to, one by one; those without an effect change nothing."""
    choosing = Choosing(names_of(choices, names), at)
    for key in keys:
        choosing = choosing.pressed(key, None if key in KEYS else key) or choosing
    return choosing


def marked(choosing: Choosing, choices: Sequence[str]) -> str | None:
    return None if choosing.marked is None else choices[choosing.marked]


@pytest.mark.parametrize(
    ("choices", "keys", "chosen"),
    [
        (FORMATS, "JPG", "JPG"),
        (FORMATS, "jpg", "JPG"),
        (FORMATS, "pn", "PNG"),
        (FORMATS, "PD", "PDF"),
        (FORMATS, "p", "PDF"),
        (FORMATS, "pp", "PNG"),
        (FORMATS, "ppp", "PDF"),
        (FORMATS, "ppd", "PDF"),
        (FORMATS, "jj", "JPG"),
        (FORMATS, "jpeg", None),
        (FORMATS, "x", None),
        (FORMATS, ["x", BACK], None),
        (FORMATS, ["p", "n", "x", BACK], "PNG"),
        (FORMATS, ["p", "p", BACK], "PDF"),
        (FORMATS, ["x", "down", "down"], "PNG"),
        (FORMATS, ["p", "n", "down", "j"], "JPG"),
        (FORMATS, ["x", "home"], "PDF"),
        (FORMATS, ["x", "end", "pageup"], "PNG"),
        (TYPES, "va", "VA"),
        (TYPES, "momo", None),
        (FLAGS, "oui", "true"),
        (FLAGS, "Non", "false"),
        (FLAGS, "vrai", "true"),
        (FLAGS, "0", "false"),
        (FLAGS, "oux", None),
        (FILTERS, "ref", "refusées"),
        (FILTERS, "a ver", "à vérifier"),
        (FILTERS, "à v", "à vérifier"),
        (FILTERS, "ver", "à vérifier"),
        (FILTERS, "av", "avertissements"),
        (FILTERS, "en e", "en erreur"),
        (FILTERS, "err", "en erreur"),
        (DOCUMENTS, "va", DOCUMENTS[4]),
        (DOCUMENTS, "vv", DOCUMENTS[5]),
        (DOCUMENTS, "m", DOCUMENTS[2]),
        (DOCUMENTS, DOCUMENTS[3], DOCUMENTS[3]),
        (KEPT, "e", KEPT[2]),
        (KEPT, "élan", KEPT[2]),
        (KEPT, "22", KEPT[0]),
        (KEPT, "222", None),
        (("2", "23"), "22", None),
        (("23", "2"), "2", "2"),
        (("renommer en VA", "garder la balise"), "va", "renommer en VA"),
        (("l’un", "l’autre"), "l'a", "l’autre"),
        (("null",), "n", "null"),
        (("null",), "oui", None),
    ],
)
def test_what_is_typed_leads_to_the_choice_that_begins_with_it(
    choices: tuple[str, ...], keys: Sequence[str], chosen: str | None
) -> None:
    assert marked(after(choices, keys, names=FLAG_NAMES if choices == FLAGS else ()), choices) == chosen


def test_a_letter_stays_on_the_choice_that_is_proposed_until_it_is_pressed_again() -> None:
    assert [marked(after(FORMATS, "p" * times, at=1), FORMATS) for times in (1, 2, 3)] == ["PNG", "PDF", "PNG"]


def test_what_is_typed_in_full_is_chosen_before_what_is_longer() -> None:
    assert marked(after(("VALIDE", "VA"), "va", at=0), ("VALIDE", "VA")) == "VA"


def test_without_what_was_typed_the_choice_is_the_one_before() -> None:
    assert after(FORMATS, ["p", "n", BACK, BACK], at=2) == Choosing(names_of(FORMATS), 2)
    assert after(FORMATS, ["x", BACK], at=2).marked == 2


@pytest.mark.parametrize("key", ["left", "right", "delete", "ctrl+u", "backspace", "tab"])
def test_a_key_that_does_nothing_is_known(key: str) -> None:
    assert Choosing(names_of(FORMATS), 0).pressed(key) is None


def test_a_blank_is_typed_behind_a_word_alone() -> None:
    assert Choosing(names_of(FILTERS), 0).pressed("space", " ") is None
    assert after(FILTERS, "en ").typed == "en "


def test_a_command_is_a_letter_where_that_goes_on_with_a_word() -> None:
    def pressed(keys: str, last: str) -> Choosing | None:
        return after(FILTERS, keys).pressed(last, last, is_command=True)

    assert pressed("", "r") is None
    assert pressed("a", "f") is None
    assert (there := pressed("re", "f")) is not None
    assert (there.typed, there.is_lost) == ("ref", False)


@pytest.mark.parametrize(
    ("pasted", "chosen"),
    [("JPG", 2), (" jpg\n", 2), ("PN", 1), ("pp", None), ("JPEG", None), ("x" * 10_000, None)],
)
def test_a_pasted_text_is_one_typed_in_the_place_of_what_was(pasted: str, chosen: int | None) -> None:
    there = after(FORMATS, "xy", at=0).pasted(pasted)
    assert there.marked == chosen
    assert there.typed == pasted.strip()
    assert there.is_lost == (chosen is None)
    assert len(there.said) < 100


def test_what_was_typed_is_said() -> None:
    assert after(FORMATS, "jp").said.replace("\N{NO-BREAK SPACE}", " ") == "tapé : « jp »"
    lost = after(FORMATS, "oux").said.replace("\N{NO-BREAK SPACE}", " ")
    assert lost == "aucun choix ne commence par « oux »"
    assert after(FORMATS, ["x", "down"]).said == ""


CHOICES = st.lists(
    st.text(st.sampled_from("aAbBéÉe12 -.«»’"), min_size=1, max_size=6).map(str.strip).filter(bool),
    min_size=1,
    max_size=6,
    unique=True,
)
LISTS = st.one_of(st.sampled_from([FORMATS, TYPES, FILTERS, DOCUMENTS, KEPT]), CHOICES)


@given(
    choices=LISTS,
    typed=st.text(st.characters(exclude_categories=("C", "M", "Z")), max_size=5)
    | st.text("aAbBéÉpPvV12", max_size=5),
    at=st.integers(0, 5),
)
def test_whatever_is_typed_the_choice_begins_with_it_or_there_is_none(
    choices: Sequence[str], typed: str, at: int
) -> None:
    choosing = after(choices, typed, at=at % len(choices))
    chosen, letters = marked(choosing, choices), folded(choosing.typed).replace("’", "'")
    texts = [folded(choice).replace("’", "'") for choice in choices]
    if chosen is None:
        assert not any(text.startswith(letters) for text in texts)
    elif letters:
        text = texts[choices.index(chosen)]
        # It begins there, or a word of it does, behind what all choices have in common.
        assert letters in text
        starts = [place for place in range(len(text)) if text.startswith(letters, place)]
        assert any(place == 0 or not text[place - 1].isalnum() for place in starts)
        others = [other for other in texts if other == letters]
        assert not others or text in others


@given(choices=LISTS, keys=st.lists(st.sampled_from([*"abpv2é", *sorted(KEYS)]), max_size=12))
def test_an_arrow_always_makes_a_choice_and_forgets_what_was_typed(
    choices: Sequence[str], keys: list[str]
) -> None:
    there = after(choices, [*keys, "down"])
    assert there.marked is not None
    assert (there.typed, there.is_lost) == ("", False)


@given(choices=LISTS, typed=st.text("abpvé2", max_size=6), at=st.integers(0, 5))
def test_backspace_for_each_letter_leads_back(choices: Sequence[str], typed: str, at: int) -> None:
    begun = Choosing(names_of(choices), at % len(choices))
    assert after(choices, [*typed, *[BACK] * len(typed)], at=begun.at) == begun
