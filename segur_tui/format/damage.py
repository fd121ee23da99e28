"""Labels as they were meant, where the letters beyond ASCII were damaged on their way (format.md §5)."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import product
from unicodedata import normalize

from segur_tui.format.wording import words_of

_LABELS = 512
"""Labels whose words are remembered: the ASP has a few sentences."""
_FRENCH = "àâæçéèêëîïôœùûüÿÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸ«»’‘“”–—…•·°º€§\u00a0\u202f\u2009"
_NO_FRENCH = dict.fromkeys(map(ord, _FRENCH))
_PAGES = ("cp1252", "latin-1", "cp850", "cp437", "mac-roman")
_MARKS = "?\\&%=+"
_SPOT = "\ufffd"
"""What stands for a letter, or for a few in a row, that a damage left no trace of."""
_WIDE = "\uff01-\uff5e"
_LETTERLIKE = r"[^\W\d_]|[\u2500-\u259f\ufffd]"
"""A letter, and what old code pages had in the place of letters: the parts of frames."""
_CAPITAL = re.compile("(?<=[a-zà-ÿ])[À-ÖØ-Þ]|[ÂÎÏÔÛÙÜ](?=[a-z])")
"""A capital that no French word has there: what another code page makes of a small letter."""
_ACCENTS = {"acute": "\u0301", "grave": "\u0300", "circ": "\u0302", "uml": "\u0308", "cedil": "\u0327"}
_WORDS = (
    "à déjà là où dû n° tôt âge âgé île ça sûr sûre rôle rôles créé créés créée créées agréé agréés agréée agréées"
    " aperçu là-bas août"
)
_STEMS = (
    "contrôl clôtur dépôt côt hôpit diplôm plutôt bientôt entrepôt boît connaît reconnaît paraît apparaît maîtr"
    " chaîn coût dûment goût grâce tâche bâti reçu reçoi perçu conçu franç façon exerç remplaç coïncid l’état"
    " l’édit l’étab l’étap d’édit d’être d’étab n’étai"
)
"""Words, and beginnings of words, in which a damaged spot is no é, or more than one."""


@lru_cache(_LABELS)
def words_meant(label: str) -> str:
    """Return the words of a label as it was meant, without case and accents, one space around each."""
    return words_of(undamaged(label))


def undamaged(label: str) -> str:
    """Return a label with the letters as they were meant; without a trace of them, as the word wants, or é."""
    text = label if label.isascii() else normalize("NFC", label)
    is_plain = text.translate(_NO_FRENCH).isascii() and _CAPITAL.search(text) is None
    if is_plain and not any(mark in text for mark in _MARKS):
        return text
    text = _unescaped(text)
    if not text.isascii():
        for seen, meant in _misreadings():
            text = text.replace(seen, meant)
        text = _CAPITAL.sub(_SPOT, re.sub("Ã.?", _SPOT, re.sub("(?:ÃƒÂ|Ã)(?= |$)", "à", text)))
        text = re.sub(f"[^\x00-\x7f{_FRENCH}{_WIDE}]+", _spot, text)
    text = re.sub(r"(?<![eE?])\?+|(?<=[eE])\?+(?=\w)", _SPOT, text)  # behind an e at the end, one asks
    if _SPOT not in text:
        return text
    text = re.sub(f"{_SPOT}+", _SPOT, text)
    return re.sub(rf"(?:[^\W\d_]|{_SPOT})*{_SPOT}(?:[^\W\d_]|{_SPOT})*°?", _word, text)


def _spot(run: re.Match[str]) -> str:
    """Return the mark of a damaged spot for what may be one: a sign between words is none."""
    text, at = run.string, run.start()
    is_in_word = text[at - 1 : at].isalpha() or text[run.end() : run.end() + 1].isalpha()
    return _SPOT if is_in_word or re.search(_LETTERLIKE, run.group()) else " "


def _word(found: re.Match[str]) -> str:
    """Return a word with damaged spots as it was meant."""
    word, behind = found.group(), found.string[found.end() : found.end() + 2]
    if word == _SPOT:
        return "à" if re.match(" [a-z]", behind) else " "
    skeleton, (words, stems) = _skeleton(word), _vocabulary()
    if (whole := words.get(skeleton)) is not None:
        return whole
    for stem, meant in stems:
        if skeleton.startswith(stem):
            return meant + skeleton[len(stem) :].replace(_SPOT, "é")
    word = re.sub(rf"^([cdjlmnst]|qu){_SPOT}(?=[aeiouyh])", r"\1'", word, flags=re.IGNORECASE)
    return word.replace(_SPOT, "é")


def _skeleton(word: str) -> str:
    return re.sub("[^\x00-\x7f]+", _SPOT, word.casefold())


@cache
def _vocabulary() -> tuple[dict[str, str], list[tuple[str, str]]]:
    """Return the words, and the beginnings of words, each by what a damage leaves of it."""
    return {_skeleton(word): word for word in _WORDS.split()}, [(_skeleton(stem), stem) for stem in _STEMS.split()]


@cache
def _misreadings() -> list[tuple[str, str]]:
    """Return what each character is when its UTF-8 is read as another code page, once or twice; longest first."""
    found: dict[str, str] = {}
    for char, page, then in product(_FRENCH, _PAGES, (None, *_PAGES)):
        seen = char.encode().decode(page, "replace")
        found[seen if then is None else seen.encode().decode(then, "replace")] = char
    return sorted(found.items(), key=lambda item: -len(item[0]))


def _unescaped(text: str) -> str:
    """Return a text with its escapes of Python, JSON, HTML, URLs and mails as characters."""
    text = re.sub(r"\\+(?:u00|x)([89a-f][0-9a-f])|&#x0*([0-9a-f]{2,4});", _of_hex, text, flags=re.IGNORECASE)
    text = re.sub(r"&#0*([0-9]{2,4});", lambda found: chr(int(found[1])), text)
    text = re.sub("&([A-Za-z])(acute|grave|circ|uml|cedil);", lambda found: found[1] + _ACCENTS[found[2]], text)
    text = re.sub(r"(?i:[%=]C3[%=]([89AB][0-9A-F]))", lambda found: chr(int(found[1], 16) + 0x40), text)
    text = re.sub(r"(?<=[a-z])[%=](E[0-9A-F]|F[49B])(?![A-Z0-9])", _of_hex, text)
    text = re.sub(r"\+A[OP][A-Za-z0-9+/]-", lambda found: found[0].encode().decode("utf-7", "replace"), text)
    return normalize("NFC", text)


def _of_hex(found: re.Match[str]) -> str:
    return chr(int(next(filter(None, found.groups())), 16))
