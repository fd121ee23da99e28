"""The beneficiaries: whom the demande is for, and the list that goes with it."""

from __future__ import annotations

from tests.format.builders import Literal, corsican_finess, demande, finess, rpps, to_text, with_key
from tests.format.faults import drop, put, structure, together
from tests.format.findings import Case, case, error, warning

_BLOCK = "beneficiaires"
_FOR = "beneficiaires/commandePour"
_RPPS = "beneficiaires/liberalRPPS"
_FINESS = "beneficiaires/structureFINESSGeo"
_WITHOUT_ZERO = with_key("1078000")
"""A FINESS of the department 01 of which a spreadsheet has made a number."""

_CLIENT = demande(1)["beneficiaires"]

_SHAPE = (
    case("a list of one object", put(_BLOCK, [demande(1)["beneficiaires"]])),
    case(
        "a wrong value in a list of one object",
        put(_BLOCK, [demande(1)["beneficiaires"] | {"commandePour": "liberal"}]),
        error("beneficiaires/0/commandePour", "choice", '"LIBERAL"'),
    ),
    case("beneficiaires missing", drop(_BLOCK), error(_BLOCK, "missing")),
    case("beneficiaires null", put(_BLOCK, None), error(_BLOCK, "shape")),
    case("beneficiaires a text", put(_BLOCK, "LIBERAL"), error(_BLOCK, "shape")),
    case("beneficiaires an empty list", put(_BLOCK, []), error(_BLOCK, "shape")),
    case("beneficiaires a list of null", put(_BLOCK, [None]), error("beneficiaires/0", "shape")),
    case(
        "beneficiaires a list of two objects",
        put(_BLOCK, [demande(1)["beneficiaires"]] * 2),
        error(_BLOCK, "shape"),
    ),
    case(
        "wrong values in a list of two objects",
        put(
            _BLOCK,
            [
                demande(1)["beneficiaires"] | {"commandePour": "liberal", "liberalRPPS": []},
                {"commandePour": "CABINET", "liberalRPPS": ["1", "77777777777"], "suivi": 1},
            ],
        ),
        error(_BLOCK, "shape"),
        error("beneficiaires/0/commandePour", "choice", '"LIBERAL"'),
        error("beneficiaires/1/commandePour", "choice"),
        error("beneficiaires/0/liberalRPPS", "list-wanted"),
        error("beneficiaires/1/liberalRPPS/0", "length"),
        warning("beneficiaires/1/liberalRPPS/1", "check-digit"),
        error("beneficiaires/1/structureFINESSGeo", "missing"),
        warning("beneficiaires/1/suivi", "unknown-key"),
    ),
    case(
        "beneficiaires numbered",
        put(_BLOCK, {"0": _CLIENT | {"commandePour": "liberal"}}),
        error(_BLOCK, "shape", to_text(_CLIENT | {"commandePour": "liberal"})),
        error("beneficiaires/0/commandePour", "choice", '"LIBERAL"'),
    ),
    case("two beneficiaires numbered", put(_BLOCK, {"0": _CLIENT, "1": _CLIENT}), error(_BLOCK, "shape")),
    case(
        "an object beside something else in beneficiaires",
        put(_BLOCK, [None, {"commandePour": "STRUCTURE", "liberalRPPS": [], "structureFINESSGeo": []}]),
        error(_BLOCK, "shape"),
        error("beneficiaires/1/structureFINESSGeo", "list-wanted"),
    ),
    case("beneficiaires a list of lists", put(_BLOCK, [[], []]), error(_BLOCK, "shape")),
    case(
        "beneficiaires an empty object",
        put(_BLOCK, {}),
        error(_FOR, "missing"),
        error(_RPPS, "missing"),
        error(_FINESS, "missing"),
    ),
)

_COMMANDE_POUR = (
    case("commandePour missing", drop(_FOR), error(_FOR, "missing")),
    case("commandePour null", put(_FOR, None), error(_FOR, "type")),
    case("commandePour true", put(_FOR, value=True), error(_FOR, "type")),
    case("commandePour another word", put(_FOR, "CABINET"), error(_FOR, "choice")),
    case("commandePour empty", put(_FOR, ""), error(_FOR, "choice")),
    case("commandePour in lower case", put(_FOR, "liberal"), error(_FOR, "choice", '"LIBERAL"')),
    case("commandePour with an accent", put(_FOR, " Libéral"), error(_FOR, "choice", '"LIBERAL"')),
    case(
        "commandePour STRUCTURE with RPPS alone",
        put(_FOR, "STRUCTURE"),
        error(_RPPS, "list-unwanted"),
        error(_FINESS, "list-wanted"),
    ),
    case(
        "commandePour corrected to STRUCTURE with RPPS alone",
        put(_FOR, "structure"),
        error(_FOR, "choice", '"STRUCTURE"'),
        error(_RPPS, "list-unwanted"),
        error(_FINESS, "list-wanted"),
    ),
    case(
        "commandePour in doubt accuses no list",
        together(put(_FOR, "CABINET"), put(_RPPS, [])),
        error(_FOR, "choice"),
    ),
)

_LIBERAL_RPPS = (
    case("a LIBERAL without RPPS", put(_RPPS, []), error(_RPPS, "list-wanted")),
    case("liberalRPPS missing for LIBERAL", drop(_RPPS), error(_RPPS, "missing")),
    case("liberalRPPS null for LIBERAL", put(_RPPS, None), error(_RPPS, "type")),
    case(
        "liberalRPPS missing for STRUCTURE",
        together(structure(finess(1)), drop(_RPPS)),
        error(_RPPS, "missing", "[]"),
    ),
    case(
        "liberalRPPS null for STRUCTURE",
        together(structure(finess(1)), put(_RPPS, None)),
        error(_RPPS, "type", "[]"),
    ),
    case(
        "liberalRPPS a list of null for STRUCTURE",
        together(structure(finess(1)), put(_RPPS, [None])),
        error(_RPPS, "list-unwanted"),
        error(f"{_RPPS}/0", "type"),
    ),
    case("liberalRPPS a lone text", put(_RPPS, rpps(7)), error(_RPPS, "type", f'["{rpps(7)}"]')),
    case(
        "liberalRPPS a lone text in groups",
        put(_RPPS, f" {rpps(7)} "),
        error(_RPPS, "type", f'["{rpps(7)}"]'),
    ),
    case("liberalRPPS a lone number", put(_RPPS, int(rpps(7))), error(_RPPS, "type", f'["{rpps(7)}"]')),
    case(
        "liberalRPPS a lone text whose key is wrong",
        put(_RPPS, "77777777777"),
        error(_RPPS, "type", '["77777777777"]'),
        warning(_RPPS, "check-digit"),
    ),
    case("liberalRPPS a text that is no RPPS", put(_RPPS, "Dr Durand"), error(_RPPS, "type")),
    case("liberalRPPS two numbers in one text", put(_RPPS, f"{rpps(7)},{rpps(8)}"), error(_RPPS, "type")),
    case("liberalRPPS an empty object", put(_RPPS, {}), error(_RPPS, "type", "[]"), error(_RPPS, "list-wanted")),
    case("structureFINESSGeo an empty object", put(_FINESS, {}), error(_FINESS, "type", "[]")),
    case(
        "liberalRPPS numbered",
        put(_RPPS, {"2": int(rpps(3)), "1": rpps(2)}),
        error(_RPPS, "type", f'["{rpps(2)}", "{rpps(3)}"]'),
    ),
    case("liberalRPPS numbered, one wrong", put(_RPPS, {"0": rpps(2), "2": "1"}), error(_RPPS, "type")),
    case("liberalRPPS another object", put(_RPPS, {"rpps": rpps(2)}), error(_RPPS, "type")),
    case("liberalRPPS true", put(_RPPS, value=True), error(_RPPS, "type")),
    case("RPPS null", put(f"{_RPPS}/1", None), error(f"{_RPPS}/1", "type")),
    case("RPPS inside a list", put(f"{_RPPS}/1", [rpps(7)]), error(f"{_RPPS}/1", "type", f'"{rpps(7)}"')),
    case("RPPS inside a list, wrong", put(f"{_RPPS}/1", ["1"]), error(f"{_RPPS}/1", "type")),
    case("two RPPS inside a list", put(f"{_RPPS}/1", [rpps(7), rpps(8)]), error(f"{_RPPS}/1", "type")),
    case("RPPS too short", put(f"{_RPPS}/1", rpps(7)[:-1]), error(f"{_RPPS}/1", "length")),
    case("RPPS too long", put(f"{_RPPS}/1", rpps(7) + "0"), error(f"{_RPPS}/1", "length")),
    case("RPPS with a letter", put(f"{_RPPS}/1", "1000000000X"), error(f"{_RPPS}/1", "characters")),
    case(
        "RPPS a number",
        put(f"{_RPPS}/1", int(rpps(7))),
        error(f"{_RPPS}/1", "type", f'"{rpps(7)}"'),
    ),
    case("RPPS a shorter number", put(f"{_RPPS}/1", 7), error(f"{_RPPS}/1", "type")),
    *(
        case(f"RPPS {text}", put(f"{_RPPS}/1", Literal(text)), error(f"{_RPPS}/1", "type", '"10000000009"'))
        for text in ("10000000009.0", "1.0000000009E10", "10000000009e0", "1.00000000090000000E+0010")
    ),
    *(
        case(f"RPPS {text}", put(f"{_RPPS}/1", Literal(text)), error(f"{_RPPS}/1", "type"))
        for text in ("10000000009.5", "1.000000001E10", "1E10", "-10000000009.0", "1.00004E10")
    ),
    *(
        case(f"RPPS {text!r}", put(f"{_RPPS}/1", text), error(f"{_RPPS}/1", "type", '"10000000090"'))
        for text in (Literal("1.000000009E10"), Literal("1.000000009e+10"), [Literal("1.000000009E10")])
    ),
    *(
        case(f"RPPS the text {text}", put(f"{_RPPS}/1", text), error(f"{_RPPS}/1", "length", '"10000000009"'))
        for text in ("10000000009.0", "1.0000000009E10", "0.10000000009e11")
    ),
    *(
        case(f"RPPS the text {text}", put(f"{_RPPS}/1", text), error(f"{_RPPS}/1", "length"))
        for text in ("10000000009.5", "1E10", "10.000.000.009")
    ),
    case(
        "RPPS in groups",
        put(f"{_RPPS}/1", f"{rpps(7)[:3]} {rpps(7)[3:]}"),
        error(f"{_RPPS}/1", "length", f'"{rpps(7)}"'),
    ),
    case(
        "RPPS behind the 8 of the national number",
        put(f"{_RPPS}/1", f"8{rpps(7)}"),
        error(f"{_RPPS}/1", "length", suggestion=f'"{rpps(7)}"'),
    ),
    case(
        "RPPS behind an 8, a number",
        put(f"{_RPPS}/1", int(f"8{rpps(7)}")),
        error(f"{_RPPS}/1", "type", suggestion=f'"{rpps(7)}"'),
    ),
    case(
        "a lone RPPS behind an 8, in groups",
        put(_RPPS, f" 8 {rpps(7)[:3]} {rpps(7)[3:]} "),
        error(_RPPS, "type", suggestion=f'["{rpps(7)}"]'),
    ),
    case("RPPS whose key is wrong behind an 8", put(f"{_RPPS}/1", "877777777777"), error(f"{_RPPS}/1", "length")),
    case("RPPS behind another digit", put(f"{_RPPS}/1", f"9{rpps(7)}"), error(f"{_RPPS}/1", "length")),
    case("RPPS with an 8 behind", put(f"{_RPPS}/1", f"{rpps(7)}8"), error(f"{_RPPS}/1", "length")),
    case("RPPS without its first digit", put(f"{_RPPS}/1", with_key("0" * 9)), error(f"{_RPPS}/1", "length")),
    case("RPPS whose key is wrong", put(f"{_RPPS}/1", "77777777777"), warning(f"{_RPPS}/1", "check-digit")),
    case("the same RPPS twice", put(f"{_RPPS}/1", rpps(2)), warning(f"{_RPPS}/1", "item-twice")),
    case(
        "the same RPPS three times",
        put(_RPPS, [rpps(2)] * 3),
        warning(f"{_RPPS}/1", "item-twice"),
        warning(f"{_RPPS}/2", "item-twice"),
    ),
    case(
        "every RPPS is checked",
        put(_RPPS, ["77777777777", "1", 1, None]),
        warning(f"{_RPPS}/0", "check-digit"),
        error(f"{_RPPS}/1", "length"),
        error(f"{_RPPS}/2", "type"),
        error(f"{_RPPS}/3", "type"),
    ),
    case(
        "every RPPS is checked in a list of one object",
        put(_BLOCK, [demande(1)["beneficiaires"] | {"liberalRPPS": ["77777777777", "1", 1, None]}]),
        warning("beneficiaires/0/liberalRPPS/0", "check-digit"),
        error("beneficiaires/0/liberalRPPS/1", "length"),
        error("beneficiaires/0/liberalRPPS/2", "type"),
        error("beneficiaires/0/liberalRPPS/3", "type"),
    ),
    case("500 RPPS", put(_RPPS, [rpps(n) for n in range(500)])),
    case(
        "700 RPPS of which the last is wrong",
        put(_RPPS, [*(rpps(n) for n in range(699)), "zut"]),
        error(f"{_RPPS}/699", "length"),
    ),
)

_STRUCTURE_FINESS = (
    case("a STRUCTURE in Corsica", structure(corsican_finess(1), corsican_finess(2, "2B"))),
    case("a STRUCTURE without FINESS", structure(), error(_FINESS, "list-wanted")),
    case("structureFINESSGeo missing for LIBERAL", drop(_FINESS), error(_FINESS, "missing", "[]")),
    case("structureFINESSGeo null for LIBERAL", put(_FINESS, None), error(_FINESS, "type", "[]")),
    case(
        "structureFINESSGeo missing for STRUCTURE",
        together(structure(finess(1)), drop(_FINESS)),
        error(_FINESS, "missing"),
    ),
    case("a LIBERAL with a FINESS", put(_FINESS, [finess(1)]), error(_FINESS, "list-unwanted")),
    case(
        "a LIBERAL with a FINESS as a lone text",
        put(_FINESS, finess(1)),
        error(_FINESS, "type", f'["{finess(1)}"]'),
        error(_FINESS, "list-unwanted"),
    ),
    case(
        "a lone FINESS whose key is wrong",
        together(structure(), put(_FINESS, "999999991")),
        error(_FINESS, "type", '["999999991"]'),
        warning(_FINESS, "check-digit"),
    ),
    case("FINESS too short", structure("75000001"), error(f"{_FINESS}/0", "length")),
    case(
        "FINESS that lost its zero",
        structure(_WITHOUT_ZERO),
        error(f"{_FINESS}/0", "length", suggestion=f'"0{_WITHOUT_ZERO}"'),
    ),
    case(
        "FINESS that lost its zero, a number",
        structure(int(_WITHOUT_ZERO)),
        error(f"{_FINESS}/0", "type", suggestion=f'"0{_WITHOUT_ZERO}"'),
    ),
    case(
        "a lone FINESS that lost its zero",
        together(structure(), put(_FINESS, f"{_WITHOUT_ZERO} ")),
        error(_FINESS, "type", suggestion=f'["0{_WITHOUT_ZERO}"]'),
    ),
    case("FINESS of Corsica without a digit", structure(f"A{_WITHOUT_ZERO[1:]}"), error(f"{_FINESS}/0", "length")),
    case("FINESS with an 8 in front", structure(f"8{finess(1)}"), error(f"{_FINESS}/0", "length")),
    case("FINESS with a letter in first place", structure("A50000001"), error(f"{_FINESS}/0", "characters")),
    case("FINESS with another letter", structure("2C0000001"), error(f"{_FINESS}/0", "characters")),
    case("FINESS with a small letter", structure("2a0000001"), error(f"{_FINESS}/0", "characters")),
    case(
        "FINESS with a small letter whose key holds with a capital",
        structure("2b0000020"),
        error(f"{_FINESS}/0", "characters", suggestion='"2B0000020"'),
    ),
    case("FINESS with a letter in third place", structure("20A000001"), error(f"{_FINESS}/0", "characters")),
    case(
        "FINESS a number",
        structure(int(finess(1))),
        error(f"{_FINESS}/0", "type", f'"{finess(1)}"'),
    ),
    case("FINESS a number that lost its zero", structure(12345678), error(f"{_FINESS}/0", "type")),
    case("FINESS of Corsica whose key holds", structure("2B0000020", "2A0000014")),
    case("FINESS whose key is wrong", structure("999999991"), warning(f"{_FINESS}/0", "check-digit")),
    case(
        "FINESS of Corsica whose key is wrong",
        structure("2A9999999"),
        warning(f"{_FINESS}/0", "check-digit"),
    ),
    case("the same FINESS twice", structure(finess(1), finess(1)), warning(f"{_FINESS}/1", "item-twice")),
)

CASES: tuple[Case, ...] = (*_SHAPE, *_COMMANDE_POUR, *_LIBERAL_RPPS, *_STRUCTURE_FINESS)
