"""The demande d'avance, which comes in the same envelope before that of the solde: its marks (format.md §7)."""

from __future__ import annotations

from collections.abc import Iterator

from segur_tui.format.balises import BENEFICIAIRES, PIECES, TYPE_FICHIER
from segur_tui.format.tree import Members, Pointer

_ORDER = "commande"
"""The block of the client's order, which the avance has in place of the invoice."""
_CLIENTS = frozenset({"liberal", "structure"})
"""The keys of the beneficiaries of an avance: who they are, not only their numbers."""
_ORDER_FORM = "BON_COMMANDE"


def mark_of(demande: Members) -> tuple[Pointer, str] | None:
    """Return the path and text of an order, a client by name or an order form: marks of an avance; else None."""
    return next(_marks(demande), None)


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
    for key, value in demande.items():
        if key.casefold() == name.casefold():
            if isinstance(value, dict):
                yield (key,), value
            for index, item in enumerate(value if isinstance(value, list) else ()):
                if isinstance(item, dict):
                    yield (key, index), item
