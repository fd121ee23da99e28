"""Controls of the keys of an object: letter case, repetition, keys that the note does not know."""

from __future__ import annotations

from collections.abc import Iterator

from segur_tui.format.edit import Edit
from segur_tui.format.finding import Finding, found, shortened
from segur_tui.format.placing import Oddity, OddKey, Placed
from segur_tui.format.rules import catalogue as rule
from segur_tui.format.tree import Members, Pointer, value_at

_RULES = {
    Oddity.UNKNOWN: rule.UNKNOWN_KEY,
    Oddity.TWICE: rule.TWO_SPELLINGS,
    Oddity.REPEATED: rule.REPEATED_KEY,
    Oddity.LETTER_CASE: rule.LETTER_CASE,
}


def check_keys(line: int | None, base: Pointer, members: Members, placed: Placed) -> Iterator[Finding]:
    """Yield the findings on the keys of one object; nested blocks are told once for the file, elsewhere."""
    for odd in placed.odd_keys:
        control = _RULES.get(odd.oddity)
        if control is not None:
            fix = _renaming(base, members, odd) if odd.oddity is Oddity.LETTER_CASE else None
            yield found(control, line, (*base, *odd.way), odd.balise, fix=fix, key=shortened(str(odd.way[-1])))


def nested_block(base: Pointer, placed: Placed) -> tuple[Pointer, str] | None:
    """Return the pointer and the key of the first unknown block that holds documented balises."""
    for odd in placed.odd_keys:
        if odd.oddity is Oddity.NESTED:
            return (*base, *odd.way), str(odd.way[-1])
    return None


def _renaming(base: Pointer, members: Members, odd: OddKey) -> Edit | None:
    value = value_at(members, odd.way)
    return None if odd.balise is None else Edit((*base, *odd.way), value, value, key=odd.balise.name)
