"""Rules on the keys of an object: letter case, repetition, keys that the note does not know."""

from __future__ import annotations

from collections.abc import Hashable

from segur_tui.format.balises import BENEFICIAIRES, CLIENT, DEMANDE, DOCUMENT, FILE, PIECES
from segur_tui.format.edit import Edit
from segur_tui.format.finding import ERROR, WARNING, Finding
from segur_tui.format.placing import MOST_ODD_KEYS, Oddity, OddKey
from segur_tui.format.rule import Checked, OfKey, OfNesting, OfUsage
from segur_tui.format.tree import Absent, Json, Pointer, value_at

_PLACES = {
    FILE: "dans l’entête du fichier",
    DEMANDE: "directement dans la demande",
    CLIENT: f"dans le bloc « {BENEFICIAIRES.name} »",
    DOCUMENT: f"dans une pièce de « {PIECES.name} »",
}
_BY_FOLDED_NAME = {balise.name.casefold(): balise for level in _PLACES for balise in level.balises}


class RepeatedKey(OfKey):
    id, severity, section = "repeated-key", ERROR, "2.2"
    title = "balise répétée"
    wrong = "« {key} » figure plusieurs fois dans le même bloc : l’ASP peut en lire l’une ou l’autre"
    expected = "une seule fois"
    why = "Les lecteurs de JSON ne s’accordent pas sur la valeur qui compte."
    examples = '"dateFacture": "01/02/2023", "dateFacture": "02/02/2023"', '"dateFacture": "01/02/2023"'
    oddity, is_provable = Oddity.REPEATED, False


class TwoSpellings(OfKey):
    id, severity, section = "two-spellings", ERROR, "3.2"
    title = "balise écrite de deux façons"
    wrong, expected = "« {key} » répète « {balise} » sous une autre casse ou à un autre niveau", "une seule"
    why = "Deux écritures d’une même balise laissent en doute la valeur qui compte."
    examples = '"dateFacture": "01/02/2023", "DateFacture": "01/02/2023"', '"dateFacture": "01/02/2023"'
    oddity = Oddity.TWICE


class LetterCase(OfKey):
    id, severity, section = "letter-case", ERROR, "3.2"
    title = "majuscules de la balise"
    wrong, expected = "« {key} » n’a pas les bonnes majuscules", "« {balise} »"
    why = "Une balise dans une autre casse peut ne pas être reconnue, et manquer alors."
    is_corrected = True
    examples = '"DateFacture": "01/02/2023"', '"dateFacture": "01/02/2023"'
    oddity = Oddity.LETTER_CASE

    def look(self, checked: Checked, odd: OddKey) -> Finding:
        value, at = value_at(checked.members, odd.path), (*checked.base, *odd.path)
        return self.on(checked, odd, None if odd.balise is None else Edit(at, value, value, key=odd.balise.name))


class NumberedBlock(OfKey):
    id, severity, section = "numbered-block", ERROR, "3.2"
    title = "bloc numéroté"
    wrong = "des balises sont rangées dans un bloc qui n’a pour nom qu’un numéro, « {key} »"
    expected = "les balises directement à leur niveau"
    why = "Une liste qui a perdu ses crochets devient un bloc dont les noms sont des numéros."
    examples = '"0": {"dateFacture": "01/02/2023"}', '"dateFacture": "01/02/2023"'
    oddity = Oddity.NUMBERED


class UnknownKey(OfKey):
    id, severity, section = "unknown-key", WARNING, "3.2"
    title = "balise inconnue"
    wrong = "la balise « {key} » {problem}"
    why = "Une balise que la note ne connaît pas peut être une faute de frappe."
    examples = '"commentaire": "urgent"', "les seules balises de la note"
    oddity = Oddity.UNKNOWN

    @classmethod
    def kind_of(cls, _value: Json | Absent, path: Pointer) -> Hashable:
        return tuple(token for token in path if isinstance(token, str))

    def look(self, checked: Checked, odd: OddKey) -> Finding:
        balise = _BY_FOLDED_NAME.get(str(odd.path[-1]).casefold())
        if balise is None:
            problem, expected = "n’est pas dans la note", "les seules balises de la note"
        else:
            problem = "est connue, mais pas à cet endroit"
            expected = f"« {balise.name} » {_PLACES[balise.level]}"
        return self.on(checked, odd, problem=problem, expected=expected)


class ManyKeys(OfKey):
    id, severity, section = "many-keys", WARNING, "3.2"
    title = "trop de balises inconnues"
    wrong = (
        "le bloc a plus de {most} balises inconnues, répétées ou mal écrites ({count} de plus) : "
        "les premières sont dites"
    )
    expected = "les seules balises de la note"
    why = "Un bloc qui a tant de balises inconnues n’est sans doute pas une demande."
    examples = "plus de mille balises inconnues dans un bloc", "les seules balises de la note"
    oddity, is_provable = Oddity.MANY, False

    def look(self, checked: Checked, odd: OddKey) -> Finding:
        count = checked.placed.unreported
        return self.found(checked.line, checked.base, odd.balise, count=count, most=MOST_ODD_KEYS)


class NestedBalise(OfNesting):
    id, severity, section = "nested-balise", WARNING, "3.2"
    title = "balises dans un bloc inconnu"
    wrong = "des balises sont rangées dans le bloc « {key} », que la note ne connaît pas"
    expected = "les balises directement à leur niveau"
    why = "L’ASP peut ne pas chercher une balise dans un bloc que la note ne connaît pas."
    examples = '"divers": {"dateFacture": "01/02/2023"}', '"dateFacture": "01/02/2023"'

    @classmethod
    def kind_of(cls, _value: Json | Absent, path: Pointer) -> Hashable:
        return path[-1]


class UnlikeAccepted(OfUsage):
    id, severity, section = "unlike-accepted", WARNING, "3.2"
    title = "autrement que les acceptées"
    wrong, expected = "{problem}", "« {theirs} », comme {accepted}"
    why = "Ce que toutes les lignes acceptées ont, et pas celle-ci, est peut-être la cause de son refus."
    is_suggested = True
    examples = (
        "« pieces » dans une ligne refusée, « piecesjustificatives » dans toutes les acceptées",
        "« piecesjustificatives » partout",
    )
