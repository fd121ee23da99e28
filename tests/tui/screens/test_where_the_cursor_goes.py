"""Where the cursor goes once a value was kept: to the next problem when it is right, nowhere when it is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from segur_tui.application.drafts.draft import Draft
from segur_tui.application.editing.typed import OneOf
from segur_tui.application.files.checking import check_path
from segur_tui.application.views.fields import Part
from segur_tui.format.balises import DATE_FACTURE, MONTANT
from segur_tui.tui.grid.model import Target
from segur_tui.tui.screens.file.kept import keep
from segur_tui.tui.screens.file.rows import VALUE, View
from segur_tui.tui.screens.file.state import FileState
from tests.claims import ACCEPTED, REJECTED, returned, save
from tests.samples import RETURN
from tests.settings import SETTINGS
from tests.tui.file_app import TODAY


def state_of(path: Path, line: int) -> FileState:
    report = check_path(path, TODAY, SETTINGS)
    assert report.check is not None
    return FileState(Draft.of(report.check, TODAY), line=line)


def adding(state: FileState, balise: str) -> Target:
    row = next(row for row in state.fields if row.part is Part.ADD and row.balise and row.balise.name == balise)
    return Target(row.key, VALUE)


def field(state: FileState, target: Target | None) -> tuple[int, str, str]:
    """Return the demande, the title and the value of a row of the fields."""
    assert target is not None
    row = next(row for row in state.fields if row.key == target.row_key)
    return state.line, row.title, row.value


def test_a_wrong_item_that_was_added_keeps_the_cursor() -> None:
    state = state_of(RETURN, 8)
    gone = keep(state, View.FIELDS, adding(state, "liberalRPPS"), "123", "stay")
    assert field(state, gone) == (8, "1", "123")


def test_a_right_item_that_was_added_leads_to_the_next_problem_of_the_line_then_of_the_following_ones() -> None:
    state = state_of(RETURN, 8)
    gone = keep(state, View.FIELDS, adding(state, "liberalRPPS"), "10000052349", "stay")
    assert field(state, gone) == (8, "identDMP", "(liste vide)")
    gone = keep(state, View.FIELDS, adding(state, "identDMP"), "10000052349", "stay")
    assert field(state, gone) == (11, "montantSegurHTFacture", "1 075,00")


def test_without_a_problem_left_the_cursor_stays_on_the_added_item(tmp_path: Path) -> None:
    state = state_of(save(tmp_path, returned([None, ACCEPTED])), 1)
    gone = keep(state, View.FIELDS, adding(state, "liberalRPPS"), "10000000017", "stay")
    assert field(state, gone) == (1, "2", "10000000017")


def test_from_the_last_line_in_error_the_fields_go_round(tmp_path: Path) -> None:
    tree = returned([None, ACCEPTED, None])
    tree["lignesImport"][0]["isDirectToDMP"] = "?"
    state = state_of(save(tmp_path, tree), 3)
    gone = keep(state, View.FIELDS, adding(state, "liberalRPPS"), "10000000017", "stay")
    assert field(state, gone) == (1, "isDirectToDMP", "?")


@pytest.mark.parametrize("view", [View.LINES, View.FIELDS])
def test_nothing_typed_leads_nowhere(tmp_path: Path, view: View) -> None:
    tree = returned([REJECTED, REJECTED])
    state = state_of(save(tmp_path, tree), 1)
    row = next(row for row in state.fields if row.balise is MONTANT)
    target = Target(row.key, VALUE) if view is View.FIELDS else Target("1", MONTANT.name)
    assert keep(state, view, target, "358.33", "stay") is None
    assert state.draft.done == ()


def test_a_right_value_of_the_lines_leads_to_the_next_cell_in_error_round_and_round(tmp_path: Path) -> None:
    tree = returned([None, ACCEPTED, None, None])
    lines = tree["lignesImport"]
    lines[0]["dateFacture"] = lines[2]["dateFacture"] = "?"
    lines[0]["montantSegurHTFacture"] = "?"
    lines[2]["numeroEditeur"] = "7"
    lines[2]["isDirectToDMP"] = "?"
    state = state_of(save(tmp_path, tree), 1)
    at: Target | None = Target("1", DATE_FACTURE.name)
    seen = []
    for text in ("02/02/2023", "358.33", "00003", "?!", "02/02/2023"):
        assert at is not None
        gone = keep(state, View.LINES, at, text, "stay")
        at = gone or at
        seen.append(gone)
    assert seen == [
        Target("1", "montantSegurHTFacture"),
        Target("3", "numeroEditeur"),
        Target("3", "dateFacture"),
        None,
        None,
    ]


def test_after_the_last_cell_in_error_of_the_lines_comes_the_first(tmp_path: Path) -> None:
    tree = returned([REJECTED, REJECTED])
    state = state_of(save(tmp_path, tree), 1)
    assert keep(state, View.LINES, Target("2", "dateFacture"), "02/02/2023", "stay") == Target("1", "dateFacture")


def test_a_new_bloc_leads_to_what_it_still_lacks(tmp_path: Path) -> None:
    tree = returned([None, None])
    tree["lignesImport"][0]["beneficiaires"] = []
    tree["lignesImport"][1]["dateFacture"] = "?"
    state = state_of(save(tmp_path, tree), 1)
    (wrong, _) = state.problems
    at = Target(wrong.key, VALUE)
    entry = state.entry(View.PROBLEMS, at)
    assert isinstance(entry, OneOf)
    gone = keep(state, View.PROBLEMS, at, entry.choices[0], "stay")
    assert gone is not None
    found = state.problem(gone.row_key)
    assert found is not None
    assert found.finding.balise == "liberalRPPS"
