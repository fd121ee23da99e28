"""Files of very many small things: each costs little, and all together what a hang is made of."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from itertools import count, islice

from segur_tui.format.claim_file import MOST_DEMANDES
from tests.claims import ANS, SIRET

SIZES = (2_000, 20_000, 100_000, 400_000, 1_000_000)
"""Bytes of a crowd."""

_LONG = "1" * 20
_WRONG = (
    '{{"numLigne":0,"typeAction":{0},"numeroASP":0,"numeroEditeur":{0},"dateFacture":"2023-02-{0}",'
    '"montantSegurHTFacture":{0},"beneficiaires":{{"commandePour":"{0}","liberalRPPS":"{0}"}},'
    '"piecesjustificatives":[{{"nomFichier":"{0}","formatFichier":"{0}"}}],"isDirectToDMP":{0},"identDMP":0}}'
)
_MISSPELT = (
    '{{"numligne":"{0}","typeaction":"c","numeroasp":" FINMDV{0:06d}","numeroediteur":" {0}",'
    '"datefacture":"1/2/2023","montantsegurhtfacture":"{0},5","Beneficiaires":{{"commandepour":"liberal","liberalrpps":"{0}"}},'
    '"piecesJustificatives":{{"nomfichier":" {0}.pdf","formatfichier":"pdf","typefichier":"{0}"}},'
    '"isdirecttodmp":"oui","identdmp":{0},"codetraitement":"9","libelletraitement":"la date de facture {0}"}}'
)
_Thing = Callable[[int], str]


def _padded(start: str) -> _Thing:
    """Return demandes of 300 characters."""
    return lambda number: f'{start.format(number)},"x":"'.ljust(298, "x") + '"}'


ITEMS: tuple[_Thing, ...] = (
    *(lambda _, item=item: item for item in ("{}", "[]", "1", "null", "[[[]]]", '"77777777777"')),
    lambda _: '{"libelleTraitement":"dateFacture"}',
    lambda number: f'{{"libelleTraitement":"date de facture {number}","numeroEditeur":"{number:05d}"}}',
    lambda _: '{"numeroEditeur":"00001","numeroASP":"FINMDV000001"}',
    lambda _: '{"nomFichier":"a","formatFichier":"PDF"}',
    lambda number: f'{{"nomFichier":"a{number}.pdf","formatFichier":"PDF","typeFichier":"FACTURE"}}',
    lambda number: f'"{number:020d}"',
    lambda number: f"{number}.{_LONG}",
    lambda number: f"1.{number:015d}",
    lambda number: f'{{"a":"{number:040d}"}}',
    lambda number: f'{{"a":1,"a":"{number:054d}"}}',
    lambda number: f'"{number:0298d}"',
)
DEMANDES: tuple[_Thing, ...] = (
    _WRONG.format,
    _MISSPELT.format,
    _padded('{{"numeroEditeur":"1","numeroASP":"FINMDV000001","dateFacture":"01/02/2023"'),
    _padded('{{"numeroediteur":"{0}","datefacture":"1/2/2023","numeroasp":"1"'),
    _padded('{{"numeroEditeur":"{0}","codeTraitement":"9","libelleTraitement":"la facture {0} est fausse"'),
    _padded('{{"numeroEditeur":"{0}","codeTraitement":"0000","libelleTraitement":""'),
    _padded('{{"beneficiaires":{{"liberalRPPS":["{0:011d}","{0:011d}"]}},"identDMP":["{0:011d}","{0:011d}"]'),
    lambda _: f'{{"piecesjustificatives":[{",".join(["{}"] * 60)}],"identDMP":[{",".join(["1"] * 60)}]}}',
    lambda number: "{" + ",".join(f'"{each}":{number}' for each in range(60)) + "}",
)
MEMBERS: tuple[_Thing, ...] = (
    lambda number: f'"k{number:05d}":1',
    lambda number: f'"k{number:014d}":1',
    lambda number: f'"k{number:024d}":1',
    lambda number: f'"k{number:014d}":{{"dateFacture":"{_LONG}"}}',
    lambda number: f'"k{number:014d}":[{{"a":1,"a":"{_LONG}"}}]',
    lambda _: '"dateFacture":"2023-02-01"',
    lambda number: f'"{_spelt("montantSegurHTFacture", number)}":1',
)
_ALL = '"lignesImport":[{}]'
PLACES = (
    _ALL,
    '"lignesImport":[{{"identDMP":[{}]}}]',
    '"lignesImport":[{{"piecesjustificatives":[{}]}}]',
    '"lignesImport":[{{"beneficiaires":{{"commandePour":"LIBERAL","liberalRPPS":[{}]}}}}]',
    '"lignesImport":[{{"codeTraitement":"9","libelleTraitement":"RPPS 1","beneficiaires":[{}]}}]',
    '"lignesImport":[],"suivi":[{}]',
)
_OBJECTS = ('"lignesImport":[{{{}}}]', '"lignesImport":[],{}')
TEXTS = (
    '"lignesImport":[{{"codeTraitement":"9","libelleTraitement":"{}"}}]',
    '"lignesImport":[{{"dateFacture":"{0}","beneficiaires":{{"liberalRPPS":["{0}"]}}}}]',
)
WORDS = ("beneficiaires liberalRPPS ", "doublon de demande ", "la demande d’aide n° 1 ", "é", "\\u001b", " ", "1 ")

Kind = tuple[str, _Thing]
"""A place in a file, and what stands there as often as goes in."""


def _repeated(words: str) -> _Thing:
    return lambda _: words * 50


KINDS: tuple[tuple[float, tuple[Kind, ...]], ...] = (
    (0.15, tuple((_ALL, thing) for thing in DEMANDES)),
    (0.1, tuple((place, _repeated(words)) for place in TEXTS for words in WORDS)),
    (0.4, tuple((place, thing) for place in PLACES for thing in ITEMS)),
    (0.35, tuple((place, thing) for place in _OBJECTS for thing in MEMBERS)),
)
"""What there are crowds of, and how often such ones are drawn."""


def crowd(chance: random.Random) -> bytes:
    """Return a file that holds as many of one thing as go into its size, in one place."""
    (kind,) = chance.choices([kinds for _, kinds in KINDS], [often for often, _ in KINDS])
    return full(chance.choice(kind), chance.choice(SIZES))


def full(kind: Kind, size: int) -> bytes:
    """Return a file of at most so many bytes, full of one kind of thing: of demandes, as many as are read."""
    place, thing = kind
    header = f'"impId":null,"numeroAns":"{ANS}","SIRET":"{SIRET}"'
    bare = f"{{{header},{place.format('')}}}"
    most, size = MOST_DEMANDES if place == _ALL else size, size // max(place.count("{0}"), 1)
    return f"{{{header},{place.format(','.join(islice(_up_to(size - len(bare), thing), most)))}}}".encode()


def _up_to(size: int, thing: _Thing) -> Iterator[str]:
    for number in count():
        text = thing(number)
        size -= len(text.encode()) + 1
        if size < 0:
            return
        yield text


def _spelt(name: str, number: int) -> str:
    return "".join(
        character.upper() if number >> at & 1 else character.lower() for at, character in enumerate(name)
    )
