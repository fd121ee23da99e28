"""The missing document that a file's name means: spelled otherwise, of a copy, or of a scanner."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping

from segur_tui.format.naming import DocumentNames
from segur_tui.format.value_type import value_type
from segur_tui.format.wording import folded, words_of

_EXTENSIONS = re.compile(r"(?:\.(?:pdf|png|jpe?g))+$", re.IGNORECASE)
_BEFORE_DIGITS = re.compile(r"(?<=[a-z])(?=\d)")
_OTHER_EXTENSION = re.compile(r"\.[a-z]{1,4}$", re.IGNORECASE)
_COPIED = re.compile(
    r"^(?:copie|copy)(?: \(\d+\))?[ _-]+(?:(?:de|of)[ _-]+)?|^(?:signed?|signee?)[ _.-]+"
    r"|[ _]*[(\[]\d{1,3}[)\]]$"
    r"|[ _.(-]+(?:copie|copy|signee?|signed|sign|compressee?|compressed)"
    r"(?: electroniquement)?\)?(?:[ _-]\d{1,2})?$"
)
"""What Windows, browsers, macOS and programs that sign or compress add to the name of a copy, folded."""
_SCANNED = re.compile(
    r"scan(?:s|ne|ned|ner)?|scn|img|image|photo|pxl|dsc|doc|document|numeris(?:e|er|ation)|numero|no?|pdf|le|du|at|a"
    r"|janv|fevr|mars|avr|mai|juin|juil|aout|sept|oct|nov|dec|adobe|brother|brw|camscanner|canon|epson|hp"
    r"|km|konica|kyocera|lexmark|oki|ricoh|sharp|skm|toshiba|whatsapp|xerox"
)
"""The words that scanners and telephones put into names; any other may mean another document, or a part of one."""
_AHEAD = re.compile(r"([a-z]+)(\d+)")


@value_type
class Fit:
    """The missing documents that a name may be; `by_number_alone` where the name says nothing of their type."""

    documents: tuple[str, ...] = ()
    by_number_alone: bool = False


def fits(names: Iterable[str], missing: Iterable[str], document_names: DocumentNames) -> dict[str, Fit]:
    """Return for each name the missing documents that it may be, but for case, zeros, separators and spelling."""
    wanted: dict[tuple[str, str], list[str]] = {}
    scanned: dict[str, list[tuple[str, str]]] = {}
    for target in missing:
        parts = document_names.parse(target)
        if parts is not None and (number := _bare(written := words_of(parts.numero_editeur).strip())):
            wanted.setdefault((parts.type_fichier, number), []).append(target)
            scanned.setdefault(written, []).append((parts.type_fichier, target))
    readings = _Readings(document_names)
    found = {name: [target for key in readings.of(name) for target in wanted.get(key, ())] for name in names}
    return {name: Fit(tuple(those)) if those else readings.scanned(name, scanned) for name, those in found.items()}


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
        """Return the types and numbers that a name may mean, as it is or as the name of a copy."""
        found = (pattern.fullmatch(text) for pattern in self._patterns for text in _texts(name))
        return {(self._type_of[match["type"]], _bare(match["number"])) for match in found if match is not None}

    def scanned(self, name: str, targets_of: Mapping[str, list[tuple[str, str]]]) -> Fit:
        """Return the documents whose n° éditeur, as written, stands once in the name of a scan, or is that."""
        found = (self._held(text.split(), targets_of) for text in _texts(name))
        return next((fit for fit in found if fit.documents), Fit())

    def _held(self, words: list[str], targets_of: Mapping[str, list[tuple[str, str]]]) -> Fit:
        held = [self._number(word, targets_of) for word in words]
        others = [word for word, number in zip(words, held, strict=True) if number is None]
        types = {self._type_of[word] for word in others if word in self._type_of}
        is_scanner_s = all(
            not word.isalpha() or _SCANNED.fullmatch(word) or word in self._type_of for word in others
        )
        numbers = [number for number in held if number is not None]
        if len(numbers) != 1 or not is_scanner_s or len(types) > 1:
            return Fit()
        held_by = targets_of[numbers[0]]
        return Fit(tuple(name for file_type, name in held_by if not types or file_type in types), not types)

    @staticmethod
    def _number(word: str, targets_of: Container[str]) -> str | None:
        """Return the n° éditeur that a word is, or that a scanner's word stands right before."""
        if word in targets_of:
            return word
        found = _AHEAD.fullmatch(word)
        return found[2] if found is not None and _SCANNED.fullmatch(found[1]) and found[2] in targets_of else None


def _texts(name: str) -> list[str]:
    """Return the words of a name as it is, then as the name of a copy, and of its copy."""
    stem = folded(_stem(name))
    texts = [words_of(stem).strip()]
    while (original := _COPIED.sub("", stem)) != stem:
        stem = original
        texts.append(words_of(stem).strip())
    return texts


def _stem(name: str) -> str:
    """Return a name without its extensions, however often they were added."""
    stem = _EXTENSIONS.sub("", name)
    return _OTHER_EXTENSION.sub("", stem) if stem == name else stem


def _bare(number: str) -> str:
    """Return a number without the zeros that only fill it up."""
    return (number.lstrip("0") or "0") if number.isdecimal() else number
