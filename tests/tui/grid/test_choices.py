"""The list from which a value is picked: what is typed or pasted goes to a choice, and is said."""

from __future__ import annotations

import pytest
from textual import events

from segur_tui.tui.grid.editors import ChoiceEditor
from segur_tui.tui.grid.model import ChoiceSpec


@pytest.mark.parametrize(
    ("choices", "letters", "chosen"),
    [
        (tuple(f"ajouter MDV-LGC-Va1-{kind}-04123.pdf" for kind in ("FACTURE", "VA", "MOM")), "v", 1),
        (tuple(f"ajouter MDV-LGC-Va1-{kind}-04123.pdf" for kind in ("FACTURE", "VA", "MOM")), "m", 2),
        (("ajouter x-VA.pdf", "ajouter x-VA.png", "ajouter x-MOM.pdf"), "vv", 1),
        (("garder « 3 » (n° 1)", "garder « Élan » (n° 2)"), "e", 1),
        (("PDF", "PNG"), "pp", 1),
        (("FACTURE", "MOM", "VA"), "v", 2),
        (("renommer en VA", "garder la balise"), "g", 1),
        (("null",), "n", 0),
    ],
)
async def test_a_letter_goes_to_the_choice_by_the_word_that_tells_it_apart(
    choices: tuple[str, ...], letters: str, chosen: int
) -> None:
    editor = ChoiceEditor()
    editor.start(ChoiceSpec("", choices))
    for letter in letters:
        await editor.press(events.Key(letter, letter))
    assert editor.draft == choices[chosen]


def said(editor: ChoiceEditor) -> str:
    return editor.hint[0].replace("\N{NO-BREAK SPACE}", " ")


async def test_what_is_typed_is_said_and_forgotten_by_an_arrow() -> None:
    editor = ChoiceEditor()
    editor.start(ChoiceSpec("PDF", ("PDF", "PNG", "JPG"), "proposé"))
    assert said(editor) == "proposé"
    await editor.press(events.Key("p", "p"))
    assert said(editor) == "tapé : « p » · proposé"
    await editor.press(events.Key("n", "n"))
    assert said(editor) == "tapé : « pn »"
    await editor.press(events.Key("up", None))
    assert said(editor) == "proposé"


@pytest.mark.parametrize("key", ["left", "right", "delete", "ctrl+u", "space", "backspace", "insert"])
async def test_a_key_that_does_nothing_in_a_list_says_which_do(key: str) -> None:
    editor = ChoiceEditor()
    editor.start(ChoiceSpec("PDF", ("PDF", "PNG")))
    await editor.press(events.Key(key, " " if key == "space" else None))
    assert said(editor).startswith("touche sans effet ici : ↑ ↓, lettres")
    assert editor.draft == "PDF"
    await editor.press(events.Key("left_shift", None))
    await editor.press(events.Key("down", None))
    assert said(editor) == ""


@pytest.mark.parametrize(
    ("pasted", "kept", "words"),
    [
        (" jpg ", "JPG", "tapé : « jpg »"),
        ("PN\n", "PNG", "tapé : « PN »"),
        ("PNG\nJPG", "PNG", "tapé : « PNG » · ! Collage : laissé de côté 1 autre ligne."),
        ("TIFF", "PDF", "✗ aucun choix ne commence par « TIFF »"),
        ("TIFF\nPDF", "PDF", "✗ aucun choix ne commence par « TIFF »"),
        (" \n", "PDF", "! Collage vide : rien n’a changé."),
        ("\x1b", "PDF", "! Collage : laissé de côté 1 caractère de contrôle."),
    ],
)
async def test_a_pasted_text_is_a_typed_one(pasted: str, kept: str, words: str) -> None:
    editor = ChoiceEditor()
    editor.start(ChoiceSpec("PDF", ("PDF", "PNG", "JPG")))
    editor.paste(pasted)
    assert (editor.draft, said(editor)) == (kept, words)
    assert bool(editor.refusal(is_passing=True)) == ("aucun choix" in words)


async def test_the_other_names_of_a_choice_are_shown_and_typed() -> None:
    editor = ChoiceEditor()
    editor.start(ChoiceSpec("", ("true", "false"), names=(("oui", "vrai"), ("non", "faux"))))
    assert editor.wanted_size(0).width >= len("false (non)")
    for letter in "vrai":
        await editor.press(events.Key(letter, letter))
    assert editor.draft == "true"
