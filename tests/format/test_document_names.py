"""What a document's name shows of its type, its number and its format, however it is written."""

from __future__ import annotations

import pytest

from segur_tui.format.balises import DOCUMENT_NAMES

SAME = [
    ("facture.pdf", "FACTURE"),
    ("facture 3.pdf", "FACTURE"),
    ("Facture n° 00003.PDF", "FACTURE"),
    ("FACTURE-00003.PDF", "FACTURE"),
    ("MDV-LGC-Va1-FACTURE-3.pdf", "FACTURE"),
    ("MDV-LGC-Va1-FACTURE-00003 (2).pdf", "FACTURE"),
    ("MDV-LGC-Va1-FACTURE.pdf", "FACTURE"),
    ("mdv_lgc_va1_facture_00003.pdf", "FACTURE"),
    ("RAD-LGC-Va1-FACTURE-00003.pdf", "FACTURE"),
    ("MDV-LGC-Va1-FACTURE-00003xpdf", "FACTURE"),
    ("pieces/facture00003.pdf", "FACTURE"),
    ("Dr Martin.pdf", "FACTURE"),
    ("document", "VA"),
    ("VA3.pdf", "VA"),
    ("attestation VA.pdf", "VA"),
    ("Attestation de vérification d’aptitude.pdf", "VA"),
    ("PV de mise en ordre de marche.pdf", "MOM"),
]
ANOTHER = [
    ("facture 00004.pdf", "FACTURE"),
    ("FACTURE-00002.PDF", "FACTURE"),
    ("facture4.pdf", "FACTURE"),
    ("4 facture.pdf", "FACTURE"),
    ("facture 00003 00004.pdf", "FACTURE"),
    ("facture (2).pdf", "FACTURE"),
    ("facture 2023-02-01.pdf", "FACTURE"),
    ("facture 00013.pdf", "FACTURE"),
    ("facture ００００４.pdf", "FACTURE"),
    ("MDV-LGC-Va1-FACTURE-4.pdf", "FACTURE"),
    ("MDV-LGC-Va2-FACTURE-00003.pdf", "FACTURE"),
    ("MDV-LGC-Va1-FACTURE-ABCDE.PDF", "FACTURE"),
    ("VA-1.pdf", "VA"),
    ("VA-00003.pdf", "FACTURE"),
    ("va00003.pdf", "FACTURE"),
    ("attestation VA.pdf", "FACTURE"),
    ("Attestation.pdf", "FACTURE"),
    ("Vérification d'aptitude.pdf", "FACTURE"),
    ("mise_en_ordre_de_marche.pdf", "FACTURE"),
    ("FactureMom.pdf", "FACTURE"),
    ("facture et VA.pdf", "VA"),
    ("MDV-LGC-Va1-DEVIS-00003.pdf", "FACTURE"),
    ("BON_COMMANDE-00003.pdf", "FACTURE"),
    ("FACTURE-00003.jpeg", "FACTURE"),
    ("FACTURE-00003.png", "FACTURE"),
    ("FACTURE-00003.jpg.pdf", "FACTURE"),
    ("FACTURE-00003.docx", "FACTURE"),
]


@pytest.mark.parametrize(("name", "file_type"), SAME)
def test_a_name_that_shows_nothing_else_may_be_put_right(name: str, file_type: str) -> None:
    assert not DOCUMENT_NAMES.shows_another(name, f"MDV-LGC-Va1-{file_type}-00003.pdf")


@pytest.mark.parametrize(("name", "file_type"), ANOTHER)
def test_another_type_number_or_format_is_seen(name: str, file_type: str) -> None:
    assert DOCUMENT_NAMES.shows_another(name, f"MDV-LGC-Va1-{file_type}-00003.pdf")


@pytest.mark.parametrize(
    ("name", "is_another"),
    [
        ("facture 0a-12.pdf", False),
        ("FACTURE-0A-12.pdf", False),
        ("facture A-13.pdf", True),
        ("facture 12.pdf", True),
    ],
)
def test_a_number_with_letters_is_compared_whole(name: str, *, is_another: bool) -> None:
    assert DOCUMENT_NAMES.shows_another(name, "MDV-LGC-Va1-FACTURE-0A-12.pdf") is is_another


def test_a_jpeg_is_a_jpg() -> None:
    assert not DOCUMENT_NAMES.shows_another("VA-00003.JPEG", "MDV-LGC-Va1-VA-00003.jpg")
