"""A refusal of the ASP as a finding: where it stands, and when it is history."""

from __future__ import annotations

from typing import Any

import pytest

from segur_tui.format.check import Check, check
from segur_tui.format.correcting import correct
from segur_tui.format.edit import Edit
from segur_tui.format.rejection import in_full, is_put_right
from segur_tui.format.tree import Json, Pointer, value_at
from tests.format.builders import TODAY, claim_file, to_bytes
from tests.format.faults import Fault, answered, put, together
from tests.format.findings import check_bytes

LINE = ("lignesImport", 0)
DOCUMENT = (*LINE, "piecesjustificatives", 1)


def _checked(*faults: Fault) -> Check:
    holder: dict[str, Any] = {"": claim_file()}
    together(*faults)(holder, 0)
    return check_bytes(to_bytes(holder[""]))


def _edited(checked: Check, *values: tuple[Pointer, Json]) -> Check:
    edits = [Edit(at, value_at(checked.claim.root, at), value) for at, value in values]
    return check(checked.claim.edited(*edits), TODAY, checked)


def _is_history(checked: Check) -> bool:
    findings = checked.of_lines[0]
    (refusal,) = (finding for finding in findings if finding.rule == "asp-rejection")
    return is_put_right(checked.claim, refusal, findings)


@pytest.mark.parametrize(
    ("label", "at"),
    [
        ("L’identifiant 10000000017 est inconnu", (*LINE, "beneficiaires", "liberalRPPS", 1)),
        ("MDV-LGC-Va1-VA-00001.png est illisible", (*DOCUMENT, "nomFichier")),
        ("mdv-lgc-va1-va-00001.PNG illisible", (*DOCUMENT, "nomFichier")),
        ("MDV-LGC-Va1-VA-00001 est absent", (*DOCUMENT, "nomFichier")),
        ("10 000 000 017 est inconnu", (*LINE, "beneficiaires", "liberalRPPS", 1)),
        ("Le 10\u00a0000\u00a0000\u00a0017 est inconnu", (*LINE, "beneficiaires", "liberalRPPS", 1)),
        ("20000000017 10000000017 : inconnus", (*LINE, "beneficiaires", "liberalRPPS", 1)),
        ("FINMDV000001 : rejet", (*LINE, "numeroASP")),
        ("Le 10000000017 de la liste n’est pas dans l’annuaire", (*LINE, "beneficiaires", "liberalRPPS", 1)),
        ("110000000017 ne correspond à rien", LINE),
        ("LIBERAL sans suite", LINE),
        ("Refus", LINE),
    ],
)
def test_a_label_that_quotes_a_value_of_the_line_stands_where_that_is(label: str, at: Pointer) -> None:
    checked = _checked(put("beneficiaires/liberalRPPS", ["10000000009", "10000000017"]), answered("1204", label))
    assert [finding.pointer for finding in checked.of_lines[0] if finding.rule == "asp-rejection"] == [at]


def test_a_refusal_that_names_a_balise_is_history_once_no_control_complains_of_what_was_changed() -> None:
    checked = _checked(put("dateFacture", "31/02/2023"), answered("1204", "Date de facture invalide"))
    assert not _is_history(checked)
    assert not _is_history(_edited(checked, ((*LINE, "numeroASP"), "FINMDV000009")))
    assert not _is_history(_edited(checked, ((*LINE, "dateFacture"), "30/02/2023")))
    assert _is_history(_edited(checked, ((*LINE, "dateFacture"), "28/02/2023")))


def test_a_refusal_of_a_document_is_history_whichever_of_them_was_changed() -> None:
    """What the ASP names of one document stands with the first, and the fault may be another's."""
    checked = _checked(
        put("piecesjustificatives/1/formatFichier", "png"), answered("1204", "Format du fichier non autorisé")
    )
    assert not _is_history(checked)
    assert not _is_history(_edited(checked, ((*DOCUMENT, "formatFichier"), "PNGG")))
    assert _is_history(_edited(checked, ((*DOCUMENT, "formatFichier"), "PNG")))


def test_a_refusal_that_names_no_balise_is_history_once_anything_was_changed() -> None:
    checked = _checked(answered("1204", "Refus"))
    assert not _is_history(checked)
    assert _is_history(_edited(checked, ((*LINE, "dateFacture"), "03/02/2023")))


def test_a_refusal_is_none_of_history_because_its_demande_was_put_into_a_list() -> None:
    lone = claim_file(1)
    lone["lignesImport"] = lone["lignesImport"][0] | {"codeTraitement": "1204", "libelleTraitement": "Refus"}
    checked = correct(check_bytes(to_bytes(lone)), TODAY).check
    assert checked.claim.lines_at == ("lignesImport",)
    assert isinstance(checked.claim.root["lignesImport"], list)
    assert not _is_history(checked)
    assert _is_history(_edited(checked, ((*LINE, "dateFacture"), "03/02/2023")))


def test_a_refusal_that_names_a_balise_of_the_header_is_history_once_that_was_changed() -> None:
    checked = _checked(answered("1204", "SIRET inconnu"))
    assert not _is_history(checked)
    assert not _is_history(_edited(checked, ((*LINE, "dateFacture"), "03/02/2023")))
    assert _is_history(_edited(checked, (("SIRET",), "44306184100047")))


@pytest.mark.parametrize(
    ("code", "label", "words"),
    [
        ("0000", "Date invalide", "«\u00a0Date invalide\u00a0» (code 0000)"),
        ("1204", None, "sans libellé (code 1204)"),
        (None, "Demande enregistrée", "«\u00a0Demande enregistrée\u00a0»"),
    ],
)
def test_an_answer_is_cited_by_its_label_and_code(code: str | None, label: str | None, words: str) -> None:
    assert in_full(_checked(answered(code, label)).claim.answers[0]) == words
