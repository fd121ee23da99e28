"""A pasted text cut to what one line takes, and the words on what is left aside."""

from __future__ import annotations

import re

from segur_tui.format.inert import without_steering
from segur_tui.format.wording import typeset

_LEFT = typeset("Collage : laissé de côté")
_WORDS = (
    ("autre ligne", "autres lignes"),
    ("autre cellule", "autres cellules"),
    ("caractère de contrôle", "caractères de contrôle"),
)
_CUTS = re.compile(r"[\t\r\n]+")
NO_FIELD = f"{_LEFT}, aucun champ n’est ouvert."


def one_line(pasted: str, separator: str = "") -> tuple[str, str | None]:
    """Return the text that a paste brings to a field, and the sentence about what was left out, if anything.

    That is the first cell of the first line; all of them, where the field takes a list with a separator.
    """
    first, *others = pasted.rstrip("\r\n\t").splitlines() or [""]
    cells = [cell for cell in first.split("\t") if cell.strip()] or [""]
    if separator:
        items = filter(None, map(str.strip, _CUTS.split(pasted)))
        # What begins with the end of a line goes on with what was typed before.
        cells, others = [separator * pasted.startswith(("\r", "\n")) + separator.join(items)], []
    kept = without_steering(cells[0])
    hidden = len(cells[0]) - len(kept)
    numbers = zip((len(others), len(cells) - 1, hidden), _WORDS, strict=True)
    said = [f"{number} {more if number > 1 else one}" for number, (one, more) in numbers if number]
    left = " et ".join(filter(None, (", ".join(said[:-1]), *said[-1:])))
    return kept, f"{_LEFT} {left}." if left else None
