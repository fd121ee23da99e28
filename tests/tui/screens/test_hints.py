"""The line of keys names what each key does at this moment, and nothing that it does not do."""

from __future__ import annotations

from pathlib import Path

import pytest

from segur_tui.tui.grid.model import Target
from segur_tui.tui.grid.table import EditableTable
from tests.application.working import work_on
from tests.claims import ACCEPTED, REJECTED, returned, save
from tests.tui.faulty_file import correct_the_date, two_faults
from tests.tui.file_app import opened, until

IN_DOUBT = ("9999", "Demande enregistrée")
PENDING = None
SAMPLES = Path(__file__).parents[3] / "samples"


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ([ACCEPTED], "Plus aucun problème : toutes les lignes sont acceptées, rien n’est à déposer à nouveau."),
        (
            [ACCEPTED] * 3,
            "Plus aucun problème : toutes les lignes sont acceptées, rien n’est à déposer à nouveau.",
        ),
        (
            [ACCEPTED, PENDING],
            "Plus aucun problème : aucune ligne n’est refusée, rien n’est à déposer à nouveau.",
        ),
    ],
)
async def test_of_a_return_without_a_refusal_no_line_is_said_to_go(
    tmp_path: Path, answers: list[tuple[str, str] | None], words: str
) -> None:
    async with opened(save(tmp_path, returned(answers))) as file:
        assert file.text("#empty") == words
        assert "Entrée" not in file.text("KeyLine")
        for key in ("enter", "n"):
            await file.press(key)
            assert file.text("KeyLine").startswith(words[:60])
        await file.press("2")
        assert file.text("KeyLine").startswith("Entrée ouvrir")


async def test_the_accepted_sample_has_nothing_to_deposit() -> None:
    (sample,) = (SAMPLES / "tout-accepte").glob("*.json")
    async with opened(sample) as file:
        assert "toutes les lignes sont acceptées" in file.text("#empty")


async def test_an_answer_to_verify_is_settled_by_its_key_not_edited(tmp_path: Path) -> None:
    async with opened(save(tmp_path, returned([IN_DOUBT, REJECTED]))) as file:
        assert file.text("KeyLine").startswith("x régler")
        assert "modifier" not in file.text("KeyLine")
        await file.press("enter")
        hint = file.screen.views.current.query_one("Hint")
        assert "x règle cette réponse" in hint.render_line(0).text.replace("\N{NO-BREAK SPACE}", " ")
        await file.press("escape", "g")
        assert file.text("KeyLine").startswith("Entrée montrer")


async def test_a_file_that_another_session_has_offers_no_change(tmp_path: Path) -> None:
    async with opened(two_faults(tmp_path)) as file:
        await correct_the_date(file)
        assert "c corriger" in file.text("KeyLine")
        work_on(file.screen.subject.work.path).take_over()
        await until(file.pilot, lambda: file.text("#keeping").startswith("lecture seule"))
        for view in ("1", "3"):
            if view != "1":
                await file.press(view)
            said = file.text("KeyLine")
            assert said.startswith("Entrée (lecture seule)  t reprendre la main")
            assert not any(f" {words}" in said for words in ("corriger", "modifier", "annuler"))
        await file.press("2")
        assert "= modifier" not in file.text("KeyLine")
        await file.press("1", "t")
        assert file.text("KeyLine").startswith("Entrée modifier")
        assert "c corriger" in file.text("KeyLine")


async def test_the_keys_while_a_value_for_marked_lines_is_typed_are_those_of_its_editor(tmp_path: Path) -> None:
    async with opened(two_faults(tmp_path)) as file:
        await file.press("2", "asterisk", "m")
        seen = set()
        for _ in range(25):
            idle = file.text_over("KeyLine")
            assert idle == "Entrée saisir la valeur  Échap laisser"
            await file.press("enter")
            table = file.pilot.app.screen.query_one("#balises", EditableTable)
            if table.edited is not None:
                seen.add(file.text_over("KeyLine"))
                await file.press("escape")
            await file.press("down")
        assert seen == {
            "Entrée voir, puis confirmer  Échap laisser  Ctrl+U vider",
            "↑ ↓ choisir  Entrée voir, puis confirmer  Échap laisser",
        }


async def test_what_is_said_of_a_value_for_marked_lines_stays_before_the_keys(tmp_path: Path) -> None:
    async with opened(two_faults(tmp_path)) as file:
        await file.press("2", "asterisk", "m")
        table = file.pilot.app.screen.query_one("#balises", EditableTable)
        dated = next(row.key for row in table.rows if row.cells[0].text == "dateFacture")
        table.move_to(Target(dated, "value"))
        await file.press("enter")
        await file.press("ctrl+u", "enter")
        assert file.text_over("KeyLine").startswith("rien n’est saisi")


@pytest.mark.parametrize("key", ["c", "S"])
async def test_where_nothing_is_proposed_no_key_is_offered_to_apply_it(tmp_path: Path, key: str) -> None:
    async with opened(save(tmp_path, returned([ACCEPTED]))) as file:
        await file.press(key)
        assert file.text_over("KeyLine") == "Échap laisser"


async def test_where_corrections_are_proposed_their_keys_are(tmp_path: Path) -> None:
    tree = returned([REJECTED])
    tree["lignesImport"][0]["isDirectToDMP"] = "non"
    async with opened(save(tmp_path, tree)) as file:
        await file.press("c")
        assert file.text_over("KeyLine").startswith("Espace cocher  * tout  Entrée appliquer  Échap laisser")


async def test_the_title_of_a_change_says_which_marked_lines_it_leaves(tmp_path: Path) -> None:
    async with opened(save(tmp_path, returned([ACCEPTED, *[REJECTED] * 14]))) as file:
        await file.press("2", "*", "m")
        words = (
            "sur 14 lignes marquées (lignes 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 … et 4 autres), et non sur 1 acceptée"
        )
        assert words in file.text_over("Title")


async def test_no_problems_are_not_said_to_be_grouped(tmp_path: Path) -> None:
    async with opened(save(tmp_path, returned([ACCEPTED]))) as file:
        await file.press("g")
        shown = "".join(line.text for line in file.screen._compositor.render_strips())  # noqa: SLF001 (as seen)
        assert "1 Problèmes 0" in shown
        assert "groupés" not in shown


async def test_of_a_refusal_that_names_no_value_no_key_is_said_to_edit(tmp_path: Path) -> None:
    tree = returned([("1204", "Demande irrecevable")])
    tree["lignesImport"][0]["dateFacture"] = "31/02/2023"
    async with opened(save(tmp_path, tree)) as file:
        assert file.problems() == [("1", "dateFacture"), ("1", "ligne")]
        assert file.text("KeyLine").startswith("Entrée modifier")
        await file.press("down")
        assert file.text("KeyLine").startswith("n suivant")
