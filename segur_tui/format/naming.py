"""The names of the deposited files and of their documents (note §3.3), and the day in them as it is typed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from segur_tui.format.value_type import value_type
from segur_tui.format.wording import folded, typeset, words_of

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


_COPIED = re.compile(r"[ _]*[(\[]\d{1,2}[)\]]")
_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_DIGIT = re.compile(r"\d")
_EXTENSION = re.compile(r"\.([a-z]{2,5})$")
_SPELLED = {"jpeg": "jpg", "jpe": "jpg"}


class DocumentNames:
    """The rule for names of documents; `types` has the spellings that people use, as `words_of` leaves them.

    So has `hints`: of words that go with a type, or where that is empty with no document of these.
    """

    def __init__(
        self,
        prefix: str,
        types: Mapping[str, Sequence[str]],
        number_length: int,
        extensions: Sequence[str],
        hints: Mapping[str, Sequence[str]],
    ) -> None:
        self.prefix, self.types, self.extensions = prefix, types, extensions
        spellings = [(each, f" {word} ") for of in (types, hints) for each, words in of.items() for word in words]
        self._spellings = spellings
        corridor, *others = words_of(prefix).split()
        rest = " ?".join(re.sub(r"(?<=[a-z])(?=\d)", " ?", word) for word in others)
        self._start = re.compile(rf"(?<= )(?:(?:{corridor}|[a-z]{{2,4}}) ?)?{rest}(?!\d)")
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

    def shows_another(self, name: str, proposed: str) -> bool:
        """Tell whether a name shows another type, n° éditeur or format than one that keeps the rule."""
        parts = self.parse(proposed)
        if parts is None:
            return False
        file_type, number, file_format = parts.type_fichier, parts.numero_editeur, parts.extension
        text, own = folded(_CAPITAL.sub(" ", name)), words_of(number).strip()
        own = (own.lstrip("0") or "0") if own.isdecimal() else own
        its_own = re.compile(rf"(?<!\d)0*{re.escape(own)}(?!\d)")
        has_own, is_by_rule = its_own.search(self._words(text)), self._start.search(words_of(text))
        words = its_own.sub(" ", self._words(_COPIED.sub("", text) if has_own else text))
        types = {each for each, spelling in self._spellings if spelling in f" {' '.join(words.split())} "}
        formats = {_SPELLED.get(each, each) for each in (*words.split(), *_EXTENSION.findall(text))}
        others = {*self.extensions, *_EXTENSION.findall(text)}.difference(_SPELLED, {file_format})
        said = words.replace(f" {file_format} ", " ").strip()
        is_number = is_by_rule and not has_own and said not in {"", *self.types[file_type]}
        return bool(_DIGIT.search(words) or types - {file_type} or formats & others or is_number)

    def _words(self, text: str) -> str:
        return self._start.sub(" ", words_of(text), count=1)


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
