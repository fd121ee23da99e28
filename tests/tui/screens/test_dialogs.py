"""The dialogs of a file by themselves: corrections, differences, source, help and palette."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar

import pytest
from textual.app import App
from textual.binding import BindingType
from textual.command import CommandPalette
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import OptionList

from segur_tui.application.drafts.draft import Draft
from segur_tui.application.views.problems import MISSING, shown_value
from segur_tui.format.balises import DATE_FACTURE
from segur_tui.format.check import Check, check
from segur_tui.format.claim_file import ClaimFile
from segur_tui.format.finding import Finding
from segur_tui.format.reading import read
from segur_tui.format.tree import ABSENT, Absent, Json
from segur_tui.format.writing import write
from segur_tui.tui.commands import COMMANDS, Command, Where, bindings_of, commands_of
from segur_tui.tui.screens.dialogs.help import HelpScreen
from segur_tui.tui.screens.dialogs.pages import Pages
from segur_tui.tui.screens.file.compared import ChangesScreen, CorrectionsScreen
from segur_tui.tui.screens.file.source import SourceScreen
from segur_tui.tui.widgets.footer import KeyLine
from segur_tui.tui.widgets.palette import palette
from tests.claims import REJECTED, SIRET, returned
from tests.settings import SETTINGS

TODAY = date(2026, 11, 24)
SIZES = [(80, 24), (140, 40)]
HOSTILE = "[/][@click=app.quit]\x1b]52;c;eA==\x07\u202e\n"


@dataclass
class Shown:
    """A dialog on the screen, and what it was left with."""

    pilot: Pilot[None]
    screen: Screen[Any]
    answers: list[Any] = field(default_factory=list)

    def text(self, selector: str) -> str:
        return str(self.screen.query_one(selector).render()).replace("\N{NO-BREAK SPACE}", " ")

    def pages(self) -> str:
        pages = self.screen.query_one(Pages)
        return "\n".join(pages.render_line(y).text.rstrip() for y in range(pages.size.height))

    def marked(self) -> list[str]:
        return [line for line in self.pages().split("\n") if "◀" in line]


@asynccontextmanager
async def shown(screen: Screen[Any], size: tuple[int, int] = (80, 24)) -> AsyncIterator[Shown]:
    app: App[None] = App()
    async with app.run_test(size=size) as pilot:
        dialog = Shown(pilot, screen)
        app.push_screen(screen, dialog.answers.append)
        await pilot.pause()
        await pilot.pause()
        yield dialog


def checked(tree: dict[str, Any]) -> Check:
    return check(ClaimFile.of("JSON-LGCTEST001-20261005-001.json", read(write(tree))), TODAY)


def faulty(**values: object) -> dict[str, Any]:
    tree = returned([REJECTED, REJECTED])
    tree["lignesImport"][0].update(values)
    return tree


def corrections(tree: dict[str, Any]) -> tuple[CorrectionsScreen, list[Finding]]:
    of = checked(tree)
    return CorrectionsScreen(of, of.findings), [f for f in of.findings if f.fix is not None]


def cells(screen: CorrectionsScreen | ChangesScreen) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in screen.table.rows]


@pytest.mark.parametrize("size", SIZES)
async def test_corrections_are_all_ticked_at_first_and_enter_gives_them(size: tuple[int, int]) -> None:
    screen, fixable = corrections(faulty(dateFacture="2023-02-01", isDirectToDMP="non"))
    async with shown(screen, size) as dialog:
        assert cells(screen) == [
            ["[x]", "1", "00001", "dateFacture", "2023-02-01", "01/02/2023"],
            ["[x]", "1", "00001", "isDirectToDMP", "non", "false"],
        ]
        assert "2 cochées sur 2" in dialog.text(".title")
        assert "Entrée appliquer" in dialog.text("KeyLine")
        await dialog.pilot.press("enter")
        assert dialog.answers == [tuple(fixable)]


async def test_corrections_are_ticked_one_by_one_or_all_at_once() -> None:
    screen, fixable = corrections(faulty(dateFacture="2023-02-01", isDirectToDMP="non"))
    async with shown(screen) as dialog:
        await dialog.pilot.press("space")
        assert [row[0] for row in cells(screen)] == ["[ ]", "[x]"]
        await dialog.pilot.press("asterisk")
        assert [row[0] for row in cells(screen)] == ["[x]", "[x]"]
        await dialog.pilot.press("asterisk")
        assert [row[0] for row in cells(screen)] == ["[ ]", "[ ]"]
        await dialog.pilot.press("end", "space", "enter")
        assert dialog.answers == [(fixable[1],)]


async def test_corrections_say_in_full_what_changes_and_why() -> None:
    screen, fixable = corrections(faulty(dateFacture="2023-02-01"))
    async with shown(screen) as dialog:
        detail = dialog.text(".detail")
        assert detail.startswith("Ligne 1 · dateFacture : 2023-02-01 → 01/02/2023\n")
        assert fixable[0].message.replace("\N{NO-BREAK SPACE}", " ") in detail


@pytest.mark.parametrize(
    ("name", "value", "before", "after"),
    [
        ("isDirectToDMP", "true", '"true"', "true"),
        ("adresseBoiteMSSPro", "null", '"null"', "null"),
        ("numeroASP", "FINMDV000001 ", '"FINMDV000001 "', '"FINMDV000001"'),
        ("numeroEditeur", 10001, "10001", '"10001"'),
    ],
)
async def test_a_correction_of_quotes_or_spaces_alone_is_seen(
    name: str, value: object, before: str, after: str
) -> None:
    screen, _ = corrections(faulty(**{name: value}))
    async with shown(screen):
        assert [row[4:] for row in cells(screen) if row[3] == name] == [[before, after]]


async def test_a_correction_of_the_header_has_no_line() -> None:
    tree = returned([REJECTED])
    tree["SIRET"] = int(SIRET)
    screen, _ = corrections(tree)
    async with shown(screen) as dialog:
        assert cells(screen) == [["[x]", "", "", "SIRET", SIRET, f'"{SIRET}"']]
        assert dialog.text(".detail").startswith(f'SIRET : {SIRET} → "{SIRET}"\n')


async def test_no_correction_is_said_and_nothing_is_applied() -> None:
    screen, _ = corrections(returned([REJECTED]))
    async with shown(screen) as dialog:
        assert dialog.text(".empty").startswith("Aucune correction sûre : ")
        await dialog.pilot.press("space", "asterisk", "escape")
        assert dialog.answers == [None]


@pytest.mark.parametrize("key", ["escape", "q"])
@pytest.mark.parametrize("name", ["corrections", "changes", "source", "help"])
async def test_every_dialog_is_left_by_escape_and_q(name: str, key: str) -> None:
    of = checked(faulty(dateFacture="2023-02-01"))
    screens: dict[str, Screen[Any]] = {
        "corrections": CorrectionsScreen(of, of.findings),
        "changes": ChangesScreen(Draft(of, checked(returned([REJECTED, REJECTED])), TODAY)),
        "source": SourceScreen(of, 1, None),
        "help": HelpScreen(COMMANDS, None),
    }
    async with shown(screens[name]) as dialog:
        assert dialog.screen.query(KeyLine)
        await dialog.pilot.press(key)
        assert dialog.answers == [None]


async def test_changes_are_said_in_words_where_a_value_is_missing() -> None:
    before, after = faulty(dateFacture="2023-02-01"), faulty(autre="x")
    del after["lignesImport"][0]["identDMP"]
    screen = ChangesScreen(Draft(checked(before), checked(after), TODAY))
    async with shown(screen) as dialog:
        assert cells(screen) == [
            ["1", "dateFacture", '"2023-02-01"', '"01/02/2023"'],
            ["1", "identDMP", "(liste vide)", "(absente)"],
            ["1", "autre", "(absente)", '"x"'],
        ]
        assert "3 valeurs" in dialog.text(".title")
        await dialog.pilot.press("down")
        assert dialog.text(".detail") == "/lignesImport/0/identDMP\n(liste vide)\n→ (absente)"


@pytest.mark.parametrize("width", [60, 80])
async def test_an_item_that_left_its_list_is_told_as_removed_and_what_stays_is_not(width: int) -> None:
    before, after = faulty(), faulty()
    block, documents = after["lignesImport"][0]["beneficiaires"], after["lignesImport"][0]["piecesjustificatives"]
    before["lignesImport"][0]["beneficiaires"]["liberalRPPS"] = ["10000052331", "10000052349", "10000052356"]
    block["liberalRPPS"], gone = ["10000052331", "10000052356"], documents.pop(0)
    screen = ChangesScreen(Draft(checked(before), checked(after), TODAY))
    async with shown(screen, (width, 24)) as dialog:
        (rpps, document) = cells(screen)
        assert rpps == ["1", "liberalRPPS", '"10000052349"', "(retirée)"]
        assert document[2].startswith(gone["nomFichier"][:10])
        assert document[3] == "(retirée)"
        assert dialog.text(".detail").endswith('/liberalRPPS/1\n"10000052349"\n→ (retirée)')


@pytest.mark.parametrize("width", [60, 80])
async def test_two_documents_that_changed_places_are_told_to_have_moved(width: int) -> None:
    before, after = faulty(), faulty()
    documents = after["lignesImport"][0]["piecesjustificatives"]
    documents.reverse()
    screen = ChangesScreen(Draft(checked(before), checked(after), TODAY))
    async with shown(screen, (width, 24)):
        ((*_, was, now),) = cells(screen)
        assert {was[:4], now[:4]} == {"1re ", "2e :"}


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (ABSENT, "(absente)"),
        (None, "null"),
        ("", "(texte vide)"),
        ([], "(liste vide)"),
        ({}, "(bloc vide)"),
        (["x"], '["x"]'),
        (0, "0"),
        (False, "false"),
    ],
)
async def test_what_is_absent_or_empty_is_said_in_words_and_each_in_its_own(
    value: Json | Absent, words: str
) -> None:
    before, after = faulty(), faulty(identDMP="x")
    before["lignesImport"][0]["identDMP"] = value
    if value is ABSENT:
        del before["lignesImport"][0]["identDMP"]
    of = checked(before)
    screen = ChangesScreen(Draft(of, checked(after), TODAY))
    async with shown(screen):
        assert cells(screen) == [["1", "identDMP", words, '"x"']]
    shown_there = MISSING if value is ABSENT else words
    assert shown_value(of, ("lignesImport", 0, "identDMP")) == shown_there


async def test_no_change_is_said() -> None:
    of = checked(returned([REJECTED]))
    async with shown(ChangesScreen(Draft.of(of, TODAY))) as dialog:
        assert dialog.text(".empty") == "Rien n’a changé depuis l’ouverture."


@pytest.mark.parametrize("size", SIZES)
async def test_the_source_shows_the_fault_it_is_asked_for(size: tuple[int, int]) -> None:
    of = checked(faulty(dateFacture="2023-02-01", adresseBoiteMSSPro="x"))
    pointer = ("lignesImport", 0, "adresseBoiteMSSPro")
    async with shown(SourceScreen(of, 1, pointer), size) as dialog:
        assert any('"adresseBoiteMSSPro": "x"' in line for line in dialog.marked())
        first = dialog.text(".detail")
        assert "null" in first
        await dialog.pilot.press("N")
        assert "refusée par l’ASP" in dialog.text(".detail")
        await dialog.pilot.press("N")
        assert "« 2023-02-01 »" in dialog.text(".detail")
        assert any('"dateFacture": "2023-02-01"' in line for line in dialog.marked())
        await dialog.pilot.press("n", "n")
        assert dialog.text(".detail") == first


async def test_a_source_without_fault_says_so() -> None:
    of = checked(returned([None]))
    async with shown(SourceScreen(of, 1, None)) as dialog:
        await dialog.pilot.press("n", "N")
        assert dialog.marked() == []
        assert dialog.text(".detail") == "aucune faute dans cette ligne"


async def test_a_source_is_read_to_its_end_by_half_pages() -> None:
    async with shown(SourceScreen(checked(returned([None])), 1, None)) as dialog:
        pages = dialog.screen.query_one(Pages)
        await dialog.pilot.press("down")
        assert pages.scroll_offset.y == pages.size.height // 2
        await dialog.pilot.press("end")
        assert "libelleTraitement" in dialog.pages()
        await dialog.pilot.press("home")
        assert pages.scroll_offset.y == 0


@pytest.mark.parametrize("size", SIZES)
async def test_help_begins_with_the_note_on_the_balise(size: tuple[int, int]) -> None:
    async with shown(HelpScreen(COMMANDS, DATE_FACTURE), size) as dialog:
        text = dialog.pages().replace("\N{NO-BREAK SPACE}", " ")
        assert text.split("\n")[0].strip() == f"{DATE_FACTURE.name} — {DATE_FACTURE.label}"
        assert "§3.2" in text
        assert text.index("§3.2") < text.index("LES TOUCHES")


@pytest.mark.parametrize("width", [30, 76, 136])
def test_help_tells_every_key_and_symbol_and_cuts_no_line(width: int) -> None:
    lines = list(HelpScreen(COMMANDS, DATE_FACTURE).lines(width))
    text = "\n".join(lines)
    assert all(command.key_name in text for command in COMMANDS)
    assert all(f"  {symbol} " in text for symbol in "✗!◀•—")
    if width > 30:
        assert max(map(len, lines)) <= width + 2


class Commanded(Screen[None]):
    """A screen with commands, of which one is watched."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Where.FILE)]
    done: ClassVar[list[str]] = []

    @property
    def commands(self) -> Sequence[Command]:
        return commands_of(Where.FILE, SETTINGS.keys)

    def action_group(self) -> None:
        self.done.append("group")


async def test_the_palette_gives_the_commands_of_the_screen_with_their_keys() -> None:
    async with shown(Commanded()) as dialog:
        app = dialog.pilot.app
        app.push_screen(palette(dialog.screen, commands_of(Where.FILE, SETTINGS.keys)))
        await dialog.pilot.pause()
        assert isinstance(app.screen, CommandPalette)
        options = app.screen.query_one(OptionList)
        while options.option_count < len(commands_of(Where.FILE, SETTINGS.keys)):
            await dialog.pilot.pause()
        prompts = [str(option.prompt) for option in options.options]
        for command in commands_of(Where.FILE, SETTINGS.keys):
            assert any(command.help in prompt and f"({command.key_name})" in prompt for prompt in prompts)


async def test_the_palette_does_what_the_key_does() -> None:
    Commanded.done.clear()
    async with shown(Commanded()) as dialog:
        app = dialog.pilot.app
        app.push_screen(palette(dialog.screen, commands_of(Where.FILE, SETTINGS.keys)))
        await dialog.pilot.press(*"grouper")
        while not app.screen.query_one(OptionList).option_count:
            await dialog.pilot.pause()
        await dialog.pilot.press("enter")
        await dialog.pilot.pause()
        assert Commanded.done == ["group"]


async def test_the_palette_says_when_no_command_is_found() -> None:
    async with shown(Commanded()) as dialog:
        app = dialog.pilot.app
        app.push_screen(palette(dialog.screen, commands_of(Where.FILE, SETTINGS.keys)))
        await dialog.pilot.press(*"xyz")
        options = app.screen.query_one(OptionList)
        while not options.option_count:
            await dialog.pilot.pause()
        assert "Aucune commande" in str(options.get_option_at_index(0).prompt)
        await dialog.pilot.press("enter")
        await dialog.pilot.pause()
        assert app.screen is dialog.screen


@pytest.mark.parametrize("name", ["corrections", "changes", "source"])
async def test_what_a_file_holds_never_speaks_to_the_terminal(name: str) -> None:
    of = checked(faulty(**{"dateFacture": HOSTILE, "numeroASP": f"FINMDV000001 {HOSTILE}", HOSTILE: HOSTILE}))
    screens: dict[str, Screen[Any]] = {
        "corrections": CorrectionsScreen(of, of.findings),
        "changes": ChangesScreen(Draft(checked(returned([REJECTED, REJECTED])), of, TODAY)),
        "source": SourceScreen(of, 1, ("lignesImport", 0, "dateFacture")),
    }
    async with shown(screens[name]) as dialog:
        for _ in range(4):
            drawn = "".join(
                segment.text
                for strip in dialog.screen._compositor.render_strips()  # noqa: SLF001 (what is sent)
                for segment in strip
            )
            assert drawn.replace("\N{NO-BREAK SPACE}", " ").isprintable()
            assert "\u202e" not in drawn
            await dialog.pilot.press("down", "n")
