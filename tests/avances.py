"""Avances as Python values: what comes before the solde in the same envelope, as one supplier makes it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from segur_tui.format.tree import Number
from tests.claims import ANS, RPPS, claim


def avance(
    position: int, answer: tuple[str, str] | None = None, editor: int | None = None, rpps: Sequence[str] = RPPS[:1]
) -> dict[str, Any]:
    """Return a demande of an avance; `editor` gives its number, its position by default."""
    number = f"{position if editor is None else editor:05d}"
    code, label = answer or (None, None)
    return {
        "numLigne": position,
        "typeAction": "C",
        "numeroASP": None if answer is None else f"FINMDV0{number}",
        "numeroEditeur": number,
        "commande": {"dateCommande": "01/12/2022", "regimeTVA": "HT", "montantSegurHT": Number("1075.00")},
        "beneficiaires": {
            "commandePour": "LIBERAL",
            "isMandataire": False,
            "isClientUnique": True,
            "liberal": [
                {"nomMedecin": "Martin", "emailMedecin": "m@example.org", "RPPS": doctor} for doctor in rpps
            ],
            "structure": None,
        },
        "piecesJustificatives": [
            {
                "nomFichier": f"MDV-LGC-Va1-BON_COMMANDE-{number}.pdf",
                "formatFichier": "PDF",
                "typeFichier": "BON_COMMANDE",
            }
        ],
        "scenarioInstallation": {"isDirectToDMP": False, "isDirectToMSSPro": False},
        "codeTraitement": code,
        "libelleTraitement": label,
    }


def avances(answers: Sequence[tuple[str, str] | None], numero_ans: str = ANS) -> dict[str, Any]:
    """Return a file of avances with one demande an answer."""
    return claim([avance(line, answer) for line, answer in enumerate(answers, 1)], numero_ans)
