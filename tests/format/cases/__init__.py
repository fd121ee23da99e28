"""Every control in tables: a fault put into a correct file, and all findings that it must give.

The expectations are those of the format, one table a subject.
"""

from __future__ import annotations

from tests.format.cases import (
    across,
    asp,
    avance,
    beneficiaries,
    demande_header,
    documents,
    file_header,
    installation,
    invoice,
    keys,
)
from tests.format.findings import Case

FAMILIES: dict[str, tuple[Case, ...]] = {
    "file_header": file_header.CASES,
    "keys": keys.CASES,
    "demande_header": demande_header.CASES,
    "invoice": invoice.CASES,
    "beneficiaries": beneficiaries.CASES,
    "documents": documents.CASES,
    "installation": installation.CASES,
    "across": across.CASES,
    "asp": asp.CASES,
    "avance": avance.CASES,
}

ALL: dict[str, Case] = {f"{family}: {each.name}": each for family, cases in FAMILIES.items() for each in cases}
