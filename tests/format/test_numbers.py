"""The numbers by which demandes are compared, however a writer has put them."""

from __future__ import annotations

import pytest

from segur_tui.format.numbers import Numbers, numbers_of
from segur_tui.format.solde import SOLDE
from segur_tui.format.tree import Json, Number


@pytest.mark.parametrize(
    "editor",
    [
        "00004",
        "4",
        4,
        Number("4.0"),
        Number("40e-1"),
        Number("0.4E1"),
        "4.0",
        " 4.00",
        "\u200b4",
        "0\u200b0004",
        " 0 0004 ",
        ["00004"],
        [["4"]],
        [4],
        "\uff10\uff10\uff10\uff10\uff14",
    ],
)
@pytest.mark.parametrize(
    "dossier",
    ["FINMDV000004", "finmdv 000004", "\ufeffFINMDV\u200b000004", ["FINMDV000004"], "\u00a0FINMDV000004\u2009"],
)
def test_numbers_are_the_same_in_any_spelling(editor: Json, dossier: Json) -> None:
    demande: Json = {"numeroEditeur": editor, "numeroASP": dossier}
    assert numbers_of(demande, SOLDE) == Numbers("00004", "finmdv000004")


@pytest.mark.parametrize("value", [None, "", [], {}, ["1", "2"], Number("4.5"), [[]], "\u200b"])
def test_what_is_no_number_is_none_that_others_share(value: Json) -> None:
    assert numbers_of({"numeroEditeur": value, "numeroASP": value}, SOLDE) in {
        Numbers("", ""),
        Numbers("4.5", "4.5"),
    }
    assert numbers_of(value, SOLDE) == Numbers("", "")


@pytest.mark.parametrize(
    "value", ["2.0e0", "A-001", "20e-1", "2.000", "2.05", Number("1e999999999"), Number("2.5")]
)
def test_a_text_or_a_part_of_a_number_is_not_another_number(value: Json) -> None:
    own = numbers_of({"numeroEditeur": value, "numeroASP": "FINMDV-000004"}, SOLDE)
    assert own == Numbers(str(value).casefold(), "finmdv-000004")
