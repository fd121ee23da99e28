"""Rules on what other files tell of a demande: its avance, and others for its beneficiaries (note §3.2)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import TypeVar

from segur_tui.format.answer import AnswerState
from segur_tui.format.balise import Balise
from segur_tui.format.balises import (
    BENEFICIAIRES,
    COMMANDE_POUR,
    DATE_FACTURE,
    LIBERAL_RPPS,
    MONTANT,
    NUMERO_ASP,
    NUMERO_EDITEUR,
    STRUCTURE_FINESS,
)
from segur_tui.format.edit import Edit
from segur_tui.format.finding import WARNING, Finding, quoted
from segur_tui.format.kinds import Identifier, compared, is_well_written, real_day
from segur_tui.format.models import is_right
from segur_tui.format.order import AvanceOrder, Beside, beneficiary_key
from segur_tui.format.placing import note_position
from segur_tui.format.rule import Checked, OfEvidence, OfUnordered
from segur_tui.format.tree import ABSENT, Json, Number, unboxed
from segur_tui.format.value_type import replace

_MOST_NAMED = 5
_UNANSWERED = "l’avance de cette demande n’a pas encore de réponse connue", "son retour"
_TO_VERIFY = "la réponse à l’avance de cette demande est à vérifier", "une avance acceptée"
_Value = TypeVar("_Value")


class AvanceDossier(OfEvidence):
    id, severity, section = "avance-dossier", WARNING, "3.2"
    title = "n° ASP connu de l’avance"
    wrong, expected = "le n° ASP de cette demande se lit sur son avance", "{dossier}, d’après {place}"
    why = "Le n° ASP relie le solde à son avance : l’ASP l’a donné en réponse à celle-ci."
    is_corrected, is_suggested = True, True
    examples = "numeroASP vide, et FINMDV000012 sur l’avance", '"numeroASP": "FINMDV000012"'

    def look(self, demande: Checked, beside: Beside) -> list[Finding]:
        own = _own_dossier(demande)
        if demande.text(NUMERO_ASP) is not None or (own and own not in {each.dossier for each in beside.orders}):
            return []
        orders = [each for each in beside.orders if each.state is not AnswerState.REJECTED and _dossier(each)]
        named = _named(demande)
        alike = [each for each in orders if named is not None and each.ordered.beneficiaries == named]
        likely = orders if len(orders) == 1 or not alike else alike
        if not likely:
            return []
        order = likely[0]
        if len(likely) > 1:  # two avances contradict each other
            dossier, place = (
                " ou ".join(quoted(each.dossier) for each in likely[:_MOST_NAMED]),
                " et ".join(each.place for each in likely[:_MOST_NAMED]),
            )
            return [self.on(demande, NUMERO_ASP, None, None, dossier=dossier, place=place)]
        is_only = len(beside.orders) == 1 and order.is_accepted and order.ordered.is_certain
        edit = _edit(demande, order.dossier)
        is_safe = is_only and likely == alike and bool(named) and _is_free(demande, beside, order)
        fix, suggestion = (edit, None) if is_safe else (None, edit if _has_one_of(demande, order) else None)
        dossier = quoted(order.dossier)
        return [self.on(demande, NUMERO_ASP, fix, suggestion, dossier=dossier, place=order.place)]


class AvanceOtherDossier(OfEvidence):
    id, severity, section = "avance-other-dossier", WARNING, "3.2"
    title = "n° ASP d’une autre avance"
    wrong, expected = "{value} n’est pas le n° ASP de l’avance", "{dossier}, d’après {place}"
    why = "Un solde sur le dossier d’un autre client serait refusé, ou payé à sa place."
    is_suggested = True
    examples = "FINMDV000021, et FINMDV000012 sur l’avance", '"numeroASP": "FINMDV000012"'

    def look(self, demande: Checked, beside: Beside) -> list[Finding]:
        own = demande.text(NUMERO_ASP) or _own_dossier(demande)
        orders = [each for each in beside.orders if _dossier(each)]
        if not own or not orders or any(compared(each.dossier) == compared(own) for each in orders):
            return []
        order = orders[-1]
        is_likely = len(orders) == 1 and order.state is not AnswerState.REJECTED and order.ordered.is_certain
        is_likely = is_likely and _named(demande) == order.ordered.beneficiaries
        suggestion = _edit(demande, order.dossier) if is_likely and _is_free(demande, beside, order) else None
        value, dossier = quoted(own), quoted(order.dossier)
        return [self.on(demande, NUMERO_ASP, None, suggestion, value=value, dossier=dossier, place=order.place)]


class AvanceAmount(OfEvidence):
    id, severity, section = "avance-amount", WARNING, "3.2"
    title = "montant au-dessus de la commande"
    wrong, expected = "{value} dépasse le montant commandé", "{amount} au plus, d’après {place}"
    why = "La facture ne peut pas dépasser le bon de commande."
    examples = "358.33 facturés, 300.00 commandés", '"montantSegurHTFacture": 300.00'

    def look(self, demande: Checked, beside: Beside) -> list[Finding]:
        amount = demande.meant.get(MONTANT.name)
        known = _of_all(_orders(demande, beside), lambda order: order.ordered.amount)
        if not known or not isinstance(amount, Number):
            return []
        highest, order = max(known, key=lambda each: each[0])
        if Decimal(amount.literal) <= highest:
            return []
        most = f"{highest:f}"
        return [self.on(demande, MONTANT, value=quoted(amount), amount=most, place=order.place)]


class InvoiceBeforeOrder(OfEvidence):
    id, severity, section = "invoice-before-order", WARNING, "3.2"
    title = "facture avant la commande"
    wrong, expected = "{value} précède la commande", "le {day} au plus tôt, d’après {place}"
    why = "Une facture suit la commande : l’une des deux dates est sans doute fausse."
    examples = "facture du 01/02/2023, commande du 15/02/2023", "une facture du 15/02/2023 ou d’après"

    def look(self, demande: Checked, beside: Beside) -> list[Finding]:
        written = demande.text(DATE_FACTURE)
        day = None if written is None else real_day(written)
        known = _of_all(_orders(demande, beside), lambda order: order.ordered.day)
        if not known:
            return []
        earliest, order = min(known, key=lambda each: each[0])
        demande.findings[:] = (_not_before(earliest, each) for each in demande.findings)
        if day is None or day >= earliest:
            return []
        first = f"{earliest:%d/%m/%Y}"
        return [self.on(demande, DATE_FACTURE, value=quoted(written), day=first, place=order.place)]


class AvanceBeneficiary(OfEvidence):
    id, severity, section = "avance-beneficiary", WARNING, "3.2"
    title = "bénéficiaire que l’avance ne nomme pas"
    wrong, expected = "{value} n’est pas parmi les bénéficiaires de l’avance", "{named}, d’après {place}"
    why = "Le solde se paie pour ceux qui ont commandé, et pour eux seuls."
    examples = "un RPPS que l’avance ne nomme pas", "les RPPS de l’avance"

    def look(self, demande: Checked, beside: Beside) -> list[Finding]:
        orders = _orders(demande, beside)
        if not orders or not all(each.ordered.beneficiaries for each in orders):
            return []
        named = frozenset[str]().union(*(each.ordered.beneficiaries for each in orders))
        return [
            self.inside(client, balise, *path, value=quoted(text), named=_some(named), place=orders[0].place)
            for client, balise, path, text in _identifiers(demande)
            if beneficiary_key(text) not in named
        ]


class AvanceBeneficiaryMissing(OfEvidence):
    id, severity, section = "avance-beneficiary-missing", WARNING, "3.2"
    title = "bénéficiaire de l’avance qui manque"
    wrong, expected = "{value} manque, que l’avance nomme", "{named}, d’après {place}"
    why = "Un bénéficiaire oublié ne peut plus être ajouté une fois le solde payé."
    examples = "deux RPPS sur l’avance, un seul sur le solde", "les deux RPPS de l’avance"

    def look(self, demande: Checked, beside: Beside) -> list[Finding]:
        orders, named, lists = _orders(demande, beside), _named(demande), list(_lists(demande))
        if not orders or named is None or len(lists) != 1:
            return []
        of_all = frozenset.intersection(*(each.ordered.beneficiaries for each in orders))
        missing = sorted(of_all.difference(named))
        ((client, balise),) = lists
        return [
            self.inside(client, balise, value=quoted(text), named=_some(of_all), place=orders[0].place)
            for text in missing[:_MOST_NAMED]
        ]


class AvanceRefused(OfEvidence):
    id, severity, section = "avance-refused", WARNING, "1.2"
    title = "avance refusée"
    wrong, expected = "l’avance de cette demande est refusée", "une avance acceptée, d’après {place}"
    why = "Le solde suit une avance acceptée : sans elle, il est refusé."
    examples = "un solde dont l’avance est refusée", "un solde dont l’avance est acceptée"

    def look(self, demande: Checked, beside: Beside) -> list[Finding]:
        if not beside.orders or any(each.state is not AnswerState.REJECTED for each in beside.orders):
            return []
        return [self.on(demande, NUMERO_EDITEUR, place=beside.orders[-1].place)]


class AvanceUnanswered(OfEvidence):
    id, severity, section = "avance-unanswered", WARNING, "1.2"
    title = "avance sans réponse"
    wrong, expected = "{said}", "{answer}, d’après {place}"
    why = "Le solde suit une avance acceptée : avant sa réponse, il est trop tôt."
    examples = "un solde dont l’avance attend sa réponse", "un solde dont l’avance est acceptée"

    def look(self, demande: Checked, beside: Beside) -> list[Finding]:
        waiting = {AnswerState.PENDING, AnswerState.TO_VERIFY}
        if not beside.orders or any(each.state not in waiting for each in beside.orders):
            return []
        order = beside.orders[-1]
        said, answer = _TO_VERIFY if order.state is AnswerState.TO_VERIFY else _UNANSWERED
        return [self.on(demande, NUMERO_EDITEUR, said=said, answer=answer, place=order.place)]


class BeneficiaryTwice(OfEvidence):
    id, severity, section = "beneficiary-twice", WARNING, "3.1"
    title = "bénéficiaire de deux demandes"
    wrong, expected = "{value} est aussi le bénéficiaire d’une autre demande", "une seule demande (voir {place})"
    why = "Un bénéficiaire n’a droit qu’à un financement."
    examples = "un RPPS dans les demandes 00003 et 00007", "un RPPS dans une seule demande"
    of_orders = False

    def look(self, demande: Checked, beside: Beside) -> list[Finding]:
        return [
            self.inside(client, balise, *path, value=quoted(text), place=rival.place)
            for client, balise, path, text in _identifiers(demande)
            if (rival := beside.rival(text)) is not None
        ]


class NoAvance(OfUnordered):
    id, severity, section = "no-avance", WARNING, "3.2"
    title = "n° éditeur sans avance"
    wrong = "{count} d’un n° éditeur qu’aucune avance connue ne porte : {lines}"
    expected = "le n° éditeur de l’avance"
    why = "Le solde garde le n° éditeur de son avance : un autre n’est relié à rien."
    examples = "le n° éditeur 00003, qu’aucune avance ne porte", "le n° éditeur de l’avance"


def _dossier(order: AvanceOrder) -> bool:
    return is_right(NUMERO_ASP.kind, order.dossier)


def _own_dossier(demande: Checked) -> str:
    """Return the dossier that a demande bears, in whatever letter case and box; empty where it is malformed."""
    value = unboxed(demande.placed.values.get(NUMERO_ASP.name))
    text = compared(value).upper() if isinstance(value, str) else ""
    return text if is_right(NUMERO_ASP.kind, text) else ""


def _is_free(demande: Checked, beside: Beside, order: AvanceOrder) -> bool:
    """Tell whether no other demande bears the dossier of an order, nor has that of this one a claim to it.

    The n° éditeur may be the wrong one: then another dossier would free the line of what holds it. It is right
    where the others that bear its dossier have avances, all of other beneficiaries.
    """
    named, own = _named(demande) or frozenset(), _own_dossier(demande)  # a word in its place is nobody's
    bearers = beside.others(own) if own else ()
    return not beside.others(order.dossier) and all(
        orders
        and all(each.ordered.beneficiaries and named.isdisjoint(each.ordered.beneficiaries) for each in orders)
        for orders in bearers
    )


def _has_one_of(demande: Checked, order: AvanceOrder) -> bool:
    """Tell whether an order names a beneficiary of a demande: one for others has only its n° éditeur."""
    return any(beneficiary_key(text) in order.ordered.beneficiaries for *_, text in _identifiers(demande))


def _orders(demande: Checked, beside: Beside) -> Sequence[AvanceOrder]:
    """Return the orders to which a demande is held: a rule speaks where it does of all."""
    return beside.held_to(demande.text(NUMERO_ASP))


def _of_all(
    orders: Sequence[AvanceOrder], value_of: Callable[[AvanceOrder], _Value | None]
) -> list[tuple[_Value, AvanceOrder]]:
    """Return a value of each order with it; nothing where one of them lacks it."""
    known = [(value, order) for order in orders if (value := value_of(order)) is not None]
    return known if len(known) == len(orders) else []


def _edit(demande: Checked, dossier: str) -> Edit:
    """Return the edit that gives a demande the number of a dossier."""
    before = demande.placed.values.get(NUMERO_ASP.name, ABSENT)
    path = demande.placed.path(NUMERO_ASP.name)
    position = note_position(demande.members, path, NUMERO_ASP) if before is ABSENT else None
    return Edit(demande.at(NUMERO_ASP), before, dossier, position=position)


def _lists(demande: Checked) -> Iterator[tuple[Checked, Balise]]:
    """Yield the lists of beneficiaries that are to be filled, each with the object that holds it."""
    for client in demande.blocks(BENEFICIAIRES):
        for balise in (LIBERAL_RPPS, STRUCTURE_FINESS):
            if client.wants(balise) and client.items(balise) is not None:
                yield client, balise


def _not_before(earliest: date, finding: Finding) -> Finding:
    """Return a finding without a suggested date of the invoice that no invoice of an order can have."""
    edit = finding.suggestion if finding.balise == DATE_FACTURE.name else None
    day = real_day(edit.after) if edit is not None and isinstance(edit.after, str) else None
    return finding if day is None or day >= earliest else replace(finding, suggestion=None)


def _identifiers(demande: Checked) -> Iterator[tuple[Checked, Balise, tuple[int, ...], str]]:
    """Yield the well-written numbers of the beneficiaries, each with its object, its balise and its path there."""
    for client in demande.blocks(BENEFICIAIRES):
        whose = client.text(COMMANDE_POUR)
        for balise in (LIBERAL_RPPS, STRUCTURE_FINESS):
            if whose is None or client.wants(balise):
                yield from ((client, balise, path, text) for path, text in client.identifiers(balise))


def _named(demande: Checked) -> frozenset[str] | None:
    """Return the numbers of the beneficiaries; None where one is wrong, or it is in doubt who they are."""
    lists = list(_lists(demande))
    if len(lists) != 1:
        return None
    ((client, balise),) = lists
    items: list[Json] = client.items(balise) or []
    kind = balise.item
    right = [each for each in items if isinstance(each, str) and isinstance(kind, Identifier)]
    are_right = all(isinstance(kind, Identifier) and is_well_written(kind, each) for each in right)
    return frozenset(map(beneficiary_key, right)) if are_right and len(right) == len(items) else None


def _some(numbers: Iterable[str]) -> str:
    names = sorted(numbers)
    return ", ".join(names[:_MOST_NAMED]) + (" …" if len(names) > _MOST_NAMED else "")
