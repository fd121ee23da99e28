"""The marks of another wave or corridor of the programme, whose files come in the same envelope (format.md §7)."""

from __future__ import annotations

import re

from segur_tui.format.balises import NOM_FICHIER, NUMERO_ASP, PIECES
from segur_tui.format.placing import place
from segur_tui.format.programme import DOCUMENTS
from segur_tui.format.tree import Members

_CORRIDORS = "RAD|BIO|HOP"
_CORRIDOR = rf"FIN(?:{_CORRIDORS})|(?:{_CORRIDORS})-[A-Z]{{3}}(?![A-Za-z0-9])"
_WAVE = rf"{DOCUMENTS[:-1]}(?!1(?![0-9]))[0-9]+(?![A-Za-z0-9])"


def mark_of(demande: Members) -> str | None:
    """Return the text that only another corridor has, or another wave where no document is of this one."""
    if PIECES.inside is None:
        return None
    placed = place(demande, PIECES.level).values
    dossier, documents = placed.get(NUMERO_ASP.name), placed.get(PIECES.name)
    texts = [dossier] if isinstance(dossier, str) else []
    for document in documents if isinstance(documents, list) else [documents]:
        name = place(document, PIECES.inside).values.get(NOM_FICHIER.name) if isinstance(document, dict) else None
        texts += [name] if isinstance(name, str) else []
    is_of_this_wave = any(re.match(f"{DOCUMENTS}(?![0-9])", text) for text in texts)
    sought = _CORRIDOR if is_of_this_wave else f"{_CORRIDOR}|{_WAVE}"
    marks = (re.match(sought, text, re.IGNORECASE) for text in texts)
    return next((mark.group() for mark in marks if mark), None)
