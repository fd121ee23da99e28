"""Names that are nearly a document's: which missing document a file may be, by its name alone."""

from __future__ import annotations

import re
from collections.abc import Iterable

from segur_tui.format.naming import DocumentNames
from segur_tui.format.wording import words_of

_EXTENSIONS = re.compile(r"(?:\.(?:pdf|png|jpe?g))+$", re.IGNORECASE)
_BEFORE_DIGITS = re.compile(r"(?<=[a-z])(?=\d)")
_OTHER_EXTENSION = re.compile(r"\.[a-z]{1,4}$", re.IGNORECASE)


def fits(names: Iterable[str], missing: Iterable[str], document_names: DocumentNames) -> dict[str, list[str]]:
    """Return for each name the missing documents that it may be, but for case, zeros, separators and spelling."""
    wanted: dict[tuple[str, str], list[str]] = {}
    for target in missing:
        parts = document_names.parse(target)
        if parts is not None and (number := _bare(words_of(parts.numero_editeur).strip())):
            wanted.setdefault((parts.type_fichier, number), []).append(target)
    readings = _Readings(document_names)
    return {name: [target for key in readings.of(name) for target in wanted.get(key, ())] for name in names}


class _Readings:
    """The readings of a name: the type before the number, or behind it, and any part of the prefix before both."""

    def __init__(self, document_names: DocumentNames) -> None:
        types = document_names.types.items()
        self._type_of = {spelling: file_type for file_type, spellings in types for spelling in spellings}
        one_type = "|".join(sorted(self._type_of, key=len, reverse=True))
        words = (_BEFORE_DIGITS.sub(" ?", word) for word in words_of(document_names.prefix).split())
        start = "".join(f"(?:{word} ?)?" for word in words)
        self._patterns = (
            re.compile(rf"{start}(?P<type>{one_type}) ?(?:numero |no |n )?(?P<number>.+)"),
            re.compile(rf"{start}(?:numero |no |n )?(?P<number>.+?) ?(?P<type>{one_type})"),
        )

    def of(self, name: str) -> set[tuple[str, str]]:
        """Return the types and numbers that a name may mean."""
        stem = _EXTENSIONS.sub("", name)
        text = words_of(_OTHER_EXTENSION.sub("", stem) if stem == name else stem).strip()
        found = (pattern.fullmatch(text) for pattern in self._patterns)
        return {(self._type_of[match["type"]], _bare(match["number"])) for match in found if match is not None}


def _bare(number: str) -> str:
    """Return a number without the zeros that only fill it up."""
    return (number.lstrip("0") or "0") if number.isdecimal() else number
