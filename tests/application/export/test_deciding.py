"""Who goes and who stays: what is the same for the command line and the interface, and where they differ."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from segur_tui.application.export.deciding import (
    chosen,
    decide,
    everyone,
    known_of,
    taken,
    undecided,
)
from segur_tui.application.export.exporting import export
from segur_tui.application.export.plan import ExportChoice, Plan, SourceFile
from segur_tui.application.files.checking import check_path
from segur_tui.format.candidate import Candidate
from segur_tui.format.finding import Certainty
from segur_tui.format.obstacle import ClaimedBefore, Obstacle
from segur_tui.format.resubmission import chosen_by_default, of_suppliers
from tests.claims import ACCEPTED, REJECTED, claim, demande, returned, save
from tests.settings import SETTINGS

TODAY = date(2026, 11, 24)
FIRST, SECOND = BOTH = [Candidate(0, 1), Candidate(0, 2)]
EXISTS = ("3436", "Demande déjà existante")
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


def test_what_was_exported_is_held_until_it_is_asked_for_again(exported: SourceFile) -> None:
    claimed = known_of([exported], SETTINGS)
    held = decide([exported], ExportChoice(BOTH, TODAY), TODAY, claimed)
    assert (held.resubmission.going, obstacles(held)) == ((SECOND,), {FIRST: Obstacle.EXPORTED})
    assert held.exported_again == []
    again = decide([exported], ExportChoice(BOTH, TODAY, again=True), TODAY, claimed)
    assert (again.resubmission.going, again.exported_again) == ((FIRST, SECOND), [FIRST])
    asked = decide([exported], ExportChoice(BOTH, TODAY, existing=[FIRST]), TODAY, claimed)
    assert (asked.resubmission.going, asked.exported_again) == ((FIRST, SECOND), [FIRST])


def test_what_was_exported_and_still_has_its_errors_is_held_as_exported(exported: SourceFile) -> None:
    stale = with_error(exported)
    claimed = known_of([stale], SETTINGS)
    plan = decide([stale], ExportChoice(BOTH, TODAY), TODAY, claimed)
    assert (plan.resubmission.going, obstacles(plan)) == ((SECOND,), {FIRST: Obstacle.EXPORTED})
    asked = decide([stale], ExportChoice(BOTH, TODAY, existing=[FIRST]), TODAY, claimed)
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
    as_read, few = taken(sources, chosen_by_default, TODAY)
    assert len(of_suppliers([each.check for each in as_read])) == len(sources)
    assert few == [FIRST, Candidate(1, 1)]
    fixed, going = taken(sources, chosen_by_default, TODAY, [Certainty.SAFE])
    assert going == [FIRST, Candidate(1, 1)]
    assert decide(fixed, ExportChoice(going, TODAY), TODAY).resubmission.going == (FIRST, Candidate(1, 1))


def test_every_demande_of_the_files_is_accounted_for(tmp_path: Path) -> None:
    """It goes, or it stays with a reason, or it is counted as accepted."""
    tree = returned([ACCEPTED, REJECTED, None, EXISTS])
    tree["lignesImport"] += ["rien", None]
    of = source(tmp_path, tree)
    plan = decide([of], ExportChoice(chosen([of]), TODAY), TODAY)
    assert plan.resubmission.going == (SECOND,)
    assert [(left.candidate.line, left.obstacle) for left in plan.staying] == [
        (3, Obstacle.PENDING), (4, Obstacle.EXISTS), (5, Obstacle.NOT_A_DEMANDE), (6, Obstacle.NOT_A_DEMANDE),
    ]  # fmt: skip
    assert all(left.reasons for left in plan.staying)
    assert plan.accepted == {of.path: 1}
    none = decide([of], ExportChoice((), TODAY), TODAY)
    assert len(none.staying) + none.accepted[of.path] == len(tree["lignesImport"])
    every = decide([of], ExportChoice(everyone([of]), TODAY), TODAY)
    assert (every.resubmission.going, every.accepted) == ((SECOND, Candidate(0, 3)), {of.path: 0})
    assert [left.candidate.line for left in every.staying] == [1, 4, 5, 6]


@pytest.mark.parametrize(("answers", "held"), [([ACCEPTED, None], 0), ([EXISTS], 1), ([REJECTED], 0)])
def test_what_waits_for_a_person_is_told_from_what_is_done(
    tmp_path: Path, answers: list[tuple[str, str] | None], held: int
) -> None:
    of = source(tmp_path, returned(answers))
    assert decide([of], ExportChoice(chosen([of]), TODAY), TODAY).is_held == bool(held)


def test_all_that_speaks_against_a_demande_is_reported_the_gravest_first(tmp_path: Path) -> None:
    of = source(tmp_path, returned([EXISTS]))
    (left,) = decide(
        [of], ExportChoice([FIRST], TODAY), TODAY, ClaimedBefore(exported={FIRST: "déjà exportée"})
    ).staying
    assert (left.obstacle, len(left.reasons), left.reasons[1]) == (Obstacle.EXISTS, 2, "déjà exportée")
    asked = decide(
        [of], ExportChoice([FIRST], TODAY, again=True), TODAY, ClaimedBefore(exported={FIRST: "déjà exportée"})
    )
    assert [left.obstacle for left in asked.staying] == [Obstacle.EXISTS]


def test_obstacles_have_the_ids_of_the_contract() -> None:
    known = {obstacle: obstacle.id for obstacle in Obstacle}
    assert set(known.values()) <= set(IDS)
    assert (known[Obstacle.SUPERSEDED], known[Obstacle.EXPORTED]) == ("older", "exported")
    shared = [obstacle for obstacle, name in known.items() if list(known.values()).count(name) > 1]
    assert shared == [Obstacle.ACCEPTED, Obstacle.CLAIMED, Obstacle.SETTLED, Obstacle.NOT_CHOSEN]
