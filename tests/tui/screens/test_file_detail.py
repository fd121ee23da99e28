"""What is said in words of what stands under the cursor."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from segur_tui.application.drafts.draft import Draft
from segur_tui.application.files.checking import check_path
from segur_tui.tui.grid.model import Target
from segur_tui.tui.screens.file.detail import detail
from segur_tui.tui.screens.file.rows import VALUE, View
from segur_tui.tui.screens.file.state import FileState
from tests.claims import BEHIND_AN_8, RPPS, claim, demande, likely, save
from tests.settings import SETTINGS
from tests.tui.file_app import TODAY

LABEL = "Demande déjà existante pour ce dossier, " + "voir avec le service instructeur, " * 4


def details(folder: Path, line: Any) -> list[str]:
    """Return what is said of each problem of a file with one demande."""
    report = check_path(save(folder, claim([line])), TODAY, SETTINGS)
    assert report.check is not None
    state = FileState(Draft.of(report.check, TODAY))
    places = [state.place(View.PROBLEMS, Target(row.key, VALUE)) for row in state.problems]
    return [detail(state, place).replace("\N{NO-BREAK SPACE}", " ") for place in places]


def test_a_refusal_of_no_balise_is_reported_in_full_without_json(tmp_path: Path) -> None:
    (said,) = details(tmp_path, demande(1, 41, ("3436", LABEL)))
    assert said == f"Ligne 1\nrefusée par l’ASP (code 3436) : {LABEL.strip()}"


def test_a_demande_that_is_a_text_is_reported_without_its_index(tmp_path: Path) -> None:
    (said,) = details(tmp_path, "x")
    assert said.startswith("Ligne 1\n« x » est un texte")


@pytest.mark.parametrize(
    ("changes", "first"),
    [
        ({"piecesjustificatives": [*demande(1)["piecesjustificatives"], "x"]}, "piecesjustificatives 3 : x"),
        ({"identDMP": ["7"], "isDirectToDMP": True}, "identDMP 1 : 7"),
        ({"beneficiaires": [{}, {}]}, "beneficiaires : liste de 2 éléments"),
        ({"beneficiaires": []}, "beneficiaires : (liste vide)"),
        ({"inconnue": {"a": {"b": 1}}}, "inconnue : bloc de 1 balise"),
    ],
)
def test_what_stands_there_is_named_and_blocs_are_not_written_out(
    tmp_path: Path, changes: dict[str, Any], first: str
) -> None:
    assert f"Ligne 1 · {first}" in {said.split("\n")[0] for said in details(tmp_path, demande(1) | changes)}


def test_what_is_likely_is_reported_with_its_key(tmp_path: Path) -> None:
    (said,) = details(tmp_path, likely(1))
    first, message, suggestion = said.split("\n")
    assert (first, suggestion) == (
        f"Ligne 1 · liberalRPPS 2 : {BEHIND_AN_8}",
        f"Suggestion, à vérifier (S) : {RPPS[1]}",
    )
    assert "un 8 de trop devant ?" in message
