"""Controls of the keys of an object: letter case, repetition, keys that the note does not know."""

from __future__ import annotations

from collections.abc import Iterator

from segur_tui.format.balise import Level
from segur_tui.format.balises import BALISES, BENEFICIAIRES, PIECES
from segur_tui.format.edit import Edit
from segur_tui.format.finding import Finding, found, shortened
from segur_tui.format.placing import MOST_ODD_KEYS, Oddity, OddKey, Placed
from segur_tui.format.rules import catalogue as rule
from segur_tui.format.tree import Members, Pointer, value_at

_RULES = {
    Oddity.UNKNOWN: rule.UNKNOWN_KEY,
    Oddity.TWICE: rule.TWO_SPELLINGS,
    Oddity.REPEATED: rule.REPEATED_KEY,
    Oddity.LETTER_CASE: rule.LETTER_CASE,
}

_BY_FOLDED_NAME = {balise.name.casefold(): balise for balise in BALISES}
_PLACES = {
    Level.FILE: "dans l’entête du fichier",
    Level.DEMANDE: "directement dans la demande",
    Level.BENEFICIAIRES: f"dans le bloc « {BENEFICIAIRES.name} »",
    Level.PIECE: f"dans une pièce de « {PIECES.name} »",
}


def check_keys(line: int | None, base: Pointer, members: Members, placed: Placed) -> Iterator[Finding]:
    """Yield the findings on the keys of one object; nested blocks are told once for the file, elsewhere."""
    for odd in placed.odd_keys:
        control = _RULES.get(odd.oddity)
        if control is not None:
            at = (*base, *odd.way)
            fix = _renaming(at, members, odd) if odd.oddity is Oddity.LETTER_CASE else None
            key = str(odd.way[-1])
            words = _of_unknown(key) if odd.oddity is Oddity.UNKNOWN else {}
            yield found(control, line, at, odd.balise, fix=fix, key=shortened(key), **words)
    if placed.untold:
        yield found(rule.MANY_KEYS, line, base, None, count=placed.untold, most=MOST_ODD_KEYS)


def _of_unknown(key: str) -> dict[str, str]:
    """Return what the sentence says of a key that has no place in its object: the note may know another one."""
    balise = _BY_FOLDED_NAME.get(key.casefold())
    if balise is None:
        return {"problem": "n’est pas dans la note", "expected": "les seules balises de la note"}
    expected = f"« {balise.name} » {_PLACES[balise.level]}"
    return {"problem": "est connue, mais pas à cet endroit", "expected": expected}


def nested_block(base: Pointer, placed: Placed) -> tuple[Pointer, str] | None:
    """Return the pointer and the key of the first unknown block that holds documented balises."""
    return None if placed.nested is None else ((*base, placed.nested), placed.nested)


def _renaming(at: Pointer, members: Members, odd: OddKey) -> Edit | None:
    value = value_at(members, odd.way)
    return None if odd.balise is None else Edit(at, value, value, key=odd.balise.name)
