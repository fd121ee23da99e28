"""Forty documents made by real programs are judged right, forty of forty."""

from __future__ import annotations

from pathlib import Path

import pytest

from segur_tui.application.documents.survey import DocumentState, survey
from segur_tui.format.candidate import Candidate
from segur_tui.format.solde import SOLDE
from tests.application.documents.real import DOCUMENTS, Made
from tests.claims import demande

FORMATS = {"pdf": "PDF", "png": "PNG", "jpg": "JPG"}


def test_there_are_forty() -> None:
    assert len({document.name for document in DOCUMENTS}) == len(DOCUMENTS) == 40


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)
def test_a_real_document_is_judged_right(document: Made, tmp_path: Path) -> None:
    if document.missing:
        pytest.skip(f"no {', '.join(document.missing)} on this machine: the {document.name} was not made")
    name = f"MDV-LGC-Va1-FACTURE-00001.{document.extension}"
    (tmp_path / "pieces").mkdir()
    document.make(tmp_path / "made", tmp_path / "pieces" / name)
    piece = {"nomFichier": name, "formatFichier": FORMATS[document.extension], "typeFichier": "FACTURE"}
    line = demande(1) | {"piecesjustificatives": [piece]}
    found = survey(tmp_path / "pieces", {Candidate(0, 1): line}, [line], SOLDE)
    (judged,) = found.documents
    assert judged.state is (DocumentState.RIGHT if document.goes else DocumentState.WRONG), judged.problems
    said = [*judged.problems, *judged.doubts]
    assert len(said) == bool(document.said), said
    assert document.said in "".join(said)
