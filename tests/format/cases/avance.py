"""Avances: a file of them is known and not controlled; one among soldes is an error."""

from __future__ import annotations

from typing import Any

from tests.format.faults import Fault, Holder, together
from tests.format.faults import drop as without
from tests.format.faults import put as with_value
from tests.format.findings import Case, case, error, warning

_ORDER = {"dateCommande": "01/12/2022", "regimeTVA": "HT", "montantSegurHT": 1075}
_INVOICE = ("dateFacture", "montantSegurHTFacture")
_NOT_INVOICED = together(*map(without, _INVOICE))


def _nothing(balise: str) -> Fault:
    return with_value(balise, None)


def _everywhere(*faults: Fault) -> Fault:
    def fault(holder: Holder, _line: int) -> None:
        for line in range(3):
            together(*faults)(holder, line)

    return fault


def _order_form(name: str = "typeFichier") -> Fault:
    def fault(holder: Holder, line: int) -> None:
        document: dict[str, Any] = {"nomFichier": "bon.pdf", "formatFichier": "PDF", name: "BON_COMMANDE"}
        holder[""]["lignesImport"][line]["piecesjustificatives"] = [document]

    return fault


def _and_nothing(holder: Holder, _line: int) -> None:
    holder[""]["lignesImport"] += [None, "", 3]


_MARKS = {
    "an order": with_value("commande", _ORDER),
    "an order in another letter case": with_value("Commande", _ORDER),
    "a doctor by name": with_value("beneficiaires/liberal", []),
    "a structure by name": with_value("beneficiaires/structure", None),
    "an order form": _order_form(),
    "an order form in another letter case": _order_form("typefichier"),
}

_ORDERED = _everywhere(_MARKS["an order"], _NOT_INVOICED)
_KNOWN = warning("", "avance")

_AVANCES = (
    *(case(f"all with {name}", _everywhere(mark, _NOT_INVOICED), _KNOWN) for name, mark in _MARKS.items()),
    case("an answer", together(_ORDERED, with_value("codeTraitement", "9")), _KNOWN),
    case("nothing for an invoice", _everywhere(_MARKS["an order"], *map(_nothing, _INVOICE)), _KNOWN),
    case("among its lines what is no demande", together(_ORDERED, _and_nothing), _KNOWN),
    case(
        "any name, any header",
        together(_ORDERED, with_value("/SIRET", "1")),
        _KNOWN,
        file_name="avance.json",
        encoding="cp1252",
    ),
)

_AMONG_SOLDES = (
    case(
        "an order beside an invoice",
        _MARKS["an order"],
        error("commande", "not-a-solde"),
        warning("commande", "unknown-key"),
    ),
    case(
        "orders beside invoices everywhere",
        _everywhere(_MARKS["an order"]),
        *(
            finding
            for line in range(3)
            for finding in (
                error(f"/lignesImport/{line}/commande", "not-a-solde"),
                warning(f"/lignesImport/{line}/commande", "unknown-key"),
            )
        ),
    ),
    case(
        "one without an invoice",
        together(_MARKS["an order"], _NOT_INVOICED),
        error("dateFacture", "missing"),
        error("montantSegurHTFacture", "missing"),
        error("commande", "not-a-solde"),
        warning("commande", "unknown-key"),
    ),
    case(
        "a structure by name",
        _MARKS["a structure by name"],
        error("beneficiaires/structure", "not-a-solde"),
        warning("beneficiaires/structure", "unknown-key"),
    ),
    case(
        "an order form",
        with_value("piecesjustificatives/1/typeFichier", "BON_COMMANDE"),
        warning("piecesjustificatives", "no-proof"),
        error("piecesjustificatives/1/typeFichier", "choice"),
        error("piecesjustificatives/1/typeFichier", "not-a-solde"),
    ),
    case("an order that is no block", with_value("commande", "12"), warning("commande", "unknown-key")),
    case("no order", with_value("commande", None), warning("commande", "unknown-key")),
)

CASES: tuple[Case, ...] = (*_AVANCES, *_AMONG_SOLDES)
