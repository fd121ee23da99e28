"""The demande d'avance, which comes in the same envelope before that of the solde: its marks, and its order.

Of its balises only those are known that a supplier has shown in public (format.md §7).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache

from segur_tui.format.balises import (
    BENEFICIAIRES,
    COMMANDE_POUR,
    DATE_FACTURE,
    DEMANDE,
    LIBERAL_RPPS,
    NUMERO_ASP,
    NUMERO_EDITEUR,
    PIECES,
    STRUCTURE_FINESS,
    TYPE_FICHIER,
)
from segur_tui.format.correction import corrected
from segur_tui.format.form import DemandeForm
from segur_tui.format.kinds import Kind, real_day
from segur_tui.format.order import Ordered, amount_of, beneficiary_key
from segur_tui.format.tree import ABSENT, CONTAINERS, Absent, Json, Members, Number, Pointer, members_of, unboxed

_ORDER = "commande"
"""The block of the client's order, which the avance has in place of the invoice."""
_CLIENTS = frozenset({"liberal", "structure"})
"""The keys of the beneficiaries of an avance: who they are, not only their numbers."""
_ORDER_FORM = "BON_COMMANDE"
_KEPT = 256
"""Days, and amounts, that are read once."""
IN_BYTES = re.compile(rf'"(?:{_ORDER}|{"|".join(sorted(_CLIENTS))})"\s*:|"{_ORDER_FORM.lower()}"'.encode())
"""A mark as it stands in the bytes of a file, in small letters: without any it is no file of avances."""
_DAY, _REGIME, _AMOUNT, _WHOSE = "datecommande", "regimetva", "montantsegurht", COMMANDE_POUR.name.casefold()
_ORDERED = frozenset({_DAY, _REGIME, _AMOUNT, _WHOSE})
_NUMBERS = {
    "rpps": LIBERAL_RPPS,
    LIBERAL_RPPS.name.casefold(): LIBERAL_RPPS,
    "finessgeo": STRUCTURE_FINESS,
    STRUCTURE_FINESS.name.casefold(): STRUCTURE_FINESS,
}
"""The keys, in lower case, of the numbers of beneficiaries, each with the balise of the solde that holds them."""
_OF_DEMANDE = {
    key: balise.name
    for key, balise in DEMANDE.by_folded_spelling.items()
    if balise in {NUMERO_ASP, NUMERO_EDITEUR}
}
"""The spellings, in lower case, of the numbers of a demande, each with the name of its balise."""


_TYPE = TYPE_FICHIER.name


def mark_of(demande: Members, form: DemandeForm) -> tuple[Pointer, str] | None:
    """Return the path and text of an order, a client by name or an order form: marks of an avance; else None."""
    return None if form.is_plain and not _has_order_form(demande) else next(_marks(demande), None)


def _has_order_form(demande: Members) -> bool:
    """Tell whether a demande of plain form has an order form among its documents."""
    documents = demande[PIECES.name]
    return isinstance(documents, list) and _ORDER_FORM in [
        each.get(_TYPE) for each in documents if isinstance(each, dict)
    ]


def _marks(demande: Members) -> Iterator[tuple[Pointer, str]]:
    for key, value in demande.items():
        if key.casefold() == _ORDER and isinstance(value, dict):
            yield (key,), key
    for path, block in _blocks(demande, BENEFICIAIRES.name):
        yield from (((*path, key), key) for key in block if key.casefold() in _CLIENTS)
    for path, document in _blocks(demande, PIECES.name):
        for key, value in document.items():
            if key.casefold() == TYPE_FICHIER.name.casefold() and value == _ORDER_FORM:
                yield (*path, key), _ORDER_FORM


def _blocks(demande: Members, name: str) -> Iterator[tuple[Pointer, Members]]:
    """Yield the objects that a key of a demande holds, in whatever letter case, with the path to each."""
    folded = name.casefold()
    for key in [key for key in demande if key == name or key.casefold() == folded]:
        value = demande[key]
        if isinstance(value, dict):
            yield (key,), value
        for index, item in enumerate(value if isinstance(value, list) else ()):
            if isinstance(item, dict):
                yield (key, index), item


def ordered_in(demande: Members) -> Ordered:
    """Return what a demande of an avance orders, nested or flat, in any letter case of its balises.

    It is certain where its numbers and clients are named once, and each client has a number.
    """
    first: dict[str, Json] = {}
    numbers: dict[str, set[str]] = {}
    named, is_certain = set[str](), True
    inside: list[Json] = [demande]
    for node in inside:  # the outermost first; it grows as others are found
        if isinstance(node, list):
            inside += (each for each in node if isinstance(each, CONTAINERS))
            continue
        own = set[str]()
        for written, value in _members(node):
            key = written.casefold()
            balise = _NUMBERS.get(key)
            if balise is not None or key in _CLIENTS:
                is_certain = is_certain and key not in own and _are_numbered(key, value)
                own.add(key)
            elif key in _OF_DEMANDE and value is not None:
                is_certain = is_certain and key not in named
                named.add(key)
            if balise is not None:
                _, wanted = balise.wanted_when or ("", None)
                numbers.setdefault(str(wanted), set()).update(_numbers(balise.item, value))
            elif key in _ORDERED:
                first.setdefault(key, unboxed(value))
            elif isinstance(value, CONTAINERS):
                inside.append(value)
    day, regime, whose = first.get(_DAY), first.get(_REGIME), first.get(_WHOSE)
    amount, of_all = first.get(_AMOUNT), set[str]().union(*numbers.values())
    return Ordered(
        _amount_of(amount) if isinstance(amount, Number | str) else amount_of(amount),
        isinstance(regime, str) and regime.strip().casefold() == "ttc",
        frozenset(numbers.get(whose.strip().upper(), of_all) if isinstance(whose, str) else of_all),
        _day_of(day) if isinstance(day, str) else None,
        is_certain,
    )


def _members(node: Json) -> Iterable[tuple[str, Json]]:
    if type(node) is dict:
        return node.items()
    return members_of(node) if isinstance(node, dict) else ()


_amount_of = lru_cache(_KEPT, typed=True)(amount_of)
"""The amount that a number or a text is: the lines of a file mostly have the same few."""


@lru_cache(_KEPT)
def _day_of(text: str) -> date | None:
    meant = corrected(DATE_FACTURE.kind, text)
    written = text if isinstance(meant, Absent) else meant
    return real_day(written) if isinstance(written, str) and len(written) == len("JJ/MM/AAAA") else None


def _are_numbered(key: str, value: Json) -> bool:
    """Tell whether every client that an avance names has a number."""
    items = value if isinstance(value, list) else [value]
    clients = [each for each in items if isinstance(each, dict) and any(each.values())]
    return key not in _CLIENTS or all(
        any(number.casefold() in _NUMBERS and held for number, held in client.items()) for client in clients
    )


def _numbers(kind: Kind, value: Json) -> Iterator[str]:
    for item in value if isinstance(value, list) else [value]:
        is_plain = isinstance(item, str) and item.isascii() and item.isalnum()  # as it is meant
        meant = ABSENT if is_plain else corrected(kind, item)
        text = item if isinstance(meant, Absent) else meant
        if isinstance(text, str) and (number := beneficiary_key(text)):
            yield number
