"""Values before and after a change, in little room and yet with what differs."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from os.path import commonprefix

from segur_tui.application.views.changes import item_pairs
from segur_tui.application.views.problems import empty_in_words
from segur_tui.format.inert import visible
from segur_tui.format.tree import Absent, Json
from segur_tui.format.value_type import value_type
from segur_tui.format.writing import to_compact

_LEAST = 8
_LEFT_IN_FRONT = 4
"""Characters of a common beginning that are left in front of what differs."""
_MOST_PLACES = 3
"""Places in a list that are named; more are counted."""


@value_type
class Side:
    """A value before or after a change, or the French words where there is none."""

    text: str
    is_words: bool = False

    def __str__(self) -> str:
        """Return it as it is cited, a value between « »."""
        return self.text if self.is_words else f"«\N{NO-BREAK SPACE}{self.text}\N{NO-BREAK SPACE}»"


def change_cited(before: Json | Absent, after: Json | Absent, most: int) -> str:
    """Return in French a value that becomes another, each so short; of long lists the items not in both."""
    texts = (written(before), written(after))
    if isinstance(before, list) and isinstance(after, list) and before and after and max(map(len, texts)) > most:
        return _items_cited(before, after, most)
    plain = (_plain(before), _plain(after))
    shown = told_apart(*(texts if _looks(plain[0]).strip() == _looks(plain[1]).strip() else plain), most)
    return _cited(shown, (bool(empty_in_words(before)), bool(empty_in_words(after))))


def told_apart(before: str, after: str, most: int | None = None) -> tuple[str, str]:
    """Return two texts that differ, cut around the first difference; what looks alike is written in numbers."""
    if _looks(before) == _looks(after):
        before, after = _spelled(before), _spelled(after)
    if most is None:
        return before, after
    alike, longest = len(commonprefix((before, after))), max(len(before), len(after))  # noqa: RUF071 (texts)
    start = min(alike - _LEFT_IN_FRONT, longest - (room := max(most, _LEAST)) + 1)
    one, other = (f"…{each[start:]}" if start > 1 else each for each in (before, after))
    return _cut(one, room), _cut(other, room)


def written(value: Json | Absent) -> str:
    """Return a value as JSON has it, one that is absent or empty in French words."""
    return empty_in_words(value) or ("" if isinstance(value, Absent) else to_compact(value))


def ranked(place: int) -> str:
    """Return a place from 0 as a French ordinal number."""
    return f"{place + 1}{'e' if place else 're'}"


def _items_cited(before: Sequence[Json], after: Sequence[Json], most: int) -> str:
    """Return the items that two lists do not share, and their places."""
    pairs = item_pairs(before, after)
    gone, come = [old for old, _ in pairs if old is not None], [new for _, new in pairs if new is not None]
    sides = ([before[at] for at in gone], [after[at] for at in come])
    is_plain = all(isinstance(item, str) and item and not {*item} & {*' ,"'} for side in sides for item in side)
    old, new = (", ".join(map(_plain if is_plain else written, side)) for side in sides)
    if old == new:  # only their places differ
        return _cited(told_apart(f"{_places(gone)} : {old}", f"{_places(come)} : {new}", most))
    of, places = (before, gone) if gone else (after, come)
    where = f" ({_places(places)} sur {len(of)})"
    if not gone or not come:
        words, cited = ("ajoutée", new) if come else ("retirée", old)
        many = "s" if len(places) > 1 else ""
        return f"{words}{many} : {Side(_cut(cited, most * 2))}{where}"
    return _cited(told_apart(old, new, most)) + where


def _cited(shown: tuple[str, str], are_words: tuple[bool, bool] = (False, False)) -> str:
    return " → ".join(str(Side(*each)) for each in zip(shown, are_words, strict=True))


def _places(places: Sequence[int]) -> str:
    named = ", ".join(map(ranked, places[:_MOST_PLACES]))
    return named if len(places) <= _MOST_PLACES else f"{len(places)}"


def _plain(value: Json | Absent) -> str:
    return value if isinstance(value, str) and value else written(value)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _looks(text: str) -> str:
    """Return a text as the eye compares it: without the kinds of a space, or the marks on a letter."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        each for each in unicodedata.normalize("NFKD", visible(text)) if unicodedata.category(each) != "Mn"
    )


def _spelled(text: str) -> str:
    """Return a text with the numbers of the characters that cannot be told from others."""
    return "".join(
        each.encode("unicode_escape").decode("ascii")
        if each == "\\"
        or not each.isprintable()
        or unicodedata.category(each) == "Mn"
        or unicodedata.normalize("NFKC", each) != each
        else each
        for each in text
    )
