"""Rules on the supporting documents of one demande: which ones, and their names (note §3.1, §3.3)."""

from __future__ import annotations

from collections import Counter
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
from segur_tui.format.edit import Edit
from segur_tui.format.finding import ERROR, WARNING, Finding, quoted
from segur_tui.format.naming import DocumentName
from segur_tui.format.rule import Checked, OfBalise
from segur_tui.format.tree import ABSENT, CONTAINERS
from segur_tui.format.wording import typeset


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
    is_suggested = True
    examples = '"nomFichier": "facture 00001.pdf"', '"nomFichier": "MDV-LGC-Va1-FACTURE-00001.pdf"'
    balises = (NOM_FICHIER,)

    def look(self, checked: Checked, balise: Balise) -> list[Finding]:
        name = checked.text(balise)
        if name is None or _parsed(name) is not None:
            return []
        parts = (checked.text(TYPE_FICHIER), _number(checked), checked.text(FORMAT_FICHIER))
        file_type, number, file_format = (part or "…" for part in parts)
        expected, question = DOCUMENT_NAMES.name(file_type, number, file_format), ""
        suggestion = _renamed(checked)
        if suggestion is None and _shows_another(checked):
            expected, question = f"pour celle-ci, {expected}", " (une autre pièce ?)"
        value, question = quoted(name), typeset(question)
        return [self.on(checked, balise, suggestion=suggestion, value=value, expected=expected, question=question)]


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
        # Nothing is suggested: under another name, the document of another demande would go with this one.
        named, value = parts.numero_editeur, quoted(checked.text(NOM_FICHIER))
        return [self.on(checked, balise, value=value, named=named, number=number)]


class DocumentFormat(OfBalise):
    id, severity, section = "document-format", ERROR, "3.3"
    title = "format de la pièce"
    wrong, expected = "{value} ne va pas avec le nom {name}", "« {expected} »"
    why = "La fin du nom et le format disent tous deux ce qu’est le fichier : ils s’accordent."
    is_suggested = True
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
        suggestion, value = _edit(checked, balise, wanted), quoted(file_format)
        return [self.on(checked, balise, suggestion=suggestion, value=value, name=name, expected=wanted)]


class DocumentType(OfBalise):
    id, severity, section = "document-type", ERROR, "3.3"
    title = "type de la pièce"
    wrong, expected = "{value} ne va pas avec le nom {name}", "« {expected} »"
    why = "Le nom et le type disent tous deux quelle pièce c’est : ils s’accordent."
    is_suggested = True
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
        suggestion, value = _edit(checked, balise, wanted), quoted(file_type)
        return [self.on(checked, balise, suggestion=suggestion, value=value, name=name, expected=wanted)]


def _lacks(demande: Checked, types: frozenset[str]) -> bool:
    """Tell whether none of the documents, where they stand at all, is of one of the types."""
    is_there = isinstance(demande.placed.values.get(PIECES.name), CONTAINERS)
    return is_there and types.isdisjoint([bloc.text(TYPE_FICHIER) for bloc in demande.inside])


def _number(piece: Checked) -> str | None:
    return None if piece.around is None else piece.around.text(NUMERO_EDITEUR)


def _name_of(piece: Checked) -> DocumentName | None:
    name = piece.text(NOM_FICHIER)
    return None if name is None else _parsed(name)


def _edit(piece: Checked, balise: Balise, after: str) -> Edit:
    return Edit(piece.at(balise), piece.placed.values.get(balise.name, ABSENT), after)


def _renamed(piece: Checked) -> Edit | None:
    """Return the edit that gives a document whose name breaks the rule the one that it should bear.

    None where that is another's, too, or where the name shows that it is another document.
    """
    name = _wanted(piece)
    if name is None or piece.around is None or _names(piece.around)[name] > 1 or _shows_another(piece):
        return None
    return _edit(piece, NOM_FICHIER, name)


def _shows_another(piece: Checked) -> bool:
    """Tell whether a name that breaks the rule shows that the document is another than it should be."""
    name, wanted = piece.text(NOM_FICHIER) or "", _wanted(piece)
    return wanted is not None and DOCUMENT_NAMES.shows_another(name, wanted)


def _wanted(piece: Checked) -> str | None:
    """Return its name with the number of the demande; one that breaks the rule is made of its type and format."""
    parts, number = _name_of(piece), _number(piece)
    if parts is not None:
        return None if number is None else DOCUMENT_NAMES.name(parts.type_fichier, number, parts.extension)
    file_type, file_format = piece.text(TYPE_FICHIER), piece.text(FORMAT_FICHIER)
    if file_type is None or file_format is None or number is None:
        return None
    return DOCUMENT_NAMES.name(file_type, number, file_format)


@lru_cache(1)
def _names(demande: Checked) -> Counter[str | None]:
    """Return how many documents of a demande should bear each name."""
    return Counter(_wanted(piece) for piece in demande.blocks(PIECES))


@lru_cache(1)
def _parsed(name: str) -> DocumentName | None:
    """Return the parts of a document's name, which several rules look at one after the other."""
    return DOCUMENT_NAMES.parse(name)
