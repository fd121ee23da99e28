"""Demandes of a return, a share of them refused for faults that a person or the program mends."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.claims import ACCEPTED, REJECTED, demande

FAULTY_EACH = 5
"""One demande in so many is refused, and has two or three problems."""

Demande = dict[str, Any]


def _day(line: Demande) -> None:
    line["dateFacture"] = "2023-02-01"


def _amount(line: Demande) -> None:
    line["dateFacture"] = "2023-02-01"
    line["montantSegurHTFacture"] = 358


def _doctor(line: Demande) -> None:
    line["dateFacture"] = "31/02/2023"
    line["beneficiaires"]["liberalRPPS"] = ["1000000000"]


def _document(line: Demande) -> None:
    line["dateFacture"] = "1/2/2023"
    line["piecesjustificatives"][0]["formatFichier"] = "pdf"


def _flag(line: Demande) -> None:
    line["dateFacture"] = "2023-02-01"
    line["isDirectToDMP"] = "non"


FAULTS: tuple[Callable[[Demande], None], ...] = (_day, _amount, _doctor, _document, _flag)


def refused(position: int, editor: int, fault: int) -> Demande:
    """Return a demande refused for its day of invoice, with one of the faults."""
    line = demande(position, editor, REJECTED)
    FAULTS[fault % len(FAULTS)](line)
    return line


def lines_of_return(count: int, first_editor: int = 1) -> list[Demande]:
    """Return so many demandes, the first and every fifth after it refused."""
    return [
        refused(position, first_editor + position - 1, position // FAULTY_EACH)
        if position % FAULTY_EACH == 1
        else demande(position, first_editor + position - 1, ACCEPTED)
        for position in range(1, count + 1)
    ]
