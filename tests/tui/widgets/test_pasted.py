"""What a field takes of a paste, and what is said of the rest."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from segur_tui.format.wording import typeset
from segur_tui.tui.widgets.pasted import one_line


@pytest.mark.parametrize(
    ("pasted", "kept", "left"),
    [
        ("12", "12", ""),
        ("12\n", "12", ""),
        ("12\t\r\n", "12", ""),
        ("\t12", "12", ""),
        ("", "", ""),
        ("\n", "", ""),
        ("12\n34", "12", "1 autre ligne"),
        ("\r34", "", "1 autre ligne"),
        ("1\t2\n3\n4", "1", "2 autres lignes et 1 autre cellule"),
        ("04103\t\t1075.00\t980.00", "04103", "2 autres cellules"),
        ("\x1b[31mé\u00a0€", "[31mé\u00a0€", "1 caractère de contrôle"),
        ("a\x07\x1b\tb\nc", "a", "1 autre ligne, 1 autre cellule et 2 caractères de contrôle"),
    ],
)
def test_a_field_takes_one_value_of_a_paste_and_says_what_it_leaves(pasted: str, kept: str, left: str) -> None:
    assert one_line(pasted) == (kept, typeset(f"Collage : laissé de côté {left}.") if left else None)


@pytest.mark.parametrize("between", ["\n", "\r\n", "\r", "\t", " \t \r\n\r\n"])
def test_a_list_takes_all_lines_and_cells_of_a_paste(between: str) -> None:
    numbers = ["10000052554", "10000099993", "10000052562"]
    assert one_line(between.join([*numbers, ""]), ", ") == (", ".join(numbers), None)
    assert one_line("\r" + between.join(numbers), ", ") == (f", {', '.join(numbers)}", None)


@given(st.text(), st.sampled_from(["", ", "]))
def test_a_paste_loses_nothing_without_a_word(pasted: str, separator: str) -> None:
    kept, said = one_line(pasted, separator)
    assert said or "".join(kept.replace(",", "").split()) == "".join(pasted.replace(",", "").split())
