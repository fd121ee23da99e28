"""A file's name alone: which missing document it may be."""

from __future__ import annotations

import pytest

from segur_tui.application.documents.survey import fits
from segur_tui.format.balises import DOCUMENT_NAMES
from tests.application.documents.folders import document

INVOICE, PROOF, ORDER = document("FACTURE", 12), document("VA", 12), document("MOM", 12)


@pytest.mark.parametrize(
    "name",
    [
        "facture_00012.pdf",
        "Facture 12.PDF",
        "FACTURE12.pdf",
        "mdv-lgc-va1-facture-00012.pdf",
        "MDV-LGC-Va1-FACTURE-00012.PDF",
        "MDV_LGC_VA1_FACTURE_00012.pdf",
        "MDV-LGC-FACTURE-00012.pdf",
        "MDV-LGC-Va1-FACTURE-012.pdf",
        "MDV-LGC-Va1-FACTURE-000012.pdf",
        "MDV-LGC-Va1-FACTURE-00012.jpeg",
        "MDV-LGC-Va1-FACTURE-00012.pdf.pdf",
        "MDV-LGC-Va1-FACTURE-00012",
        "MDV-LGC-Va1-Facturé-00012.pdf",
        "facture n° 12.pdf",
        "00012-facture.pdf",
        "12 fact.png",
        " MDV-LGC-Va1-FACTURE-00012 .docx",
    ],
)
def test_other_spellings_of_a_name_are_seen_through(name: str) -> None:
    assert fits([name], [INVOICE, PROOF, ORDER, document("FACTURE", 13)], DOCUMENT_NAMES) == {name: [INVOICE]}


@pytest.mark.parametrize("name", ["va_12.pdf", "Va1-VA-12.pdf", "vérification d'aptitude 12.pdf", "va00012.pdf"])
def test_the_code_of_the_wave_is_not_taken_for_the_type(name: str) -> None:
    assert fits([name], [INVOICE, PROOF], DOCUMENT_NAMES) == {name: [PROOF]}


@pytest.mark.parametrize(
    "name",
    [
        "facture.pdf",
        "00012.pdf",
        "MDV-LGC-Va1-00012.pdf",
        "facture_112.pdf",
        "facture_1_2.pdf",
        "facture 12 page 2.pdf",
        "devis_00012.pdf",
        "12.facture.va.pdf",
        "lisez-moi.txt",
        "",
        ".pdf",
    ],
)
def test_what_may_be_something_else_fits_nothing(name: str) -> None:
    assert fits([name], [INVOICE, PROOF], DOCUMENT_NAMES) == {name: []}


def test_all_documents_that_a_name_may_be_are_reported() -> None:
    images = [INVOICE, document("FACTURE", 12, "jpg")]
    assert fits(["facture_12.png"], images, DOCUMENT_NAMES) == {"facture_12.png": images}
    alike = [document("VA", "00A1b"), document("VA", "00a1B")]
    assert fits(["va_00a1b.pdf"], alike, DOCUMENT_NAMES) == {"va_00a1b.pdf": alike}


def test_a_number_of_other_characters_is_recognised_whatever_its_separators() -> None:
    target = document("MOM", "A_É.9")
    assert fits(["mom a é 9.pdf"], [target], DOCUMENT_NAMES) == {"mom a é 9.pdf": [target]}
    assert fits(["mom.pdf"], [document("MOM", "-----")], DOCUMENT_NAMES) == {"mom.pdf": []}
