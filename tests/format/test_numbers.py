"""The numbers by which demandes are compared, however a writer has put them."""

from __future__ import annotations

import pytest

from segur_tui.format.numbers import Numbers, numbers_of
from segur_tui.format.solde import SOLDE
from segur_tui.format.tree import Json, Number


@pytest.mark.parametrize(
    "editor",
    ["00004", "4", 4, Number("4.0"), " 0 0004 ", ["00004"], [["4"]], [4], "\uff10\uff10\uff10\uff10\uff14"],
)
@pytest.mark.parametrize(
    "dossier", ["FINMDV000004", "finmdv 000004", ["FINMDV000004"], "\u00a0FINMDV000004\u2009"]
)
def test_numbers_are_the_same_in_any_spelling(editor: Json, dossier: Json) -> None:
    demande: Json = {"numeroEditeur": editor, "numeroASP": dossier}
    assert numbers_of(demande, SOLDE) == Numbers("00004", "finmdv000004")


@pytest.mark.parametrize("value", [None, "", [], {}, ["1", "2"], Number("4.5"), [[]]])
def test_what_is_no_number_is_none_that_others_share(value: Json) -> None:
    assert numbers_of({"numeroEditeur": value, "numeroASP": value}, SOLDE) in {
        Numbers("", ""),
        Numbers("4.5", "4.5"),
    }
    assert numbers_of(value, SOLDE) == Numbers("", "")
