"""Who goes and who stays: what is the same for the command line and the interface, and where they differ."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from segur_tui.application.export.deciding import (
    ExportChoice,
    Plan,
    Policy,
    SeveralSuppliers,
    SourceFile,
    chosen,
    decide,
    everyone,
    known_of,
    taken,
    undecided,
)
from segur_tui.application.export.exporting import export
from segur_tui.application.files.checking import check_path
from segur_tui.format.candidate import Candidate
from segur_tui.format.obstacle import Obstacle
from segur_tui.format.resubmission import chosen_by_default
from tests.claims import ACCEPTED, REJECTED, claim, demande, returned, save
from tests.settings import SETTINGS

TODAY = date(2026, 11, 24)
FIRST, SECOND = BOTH = [Candidate(0, 1), Candidate(0, 2)]
IDS = (
    "not-a-demande", "avance", "other-format", "accepted", "to-verify", "exists", "exported", "older", "pending",
    "not-chosen", "errors", "documents",
)  # fmt: skip
"""Of the contract of the command line."""


def source(folder: Path, tree: dict[str, Any], number: int = 1) -> SourceFile:
    path = save(folder, tree, number=number)
    check = check_path(path, TODAY, SETTINGS).check
    assert check is not None
    return SourceFile(path, check)


def obstacles(plan: Plan) -> dict[Candidate, Obstacle]:
    return {left.candidate: left.obstacle for left in plan.resubmission.left_out}


@pytest.fixture
def exported(tmp_path: Path) -> SourceFile:
    """Return a file of two demandes, the first of which was exported."""
    right = source(tmp_path / "retours", returned([REJECTED, REJECTED]))
    export(decide([right], ExportChoice([FIRST], TODAY), TODAY), tmp_path / "out", SETTINGS)
    return right


def with_error(of: SourceFile) -> SourceFile:
    tree = returned([REJECTED, REJECTED])
    tree["lignesImport"][0]["dateFacture"] = "31/02/2023"
    return source(of.path.parent, tree)


def test_what_was_exported_is_held_or_goes_with_a_warning_as_the_policy_says(exported: SourceFile) -> None:
    claimed = known_of([exported], SETTINGS)
    held = decide([exported], ExportChoice(BOTH, TODAY), TODAY, claimed)
    assert (held.resubmission.going, obstacles(held)) == ((SECOND,), {FIRST: Obstacle.EXPORTED})
    assert held.exported_again == []
    warned = decide([exported], ExportChoice(BOTH, TODAY), TODAY, claimed, Policy.WARN_OF_EXPORTED)
    assert (warned.resubmission.going, warned.exported_again) == ((FIRST, SECOND), [FIRST])
    asked = decide([exported], ExportChoice(BOTH, TODAY, existing=[FIRST]), TODAY, claimed)
    assert (asked.resubmission.going, asked.exported_again) == ((FIRST, SECOND), [FIRST])


@pytest.mark.parametrize("policy", Policy)
def test_what_was_exported_and_still_has_its_errors_is_held_as_exported(
    exported: SourceFile, policy: Policy
) -> None:
    stale = with_error(exported)
    claimed = known_of([stale], SETTINGS)
    plan = decide([stale], ExportChoice(BOTH, TODAY), TODAY, claimed, policy)
    assert (plan.resubmission.going, obstacles(plan)) == ((SECOND,), {FIRST: Obstacle.EXPORTED})
    asked = decide([stale], ExportChoice(BOTH, TODAY, existing=[FIRST]), TODAY, claimed, policy)
    assert obstacles(asked) == {FIRST: Obstacle.ERRORS}


def test_accepted_demandes_are_to_be_confirmed_and_go_once_they_are(tmp_path: Path) -> None:
    tree = returned([ACCEPTED, REJECTED, REJECTED])
    tree["lignesImport"][2]["dateFacture"] = "31/02/2023"
    of = source(tmp_path, tree)
    plan = decide([of], ExportChoice(everyone([of]), TODAY), TODAY)
    assert (plan.resubmission.going, plan.to_confirm) == ((SECOND,), [FIRST])
    confirmed = decide([of], ExportChoice(everyone([of]), TODAY, confirmed=plan.to_confirm), TODAY)
    assert (confirmed.resubmission.going, confirmed.to_confirm) == ((FIRST, SECOND), [])


def test_what_would_keep_a_demande_is_known_before_anything_is_decided(tmp_path: Path) -> None:
    of = source(tmp_path, returned([ACCEPTED, REJECTED]))
    plan = undecided([of], TODAY)
    assert [plan.obstacle(each) for each in BOTH] == [Obstacle.ACCEPTED, None]
    assert decide([of], ExportChoice(BOTH, TODAY, confirmed=[FIRST]), TODAY).obstacle(FIRST) is None


def test_the_refused_lines_of_a_return_and_all_of_a_submission_are_chosen(tmp_path: Path) -> None:
    sources = [
        source(tmp_path, returned([ACCEPTED, REJECTED])),
        source(tmp_path, claim([demande(1, 7)]), 2),
    ]
    assert chosen(sources) == [Candidate(0, 2), Candidate(1, 1)]
    assert everyone(sources) == [*BOTH, Candidate(1, 1)]


def test_corrections_come_before_suppliers_are_compared_and_demandes_chosen(tmp_path: Path) -> None:
    spaced, lone = claim([demande(1, 7)]), claim([demande(1, 8) | {"dateFacture": "2023-02-01"}])
    spaced["numeroAns"] = f" {spaced['numeroAns']}"
    lone["lignesImport"] = lone["lignesImport"][0]
    sources = [source(tmp_path, spaced), source(tmp_path, lone, 2)]
    with pytest.raises(SeveralSuppliers, match="SIRET"):
        taken(sources, chosen_by_default, TODAY, is_fixed=False)
    fixed, going = taken(sources, chosen_by_default, TODAY, is_fixed=True)
    assert going == [FIRST, Candidate(1, 1)]
    assert decide(fixed, ExportChoice(going, TODAY), TODAY).resubmission.going == (FIRST, Candidate(1, 1))


def test_obstacles_have_the_ids_of_the_contract() -> None:
    known = {obstacle: obstacle.id for obstacle in Obstacle}
    assert set(known.values()) <= set(IDS)
    assert (known[Obstacle.SUPERSEDED], known[Obstacle.EXPORTED]) == ("older", "exported")
    shared = [obstacle for obstacle, name in known.items() if list(known.values()).count(name) > 1]
    assert shared == [Obstacle.ACCEPTED, Obstacle.CLAIMED]
