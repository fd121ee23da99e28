"""`x` settles an answer to verify: accepted or refused, for a line or from now on (format.md §5)."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import Static

from segur_tui.application.files.checking import check_path
from segur_tui.application.history.readings import remember
from segur_tui.format.answer import AnswerState
from segur_tui.tui.screens.answers import AnswersScreen
from segur_tui.tui.screens.dialogs.dialog import ConfirmScreen, Dialog
from segur_tui.tui.screens.export.screen import ExportScreen
from segur_tui.tui.screens.file.screen import FileScreen
from segur_tui.tui.screens.settling import SettleScreen, TypedYesScreen
from tests.application.history.test_known_answers import answered, corrected
from tests.claims import ACCEPTED, REJECTED, returned, save
from tests.settings import SETTINGS
from tests.tui.file_app import TODAY, Driven, opened, settled, until

IN_DOUBT = ("9999", "Demande enregistrée")


def states(file: Driven) -> list[AnswerState]:
    return [answer.state for answer in file.screen.state.draft.check.claim.answers]


def shown(file: Driven) -> str:
    screen = file.pilot.app.screen
    assert isinstance(screen, Dialog)
    return str(screen.query(Static).first().render()).replace("\N{NO-BREAK SPACE}", " ")


async def press(file: Driven, *keys: str) -> None:
    for key in keys:
        await file.press(key)
        await settled(file.pilot)


async def test_x_settles_a_line_as_accepted_and_takes_it_back(tmp_path: Path) -> None:
    path = save(tmp_path, returned([REJECTED, IN_DOUBT, IN_DOUBT]))
    async with opened(path) as file:
        await press(file, "2", "x")
        assert isinstance(file.pilot.app.screen, FileScreen)  # a refusal is certain
        await press(file, "down", "x")
        assert isinstance(file.pilot.app.screen, SettleScreen)
        assert "« Demande enregistrée » (code 9999)" in shown(file)
        assert "(2 lignes)" in shown(file)
        await press(file, "escape")
        assert states(file)[1] is AnswerState.TO_VERIFY
        await press(file, "x", "a")
        await until(file.pilot, lambda: states(file)[1] is AnswerState.ACCEPTED)
        assert states(file)[::2] == [AnswerState.REJECTED, AnswerState.TO_VERIFY]
        await press(file, "x")
        assert "acceptée, réglée par " in shown(file)
        await press(file, "o")
        await until(file.pilot, lambda: states(file)[1] is AnswerState.TO_VERIFY)


async def test_settling_as_refused_wants_a_typed_yes_and_the_lines_stay_unticked(tmp_path: Path) -> None:
    path = save(tmp_path, returned([ACCEPTED, IN_DOUBT, REJECTED, IN_DOUBT]))
    async with opened(path) as file:
        await press(file, "2", "x", "R")
        await until(file.pilot, lambda: isinstance(file.pilot.app.screen, TypedYesScreen))
        assert "2 lignes de nouveau libres" in shown(file)
        assert f"{path.name}, ligne 4 (n° éditeur 00004)" in shown(file)
        assert "deux fois la même subvention" in shown(file)
        for key in ("tab", "up", "f5", "ctrl+g"):
            await press(file, key)
            assert (key, file.text_over("KeyLine")) == (key, "touche sans effet ici : Entrée, Échap")
        await press(file, "left", "home", "backspace")
        assert file.text_over("KeyLine").startswith("Entrée confirmer")
        await press(file, "o", "enter")
        assert isinstance(file.pilot.app.screen, TypedYesScreen)
        assert states(file)[1] is AnswerState.TO_VERIFY
        await press(file, "u", "i", "enter")
        await until(file.pilot, lambda: states(file)[1::2] == [AnswerState.REJECTED, AnswerState.REJECTED])
        await press(file, "e")
        screen = file.pilot.app.screen
        assert isinstance(screen, ExportScreen)
        rows = {row.cells[1].text: row.cells[0].text for row in screen.table.rows}
        assert rows == {"2": "○ décochée", "3": "✓ part", "4": "○ décochée"}


async def test_a_shows_the_answers_where_one_to_verify_is_settled_from_now_on(tmp_path: Path) -> None:
    path = save(tmp_path, returned([REJECTED, IN_DOUBT, IN_DOUBT]))
    remember([check_path(path, TODAY, SETTINGS)], SETTINGS)
    async with opened(path) as file:
        app = file.pilot.app
        await press(file, "a")
        await until(file.pilot, lambda: isinstance(app.screen, AnswersScreen) and bool(app.screen.table.rows))
        screen = app.screen
        assert isinstance(screen, AnswersScreen)
        assert [[cell.text for cell in row.cells][:4] for row in screen.table.rows] == [
            ["2", "à vérifier", "9999", "Demande enregistrée"],
            ["1", "refusée", "1204", "Date de facture invalide"],
        ]
        await press(file, "x", "r")
        await until(file.pilot, lambda: isinstance(app.screen, TypedYesScreen))
        await press(file, *"oui", "enter")
        await until(file.pilot, lambda: screen.table.rows[0].cells[1].text == "refusée (réglée)")
        await press(file, "q")
        await until(file.pilot, lambda: states(file)[1:] == [AnswerState.REJECTED, AnswerState.REJECTED])
        await press(file, "a")
        await until(file.pilot, lambda: isinstance(app.screen, AnswersScreen) and bool(app.screen.table.rows))
        await press(file, "x")
        await until(file.pilot, lambda: isinstance(app.screen, ConfirmScreen))
        await press(file, "o")
        await until(file.pilot, lambda: isinstance(app.screen, AnswersScreen))
        await press(file, "q")
        await until(file.pilot, lambda: states(file)[1] is AnswerState.TO_VERIFY)


async def test_what_helped_elsewhere_stands_beside_a_refusal(tmp_path: Path) -> None:
    before = save(tmp_path / "avant", returned([REJECTED, REJECTED]), "20260901")
    day = {"dateFacture": "03/02/2023"}
    written = corrected(before, tmp_path / "out", {1: day, 2: day})
    answered(written, [ACCEPTED, REJECTED], [1, 2], tmp_path / "avant")
    path = save(tmp_path, returned([REJECTED, ACCEPTED, IN_DOUBT], first_editor=7))
    async with opened(path) as file:
        await settled(file.pilot)
        detail = str(file.screen.views.detail.render()).replace("\N{NO-BREAK SPACE}", " ")
        helped = "1 acceptée après un changement de dateFacture"
        assert detail.replace("\n", " ").endswith(f"Déjà vu 3 fois ; {helped}")
        await press(file, "n")
        detail = str(file.screen.views.detail.render()).replace("\N{NO-BREAK SPACE}", " ")
        assert detail.endswith("x règle cette réponse, vérifiée sur le portail de l’ASP")
