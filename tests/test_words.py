"""The French of the messages: a count and its noun agree, and the signs stand where French wants them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import segur_tui
from segur_tui.format.wording import counted

PACKAGE = Path(segur_tui.__file__).parent
ALWAYS_MANY = {
    "MOST_LINES",
    "most",
    "profile.most_lines",
    "self.subfolders",
    "longest",
    "length - len(prefix)",
    "size",
}
ALWAYS_MANY |= {"target.tell()", "going"}
"""Counts that are never one, or for whom the words beside them make sure of it."""


def sentences() -> Iterator[tuple[Path, str]]:
    """Yield each text of the package that holds values, these as `{expression}`."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):
                parts = (
                    part.value if isinstance(part, ast.Constant) else f"{{{ast.unparse(part.value)}}}"
                    for part in node.values
                    if isinstance(part, (ast.Constant, ast.FormattedValue))
                )
                yield path, "".join(map(str, parts))


def nouns() -> set[str]:
    """Return the nouns that the program counts, as they are written for one."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py"))
    return {noun.split()[0] for noun in re.findall(r"counted\(.*?[\"']([\wéèêàç ]+)[\"']\)", text)}


def test_each_count_agrees_with_its_noun() -> None:
    assert {"ligne", "fichier", "modification"} <= nouns()
    many = re.compile(rf"\{{([^{{}}]+)\}}[ \u00a0](?:{'|'.join(sorted(nouns()))})s\b")
    wrong = [
        (path.name, text) for path, text in sentences() for count in many.findall(text) if count not in ALWAYS_MANY
    ]
    assert [each for each in wrong if each[0] != "claim_file.py"] == []  # there it is a file of too many


@pytest.mark.parametrize(
    ("number", "noun", "expected"),
    [
        (0, "ligne", "0 ligne"),
        (1, "valeur changée", "1 valeur changée"),
        (2, "valeur changée", "2 valeurs changées"),
    ],
)
def test_a_noun_and_what_qualifies_it_take_the_plural_from_two_on(number: int, noun: str, expected: str) -> None:
    assert counted(number, noun).replace("\N{NO-BREAK SPACE}", " ") == expected
