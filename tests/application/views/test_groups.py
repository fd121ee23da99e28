"""Problems grouped: of one balise, one rule and one severity."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from segur_tui.application.drafts.draft import Draft
from segur_tui.application.files.checking import check_path
from segur_tui.application.views.problems import Problems, grouped
from tests.claims import ACCEPTED, claim, demande, save
from tests.settings import SETTINGS
from tests.tui.file_app import TODAY


def _odd(position: int, answer: tuple[str, str]) -> dict[str, Any]:
    return demande(position, position, answer) | {"typeAction": "M"}


def test_what_acceptances_prove_stands_apart_from_what_the_asp_named(tmp_path: Path) -> None:
    lines = [
        _odd(1, ("1", "Refus")),
        _odd(2, ("1", "typeAction inconnu")),
        _odd(3, ACCEPTED),
        _odd(4, ("1", "Refus")),
    ]
    check = check_path(save(tmp_path, claim(lines)), TODAY, SETTINGS).check
    assert check is not None
    groups = grouped(row for row in Problems.of(Draft.of(check, TODAY)).rows if row.finding.rule == "choice")
    assert [sorted(group.lines) for group in groups] == [[1, 4], [2]]
    assert len({group.key for group in groups}) == len(groups)
