"""The ASP's answer: what it does to a line, and where its label stands."""

from __future__ import annotations

from tests.format.builders import Literal, rpps
from tests.format.faults import answered, drop, on_line, put, rename, together
from tests.format.findings import Case, case, error, warning

_FAULTS = together(put("dateFacture", "hier"), drop("numeroASP"), put("zut", 1), put("typeAction", "M"))
_ASP = "asp-rejection"
_ACCEPTED_ONE = answered("0000", "Demande acceptée")

_ACCEPTED = (
    *(
        case(f"accepted by {code!r} and {label!r}", together(_FAULTS, answered(code, label)))
        for code, label in (
            ("0000", "Demande acceptée"),
            (None, "Demande acceptée"),
            ("9999", "  DEMANDE ACCEPTEE\n"),
            ("x", "demande accepte\u0301e"),
            ("x", "Demande\u00a0acceptée"),
            ("x", "Demande\t acceptée"),
            ("x", "Demande\u00a0acceptée avec réserve"),
            ("0000", "La ligne de la demande de solde est enregistrée avec succès."),
        )
    ),
    *(
        case(
            f"accepted by {code!r} and {label!r} in a file with the ASP's reference",
            together(_FAULTS, put("/impId", "REF-1"), answered(code, label)),
        )
        for code, label in (("0000", None), ("0000", ""), (" 0000 ", "  "), (Literal("0"), None))
    ),
    case(
        "an accepted demande beside a pending one with faults",
        together(_FAULTS, answered("0000", "Demande acceptée"), on_line(2, drop("typeAction"))),
        error("/lignesImport/1/typeAction", "missing", '"C"'),
    ),
)

_TO_VERIFY = tuple(
    case(f"to verify by {code!r} and {label!r}", answered(code, label), error(".", "asp-to-verify"))
    for code, label in (
        ("0000", "Refus"),
        ("0000", None),
        (Literal("0"), None),
        (1204, None),
        ("1204", ""),
        (True, None),
        ("1204", "Demande enregistrée"),
        (None, "Demande acceptée, puis rejetée"),
        (["0000", "1204"], "Demande acceptée"),
    )
)

_NOT_ANSWERED = tuple(
    case(
        f"no answer by {code!r} and {label!r}",
        answered(code, label),
        *(
            error(name, "null-only", "null")
            for name, value in (("codeTraitement", code), ("libelleTraitement", label))
            if value is not None
        ),
    )
    for code, label in (("", None), (None, ""), ({}, []), ("null", "NA"), (False, [None]), ([], "\u200b"))
)

_REJECTED = (
    *(
        case(f"rejected by {code!r} and {label!r}", answered(code, label), error(".", _ASP))
        for code, label in (
            ("1204", "Refus"),
            (None, "Demande non acceptée"),
            (None, 12),
            ([1204], ["Refus"]),
        )
    ),
    case(
        "a rejection beside accepted demandes that spell a key otherwise",
        together(
            answered("1204", "Refus"),
            on_line(2, together(_ACCEPTED_ONE, rename("piecesjustificatives", "piecesJustificatives"))),
            on_line(3, together(_ACCEPTED_ONE, rename("piecesjustificatives", "piecesJustificatives"))),
        ),
        warning("piecesjustificatives", "unlike-accepted", suggestion="→ piecesJustificatives"),
        error(".", _ASP),
    ),
    case(
        "a rejection that names a balise in words",
        answered("1204", "Date de facture invalide"),
        error("dateFacture", _ASP),
    ),
    case(
        "a rejection that names a balise with a fault: ours comes first",
        together(put("dateFacture", "2023-02-01"), answered("1204", "dateFacture : format incorrect")),
        error("dateFacture", "date-format", '"01/02/2023"'),
        error("dateFacture", _ASP),
    ),
    case(
        "a rejection among faults, in the note's order",
        together(drop("typeAction"), answered("1204", "Montant erroné"), put("isDirectToMSSPro", value=True)),
        error("typeAction", "missing", '"C"'),
        error("montantSegurHTFacture", _ASP),
        error("isDirectToMSSPro", "null-only", "null"),
    ),
    case("a rejection that names a balise of the file", answered("7", "SIRET inconnu"), error("/SIRET", _ASP)),
    case(
        "a rejection that names a missing balise",
        together(drop("numeroASP"), answered("7", "Le champ numeroASP est obligatoire")),
        error("numeroASP", "missing"),
        error("numeroASP", _ASP),
    ),
    case(
        "a rejection that cites an RPPS",
        answered("7", f"RPPS {rpps(3)} inconnu"),
        error("beneficiaires/liberalRPPS/1", _ASP),
    ),
    case(
        "a rejection that cites a document",
        answered("7", "nomFichier MDV-LGC-Va1-VA-00001.png absent du dépôt"),
        error("piecesjustificatives/1/nomFichier", _ASP),
    ),
    case(
        "a rejection that names a balise in another letter case",
        together(rename("dateFacture", "datefacture"), answered("7", "dateFacture absente")),
        error("datefacture", "letter-case", "→ dateFacture"),
        error("datefacture", _ASP),
    ),
)

CASES: tuple[Case, ...] = (*_ACCEPTED, *_TO_VERIFY, *_NOT_ANSWERED, *_REJECTED)
