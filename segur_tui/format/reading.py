"""Reading a file's bytes into a tree that keeps every literal."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from enum import Enum
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, NoReturn

import simplejson

from segur_tui.format.tree import Json, Members, Number, RepeatedKeys, levels, object_of
from segur_tui.format.value_type import value_type
from segur_tui.format.wording import counted, typeset

if TYPE_CHECKING:
    from segur_tui.format.odd_numbers import OddNumber

DEEPEST = 64
"""Levels of nesting that are read; the format needs five."""

_LONGEST_PLAIN_INTEGER = 15
_LONG = 100
"""Characters from which a text is not looked for among those read before."""
_MOST_KNOWN = 4_096
"""Texts, and numbers, that are looked for: what comes again does so soon, or often."""
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_ESCAPES = r"\\(?:u[dD][89abAB]\w\w\\u[dD][c-fC-F]\w\w|(?P<lone>u[dD][89a-fA-F]\w\w)|.)"
_TEXT_OR_BRACKET = r'"[^"\\]*(?:\\.[^"\\]*)*"|[\[\]{}]'
_UTF8_LETTER = rb"[\xc2-\xc5][\x80-\xbf]"
"""The accented letters of French as UTF-8 writes them; in Windows-1252 they would be odd pairs such as Ã©."""
_LOOKED_AT = 200
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_JSON_SPACES = " \t\r\n"
_POSITION = r": line \d+ column \d+ \(char \d+\).*$|: line \d+ column \d+ - .*$"
_FOUND = (
    (("NaN", "Infinity", "-Infinity"), "NaN et Infinity ne sont pas des valeurs JSON"),
    (
        ("True", "TRUE", "False", "FALSE", "None", "NULL", "Null", "undefined", "nil"),
        "JSON n’a que true, false et null, en minuscules",
    ),
    (("+", "."), "un nombre a un chiffre de chaque côté du point, et jamais de signe +"),
    (("//", "/*", "#"), "un commentaire commence ici, et JSON n’en a pas"),
    (("'", "’", "‘", "“", "”", "«"), 'un texte s’écrit entre guillemets droits, comme "C"'),
)
_MOST_LOOKED_AT = 1_000_000
"""Characters of a text that is looked through for numbers that are no JSON: of 200 demandes there are 200,000."""
_DIGITS = frozenset("0123456789")
_REASONS = (
    ("trailing comma", "virgule en trop avant la fermeture"),
    ("property name", "un nom de balise entre guillemets est attendu ici"),
    ("':'", "« : » est attendu après le nom de la balise"),
    ("','", "« , » ou la fin du bloc est attendue ici (virgule oubliée, ou fichier tronqué)"),
    ("Unterminated string", "texte commencé par un guillemet et jamais refermé (fichier tronqué ?)"),
    ("Invalid control character", "caractère de contrôle dans un texte (retour à la ligne ou tabulation brute)"),
    ("escape", "séquence d’échappement « \\ » mal formée"),
    ("Extra data", "texte en trop après la fin de l’objet JSON"),
    ("Expecting value", "une valeur est attendue ici"),
)


class Encoding(Enum):
    """The encoding of a file."""

    UTF_8 = "UTF-8"
    UTF_8_BOM = "UTF-8 avec BOM"
    WINDOWS_1252 = "Windows-1252"


class Unreadable(Exception):  # noqa: N818 (it names what the file is)
    """A file that cannot be read as one JSON object: why, in French, and where known the line and column."""

    def __init__(self, reason: str, line: int | None = None, column: int | None = None) -> None:
        reason = typeset(reason)
        super().__init__(reason)
        self.reason, self.line, self.column = reason, line, column

    def __str__(self) -> str:
        """Return the sentence shown to people."""
        if self.line is None:
            return self.reason
        return typeset(f"ligne {self.line}, colonne {self.column} : ") + self.reason


class OddNumbers(Unreadable):
    """A file that can be read once its odd `numbers` are written as JSON has them, as in its text `rewritten`."""

    def __init__(self, reason: str, line: int, column: int, numbers: Sequence[OddNumber], text: str) -> None:
        super().__init__(reason, line, column)
        from segur_tui.format.odd_numbers import rewritten

        self.numbers, self.rewritten = tuple(numbers), rewritten(text, numbers)

    @property
    def remedy(self) -> str:
        """Return how the numbers can be corrected, in French."""
        count = counted(len(self.numbers), "nombre")
        return typeset(f"{count} à corriger ainsi : à l’ouverture, ou par export --fix")


class TooMuch(Unreadable):
    """A file of more bytes or more demandes than are read; its reason says what is expected, too."""


@value_type
class Reading:
    """A file that was read: its root object, and its encoding."""

    root: Members
    encoding: Encoding


def read(content: bytes) -> Reading:
    """Read the bytes of a file; literals, key order and repeated keys are kept. Raises Unreadable."""
    return read_text(*decoded(content))


def read_text(text: str, encoding: Encoding, *, is_held: bool = True) -> Reading:
    """Read the text of a file, whose bytes need not be held any more; raises Unreadable as `read` does.

    Where what is read `is_held` beside other files, equal texts in it are one.
    """
    root = parse(text, is_held=is_held)
    if not isinstance(root, dict):
        kind = "un tableau" if isinstance(root, list) else "une valeur simple"
        reason = f"le fichier contient {kind} ; un objet JSON « {{ … }} » est attendu"
        raise Unreadable(reason, *_place(text, len(text) - len(text.lstrip())))
    return Reading(root, encoding)


def parse(text: str, deepest: int = DEEPEST, *, is_held: bool = True) -> Json:
    """Return the tree of a JSON text of at most `deepest` levels; raises Unreadable with the line and column."""
    try:
        tree: Json = simplejson.loads(
            text,
            parse_float=lru_cache(_MOST_KNOWN)(Number),
            parse_int=_integer,
            object_pairs_hook=_object_with_shared_texts() if is_held else object_of,
        )
    except simplejson.JSONDecodeError as error:
        raise _unreadable(error) from None
    except RecursionError:
        _refuse_depth(text, deepest)
    if next(islice(levels(tree), deepest, None), None):
        _refuse_depth(text, deepest)
    _refuse_lone_surrogates(text)
    return tree


def _object_with_shared_texts() -> Callable[[list[tuple[str, Json]]], Members]:
    """Return the maker of the objects of one tree, in which equal short texts are one and the same."""
    known: dict[str, str] = {}
    share = known.setdefault

    def made(members: list[tuple[str, Json]]) -> Members:
        plain: Members = {
            key: share(value, value) if type(value) is str and len(value) < _LONG else value
            for key, value in members
        }
        if len(known) > _MOST_KNOWN:
            known.clear()
        return plain if len(plain) == len(members) else RepeatedKeys(members)

    return made


def decoded(content: bytes) -> tuple[str, Encoding]:
    """Return the text of a file's bytes, and the encoding they are in; raises Unreadable."""
    # No copy of the bytes is made here: freed before the text, it would have the text stay in memory for good.
    if content.startswith(_UTF16_MARKS):
        raise Unreadable("le fichier est en UTF-16 ; enregistrez-le en UTF-8")
    if b"\0" in content:
        _refuse_zeros(content)
    text, encoding = _decoded_as_is(content)
    if not text or text.isspace():
        raise Unreadable("le fichier est vide ; un objet JSON est attendu", 1, 1)
    return text, encoding


def _decoded_as_is(content: bytes) -> tuple[str, Encoding]:
    has_mark = content.startswith(codecs.BOM_UTF8)
    try:
        text = content.decode("utf-8-sig" if has_mark else "utf-8")
    except UnicodeDecodeError:
        return _decoded_as_windows(content), Encoding.WINDOWS_1252
    return text, Encoding.UTF_8_BOM if has_mark else Encoding.UTF_8


def _decoded_as_windows(content: bytes) -> str:
    if re.search(_UTF8_LETTER, content):
        head = content.decode("utf-8", "replace").removeprefix("\ufeff")
        reason = "le fichier mêle de l’UTF-8 et un autre encodage ; enregistrez-le en UTF-8"
        raise Unreadable(reason, *_place(head, head.index("\ufffd")))
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError as error:
        reason = "octet qui n’est ni de l’UTF-8 ni du Windows-1252 ; enregistrez le fichier en UTF-8"
        raise Unreadable(reason, *_place(content.decode("latin-1"), error.start)) from None


def _refuse_zeros(content: bytes) -> NoReturn:
    start = content[:_LOOKED_AT]
    if start.count(b"\0") * 3 > len(start):
        raise Unreadable("le fichier semble être en UTF-16 ; enregistrez-le en UTF-8")
    if not start.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"{"):
        raise Unreadable("le fichier est binaire (octets nuls) ; un texte JSON en UTF-8 est attendu")
    head = content.decode("utf-8", "replace").removeprefix("\ufeff")
    raise Unreadable("octets nuls au milieu du texte (fichier abîmé ?)", *_place(head, head.index("\0")))


def _place(text: str, position: int) -> tuple[int, int]:
    """Return the line and the column, both from 1, of a position in a text."""
    return text.count("\n", 0, position) + 1, position - text.rfind("\n", 0, position)


def _integer(literal: str) -> int | Number:
    plain = len(literal) <= _LONGEST_PLAIN_INTEGER and literal != "-0"
    return int(literal) if plain else Number(literal)


def _unreadable(error: simplejson.JSONDecodeError) -> Unreadable:
    """Return the failure that an error of the parser is; odd numbers are rewritten where all else can be read."""
    from segur_tui.format.odd_numbers import odd_numbers  # most files have no use for its patterns

    text = error.doc
    near = text[max(error.pos - 2, 0) :][:3]
    is_looked_at = len(text) <= _MOST_LOOKED_AT and not _DIGITS.isdisjoint(near)
    numbers = list(odd_numbers(text)) if is_looked_at else []
    here = (each for each in numbers if each.position <= error.pos <= each.position + len(each.found))
    odd = next(here, None)
    if odd is None:
        return Unreadable(_reason(error), error.lineno, error.colno)
    if all(each.written for each in numbers):
        with suppress(Unreadable):
            failure = OddNumbers(odd.reason, odd.line, odd.column, numbers, text)
            parse(failure.rewritten)
            return failure
    return Unreadable(odd.reason, odd.line, odd.column)


def _reason(error: simplejson.JSONDecodeError) -> str:
    english = re.sub(_POSITION, "", error.msg)
    if error.pos >= len(error.doc.rstrip(_JSON_SPACES)):
        return "le fichier s’arrête trop tôt (tronqué ?) : la suite est attendue ici"
    found = error.doc[error.pos : error.pos + 9]
    said = next((french for signs, french in _FOUND if found.startswith(signs)), None)
    if said is not None:
        return said
    if "','" in english and found.startswith(('"', "{", "[")):
        return "une virgule manque avant ce qui commence ici"
    return next((french for part, french in _REASONS if part in english), f"JSON mal formé ({english})")


def _refuse_depth(text: str, deepest: int) -> NoReturn:
    reason = f"le fichier imbrique plus de {deepest} niveaux de blocs ; le format en compte cinq"
    depth = 0
    for found in re.finditer(_TEXT_OR_BRACKET, text, re.DOTALL):
        bracket = found.group()
        depth += (bracket in "[{") - (bracket in "]}")
        if depth > deepest:
            raise Unreadable(reason, *_place(text, found.start())) from None
    raise Unreadable(reason) from None


def _refuse_lone_surrogates(text: str) -> None:
    """Refuse half characters: every JSON reader takes them, and no UTF-8 file can hold them."""
    if _SURROGATE.search(text) is None:
        return
    for escape in re.finditer(_ESCAPES, text, re.DOTALL):
        if escape["lone"]:
            reason = f"« {escape.group()} » est une moitié de caractère (surrogate isolé)"
            raise Unreadable(reason, *_place(text, escape.start()))
