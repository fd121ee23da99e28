"""Names that are nearly a document's: which missing document a file may be, by its name alone."""

from __future__ import annotations

import re
from collections.abc import Iterable

from segur_tui.format.naming import DocumentName
from segur_tui.format.wording import words_of

_SPELLINGS = {
    "FACTURE": ("facture", "factures", "fact", "fac"),
    "MOM": ("mom", "mise en ordre de marche"),
    "VA": ("va", "verification d aptitude", "verification aptitude", "attestation de verification d aptitude"),
}
"""Words that people use for each type of document, as `words_of` leaves them."""

_TYPE_OF = {spelling: type_fichier for type_fichier, spellings in _SPELLINGS.items() for spelling in spellings}
_TYPE = "|".join(sorted(_TYPE_OF, key=len, reverse=True))
_START = r"(?:mdv ?)?(?:lgc ?)?(?:va ?1 ?)?"
_READINGS = (
    re.compile(rf"{_START}(?P<type>{_TYPE}) ?(?:numero |no |n )?(?P<number>.+)"),
    re.compile(rf"{_START}(?:numero |no |n )?(?P<number>.+?) ?(?P<type>{_TYPE})"),
)
_EXTENSIONS = re.compile(r"(?:\.(?:pdf|png|jpe?g))+$", re.IGNORECASE)
_OTHER_EXTENSION = re.compile(r"\.[a-z]{1,4}$", re.IGNORECASE)


def fits(names: Iterable[str], missing: Iterable[str]) -> dict[str, list[str]]:
    """Return, for each name, the missing documents that it may be; mostly none or one.

    Letter case, accents, separators, the zeros before a number, the extension and the usual
    spellings of the type make no difference.
    """
    wanted: dict[tuple[str, str], list[str]] = {}
    for target in missing:
        parts = DocumentName.parse(target)
        if parts is not None and (number := _bare(words_of(parts.numero_editeur).strip())):
            wanted.setdefault((parts.type_fichier, number), []).append(target)
    return {name: [target for key in _readings(name) for target in wanted.get(key, ())] for name in names}


def _readings(name: str) -> set[tuple[str, str]]:
    """Return what a name may say: a type and a number."""
    stem = _EXTENSIONS.sub("", name)
    text = words_of(_OTHER_EXTENSION.sub("", stem) if stem == name else stem).strip()
    found = (reading.fullmatch(text) for reading in _READINGS)
    return {(_TYPE_OF[match["type"]], _bare(match["number"])) for match in found if match is not None}


def _bare(number: str) -> str:
    """Return a number without the zeros that only fill it up."""
    return (number.lstrip("0") or "0") if number.isdecimal() else number
