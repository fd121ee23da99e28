"""The CSV report of `check`, as a French Excel opens it: semicolons, BOM, and no formula in a cell."""

from __future__ import annotations

import csv
import sys
from collections.abc import Sequence
from dataclasses import astuple

from segur_tui.application.checking import FileReport
from segur_tui.cli.output import as_utf8
from segur_tui.cli.reports.rows import rows

HEADINGS = (
    "Fichier",
    "Ligne",
    "N° éditeur",
    "Balise",
    "Valeur",
    "Gravité",
    "Source",
    "Problème",
    "Arrêt de l’ASP",
    "Correction sûre",
)
_STARTS_FORMULA = ("=", "+", "-", "@")


def print_csv(reports: Sequence[FileReport]) -> None:
    """Print one row a finding, in UTF-8 whatever the locale, under a row of headings."""
    as_utf8()
    sys.stdout.write("\ufeff")
    writer = csv.writer(sys.stdout, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADINGS)
    for report in reports:
        writer.writerows([_harmless(cell) for cell in astuple(row)] for row in rows(report))


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_STARTS_FORMULA) else cell
