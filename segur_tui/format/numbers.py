"""The two numbers of a demande, in the form in which demandes are compared (format.md §6)."""

from __future__ import annotations

from typing import NamedTuple

from segur_tui.format.balise import Balise
from segur_tui.format.balises import NUMERO_ASP, NUMERO_EDITEUR
from segur_tui.format.claim_file import text_of
from segur_tui.format.correction import corrected
from segur_tui.format.placing import value_of
from segur_tui.format.tree import Json


class Numbers(NamedTuple):
    """The n° éditeur and the dossier of a demande as they are compared; empty where there is none."""

    editor: str
    dossier: str


def numbers_of(demande: Json) -> Numbers:
    """Return the numbers of a demande as their safe corrections have them, letter case and spaces aside."""
    return Numbers(_compared(demande, NUMERO_EDITEUR), _compared(demande, NUMERO_ASP))


def compared(text: str) -> str:
    """Return a number without spaces, in one letter case."""
    return "".join(text.split()).casefold()


def shared_numbers(demande: Json, other: Numbers) -> str:
    """Return which numbers a demande shares with another, as it has them, in French; empty where none."""
    own = numbers_of(demande)
    shared = []
    if own.editor and own.editor == other.editor:
        shared.append(f"n° éditeur {text_of(demande, NUMERO_EDITEUR) or own.editor}")
    if own.dossier and own.dossier == other.dossier:
        shared.append(f"dossier {text_of(demande, NUMERO_ASP) or own.dossier}")
    return " et ".join(shared)


def _compared(demande: Json, balise: Balise) -> str:
    if not isinstance(demande, dict):
        return ""
    meant = corrected(balise.kind, value_of(demande, balise))
    text = compared(meant if isinstance(meant, str) else text_of(demande, balise))
    is_short_number = balise is NUMERO_EDITEUR and text.isascii() and text.isdigit()
    return text.zfill(_EDITOR_DIGITS) if is_short_number and int(text) else text


_EDITOR_DIGITS = 5
