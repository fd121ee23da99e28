"""Rules on single values: what pydantic's core says of an object's balises, in French (note §3.2)."""

from __future__ import annotations

import re
from collections.abc import Hashable

from segur_tui.format.finding import ERROR, type_name
from segur_tui.format.programme import DOSSIER
from segur_tui.format.rule import OfValue
from segur_tui.format.tree import Absent, Json, Number, Pointer
from segur_tui.format.writing import to_start

_LONGEST = 60
"""Characters of a value that tell its kind."""


class Missing(OfValue):
    id, severity, section = "missing", ERROR, "3.2"
    title = "balise absente"
    wrong = "la balise manque"
    why = "La note veut chaque balise, même quand sa seule valeur possible est null."
    is_corrected = True
    examples = "pas de balise codeTraitement", '"codeTraitement": null'
    errors = ("missing",)


class Length(OfValue):
    id, severity, section = "length", ERROR, "3.2"
    title = "longueur de la valeur"
    wrong = "{value}{has_length}"
    why = "Un numéro d’une autre longueur n’est pas valable."
    is_corrected, is_suggested = True, True
    examples = '"numeroEditeur": "3"', '"numeroEditeur": "00003"'
    errors = ("string_too_short", "string_too_long")

    @classmethod
    def kind_of(cls, value: Json | Absent, _path: Pointer) -> Hashable:
        return len(value) if isinstance(value, str) else None


class Prefix(OfValue):
    id, severity, section = "prefix", ERROR, "3.2"
    title = "début de la valeur"
    wrong = "{value} ne commence pas par {kind.prefix}"
    why = "Le début du numéro dit de quel financement il s’agit."
    is_suggested = True
    examples = '"numeroASP": "MDVFIN000001"', '"numeroASP": "FINMDV000001"'
    errors = ("string_prefix",)

    @classmethod
    def kind_of(cls, value: Json | Absent, _path: Pointer) -> Hashable:
        return value[: len(DOSSIER)] if isinstance(value, str) else None


class Characters(OfValue):
    id, severity, section = "characters", ERROR, "3.2"
    title = "signes non permis"
    wrong = "{value} contient d’autres signes que ceux permis"
    why = "Un numéro n’est fait que de certains caractères."
    is_suggested = True
    examples = '"liberalRPPS": ["1000000002A"]', '"liberalRPPS": ["10000000025"]'
    errors = ("string_pattern_mismatch",)


class OneOfFew(OfValue):
    id, severity, section = "choice", ERROR, "3.2"
    title = "valeur hors de la liste"
    wrong = "{value} n’est pas une valeur possible"
    why = "La note donne la liste des valeurs possibles."
    is_corrected = True
    examples = '"typeAction": "X"', '"typeAction": "C"'
    errors = ("literal_error",)

    @classmethod
    def kind_of(cls, value: Json | Absent, _path: Pointer) -> Hashable:
        return None if isinstance(value, Absent) else to_start(value, _LONGEST)


class NullOnly(OfValue):
    id, severity, section = "null-only", ERROR, "3.2"
    title = "valeur au lieu de null"
    wrong, expected = "{value}{as_text} n’a pas sa place ici", "null, seule valeur possible"
    why = "La balise est remplie par l’ASP, ou n’est plus demandée depuis le 07/04/2023."
    is_corrected = True
    examples = '"isDirectToMSSPro": true', '"isDirectToMSSPro": null'
    errors = ("none_required",)


class OutOfRange(OfValue):
    id, severity, section = "range", ERROR, "3.2"
    title = "valeur hors des bornes"
    wrong = "{value} est hors des bornes"
    why = "Un fichier ne compte pas plus de lignes."
    examples = '"numLigne": 1000', '"numLigne": 1'
    errors = ("out_of_range",)


class DateFormat(OfValue):
    id, severity, section = "date-format", ERROR, "3.2"
    title = "format de la date"
    wrong = "{value} n’est pas au format JJ/MM/AAAA"
    why = "L’ASP ne lit les dates que sous cette forme."
    is_corrected, is_suggested = True, True
    examples = '"dateFacture": "2023-02-01"', '"dateFacture": "01/02/2023"'
    errors = ("date_format",)

    @classmethod
    def kind_of(cls, value: Json | Absent, _path: Pointer) -> Hashable:
        return re.sub("[0-9]", "0", value[:_LONGEST]) if isinstance(value, str) else None


class DateReal(OfValue):
    id, severity, section = "date-real", ERROR, "3.2"
    title = "date qui n’existe pas"
    wrong = "{value} n’existe pas dans le calendrier"
    why = "Une facture ne peut pas être datée d’un jour qui n’existe pas."
    is_suggested = True
    examples = '"dateFacture": "30/02/2023"', '"dateFacture": "28/02/2023"'
    errors = ("date_real",)


class AmountDecimals(OfValue):
    id, severity, section = "amount-decimals", ERROR, "3.2"
    title = "décimales du montant"
    wrong = "{value} n’est pas écrit avec exactement deux décimales"
    why = "La note veut les deux chiffres après le point, même s’ils sont 00."
    is_corrected, is_suggested = True, True
    examples = '"montantSegurHTFacture": 358.3', '"montantSegurHTFacture": 358.30'
    errors = ("amount_decimals",)

    @classmethod
    def kind_of(cls, value: Json | Absent, _path: Pointer) -> Hashable:
        digits, _, exponent = str(value).casefold().partition("e")
        return len(digits.partition(".")[2]), exponent

    @classmethod
    def is_of_literal(cls, _value: Json | Absent) -> bool:
        return True


class AmountNegative(OfValue):
    id, severity, section = "amount-negative", ERROR, "3.2"
    title = "montant négatif"
    wrong, expected = "le montant {value} est {negative}", "un montant positif, sans signe"
    why = "Une demande de solde ne rend pas d’argent."
    is_corrected = True
    examples = '"montantSegurHTFacture": -358.33', '"montantSegurHTFacture": 358.33'
    errors = ("amount_negative",)


class WrongType(OfValue):
    id, severity, section = "type", ERROR, "3.2"
    title = "type de la valeur"
    wrong = "{value}{is_type}"
    why = "Un nombre, un texte et une liste ne se lisent pas de la même façon."
    is_corrected, is_suggested = True, True
    examples = '"isDirectToDMP": "non"', '"isDirectToDMP": false'

    @classmethod
    def kind_of(cls, value: Json | Absent, _path: Pointer) -> Hashable:
        return None if isinstance(value, Absent) else type_name(value)

    @classmethod
    def is_of_literal(cls, value: Json | Absent) -> bool:
        return isinstance(value, Number)
