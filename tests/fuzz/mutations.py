"""Breaking files: bytes flipped, cut and repeated; values, keys and nesting replaced by hostile ones."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable
from typing import Any

from segur_tui.format.tree import Number
from segur_tui.format.writing import write
from tests.claims import ACCEPTED, REJECTED, returned
from tests.fuzz.crowds import crowd
from tests.samples import SAMPLES

FILES = tuple(sorted(SAMPLES.rglob("*.json")))
LARGEST = 1_000_000
"""Bytes of the largest case."""
_CROWDS_ONE_IN, _CROWDS_AT = 25, 5
"""Which cases are crowds; `benchmarks.hostile` weighs them."""

TOKENS = (
    *(b"null", b"true", b"1e999", b"-0", b"1075.00", b"NaN", b"Infinity", b"{}", b"[]", b'""', b",", b":", b'"'),
    *(b"\xff", b"\xc3", b"\xed\xa0\x80", b"\x00", b"\xef\xbb\xbf", b"\r", b"\x1b]52;c;eA==\x07", b"\x9b2J"),
    *(b"\\ud800", b"\\u0000", b"\\u202e", b"\xe2\x80\xae", b"[/]", b"[@click=app.quit]x", b"../../etc/passwd"),
    *(b"9" * 400, b"[" * 70, b'{"a":' * 70, b'"SIRET": 1, "SIRET": 2,', b'"lignesImport": [{}],', b"\xe9"),
)
TEXTS = (
    *("", " ", "x", "null", "00001", " 00001", "1 075,00", "1075.00", "31/02/2023", "2023-02-01", "1/2/23", "oui"),
    *("\x1b]52;c;eA==\x07", "\x9b2J", "\u202e", "\u200b", "[/]", "[@click=app.quit]x[/]", "=cmd|' /C calc'!A0"),
    *(
        "../../etc/passwd",
        "/etc/passwd",
        "a/b",
        "..",
        "\x00",
        "é" * 300,
        "x" * 5_000,
        "MDV-LGC-Va1-FACTURE-../..pdf",
    ),
    "MDV-LGC-Va1-FACTURE-../..pdf",
    *(
        "MDV-LGC-Va1-FACTURE-00001.pdf",
        "demande déjà existante",
        "10000000009",
        "7" * 60,
        "\r\n",
        "\t",
    ),
    "𝟭𝟮𝟯",
)
VALUES: tuple[Any, ...] = (
    *(None, True, False, 0, 1, -1, 201, 10**30, Number("1e3"), Number("-0"), Number("1075.0"), Number("1" * 300)),
    *([], {}, [[]], [{}], [None], {"a": {"b": [1]}}, ["x"] * 300, {"commandePour": "STRUCTURE"}, [1, "x", None]),
    *TEXTS,
)
KEYS = (
    *(
        "dateFacture",
        "datefacture",
        "SIRET",
        "siret",
        "numeroANS",
        "beneficiaires",
        "Beneficiaires",
        "commandePour",
    ),
    *("lignesImport", "lignesimport", "impId", "identDMP", "nomFichier", "codeTraitement", "libelleTraitement"),
    *("numeroEditeur", "x", "", " SIRET", "\x1b[31m", "\u202e", "[/]", "/", "~", "../x", "0", "=1+1"),
)


def case(seed: int, number: int) -> bytes:
    """Return the bytes of a case; the same seed and number always give the same."""
    chance = random.Random(f"{seed}/{number}")  # noqa: S311 (to be drawn again, not to be kept secret)
    if number % _CROWDS_ONE_IN == _CROWDS_AT:
        return crowd(chance)
    content = _seed(chance)
    if chance.random() < 0.6:
        for _ in range(chance.choice((1, 1, 2, 4, 16))):
            content = chance.choice(_ON_BYTES)(content, chance)
    return content[:LARGEST]


def _seed(chance: random.Random) -> bytes:
    if chance.random() < 0.15:
        return chance.choice(FILES).read_bytes()
    answers = [chance.choice((None, ACCEPTED, REJECTED)) for _ in range(chance.choice((1, 2, 3, 3, 12)))]
    tree = copy.deepcopy(returned(answers))
    for _ in range(chance.choice((0, 1, 1, 2, 5, 20))):
        _break(tree, chance)
    return write(tree)


def _break(tree: dict[str, Any], chance: random.Random) -> None:
    """Break one place of a tree."""
    container, token = chance.choice(_places(tree))
    drawn = chance.random()
    if drawn < 0.5:
        container[token] = copy.deepcopy(chance.choice(VALUES))
    elif drawn < 0.6:
        del container[token]
    elif isinstance(container, list):
        container.insert(chance.randrange(len(container) + 1), copy.deepcopy(container[token]))
    elif drawn < 0.75:
        container[chance.choice(KEYS)] = copy.deepcopy(chance.choice(VALUES))
    elif drawn < 0.9:
        container[str(token).swapcase()] = container.pop(token)
    else:
        container["bloc"] = {token: container.pop(token)}


def _places(tree: Any) -> list[tuple[Any, Any]]:
    found: list[tuple[Any, Any]] = []
    pending = [tree]
    while pending:
        node = pending.pop()
        if isinstance(node, dict | list):
            keys = list(node) if isinstance(node, dict) else list(range(len(node)))
            found += [(node, key) for key in keys]
            pending += [node[key] for key in keys]
    return found or [({"x": None}, "x")]


def _flip(content: bytes, chance: random.Random) -> bytes:
    if not content:
        return b"\x00"
    at = chance.randrange(len(content))
    return content[:at] + bytes([chance.randrange(256)]) + content[at + 1 :]


def _cut(content: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(content) + 1)
    return content[:at] if chance.random() < 0.5 else content[at:]


def _repeat(content: bytes, chance: random.Random) -> bytes:
    start, end = sorted(chance.randrange(len(content) + 1) for _ in range(2))
    return content[:end] + content[start:end] * chance.choice((1, 2, 30)) + content[end:]


def _insert(content: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(content) + 1)
    return content[:at] + chance.choice(TOKENS) + content[at:]


def _swap(content: bytes, chance: random.Random) -> bytes:
    tokens = content.split(b'"')
    one, other = chance.randrange(len(tokens)), chance.randrange(len(tokens))
    tokens[one], tokens[other] = tokens[other], tokens[one]
    return b'"'.join(tokens)


def _encode(content: bytes, chance: random.Random) -> bytes:
    text = content.decode("utf-8", "replace")
    return text.encode(chance.choice(("utf-16", "cp1252", "latin-1", "utf-8-sig", "utf-32")), "replace")


_ON_BYTES: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    *(_flip, _flip, _insert, _insert, _insert),
    *(_cut, _repeat, _swap, _encode),
)
