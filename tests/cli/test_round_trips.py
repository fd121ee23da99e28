"""A week of round trips with an agency that words its answers in its own way: every demande is accepted once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
import simplejson

from segur_tui.format.tree import Number
from segur_tui.format.writing import write
from tests.claims import claim, demande, save
from tests.cli.program import Program

MONDAY = date(2026, 11, 16)
DEMANDES = 24
ACCEPTANCES: tuple[tuple[Any, Any], ...] = (
    ("0000", "Demande acceptée"),
    ("0000", "La ligne de la demande de solde est enregistrée avec succès."),
    (None, "DEMANDE ACCEPTEE LE 18/11/2026"),
    (0, None),
    (["0000"], ["Demande acceptée"]),
    ("", "Demande acceptÃ©e"),
    ("0000", "Aucune erreur"),
)
REFUSALS: tuple[tuple[Any, Any], ...] = (
    ("1204", "Date de facture invalide"),
    ("E-31", "RPPS inconnu au répertoire"),
    (None, "Le montant dépasse le plafond"),
    (77, "Pi?ce justificative illisible"),
    (["1402"], ["Format du fichier non autorisé"]),
)


@dataclass
class Agency:
    """The agency: what it accepted, and how often each demande was refused; it accepts nothing a third time."""

    chance: Random
    accepted: list[str] = field(default_factory=list)
    deposited: list[str] = field(default_factory=list)
    refused: dict[str, int] = field(default_factory=dict)

    def answer(self, deposit: Path) -> dict[str, Any]:
        """Return the return of a deposited file."""
        tree: dict[str, Any] = simplejson.loads(deposit.read_bytes(), parse_float=Number)
        tree["impId"] = f"{len(self.deposited):06d}"
        for line in tree["lignesImport"]:
            number = line["numeroEditeur"]
            self.deposited.append(number)
            times = self.refused.get(number, 0)
            is_refused = times < 2 and self.chance.random() < 0.45
            if is_refused:
                self.refused[number] = times + 1
            else:
                self.accepted.append(number)
            code, label = self.chance.choice(REFUSALS if is_refused else ACCEPTANCES)
            line["codeTraitement"], line["libelleTraitement"] = code, label
        return tree


def names(deposit: Path, number: int) -> Iterator[str]:
    """Yield the names under which a return may come back."""
    yield deposit.name
    yield f"{deposit.stem} (1).json"
    yield f"Copie de {deposit.stem}_FichierRetour.JSON"
    yield f"retour {number}.json"


@pytest.mark.parametrize("seed", range(4))
def test_a_week_of_round_trips_ends_with_every_demande_accepted_once(
    program: Program, tmp_path: Path, seed: int
) -> None:
    chance = Random(seed)  # noqa: S311 (a story)
    agency, work = Agency(chance), tmp_path / "travail"
    first = save(
        work / "depots", claim([demande(number) for number in range(1, DEMANDES + 1)]), f"{MONDAY:%Y%m%d}"
    )
    deposits, returns = [first], 0
    for day in range(7):
        for deposit in deposits:
            returns += 1
            back = work / "retours" / str(day) / chance.choice(list(names(deposit, returns)))
            back.parent.mkdir(parents=True, exist_ok=True)
            back.write_bytes(write(agency.answer(deposit)))
        options = (
            "--output",
            work / "depots",
            "--date",
            f"{MONDAY + timedelta(day):%Y-%m-%d}",
            "--format",
            "json",
        )
        report = program.run("export", work, "--leave-out-errors", *options).report
        assert program.run("export", work, "--leave-out-errors", *options).report["written"] == []
        deposits = [Path(file["path"]) for file in report["written"]]
    assert deposits == []
    assert sorted(agency.accepted) == [f"{number:05d}" for number in range(1, DEMANDES + 1)]
    assert len(agency.deposited) == DEMANDES + sum(agency.refused.values())
    files = program.run("check", work / "retours", "--format", "json").report["files"]
    assert sum(file["accepted"] for file in files) == DEMANDES
    assert sum(file["rejected"] for file in files) == sum(agency.refused.values())
    assert {file["to_verify"] for file in files} == {0}
