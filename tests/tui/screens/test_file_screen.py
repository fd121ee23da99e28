"""The flows of one file: see, edit, undo, correct, filter, search, mark."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.events import Paste
from textual.screen import Screen

from segur_tui.application.views.lines import Filter
from segur_tui.format.finding import Certainty
from segur_tui.format.tree import Number
from segur_tui.tui.grid.grid import Grid
from segur_tui.tui.grid.model import Target
from segur_tui.tui.grid.table import EditableTable
from segur_tui.tui.screens.file.change_marked import ChangeMarkedScreen
from segur_tui.tui.screens.file.rows import VALUE, View
from segur_tui.tui.widgets.footer import KeyLine
from tests.claims import ACCEPTED, REJECTED, RPPS, claim, likely, returned, save
from tests.tui.file_app import opened


def faulty() -> dict[str, Any]:
    """Return a return: line 1 accepted, lines 2 to 4 rejected, with one, two and one faults of ours."""
    tree = returned([ACCEPTED, REJECTED, ("1205", "Montant invalide"), ("1101", "Dossier ASP inconnu")])
    lines = tree["lignesImport"]
    lines[1]["dateFacture"] = "2023-02-31"
    lines[2]["montantSegurHTFacture"] = Number("358.330")
    lines[2]["isDirectToDMP"] = "oui"
    lines[2]["identDMP"] = list(lines[2]["beneficiaires"]["liberalRPPS"])
    return tree


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return save(tmp_path, faulty())


async def test_every_problem_is_shown_in_the_notes_order(path: Path) -> None:
    async with opened(path) as file:
        assert file.problems() == [
            ("2", "dateFacture"),
            ("2", "dateFacture"),
            ("3", "montantSegurHTFacture"),
            ("3", "montantSegurHTFacture"),
            ("3", "isDirectToDMP"),
            ("4", "numeroASP"),
        ]
        assert "1 acceptée" in file.text("#counts")
        assert "3 refusées" in file.text("#counts")
        assert "4 à corriger (2 redites de l’ASP)" in file.text("#counts")


async def test_what_the_asp_says_is_read_in_its_row_and_searched_as_it_stands_there(path: Path) -> None:
    async with opened(path) as file:
        said = {row.cells[-1].text for row in file.screen.views.tables[View.PROBLEMS].rows}
        assert "ASP : Montant invalide (code 1205)".replace(" :", "\N{NO-BREAK SPACE}:") in said
        await file.press("slash", *"ASP : Montant")
        assert {line for line, _ in file.problems()} == {"3"}
        await file.press("enter", "down")
        assert "refusée par l’ASP (code 1205) : Montant invalide" in file.text("#detail")


async def test_a_right_value_takes_two_keys_and_leads_to_the_next_problem(path: Path) -> None:
    async with opened(path) as file:
        await file.press("enter")
        await file.type("28/02/2023")
        await file.press("enter")
        assert file.values(2)["dateFacture"] == "28/02/2023"
        assert file.at == ("3", "montantSegurHTFacture")
        assert ("2", "dateFacture") not in file.problems()
        assert "3 à corriger · 1 modification" in file.text("#counts")


async def test_a_wrong_value_is_kept_flagged_and_the_cursor_stays(path: Path) -> None:
    async with opened(path) as file:
        await file.press("enter")
        await file.type("29/02/2023")
        await file.press("enter")
        assert file.values(2)["dateFacture"] == "29/02/2023"
        assert file.at == ("2", "dateFacture")


async def test_escape_leaves_the_value_as_it_was(path: Path) -> None:
    async with opened(path) as file:
        await file.press("enter")
        await file.type("28/02")
        await file.press("escape")
        assert file.values(2)["dateFacture"] == "2023-02-31"
        assert file.screen.state.draft.done == ()


async def test_enter_alone_changes_nothing(path: Path) -> None:
    async with opened(path) as file:
        await file.press("enter", "enter")
        assert file.screen.state.draft.done == ()


async def test_what_is_typed_without_doubt_is_written_as_the_note_wants(path: Path) -> None:
    async with opened(path) as file:
        await file.press("n", "enter")
        await file.type("2150")
        await file.press("enter")
        assert file.values(3)["montantSegurHTFacture"] == Number("2150.00")


async def test_tab_keeps_and_opens_the_next_value(path: Path) -> None:
    async with opened(path) as file:
        await file.press("enter")
        await file.type("28/02/2023")
        await file.press("tab")
        await file.type("358,33")
        await file.press("enter")
        assert file.values(2)["dateFacture"] == "28/02/2023"
        assert file.values(3)["montantSegurHTFacture"] == Number("358.33")


async def test_choices_are_picked_by_letter_or_arrow(path: Path) -> None:
    async with opened(path) as file:
        await file.press("n", "n", "enter", "f", "enter")
        assert file.values(3)["isDirectToDMP"] is False


@pytest.mark.parametrize(
    ("keys", "kept"),
    [
        (("enter",), True),
        (("tab",), True),
        (("t", "enter"), True),
        (("f", "enter"), False),
        (("down", "enter"), False),
        (("f", "backspace", "t", "t", "enter"), True),
        (("f", "t", "t", "enter", "escape"), "oui"),
        (("escape",), "oui"),
    ],
)
async def test_a_choice_opens_on_the_safe_correction(path: Path, keys: tuple[str, ...], kept: object) -> None:
    async with opened(path) as file:
        await file.press("n", "n", "enter")
        assert "proposé : la correction sûre" in file.text("#problems > Hint")
        await file.press(*keys)
        assert file.values(3)["isDirectToDMP"] == kept


async def test_the_name_that_is_proposed_is_said_to_be_that(tmp_path: Path) -> None:
    tree = returned([REJECTED])
    tree["lignesImport"][0]["piecesjustificatives"][0]["nomFichier"] = "facture.pdf"
    async with opened(save(tmp_path, tree)) as file:
        key = file.screen.state.problem_at(("lignesImport", 0, "piecesjustificatives", 0, "nomFichier"))
        assert key is not None
        file.screen.views.tables[View.PROBLEMS].edit(Target(key, VALUE))
        await file.pilot.pause()
        assert file.text("#problems > Hint").startswith("Proposé : MDV-LGC-Va1-FACTURE-")


async def test_the_first_letter_stays_on_the_choice_that_is_proposed_and_again_goes_on(tmp_path: Path) -> None:
    tree = returned([REJECTED])
    tree["lignesImport"][0]["piecesjustificatives"][0]["formatFichier"] = "pdf"
    for keys, kept in ((("p",), "PDF"), (("p", "p"), "PNG"), (("p", "p", "p"), "PDF"), (("j",), "JPG")):
        async with opened(save(tmp_path, tree)) as file:
            key = file.screen.state.problem_at(("lignesImport", 0, "piecesjustificatives", 0, "formatFichier"))
            assert key is not None
            file.screen.views.go_to_problem(key)
            await file.press("enter", *keys, "enter")
            pieces = file.values(1)["piecesjustificatives"]
            assert isinstance(pieces, list)
            assert pieces[0]["formatFichier"] == kept
            await file.press("u")


async def test_n_goes_round_the_problems_and_passes_over_the_asps_echo(path: Path) -> None:
    async with opened(path) as file:
        seen = [file.at]
        for _ in range(4):
            await file.press("n")
            seen.append(file.at)
        assert seen == [
            ("2", "dateFacture"),
            ("3", "montantSegurHTFacture"),
            ("3", "isDirectToDMP"),
            ("4", "numeroASP"),
            ("2", "dateFacture"),
        ]
        await file.press("N")
        assert file.at == ("4", "numeroASP")


async def test_undo_and_redo_go_back_and_forth(path: Path) -> None:
    async with opened(path) as file:
        await file.press("enter")
        await file.type("28/02/2023")
        await file.press("enter", "u")
        assert file.values(2)["dateFacture"] == "2023-02-31"
        assert file.at == ("2", "dateFacture")
        assert "4 à corriger (2 redites de l’ASP)" in file.text("#counts")
        await file.press("U")
        assert file.values(2)["dateFacture"] == "28/02/2023"
        await file.press("u", "u")
        assert "rien à annuler" in file.text("KeyLine")


async def test_where_a_value_is_chosen_no_key_empties_it(path: Path) -> None:
    async with opened(path) as file:
        table = file.screen.views.tables[View.PROBLEMS]
        row = next(row for row in table.rows if row.cells[3].text == "isDirectToDMP")
        table.move_to(Target(row.key, "value"))
        await file.press("enter")
        assert file.text("KeyLine").startswith("↑ ↓ choisir  Entrée garder")
        assert "vider" not in file.text("KeyLine")
        await file.press("escape", "home", "enter")
        assert "Ctrl+U vider" in file.text("KeyLine")


async def test_what_was_undone_is_said_even_where_the_cursor_goes_there(path: Path) -> None:
    async with opened(path) as file:
        await file.press("enter")
        await file.type("28/02/2023")
        await file.press("enter", "end")
        await file.press("u")
        assert file.text("KeyLine") == "annulé : ligne 2, dateFacture"
        assert file.at == ("2", "dateFacture")
        await file.press("down")
        assert "n suivant" in file.text("KeyLine")


async def test_where_there_is_no_problem_n_and_c_say_so(tmp_path: Path) -> None:
    async with opened(save(tmp_path, returned([ACCEPTED, ACCEPTED]))) as file:
        await file.press("n")
        assert file.text("KeyLine").startswith("Plus aucun problème")
        await file.press("c")
        empty = str(file.pilot.app.screen.query_one(".empty").render())
        assert empty.startswith("Aucune correction sûre")
        assert "aucun problème" in empty
        assert "Échap, puis Entrée" not in empty


async def test_among_grouped_problems_n_says_how_to_see_them_one_by_one(path: Path) -> None:
    async with opened(path) as file:
        await file.press("g", "n")
        assert "g les montre un par un" in file.text("KeyLine")


async def test_what_the_asp_said_of_a_corrected_value_is_no_problem_any_more(path: Path) -> None:
    async with opened(path) as file:
        await file.press("N", "enter")
        await file.type("FINMDV000777")
        await file.press("enter")
        assert ("4", "numeroASP") not in file.problems()


async def test_the_three_views_agree(path: Path) -> None:
    async with opened(path, (140, 40)) as file:
        await file.press("enter")
        await file.type("28/02/2023")
        await file.press("enter", "2")
        lines = {row.key: row for row in file.screen.views.tables[View.LINES].rows}
        assert "28/02/2023" in [cell.text for cell in lines["2"].cells]
        assert "prête" in [cell.text for cell in lines["2"].cells]
        await file.press("home", "down", "3")
        fields = [cell.text for row in file.screen.views.tables[View.FIELDS].rows for cell in row.cells]
        assert "28/02/2023" in fields


async def test_accepted_lines_are_read_only(path: Path) -> None:
    async with opened(path) as file:
        await file.press("2", "home", "f2")
        await file.type("99999")
        await file.press("enter")
        assert file.values(1)["numeroEditeur"] == "00001"


async def test_lines_are_edited_in_their_row(path: Path) -> None:
    async with opened(path) as file:
        await file.press("2", "home", "down", "right", "right", "f2")
        await file.type("1/3/2023")
        await file.press("enter")
        assert file.values(2)["dateFacture"] == "01/03/2023"


async def test_list_items_are_added_removed_and_moved_in_the_fields(path: Path) -> None:
    async with opened(path) as file:
        await file.press("n", "3")

        async def go_to(title: str) -> None:
            table = file.screen.views.tables[View.FIELDS]
            for _ in table.rows:
                assert table.cursor is not None
                row = next(row for row in table.rows if row.key == table.cursor.row_key)
                if row.cells[1].text.strip() == title:
                    return
                await file.press("down")
            raise AssertionError(title)

        def rpps() -> object:
            block = file.values(3)["beneficiaires"]
            return block["liberalRPPS"] if isinstance(block, dict) else None

        await file.press("home")
        await go_to("+ ajouter")
        await file.press("enter")
        await file.type("10000000017")
        await file.press("enter")
        assert rpps() == ["10000000009", "10000000017"]
        await file.press("home")
        await go_to("2")
        await file.press("shift+up")
        assert rpps() == ["10000000017", "10000000009"]
        await file.press("delete")
        assert rpps() in (["10000000017"], ["10000000009"])


@pytest.mark.parametrize(("up", "down"), [("shift+up", "shift+down"), ("plus", "minus")])
@pytest.mark.parametrize("listed", ["liberalRPPS", "piecesjustificatives"])
async def test_the_cursor_goes_with_the_item_that_is_moved_and_at_an_end_that_is_said(
    tmp_path: Path, listed: str, up: str, down: str
) -> None:
    tree = returned([REJECTED])
    line = tree["lignesImport"][0]
    line["beneficiaires"]["liberalRPPS"] = list(RPPS[:3])
    line["piecesjustificatives"].append(line["piecesjustificatives"][1] | {"typeFichier": "MOM"})
    async with opened(save(tmp_path, tree)) as file:
        await file.press("3")

        def items() -> list[object]:
            found = file.values(1)[listed] if listed in file.values(1) else file.values(1)["beneficiaires"]
            found = found[listed] if isinstance(found, dict) else found
            assert isinstance(found, list)
            return list(found)

        first, second, third = items()
        row = next(row for row in file.screen.state.fields if listed in row.pointer and row.pointer[-1] == 0)
        file.screen.views.current.move_to(Target(row.key, VALUE))
        for keys, expected, said in (
            ((up,), [first, second, third], "le premier élément"),
            ((down,), [second, first, third], ""),
            ((down,), [second, third, first], ""),
            ((down,), [second, third, first], "le dernier élément"),
            ((up, up), [first, second, third], ""),
        ):
            await file.press(*keys)
            assert items() == expected
            assert said in file.text("KeyLine")


async def test_filters_are_offered_with_their_lines_and_the_key_again_takes_the_next(path: Path) -> None:
    async with opened(path) as file:
        lines = file.screen.views.tables[View.LINES]
        await file.press("f")
        offered = file.pilot.app.screen.query_one(EditableTable).rows
        assert [row.cells[0].text for row in offered] == [each.value for each in Filter]
        counts = [int(row.cells[1].text) for row in offered]
        assert counts == [4, 3, 3, 0, 1, 0]
        seen = [len(lines.rows)]
        for _ in range(6):
            await file.press("f")
            seen.append(len(lines.rows))  # shown at once, behind the menu
        assert seen == [*counts, 4]
        await file.press("down", "enter", "f", "a", "a", "escape")
        assert (file.screen.state.filter, len(lines.rows)) == (Filter.REJECTED, 3)
        await file.press("f", "a", "a", "enter")
        assert file.screen.state.filter is Filter.ACCEPTED
        await file.press("escape")
        assert len(lines.rows) == 4


async def test_the_filter_that_is_typed_is_shown_and_none_is_kept_that_is_not_there(path: Path) -> None:
    async with opened(path) as file:

        def line() -> str:
            return file.text_over("KeyLine")

        def shown() -> Filter:
            return file.screen.state.filter

        await file.press("f", *"en e")
        assert line() == "tapé : « en e »"
        await file.press("enter")
        assert shown() == Filter.ERRORS
        await file.press("f", *"réf")
        assert line() == "tapé : « réf »"  # f goes on with a word: it is a letter
        assert shown() == Filter.REJECTED
        await file.press("f", "enter")
        assert shown() == Filter.ERRORS  # and does not, here: it is the next filter
        await file.press("f", *"avx", "enter")
        assert line() == "aucun choix ne commence par « avx »"
        await file.press("backspace", "enter")
        assert shown() == Filter.WARNINGS
        await file.press("f")
        for pasted in ("toutes ", "acceptés", "refus"):
            file.pilot.app.post_message(Paste(pasted))
            await file.press("enter")
        assert shown() == Filter.ALL
        await file.press("f", "x", "q")
        assert file.pilot.app.screen is file.screen


async def test_a_balise_of_marked_lines_is_found_by_its_name_or_its_words(path: Path) -> None:
    async with opened(path) as file:
        await file.press("2", "asterisk", "m")
        table = file.pilot.app.screen.query_one("#balises", EditableTable)

        def at() -> str:
            return next(
                row.cells[0].text for row in table.rows if table.cursor and row.key == table.cursor.row_key
            )

        for letters, balise in (
            ("isdirect", "isDirectToDMP"),
            ("datef", "dateFacture"),
            ("envoi d", "isDirectToDMP"),
        ):
            await file.press("home", *letters)
            assert (at(), file.text_over("KeyLine")) == (balise, f"tapé : « {letters} »")
        await file.press("z", "enter")
        assert table.edited is None
        assert file.text_over("KeyLine") == "aucun choix ne commence par « envoi dz »"
        await file.press("backspace", "enter")
        assert table.edited is not None
        await file.press("escape", "d")  # what was typed before Enter is over
        assert at() == "dateFacture"


@pytest.mark.parametrize(("typed", "kept"), [("oui", True), ("NON", False), ("vrai", True), ("oux", "non")])
async def test_a_yes_is_typed_in_french_also_for_marked_lines(tmp_path: Path, typed: str, kept: object) -> None:
    tree = returned([REJECTED, REJECTED])
    for line in tree["lignesImport"]:
        line["isDirectToDMP"] = "non"
    async with opened(save(tmp_path, tree)) as file:
        problem = file.screen.state.problem_at(("lignesImport", 0, "isDirectToDMP"))
        assert problem is not None
        file.screen.views.go_to_problem(problem)
        await file.press("enter", *typed, "enter", "escape")
        assert file.values(1)["isDirectToDMP"] == kept
        await file.press("u", "2", "asterisk", "m")
        table = file.pilot.app.screen.query_one("#balises", EditableTable)
        table.move_to(Target(next(row.key for row in table.rows if row.cells[0].text == "isDirectToDMP"), "value"))
        await file.press("enter", *typed, "enter", "o")
        assert [file.values(line)["isDirectToDMP"] for line in (1, 2)] == [kept, kept]


async def test_tab_does_not_leave_the_search(path: Path) -> None:
    async with opened(path) as file:
        await file.press("slash", *"000", "tab", *"03", "enter")
        assert {line for line, _ in file.problems()} == {"3"}


async def test_search_filters_as_one_types(path: Path) -> None:
    async with opened(path) as file:
        await file.press("slash")
        await file.type("00003")
        assert [line for line, _ in file.problems()] == ["3", "3", "3"]
        await file.press("enter", "enter")
        assert file.screen.views.tables[View.PROBLEMS].edited is not None
        await file.press("escape", "escape")
        assert len(file.problems()) == 6


async def test_without_a_problem_left_keys_are_commands_on_coming_back_too(tmp_path: Path) -> None:
    async with opened(save(tmp_path, returned([ACCEPTED, ACCEPTED]))) as file:
        await file.press("question_mark", "escape", "f", "f", "enter", "x")
        assert file.screen.state.searched == ""
        assert file.screen.state.filter is not Filter.ALL


def two_problems_a_line(folder: Path, lines: int = 6) -> Path:
    tree = returned([REJECTED] * lines)
    for line in tree["lignesImport"]:
        line |= {"dateFacture": "31/02/2023", "montantSegurHTFacture": Number("-5.00")}
    return save(folder, tree)


async def test_the_next_problem_is_the_next_one_as_seen_from_the_view_in_use(tmp_path: Path) -> None:
    async with opened(two_problems_a_line(tmp_path)) as file:
        await file.press("2", "home", "down", "down", "down", "n")
        assert file.at == ("4", "dateFacture")
        assert " 3 Champs de la ligne 4 " in file.text("#tabs")
        await file.press("2", "N")
        assert file.at[0] == "3"
        await file.press("3", "n")
        assert file.at[0] == "4"


async def test_a_search_brings_the_other_views_to_what_it_finds(tmp_path: Path) -> None:
    async with opened(two_problems_a_line(tmp_path)) as file:
        await file.press("slash")
        await file.type("FINMDV000005")
        await file.press("enter", "3")
        assert "   [3 Champs de la ligne 5]" in file.text("#tabs")
        await file.press("escape")
        assert "   [3 Champs de la ligne 5]" in file.text("#tabs")


async def test_the_arrows_work_again_once_the_problems_are_back(tmp_path: Path) -> None:
    async with opened(two_problems_a_line(tmp_path)) as file:
        while file.screen.state.filter is not Filter.WARNINGS:
            await file.press("f")
        await file.press("enter")
        assert not file.problems()
        await file.press("escape", "home", "down")
        assert file.at == ("1", file.problems()[1][1])
        assert file.screen.focused is file.screen.views.tables[View.PROBLEMS]


async def test_marking_goes_on_to_the_next_line(tmp_path: Path) -> None:
    async with opened(two_problems_a_line(tmp_path)) as file:
        await file.press("home", "space", "space", "space")
        assert file.screen.state.marks == {1, 2, 3}
        assert file.at[0] == "4"
        await file.press("end", "space")
        assert file.screen.state.marks == {1, 2, 3, 6}


async def test_grouping_tells_problems_of_one_kind_together(tmp_path: Path) -> None:
    tree = returned([REJECTED] * 14)
    for line in tree["lignesImport"]:
        line["dateFacture"] = "31/02/2023"
    async with opened(save(tmp_path, tree)) as file:
        await file.press("g")
        (ours, asp) = file.screen.views.tables[View.PROBLEMS].rows
        assert ours.cells[4].text == asp.cells[4].text == "× 14"
        await file.press("enter")
        assert [row.cells[3].text for row in file.screen.views.tables[View.PROBLEMS].rows] == ["dateFacture"] * 14
        await file.press("escape", "escape")
        assert len(file.screen.views.tables[View.PROBLEMS].rows) == 28


async def test_of_grouped_problems_the_footer_says_what_enter_does_and_space_marks_their_lines(
    tmp_path: Path,
) -> None:
    tree = returned([REJECTED] * 3) | {"extra": 1}
    for line in tree["lignesImport"][:2]:
        line["dateFacture"] = "2023-02-01"
    async with opened(save(tmp_path, tree)) as file:
        await file.press("g")
        table = file.screen.views.tables[View.PROBLEMS]
        keys = {row.cells[4].text: row.key for row in table.rows}
        assert [row.cells[3].text for row in table.rows] == ["dateFacture", "dateFacture", "fichier"]

        async def go_to(group: str) -> tuple[str, str]:
            table.move_to(Target(keys[group], VALUE))
            await file.pilot.pause()
            return file.text("#detail").splitlines()[-1], file.text("KeyLine").split("  ")[0]

        assert await go_to("× 3") == ("Entrée les montre un par un", "Entrée montrer")
        assert await go_to("× 2") == ("Entrée propose 2 corrections sûres", "Entrée corriger")
        await file.press("space")
        assert file.screen.state.marks == {1, 2}
        assert [row.cells[0].text for row in table.rows] == [" ✗", "•✗", " !"]
        await go_to("× 2")
        await file.press("space")
        assert file.screen.state.marks == set()
        await go_to("× 1")
        await file.press("space")
        assert "problèmes du fichier" in file.text("KeyLine")
        await file.press("2")
        assert file.text("KeyLine").startswith("Entrée ouvrir  = modifier")


async def test_one_balise_is_changed_on_all_marked_lines_as_one_step(path: Path) -> None:
    async with opened(path) as file:
        await file.press("2", "home", "asterisk", "m", "home")
        await file.press("down", "down", "down", "down", "enter")
        await file.type("15/03/2023")
        await file.press("enter")
        question = file.text_over("Dialog VerticalScroll Static")
        assert question.startswith("Changer dateFacture sur 3 lignes ?")
        assert "ligne 2, « 2023-02-31 » → « 15/03/2023 »" in question
        await file.press("o")
        assert [file.values(line)["dateFacture"] for line in (1, 2, 3, 4)] == [
            "01/02/2023",
            "15/03/2023",
            "15/03/2023",
            "15/03/2023",
        ]
        assert len(file.screen.state.draft.done) == 1
        assert file.screen.state.marks == set()
        assert "3 lignes changées, marques retirées" in file.text("KeyLine")
        await file.press("u")
        assert file.values(4)["dateFacture"] == "01/02/2023"


def row_of(screen: Screen[Any], label: str) -> str:
    """Return the key of a row of values to change, by its label and value."""
    rows = screen.query_one(EditableTable).rows
    return next(
        row.key for row in rows if label in {row.cells[0].text, f"{row.cells[0].text} {row.cells[1].text}"}
    )


@pytest.mark.parametrize("balise", ["numLigne", "isDirectToDMP", "liberalRPPS", "dateFacture"])
async def test_values_that_differ_stay_when_nothing_is_typed_for_all_marked_lines(path: Path, balise: str) -> None:
    async with opened(path) as file:
        before = [file.values(line) for line in (1, 2, 3, 4)]
        await file.press("2", "home", "asterisk", "m")
        screen = file.pilot.app.screen
        assert isinstance(screen, ChangeMarkedScreen)
        table = screen.query_one(EditableTable)
        table.move_to(Target(row_of(screen, balise), "value"))
        await file.press("enter", "enter")
        assert file.pilot.app.screen is screen
        await file.press("escape", "escape")
        assert [file.values(line) for line in (1, 2, 3, 4)] == before
        assert not file.screen.state.draft.done


@pytest.mark.parametrize("no", ["enter", "n", "escape"])
async def test_a_change_not_confirmed_is_said_to_be_none_and_what_was_typed_stays(path: Path, no: str) -> None:
    async with opened(path) as file:
        await file.press("2", "home", "asterisk", "m")
        screen = file.pilot.app.screen
        screen.query_one(EditableTable).move_to(Target(row_of(screen, "dateFacture"), "value"))
        await file.press("enter", "ctrl+u", *"15/03/2023", "enter", no)
        assert file.pilot.app.screen is screen
        assert "rien n’est changé" in str(screen.query_one(KeyLine).render())
        await file.press("enter", "enter", "o")
        assert file.values(2)["dateFacture"] == "15/03/2023"


@pytest.mark.parametrize("balise", ["numeroEditeur", "numeroASP", "numLigne", "nomFichier"])
@pytest.mark.parametrize("marks", [("asterisk",), ("end", "space")])
async def test_what_must_differ_from_line_to_line_is_never_given_to_several(
    path: Path, balise: str, marks: tuple[str, ...]
) -> None:
    async with opened(path) as file:
        await file.press("2", "home", *marks, "m")
        screen = file.pilot.app.screen
        screen.query_one(EditableTable).move_to(Target(row_of(screen, balise), "value"))
        await file.press("enter")
        assert "propre à chaque ligne" in file.pilot.app.screen.query_one("Hint").render_line(0).text
        await file.press(*"15/03/2023", "enter", "o")
        assert not file.screen.state.draft.done


@pytest.mark.parametrize(
    ("row", "keys", "lines"),
    [
        ("typeFichier × 3 VA", ("m", "enter"), {2, 3, 4}),
        ("typeFichier × 3 FACTURE", ("m", "enter"), {2, 3, 4}),
        ("formatFichier × 6 PDF", ("j", "enter"), {2, 3, 4}),
        (f"liberalRPPS × 3 {RPPS[0]}", (*RPPS[1], "enter"), {2, 3, 4}),
    ],
)
async def test_a_value_in_documents_and_lists_is_changed_on_all_marked_lines(
    path: Path, row: str, keys: tuple[str, ...], lines: set[int]
) -> None:
    async with opened(path) as file:
        await file.press("2", "asterisk", "m")
        screen = file.pilot.app.screen
        screen.query_one(EditableTable).move_to(Target(row_of(screen, row), "value"))
        await file.press("enter", *keys)
        assert file.pilot.app.screen is not screen
        await file.press("o")
        (step,) = file.screen.state.draft.done
        name, _, count, before = row.split()
        assert len(step.edits) == int(count)
        assert {file.screen.state.draft.check.claim.line_of(edit.pointer) for edit in step.edits} == lines
        assert {edit.before for edit in step.edits} == {before}
        assert all(name in edit.pointer for edit in step.edits)


async def test_no_is_the_answer_unless_one_says_yes_and_what_is_proposed_for_one_line_goes_to_no_other(
    tmp_path: Path,
) -> None:
    tree = returned([REJECTED] * 5)
    for line in tree["lignesImport"]:
        line["isDirectToDMP"] = True
    async with opened(save(tmp_path, tree)) as file:
        await file.press("2", "asterisk", "m")
        screen = file.pilot.app.screen
        screen.query_one(EditableTable).move_to(Target(row_of(screen, "identDMP"), "value"))
        await file.press("enter", "enter")
        assert file.pilot.app.screen is screen
        assert not file.screen.state.draft.done
        await file.press("enter", *RPPS[0], "enter")
        assert "… et 2 autres" in file.text_over("Dialog VerticalScroll Static")
        await file.press("enter")
        assert file.pilot.app.screen is screen
        assert not file.screen.state.draft.done


@pytest.mark.parametrize("key", ["c", "S"])
async def test_corrections_and_suggestions_are_those_of_the_marked_lines(tmp_path: Path, key: str) -> None:
    lines = [likely(number, REJECTED) | {"isDirectToDMP": "non"} for number in range(1, 5)]
    async with opened(save(tmp_path, claim(lines))) as file:
        await file.press(key)
        assert "4 cochées sur 4" in file.text_over(".title")
        await file.press("asterisk", "space")
        assert "1 cochée sur 4" in file.text_over(".title")
        await file.press("escape", "2", "home", "space", "space", key)
        assert "pour 2 lignes marquées : 2 cochées sur 2" in file.text_over(".title")
        await file.press("enter")
        (step,) = file.screen.state.draft.done
        assert {edit.pointer[1] for edit in step.edits} == {0, 1}
        assert file.screen.state.marks == {1, 2}


async def test_where_only_something_likely_is_proposed_for_a_group_enter_and_s_show_that(tmp_path: Path) -> None:
    lines = [likely(number, REJECTED) | {"isDirectToDMP": "non"} for number in range(1, 5)]
    async with opened(save(tmp_path, claim(lines))) as file:
        await file.press("g")
        groups = [group.title for group in file.screen.state.groups]
        while file.screen.views.group is None or not file.screen.views.group.proposed(Certainty.LIKELY):
            await file.press("down")
        assert len(groups) > 1
        for opens in ("enter", "S"):
            assert "Entrée propose 4 suggestions" in file.text("#detail")
            await file.press(opens)
            assert "Suggestions, à vérifier : 4 cochées sur 4" in file.text_over(".title")
            await file.press("escape")


async def test_the_balise_under_the_cursor_is_the_one_offered_for_all_marked_lines(path: Path) -> None:
    async with opened(path) as file:
        await file.press("asterisk", "1", "home")
        while file.at[1] != "dateFacture":
            await file.press("n")
        await file.press("m", "enter")
        await file.type("15/03/2023")
        await file.press("enter", "o")
        assert [file.values(line)["dateFacture"] for line in (2, 3, 4)] == ["15/03/2023"] * 3


async def test_reloading_makes_the_corrections_again_on_the_new_file(path: Path) -> None:
    async with opened(path) as file:
        await file.press("enter")
        await file.type("28/02/2023")
        await file.press("enter")
        tree = faulty()
        tree["lignesImport"][2]["montantSegurHTFacture"] = Number("358.33")
        save(path.parent, tree)
        await file.press("r")
        assert file.text("KeyLine") == "fichier relu, 1 modification refaite"
        assert file.values(2)["dateFacture"] == "28/02/2023"
        assert ("3", "montantSegurHTFacture") not in [p for p in file.problems() if p[0] == "9"]
        assert file.values(3)["montantSegurHTFacture"] == Number("358.33")


async def test_the_header_counts_the_modifications_as_the_list_of_changes_does(path: Path) -> None:
    async with opened(path) as file:

        async def listed() -> str:
            await file.press("d")
            said, rows = file.text_over(".title"), file.pilot.app.screen.query_one(EditableTable).rows
            await file.press("escape")
            number, _, said = said.removeprefix("Ce qui a changé depuis l’ouverture : ").partition(" ")
            assert int(number) == len(rows)
            return said

        await file.press("c", "enter")
        assert "· 1 modification" in file.text("#counts")
        assert await listed() == "valeurs, en 1 modification"
        await file.press("u", "1", "home", "enter", *"28/02/2023", "enter")
        assert "· 1 modification" in file.text("#counts")
        assert await listed() == "valeur, en 1 modification"
        await file.press("2", "home", "down", "right", "right", "f2", *"2023-02-31", "enter")
        assert "· 2 modifications" in file.text("#counts")
        assert await listed() == "valeur, en 2 modifications"
        await file.press("u", "u")
        assert "modification" not in file.text("#counts")


async def test_on_a_wide_screen_the_problems_follow_the_other_views(path: Path) -> None:
    async with opened(path, (140, 40)) as file:
        await file.press("2", "home", "down", "down")
        assert file.at == ("3", "montantSegurHTFacture")
        await file.press("down")
        assert file.at == ("4", "numeroASP")
        await file.press("up", "3", "home")
        fields = file.screen.views.tables[View.FIELDS]
        for _ in range(len(fields.rows)):
            await file.press("down")
            if fields.cursor is not None and "isDirectToDMP" in fields.cursor.row_key:
                break
        assert file.at == ("3", "isDirectToDMP")
        await file.press("home")
        assert file.at == ("3", "isDirectToDMP")
        await file.press("2", "home")
        assert file.at == ("3", "isDirectToDMP")


async def test_going_there_and_back_leaves_the_problem(path: Path) -> None:
    async with opened(path) as file:
        await file.press("end", "up")
        was = file.at
        for view in ("2", "3"):
            await file.press(view, "1")
            assert file.at == was
        await file.press("2", "end", "1")
        assert file.at == ("4", "numeroASP")


async def test_the_row_that_follows_has_another_symbol_than_the_one_that_is_used(path: Path) -> None:
    async with opened(path, (140, 40)) as file:

        def symbols(view: View) -> set[str]:
            grid = file.screen.views.tables[view].query_one(Grid)
            lines = ("".join(segment.text for segment in grid.render_line(y)) for y in range(1, 6))
            return {line[0] for line in lines} - {" "}

        assert (symbols(View.PROBLEMS), symbols(View.LINES)) == ({"▸"}, {"▹"})
        await file.press("2")
        assert (symbols(View.PROBLEMS), symbols(View.LINES)) == ({"▹"}, {"▸"})


@pytest.mark.parametrize("size", [(60, 15), (80, 24), (140, 40)])
async def test_the_title_of_a_bloc_is_whole_in_any_width(path: Path, size: tuple[int, int]) -> None:
    async with opened(path, size) as file:
        await file.press("3")
        grid = file.screen.views.tables[View.FIELDS].query_one(Grid)
        drawn = ""
        for _ in range(len(grid.rows)):
            drawn += "".join(grid.render_line(y).text for y in range(grid.size.height))
            await file.press("down")
        for title in ("BÉNÉFICIAIRES", "PIÈCES JUSTIFICATIVES", "SCÉNARIO D’INSTALLATION"):
            assert title in drawn
