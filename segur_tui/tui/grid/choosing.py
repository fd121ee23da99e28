"""Choosing in a list by its keys: the letters typed so far, and the choice that begins with them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from os.path import commonprefix
from typing import NamedTuple, Self

from segur_tui.format.wording import as_typed, folded, typeset
from segur_tui.tui.widgets.inert import visible

_LONGEST_SAID = 24
"""Cells of what was typed or pasted that a sentence shows."""


class Names(NamedTuple):
    """The texts by which a choice is found, without case and accents."""

    beginnings: tuple[str, ...]
    """What tells it from the others, and its other names."""
    words: tuple[str, ...]
    """The rest of these from each of their further words on."""
    whole: str


def names_of(choices: Sequence[str], others: Sequence[Sequence[str]] = ()) -> tuple[Names, ...]:
    """Return the names of choices, with the other names of each, if any has some."""
    texts = [_plain(choice) for choice in choices]
    # Those that all begin alike are told apart by what follows, from the start of its word.
    alike = commonprefix(texts) if len(texts) > 1 else ""  # noqa: RUF071 (texts, no paths)
    while alike and alike[-1].isalnum():
        alike = alike[:-1]
    named = []
    for rank, text in enumerate(texts):
        beginnings = (text[len(alike) :], *map(_plain, others[rank] if others else ()))
        split = [each.split(" ") for each in beginnings]
        words = (" ".join(parts[place:]) for parts in split for place in range(1, len(parts)))
        named.append(Names(beginnings, tuple(words), text))
    return tuple(named)


class Choosing(NamedTuple):
    """The place in a list: the choice before anything was typed, what was typed, and how often it was repeated."""

    choices: tuple[Names, ...]
    at: int | None = None
    typed: str = ""
    turns: int = 0

    @property
    def marked(self) -> int | None:
        """The choice that the keys have come to: where anything was typed, one that begins with it, or None."""
        if not self.typed:
            return self.at
        groups = [*self._found(_plain(self.typed))]
        first = next((group[0] for group in groups if group), None)
        if first is None or not self.turns:
            return first
        group = next(filter(None, groups[1:]))
        return group[(group.index(first) + self.turns) % len(group)]

    @property
    def is_lost(self) -> bool:
        """True where no choice begins with what was typed."""
        return bool(self.typed) and self.marked is None

    @property
    def said(self) -> str:
        """What was typed, in French, and that no choice begins with it; empty where nothing was."""
        if not self.typed:
            return ""
        quoted = f"« {visible(self.typed, _LONGEST_SAID)} »"
        return typeset(f"{'aucun choix ne commence par' if self.is_lost else 'tapé :'} {quoted}")

    def pressed(
        self, key: str, character: str | None = None, page: int = 1, *, is_command: bool = False
    ) -> Self | None:
        """Return what a key makes of it, with the choices on a page; None where the key does nothing.

        One that is a command of the screen is a letter only where that goes on with what was typed.
        """
        last, here = len(self.choices) - 1, self.at if self.is_lost else self.marked
        match key:
            case "up":
                return self.gone_to((here or last + 1) - 1)
            case "down":
                return self.gone_to(0 if here is None or here == last else here + 1)
            case "home" | "end":
                return self.gone_to(0 if key == "home" else last)
            case "pageup" | "pagedown":
                return self.gone_to(min(last, max(0, (here or 0) + (page if key == "pagedown" else -page))))
            case "backspace" if self.typed:
                shorter = self._replace(typed=self.typed[:-1])
                return self._replace(turns=self.turns - 1) if self.turns else shorter
        after = self._with(character) if character else None
        return None if is_command and (after is None or after.is_lost or not self.typed) else after

    def pasted(self, text: str) -> Self:
        """Return it with a pasted text in the place of what was typed."""
        return self._replace(typed=text.strip(), turns=0)

    def gone_to(self, choice: int) -> Self:
        """Return it at another choice, what was typed forgotten."""
        return self._replace(at=choice, typed="", turns=0)

    def _with(self, character: str) -> Self | None:
        """Return it with one more character; one that cannot begin a text is none."""
        if not _plain(character) and not self.typed:
            return None
        longer = self._replace(typed=self.typed + character, turns=0)
        # A digit is no letter: whoever types 22 does not mean the second choice that begins with 2.
        is_again = character.isalpha() and _plain(self.typed) == _plain(character) and not self.is_lost
        return self._replace(turns=self.turns + 1) if longer.is_lost and is_again else longer

    def _found(self, letters: str) -> Iterator[list[int]]:
        """Yield the choices that are a text, that begin with it, or of which a word does, from this one on."""
        start = self.at or 0
        ranks = [*range(start, len(self.choices)), *range(start)]

        def of(fits: Callable[[Names], bool]) -> list[int]:
            return [rank for rank in ranks if fits(self.choices[rank])]

        yield of(lambda names: letters in {*names.beginnings, names.whole})
        yield of(lambda names: any(name.startswith(letters) for name in names.beginnings))
        yield of(lambda names: any(name.startswith(letters) for name in names.words))
        yield of(lambda names: names.whole.startswith(letters))


def _plain(text: str) -> str:
    return folded(as_typed(text))
