"""Labels that were damaged on their way: they are read, and name their balise, as the intact ones do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from unicodedata import normalize

import pytest

from segur_tui.format.answer import read_answer
from segur_tui.format.damage import undamaged
from segur_tui.format.duplicate import awaits_payment, says_it_exists
from segur_tui.format.label import balise_named
from segur_tui.format.solde import SOLDE
from segur_tui.format.tree import Json

_CODES: list[Json] = [None, "1204", "0000"]
_ENTITIES = {
    "\u0301": "acute",
    "\u0300": "grave",
    "\u0302": "circ",
    "\u0308": "uml",
    "\u0327": "cedil",
}


def _each(damage: Callable[[str], str]) -> Callable[[str], str]:
    return lambda text: "".join(char if char.isascii() else damage(char) for char in text)


def _read_as(*pages: str) -> Callable[[str], str]:
    def misread(text: str) -> str:
        for page in pages:
            text = text.encode().decode(page, "replace")
        return text

    return misread


def _entity(char: str) -> str:
    base, *accents = list(normalize("NFD", char))
    return f"&{base}{_ENTITIES[accents[0]]};" if accents else f"&#{ord(char)};"


_DAMAGES: dict[str, Callable[[str], str]] = {
    "question mark": _each(lambda _: "?"),
    "two question marks": _each(lambda _: "??"),
    "replacement": _each(lambda _: "\ufffd"),
    "two replacements": _each(lambda _: "\ufffd\ufffd"),
    "JSON escape": _each(lambda char: f"\\u{ord(char):04x}"),
    "decimal entity": _each(lambda char: f"&#{ord(char)};"),
    "hexadecimal entity": _each(lambda char: f"&#x{ord(char):X};"),
    "named entity": _each(_entity),
    "decomposed": lambda text: normalize("NFD", text),
    "no-break spaces": lambda text: text.replace(" ", "\u00a0"),
    **{f"UTF-8 as {page}": _read_as(page) for page in ("cp1252", "latin-1", "cp850", "mac-roman")},
    **{f"UTF-8 twice as {page}": _read_as(page, page) for page in ("cp1252", "latin-1", "cp850", "mac-roman")},
    "cp1252 as cp850": lambda text: text.encode("cp1252").decode("cp850"),
}
_SPELLED = "À numéro relève être Noël à déjà tâche dépôt contrôlé connaître coïncide reçue dû créée Émis Être"


def _labels() -> list[str]:
    files = sorted((Path(__file__).parent / "labels").glob("*.txt"))
    lines = (line for file in files for line in file.read_text(encoding="utf-8").splitlines())
    return [label for label in lines if not label.isascii()]


def _reading(label: str) -> list[object]:
    answers = [read_answer(code, label) for code in _CODES]
    balise = balise_named(label, SOLDE)
    return [
        *(answer.state for answer in answers),
        says_it_exists(answers[1], SOLDE),
        awaits_payment(answers[1]),
        None if balise is None else balise.name,
    ]


@pytest.mark.parametrize("damage", _DAMAGES)
def test_a_damaged_label_is_read_as_the_intact_one(damage: str) -> None:
    wrong = {label: _DAMAGES[damage](label) for label in _labels()}
    wrong = {label: seen for label, seen in wrong.items() if _reading(seen) != _reading(label)}
    assert wrong == {}


@pytest.mark.parametrize("text", ["Le n° 00012 : déjà « payé » – 358,33 €", "CONTRÔLE À REVOIR"])
def test_an_intact_label_stays_as_it_is(text: str) -> None:
    assert undamaged(text) == text
    assert undamaged(text.replace(" ", "\u00a0")) == text.replace(" ", "\u00a0")


@pytest.mark.parametrize("damage", [name for name in _DAMAGES if name not in {"no-break spaces", "decomposed"}])
def test_each_accent_of_french_survives_a_damage(damage: str) -> None:
    assert _plain(undamaged(_DAMAGES[damage](_SPELLED))) == _plain(_SPELLED)


def _plain(text: str) -> str:
    return "".join(char for char in normalize("NFD", text.casefold()) if char.isalpha() or char == " ")
