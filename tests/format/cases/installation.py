"""The installation: what goes to the DMP, and what must be null since 07/04/2023; the ASP's own balises."""

from __future__ import annotations

from typing import Any

from tests.format.builders import Literal, finess, rpps
from tests.format.faults import drop, put, structure, together
from tests.format.findings import Case, case, error, warning

_FLAG, _IDENT = "isDirectToDMP", "identDMP"
_DOCTORS = f'["{rpps(2)}", "{rpps(3)}"]'
_RPPS = "beneficiaires/liberalRPPS"
_ALWAYS_NULL = ("isDirectToMSSPro", "adresseBoiteMSSPro", "isDirectToMSSCitoyen", "adresseBoiteMSSCitoyen")

_NO_FLAGS: tuple[Any, ...] = ("", 2, -1, Literal("0.5"), [], {}, [True, False])

_FLAGS = (
    case("isDirectToDMP missing", drop(_FLAG), error(_FLAG, "missing")),
    case("isDirectToDMP null", put(_FLAG, None), error(_FLAG, "type")),
    *(
        case(f"isDirectToDMP {value!r}", put(_FLAG, value), error(_FLAG, "type", "false"))
        for value in (0, "0", Literal("0.0"), [False], [0], ["non"])
    ),
    *(
        case(
            f"isDirectToDMP {value!r}",
            together(put(_FLAG, value), put(_IDENT, [rpps(2)])),
            error(_FLAG, "type", "true"),
        )
        for value in (1, "1", Literal("1.0E0"), [True])
    ),
    *(case(f"isDirectToDMP {value!r}", put(_FLAG, value), error(_FLAG, "type")) for value in _NO_FLAGS),
    case("isDirectToDMP in doubt", put(_FLAG, "peut-être"), error(_FLAG, "type")),
    *(
        case(f"isDirectToDMP {text!r}", put(_FLAG, text), error(_FLAG, "type", "false"))
        for text in ("non", "false", "NON", " False ", "faux")
    ),
    *(
        case(
            f"isDirectToDMP {text!r}",
            together(put(_FLAG, text), put(_IDENT, [rpps(2)])),
            error(_FLAG, "type", "true"),
        )
        for text in ("oui", "true", "OUI", "True", "vrai")
    ),
    case(
        "isDirectToDMP corrected to true, and no identifier",
        put(_FLAG, "oui"),
        error(_FLAG, "type", "true"),
        error(_IDENT, "dmp-missing", suggestion=_DOCTORS),
    ),
    case(
        "isDirectToDMP in doubt accuses no identifier",
        together(put(_FLAG, "?"), put(_IDENT, [rpps(2)])),
        error(_FLAG, "type"),
    ),
)

_IDENTIFIERS = (
    case("identifiers of the doctors", together(put(_FLAG, value=True), put(_IDENT, [rpps(3), rpps(2)]))),
    case("true without identifier", put(_FLAG, value=True), error(_IDENT, "dmp-missing", suggestion=_DOCTORS)),
    case(
        "true, identDMP missing",
        together(put(_FLAG, value=True), drop(_IDENT)),
        error(_IDENT, "dmp-missing", suggestion=_DOCTORS),
    ),
    case(
        "true without identifier, and a doctor in doubt",
        together(put(_FLAG, value=True), put(_RPPS, [rpps(2), "abc"])),
        error(f"{_RPPS}/1", "length"),
        error(_IDENT, "dmp-missing"),
    ),
    case(
        "true without identifier, for a structure",
        together(put(_FLAG, value=True), structure(finess(2))),
        error(_IDENT, "dmp-missing"),
    ),
    *(
        case(
            f"true, identDMP {empty!r}",
            together(put(_FLAG, value=True), put(_IDENT, empty)),
            error(_IDENT, "type", *fix),
            error(_IDENT, "dmp-missing", suggestion=_DOCTORS),
        )
        for empty, fix in ((None, ()), ("", ()), ("  ", ()), ({}, ("[]",)))
    ),
    *(
        case(
            f"true, identDMP a list of {empty!r}",
            together(put(_FLAG, value=True), put(_IDENT, [empty])),
            error(_IDENT, "dmp-missing", suggestion=_DOCTORS),
            error(f"{_IDENT}/0", rule),
        )
        for empty, rule in ((None, "type"), ("", "length"))
    ),
    case(
        "true, identDMP null, for a structure",
        together(put(_FLAG, value=True), put(_IDENT, None), structure(finess(2))),
        error(_IDENT, "type"),
        error(_IDENT, "dmp-missing"),
    ),
    case(
        "true, identDMP null, and a doctor in doubt",
        together(put(_FLAG, value=True), put(_IDENT, None), put(_RPPS, [rpps(2), "abc"])),
        error(f"{_RPPS}/1", "length"),
        error(_IDENT, "type"),
        error(_IDENT, "dmp-missing"),
    ),
    case("false, identDMP missing", drop(_IDENT), warning(_IDENT, "dmp-absent", "[]")),
    case("false, identDMP null", put(_IDENT, None), error(_IDENT, "type", "[]")),
    case("false with an identifier", put(_IDENT, [rpps(2)]), warning(_IDENT, "dmp-unused")),
    case(
        "false with a list of null",
        put(_IDENT, [None]),
        warning(_IDENT, "dmp-unused"),
        error(f"{_IDENT}/0", "type"),
    ),
    case("neither isDirectToDMP nor identDMP", together(drop(_FLAG), drop(_IDENT)), error(_FLAG, "missing")),
    case(
        "an identifier of nobody in the demande",
        together(put(_FLAG, value=True), put(_IDENT, [rpps(2), rpps(9)])),
        warning(f"{_IDENT}/1", "dmp-foreign"),
    ),
    case(
        "identifiers of a structure's doctors",
        together(structure(finess(1)), put(_FLAG, value=True), put(_IDENT, [rpps(9)])),
    ),
    case(
        "an unused identifier of nobody in the demande",
        put(_IDENT, [rpps(9)]),
        warning(_IDENT, "dmp-unused"),
        warning(f"{_IDENT}/0", "dmp-foreign"),
    ),
    case(
        "a lone identifier",
        together(put(_FLAG, value=True), put(_IDENT, rpps(2))),
        error(_IDENT, "type", f'["{rpps(2)}"]'),
    ),
    case(
        "a lone identifier of nobody in the demande",
        together(put(_FLAG, value=True), put(_IDENT, rpps(9))),
        error(_IDENT, "type", f'["{rpps(9)}"]'),
        warning(_IDENT, "dmp-foreign"),
    ),
    case(
        "a lone identifier whose key is wrong",
        together(put(_FLAG, value=True), structure(finess(1)), put(_IDENT, "77777777777")),
        error(_IDENT, "type", '["77777777777"]'),
        warning(_IDENT, "check-digit"),
    ),
    case(
        "an identifier that is no RPPS, as before 03/02/2023",
        together(put(_FLAG, value=True), put(_IDENT, ["test", rpps(2)])),
        error(f"{_IDENT}/0", "length"),
    ),
    case(
        "an identifier as a number",
        together(put(_FLAG, value=True), put(_IDENT, [int(rpps(2))])),
        error(f"{_IDENT}/0", "type", f'"{rpps(2)}"'),
    ),
    case(
        "an identifier whose key is wrong",
        together(put(_FLAG, value=True), structure(finess(1)), put(_IDENT, ["77777777777"])),
        warning(f"{_IDENT}/0", "check-digit"),
    ),
    case(
        "an identifier twice",
        together(put(_FLAG, value=True), put(_IDENT, [rpps(2), rpps(2)])),
        warning(f"{_IDENT}/1", "item-twice"),
    ),
)

_NULLS = (
    *(
        case(f"{name} {value!r}", put(name, value), error(name, "null-only", "null"))
        for name, value in zip(_ALWAYS_NULL, (True, "pro@mail.com", False, ""), strict=True)
    ),
    *(
        case(f"{name} {value!r}", put(name, value), error(name, "null-only", "null"))
        for name, value in zip(_ALWAYS_NULL, (0, {}, [], "null"), strict=True)
    ),
    *(
        case(f"{name} missing", drop(name), error(name, "missing", "null"))
        for name in (*_ALWAYS_NULL, "codeTraitement", "libelleTraitement")
    ),
)

_WRONG_KEY, _OTHER_WRONG_KEY, _RPPS = "77777777777", "77777777778", "beneficiaires/liberalRPPS"
_ENDLESS = (
    case(
        "more warnings than are said of a demande",
        together(put(_FLAG, value=True), put(_IDENT, [_WRONG_KEY] * 500), put(_RPPS, [_OTHER_WRONG_KEY] * 500)),
        warning(f"{_RPPS}/0", "check-digit"),
        warning(f"{_RPPS}/1", "check-digit"),
        warning(f"{_RPPS}/1", "item-twice"),
        warning(f"{_RPPS}/2", "check-digit"),
        warning(f"{_RPPS}/2", "many-warnings"),
        *(warning(f"{_RPPS}/{i}", "check-digit") for i in range(3, 500)),
        warning(f"{_IDENT}/0", "check-digit"),
        warning(f"{_IDENT}/0", "dmp-foreign"),
        *(
            warning(f"{_IDENT}/{i}", rule)
            for i in range(1, 500)
            for rule in ("check-digit", "item-twice", "dmp-foreign")
        ),
    ),
)

CASES: tuple[Case, ...] = (*_ENDLESS, *_FLAGS, *_IDENTIFIERS, *_NULLS)
