"""Rules on the shape of a demande, and on values that depend on each other (note §2.2, §3.2)."""

from __future__ import annotations

from itertools import islice

from segur_tui.format.answer import AnswerState
from segur_tui.format.balise import Balise
from segur_tui.format.balises import (
    BENEFICIAIRES,
    CLIENT,
    COMMANDE_POUR,
    IDENT_DMP,
    LIBERAL_RPPS,
    LIGNES_IMPORT,
    NUM_LIGNE,
    RPPS,
)
from segur_tui.format.edit import Edit
from segur_tui.format.finding import ERROR, WARNING, Finding, FindingSource, is_type, quoted
from segur_tui.format.kinds import Block, expected_of, is_well_written
from segur_tui.format.lost_list import items_of
from segur_tui.format.placing import note_position
from segur_tui.format.rule import Checked, OfAnswer, OfBalise, OfMany, OfMark, OfShape
from segur_tui.format.tree import ABSENT, Absent, Json
from segur_tui.format.wording import typeset


class Shape(OfShape):
    id, severity, section = "shape", ERROR, "2.2"
    title = "structure du fichier"
    wrong = "{value}{is_type}"
    why = "Dans une autre structure, l’ASP ne trouve pas les balises."
    is_corrected = True
    examples = (
        '"beneficiaires": "10000000025"',
        '"beneficiaires": {"commandePour": "LIBERAL", "liberalRPPS": ["10000000025"], "structureFINESSGeo": []}',
    )

    def concerns(self, balise: Balise) -> bool:
        return isinstance(balise.kind, Block)

    def look(self, checked: Checked, balise: Balise) -> list[Finding]:
        value = checked.placed.values.get(balise.name)
        is_many = isinstance(balise.kind, Block) and balise.kind.many
        if not checked.has(balise):
            return []
        if isinstance(value, list) and (is_many or len(value) == 1):
            # A demande that is no bloc is reported as a line.
            wrong = ((at, item) for at, item in enumerate(value) if not isinstance(item, dict))
            of_items = wrong if balise is not LIGNES_IMPORT else ()
            return [
                self._of_item(checked, balise, at, item) for at, item in islice(of_items, checked.given.most + 1)
            ]
        items = items_of(value, checked.level if balise.inside is None else balise.inside, is_many=is_many)
        if isinstance(value, dict) and not is_many and items[0][0] == ():
            return []
        after: Json | Absent = ABSENT
        if isinstance(value, dict) and is_many and (items or not value):
            after = [item for _, item in items]
        elif isinstance(value, dict) and len(items) == 1:
            after = items[0][1]
        fix = None if isinstance(after, Absent) else Edit(checked.at(balise), value, after)
        return [self.on(checked, balise, fix=fix, value=quoted(value), is_type=is_type(value))]

    def _of_item(self, checked: Checked, balise: Balise, index: int, item: Json) -> Finding:
        expected = expected_of(Block(many=False))
        return self.on(checked, balise, index, value=quoted(item), is_type=is_type(item), expected=expected)


class ManyErrors(OfMany):
    id, severity, section = "many-errors", ERROR, "3.2"
    title = "erreurs sans fin"
    wrong = "la demande a plus de {most} erreurs : seules celles-ci sont dites"
    expected = "d’abord leur correction"
    why = "Ce qui a tant d’erreurs n’est sans doute pas une demande."
    examples = "plus de 2 000 erreurs dans une demande", "les premières, corrigées"


class ManyWarnings(OfMany):
    id, severity, section = "many-warnings", WARNING, "3.2"
    title = "avertissements sans fin"
    wrong = "la demande a plus de {most} avertissements : seuls ceux-ci sont dits"
    expected = "une demande de quelques dizaines de valeurs"
    why = "Ce qui a tant d’avertissements n’est sans doute pas une demande."
    examples = "plus de 2 000 avertissements dans une demande", "une demande de quelques dizaines de valeurs"


class NotASolde(OfMark):
    id, severity, section = "not-a-solde", ERROR, "1.2"
    title = "avance parmi des soldes"
    wrong = "{value} est d’une avance"
    expected = "une demande de solde, avec sa facture"
    why = "Une avance déposée parmi des soldes ne peut pas être instruite."
    examples = "une demande d’avance parmi des soldes", "les soldes seuls"


class LineSequence(OfBalise):
    id, severity, section = "line-sequence", ERROR, "3.2"
    title = "ordre des lignes"
    wrong, expected = "{value} ne suit pas l’ordre des lignes", "{number} (l’export renumérote)"
    why = "Les demandes d’un fichier se comptent à partir de 1, sans saut."
    is_suggested = True
    examples = '"numLigne": 7', '"numLigne": 1'
    balises = (NUM_LIGNE,)

    def look(self, checked: Checked, balise: Balise) -> list[Finding]:
        number = checked.meant.get(balise.name)
        if number is None or number == checked.line or checked.given.is_group:
            return []
        suggestion = Edit(checked.at(balise), checked.placed.values[balise.name], checked.line)
        return [self.on(checked, balise, suggestion=suggestion, value=quoted(number), number=checked.line)]


class ListWanted(OfBalise):
    id, severity, section = "list-wanted", ERROR, "3.2"
    title = "liste vide"
    wrong, expected = "la liste est vide alors que {condition}", "au moins un numéro"
    why = "L’ASP ne paie que pour des bénéficiaires qu’elle connaît."
    examples = (
        '"commandePour": "LIBERAL", "liberalRPPS": []',
        '"commandePour": "LIBERAL", "liberalRPPS": ["10000000025"]',
    )

    def concerns(self, balise: Balise) -> bool:
        return balise.level is CLIENT and balise.wanted_when is not None

    def look(self, checked: Checked, balise: Balise) -> list[Finding]:
        is_wrong = checked.items(balise) == [] and checked.wants(balise)
        return [self.on(checked, balise, condition=checked.condition(balise))] if is_wrong else []


class ListUnwanted(OfBalise):
    id, severity, section = "list-unwanted", ERROR, "3.2"
    title = "liste à vider"
    wrong, expected = "la liste n’est pas vide alors que {condition}", "[ ]"
    why = "Une commande est pour des libéraux ou pour des structures, jamais pour les deux."
    examples = (
        '"commandePour": "LIBERAL", "structureFINESSGeo": ["750000010"]',
        '"commandePour": "LIBERAL", "structureFINESSGeo": []',
    )

    def concerns(self, balise: Balise) -> bool:
        return balise.level is CLIENT and balise.wanted_when is not None

    def look(self, checked: Checked, balise: Balise) -> list[Finding]:
        is_wrong = checked.items(balise) and checked.wants(balise) is False
        return [self.on(checked, balise, condition=checked.condition(balise))] if is_wrong else []


def _doctors(demande: Checked) -> list[Json] | None:
    """Return the RPPS of a demande for doctors, None where it is for others or in doubt."""
    blocks = demande.blocks(BENEFICIAIRES)
    is_for_doctors = len(blocks) == 1 and blocks[0].text(COMMANDE_POUR) == "LIBERAL"
    return blocks[0].items(LIBERAL_RPPS) if is_for_doctors else None


def _says_nothing(value: Json) -> bool:
    """Return True for null, a blank text, and a list of nothing else."""
    if isinstance(value, list):
        return all(map(_says_nothing, value))
    return value is None or (isinstance(value, str) and not value.strip())


class DmpMissing(OfBalise):
    id, severity, section = "dmp-missing", ERROR, "3.2"
    title = "identifiant DMP absent"
    wrong, expected = "aucun identifiant DMP alors que {condition}", "la liste des RPPS"
    why = "L’ASP contrôle les envois au DMP d’après ces RPPS."
    is_suggested = True
    examples = '"isDirectToDMP": true, "identDMP": []', '"isDirectToDMP": true, "identDMP": ["10000000025"]'
    balises = (IDENT_DMP,)

    def look(self, checked: Checked, balise: Balise) -> list[Finding]:
        before = checked.placed.values.get(balise.name, ABSENT)
        is_empty = checked.items(balise) == [] or isinstance(before, Absent) or _says_nothing(before)
        if not (checked.wants(balise) and is_empty):
            return []
        doctors = _doctors(checked)
        is_likely = bool(doctors) and all(
            isinstance(each, str) and is_well_written(RPPS, each) for each in doctors or ()
        )
        at = checked.at(balise)
        position = None if checked.has(balise) else note_position(checked.members, at[len(checked.base) :], balise)
        suggestion = Edit(at, before, list(doctors or ()), position=position) if is_likely else None
        question = typeset(" (les mêmes que liberalRPPS ?)") if is_likely else ""
        condition = checked.condition(balise)
        return [self.on(checked, balise, suggestion=suggestion, condition=condition, question=question)]


class DmpUnused(OfBalise):
    id, severity, section = "dmp-unused", WARNING, "3.2"
    title = "identifiant DMP inutile"
    wrong, expected = "des identifiants DMP sont donnés alors que {condition}", "[ ]"
    why = "Des identifiants sans envoi au DMP : l’un des deux est peut-être faux."
    examples = '"isDirectToDMP": false, "identDMP": ["10000000025"]', '"isDirectToDMP": false, "identDMP": []'
    balises = (IDENT_DMP,)

    def look(self, checked: Checked, balise: Balise) -> list[Finding]:
        is_wrong = checked.items(balise) and checked.wants(balise) is False
        return [self.on(checked, balise, condition=checked.condition(balise))] if is_wrong else []


class DmpAbsent(OfBalise):
    id, severity, section = "dmp-absent", WARNING, "3.2"
    title = "identDMP absente"
    wrong, expected = "la balise manque", "[ ] quand {condition}"
    why = "La note ne l’exige que pour un envoi au DMP ; une liste vide ne peut pas nuire."
    is_corrected = True
    examples = "pas de balise identDMP, et isDirectToDMP vaut false", '"identDMP": []'
    balises = (IDENT_DMP,)

    def look(self, checked: Checked, balise: Balise) -> list[Finding]:
        if checked.has(balise) or checked.wants(balise) is not False:
            return []
        position = note_position(checked.members, checked.placed.path(balise.name), balise)
        fix = Edit(checked.at(balise), ABSENT, [], position=position)
        return [self.on(checked, balise, fix=fix, condition=checked.condition(balise))]


class DmpForeign(OfBalise):
    id, severity, section = "dmp-foreign", WARNING, "3.2"
    title = "identifiant DMP étranger à la demande"
    wrong, expected = "{value} n’est pas parmi les RPPS de la demande", "un RPPS de liberalRPPS"
    why = "Pour des libéraux, ce sont leurs propres RPPS qui se connectent au DMP."
    examples = (
        '"isDirectToDMP": true, "liberalRPPS": ["10000000025"], "identDMP": ["10000000033"]',
        '"isDirectToDMP": true, "liberalRPPS": ["10000000025"], "identDMP": ["10000000025"]',
    )
    balises = (IDENT_DMP,)

    def look(self, checked: Checked, balise: Balise) -> list[Finding]:
        items = checked.items(balise)
        doctors = _doctors(checked) if items else None
        if not items or doctors is None:
            return []
        # A lone identifier is meant as a list of one, and stands where the list would.
        is_list = isinstance(checked.placed.values.get(balise.name), list)
        known = {doctor for doctor in doctors if isinstance(doctor, str)}
        return [
            self.on(checked, balise, *((index,) if is_list else ()), value=quoted(item))
            for index, item in enumerate(items)
            if isinstance(item, str) and is_well_written(RPPS, item) and item not in known
        ]


class AspRejection(OfAnswer):
    state = AnswerState.REJECTED
    id, severity, section, source = "asp-rejection", ERROR, "1.2", FindingSource.ASP
    title = "refus de l’ASP"
    wrong, expected = "refusée par l’ASP{code} : {label}", ""
    why = "L’ASP s’arrête à la première erreur d’une ligne, et n’en dit pas plus."
    examples = (
        '"codeTraitement": "0012", "libelleTraitement": "La date de facture est invalide"',
        "la valeur corrigée, dans un nouveau fichier",
    )


class AspToVerify(OfAnswer):
    state = AnswerState.TO_VERIFY
    id, severity, section, source = "asp-to-verify", ERROR, "1.2", FindingSource.ASP
    title = "réponse à vérifier"
    wrong, expected = "acceptée ou refusée ? {doubt} : {label}{code}", ""
    why = "Tant que la réponse n’est pas sûre, déposer la ligne pourrait être la demander deux fois."
    examples = (
        '"codeTraitement": "0012", "libelleTraitement": "Dossier enregistré"',
        '"codeTraitement": "0000", "libelleTraitement": "Demande acceptée"',
    )
