"""A file's name alone: which missing document it may be."""

from __future__ import annotations

import pytest

from segur_tui.application.documents.near_misses import fits
from segur_tui.format.balises import DOCUMENT_NAMES
from tests.application.documents.folders import document


def found(names: list[str], missing: list[str]) -> dict[str, list[str]]:
    """Return the missing documents that each name may be."""
    return {name: list(fit.documents) for name, fit in fits(names, missing, DOCUMENT_NAMES).items()}


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
    assert found([name], [INVOICE, PROOF, ORDER, document("FACTURE", 13)]) == {name: [INVOICE]}


COPIES = [
    "{} (1).{}",
    "{}(12).{}",
    "{} [2].{}",
    "{} - Copie.{}",
    "{} - Copie (2).{}",
    "{} - Copy.{}",
    "{} copie.{}",
    "{} copie 2.{}",
    "{}_copy.{}",
    "Copie de {}.{}",
    "Copy of {}.{}",
    "Copie (2) de {}.{}",
    "copie_de_{}.{}",
    "Copie - {}.{}",
    "{} signé électroniquement.{}",
    "{}-signe-1.{}",
    "Copie de Copie de {} - Copie (3) (1).{}",
    "{}-signed.{}",
    "{}_signed.{}",
    "{}_signed (1).{}",
    "{} signé.{}",
    "{} signe\N{COMBINING ACUTE ACCENT}.{}",
    "{}-signée.{}",
    "{}_SIGNE.{}",
    "{} (signé).{}",
    "signed_{}.{}",
    "{}-compressed.{}",
    "{}_compressé - Copie.{}",
]


@pytest.mark.parametrize("copy", COPIES)
@pytest.mark.parametrize("extension", ["pdf", "PDF", "jpeg", "Jpg"])
@pytest.mark.parametrize(
    "stem", ["MDV-LGC-Va1-FACTURE-00012", "MDV LGC Va1 FACTURE 00012", "Facture 12", "00012_facture"]
)
def test_the_names_of_copies_are_seen_through(copy: str, extension: str, stem: str) -> None:
    name = copy.format(stem, extension)
    assert found([name], [INVOICE, PROOF, ORDER, document("FACTURE", 13)]) == {name: [INVOICE]}


def test_a_number_between_brackets_may_be_the_demande_s() -> None:
    name = "facture (12).pdf"
    assert found([name], [INVOICE, document("FACTURE", 1)]) == {name: [INVOICE]}
    assert found(["facture (1) (12).pdf"], [INVOICE]) == {"facture (1) (12).pdf": []}


SCANS = [
    "00012.pdf",
    "00012.PDF",
    "(00012).jpeg",
    "00012 - Copie.pdf",
    "scan_00012-signé.pdf",
    "Numériser 00012.pdf",
    "N° 00012.pdf",
    "SCAN_00012.pdf",
    "Scan00012.pdf",
    "scan 00012 2026-11-20.pdf",
    "IMG_20261120_00012.jpg",
    "20261120103055_00012.pdf",
    "Numérisation_20261120 00012.pdf",
    "CamScanner 20-11-2026 00012.pdf",
    "BRW1CBFC0F6CE11_00012.PDF",
    "SKM_C250i26112010300_00012.pdf",
    "WhatsApp Image 2026-11-20 at 10.30.55 00012.jpeg",
    "Adobe Scan 20 nov. 2026 00012.pdf",
]


@pytest.mark.parametrize("name", SCANS)
def test_a_scanner_s_name_that_holds_the_number_once_is_seen_through(name: str) -> None:
    assert found([name], [INVOICE]) == {name: [INVOICE]}
    assert found([name], [INVOICE, PROOF]) == {name: [INVOICE, PROOF]}
    of_type = f"facture {name}"
    assert found([of_type], [INVOICE, PROOF]) == {of_type: [INVOICE]}
    for doubtful in (f"devis {name}", f"page 2 {name}", f"00012 {name}", f"facture va {name}", f"00013 {name}"):
        assert found([doubtful], [INVOICE, PROOF, document("VA", 13)]) == {doubtful: []}


@pytest.mark.parametrize(
    ("name", "by_number_alone"),
    [
        *((name, True) for name in SCANS),
        *((f"facture {name}", False) for name in SCANS),
        ("facture_12.pdf", False),
        ("lisez-moi.txt", False),
    ],
)
def test_a_name_that_says_a_number_and_no_type_is_known(name: str, by_number_alone: bool) -> None:  # noqa: FBT001
    assert fits([name], [INVOICE, PROOF], DOCUMENT_NAMES)[name].by_number_alone is by_number_alone


def test_the_copy_of_a_scan_is_seen_through() -> None:
    assert found(["Copie de SCAN_00012.pdf"], [INVOICE]) == {"Copie de SCAN_00012.pdf": [INVOICE]}


@pytest.mark.parametrize(
    "name", ["SCAN0012.pdf", "scan_12.pdf", "20260001200.pdf", "IMG_100012.jpg", "scan_000123.pdf"]
)
def test_a_counter_or_a_date_is_no_n_editeur(name: str) -> None:
    assert found([name], [INVOICE, PROOF]) == {name: []}


@pytest.mark.parametrize("name", ["va_12.pdf", "Va1-VA-12.pdf", "vérification d'aptitude 12.pdf", "va00012.pdf"])
def test_the_code_of_the_wave_is_not_taken_for_the_type(name: str) -> None:
    assert found([name], [INVOICE, PROOF]) == {name: [PROOF]}


@pytest.mark.parametrize(
    "name",
    [
        "facture.pdf",
        "12.pdf",
        "00012 00012.pdf",
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
    assert found([name], [INVOICE, PROOF]) == {name: []}


def test_all_documents_that_a_name_may_be_are_reported() -> None:
    images = [INVOICE, document("FACTURE", 12, "jpg")]
    assert found(["facture_12.png"], images) == {"facture_12.png": images}
    alike = [document("VA", "00A1b"), document("VA", "00a1B")]
    assert found(["va_00a1b.pdf"], alike) == {"va_00a1b.pdf": alike}


def test_a_number_of_other_characters_is_recognised_whatever_its_separators() -> None:
    target = document("MOM", "A_É.9")
    assert found(["mom a é 9.pdf"], [target]) == {"mom a é 9.pdf": [target]}
    assert found(["mom.pdf"], [document("MOM", "-----")]) == {"mom.pdf": []}
