"""Rules on the supporting documents of one demande: which ones, and their names (note §3.1, §3.3)."""

from __future__ import annotations

from functools import lru_cache

from segur_tui.format.balise import Balise
from segur_tui.format.balises import (
    DOCUMENT_NAMES,
    FORMAT_FICHIER,
    NOM_FICHIER,
    NUMERO_EDITEUR,
    PIECES,
    TYPE_FICHIER,
)
from segur_tui.format.finding import ERROR, WARNING, Finding, quoted
from segur_tui.format.naming import DocumentName
from segur_tui.format.rule import Checked, OfBalise
from segur_tui.format.tree import CONTAINERS


class NoInvoice(OfBalise):
    id, severity, section = "no-invoice", ERROR, "3.1"
    title = "facture absente des pièces"
    wrong, expected = "aucune pièce n’est de type FACTURE", "la facture parmi les pièces"
    why = "Le solde se paie sur facture."
    examples = "une VA seule parmi les pièces", "la FACTURE et la VA"
    balises, solved_by = (PIECES,), frozenset({"FACTURE"})

    def look(self, checked: Checked, balise: Balise) -> list[Finding]:
        return [self.on(checked, balise)] if _lacks(checked, self.solved_by) else []


class NoProof(OfBalise):
    id, severity, section = "no-proof", WARNING, "3.1"
    title = "VA ou MOM absente des pièces"
    wrong, expected = "aucune pièce n’est de type VA ou MOM", "l’attestation VA, ou la MOM"
    why = "L’ASP demande la preuve que la solution est installée."
    examples = "une FACTURE seule parmi les pièces", "la FACTURE et la VA, ou la MOM"
    balises, solved_by = (PIECES,), frozenset({"VA", "MOM"})

    def look(self, checked: Checked, balise: Balise) -> list[Finding]:
        return [self.on(checked, balise)] if _lacks(checked, self.solved_by) else []


class DocumentNamed(OfBalise):
    id, severity, section = "document-name", ERROR, "3.3"
    title = "nom de la pièce"
    wrong = "{value} ne suit pas la règle de nommage"
    why = "C’est à son nom que l’ASP rattache une pièce à sa demande."
    examples = '"nomFichier": "facture 00001.pdf"', '"nomFichier": "MDV-LGC-Va1-FACTURE-00001.pdf"'
    balises = (NOM_FICHIER,)

    def look(self, checked: Checked, balise: Balise) -> list[Finding]:
        name = checked.text(balise)
        if name is None or _parsed(name) is not None:
            return []
        file_type, file_format = checked.text(TYPE_FICHIER) or "…", checked.text(FORMAT_FICHIER) or "…"
        expected = DOCUMENT_NAMES.name(file_type, _number(checked) or "…", file_format)
        return [self.on(checked, balise, value=quoted(name), expected=expected)]


class DocumentNumber(OfBalise):
    id, severity, section = "document-number", ERROR, "3.3"
    title = "n° éditeur de la pièce"
    wrong, expected = "{value} porte le n° éditeur « {named} »", "celui de la demande, « {number} »"
    why = "Une pièce au nom d’une autre demande manque à la sienne."
    examples = '"nomFichier": "MDV-LGC-Va1-FACTURE-00002.pdf"', '"nomFichier": "MDV-LGC-Va1-FACTURE-00001.pdf"'
    balises = (NOM_FICHIER,)

    def look(self, checked: Checked, balise: Balise) -> list[Finding]:
        parts, number = _name_of(checked), _number(checked)
        if parts is None or number in {None, parts.numero_editeur}:
            return []
        return [
            self.on(
                checked, balise, value=quoted(checked.text(NOM_FICHIER)), named=parts.numero_editeur, number=number
            )
        ]


class DocumentFormat(OfBalise):
    id, severity, section = "document-format", ERROR, "3.3"
    title = "format de la pièce"
    wrong, expected = "{value} ne va pas avec le nom {name}", "« {expected} »"
    why = "La fin du nom et le format disent tous deux ce qu’est le fichier : ils s’accordent."
    examples = (
        '"nomFichier": "MDV-LGC-Va1-FACTURE-00001.pdf", "formatFichier": "PNG"',
        '"nomFichier": "MDV-LGC-Va1-FACTURE-00001.pdf", "formatFichier": "PDF"',
    )
    balises = (FORMAT_FICHIER,)

    def look(self, checked: Checked, balise: Balise) -> list[Finding]:
        parts, file_format = _name_of(checked), checked.text(balise)
        if parts is None or file_format in {None, parts.extension.upper()}:
            return []
        name, wanted = quoted(checked.text(NOM_FICHIER)), parts.extension.upper()
        return [self.on(checked, balise, value=quoted(file_format), name=name, expected=wanted)]


class DocumentType(OfBalise):
    id, severity, section = "document-type", ERROR, "3.3"
    title = "type de la pièce"
    wrong, expected = "{value} ne va pas avec le nom {name}", "« {expected} »"
    why = "Le nom et le type disent tous deux quelle pièce c’est : ils s’accordent."
    examples = (
        '"nomFichier": "MDV-LGC-Va1-FACTURE-00001.pdf", "typeFichier": "MOM"',
        '"nomFichier": "MDV-LGC-Va1-FACTURE-00001.pdf", "typeFichier": "FACTURE"',
    )
    balises = (TYPE_FICHIER,)

    def look(self, checked: Checked, balise: Balise) -> list[Finding]:
        parts, file_type = _name_of(checked), checked.text(balise)
        if parts is None or file_type in {None, parts.type_fichier}:
            return []
        name, wanted = quoted(checked.text(NOM_FICHIER)), parts.type_fichier
        return [self.on(checked, balise, value=quoted(file_type), name=name, expected=wanted)]


def _lacks(demande: Checked, types: frozenset[str]) -> bool:
    """Tell whether none of the documents, where they stand at all, is of one of the types."""
    is_there = isinstance(demande.placed.values.get(PIECES.name), CONTAINERS)
    return is_there and types.isdisjoint([bloc.text(TYPE_FICHIER) for bloc in demande.inside])


def _number(piece: Checked) -> str | None:
    return None if piece.around is None else piece.around.text(NUMERO_EDITEUR)


def _name_of(piece: Checked) -> DocumentName | None:
    name = piece.text(NOM_FICHIER)
    return None if name is None else _parsed(name)


@lru_cache(1)
def _parsed(name: str) -> DocumentName | None:
    """Return the parts of a document's name, which several rules look at one after the other."""
    return DOCUMENT_NAMES.parse(name)
