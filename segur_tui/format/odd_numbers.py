"""Numbers that are no JSON, and what they certainly mean: zeros in front of digits, decimals behind a comma."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from segur_tui.format.value_type import value_type
from segur_tui.format.wording import counted

_TOKEN = re.compile(
    r'(?P<text>"[^"\\]*(?:\\.[^"\\]*)*")'
    r"|(?:(?P<zeros_comma>-?0\d+,\d+)"
    r"|(?P<zeros>-?0\d+(?:\.\d+)?)"
    r"|(?P<comma>-?(?:0|[1-9]\d*),\d+(?:[eE][+-]?\d+)?)"
    r"|(?P<grouped>-?\d{1,3}(?:(?:\.\d{3})+,\d+|(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d+)?)))(?=\s*[,}\]])"
    r"|(?P<word>[-+.\w]+)"
    r"|(?P<sign>\S)",
    re.ASCII | re.DOTALL,
)
_ODD = ("zeros", "zeros_comma", "comma", "grouped")
_GROUP = re.compile(r"[ \u00a0\u202f]|\.(?=\d{3}[.,])")
_THOUSANDS = re.compile(r"-?\d{1,3},\d{3}", re.ASCII)
"""A number with three decimals in France, and one of thousands in other countries."""
_ZERO_BEHIND = re.compile(r",0\d", re.ASCII)
_ZEROS = re.compile(r"(?<=^-)0+(?=\d)|^0+(?=\d)", re.ASCII)


@value_type
class OddNumber:
    """A number that is no JSON: its first character, line and column from 1, and how JSON has it, if certain.

    `reason` is what is wrong with it, in French.
    """

    position: int
    line: int
    column: int
    found: str
    written: str
    reason: str


def odd_numbers(text: str) -> Iterator[OddNumber]:
    """Yield the numbers of a text that are no JSON, in order."""
    before, place = "", 0
    line, line_at, looked_at = 1, 0, 0
    while found := _TOKEN.search(text, place):
        start, place, kind, literal = found.start(), found.end(), found.lastgroup, found.group()
        is_value = before == ":"
        if not is_value and (kind == "zeros_comma" or (kind in _ODD and _ZERO_BEHIND.search(literal) is None)):
            kind, literal = "zeros" if kind in {"zeros", "zeros_comma"} else "word", literal.partition(",")[0]
            place = start + len(literal)
        if kind in _ODD and (is_value or before in {"[", ","}):
            line += text.count("\n", looked_at, start)
            line_at = max(line_at, text.rfind("\n", looked_at, start) + 1)
            looked_at = start
            yield OddNumber(start, line, start - line_at + 1, literal, *_read(kind, literal, is_value))
        before = literal


def _read(kind: str | None, literal: str, is_value: bool) -> tuple[str, str]:  # noqa: FBT001 (of one caller)
    """Return how JSON has an odd number, if that is certain, and what is wrong with it, in French."""
    said = f"le nombre {literal}"
    plain = _ZEROS.sub("", literal).replace(",", ".")
    if kind == "zeros" and literal.isdigit():
        return f'"{literal}"', f'{said} commence par un zéro, et s’écrit alors entre guillemets : "{literal}"'
    if not is_value and kind != "zeros":
        return "", f"{literal} est un nombre à virgule, ou deux nombres dont le second commence par un zéro"
    if kind == "grouped":
        whole = _GROUP.sub("", literal).replace(",", ".")
        return "", f"{said} sépare les milliers, et s’écrit d’un seul tenant : {whole}"
    if kind != "comma":
        is_certain = kind == "zeros" and not literal.startswith("-")
        return plain if is_certain else "", f"{said} commence par un zéro, et s’écrit sans : {plain}"
    wrong = f"{said} a une virgule, et les décimales s’écrivent après un point"
    is_certain = _THOUSANDS.fullmatch(literal) is None
    return (plain, f"{wrong} : {plain}") if is_certain else ("", f"{wrong}, comme 1075.00")


def rewritten(text: str, numbers: Sequence[OddNumber]) -> str:
    """Return a text with these numbers as JSON writes them, and nothing else changed."""
    pieces, end = list[str](), 0
    for number in numbers:
        pieces += (text[end : number.position], number.written)
        end = number.position + len(number.found)
    return "".join((*pieces, text[end:]))


def in_words(numbers: Sequence[OddNumber], most: int = 3) -> str:
    """Return in French where such numbers stand and how they are written, the first of them one by one."""
    said = [
        f"ligne {each.line}, colonne {each.column} : {each.found} devient {each.written}"
        for each in numbers[:most]
    ]
    rest = len(numbers) - most
    return " ; ".join([*said, *([f"et {counted(rest, 'autre')}"] if rest > 0 else [])])
