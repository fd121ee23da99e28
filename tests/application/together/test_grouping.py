"""Several files as one: what goes into the group, and back into the files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from segur_tui.application.drafts.draft import Draft
from segur_tui.application.export.deciding import decide
from segur_tui.application.export.exporting import export
from segur_tui.application.export.plan import ExportChoice
from segur_tui.application.files.checking import FileReport, check_path
from segur_tui.application.together.grouping import Group, grouped
from segur_tui.application.views.problems import Problems
from segur_tui.format.candidate import Candidate
from segur_tui.format.edit import Edit, Step
from segur_tui.format.value_type import replace
from tests.application.working import TODAY, dated, day_of
from tests.claims import ACCEPTED, REJECTED, claim, returned, save
from tests.settings import SETTINGS


def reports(folder: Path, *trees: dict[str, Any]) -> list[FileReport]:
    return [
        check_path(save(folder, tree, "20261005", number), TODAY, SETTINGS) for number, tree in enumerate(trees, 1)
    ]


def group_of(folder: Path, *trees: dict[str, Any]) -> Group:
    group = grouped(reports(folder, *trees), TODAY)
    assert group is not None
    return group


def editor_numbers(group: Group) -> list[str]:
    claim = group.opened.claim
    return [claim.editor_number(line) for line in range(1, len(claim.lines) + 1)]


def test_a_group_holds_the_rejected_lines_file_by_file(tmp_path: Path) -> None:
    group = group_of(tmp_path, returned([ACCEPTED, REJECTED]), returned([REJECTED, ACCEPTED, REJECTED], 11))
    assert editor_numbers(group) == ["00002", "00011", "00013"]
    assert [group.label(line) for line in (1, 2, 3)] == ["20261005-001:2", "20261005-002:1", "20261005-002:3"]
    assert group.where(3).endswith("JSON-LGCTEST001-20261005-002.json, ligne 3")
    assert group.candidates({3, 1}) == (Candidate(0, 2), Candidate(1, 3))
    assert group.lines_of([Candidate(1, 3), Candidate(0, 1)]) == {3}


def test_a_corrected_line_goes_back_into_its_own_file(tmp_path: Path) -> None:
    group = group_of(tmp_path, returned([ACCEPTED, REJECTED]), returned([REJECTED, ACCEPTED], 11))
    draft = dated(Draft.of(group.opened, TODAY), "05/05/2023", 2)
    first, second = group.put_back(draft.check)
    assert first.check.claim.root == group.sources[0].check.claim.root
    assert [day_of(Draft.of(second.check, TODAY), line) for line in (1, 2)] == ["05/05/2023", "01/02/2023"]
    prepared = decide(group.put_back(draft.check), ExportChoice(group.candidates({1, 2}), TODAY), TODAY)
    (path,) = export(prepared, tmp_path / "out", SETTINGS).paths
    assert "05/05/2023" in path.read_text()


def test_a_group_of_more_than_200_lines_is_one_view_and_two_files(tmp_path: Path) -> None:
    group = group_of(tmp_path, returned([REJECTED] * 150), returned([REJECTED] * 150, 201))
    assert group.opened.of_file == ()
    prepared = decide(group.put_back(group.opened), ExportChoice(group.candidates(range(1, 301)), TODAY), TODAY)
    assert [len(file.lines) for file in prepared.files] == [200, 100]


def test_a_number_of_two_demandes_is_a_problem_of_the_group(tmp_path: Path) -> None:
    other = returned([REJECTED])
    other["lignesImport"][0]["numeroASP"] = "FINMDV999999"
    group = group_of(tmp_path, returned([REJECTED]), other)
    assert {finding.line for finding in group.opened.findings if finding.is_error} == {2, 1}
    assert "numeroEditeur" in {finding.balise for finding in group.opened.of_lines[1]}


def test_of_a_demande_refused_twice_the_line_deposited_last_goes(tmp_path: Path) -> None:
    group = group_of(tmp_path, returned([REJECTED, REJECTED]), returned([REJECTED]))
    assert [group.label(line) for line in (1, 2)] == ["20261005-001:2", "20261005-002:1"]
    (why,) = group.superseded
    assert "00001" in why
    assert why.endswith("JSON-LGCTEST001-20261005-002.json, ligne 1")


def test_a_demande_that_another_file_shows_accepted_stays_out(tmp_path: Path) -> None:
    for trees in (
        (returned([REJECTED, REJECTED]), returned([ACCEPTED])),
        (returned([ACCEPTED]), returned([REJECTED, REJECTED])),
    ):
        group = group_of(tmp_path, *trees)
        assert editor_numbers(group) == ["00002"]
        (why,) = group.superseded
        assert "acceptée" in why
    pending = group_of(tmp_path, returned([REJECTED, REJECTED]), returned([None]))
    assert "00001" in pending.superseded[0]


def test_a_demande_that_shares_one_number_with_an_accepted_one_stays_in_to_be_corrected(tmp_path: Path) -> None:
    other = returned([REJECTED, REJECTED], 11)
    other["lignesImport"][0]["numeroEditeur"] = "00001"
    group = group_of(tmp_path, returned([ACCEPTED]), other)
    assert editor_numbers(group) == ["00001", "00012"]


def test_the_order_of_lines_is_no_problem_of_a_group(tmp_path: Path) -> None:
    group = group_of(tmp_path, returned([ACCEPTED, REJECTED]), returned([ACCEPTED, ACCEPTED, REJECTED], 11))
    assert not [finding for finding in group.opened.findings if finding.balise == "numLigne"]


def test_files_without_lines_make_no_group_and_do_not_spoil_one(tmp_path: Path) -> None:
    assert grouped(reports(tmp_path, returned([ACCEPTED])), TODAY) is None
    empty = {"impId": None, "numeroAns": "LGCTEST001", "SIRET": "73282932000074"}
    group = group_of(tmp_path, empty, returned([REJECTED]))
    assert [group.label(1)] == ["20261005-002:1"]


def test_the_same_files_are_the_same_group_and_others_another(tmp_path: Path) -> None:
    trees = returned([REJECTED]), returned([REJECTED], 11)
    group = group_of(tmp_path, *trees)
    again = grouped(list(reversed(reports(tmp_path, *trees))), TODAY)
    assert again is not None
    assert again.path == group.path
    assert not group.is_changed_on_disk()
    changed = group_of(tmp_path, trees[0], claim([]) | returned([REJECTED], 21))
    assert changed.digest != group.digest
    assert group.is_changed_on_disk()


@pytest.mark.parametrize("line", [1, 2])
def test_a_draft_of_a_group_knows_the_lines_it_has_changed(tmp_path: Path, line: int) -> None:
    group = group_of(tmp_path, returned([REJECTED]), returned([REJECTED], 11))
    assert dated(Draft.of(group.opened, TODAY), "05/05/2023", line).lines == {line}


def test_what_the_asp_said_of_a_value_corrected_in_its_own_file_is_no_problem_of_the_group(tmp_path: Path) -> None:
    first, second = reports(tmp_path, returned([REJECTED, REJECTED]), returned([REJECTED], 11))
    assert first.check is not None
    corrected = replace(first, check=dated(Draft.of(first.check, TODAY), "05/05/2023", 1).check)
    group = grouped([corrected, second], TODAY)
    assert group is not None
    draft = Draft.of(group.opened, TODAY)
    assert [row.line for row in Problems.of(draft).rows] == ["2", "3"]
    assert [row.line for row in Problems.of(dated(draft, "06/06/2023", 3)).rows] == ["2"]
    back = dated(draft, "01/02/2023", 1)
    assert [row.line for row in Problems.of(back).rows] == ["1", "2", "3"]


def test_what_the_asp_said_of_a_header_corrected_in_its_own_file_is_no_problem_of_the_group(
    tmp_path: Path,
) -> None:
    (report,) = reports(tmp_path, returned([("1", "SIRET invalide")]) | {"SIRET": "73282932000000"})
    assert report.check is not None
    step = Step("SIRET", (Edit(("SIRET",), "73282932000000", "73282932000074"),))
    group = grouped([replace(report, check=Draft.of(report.check, TODAY).with_step(step).check)], TODAY)
    assert group is not None
    assert Problems.of(Draft.of(group.opened, TODAY)).rows == []
