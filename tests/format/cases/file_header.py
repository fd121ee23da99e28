"""The file's name, encoding and header, and how many demandes it holds."""

from __future__ import annotations

from typing import Any

from tests.format.builders import ANS, Literal, Members, claim_file, demande, structure_demande, to_text
from tests.format.faults import Fault, Holder, answered, drop, nest, no_fault, put, together
from tests.format.findings import Case, case, error, warning

_NO_OBJECTS: tuple[Any, ...] = (None, "C", 1, True, [])
_ANSWERED = together(*(put(f"/lignesImport/{i}/libelleTraitement", "Demande acceptée") for i in range(3)))


def _lines(count: int) -> Fault:
    def fault(holder: Holder, _line: int) -> None:
        holder[""] = claim_file(count)

    return fault


def _header(balise: str, value: Any) -> Fault:
    return put(f"/{balise}", value)


_RIGHT = (
    case("a correct file", no_fault),
    case("one demande", _lines(1)),
    case("200 demandes", _lines(200)),
    case("the last number of a day", no_fault, file_name=f"JSON-{ANS}-20261005-999.json"),
    case("a leap day", no_fault, file_name=f"JSON-{ANS}-20240229-001.json"),
    case(
        "an ANS number of digits alone",
        _header("numeroAns", "0123456789"),
        file_name="JSON-0123456789-20261005-001.json",
    ),
    case("a return whose answers are all there", _ANSWERED),
    case("a return with its reference", together(_ANSWERED, _header("impId", "IMP-42"))),
    case("a return with a number as reference", together(_ANSWERED, _header("impId", 42))),
    case("the SIRET of an establishment of La Poste", _header("SIRET", "35600000000048")),
)

_NAME = (
    *(
        case(f"name {name}", no_fault, error("", "file-name"), file_name=name)
        for name in (
            "demandes.json",
            f"JSON-{ANS}-20261005-1.json",
            f"JSON-{ANS}-20261005-0001.json",
            f"JSON-{ANS}-20261005-000.json",
            f"JSON-{ANS}-20260230-001.json",
            f"JSON-{ANS}-05102026-001.json",
            f"JSON-{ANS}-20261005-001.JSON",
            f"json-{ANS}-20261005-001.json",
            f"JSON-{ANS}-20261005-001 (1).json",
            f"JSON-{ANS[:-1]}-20261005-001.json",
            f"JSON-{ANS}-20261005-001.json\n",
            f"JSON-{ANS}-20261005-٠٠١.json",
        )
    ),
    case(
        "a name with another ANS number",
        no_fault,
        error("", "file-name-ans"),
        file_name="JSON-LGCTEST002-20261005-001.json",
    ),
    case("a return under a free name", _ANSWERED, warning("", "returned-name"), file_name="retour.json"),
    case(
        "a return under the name of another ANS number",
        _ANSWERED,
        warning("", "returned-name"),
        file_name="JSON-LGCTEST002-20261005-001.json",
    ),
    case("Windows-1252", _ANSWERED, warning("", "file-encoding"), encoding="cp1252"),
    case("a byte order mark in a file to deposit", no_fault, warning("", "byte-order-mark"), encoding="utf-8-sig"),
    case("a byte order mark in a return", _ANSWERED, encoding="utf-8-sig"),
)

_IMP_ID = (
    case("impId filled before the deposit", _header("impId", "IMP-42"), error("/impId", "null-only", "null")),
    case("impId empty before the deposit", _header("impId", ""), error("/impId", "null-only", "null")),
    case("impId missing", drop("/impId"), error("/impId", "missing", "null")),
)

_NUMERO_ANS = (
    case("numeroAns missing", drop("/numeroAns"), error("/numeroAns", "missing")),
    case("numeroAns null", _header("numeroAns", None), error("/numeroAns", "type")),
    case("numeroAns too short", _header("numeroAns", ANS[:-1]), error("/numeroAns", "length")),
    case("numeroAns too long", _header("numeroAns", ANS + "0"), error("/numeroAns", "length")),
    case("numeroAns empty", _header("numeroAns", ""), error("/numeroAns", "length")),
    case("numeroAns with an accent", _header("numeroAns", "LGCTÉST001"), error("/numeroAns", "characters")),
    case("numeroAns with a hyphen", _header("numeroAns", "LGC-EST001"), error("/numeroAns", "characters")),
    case("numeroAns with Arabic digits", _header("numeroAns", "LGCTEST٠٠١"), error("/numeroAns", "characters")),
    case(
        "numeroAns with a stray space",
        _header("numeroAns", f" {ANS}"),
        error("/numeroAns", "length", f'"{ANS}"'),
    ),
    case(
        "numeroAns with a line break at the end",
        _header("numeroAns", f"{ANS}\n"),
        error("/numeroAns", "length", f'"{ANS}"'),
    ),
    case(
        "numeroAns as a number",
        _header("numeroAns", 1234567890),
        error("/numeroAns", "type", '"1234567890"'),
        file_name="JSON-1234567890-20261005-001.json",
    ),
    case("numeroAns in a list of one", _header("numeroAns", [ANS]), error("/numeroAns", "type", f'"{ANS}"')),
    case("numeroAns as a list of two", _header("numeroAns", [ANS, ANS]), error("/numeroAns", "type")),
)

_SIRET = (
    case("SIRET missing", drop("/SIRET"), error("/SIRET", "missing")),
    case("SIRET null", _header("SIRET", None), error("/SIRET", "type")),
    case("SIRET as a SIREN", _header("SIRET", "732829320"), error("/SIRET", "length")),
    case("SIRET with a letter", _header("SIRET", "7328293200007A"), error("/SIRET", "characters")),
    case("SIRET with full-width digits", _header("SIRET", "7328293200007４"), error("/SIRET", "characters")),
    case(
        "SIRET in groups",
        _header("SIRET", "732 829 320 00074"),
        error("/SIRET", "length", '"73282932000074"'),
    ),
    case(
        "SIRET in groups with no-break spaces",
        _header("SIRET", "732\u00a0829\u202f320\u00a000074"),
        error("/SIRET", "length", '"73282932000074"'),
    ),
    case("SIRET as a number", _header("SIRET", 73282932000074), error("/SIRET", "type", '"73282932000074"')),
    case(
        "SIRET as a number with a point",
        _header("SIRET", Literal("73282932000074.0")),
        error("/SIRET", "type", '"73282932000074"'),
    ),
    case(
        "SIRET the text of a number with a point",
        _header("SIRET", "73282932000074.0"),
        error("/SIRET", "length", '"73282932000074"'),
    ),
    case(
        "SIRET without the zero at its end",
        _header("SIRET", Literal("7.328293200008E13")),
        error("/SIRET", "type", '"73282932000080"'),
    ),
    case("SIRET rounded", _header("SIRET", Literal("7.3282932E13")), error("/SIRET", "type")),
    case(
        "SIRET in a list of one", _header("SIRET", [73282932000074]), error("/SIRET", "type", '"73282932000074"')
    ),
    case("SIRET as a shorter number", _header("SIRET", 7328293200007), error("/SIRET", "type")),
    case("SIRET whose key is wrong", _header("SIRET", "73282932000075"), warning("/SIRET", "check-digit")),
)

_LINES = (
    case("lignesImport missing", drop("/lignesImport"), error("/lignesImport", "missing")),
    case("lignesImport null", _header("lignesImport", None), error("/lignesImport", "shape")),
    case("lignesImport a text", _header("lignesImport", "C"), error("/lignesImport", "shape")),
    case(
        "lignesImport a lone demande",
        _header("lignesImport", demande(1) | {"typeAction": "c"}),
        error("/lignesImport", "shape", to_text([demande(1) | {"typeAction": "c"}])),
        error("/lignesImport/typeAction", "choice", '"C"'),
    ),
    case(
        "demandes numbered from 1",
        _header("lignesImport", {"1": demande(1), "2": structure_demande(2) | {"dateFacture": "2023-02-01"}}),
        error(
            "/lignesImport", "shape", to_text([demande(1), structure_demande(2) | {"dateFacture": "2023-02-01"}])
        ),
        error("/lignesImport/2/dateFacture", "date-format", '"01/02/2023"'),
    ),
    case(
        "demandes by their numbers, which are no order of the text",
        _header("lignesImport", {"10": structure_demande(2), "9": demande(1)}),
        error("/lignesImport", "shape", to_text([demande(1), structure_demande(2)])),
    ),
    case(
        "a demande that is none among numbered ones",
        _header("lignesImport", {"1": demande(1), "2": "C"}),
        error("/lignesImport", "shape"),
    ),
    case(
        "demandes numbered twice",
        put("/lignesImport", Members([("1", demande(1)), ("1", demande(1))])),
        error("/lignesImport", "shape"),
    ),
    case("no demande, as an object", _header("lignesImport", {}), error("/lignesImport", "shape", "[]")),
    case("lignesImport another object", _header("lignesImport", {"x": 1}), error("/lignesImport", "shape")),
    case(
        "lignesImport an object by names",
        _header("lignesImport", {"a": demande(1)}),
        error("/lignesImport", "shape"),
    ),
    case("no demande", _header("lignesImport", []), error("/lignesImport", "lines-empty")),
    case(
        "201 demandes",
        _lines(201),
        error("/lignesImport", "lines-too-many"),
        error("/lignesImport/200/numLigne", "range"),
    ),
    *(case(f"a demande that is {value!r}", put(".", value), error(".", "shape")) for value in _NO_OBJECTS),
    case("a demande inside a list", put(".", [demande(1)]), error(".", "shape")),
    case(
        "a header inside a block that the note does not name",
        nest("/entete", "impId", "numeroAns", "SIRET"),
        warning("/entete", "nested-balise"),
    ),
    case(
        "demandes inside a block that the note does not name",
        together(put("dateFacture", "2023-02-01"), nest("/demandes", "lignesImport")),
        warning("/demandes", "nested-balise"),
        error("/demandes/lignesImport/0/dateFacture", "date-format", '"01/02/2023"'),
    ),
    case(
        "faults of the header stand in the note's order",
        together(_header("SIRET", "1"), drop("/impId"), put("/lignesImport", []), put("/zut", 1)),
        error("/impId", "missing", "null"),
        error("/SIRET", "length"),
        error("/lignesImport", "lines-empty"),
        warning("/zut", "unknown-key"),
    ),
    case(
        "a return with its faults",
        together(answered("1204", "Refus"), _header("SIRET", "1")),
        error("/SIRET", "length"),
        error(".", "asp-rejection"),
    ),
)

CASES: tuple[Case, ...] = (*_RIGHT, *_NAME, *_IMP_ID, *_NUMERO_ANS, *_SIRET, *_LINES)
