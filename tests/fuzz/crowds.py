"""Files of very many small things: each costs little, and all together what a hang is made of."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from itertools import count

from tests.claims import ANS, SIRET

SIZES = (2_000, 20_000, 100_000, 400_000, 1_000_000)
"""Bytes of a crowd."""

_LONG = "1" * 20
_WRONG = (
    '{"numLigne":0,"typeAction":0,"numeroASP":0,"numeroEditeur":0,"dateFacture":0,"montantSegurHTFacture":0,'
    '"beneficiaires":{"commandePour":0},"piecesjustificatives":[{"nomFichier":0}],"isDirectToDMP":0,"identDMP":0}'
)
ITEMS: tuple[Callable[[int], str], ...] = (
    *(lambda _, item=item: item for item in ("{}", "[]", "1", "null", "[[[]]]", '"77777777777"')),
    lambda _: '{"libelleTraitement":"dateFacture"}',
    lambda number: f'{{"libelleTraitement":"date de facture {number}","numeroEditeur":"{number:05d}"}}',
    lambda _: '{"numeroEditeur":"00001","numeroASP":"FINMDV000001"}',
    lambda _: '{"nomFichier":"a","formatFichier":"PDF"}',
    lambda number: f'"{number:020d}"',
    lambda number: f"{number}.{_LONG}",
)
MEMBERS: tuple[Callable[[int], str], ...] = (
    lambda number: f'"k{number:05d}":1',
    lambda number: f'"k{number:014d}":1',
    lambda number: f'"k{number:014d}":{{"dateFacture":"{_LONG}"}}',
    lambda number: f'"k{number:014d}":[{{"a":1,"a":"{_LONG}"}}]',
    lambda _: '"dateFacture":"2023-02-01"',
    lambda number: f'"{_spelt("montantSegurHTFacture", number)}":1',
)
PLACES = (
    '"lignesImport":[{}]',
    '"lignesImport":[{{"identDMP":[{}]}}]',
    '"lignesImport":[{{"piecesjustificatives":[{}]}}]',
    '"lignesImport":[{{"beneficiaires":{{"commandePour":"LIBERAL","liberalRPPS":[{}]}}}}]',
    '"lignesImport":[{{"codeTraitement":"9","libelleTraitement":"RPPS 1","beneficiaires":[{}]}}]',
    '"lignesImport":[],"suivi":[{}]',
)
TEXTS = (
    '"lignesImport":[{{"codeTraitement":"9","libelleTraitement":"{}"}}]',
    '"lignesImport":[{{"dateFacture":"{0}","beneficiaires":{{"liberalRPPS":["{0}"]}}}}]',
)
WORDS = ("beneficiaires liberalRPPS ", "doublon de demande ", "la demande d’aide n° 1 ", "é", "\\u001b", " ", "1 ")


def crowd(chance: random.Random) -> bytes:
    """Return a file that holds as many of one thing as go into its size, in one place."""
    size = chance.choice(SIZES)
    drawn = chance.random()
    if drawn < 0.05:
        # Each of them is corrected, as a real demande is: a megabyte of that takes two seconds.
        size, place, thing = size // 4, PLACES[0], lambda _: _WRONG
    elif drawn < 0.1:
        words = chance.choice(WORDS)
        place, thing = chance.choice(TEXTS), lambda _: f"{words * 50}"
    elif drawn < 0.6:
        place, thing = chance.choice(PLACES), chance.choice(ITEMS)
    else:
        place, thing = chance.choice(('"lignesImport":[{{{}}}]', '"lignesImport":[],{}')), chance.choice(MEMBERS)
    header = f'"impId":null,"numeroAns":"{ANS}","SIRET":"{SIRET}"'
    return f"{{{header},{place.format(','.join(_up_to(size, thing)))}}}".encode()


def _up_to(size: int, thing: Callable[[int], str]) -> Iterator[str]:
    for number in count():
        text = thing(number)
        size -= len(text) + 1
        if size < 0:
            return
        yield text


def _spelt(name: str, number: int) -> str:
    return "".join(sign.upper() if number >> at & 1 else sign.lower() for at, sign in enumerate(name))
