"""The list from which a value is picked: a letter goes to a choice."""

from __future__ import annotations

import pytest
from textual import events

from segur_tui.tui.grid.editors import ChoiceEditor
from segur_tui.tui.grid.model import ChoiceSpec


@pytest.mark.parametrize(
    ("choices", "letters", "chosen"),
    [
        (tuple(f"ajouter MDV-LGC-Va1-{kind}-04123.pdf" for kind in ("FACTURE", "VA", "MOM")), "v", 1),
        (tuple(f"ajouter MDV-LGC-Va1-{kind}-04123.pdf" for kind in ("FACTURE", "VA", "MOM")), "vM", 2),
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
