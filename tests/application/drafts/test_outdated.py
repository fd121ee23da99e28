"""Steps of drafts that are none to make: a spelling that is right was renamed, an avance was corrected."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from segur_tui.application.drafts.draft import Draft
from segur_tui.application.drafts.outdated import drop_draft, renamed_back, renaming_question, steps_of_apart
from segur_tui.application.drafts.work import Work
from segur_tui.application.files.checking import FileReport, check_path
from segur_tui.application.state.sessions import Session
from segur_tui.format.edit import Edit, Step
from segur_tui.format.tree import value_at
from tests.application.working import HERE, TODAY, dated, work_on
from tests.claims import REJECTED, returned, save
from tests.settings import SETTINGS

CAMEL, PLAIN = "piecesJustificatives", "piecesjustificatives"


def camel(tree: dict[str, Any]) -> dict[str, Any]:
    """Return a file whose balises are written as a supplier's public script writes them."""
    text = json.dumps(tree, default=lambda number: float(number.literal))
    return {**json.loads(text.replace(f'"{PLAIN}"', f'"{CAMEL}"').replace('"SIRET"', '"siret"'))}


def renamed(draft: Draft, line: int) -> Draft:
    at = ("lignesImport", line - 1, CAMEL)
    value = value_at(draft.check.claim.root, at)
    return draft.with_step(Step("2 corrections d’un coup", (Edit(at, value, value, key=PLAIN),)))


def report_of(folder: Path) -> FileReport:
    tree = camel(returned([REJECTED, REJECTED]))
    path = folder / "JSON-LGCTEST001-20261005-001.json"
    path.write_text(json.dumps(tree), encoding="utf-8")
    return check_path(path, TODAY, SETTINGS)


def test_a_spelling_that_was_renamed_is_offered_as_it_was(tmp_path: Path) -> None:
    check = report_of(tmp_path).check
    assert check is not None
    untouched = Draft.of(check, TODAY)
    assert renamed_back(untouched) is None
    draft = dated(renamed(untouched, 1), "03/02/2023", 2)
    at = ("lignesImport", 0, PLAIN, 0, "formatFichier")
    draft = draft.with_step(Step("ligne 1, formatFichier", (Edit(at, "PDF", "PNG"),)))
    step = renamed_back(draft)
    assert step is not None
    assert [(edit.pointer, edit.key) for edit in step.edits] == [(("lignesImport", 0, PLAIN), CAMEL)]
    assert "« piecesJustificatives »" in renaming_question(step).replace("\N{NO-BREAK SPACE}", " ")
    back = draft.with_step(step)
    first, second = back.check.claim.lines
    before = untouched.check.claim.lines[0]
    assert isinstance(first, dict)
    assert isinstance(second, dict)
    assert isinstance(before, dict)
    assert list(first) == list(before)
    assert value_at(first, (CAMEL, 0, "formatFichier")) == "PNG"  # a later correction stays
    assert second["dateFacture"] == "03/02/2023"
    assert renamed_back(back) is None
    assert back.undo().check.claim.lines == draft.check.claim.lines


def test_a_spelling_of_the_header_is_offered_as_it_was(tmp_path: Path) -> None:
    check = report_of(tmp_path).check
    assert check is not None
    value = check.claim.root["siret"]
    draft = Draft.of(check, TODAY).with_step(Step("entête", (Edit(("siret",), value, value, key="SIRET"),)))
    step = renamed_back(draft)
    assert step is not None
    assert list(draft.with_step(step).check.claim.root) == list(check.claim.root)


def test_a_file_whose_own_spelling_is_the_note_s_is_no_question(tmp_path: Path) -> None:
    work = work_on(save(tmp_path, returned([REJECTED])))
    assert renamed_back(dated(work.draft, "03/02/2023")) is None


def test_the_draft_of_an_avance_is_found_and_dropped(tmp_path: Path) -> None:
    report = report_of(tmp_path)
    assert report.check is not None
    work = Work(report.path, report.check, report.digest, TODAY, Session(SETTINGS))
    work.keep(dated(work.draft, "03/02/2023"), HERE)
    work.leave(HERE)
    assert steps_of_apart(report, SETTINGS) == 1
    drop_draft(report, SETTINGS)
    assert steps_of_apart(report, SETTINGS) == 0
