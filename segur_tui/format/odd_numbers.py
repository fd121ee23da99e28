"""Numbers that are no JSON, and what they certainly mean: zeros in front of digits, decimals behind a comma."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from segur_tui.format.value_type import value_type
from segur_tui.format.wording import counted

_TOKEN = re.compile(
    r'(?P<text>"[^"\\]*(?:\\.[^"\\]*)*")'
    r"|(?P<zeros>0\d+)(?=\s*[,}\]])"
    r"|(?P<comma>-?(?:0|[1-9]\d*),\d+(?:[eE][+-]?\d+)?)(?=\s*[,}\]])"
    r"|(?P<word>[-+.\w]+)"
    r"|(?P<sign>\S)",
    re.ASCII | re.DOTALL,
)
_THOUSANDS = re.compile(r"-?\d{1,3},\d{3}", re.ASCII)
"""A number with three decimals in France, and one of thousands in other countries."""
_ZERO_BEHIND = re.compile(r",0\d", re.ASCII)


@value_type
class OddNumber:
    """A number that is no JSON: its first character, line and column from 1, and how JSON has it, if certain."""

    position: int
    line: int
    column: int
    found: str
    written: str

    @property
    def reason(self) -> str:
        """Return what is wrong with it, in French."""
        if "," in self.found:
            right = f" : {self.written}" if self.written else ", comme 1075.00"
            return f"le nombre {self.found} a une virgule, et les décimales s’écrivent après un point{right}"
        return f'le nombre {self.found} commence par un zéro, et s’écrit alors entre guillemets : "{self.found}"'


def odd_numbers(text: str) -> Iterator[OddNumber]:
    """Yield the numbers of a text that are no JSON, in order."""
    before, place = "", 0
    line, line_at, looked_at = 1, 0, 0
    while found := _TOKEN.search(text, place):
        start, place, literal = found.start(), found.end(), found.group()
        written = None
        if found.lastgroup == "comma" and before == ":":
            written = "" if _THOUSANDS.fullmatch(literal) else literal.replace(",", ".")
        elif found.lastgroup == "comma" and _ZERO_BEHIND.search(literal):
            written = ""  # in a list: one number, or two
        elif found.lastgroup == "comma":
            place = start + literal.index(",")
        elif found.lastgroup == "zeros" and before in {":", "[", ","}:
            written = f'"{literal}"'
        if written is not None:
            line += text.count("\n", looked_at, start)
            line_at = max(line_at, text.rfind("\n", looked_at, start) + 1)
            looked_at = start
            yield OddNumber(start, line, start - line_at + 1, literal, written)
        before = literal


def rewritten(text: str, numbers: Sequence[OddNumber]) -> str:
    """Return a text with these numbers as JSON writes them, and nothing else changed."""
    pieces, end = list[str](), 0
    for number in numbers:
        pieces += (text[end : number.position], number.written)
        end = number.position + len(number.found)
    return "".join((*pieces, text[end:]))


def in_words(numbers: Sequence[OddNumber], most: int = 3) -> str:
    """Return in French where such numbers stand and how they are written, the first of them one by one."""
    said = [f"ligne {each.line}, colonne {each.column} : {each.found} devient {each.written}" for each in numbers]
    rest = len(said) - most
    return " ; ".join([*said[:most], *([f"et {counted(rest, 'autre')}"] if rest > 0 else [])])
