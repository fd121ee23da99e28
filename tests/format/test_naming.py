"""Names of files and of documents: written as the note wants, and read back to the same parts."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segur_tui.format.balises import DOCUMENT_NAMES
from segur_tui.format.naming import DocumentName, FileName

_ANS = st.text("0123456789ABCXYZabcxyz", min_size=10, max_size=10)


def test_a_file_name_holds_the_ans_number_the_day_and_the_number() -> None:
    name = FileName("LGCTEST001", date(2026, 10, 5), 7)
    assert str(name) == "JSON-LGCTEST001-20261005-007.json"


@settings(max_examples=100)
@given(_ANS, st.dates(), st.integers(1, 999))
def test_a_file_name_that_was_written_is_read_back(ans: str, day: date, number: int) -> None:
    name = FileName(ans, day, number)
    assert FileName.parse(str(name)) == name


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
    for name in (FileName.parse(text), DOCUMENT_NAMES.parse(text), FileName.parse(f"JSON-{text}.json")):
        assert name is None or str(name) in (text, f"JSON-{text}.json")
