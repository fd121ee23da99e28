"""The header of a demande: its number in the file, its action, its numbers at the ASP and at the supplier."""

from __future__ import annotations

from tests.format.builders import Literal, document
from tests.format.faults import drop, on_line, put, together
from tests.format.findings import Case, case, error, warning

_NUM_LIGNE = (
    case("numLigne missing", drop("numLigne"), error("numLigne", "missing")),
    case("numLigne null", put("numLigne", None), error("numLigne", "type")),
    case("numLigne a text", put("numLigne", "1"), error("numLigne", "type", "1")),
    case("numLigne in a list of one", put("numLigne", [1]), error("numLigne", "type", "1")),
    *(
        case(f"numLigne the text {text}", put("numLigne", text), error("numLigne", "type", "1"))
        for text in ("1.0", " 1.00 ", "1e0", "0.1E+1")
    ),
    *(
        case(f"numLigne the text {text}", put("numLigne", text), error("numLigne", "type"))
        for text in ("1.000", "1.5", "1,0", "1.", "+1", "-1.0", "201.0", "0x1", "1_0", "١")
    ),
    case("numLigne a text that is no number", put("numLigne", "01"), error("numLigne", "type")),
    case("numLigne a text out of bounds", put("numLigne", "201"), error("numLigne", "type")),
    case("numLigne true", put("numLigne", value=True), error("numLigne", "type")),
    *(
        case(f"numLigne {text}", put("numLigne", Literal(text)), error("numLigne", "type", "1"))
        for text in ("1.0", "1e0", "1.0E0", "0.1E+1", "1.0000000000000000E+000")
    ),
    *(
        case(f"numLigne {text}", put("numLigne", Literal(text)), error("numLigne", "type"))
        for text in ("1.5", "201.0", "-1.0", "1e400", "1e-400")
    ),
    case("numLigne 0", put("numLigne", 0), error("numLigne", "range")),
    case("numLigne 201", put("numLigne", 201), error("numLigne", "range")),
    case("numLigne -1", put("numLigne", -1), error("numLigne", "range")),
    case("numLigne of 16 digits", put("numLigne", 10**15), error("numLigne", "range")),
    case("numLigne of minus 16 digits", put("numLigne", -(10**15)), error("numLigne", "range")),
    case("numLigne of 10,000 digits", put("numLigne", Literal("9" * 10_000)), error("numLigne", "range")),
    case(
        "numLigne 2 on the first demande", put("numLigne", 2), error("numLigne", "line-sequence", suggestion="1")
    ),
    case(
        "numLigne 1 on the second demande",
        on_line(2, put("numLigne", 1)),
        error("/lignesImport/1/numLigne", "line-sequence", suggestion="2"),
    ),
    case(
        "numLigne that jumps a number",
        on_line(3, put("numLigne", 4)),
        error("/lignesImport/2/numLigne", "line-sequence", suggestion="3"),
    ),
)

_TYPE_ACTION = (
    case("typeAction missing", drop("typeAction"), error("typeAction", "missing", '"C"')),
    case("typeAction in lower case", put("typeAction", "c"), error("typeAction", "choice", '"C"')),
    case("typeAction with a space", put("typeAction", "C "), error("typeAction", "choice", '"C"')),
    case("typeAction empty", put("typeAction", ""), error("typeAction", "choice", '"C"')),
    case("typeAction null", put("typeAction", None), error("typeAction", "choice", '"C"')),
    case("typeAction another letter", put("typeAction", "M"), error("typeAction", "choice", '"C"')),
)

_NUMERO_ASP = (
    case("numeroASP missing", drop("numeroASP"), error("numeroASP", "missing")),
    case("numeroASP null", put("numeroASP", None), error("numeroASP", "type")),
    case("numeroASP a number", put("numeroASP", 1), error("numeroASP", "type")),
    case("numeroASP too short", put("numeroASP", "FINMDV00001"), error("numeroASP", "length")),
    case("numeroASP too long", put("numeroASP", "FINMDV0000001"), error("numeroASP", "length")),
    case("numeroASP without its beginning", put("numeroASP", "000000000001"), error("numeroASP", "prefix")),
    case("numeroASP of another corridor", put("numeroASP", "FINRAD000001"), error("numeroASP", "prefix")),
    case(
        "numeroASP in lower case",
        put("numeroASP", "finmdv000001"),
        error("numeroASP", "prefix", suggestion='"FINMDV000001"'),
    ),
    case("numeroASP with letters", put("numeroASP", "FINMDV00001A"), warning("numeroASP", "asp-number-digits")),
    case(
        "numeroASP with Arabic digits", put("numeroASP", "FINMDV٠٠٠٠٠١"), warning("numeroASP", "asp-number-digits")
    ),
    case(
        "numeroASP with a stray space",
        put("numeroASP", "FINMDV 000001"),
        error("numeroASP", "length", '"FINMDV000001"'),
    ),
    case(
        "numeroASP with spaces around it",
        put("numeroASP", " FINMDV000001\t"),
        error("numeroASP", "length", '"FINMDV000001"'),
    ),
)

_NUMERO_EDITEUR = (
    case("numeroEditeur missing", drop("numeroEditeur"), error("numeroEditeur", "missing")),
    case("numeroEditeur null", put("numeroEditeur", None), error("numeroEditeur", "type")),
    case("numeroEditeur too short", put("numeroEditeur", "1a"), error("numeroEditeur", "length")),
    *(
        case(f"numeroEditeur {text!r}", put("numeroEditeur", text), error("numeroEditeur", "length", '"00001"'))
        for text in ("1", "001", " 1 ", "1.0", " 1.00 ")
    ),
    *(
        case(f"numeroEditeur {text!r}", put("numeroEditeur", text), error("numeroEditeur", "length"))
        for text in ("1e0", "1E2", "1 .0", "01.0", "-1.0", "1,0", "1.", "0 1", "٠١", "1é")
    ),
    case(
        "numeroEditeur in a list of one",
        put("numeroEditeur", ["00001"]),
        error("numeroEditeur", "type", '"00001"'),
    ),
    case(
        "numeroEditeur a text in a list of one",
        put("numeroEditeur", ["1"]),
        error("numeroEditeur", "type", '"00001"'),
    ),
    case(
        "numeroEditeur in a list of two", put("numeroEditeur", ["00001", "00001"]), error("numeroEditeur", "type")
    ),
    case("numeroEditeur in an empty list", put("numeroEditeur", []), error("numeroEditeur", "type")),
    case("numeroEditeur too long", put("numeroEditeur", "000001"), error("numeroEditeur", "length")),
    case("numeroEditeur empty", put("numeroEditeur", ""), error("numeroEditeur", "length")),
    case(
        "numeroEditeur that can name no document",
        put("numeroEditeur", "00/01"),
        error("numeroEditeur", "characters"),
    ),
    case(
        "numeroEditeur with letters",
        together(
            put("numeroEditeur", "AB-1é"),
            put("piecesjustificatives", [document("FACTURE", "AB-1é"), document("VA", "AB-1é")]),
        ),
    ),
    case(
        "numeroEditeur with a stray space",
        put("numeroEditeur", "00 001"),
        error("numeroEditeur", "length", '"00001"'),
    ),
    case("numeroEditeur a number", put("numeroEditeur", 1), error("numeroEditeur", "type", '"00001"')),
    case(
        "numeroEditeur zero",
        put("numeroEditeur", 0),
        error("numeroEditeur", "type", '"00000"'),
        error("piecesjustificatives/0/nomFichier", "document-number"),
        error("piecesjustificatives/1/nomFichier", "document-number"),
    ),
    case("numeroEditeur a number of six digits", put("numeroEditeur", 100001), error("numeroEditeur", "type")),
    case("numeroEditeur a negative number", put("numeroEditeur", -1), error("numeroEditeur", "type")),
    case("numeroEditeur true", put("numeroEditeur", value=True), error("numeroEditeur", "type")),
    *(
        case(
            f"numeroEditeur {text}", put("numeroEditeur", Literal(text)), error("numeroEditeur", "type", '"00001"')
        )
        for text in ("1.0", "1e0", "1.00000000000000E+00")
    ),
    case(
        "numeroEditeur 1.0E4",
        together(
            put("numeroEditeur", Literal("1.0E4")),
            put("piecesjustificatives", [document("FACTURE", "10000"), document("VA", "10000")]),
        ),
        error("numeroEditeur", "type", '"10000"'),
    ),
    *(
        case(f"numeroEditeur {text}", put("numeroEditeur", Literal(text)), error("numeroEditeur", "type"))
        for text in ("1.5", "-1.0", "-0", "-0.0", "1E2", "100000.0")
    ),
    case(
        "numeroEditeur as the number of another demande",
        put("numeroEditeur", 2),
        error("numeroEditeur", "type", '"00002"'),
        error("piecesjustificatives/0/nomFichier", "document-number"),
        error("piecesjustificatives/1/nomFichier", "document-number"),
        error("/lignesImport/1/numeroEditeur", "editor-number-twice"),
    ),
)

CASES: tuple[Case, ...] = (*_NUM_LIGNE, *_TYPE_ACTION, *_NUMERO_ASP, *_NUMERO_EDITEUR)
