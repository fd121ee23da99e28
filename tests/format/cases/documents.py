"""The supporting documents: which ones, their names, formats and types."""

from __future__ import annotations

from typing import Any

from tests.format.builders import document, to_text
from tests.format.faults import Fault, drop, put, together
from tests.format.findings import Case, case, error, warning

_DOCUMENTS = "piecesjustificatives"
_NAME = "piecesjustificatives/1/nomFichier"
_FORMAT = "piecesjustificatives/1/formatFichier"
_TYPE = "piecesjustificatives/1/typeFichier"
_NO_DOCUMENTS: tuple[Any, ...] = (None, "facture.pdf", 1, [])
_INVOICE, _VA = document("FACTURE", "00001"), document("VA", "00001", "png")


def _documents(*documents: Any) -> Fault:
    return put(_DOCUMENTS, [*documents])


_WHICH = (
    case("an invoice and a MOM", _documents(_INVOICE, document("MOM", "00001", "jpg"))),
    case("all three types", _documents(_VA, document("MOM", "00001"), _INVOICE)),
    case("piecesjustificatives missing", drop(_DOCUMENTS), error(_DOCUMENTS, "missing")),
    case("piecesjustificatives null", put(_DOCUMENTS, None), error(_DOCUMENTS, "shape")),
    case("piecesjustificatives a text", put(_DOCUMENTS, _INVOICE["nomFichier"]), error(_DOCUMENTS, "shape")),
    case(
        "piecesjustificatives a lone document",
        put(_DOCUMENTS, {"typeFichier": "FACTURE"}),
        error(_DOCUMENTS, "shape", '[{"typeFichier": "FACTURE"}]'),
        warning(_DOCUMENTS, "no-proof"),
        error(f"{_DOCUMENTS}/nomFichier", "missing"),
        error(f"{_DOCUMENTS}/formatFichier", "missing"),
    ),
    case(
        "numbered documents",
        put(_DOCUMENTS, {"0": _INVOICE, "2": _VA | {"formatFichier": "png"}}),
        error(_DOCUMENTS, "shape", to_text([_INVOICE, _VA | {"formatFichier": "png"}])),
        error(f"{_DOCUMENTS}/2/formatFichier", "choice", '"PNG"'),
    ),
    case(
        "wrong documents numbered from 9",
        put(
            _DOCUMENTS,
            {"10": _VA | {"formatFichier": "x", "typeFichier": "y"}, "9": _INVOICE | {"formatFichier": "x"}},
        ),
        error(
            _DOCUMENTS,
            "shape",
            to_text([_INVOICE | {"formatFichier": "x"}, _VA | {"formatFichier": "x", "typeFichier": "y"}]),
        ),
        warning(_DOCUMENTS, "no-proof"),
        error(f"{_DOCUMENTS}/9/formatFichier", "choice"),
        error(f"{_DOCUMENTS}/10/formatFichier", "choice"),
        error(f"{_DOCUMENTS}/10/typeFichier", "choice"),
    ),
    case(
        "no document, as an object",
        put(_DOCUMENTS, {}),
        error(_DOCUMENTS, "shape", "[]"),
        error(_DOCUMENTS, "no-invoice"),
        warning(_DOCUMENTS, "no-proof"),
    ),
    case(
        "documents by their types",
        put(_DOCUMENTS, {"FACTURE": _INVOICE, "VA": _VA}),
        error(_DOCUMENTS, "shape"),
        error(_DOCUMENTS, "no-invoice"),
        warning(_DOCUMENTS, "no-proof"),
    ),
    case(
        "nomFichier in a list of one",
        put(_NAME, [_VA["nomFichier"]]),
        error(_NAME, "type", f'"{_VA["nomFichier"]}"'),
    ),
    case("formatFichier in a list of one", put(_FORMAT, ["png"]), error(_FORMAT, "type", '"PNG"')),
    case(
        "a lone document with wrong values",
        put(_DOCUMENTS, {"nomFichier": "va.pdf", "formatFichier": "doc", "typeFichier": "VA", "note": 1}),
        error(
            _DOCUMENTS,
            "shape",
            '[{"nomFichier": "va.pdf", "formatFichier": "doc", "typeFichier": "VA", "note": 1}]',
        ),
        error(_DOCUMENTS, "no-invoice"),
        error(f"{_DOCUMENTS}/nomFichier", "document-name"),
        error(f"{_DOCUMENTS}/formatFichier", "choice"),
        warning(f"{_DOCUMENTS}/note", "unknown-key"),
    ),
    case(
        "no document",
        _documents(),
        error(_DOCUMENTS, "no-invoice"),
        warning(_DOCUMENTS, "no-proof"),
    ),
    case("no invoice", _documents(_VA), error(_DOCUMENTS, "no-invoice")),
    case("an invoice alone", _documents(_INVOICE), warning(_DOCUMENTS, "no-proof")),
    *(
        case(
            f"a document that is {value!r}",
            _documents(_INVOICE, value, _VA),
            error(f"{_DOCUMENTS}/1", "shape"),
        )
        for value in _NO_DOCUMENTS
    ),
    case(
        "an empty document",
        _documents(_INVOICE, {}, _VA),
        error(_NAME, "missing"),
        error(_FORMAT, "missing"),
        error(_TYPE, "missing"),
    ),
)

_RENAMED = '"MDV-LGC-Va1-VA-00001.png"'
_NAMES = (
    case(
        "two documents that would have one name",
        _documents(_INVOICE, _VA | {"nomFichier": "va.png"}, _VA | {"nomFichier": "va 2.png"}),
        error(_NAME, "document-name"),
        error("piecesjustificatives/2/nomFichier", "document-name"),
    ),
    case(
        "a document that would have the name of another",
        _documents(_INVOICE, _VA, _VA | {"nomFichier": "MDV-LGC-Va1-VA-00009.png"}),
        error("piecesjustificatives/2/nomFichier", "document-number"),
    ),
    case(
        "nomFichier that breaks the rule, of a type that is wrong, too",
        _documents(_INVOICE, _VA | {"nomFichier": "va.png", "typeFichier": "DEVIS"}),
        warning(_DOCUMENTS, "no-proof"),
        error(_NAME, "document-name"),
        error(_TYPE, "choice"),
    ),
    case("nomFichier null", put(_NAME, None), error(_NAME, "type")),
    case("nomFichier a number", put(_NAME, 1), error(_NAME, "type")),
    case("nomFichier empty", put(_NAME, ""), error(_NAME, "length")),
    case(
        "nomFichier of 49 signs",
        put(_NAME, "x" * 45 + ".png"),
        error(_NAME, "document-name", suggestion=_RENAMED),
    ),
    case("nomFichier of 50 signs", put(_NAME, "x" * 46 + ".png"), error(_NAME, "length")),
    *(
        case(f"nomFichier {name}", put(_NAME, name), error(_NAME, "document-name", suggestion=_RENAMED))
        for name in (
            "va.png",
            "MDV-LGC-Va1-VA-00001",
            "MDV-LGC-Va1-VA-00001.PNG",
            "MDV-LGC-Va1-VA-0001.png",
            "MDV-LGC-Va1-VA-000001.png",
            "MDV-LGC-Va1-VA_00001.png",
            "MDV-LGC-VA1-VA-00001.png",
            "mdv-lgc-va1-va-00001.png",
            "MDV-LGC-Va1-Va-00001.png",
            "RAD-LGC-Va1-VA-00001.png",
            "pieces/MDV-LGC-Va1-VA-00001.png",
            "MDV-LGC-Va1-VA-00001.png ",
            "MDV-LGC-Va1-VA-00001.png\n",
            "MDV-LGC-Va1-VA-00001xpng",
        )
    ),
    *(
        case(f"nomFichier {name}", put(_NAME, name), error(_NAME, "document-name"))
        for name in (
            "va 00002.png",
            "MDV-LGC-Va1-VA-00002.PNG",
            "facture.png",
            "MDV-LGC-Va1-DEVIS-00001.png",
            "va.jpeg",
        )
    ),
    case(
        "nomFichier with another demande's number",
        put(_NAME, "MDV-LGC-Va1-VA-00009.png"),
        error(_NAME, "document-number"),
    ),
    case(
        "nomFichier of another type and another format",
        put(_NAME, "MDV-LGC-Va1-MOM-00001.pdf"),
        error(_FORMAT, "document-format", suggestion='"PDF"'),
        error(_TYPE, "document-type", suggestion='"MOM"'),
    ),
)

_FORMATS = (
    case("formatFichier null", put(_FORMAT, None), error(_FORMAT, "type")),
    case("formatFichier JPEG", put(_FORMAT, "JPEG"), error(_FORMAT, "choice")),
    case("formatFichier with a point", put(_FORMAT, ".png"), error(_FORMAT, "choice")),
    case("formatFichier in lower case", put(_FORMAT, "png"), error(_FORMAT, "choice", '"PNG"')),
    case(
        "formatFichier of another format",
        put(_FORMAT, "PDF"),
        error(_FORMAT, "document-format", suggestion='"PNG"'),
    ),
    case(
        "formatFichier of another format in lower case",
        put(_FORMAT, "pdf"),
        error(_FORMAT, "choice", '"PDF"'),
        error(_FORMAT, "document-format", suggestion='"PNG"'),
    ),
)

_TYPES = (
    case("typeFichier null", put(_TYPE, None), warning(_DOCUMENTS, "no-proof"), error(_TYPE, "type")),
    case("typeFichier in lower case", put(_TYPE, "va"), error(_TYPE, "choice", '"VA"')),
    case("typeFichier of another type", put(_TYPE, "MOM"), error(_TYPE, "document-type", suggestion='"VA"')),
    case(
        "typeFichier unknown on the only invoice",
        put(f"{_DOCUMENTS}/0/typeFichier", "DEVIS"),
        error(_DOCUMENTS, "no-invoice"),
        error(f"{_DOCUMENTS}/0/typeFichier", "choice"),
    ),
    case(
        "typeFichier FACTURE in lower case on the only invoice",
        put(f"{_DOCUMENTS}/0/typeFichier", "facture"),
        error(f"{_DOCUMENTS}/0/typeFichier", "choice", '"FACTURE"'),
    ),
    case(
        "two invoices by their types",
        put(_TYPE, "FACTURE"),
        warning(_DOCUMENTS, "no-proof"),
        error(_TYPE, "document-type", suggestion='"VA"'),
    ),
)

_PARTS = ("nomFichier", "formatFichier", "typeFichier")
_ENDLESS = (
    case(
        "one error more than is said of a demande",
        together(put(_DOCUMENTS, [{}] * 500), put("identDMP", [1] * 500)),
        error(_DOCUMENTS, "no-invoice"),
        warning(_DOCUMENTS, "no-proof"),
        *[error(f"{_DOCUMENTS}/{i}/{part}", "missing") for i in range(500) for part in _PARTS][:-1],
        error(f"{_DOCUMENTS}/499/typeFichier", "many-errors"),
        warning("identDMP", "dmp-unused"),
        *(error(f"identDMP/{i}", "type") for i in range(500)),
    ),
)

CASES: tuple[Case, ...] = (*_ENDLESS, *_WHICH, *_NAMES, *_FORMATS, *_TYPES)
