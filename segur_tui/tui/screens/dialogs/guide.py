"""The guide, docs/guide.md, as the program shows it: its pages as lines of text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from textwrap import wrap

_MARKS = re.compile(r"`|\*\*|\[([^]]*)\]\([^)]*\)")
_ITEM = re.compile(r"(?:-|\d+\.) ")
_KEYS = "<!-- keys"
"""Where the table of keys begins: the help has them as the person has chosen them."""


@cache
def pages() -> Sequence[tuple[str, str]]:
    """Return the pages of the guide: the title of each, and its text in Markdown."""
    text = files("segur_tui").joinpath("guide.md").read_text(encoding="utf-8").partition(_KEYS)[0]
    parts = (page.partition("\n") for page in text.split("\n## ")[1:])
    return [(title.partition(" ")[2], page) for title, _, page in parts]


def page_lines(number: int, width: int) -> Iterator[str]:
    """Yield the lines of a page, counted from 1, wrapped to a width; those of titles begin with a single blank."""
    title, text = pages()[number - 1]
    yield f" {title.upper()}"
    yield ""
    blocks = [block for block in text.strip().split("\n\n") if not block.startswith("![")]
    for block in blocks:
        yield from _block(block, width)
        if not block.startswith("#"):
            yield ""


def _block(block: str, width: int) -> Iterator[str]:
    lines = block.split("\n")
    if block.startswith("```"):
        yield from (f"    {line}" for line in lines[1:-1])
    elif block.startswith("#"):
        yield f" {_plain(block.lstrip('# '))}"
    elif block.startswith("|"):
        (title, _), _, *rows = [[_plain(cell.strip()) for cell in line.strip("|").split("|")] for line in lines]
        room = max(len(name) for name, _ in rows) + 4
        yield f" {title[:1].upper()}{title[1:]}"
        for name, words in rows:
            yield from _wrapped(words, width, f"  {name:<{room - 2}}", room)
    elif _ITEM.match(block):
        for item in re.split(r"\n(?=(?:-|\d+\.) )", block):
            sign, _, words = _plain(item).partition(" ")
            yield from _wrapped(words, width, f"  {sign} ", len(sign) + 3)
    else:
        yield from _wrapped(_plain(block), width, "  ", 2)


def _wrapped(text: str, width: int, before: str, indent: int) -> list[str]:
    """Return a text wrapped to a width behind what stands before it; its other lines are indented."""
    return wrap(text, width, initial_indent=before, subsequent_indent=" " * indent, break_on_hyphens=False)


def _plain(text: str) -> str:
    """Return a text without its marks, and of one blank between two words."""
    return re.sub(r"\n *", " ", _MARKS.sub(lambda found: found[1] or "", text))
