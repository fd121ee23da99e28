"""Rules on values whose form is right: what a careful colleague would ask (format.md §3)."""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal

from segur_tui.format.balise import Balise
from segur_tui.format.balises import BENEFICIAIRES, COMMANDE_POUR, LIBERAL_RPPS, MONTANT, NUMERO_ASP
from segur_tui.format.finding import WARNING, Finding, quoted
from segur_tui.format.kinds import Amount, Day, Identifier, ListOf, is_after, is_amount
from segur_tui.format.rule import Checked, OfBalise
from segur_tui.format.tree import Number
from segur_tui.format.wording import counted, typeset

_CENT, _WITH_TAX = Decimal("0.01"), Decimal("1.2")


def _most_of(doctors: int) -> Decimal:
    """Return the euros before tax that doctors may share: 1075 are for three (note §3.1)."""
    return (Decimal(1075) * doctors / 3).quantize(_CENT, ROUND_CEILING)


_MOST_OF_ONE = _most_of(1)


class CheckDigit(OfBalise):
    id, severity, section = "check-digit", WARNING, "3.2"
    title = "clé de contrôle"
    wrong, expected = "la clé de contrôle de {value} est fausse", "un numéro sans faute de frappe"
    why = "Une clé fausse trahit presque toujours une faute de frappe."
    examples = '"liberalRPPS": ["10000000026"]', '"liberalRPPS": ["10000000025"]'

    def concerns(self, balise: Balise) -> bool:
        return isinstance(balise.item, Identifier) and balise.item.holds is not None

    def look(self, checked: Checked, balise: Balise) -> list[Finding]:
        holds = balise.item.holds if isinstance(balise.item, Identifier) else None
        texts = checked.identifiers(balise)
        if not texts or holds is None:
            return []
        return [self.on(checked, balise, *path, value=quoted(text)) for path, text in texts if not holds(text)]


class ItemTwice(OfBalise):
    id, severity, section = "item-twice", WARNING, "3.2"
    title = "numéro en double dans une liste"
    wrong, expected = "{value} figure déjà dans la liste", "chaque numéro une seule fois"
    why = "Un numéro répété tient peut-être la place d’un autre, oublié."
    examples = '"liberalRPPS": ["10000000025", "10000000025"]', '"liberalRPPS": ["10000000025", "10000000033"]'

    def concerns(self, balise: Balise) -> bool:
        return isinstance(balise.kind, ListOf)

    def look(self, checked: Checked, balise: Balise) -> list[Finding]:
        value = checked.placed.values.get(balise.name)
        if not isinstance(value, list) or len(value) <= 1:
            return []
        first: dict[str, tuple[int, ...]] = {}
        return [
            self.on(checked, balise, *path, value=quoted(text))
            for path, text in checked.identifiers(balise)
            if first.setdefault(text, path) != path
        ]


class AspNumberDigits(OfBalise):
    id, severity, section = "asp-number-digits", WARNING, "3.2"
    title = "chiffres du n° ASP"
    wrong = "les six derniers signes de {value} ne sont pas tous des chiffres"
    expected = "FINMDV000001"
    why = "Tous les exemples de la note, et les numéros que donne l’ASP, finissent par six chiffres."
    examples = '"numeroASP": "FINMDV00000A"', '"numeroASP": "FINMDV000001"'
    balises = (NUMERO_ASP,)

    def look(self, checked: Checked, balise: Balise) -> list[Finding]:
        number = checked.right(balise)
        if not isinstance(number, str) or (number[-6:].isascii() and number[-6:].isdigit()):
            return []
        return [self.on(checked, balise, value=quoted(number))]


class DateFuture(OfBalise):
    id, severity, section = "date-future", WARNING, "3.2"
    title = "date dans le futur"
    wrong, expected = "{value} est dans le futur", "la date d’une facture déjà émise"
    why = "Une facture est émise avant que son solde ne soit demandé."
    examples = '"dateFacture": "01/02/2032"', '"dateFacture": "01/02/2023"'

    def concerns(self, balise: Balise) -> bool:
        return isinstance(balise.kind, Day)

    def look(self, checked: Checked, balise: Balise) -> list[Finding]:
        value = checked.right(balise)
        is_future = is_after(balise.kind, value, checked.given.today)
        return [self.on(checked, balise, value=quoted(str(value)))] if is_future else []


class AmountAbove(OfBalise):
    id, severity, section = "amount-above", WARNING, "3.1"
    title = "montant au-dessus du plafond"
    wrong = "{value} dépasse {most} € HT pour {doctors}"
    expected = "au plus 1075.00 € HT pour trois médecins"
    why = "Le forfait est de 1 075 € HT pour trois médecins ; un montant TTC, ou un RPPS oublié, le dépasse."
    examples = (
        '"montantSegurHTFacture": 1075.00, "liberalRPPS": ["10000000025"]',
        '"montantSegurHTFacture": 358.33, "liberalRPPS": ["10000000025"]',
    )
    balises = (MONTANT,)

    def look(self, checked: Checked, balise: Balise) -> list[Finding]:
        amount = checked.meant.get(balise.name)
        if not isinstance(amount, Number) or not is_amount(amount.literal):
            return []
        euros, blocks = Decimal(amount.literal), checked.blocks(BENEFICIAIRES)
        if euros <= _MOST_OF_ONE or len(blocks) != 1 or blocks[0].text(COMMANDE_POUR) != "LIBERAL":
            return []
        doctors = {str(doctor) for doctor in blocks[0].items(LIBERAL_RPPS) or ()}
        most = _most_of(len(doctors))
        if not doctors or euros <= most:
            return []
        is_with_tax = euros <= 2 * most and abs(euros / _WITH_TAX - most) <= _CENT
        question = typeset(" (TTC ?)") if is_with_tax else ""
        shared, value = counted(len(doctors), "médecin"), quoted(amount)
        return [self.on(checked, balise, value=value, most=most, doctors=shared, question=question)]


class AmountZero(OfBalise):
    id, severity, section = "amount-zero", WARNING, "3.2"
    title = "montant nul"
    wrong = "le montant est nul : la demande serait refusée à l’instruction"
    expected = "un montant supérieur à 0.00"
    why = "Un solde nul passe le contrôle du format, puis est refusé."
    examples = '"montantSegurHTFacture": 0.00', '"montantSegurHTFacture": 358.33'

    def concerns(self, balise: Balise) -> bool:
        return isinstance(balise.kind, Amount)

    def look(self, checked: Checked, balise: Balise) -> list[Finding]:
        value = checked.right(balise)
        is_zero = isinstance(value, Number) and not value.literal.strip("0.")
        return [self.on(checked, balise)] if is_zero else []
