"""What an export says of demandes corrected together: the same as of their own files, corrected alike."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from segur_tui.application.drafts.draft import Draft
from segur_tui.application.export.deciding import as_sources, chosen, decide
from segur_tui.application.export.plan import ExportChoice, Plan, SourceFile
from segur_tui.application.files.checking import FileReport, check_path
from segur_tui.application.together.grouping import Group, grouped
from segur_tui.format.candidate import Candidate
from segur_tui.format.edit import Edit, Step
from segur_tui.format.tree import ABSENT, Json, Pointer, value_at
from segur_tui.format.value_type import replace
from tests.application.working import TODAY
from tests.claims import ACCEPTED, RPPS, claim, returned, save
from tests.settings import SETTINGS

Change = tuple[int, int, Pointer, Json]
"""The file and the line, both from 0, and the place in the demande of a value that is corrected."""

NO_BALISE = ("9999", "Erreur inconnue")
REFUSED = (("1204", "dateFacture invalide"), ACCEPTED, NO_BALISE)
CHANGES: dict[str, tuple[Change, ...]] = {
    "nothing": (),
    "the balise that is named": ((0, 0, ("dateFacture",), "05/05/2023"), (1, 0, ("dateFacture",), "06/06/2023")),
    "the same in one of the files": ((1, 0, ("dateFacture",), "06/06/2023"),),
    "another balise": ((0, 0, ("identDMP",), [RPPS[0]]), (1, 2, ("identDMP",), [RPPS[0]])),
    "a value that is wrong": ((0, 0, ("dateFacture",), "31/02/2023"), (1, 2, ("typeAction",), "M")),
    "a dossier of another": ((0, 2, ("numeroASP",), "FINMDV000001"),),
    "there and back": ((0, 0, ("dateFacture",), "05/05/2023"), (0, 0, ("dateFacture",), "01/02/2023")),
}


def trees() -> list[dict[str, Any]]:
    """Return two returns of one supplier; the second has a date with the month first, and its own unknown key."""
    first, second = returned(REFUSED), returned(REFUSED, 11)
    second["lignesImport"][1]["dateFacture"] = "12/25/2022"
    second["version"] = "2"
    return [first, second]


def checked(folder: Path, given: Sequence[dict[str, Any]]) -> list[FileReport]:
    paths = [save(folder, tree, number=number) for number, tree in enumerate(given, 1)]
    return [check_path(path, TODAY, SETTINGS) for path in paths]


def with_value(draft: Draft, pointer: Pointer, value: Json) -> Draft:
    before = value_at(draft.check.claim.root, pointer)
    return draft.with_step(Step("", (Edit(pointer, before, value),)))


def alone(reports: Sequence[FileReport], changes: Sequence[Change]) -> tuple[SourceFile, ...]:
    """Return files that were corrected each in its own draft."""
    drafts = [Draft.of(report.check, TODAY) for report in reports if report.check is not None]
    for file, line, path, value in changes:
        drafts[file] = with_value(drafts[file], ("lignesImport", line, *path), value)
    return as_sources([replace(each, check=draft.check) for each, draft in zip(reports, drafts, strict=True)])


def group_of(reports: Sequence[FileReport]) -> Group:
    group = grouped(reports, TODAY)
    assert group is not None
    return group


def together(reports: Sequence[FileReport], changes: Sequence[Change]) -> tuple[SourceFile, ...]:
    """Return files that were corrected as one list."""
    group = group_of(reports)
    draft = Draft.of(group.opened, TODAY)
    for file, line, path, value in changes:
        (place,) = group.lines_of([Candidate(file, line + 1)])
        draft = with_value(draft, ("lignesImport", place - 1, *path), value)
    return group.put_back(draft.check)


def said(plan: Plan) -> dict[str, object]:
    """Return all that a plan says of its demandes."""
    return {
        "going": plan.resubmission.going,
        "staying": [(each.candidate, each.obstacle, each.reasons) for each in plan.staying],
        "unchanged": plan.unchanged,
        "turned": plan.turned,
        "doubled": plan.doubled,
        "words": (plan.unchanged_words, plan.turned_words, plan.doubled_words),
        "headers": (plan.header_errors, plan.unlike_words),
        "reasons": [(each, plan.reasons(each, plan.left_out(each))) for each in plan.choice.lines],
        "files": [(file.lines, file.root) for file in plan.files],
        "findings": [
            (index, line, finding)
            for index, source in enumerate(plan.sources)
            for line, found in enumerate(source.check.of_lines, 1)
            for finding in found
        ],
    }


def planned(sources: Sequence[SourceFile]) -> Plan:
    return decide(sources, ExportChoice(chosen(sources), TODAY), TODAY)


@pytest.mark.parametrize("changes", CHANGES.values(), ids=CHANGES)
def test_demandes_corrected_together_are_spoken_of_as_in_their_own_files(
    tmp_path: Path, changes: tuple[Change, ...]
) -> None:
    reports = checked(tmp_path, trees())
    assert said(planned(together(reports, changes))) == said(planned(alone(reports, changes)))


def test_only_refused_lines_that_were_not_corrected_are_said_to_go_unchanged(tmp_path: Path) -> None:
    reports = checked(tmp_path, trees())
    unchanged = {name: planned(together(reports, changes)).unchanged for name, changes in CHANGES.items()}
    everyone = [Candidate(file, line) for file in (0, 1) for line in (1, 3)]
    assert unchanged["nothing"] == everyone
    assert unchanged["there and back"] == everyone
    assert unchanged["the balise that is named"] == [Candidate(0, 3), Candidate(1, 3)]
    assert unchanged["the same in one of the files"] == [Candidate(0, 1), Candidate(0, 3), Candidate(1, 3)]


def test_one_file_that_is_grouped_alone_is_spoken_of_as_exported_by_itself(tmp_path: Path) -> None:
    (report,) = checked(tmp_path, trees()[:1])
    for changes in ((), CHANGES["the balise that is named"][:1]):
        assert said(planned(together([report], changes))) == said(planned(alone([report], changes)))


def test_a_refusal_of_the_header_is_put_right_together_too(tmp_path: Path) -> None:
    wrong = {"SIRET": "73282932000000"}
    trees = [returned([("1", "SIRET invalide")], first) | wrong for first in (1, 11)]
    reports = checked(tmp_path, trees)
    group = group_of(reports)
    corrected = with_value(Draft.of(group.opened, TODAY), ("SIRET",), "73282932000074")
    assert planned(group.put_back(group.opened)).unchanged == [Candidate(0, 1), Candidate(1, 1)]
    assert planned(group.put_back(corrected.check)).unchanged == []


def test_what_only_one_header_holds_is_written_and_what_differs_is_said(tmp_path: Path) -> None:
    first, second = trees()
    reports = checked(tmp_path, [first | {"logiciel": "A"}, second | {"logiciel": "B"}])
    plan = planned(together(reports, ()))
    assert plan.unlike_words.startswith(
        "«\N{NO-BREAK SPACE}logiciel\N{NO-BREAK SPACE}» diffère d’un entête à l’autre"
    )
    (file,) = plan.files
    assert (file.root["version"], file.root["logiciel"]) == ("2", "A")
    group = group_of(reports)
    draft = Draft.of(group.opened, TODAY)
    without = draft.with_step(Step("", (Edit(("logiciel",), "A", ABSENT),)))
    (file,) = planned(group.put_back(without.check)).files
    assert "logiciel" not in file.root


def test_lines_of_a_list_under_another_name_are_compared_with_what_was_read(tmp_path: Path) -> None:
    first, second = returned(REFUSED), returned(REFUSED, 11)
    second["LignesImport"] = second.pop("lignesImport")
    reports = checked(tmp_path, [first, second])
    changes = CHANGES["the balise that is named"]
    assert Candidate(1, 1) not in planned(together(reports, changes)).unchanged
    assert Candidate(1, 1) in planned(together(reports, ())).unchanged


def test_a_submission_that_was_corrected_together_has_nothing_unchanged(tmp_path: Path) -> None:
    reports = checked(tmp_path, [claim(returned([None])["lignesImport"]), returned(REFUSED, 11)])
    assert planned(together(reports, ())).unchanged == [Candidate(1, 1), Candidate(1, 3)]
