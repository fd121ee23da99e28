"""The numbers under which the demandes of a file are remembered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from segur_tui.format.balises import MOST_LINES, NUMERO_ASP
from segur_tui.format.claim_file import numero_editeur, text_of
from segur_tui.format.tree import Json


def remembered_numbers(demandes: Iterable[Json]) -> Iterator[tuple[str, str]]:
    """Yield the n° éditeur and the dossier of each demande, empty where it has none.

    A number that more of them have than a file may hold tells none of the others from another: it is left
    empty, as looking it up for each would take the square of their number.
    """
    editors: Counter[str] = Counter()
    dossiers: Counter[str] = Counter()
    for demande in demandes:
        yield _within(editors, numero_editeur(demande)), _within(dossiers, text_of(demande, NUMERO_ASP))


def _within(known: Counter[str], number: str) -> str:
    known[number] += 1
    return number if known[number] <= MOST_LINES else ""
