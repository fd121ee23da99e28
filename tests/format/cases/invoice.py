"""The invoice: its date and its amount."""

from __future__ import annotations

from typing import Any

from tests.format.builders import Literal, finess, rpps
from tests.format.faults import Fault, answered, drop, nest, on_line, put, structure, together
from tests.format.findings import Case, case, error, warning

_DATE, _AMOUNT = "dateFacture", "montantSegurHTFacture"

_RIGHT_DATES = ("29/02/2024", "05/10/2026", "31/12/1999", "01/01/2023")
_CORRECTED_DATES = {
    "2023-02-01": "01/02/2023",
    "1/2/2023": "01/02/2023",
    "1/12/2023": "01/12/2023",
    "31/1/2023": "31/01/2023",
    "01/02/2023 ": "01/02/2023",
    "01/02/2023\n": "01/02/2023",
    " 2023-12-31": "31/12/2023",
    "01.02.2023": "01/02/2023",
    "1.2.2023": "01/02/2023",
    "12/03/2026 00:00:00": "12/03/2026",
    "12/03/2026 0:00:00": "12/03/2026",
    "12.03.2026 00:00": "12/03/2026",
    "2023-02-01T00:00:00": "01/02/2023",
    "2023-02-01 00:00:00.000": "01/02/2023",
}
_WRONG_DATES = (
    "",
    "01/02/23",
    "1/2/23",
    "01-02-2023",
    "01022023",
    "2023-02-30",
    "30/2/2023",
    "2023/02/01",
    "2023-2-1",
    "01/02/2023 10:00",
    "2023-02-01T10:00:00",
    "2023-02-01T00:00:00Z",
    "2023-02-01T00:00:00+01:00",
    "2023-02-01T00:00:00.000Z",
    "01/02/2023 00:00:00 UTC",
    "01/02.2023",
    "01.02.23",
    "1er février 2023",
    "٠١/٠٢/٢٠٢٣",
    "0１/02/2023",
    "JJ/MM/AAAA",
)
_IMPOSSIBLE_DATES = (
    "30/02/2023",
    "29/02/2023",
    "31/04/2023",
    "32/01/2023",
    "13/13/2023",
    "00/01/2023",
    "01/02/0000",
)

_DATES = (
    *(case(f"date {text!r}", put(_DATE, text)) for text in _RIGHT_DATES),
    *(
        case(f"date {text!r}", put(_DATE, text), error(_DATE, "date-format", f'"{right}"'))
        for text, right in _CORRECTED_DATES.items()
    ),
    *(case(f"date {text!r}", put(_DATE, text), error(_DATE, "date-format")) for text in _WRONG_DATES),
    *(case(f"date {text!r}", put(_DATE, text), error(_DATE, "date-real")) for text in _IMPOSSIBLE_DATES),
    case("date tomorrow", put(_DATE, "06/10/2026"), warning(_DATE, "date-future")),
    case("date in the year 9999", put(_DATE, "31/12/9999"), warning(_DATE, "date-future")),
    case("date missing", drop(_DATE), error(_DATE, "missing")),
    case("date null", put(_DATE, None), error(_DATE, "type")),
    case("date a number", put(_DATE, 20230201), error(_DATE, "type")),
    case("date in a list of one", put(_DATE, ["01/02/2023"]), error(_DATE, "type", '"01/02/2023"')),
    case("date in a list of two", put(_DATE, ["01/02/2023", None]), error(_DATE, "type")),
    case(
        "date with the month first",
        put(_DATE, "08/15/2023"),
        warning("", "dates-turned"),
        error(_DATE, "date-real", suggestion='"15/08/2023"'),
    ),
    *(
        case(f"date {text!r} that would be tomorrow", put(_DATE, text), error(_DATE, "date-format"))
        for text in ("2026-10-06", "6/10/2026", "06.10.2026", " 06/10/2026", "2026-10-06T00:00:00")
    ),
    case("date today", put(_DATE, "2026-10-05"), error(_DATE, "date-format", '"05/10/2026"')),
    case("a date tomorrow in a list of one", put(_DATE, ["06/10/2026"]), error(_DATE, "type")),
    case(
        "date with the month first that would be in the future",
        put(_DATE, "12/31/2026"),
        warning("", "dates-turned"),
        error(_DATE, "date-real"),
    ),
    case(
        "dates beside one with the month first",
        together(
            put(_DATE, "1/2/2023"),
            on_line(2, put(_DATE, "8/15/2023 00:00:00")),
            on_line(3, put(_DATE, "2023-02-01")),
        ),
        warning("", "dates-turned"),
        error(_DATE, "date-format"),
        error("/lignesImport/1/dateFacture", "date-format", suggestion='"15/08/2023"'),
        error("/lignesImport/2/dateFacture", "date-format", '"01/02/2023"'),
    ),
    case(
        "an accepted date with the month first",
        together(
            put(_DATE, "1/2/2023"),
            on_line(2, together(put(_DATE, "08/15/2023"), answered("0000", "Demande acceptée"))),
        ),
        warning("", "dates-turned"),
        error(_DATE, "date-format"),
    ),
    case(
        "an accepted date with the month first, and none that is in doubt",
        together(
            put(_DATE, "25/02/2023"),
            on_line(2, together(put(_DATE, "08/15/2023"), answered("0000", "Demande acceptée"))),
            on_line(3, put(_DATE, "02/02/2023")),
        ),
    ),
)

_RIGHT_AMOUNTS = ("1075.00", "0.01", "10750.99", "99999999999999999999.00")
_CORRECTED_LITERALS = {
    "1075": "1075.00",
    "1075.0": "1075.00",
    "1.075e3": "1075.00",
    "1075.000": "1075.00",
    "107500e-2": "1075.00",
    "1075.5": "1075.50",
    "0": "0.00",
    "1.0750000000000000E+003": "1075.00",
    "1.07500000000000E+03": "1075.00",
    "1075.0000000000000000": "1075.00",
    "3.58330000000000E+02": "358.33",
    "0.00000000000000000000107500e+24": "1075.00",
    "107500" + "0" * 300 + "e-302": "1075.00",
    "0e400": "0.00",
}
_DOUBLES = {
    "358.32999999999998": "358.33",
    "3.5832999999999998E+002": "358.33",
    "358.329999999999984": "358.33",
    "1075.0999999999999": "1075.10",
    "1075.00000000000000001": "1075.00",
    "1.0750000000000001e3": "1075.00",
}
_WRONG_LITERALS = (
    "358.3299865722656",
    "358.3299999999999",
    "358.32999999999999999999E-2",
    "1075" + "0" * 20,
    "1075." + "0" * 1000,
    "1075e" + "9" * 30,
    "1075.005",
    "1075.123",
    "1e400",
    "9" * 400,
    "1e-400",
)
_CORRECTED_TEXTS = {
    "1075.00": "1075.00",
    "1075,00": "1075.00",
    "1075": "1075.00",
    "1075,5": "1075.50",
    "1 075,00": "1075.00",
    "1\u00a0075,00": "1075.00",
    "1\u202f075,00": "1075.00",
    " 10 750.00 ": "10750.00",
    "0.1075e4": "1075.00",
    "0.35833e3": "358.33",
    "1e3": "1000.00",
    "1075.0000000000000000": "1075.00",
    "1075.000": "1075.00",
    "0.0": "0.00",
}
_WRONG_TEXTS = (
    "",
    "mille",
    "1075.005",
    "1075,005",
    "1,075.00",
    "1.075,00",
    "12 34,00",
    "-1075.00",
    "1.000",
    "358.000",
    "1.075005e3",
    "1075.0d0",
    "1075/1",
    "١٠٧٥",
    "NaN",
)


def _of_structure(value: Any) -> Fault:
    """Give a value to the amount of a structure, which may be any."""
    return together(structure(finess(7)), put(_AMOUNT, value))


_AMOUNTS = (
    *(case(f"amount {text}", _of_structure(Literal(text))) for text in _RIGHT_AMOUNTS),
    *(
        case(f"amount {text}", _of_structure(Literal(text)), error(_AMOUNT, "amount-decimals", right))
        for text, right in _CORRECTED_LITERALS.items()
    ),
    *(
        case(f"amount {text[:30]}", put(_AMOUNT, Literal(text)), error(_AMOUNT, "amount-decimals"))
        for text in _WRONG_LITERALS
    ),
    *(
        case(f"amount {text!r}", _of_structure(text), error(_AMOUNT, "type", right))
        for text, right in _CORRECTED_TEXTS.items()
    ),
    *(case(f"amount {text!r}", put(_AMOUNT, text), error(_AMOUNT, "type")) for text in _WRONG_TEXTS),
    *(
        case(f"amount {text}", put(_AMOUNT, Literal(text)), error(_AMOUNT, "amount-negative"))
        for text in ("-1075.00", "-0.01", "-5", "-1e3")
    ),
    *(
        case(f"amount {text}", put(_AMOUNT, Literal(text)), error(_AMOUNT, "amount-negative", "0.00"))
        for text in ("-0.00", "-0", "-0.0000000000000000E+000")
    ),
    *(
        case(f"amount {text}", put(_AMOUNT, Literal(text)), error(_AMOUNT, "amount-decimals", suggestion=likely))
        for text, likely in _DOUBLES.items()
    ),
    *(
        case(name, put(_AMOUNT, value), error(_AMOUNT, "type", suggestion="358.33"))
        for name, value in {
            "amount a double in a list of one": [Literal("358.32999999999998")],
            "amount a double as a text": "358.32999999999998",
            "amount a double as a text in a list of one": [" 358.32999999999998"],
        }.items()
    ),
    *(
        case(f"amount a text that may be of thousands, {text}", put(_AMOUNT, text), error(_AMOUNT, "type"))
        for text in ("1.000", "1.075")
    ),
    case("amount 0.00", put(_AMOUNT, Literal("0.00")), warning(_AMOUNT, "amount-zero")),
    case("amount missing", drop(_AMOUNT), error(_AMOUNT, "missing")),
    case("amount null", put(_AMOUNT, None), error(_AMOUNT, "type")),
    case("amount true", put(_AMOUNT, value=True), error(_AMOUNT, "type")),
    *(
        case(f"amount {value!r}", _of_structure(value), error(_AMOUNT, "type", "1075.00"))
        for value in ([Literal("1075.00")], [1075], [[Literal("1075.0")]], ["1 075,00"])
    ),
    *(
        case(f"amount {value!r}", put(_AMOUNT, value), error(_AMOUNT, "type"))
        for value in ([], {}, [1075, 1075], [Literal("1075.005")], [None], {"0": 1075})
    ),
)


def _of_doctors(amount: Any, *doctors: Any) -> Fault:
    """Let doctors share an amount."""
    return together(put("beneficiaires/liberalRPPS", [*doctors]), put(_AMOUNT, amount))


_DOCTORS = tuple(rpps(number) for number in range(100, 104))
_AT_MOST = {1: "358.34", 2: "716.67", 3: "1075.00", 4: "1433.34"}
_ABOVE = {1: "358.35", 2: "716.68", 3: "1075.01", 4: "1433.35"}
_SHARED = (
    *(case(f"{text} for {n} doctors", _of_doctors(Literal(text), *_DOCTORS[:n])) for n, text in _AT_MOST.items()),
    *(
        case(
            f"{text} for {n} doctors", _of_doctors(Literal(text), *_DOCTORS[:n]), warning(_AMOUNT, "amount-above")
        )
        for n, text in _ABOVE.items()
    ),
    *(
        case(
            f"an amount of {n} digits",
            _of_doctors(Literal(f"{'9' * n}.00"), *_DOCTORS),
            warning(_AMOUNT, "amount-above"),
        )
        for n in (20, 5_000, 1_100_000)
    ),
    case(
        "an amount above, of which the literal is corrected",
        _of_doctors("1 075,00", _DOCTORS[0]),
        error(_AMOUNT, "type", "1075.00"),
        warning(_AMOUNT, "amount-above"),
    ),
    case(
        "an amount for two that are one",
        _of_doctors(Literal("716.66"), _DOCTORS[0], int(_DOCTORS[0])),
        warning(_AMOUNT, "amount-above"),
        error("beneficiaires/liberalRPPS/1", "type", f'"{_DOCTORS[0]}"'),
    ),
    case(
        "an amount for two of whom one is in doubt",
        _of_doctors(Literal("716.66"), _DOCTORS[0], "1"),
        error("beneficiaires/liberalRPPS/1", "length"),
    ),
    case(
        "an amount above for a lone doctor",
        together(put("beneficiaires/liberalRPPS", _DOCTORS[0]), put(_AMOUNT, Literal("358.35"))),
        warning(_AMOUNT, "amount-above"),
        error("beneficiaires/liberalRPPS", "type", f'["{_DOCTORS[0]}"]'),
    ),
    case(
        "an amount without doctors",
        _of_doctors(Literal("1.00")),
        error("beneficiaires/liberalRPPS", "list-wanted"),
    ),
    case(
        "an amount of doctors or of a structure",
        together(put("beneficiaires/commandePour", "CABINET"), put(_AMOUNT, Literal("9999.00"))),
        error("beneficiaires/commandePour", "choice"),
    ),
    case(
        "an amount that is in doubt",
        _of_doctors(Literal("9999.005"), _DOCTORS[0]),
        error(_AMOUNT, "amount-decimals"),
    ),
    case(
        "an amount in another block",
        together(_of_doctors(Literal("358.35"), _DOCTORS[0]), nest("facture", _DATE, _AMOUNT)),
        warning(f"facture/{_AMOUNT}", "amount-above"),
    ),
)

CASES: tuple[Case, ...] = (*_DATES, *_AMOUNTS, *_SHARED)
