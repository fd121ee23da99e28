"""What only one demande of a file may hold: its number, its ASP number, its documents."""

from __future__ import annotations

from typing import Any

from tests.format.builders import document, to_text
from tests.format.faults import answered, on_line, put, together
from tests.format.findings import Case, case, error, warning

_EDITOR, _ASP = "numeroEditeur", "numeroASP"
_ACCEPTED = answered("0000", "Demande acceptée")
_SECOND, _THIRD = "/lignesImport/1", "/lignesImport/2"


def _documents(number: str) -> list[Any]:
    return [document("FACTURE", number), document("VA", number, "png")]


_NUMBERS = (
    case(
        "the number of an earlier demande",
        on_line(2, together(put(_EDITOR, "00001"), put("piecesjustificatives", _documents("00001")[1:]))),
        error(f"{_SECOND}/numeroEditeur", "editor-number-twice"),
        error(f"{_SECOND}/piecesjustificatives", "no-invoice"),
        error(f"{_SECOND}/piecesjustificatives/0/nomFichier", "document-twice"),
    ),
    case(
        "the same number three times",
        together(
            put("piecesjustificatives/0/nomFichier", "a.pdf"),
            on_line(2, together(put(_EDITOR, "00001"), put("piecesjustificatives", _documents("00001")))),
            on_line(3, together(put(_EDITOR, "00001"), put("piecesjustificatives", _documents("00001")))),
        ),
        error("piecesjustificatives/0/nomFichier", "document-name", suggestion='"MDV-LGC-Va1-FACTURE-00001.pdf"'),
        error(f"{_SECOND}/numeroEditeur", "editor-number-twice"),
        error(f"{_SECOND}/piecesjustificatives/1/nomFichier", "document-twice"),
        error(f"{_THIRD}/numeroEditeur", "editor-number-twice"),
        error(f"{_THIRD}/piecesjustificatives/0/nomFichier", "document-twice"),
        error(f"{_THIRD}/piecesjustificatives/1/nomFichier", "document-twice"),
    ),
    case(
        "a number that is the same once corrected",
        on_line(3, put(_EDITOR, "00 001")),
        error(f"{_THIRD}/numeroEditeur", "length", '"00001"'),
        error(f"{_THIRD}/numeroEditeur", "editor-number-twice"),
        error(f"{_THIRD}/piecesjustificatives/0/nomFichier", "document-number"),
        error(f"{_THIRD}/piecesjustificatives/1/nomFichier", "document-number"),
    ),
    case(
        "the same number twice, though it is too short",
        together(put(_EDITOR, "001a"), on_line(2, put(_EDITOR, "001a"))),
        error(_EDITOR, "length"),
        error(f"{_SECOND}/numeroEditeur", "length"),
        error(f"{_SECOND}/numeroEditeur", "editor-number-twice"),
    ),
    case(
        "an accepted demande holds its number, though it comes later",
        together(on_line(2, together(put(_EDITOR, "00001"), _ACCEPTED))),
        error(_EDITOR, "editor-number-twice"),
    ),
    case(
        "two accepted demandes with the same number",
        together(_ACCEPTED, on_line(2, together(put(_EDITOR, "00001"), _ACCEPTED))),
    ),
)

_ASP_NUMBERS = (
    case(
        "the ASP number of an earlier demande",
        on_line(3, put(_ASP, "FINMDV000001")),
        warning(f"{_THIRD}/numeroASP", "asp-number-twice"),
    ),
    case(
        "the ASP number of an accepted demande that comes later",
        on_line(2, together(put(_ASP, "FINMDV000001"), _ACCEPTED)),
        warning(_ASP, "asp-number-twice"),
    ),
    case(
        "the same ASP number twice, though it is too short",
        together(put(_ASP, "FINMDV1"), on_line(2, put(_ASP, "FINMDV1"))),
        error(_ASP, "length"),
        error(f"{_SECOND}/numeroASP", "length"),
        warning(f"{_SECOND}/numeroASP", "asp-number-twice"),
    ),
)

_DOCUMENTS = (
    case(
        "a document twice in one demande",
        put("piecesjustificatives", [*_documents("00001"), document("VA", "00001", "png")]),
        error("piecesjustificatives/2/nomFichier", "document-twice"),
    ),
    case(
        "a document of an earlier demande",
        on_line(3, put("piecesjustificatives/1", document("VA", "00001", "png"))),
        error(f"{_THIRD}/piecesjustificatives/1/nomFichier", "document-number"),
        error(f"{_THIRD}/piecesjustificatives/1/nomFichier", "document-twice"),
    ),
    case(
        "a document of an earlier demande that has no list of them",
        together(
            put("piecesjustificatives", _documents("00001")[0]),
            on_line(3, put("piecesjustificatives/1", document("FACTURE", "00001"))),
        ),
        error("piecesjustificatives", "shape", f"[{to_text(document('FACTURE', '00001'))}]"),
        warning("piecesjustificatives", "no-proof"),
        warning(f"{_THIRD}/piecesjustificatives", "no-proof"),
        error(f"{_THIRD}/piecesjustificatives/1/nomFichier", "document-number"),
        error(f"{_THIRD}/piecesjustificatives/1/nomFichier", "document-twice"),
    ),
    case(
        "a lone document of an earlier demande",
        on_line(3, put("piecesjustificatives", document("FACTURE", "00001"))),
        error(f"{_THIRD}/piecesjustificatives", "shape", f"[{to_text(document('FACTURE', '00001'))}]"),
        warning(f"{_THIRD}/piecesjustificatives", "no-proof"),
        error(f"{_THIRD}/piecesjustificatives/nomFichier", "document-number"),
        error(f"{_THIRD}/piecesjustificatives/nomFichier", "document-twice"),
    ),
    case(
        "a document twice, though its name is too long",
        together(
            put("piecesjustificatives/1/nomFichier", "x" * 60),
            on_line(2, put("piecesjustificatives/1/nomFichier", "x" * 60)),
        ),
        error("piecesjustificatives/1/nomFichier", "length"),
        error(f"{_SECOND}/piecesjustificatives/1/nomFichier", "length"),
        error(f"{_SECOND}/piecesjustificatives/1/nomFichier", "document-twice"),
    ),
)

CASES: tuple[Case, ...] = (*_NUMBERS, *_ASP_NUMBERS, *_DOCUMENTS)
