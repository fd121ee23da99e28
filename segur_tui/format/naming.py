"""The names of the deposited files and of their documents (note §3.3), and the day in them as it is typed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from segur_tui.format.value_type import value_type
from segur_tui.format.wording import typeset

LAST_NUMBER = 999
"""The highest daily number that three digits can write."""

_DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"


@value_type
class FileName:
    """The name of a claim file: `<prefix>-<numeroAns>-<AAAAMMJJ>-<NNN>.json`."""

    prefix: str
    numero_ans: str
    day: date
    number: int

    def __str__(self) -> str:
        """Return the name as it stands in the folder."""
        return f"{self._stem}.json"

    @property
    def deposit(self) -> str:
        """Return the day and number, such as `20261012-001`, as they sort in time."""
        compact_day = self.day.isoformat().replace("-", "")  # strftime drops the zeros of the year 999
        return f"{compact_day}-{self.number:03d}"

    def pack(self, number: int) -> str:
        """Return the name of a zip file of its documents, from 1; the note leaves open how these are named."""
        return f"{self._stem}-pieces-{number:02d}.zip"

    @property
    def _stem(self) -> str:
        return f"{self.prefix}-{self.numero_ans}-{self.deposit}"


class FileNames:
    """The rule for names of claim files, which all begin with a prefix."""

    def __init__(self, prefix: str) -> None:
        self.prefix = prefix
        parts = rf"{prefix}-([0-9A-Za-z]{{10}})-([0-9]{{8}})-([0-9]{{3}})"
        self._whole = re.compile(rf"{parts}\.json", re.ASCII)
        self._anywhere = re.compile(rf"{parts}(?![0-9])", re.ASCII | re.IGNORECASE)

    def name(self, numero_ans: str, day: date, number: int) -> FileName:
        """Return the name of the file of a supplier and a day that has a number, from 1."""
        return FileName(self.prefix, numero_ans, day, number)

    def parse(self, name: str) -> FileName | None:
        """Return the parts of a claim file's name, or None when it breaks the rule."""
        return self._of(self._whole.fullmatch(name))

    def found_in(self, name: str) -> FileName | None:
        """Return the parts that stand anywhere in a name, such as `… (1).json`, or None (format.md §4)."""
        return next(filter(None, map(self._of, self._anywhere.finditer(name))), None)

    def _of(self, found: re.Match[str] | None) -> FileName | None:
        if found is None:
            return None
        numero_ans, day, number = found.groups()
        try:
            parsed = date(int(day[:4]), int(day[4:6]), int(day[6:]))  # strptime is slow to load
        except ValueError:
            return None
        return self.name(numero_ans, parsed, int(number)) if int(number) else None


@value_type
class DocumentName:
    """The parts of a document's name: its type, the n° éditeur of its demande, its extension."""

    type_fichier: str
    numero_editeur: str
    extension: str


class DocumentNames:
    """The rule for names of documents; `types` has the spellings that people use, as `words_of` leaves them."""

    def __init__(
        self, prefix: str, types: Mapping[str, Sequence[str]], number_length: int, extensions: Sequence[str]
    ) -> None:
        self.prefix, self.types = prefix, types
        one_type, extension = "|".join(types), "|".join(extensions)
        pattern = rf"{prefix}-({one_type})-(.{{{number_length}}})\.({extension})"
        self._pattern = re.compile(pattern, re.DOTALL)

    def name(self, file_type: str, number: str, file_format: str) -> str:
        """Return the name of a document of a type, in a format, of the demande of a n° éditeur."""
        return f"{self.prefix}-{file_type}-{number}.{file_format.lower()}"

    def parse(self, name: str) -> DocumentName | None:
        """Return the parts of a document's name, or None when it breaks the rule."""
        found = self._pattern.fullmatch(name)
        return None if found is None else DocumentName(*found.groups())


class NoDay(ValueError):  # noqa: N818 (it names what the text is)
    """A text that is no day; the message says why, in French."""


def deposit_day(text: str) -> date:
    """Return the day that a text names in full, as AAAA-MM-JJ; raises NoDay."""
    if not re.fullmatch(_DAY, text):
        raise NoDay(typeset(f"« {text} » n’est pas un jour AAAA-MM-JJ, par exemple 2026-11-23"))
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NoDay(typeset(f"« {text} » n’existe pas dans le calendrier ; attendu : AAAA-MM-JJ")) from None
