"""The doubt about a day of deposit: past, far ahead, or before an invoice that goes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from segur_tui.application.export.deciding import as_sources, decide
from segur_tui.application.export.deposit_day import doubt_of_day
from segur_tui.application.export.plan import ExportChoice
from segur_tui.application.files.checking import check_path
from segur_tui.format.candidate import Candidate
from tests.claims import REJECTED, returned, save
from tests.settings import SETTINGS

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("day", "invoices", "going", "said"),
    [
        ("2026-11-24", ["23/11/2026", "24/11/2026"], [1, 2], ""),
        ("2026-11-25", ["01/02/2023", "01/02/2023"], [1, 2], ""),
        ("2026-12-25", ["01/02/2023", "01/02/2023"], [1, 2], ""),
        ("2026-12-26", ["01/02/2023", "01/02/2023"], [1, 2], "n’arrive que dans 32 jours"),
        ("2062-11-28", ["01/02/2023", "01/02/2023"], [1, 2], "n’arrive que dans 13153 jours"),
        ("2026-11-23", ["01/02/2023", "23/11/2026"], [1, 2], "est déjà passé"),
        ("2024-04-03", ["01/02/2023", "04/04/2024"], [1], "est déjà passé"),
        (
            "2024-04-03",
            ["01/02/2023", "04/04/2024"],
            [1, 2],
            "est déjà passé et précède la date de 1 facture qui part",
        ),
        ("0024-04-03", ["01/02/2023"] * 2, [1, 2], "est déjà passé et précède la date de 2 factures qui partent"),
        ("2026-11-24", ["25/11/2026", "25/11/2026"], [1, 2], "précède la date de 2 factures qui partent"),
        ("2024-04-03", [], [], "est déjà passé"),
    ],
)
def test_a_day_on_which_who_goes_is_hardly_deposited_is_told(
    tmp_path: Path, day: str, invoices: Sequence[str], going: Sequence[int], said: str
) -> None:
    tree = returned([REJECTED, REJECTED])
    for line, invoice in zip(tree["lignesImport"], invoices, strict=False):
        line["dateFacture"] = invoice
    sources = as_sources([check_path(save(tmp_path, tree), TODAY, SETTINGS)])
    asked = date.fromisoformat(day)
    plan = decide(sources, ExportChoice([Candidate(0, line) for line in going], asked), TODAY)
    doubt = doubt_of_day(plan, asked, TODAY).replace("\N{NO-BREAK SPACE}", " ")
    assert doubt == (f"le {asked:%d/%m/%Y}, jour du dépôt, {said}" if said else "")
