"""Controls of the supporting documents of one demande: which ones, and their names (note §3.1, §3.3)."""

from __future__ import annotations

from collections.abc import Sequence

from segur_tui.format.balises import FORMAT_FICHIER, NOM_FICHIER, NUMERO_EDITEUR, PIECES, TYPE_FICHIER
from segur_tui.format.finding import quoted
from segur_tui.format.naming import DocumentName
from segur_tui.format.rules import catalogue as rule
from segur_tui.format.rules.fields import Checked

_INVOICE, _PROOFS = "FACTURE", {"VA", "MOM"}
WANTED = {rule.NO_INVOICE.id: {_INVOICE}, rule.NO_PROOF.id: _PROOFS}
"""The types of documents of which one solves a problem, by the rule."""


def check_documents(demande: Checked, pieces: Sequence[Checked]) -> None:
    """Check that the invoice and the proof are there, and that each name says what the document is."""
    types = {piece.text(TYPE_FICHIER) for piece in pieces}
    if _INVOICE not in types:
        demande.add(rule.NO_INVOICE, PIECES)
    if not types & _PROOFS:
        demande.add(rule.NO_PROOF, PIECES)
    number = demande.text(NUMERO_EDITEUR)
    for piece in pieces:
        _check_name(piece, number)


def proposed_name(piece: Checked, number: str) -> str:
    """Return the name that the note wants for a document, with « … » where its parts are unknown."""
    file_type = piece.text(TYPE_FICHIER) or "…"
    file_format = (piece.text(FORMAT_FICHIER) or "…").lower()
    return str(DocumentName(file_type, number, file_format))


def _check_name(piece: Checked, number: str | None) -> None:
    name = piece.text(NOM_FICHIER)
    if name is None:
        return
    parts = DocumentName.parse(name)
    if parts is None:
        piece.add(
            rule.DOCUMENT_NAME, NOM_FICHIER, value=quoted(name), expected=proposed_name(piece, number or "…")
        )
        return
    if number is not None and parts.numero_editeur != number:
        piece.add(rule.DOCUMENT_NUMBER, NOM_FICHIER, value=quoted(name), named=parts.numero_editeur, number=number)
    file_format, file_type = piece.text(FORMAT_FICHIER), piece.text(TYPE_FICHIER)
    if file_format is not None and file_format != parts.extension.upper():
        wanted = parts.extension.upper()
        value = quoted(file_format)
        piece.add(rule.DOCUMENT_FORMAT, FORMAT_FICHIER, value=value, name=quoted(name), expected=wanted)
    if file_type is not None and file_type != parts.type_fichier:
        value = quoted(file_type)
        piece.add(rule.DOCUMENT_TYPE, TYPE_FICHIER, value=value, name=quoted(name), expected=parts.type_fichier)
