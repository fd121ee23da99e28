"""What is wrong with refused demandes, and who can correct it."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from random import Random
from typing import Any

from tests.ledger.papers import Demande, Tree, alike

BY_PROGRAM: tuple[tuple[str, Any], ...] = (
    ("dateFacture", "2023-02-01"),
    ("dateFacture", "1/2/2023"),
    ("montantSegurHTFacture", 1075),
    ("isDirectToDMP", "false"),
)
"""Values that `--fix` corrects without doubt (design.md §2)."""
_BY_PERSON: tuple[tuple[str, Any], ...] = (
    ("dateFacture", "31/02/2023"),
    ("dateFacture", "demain"),
    ("montantSegurHTFacture", "mille"),
)
"""Values that a person alone can correct; all of one balise, so that they are typed in one place."""
TYPED = {"dateFacture": "01/02/2023", "montantSegurHTFacture": "1075.00"}
"""What a person types into the balises that are wrong."""
LABELS = {
    "dateFacture": ("1204", "Date de facture invalide"),
    "montantSegurHTFacture": ("1310", "montantSegurHTFacture : montant invalide"),
    "isDirectToDMP": ("1411", "isDirectToDMP : booléen attendu"),
    "numeroEditeur": ("1107", "Numéro éditeur différent de celui de l'avance"),
    "numeroASP": ("1102", "Le dossier ne correspond pas à l'avance"),
}


def with_fault(demande: Demande, chance: Random, others: Sequence[Demande]) -> Tree:
    """The balises of a demande with a fault; `others` are accepted ones whose number it may bear by mistake."""
    tree = copy.deepcopy(demande.right)
    drawn = chance.random()
    if others and drawn < 0.12:
        number = chance.choice(("numeroEditeur", "numeroASP"))
        tree[number] = chance.choice(others).right[number]
        return tree
    choice = BY_PROGRAM if drawn < 0.75 else _BY_PERSON
    for name, value in chance.sample(choice, chance.choice((1, 1, 2))):
        tree[name] = value
    return tree


def is_fixed_by_program(name: str, value: object) -> bool:
    """Whether `--fix` corrects a wrong value."""
    return any(name == balise and alike(value, wrong) for balise, wrong in BY_PROGRAM)
