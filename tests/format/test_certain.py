"""No safe correction makes anything worse, whatever the file."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.damaged import damaged
from tests.format.builders import to_bytes
from tests.format.cases import ALL
from tests.format.certainty import assert_certain
from tests.format.findings import check_bytes, check_case
from tests.format.strategies import broken_files


@pytest.mark.parametrize("name", [name for name, case in ALL.items() if any(each.fix for each in case.expected)])
def test_no_correction_of_the_tables_makes_anything_worse(name: str) -> None:
    assert assert_certain(check_case(ALL[name]))


@settings(max_examples=200)
@given(broken_files())
def test_no_correction_of_a_broken_file_makes_anything_worse(value: Any) -> None:
    assert_certain(check_bytes(to_bytes(value)))


@settings(max_examples=300)
@given(st.randoms(use_true_random=False))
def test_no_correction_of_a_damaged_file_makes_anything_worse(random: Random) -> None:
    content = to_bytes(damaged(random))
    if content.startswith(b"{"):
        assert_certain(check_bytes(content))
