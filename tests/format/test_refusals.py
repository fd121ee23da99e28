"""Files that cannot be read: refused in French, with the line and the column where there is one."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from segur_tui.format.reading import DEEPEST, Unreadable, read
from segur_tui.format.rules.file import UnreadableFile
from tests.format.builders import claim_file, to_bytes

_TOO_DEEP = f"plus de {DEEPEST} niveaux"

_PLACED = {
    "truncated in an object": (b'{"a": 1,\n "b": ', 2, 7, "tronqué"),
    "truncated in a list": (b'{"a": [1, 2', 1, 12, "tronqué"),
    "truncated in a text": (b'{"a":\n "demand', 2, 2, "jamais refermé"),
    "truncated after an opening": (b"{", 1, 2, "tronqué"),
    "truncated number": (b'{"a": -', 1, 7, "valeur"),
    "trailing comma in an object": (b'{"a": 1,\n}', 1, 8, "virgule en trop"),
    "trailing comma in a list": (b'{"a": [1,]}', 1, 9, "virgule en trop"),
    "missing comma between members": (b'{"a": 1\n "b": 2}', 2, 2, "virgule manque"),
    "missing comma between items": (b'{"a": [1 2]}', 1, 10, "« , »"),
    "missing colon": (b'{"a" 1}', 1, 6, "« : »"),
    "key without quotes": (b"{a: 1}", 1, 2, "guillemets"),
    "key that is a number": (b"{1: 2}", 1, 2, "guillemets"),
    "text in single quotes": (b"{\"a\": 'x'}", 1, 7, "guillemets droits"),
    "word that is no value": (b'{"a": vrai}', 1, 7, "valeur"),
    "true in Python": (b'{"a": True}', 1, 7, "minuscules"),
    "NaN": (b'{"a":\n NaN}', 2, 2, "NaN"),
    "Infinity": (b'{"a": Infinity}', 1, 7, "Infinity"),
    "-Infinity": (b'{"a": -Infinity}', 1, 7, "Infinity"),
    "leading zero": (b'{"a": 01}', 1, 7, "zéro"),
    "comma in a number": (b'{"a": 1075,00}', 1, 7, "virgule"),
    "comment": (b'// solde\n{"a": 1}', 1, 1, "commentaire"),
    "two objects": (b'{"a": 1}\n{"a": 2}', 2, 1, "texte en trop"),
    "no-break space after the end": ('{"a": 1}\n\u00a0'.encode(), 2, 1, "texte en trop"),
    "text after the end": (b'{"a": 1} fin', 1, 10, "texte en trop"),
    "raw tab in a text": (b'{"a": "x\ty"}', 1, 9, "caractère de contrôle"),
    "raw line break in a text": (b'{"a": "x\ny"}', 1, 9, "caractère de contrôle"),
    "wrong escape": (rb'{"a": "\x"}', 1, 9, "échappement"),
    "short escape": (rb'{"a": "\u12"}', 1, 8, "échappement"),
    "lone high surrogate": (b'{"a":\n "\\ud800"}', 2, 3, "surrogate"),
    "lone low surrogate": (rb'{"a": "x\udc00"}', 1, 9, "surrogate"),
    "surrogates in the wrong order": (rb'{"a": "\udc00\ud800"}', 1, 8, "surrogate"),
    "lone surrogate in a key": (rb'{"\uDBFFz": 1}', 1, 3, "surrogate"),
    "lone surrogate behind a pair": (rb'{"a": "\ud83d\ude00\ud83d"}', 1, 20, "surrogate"),
    "lone surrogate behind a backslash": (rb'{"a": "\\\ud800"}', 1, 10, "surrogate"),
    "byte of no encoding": (b'{"a":\n "\x81"}', 2, 3, "UTF-8"),
    "list at the top": (b"[]", 1, 1, "un objet JSON"),
    "text at the top": (b'"demande"', 1, 1, "un objet JSON"),
    "null at the top": (b"null", 1, 1, "un objet JSON"),
    "list at the top behind blank lines": (b"\n\n []", 3, 2, "un objet JSON"),
    "NUL in a text": (b'{"a":\n "\0"}', 2, 3, "octets nuls"),
    "nothing": (b"", 1, 1, "vide"),
    "white space": (b" \r\n\t\n", 1, 1, "vide"),
    "nothing behind a BOM": (b"\xef\xbb\xbf", 1, 1, "vide"),
    "white space behind a BOM": (b"\xef\xbb\xbf\n \n", 1, 1, "vide"),
    "a no-break space": ("\u00a0\n".encode(), 1, 1, "vide"),
    "100,000 objects in each other": (
        b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
        1,
        DEEPEST * len('{"a":') + 1,
        _TOO_DEEP,
    ),
    "100,000 lists in each other": (
        b'{"a":\n' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        2,
        DEEPEST,
        _TOO_DEEP,
    ),
    "100,000 openings": (b'{"a":\n' * 100_000, DEEPEST + 1, 1, _TOO_DEEP),
    "one level too many": (b'{"a":' + b"[" * DEEPEST + b"]" * DEEPEST + b"}", 1, 5 + DEEPEST, _TOO_DEEP),
    "one level too many in the second branch": (
        b'{"b": [[]], "a":\n' + b"[" * DEEPEST + b"]" * DEEPEST + b"}",
        2,
        DEEPEST,
        _TOO_DEEP,
    ),
    "one level too many behind texts with brackets": (
        rb'{"[{": "[[\"{{[\\", "a": "]}",' + b'\n"b":' + b"[" * DEEPEST + b"]" * DEEPEST + b"}",
        2,
        4 + DEEPEST,
        _TOO_DEEP,
    ),
}

_WHOLE = {
    "UTF-16 with BOM": ("{}".encode("utf-16"), "UTF-16"),
    "UTF-16 without BOM": ('{"lignesImport": []}'.encode("utf-16-le"), "UTF-16"),
    "UTF-16 the other way round": ('{"lignesImport": []}'.encode("utf-16-be"), "UTF-16"),
    "a zip file": (b"PK\x03\x04\x14\0\0\0\x08\0" + b"deflated" * 20, "binaire"),
}


@pytest.mark.parametrize("name", _PLACED)
def test_a_fault_of_the_text_is_refused_at_its_line_and_column(name: str) -> None:
    content, line, column, words = _PLACED[name]
    with pytest.raises(Unreadable) as refusal:
        read(content)
    assert (refusal.value.line, refusal.value.column) == (line, column)
    assert words in _plain(refusal.value.reason)
    said = _plain(str(refusal.value))
    assert said.startswith(f"ligne {line}, colonne {column}")
    assert said.endswith(_plain(refusal.value.reason))


@pytest.mark.parametrize("name", _WHOLE)
def test_a_file_that_is_wrong_as_a_whole_is_refused(name: str) -> None:
    content, words = _WHOLE[name]
    with pytest.raises(Unreadable) as refusal:
        read(content)
    assert words in _plain(str(refusal.value))


@pytest.mark.parametrize(
    ("content", "column"),
    [('\ufeff{"é": x}'.encode(), 7), ('\ufeff{"é": "\0"}'.encode(), 8), (b"\xef\xbb\xbf[]", 1)],
    ids=["a wrong value", "NUL", "a list"],
)
def test_columns_count_characters_behind_a_bom(content: bytes, column: int) -> None:
    with pytest.raises(Unreadable) as refusal:
        read(content)
    assert (refusal.value.line, refusal.value.column) == (1, column)


def test_the_finding_of_an_unreadable_file_says_where_and_what_is_expected() -> None:
    with pytest.raises(Unreadable) as refusal:
        read(b'{"a": 1,\n "b": ')
    message = UnreadableFile.message(reason=refusal.value)
    assert "ligne 2, colonne 7" in message
    assert "attendu" in message
    assert UnreadableFile.severity.value == "error"


_FILE = to_bytes(claim_file(1))
_ENGLISH = re.compile(r"(?i)\b(expecting|invalid|illegal|delimiter|error|unterminated)\b")


@settings(max_examples=200)
@given(cut=st.integers(0, len(_FILE) - 1))
@example(cut=0)
def test_a_file_cut_short_is_refused_with_its_place(cut: int) -> None:
    with pytest.raises(Unreadable) as refusal:
        read(_FILE[:cut])
    assert refusal.value.line == 1
    assert 1 <= (refusal.value.column or 0) <= cut + 1


@settings(max_examples=300)
@given(at=st.integers(0, len(_FILE) - 1), character=st.sampled_from('{}[],:"\\x0.-\n\té'))
def test_a_refusal_is_in_french_and_has_a_place(at: int, character: str) -> None:
    refusal = _refusal(_FILE[:at] + character.encode() + _FILE[at + 1 :])
    if refusal is not None:
        assert refusal.line
        assert refusal.column
        assert not _ENGLISH.search(refusal.reason)


def _plain(text: str) -> str:
    """Return a text with common spaces only: where they may not break is shown elsewhere."""
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")


def _refusal(content: bytes) -> Unreadable | None:
    try:
        read(content)
    except Unreadable as refusal:
        return refusal
    return None
