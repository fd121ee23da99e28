"""Names of files and of documents: written as the note wants, and read back to the same parts."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segur_tui.format.balises import DOCUMENT_NAMES, FILE_NAMES
from segur_tui.format.naming import DocumentName, FileNames
from segur_tui.format.profiles import short_name
from segur_tui.format.programme import EXAMPLE_FILE

_ANS = st.text("0123456789ABCXYZabcxyz", min_size=10, max_size=10)


def test_a_file_name_holds_the_ans_number_the_day_and_the_number() -> None:
    name = FILE_NAMES.name("LGCTEST001", date(2026, 10, 5), 7)
    assert str(name) == "JSON-LGCTEST001-20261005-007.json"
    assert name.pack(2) == "JSON-LGCTEST001-20261005-007-pieces-02.zip"


def test_files_of_another_format_may_have_another_prefix() -> None:
    others = FileNames("XML")
    name = str(others.name("LGCTEST001", date(2026, 10, 5), 7))
    assert name == "XML-LGCTEST001-20261005-007.json"
    assert str(others.parse(name)) == str(others.found_in(f"copie de {name}")) == name
    assert FILE_NAMES.found_in(name) is None


def test_the_name_in_the_help_follows_the_rule() -> None:
    assert FILE_NAMES.parse(EXAMPLE_FILE) is not None


@pytest.mark.parametrize(
    ("name", "of_one", "of_several"),
    [
        ("JSON-LGCTEST001-20261005-007.json", "20261005-007", "LGCTEST001-20261005-007"),
        ("JSON-LGCTEST001-20261005-007 (1).json", "JSON-LGCTEST001-20261005-007 (1)", None),
        ("lundi.json", "lundi", None),
    ],
)
def test_a_short_name_is_what_differs_from_other_files(name: str, of_one: str, of_several: str | None) -> None:
    assert short_name(name) == of_one
    assert short_name(name, is_of_several=True) == (of_several or of_one)


@settings(max_examples=100)
@given(_ANS, st.dates(), st.integers(1, 999))
def test_a_file_name_that_was_written_is_read_back(ans: str, day: date, number: int) -> None:
    name = FILE_NAMES.name(ans, day, number)
    assert FILE_NAMES.parse(str(name)) == name


def test_a_document_name_holds_the_type_the_number_and_the_extension() -> None:
    assert DOCUMENT_NAMES.name("FACTURE", "00001", "PDF") == "MDV-LGC-Va1-FACTURE-00001.pdf"


@pytest.mark.parametrize("kind", ["FACTURE", "MOM", "VA"])
@pytest.mark.parametrize("extension", ["pdf", "jpg", "png"])
@pytest.mark.parametrize("number", ["00001", "A-B.c", "é\u0301œ😀x"])
def test_a_document_name_that_was_written_is_read_back(kind: str, number: str, extension: str) -> None:
    name = DOCUMENT_NAMES.name(kind, number, extension)
    assert DOCUMENT_NAMES.parse(name) == DocumentName(kind, number, extension)
    assert len(str(name)) < 50


@settings(max_examples=100)
@given(st.text(max_size=40))
def test_any_name_can_be_read(text: str) -> None:
    for name in (FILE_NAMES.parse(text), DOCUMENT_NAMES.parse(text), FILE_NAMES.parse(f"JSON-{text}.json")):
        assert name is None or str(name) in (text, f"JSON-{text}.json")
