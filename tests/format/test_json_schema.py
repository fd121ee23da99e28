"""The JSON Schema of the claim file: it and the controls agree wherever both can judge."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from segur_tui.format.check import Check
from segur_tui.format.claim_file import FileKind
from segur_tui.format.json_schema import claim_schema, kind_schema
from segur_tui.format.kinds import AlwaysNull, Amount, Block, Day, Identifier, Integer, Kind, ListOf, real_day
from segur_tui.format.models import is_right
from segur_tui.format.rules import values
from segur_tui.format.solde import SOLDE
from segur_tui.format.tree import Json, Number
from tests.format.builders import Literal, claim_file, to_bytes
from tests.format.cases import ALL
from tests.format.findings import check_bytes, check_case

SCHEMA = claim_schema(SOLDE)
WHOLE = Draft202012Validator(SCHEMA)
MOST_DIGITS = 4000
"""Digits of a whole number that Python reads."""
NOT_JUDGED = (Block, AlwaysNull)
"""Kinds whose values are objects, or depend on whether the ASP has answered."""
KINDS = sorted({each.kind for each in SOLDE.by_name.values() if not isinstance(each.kind, NOT_JUDGED)}, key=repr)
OF_KEYS = {"letter-case", "nested-balise", "numbered-block", "repeated-key", "two-spellings", "unlike-accepted"}
OF_LITERALS = {"amount-decimals", "amount-negative", "type"}
"""Rules that look at how a number is written, among others: no schema does."""
OF_LISTS = {"list-wanted", "list-unwanted", "dmp-missing"}


def plain(value: Any) -> Any:
    """Return a value as a reader that keeps no literals has it."""
    if isinstance(value, Literal | Number):
        literal = value.text if isinstance(value, Literal) else value.literal
        return float(literal) if set(literal) & set(".eE") or len(literal) > MOST_DIGITS else int(literal)
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    return value


def near(kind: Kind) -> st.SearchStrategy[Json]:
    """Return values that a kind of balise holds, or nearly."""
    match kind:
        case Identifier(length, alphabet, prefix):
            right = st.from_regex(alphabet.pattern, fullmatch=True).map(lambda text: (prefix + text)[:length])
            return right | right.map(lambda text: text.ljust(length, "0")) | right.map(lambda text: f"{text}\n")
        case ListOf(item):
            return st.lists(near(item), max_size=2)
        case Day():
            parts = st.tuples(
                st.integers(0, 32), st.integers(0, 13), st.sampled_from([0, 1, 1900, 2000, 2023, 2024])
            )
            return parts.map(lambda part: f"{part[0]:02d}/{part[1]:02d}/{part[2]:04d}")
        case Integer(least, most):
            return st.integers(least - 2, most + 2)
        case Amount():
            return st.sampled_from(["0.00", "358.33", "-1.00", "1075.00"]).map(Number)
        case _:
            return st.sampled_from(["", "C", "c", "PDF", "VA", "LIBERAL", "x" * 49, "x" * 50, "é" * 49])


ANYTHING: st.SearchStrategy[Json] = st.none() | st.booleans() | st.integers() | st.text(max_size=13) | st.just([])


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: type(kind).__name__)
@given(data=st.data())
def test_schema_and_controls_agree_on_every_value_that_both_can_judge(kind: Kind, data: st.DataObject) -> None:
    value = data.draw(near(kind) | ANYTHING)
    is_valid = Draft202012Validator(kind_schema(kind)).is_valid(plain(value))
    if isinstance(kind, Amount) and isinstance(value, int):
        assert is_valid == (not isinstance(value, bool) and value >= 0)  # how it is written is the check's
    else:
        assert is_valid == is_right(kind, value)


def test_every_day_of_the_calendar_and_no_other_is_one_of_the_schema() -> None:
    day = Draft202012Validator(kind_schema(Day()))
    for year in (1, 4, 1900, 2000, 2023, 2024, 9999):
        for month in range(14):
            for number in range(33):
                text = f"{number:02d}/{month:02d}/{year:04d}"
                assert day.is_valid(text) == (real_day(text) is not None), text


def test_the_schema_is_one_and_a_correct_file_holds_to_it() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    WHOLE.validate(plain(claim_file()))
    for balise in SOLDE.lines.bloc.level.balises:
        assert SCHEMA["properties"][balise.name]["description"] == balise.note


def test_strict_readers_take_every_part_of_the_schema_on_its_own() -> None:
    """Ajv, when strict, refuses a bound without its type, and a name that the same part does not declare."""
    bounds = {"minItems": "array", "maxItems": "array", "items": "array", "properties": "object"}
    bounds |= dict.fromkeys(("patternProperties", "additionalProperties", "required"), "object")
    bounds |= dict.fromkeys(("minLength", "maxLength", "pattern"), "string")

    def look(part: Any, place: str, kind: str | None = None) -> None:
        if isinstance(part, list):
            for number, inner in enumerate(part):
                look(inner, f"{place}/{number}", kind)
        elif isinstance(part, dict):
            kind = part.get("type", kind)
            assert not [name for name in bounds.keys() & part.keys() if kind != bounds[name]], place
            assert set(part.get("required", ())) <= set(part.get("properties", ())), place
            for name, inner in part.get("properties", {}).items():
                look(inner, f"{place}/{name}")
            for name in ("items", "additionalProperties"):
                look(part.get(name), f"{place}/{name}")
            for name in ("allOf", "anyOf", "if", "then", "else", "not"):
                look(part.get(name), f"{place}/{name}", kind)

    look(SCHEMA, "")


def assert_agreed(checked: Check) -> None:
    """Hold a file to be invalid where the check finds errors that a schema sees, and only where it finds some."""
    if checked.claim.kind is not FileKind.SUBMISSION or {each.rule for each in checked.findings} & OF_KEYS:
        return
    is_valid = WHOLE.is_valid(plain(checked.claim.root))
    errors = {finding.control for finding in checked.findings if finding.is_error}
    assert errors or is_valid
    judged = {rule for rule in errors if rule.__module__ == values.__name__ and rule.id not in OF_LITERALS}
    assert not (is_valid and (judged or {rule.id for rule in errors} & OF_LISTS))


@pytest.mark.parametrize("name", ALL)
def test_a_file_with_a_fault_is_invalid_only_where_the_check_finds_an_error(name: str) -> None:
    assert_agreed(check_case(ALL[name]))


@given(data=st.data())
def test_schema_and_controls_agree_on_files_wherever_balises_stand(data: st.DataObject) -> None:
    file = claim_file()
    line = dict(file["lignesImport"][0])
    balise = data.draw(st.sampled_from(SOLDE.demande.balises))
    value = data.draw(near(balise.kind) | ANYTHING)
    line[balise.name] = Literal(value.literal) if isinstance(value, Number) else value
    names = st.sampled_from(sorted(line))
    dropped, inside = data.draw(st.none() | names), data.draw(st.sets(names))
    block = data.draw(st.sampled_from(["facture", "scenarioInstallation", "divers"]))
    kept = {name: held for name, held in line.items() if name != dropped}
    file["lignesImport"][0] = {name: held for name, held in kept.items() if name not in inside} | (
        {block: {name: held for name, held in kept.items() if name in inside}} if inside else {}
    )
    assert_agreed(check_bytes(to_bytes(file)))


def test_the_bloc_of_the_beneficiaries_may_be_a_list_of_itself_alone() -> None:
    file = plain(claim_file())
    line = file["lignesImport"][0]
    bloc = line["beneficiaires"]
    for held, is_valid in (
        ([bloc], True),
        ([], False),
        ([bloc, bloc], False),
        ([bloc | {"liberalRPPS": 1}], False),
    ):
        line["beneficiaires"] = held
        assert WHOLE.is_valid(file) == is_valid


def test_a_reader_is_told_which_balise_is_missing() -> None:
    file = plain(claim_file())
    del file["lignesImport"][1]["dateFacture"]
    assert [error.message for error in WHOLE.iter_errors(file)] == ["'dateFacture' is a required property"]
