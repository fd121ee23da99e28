"""Keys: letter case, repetition, balises one level down, keys that the note does not know."""

from __future__ import annotations

from typing import Any

from segur_tui.format.balises import CLIENT, DEMANDE, DOCUMENT, FILE
from tests.format.builders import Members
from tests.format.faults import Fault, Holder, drop, nest, on_line, put, rename, repeat, together
from tests.format.findings import Case, case, error, warning

_PLACES = {
    FILE: "",
    DEMANDE: "/lignesImport/0",
    CLIENT: "/lignesImport/0/beneficiaires",
    DOCUMENT: "/lignesImport/0/piecesjustificatives/1",
}


def _odd_case(name: str) -> str:
    """Return a name in a letter case that is not its own."""
    return name.upper() if name != name.upper() else name.title()


def _more(count: int, then: Fault) -> Fault:
    """Put that many unknown keys before the other members of the demande, then another fault."""

    def fault(holder: Holder, line: int) -> None:
        lines: list[Any] = holder[""]["lignesImport"]
        lines[line] = {f"x{i}": i for i in range(count)} | lines[line]
        then(holder, line)

    return fault


_UNKNOWN = (
    *(
        case(
            f"an unknown key in the {level.title}",
            put(f"{place}/commentaire", "à suivre"),
            warning(f"{place}/commentaire", "unknown-key"),
        )
        for level, place in _PLACES.items()
    ),
    case("an unknown block", put("suivi", {"note": 1}), warning("suivi", "unknown-key")),
    case("an empty key", put("/lignesImport/0/", 1), warning("/lignesImport/0/", "unknown-key")),
    case("an unknown key with signs of pointers", put("a~b", 1), warning("a~0b", "unknown-key")),
    *(
        case(
            f"a balise of another level in the {level.title}",
            put(f"{place}/{name}", None),
            warning(f"{place}/{name}", "unknown-key"),
        )
        for (level, place), name in zip(
            _PLACES.items(), ("dateFacture", "numeroAns", "typeFichier", "COMMANDEPOUR"), strict=True
        )
    ),
    case("an unknown list", put("suivi", [{"dateFacture": 1}]), warning("suivi", "unknown-key")),
    case(
        "each of 150 unknown keys",
        _more(150, put("zut", 1)),
        *(warning(f"x{i}", "unknown-key") for i in range(150)),
        warning("zut", "unknown-key"),
    ),
    case(
        "1,003 unknown keys",
        _more(1_003, rename("dateFacture", "datefacture")),
        warning(".", "many-keys"),
        error("datefacture", "letter-case", "→ dateFacture"),
        *(warning(f"x{i}", "unknown-key") for i in range(1_000)),
    ),
    case(
        "a wrong letter case behind 150 unknown keys",
        _more(150, rename("dateFacture", "datefacture")),
        error("datefacture", "letter-case", "→ dateFacture"),
        *(warning(f"x{i}", "unknown-key") for i in range(150)),
    ),
)

_LETTER_CASE = (
    *(
        case(
            f"{balise.name} in another letter case",
            rename(f"{_PLACES[level]}/{balise.name}", _odd_case(balise.name)),
            error(f"{_PLACES[level]}/{_odd_case(balise.name)}", "letter-case", f"→ {balise.name}"),
        )
        for level in _PLACES
        for balise in level.balises
    ),
    case("siret, which is as good as SIRET", rename("/SIRET", "siret")),
    case(
        "a wrong value under siret",
        together(put("/SIRET", "1"), rename("/SIRET", "siret")),
        error("/siret", "length"),
    ),
    case(
        "a wrong value under a wrong letter case",
        together(put("dateFacture", "2023-02-01"), rename("dateFacture", "datefacture")),
        error("datefacture", "letter-case", "→ dateFacture"),
        error("datefacture", "date-format", '"01/02/2023"'),
    ),
)

_TWO_SPELLINGS = (
    case(
        "a balise and the same in another letter case",
        put("datefacture", "01/02/2023"),
        error("datefacture", "two-spellings"),
    ),
    case("SIRET and siret", put("/siret", "73282932000074"), error("/siret", "two-spellings")),
    case(
        "a balise at its place and one level down",
        put("prestation", {"dateFacture": "01/02/2023"}),
        warning("/lignesImport/0/prestation", "nested-balise"),
        error("prestation/dateFacture", "two-spellings"),
    ),
    case(
        "a balise one level down in a wrong letter case, then in the right one",
        together(drop("dateFacture"), put("facture", {"datefacture": "01/02/2023", "dateFacture": "01/02/2023"})),
        error("facture/datefacture", "two-spellings"),
    ),
    case(
        "a balise one level down in two wrong letter cases",
        together(drop("dateFacture"), put("facture", {"datefacture": "01/02/2023", "DATEFACTURE": "01/02/2023"})),
        error("facture/datefacture", "letter-case", "→ dateFacture"),
        error("facture/DATEFACTURE", "two-spellings"),
    ),
)

_REPEATED = (
    case("a balise of the file twice", repeat("", "SIRET", "1"), error("/SIRET", "repeated-key")),
    case("a balise of the demande twice", repeat(".", "typeAction", "C"), error("typeAction", "repeated-key")),
    case(
        "a balise twice, the last time with a wrong value",
        together(put("dateFacture", "2023-02-01"), repeat(".", "dateFacture", "01/02/2023")),
        error("dateFacture", "repeated-key"),
        error("dateFacture", "date-format", '"01/02/2023"'),
    ),
    case(
        "a balise of the beneficiaries twice",
        repeat("beneficiaires", "commandePour", "STRUCTURE"),
        error("beneficiaires/commandePour", "repeated-key"),
    ),
    case(
        "a balise of a document twice",
        repeat("piecesjustificatives/0", "formatFichier", "PNG"),
        error("piecesjustificatives/0/formatFichier", "repeated-key"),
    ),
    case("the demandes twice", repeat("", "lignesImport", []), error("/lignesImport", "repeated-key")),
    case(
        "an unknown key twice",
        put("suivi", Members([("note", 1), ("note", 2)])),
        warning("suivi", "unknown-key"),
        error("suivi/note", "repeated-key"),
    ),
    case(
        "an unknown key twice deep in an unknown block",
        put("suivi", [{"a": [Members([("note", 1), ("note", 2)])]}]),
        warning("suivi", "unknown-key"),
        error("suivi/0/a/0/note", "repeated-key"),
    ),
    case(
        "a balise twice one level down",
        together(
            drop("dateFacture"),
            put("prestation", Members([("dateFacture", "01/02/2023"), ("dateFacture", "01/02/2023")])),
        ),
        warning("/lignesImport/0/prestation", "nested-balise"),
        error("prestation/dateFacture", "repeated-key"),
    ),
    case(
        "an unknown key twice inside a block that also holds balises",
        together(nest("prestation", "dateFacture"), put("prestation/suivi", Members([("note", 1), ("note", 2)]))),
        warning("/lignesImport/0/prestation", "nested-balise"),
        warning("prestation/suivi", "unknown-key"),
        error("prestation/suivi/note", "repeated-key"),
    ),
    case(
        "a key twice inside what the ASP fills",
        together(put("libelleTraitement", "Demande acceptée"), put("/impId", Members([("ref", 1), ("ref", 2)]))),
        error("/impId/ref", "repeated-key"),
    ),
)

_NESTED = (
    case(
        "balises one level down",
        nest("prestation", "dateFacture", "montantSegurHTFacture"),
        warning("/lignesImport/0/prestation", "nested-balise"),
    ),
    case(
        "balises in the blocks that the programme's files have, too",
        together(
            nest("facture", "dateFacture", "montantSegurHTFacture"),
            nest("scenarioInstallation", "isDirectToDMP", "identDMP", "isDirectToMSSPro", "adresseBoiteMSSPro"),
            on_line(2, nest("Facture", "dateFacture")),
        ),
    ),
    case(
        "balises that are missing go into the block that holds the others of their bloc",
        together(
            nest("scenarioInstallation", "isDirectToDMP", "identDMP"),
            *map(
                drop, ("isDirectToMSSPro", "adresseBoiteMSSPro", "isDirectToMSSCitoyen", "adresseBoiteMSSCitoyen")
            ),
        ),
        error("scenarioInstallation/isDirectToMSSPro", "missing", "null"),
        error("scenarioInstallation/adresseBoiteMSSPro", "missing", "null"),
        error("scenarioInstallation/isDirectToMSSCitoyen", "missing", "null"),
        error("scenarioInstallation/adresseBoiteMSSCitoyen", "missing", "null"),
    ),
    case(
        "a balise that is missing stays beside the demande's others where most of its bloc do",
        together(nest("scenarioInstallation", "identDMP"), drop("isDirectToMSSPro")),
        error("isDirectToMSSPro", "missing", "null"),
    ),
    case(
        "documents under the other spelling",
        rename("piecesjustificatives", "piecesJustificatives"),
    ),
    case(
        "a fault in documents under the other spelling stands where they do",
        together(
            put("piecesjustificatives/0/formatFichier", "pdf"),
            rename("piecesjustificatives", "piecesJustificatives"),
        ),
        error("piecesJustificatives/0/formatFichier", "choice", '"PDF"'),
    ),
    case(
        "one warning for the file, though every demande has blocks",
        together(
            nest("prestation", "dateFacture"),
            nest("scenario", "isDirectToDMP", "identDMP"),
            on_line(2, nest("prestation", "dateFacture")),
            on_line(3, nest("prestation", "dateFacture")),
        ),
        warning("/lignesImport/0/prestation", "nested-balise"),
    ),
    case(
        "a wrong value one level down is corrected where it is",
        together(put("dateFacture", "2023-02-01"), nest("prestation", "dateFacture")),
        warning("/lignesImport/0/prestation", "nested-balise"),
        error("prestation/dateFacture", "date-format", '"01/02/2023"'),
    ),
    case(
        "a wrong letter case one level down",
        together(rename("dateFacture", "datefacture"), nest("prestation", "datefacture")),
        warning("/lignesImport/0/prestation", "nested-balise"),
        error("prestation/datefacture", "letter-case", "→ dateFacture"),
    ),
    case(
        "balises in a block that has only a number for a name",
        put(
            "piecesjustificatives/1", {"0": {"nomFichier": "va.pdf", "formatFichier": "PDF", "typeFichier": "VA"}}
        ),
        error("piecesjustificatives/1/0/nomFichier", "document-name", suggestion='"MDV-LGC-Va1-VA-00001.pdf"'),
        error("piecesjustificatives/1/0", "numbered-block"),
    ),
    case(
        "an unknown key one level down",
        together(put("tva", 20), nest("prestation", "dateFacture", "tva")),
        warning("/lignesImport/0/prestation", "nested-balise"),
        warning("prestation/tva", "unknown-key"),
    ),
    case(
        "beneficiaries' balises one level down",
        together(
            put("beneficiaires/liste", {"liberalRPPS": []}),
            drop("beneficiaires/liberalRPPS"),
        ),
        warning("/lignesImport/0/beneficiaires/liste", "nested-balise"),
        error("beneficiaires/liste/liberalRPPS", "list-wanted"),
    ),
    case(
        "a document's balises one level down",
        put(
            "piecesjustificatives/1",
            {"fichier": {"nomFichier": "va.pdf"}, "formatFichier": "PDF", "typeFichier": "VA"},
        ),
        warning("/lignesImport/0/piecesjustificatives/1/fichier", "nested-balise"),
        error(
            "piecesjustificatives/1/fichier/nomFichier", "document-name", suggestion='"MDV-LGC-Va1-VA-00001.pdf"'
        ),
    ),
    case(
        "two levels down is not found",
        together(nest("prestation", "typeAction"), nest("bloc", "prestation")),
        error("typeAction", "missing", '"C"'),
        warning("bloc", "unknown-key"),
    ),
)

CASES: tuple[Case, ...] = (*_UNKNOWN, *_LETTER_CASE, *_TWO_SPELLINGS, *_REPEATED, *_NESTED)
