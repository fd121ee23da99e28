"""Files of another wave or corridor: one sentence, no line errors, and nothing of them is exported."""

from __future__ import annotations

from typing import Any

import pytest

from segur_tui.format.candidate import Candidate
from segur_tui.format.claim_file import FileKind
from segur_tui.format.obstacle import Obstacle
from segur_tui.format.resubmission import chosen_by_default, resubmit
from tests.format.builders import TODAY, claim_file, to_bytes
from tests.format.findings import check_bytes


def _renamed(old: str, new: str, lines: int = 3) -> dict[str, Any]:
    """Return a claim file with another text in its first lines."""
    claim = claim_file()
    for line in claim["lignesImport"][:lines]:
        line["numeroASP"] = line["numeroASP"].replace(old, new)
        for document in line["piecesjustificatives"]:
            document["nomFichier"] = document["nomFichier"].replace(old, new)
    return claim


@pytest.mark.parametrize(
    ("old", "new", "mark"),
    [
        ("MDV-LGC-Va1", "MDV-LGC-Va2", "MDV-LGC-Va2"),
        ("MDV-LGC-Va1", "MDV-LGC-Va12", "MDV-LGC-Va12"),
        ("MDV-LGC-Va1", "RAD-RIS-Va1", "RAD-RIS"),
        ("MDV-LGC-Va1", "BIO-SGL-Va1", "BIO-SGL"),
        ("MDV-LGC-Va1", "HOP-DPI-Va1", "HOP-DPI"),
        ("MDV-LGC-Va1", "rad-ris-va1", "rad-ris"),
    ],
)
def test_a_file_of_another_wave_or_corridor_gets_one_sentence(old: str, new: str, mark: str) -> None:
    checked = check_bytes(to_bytes(_renamed(old, new)))
    (finding,) = checked.findings
    assert (checked.claim.kind, finding.rule, finding.is_error) == (FileKind.OTHER, "other-format", False)
    assert mark in finding.message
    assert chosen_by_default(checked.claim) == []


@pytest.mark.parametrize("dossier", ["FINRAD", "FINBIO", "finhop"])
def test_a_dossier_of_another_corridor_is_a_mark_whatever_the_documents_are(dossier: str) -> None:
    assert check_bytes(to_bytes(_renamed("FINMDV", dossier))).claim.kind is FileKind.OTHER
    assert check_bytes(to_bytes(_renamed("FINMDV", dossier, 2))).claim.kind is FileKind.SUBMISSION


def test_a_document_of_another_wave_beside_those_of_this_one_is_a_slip() -> None:
    claim = claim_file()
    for line in claim["lignesImport"]:
        name = line["piecesjustificatives"][0]["nomFichier"]
        line["piecesjustificatives"][0]["nomFichier"] = name.replace("Va1", "Va2")
    assert check_bytes(to_bytes(claim)).claim.kind is FileKind.SUBMISSION


@pytest.mark.parametrize(
    ("old", "new", "lines"),
    [
        ("MDV-LGC-Va1", "MDV-LGC-Va2", 2),  # one line is of this wave
        ("MDV-LGC-Va1", "MDV-LCG-Va1", 3),  # a slip of the finger
        ("FINMDV", "FINMVD", 3),
        ("MDV-LGC-Va1", "RADIO", 3),
    ],
)
def test_a_slip_in_some_names_does_not_make_a_file_one_of_another_format(old: str, new: str, lines: int) -> None:
    checked = check_bytes(to_bytes(_renamed(old, new, lines)))
    assert checked.claim.kind is FileKind.SUBMISSION
    assert any(finding.is_error for finding in checked.findings)


def test_a_file_without_demandes_is_of_this_format() -> None:
    claim = claim_file()
    claim["lignesImport"] = []
    assert check_bytes(to_bytes(claim)).claim.kind is FileKind.SUBMISSION


def test_no_demande_of_another_format_goes_even_named() -> None:
    checked = check_bytes(to_bytes(_renamed("MDV-LGC-Va1", "MDV-LGC-Va2")))
    chosen = [Candidate(0, line) for line in (1, 2, 3)]
    plan = resubmit([checked], chosen, TODAY, confirmed=chosen, existing=chosen)
    assert plan.going == ()
    assert {left.obstacle for left in plan.left_out} == {Obstacle.OTHER_FORMAT}
