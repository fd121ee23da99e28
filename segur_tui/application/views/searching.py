"""The text that a search looks at: values and findings of each demande, without case and accents."""

from __future__ import annotations

from collections.abc import Iterator

from segur_tui.application.views.problems import said_in_row
from segur_tui.format.check import Check
from segur_tui.format.tree import Json, children
from segur_tui.format.value_type import value_type
from segur_tui.format.wording import folded
from segur_tui.format.writing import to_atom

_KEYBOARD = (("\N{NO-BREAK SPACE}", " "), ("\N{NARROW NO-BREAK SPACE}", " "), ("’", "'"))


@value_type
class SearchTexts:
    """The texts of a file's demandes in which a search looks, one a demande, folded."""

    check: Check
    texts: tuple[str, ...]

    @classmethod
    def of(cls, check: Check, before: SearchTexts | None = None) -> SearchTexts:
        """Return the texts of a file; those of demandes unchanged since an earlier state are taken over."""
        if before is None or len(before.texts) != len(check.of_lines):
            return cls(check, tuple(_text(check, index) for index in range(len(check.of_lines))))
        was = before.check
        states = zip(check.claim.lines, was.claim.lines, check.of_lines, was.of_lines, before.texts, strict=True)
        texts = (
            text if line is old and findings is known else _text(check, index)
            for index, (line, old, findings, known, text) in enumerate(states)
        )
        return cls(check, tuple(texts))

    def holding(self, searched: str) -> frozenset[int]:
        """Return the demandes, from 1, whose values or problems hold a text, whatever its case and accents."""
        wanted = _as_typed(searched)
        return frozenset(line for line, text in enumerate(self.texts, 1) if wanted in text)


def _text(check: Check, index: int) -> str:
    return _as_typed("\n".join((*_values(check.claim.lines[index]), *_problems(check, index))))


def _as_typed(text: str) -> str:
    """Return a text without case and accents, and with the spaces and apostrophes of a keyboard."""
    for typeset, typed in _KEYBOARD:
        text = text.replace(typeset, typed)
    return folded(text)


def _problems(check: Check, index: int) -> Iterator[str]:
    """Yield the findings on a demande, in full and as the rows say them."""
    for finding in check.of_lines[index]:
        yield finding.balise or ""
        yield from {finding.message, said_in_row(check, finding)}


def _values(tree: Json) -> Iterator[str]:
    """Yield the values of a demande as texts, not their names: those stand in every demande."""
    pending: list[Json] = [tree]
    while pending:
        node = pending.pop()
        if isinstance(node, str):
            yield node
        elif isinstance(node, (dict, list)):
            pending.extend(children(node))
        elif node is not None:
            yield to_atom(node)
