"""A rule that is declared once is told wherever problems are told: reports of the shell and the interface."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from segur_tui.format.balise import Balise
from segur_tui.format.balises import MONTANT
from segur_tui.format.finding import WARNING, Finding, quoted
from segur_tui.format.rule import Checked, OfBalise
from segur_tui.format.rulebook import Rules
from segur_tui.format.solde import SOLDE
from segur_tui.format.tree import Number
from segur_tui.tui.screens.file.rows import View
from tests.claims import claim, demande, save
from tests.cli.program import Program
from tests.tui.file_app import opened


class RoundAmount(OfBalise):
    id, severity, section = "amount-round", WARNING, "3.2"
    title = "montant rond"
    wrong, expected = "{value} est un montant bien rond", "celui de la facture"
    why = "Une facture est rarement de trois cents euros tout juste."
    examples = '"montantSegurHTFacture": 300.00', '"montantSegurHTFacture": 298.50'
    balises = (MONTANT,)

    def look(self, checked: Checked, balise: Balise) -> list[Finding]:
        amount = checked.right(balise)
        if not isinstance(amount, Number) or not amount.literal.endswith("00.00"):
            return []
        return [self.on(checked, balise, value=quoted(amount))]


MESSAGE = "« 300.00 » est un montant bien rond ; attendu : celui de la facture"
"""As people read it, with ordinary spaces."""


@pytest.fixture(autouse=True)
def declared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setattr(SOLDE, "rules", Rules((*SOLDE.rules.all, RoundAmount())))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return save(tmp_path, claim([demande(1), demande(2) | {"montantSegurHTFacture": Number("300.00")}]))


@pytest.fixture
def program(tmp_path: Path) -> Program:
    (tmp_path / "home").mkdir()
    return Program(tmp_path / "home")


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def test_it_is_reported_in_text(program: Program, path: Path) -> None:
    outcome = program.run("check", path, "--format", "text")
    assert outcome.status == 0
    assert MESSAGE in plain(outcome.stdout)


def test_it_is_reported_in_json(program: Program, path: Path) -> None:
    (report,) = program.run("check", path, "--format", "json").report["files"]
    (finding,) = report["findings"]
    assert (finding["line"], finding["rule"], finding["severity"]) == (2, "amount-round", "warning")
    assert plain(finding["message"]) == MESSAGE
    assert report["warnings"] == 1


def test_it_is_reported_in_csv(program: Program, path: Path) -> None:
    outcome = program.run("check", path, "--format", "csv")
    (row,) = csv.DictReader(io.StringIO(outcome.stdout.removeprefix("\ufeff")), delimiter=";")
    assert (row["Ligne"], row["Balise"], row["Nature"]) == ("2", MONTANT.name, RoundAmount.title)
    assert plain(row["Problème"]) == MESSAGE


def test_it_is_reported_in_html(program: Program, path: Path) -> None:
    page = plain(program.run("check", path, "--format", "html").stdout)
    assert f'<option value="amount-round" data-title="{RoundAmount.title}">{RoundAmount.title} (1)' in page
    assert MESSAGE in page


async def test_it_is_reported_in_the_interface(path: Path) -> None:
    async with opened(path, (140, 40)) as file:
        assert file.problems() == [("2", MONTANT.name)]
        assert "est un montant bien rond" in plain(str(file.screen.views.tables[View.PROBLEMS].rows[0].cells))
        await file.press("g", "enter")
        assert RoundAmount.title in file.text("#tabs")
