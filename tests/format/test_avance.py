"""A demande of an avance is one whatever stands empty in it."""

from __future__ import annotations

from typing import Any

import pytest

from segur_tui.format.claim_file import ClaimFile, FileKind
from segur_tui.format.reading import read
from segur_tui.format.tree import Number
from segur_tui.format.writing import write
from tests.avances import avance
from tests.claims import ACCEPTED, claim

_NOTHING: list[Any] = [
    *(None, "", "   ", "\N{NO-BREAK SPACE}", "\u200b", [], {}, [None], [""], False),
    *("null", "None", "(None)", "NA", "NaN"),
]
_SOMETHING: list[Any] = ["01/02/2023", ["01/02/2023"], Number("0.00"), Number("1000.00"), "?1000"]
_BALISES = ["dateFacture", "montantSegurHTFacture", "DATEFACTURE", "montantsegurhtfacture"]


def _kind(key: str, value: Any, block: str) -> FileKind:
    line = avance(1, ACCEPTED) | ({block: {key: value}} if block else {key: value})
    return ClaimFile.of("a.json", read(write(claim([line])))).kind


@pytest.mark.parametrize("value", _NOTHING, ids=repr)
@pytest.mark.parametrize("key", _BALISES)
@pytest.mark.parametrize("block", ["", "facture", "Facture"])
def test_an_avance_whose_invoice_is_nothing_is_one(key: str, value: Any, block: str) -> None:
    assert _kind(key, value, block) is FileKind.AVANCE


@pytest.mark.parametrize("value", _SOMETHING, ids=repr)
@pytest.mark.parametrize("key", _BALISES)
@pytest.mark.parametrize("block", ["", "facture", "Facture"])
def test_what_has_an_invoice_is_none(key: str, value: Any, block: str) -> None:
    assert _kind(key, value, block) is not FileKind.AVANCE
