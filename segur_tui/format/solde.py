"""The demande de solde MDV-LGC-Va1 as a format, and others in its envelope (note of 07/04/2023)."""

from __future__ import annotations

import re

from segur_tui.format import avance, balises
from segur_tui.format.balises import NOM_FICHIER, NUMERO_ASP, PIECES
from segur_tui.format.placing import place
from segur_tui.format.profile import Profile
from segur_tui.format.programme import DOCUMENTS
from segur_tui.format.rulebook import Rules
from segur_tui.format.rules import across, avances, demande, documents, doubts, file, keys, values
from segur_tui.format.tree import Members

_CORRIDORS = "RAD|BIO|HOP"
_CORRIDOR = rf"(?ai)FIN(?:{_CORRIDORS})|(?:{_CORRIDORS})-[A-Z]{{3}}(?![A-Za-z0-9])"
_WAVE = rf"{DOCUMENTS[:-1]}(?!1(?![0-9]))[0-9]+(?![A-Za-z0-9])"


def _mark_of_other(demande: Members) -> str | None:
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
    marks = (re.match(sought, text) for text in texts)
    return next((mark.group() for mark in marks if mark), None)


SOLDE = Profile(
    header=balises.FILE,
    demande=balises.DEMANDE,
    document=balises.DOCUMENT,
    rules=Rules.declared_in(file, keys, values, doubts, demande, documents, across, avances),
    file_names=balises.FILE_NAMES,
    document_names=balises.DOCUMENT_NAMES,
    most_lines=balises.MOST_LINES,
    mark_of_avance=avance.mark_of,
    avance_in_bytes=avance.IN_BYTES,
    ordered_in=avance.ordered_in,
    mark_of_other=_mark_of_other,
    reference=balises.IMP_ID,
    numero_ans=balises.NUMERO_ANS,
    siret=balises.SIRET,
    lines=balises.LIGNES_IMPORT,
    position=balises.NUM_LIGNE,
    dossier=balises.NUMERO_ASP,
    editor_number=balises.NUMERO_EDITEUR,
    day=balises.DATE_FACTURE,
    amount=balises.MONTANT,
    beneficiaries=(balises.LIBERAL_RPPS, balises.STRUCTURE_FINESS),
    documents=balises.PIECES,
    document_name=balises.NOM_FICHIER,
    document_format=balises.FORMAT_FICHIER,
    document_type=balises.TYPE_FICHIER,
    code=balises.CODE_TRAITEMENT,
    label=balises.LIBELLE_TRAITEMENT,
)
