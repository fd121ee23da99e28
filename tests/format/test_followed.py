"""What is kept of a change to a refused demande: of identifiers only that they changed (format.md §5)."""

from __future__ import annotations

from typing import Any

import pytest

from segur_tui.format.followed import ChangedValue, between, without_values
from segur_tui.format.profiles import PROFILES
from segur_tui.format.tree import Number
from tests.claims import RPPS, demande

CLIENT = demande(1)["beneficiaires"]
AMOUNT = demande(1)["montantSegurHTFacture"]
OTHER = "MDV-LGC-Va1-FACTURE-00009.pdf"


def changed(**values: Any) -> list[ChangedValue]:
    return between(demande(1), demande(1) | values, PROFILES[0])


def test_the_values_of_a_change_are_kept_where_they_are_of_nobody() -> None:
    assert changed(dateFacture="03/02/2023", montantSegurHTFacture=Number("12.00"), isDirectToDMP=True) == [
        ChangedValue("dateFacture", '"01/02/2023"', '"03/02/2023"'),
        ChangedValue("montantSegurHTFacture", AMOUNT.literal, "12.00"),
        ChangedValue("isDirectToDMP", "false", "true"),
    ]


@pytest.mark.parametrize(
    ("balise", "values"),
    [
        ("numeroASP", {"numeroASP": "FINMDV000999"}),
        ("numeroEditeur", {"numeroEditeur": "00999"}),
        ("liberalRPPS", {"beneficiaires": {**CLIENT, "liberalRPPS": [RPPS[1]]}}),
        (
            "structureFINESSGeo",
            {"beneficiaires": demande(1)["beneficiaires"] | {"structureFINESSGeo": ["2B0000020"]}},
        ),
        ("identDMP", {"identDMP": [RPPS[1]]}),
        ("adresseBoiteMSSPro", {"adresseBoiteMSSPro": "dr.dupont@medecin.mssante.fr"}),
        ("nomFichier", {"piecesjustificatives": [{**demande(1)["piecesjustificatives"][0], "nomFichier": OTHER}]}),
        ("dateFacture", {"dateFacture": "RPPS 10000000009"}),
        ("dateFacture", {"dateFacture": "1 00 00 00 00 17"}),
        ("dateFacture", {"dateFacture": "dupont@medecin.fr"}),
    ],
)
def test_of_what_identifies_somebody_only_that_it_changed_is_kept(balise: str, values: dict[str, Any]) -> None:
    found = changed(**values)
    assert ChangedValue(balise) in found
    said = repr(found)
    assert not any(
        text in said for text in (*RPPS[:2], "2B0000020", "dupont", "FINMDV", "00999", "00009", "00 17")
    )


def test_what_the_asp_or_a_new_file_gives_anew_is_no_change() -> None:
    assert changed(numLigne=7, codeTraitement="1", libelleTraitement="Refus") == []
    nested = demande(1)
    facture = {name: nested.pop(name) for name in ("dateFacture", "montantSegurHTFacture")}
    assert between(demande(1), {**nested, "facture": facture}, PROFILES[0]) == []


def test_labels_of_one_cause_have_their_words_in_common() -> None:
    one, other = (f"Le RPPS {number} n’existe pas (« MDV-LGC-Va1-VA-{number}.pdf »)" for number in RPPS[:2])
    assert without_values(one) == without_values(other) == "Le RPPS … n’existe pas (« … »)"
    assert without_values("Date de facture 2023-02-01 invalide") == "Date de facture … invalide"
