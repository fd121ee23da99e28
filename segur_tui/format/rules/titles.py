"""What each control is called in a few words, where problems are listed, counted or filtered by kind."""

from __future__ import annotations

from segur_tui.format.rules import catalogue as rule

_TITLES = {
    rule.UNREADABLE: "fichier illisible",
    rule.ENCODING: "encodage du fichier",
    rule.FILE_NAME: "nom du fichier",
    rule.FILE_NAME_ANS: "n° ANS dans le nom du fichier",
    rule.RETURNED_NAME: "retour sous un autre nom",
    rule.SHAPE: "structure du fichier",
    rule.NO_LINES: "aucune demande",
    rule.TOO_MANY_LINES: "trop de demandes",
    rule.NESTED: "balises dans un bloc inconnu",
    rule.REPEATED_KEY: "balise répétée",
    rule.TWO_SPELLINGS: "balise écrite de deux façons",
    rule.LETTER_CASE: "majuscules de la balise",
    rule.UNKNOWN_KEY: "balise inconnue",
    rule.MISSING: "balise absente",
    rule.TYPE: "type de la valeur",
    rule.LENGTH: "longueur de la valeur",
    rule.CHARACTERS: "signes non permis",
    rule.PREFIX: "début de la valeur",
    rule.CHOICE: "valeur hors de la liste",
    rule.NULL_ONLY: "valeur au lieu de null",
    rule.RANGE: "valeur hors des bornes",
    rule.DATE_FORMAT: "format de la date",
    rule.DATE_REAL: "date qui n’existe pas",
    rule.DATE_FUTURE: "date dans le futur",
    rule.AMOUNT_DECIMALS: "décimales du montant",
    rule.AMOUNT_NEGATIVE: "montant négatif",
    rule.AMOUNT_ZERO: "montant nul",
    rule.CHECK_DIGIT: "clé de contrôle",
    rule.ASP_DIGITS: "chiffres du n° ASP",
    rule.LONG_LIST: "liste trop longue",
    rule.ITEM_TWICE: "numéro en double dans une liste",
    rule.LIST_WANTED: "liste vide",
    rule.LIST_UNWANTED: "liste à vider",
    rule.DMP_MISSING: "identifiant DMP absent",
    rule.DMP_UNUSED: "identifiant DMP inutile",
    rule.DMP_ABSENT: "identDMP absente",
    rule.DMP_FOREIGN: "identifiant DMP étranger à la demande",
    rule.NO_INVOICE: "facture absente des pièces",
    rule.NO_PROOF: "VA ou MOM absente des pièces",
    rule.DOCUMENT_NAME: "nom de la pièce",
    rule.DOCUMENT_NUMBER: "n° éditeur de la pièce",
    rule.DOCUMENT_FORMAT: "format de la pièce",
    rule.DOCUMENT_TYPE: "type de la pièce",
    rule.LINE_SEQUENCE: "ordre des lignes",
    rule.EDITOR_NUMBER_TWICE: "n° éditeur en double",
    rule.ASP_NUMBER_TWICE: "n° ASP en double",
    rule.DOCUMENT_TWICE: "pièce en double",
    rule.ASP_REJECTION: "refus de l’ASP",
}

TITLES = {control.id: title for control, title in _TITLES.items()}
"""The title of each control, by its id."""
