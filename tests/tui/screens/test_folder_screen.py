"""The list of a folder's files, driven by keys: reading, searching, marking, opening, exporting."""

from __future__ import annotations

import re
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import date
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Input
from textual.worker import WorkerCancelled

from segur_tui.application.export.deciding import decide
from segur_tui.application.export.exporting import export
from segur_tui.application.export.plan import ExportChoice, SourceFile
from segur_tui.application.files.checking import FileReport, check_path
from segur_tui.application.history import listing
from segur_tui.application.history.listed_files import Read, read_file
from segur_tui.application.record.engines import open_record
from segur_tui.application.settings.values import Settings
from segur_tui.application.together import visit
from segur_tui.format.candidate import Candidate
from segur_tui.tui.screens.folder import together as folder_together
from segur_tui.tui.screens.folder.screen import FolderScreen
from segur_tui.tui.widgets.footer import KeyLine
from tests.claims import ACCEPTED, ANS, REJECTED, SIRET, returned, save
from tests.settings import SETTINGS
from tests.terminal import Terminal, environment
from tests.tui.file_app import TODAY

OTHER_SIRET = "44306184100047"
HOSTILE = "x\x1b[31m\u202e[b]\n✗ faux.json"


class Host(App[None]):
    """Nothing but the screen, and what it asks for."""

    def __init__(self, *paths: Path) -> None:
        super().__init__()
        self.opened: list[str] = []
        self.exported: list[list[str]] = []
        self.listed = FolderScreen(paths, TODAY, SETTINGS, self._open, self._export, self._export)

    def on_mount(self) -> None:
        self.push_screen(self.listed)

    def _open(self, path: Path) -> None:
        self.opened.append(path.name)

    def _export(self, reports: tuple[FileReport, ...]) -> Callable[[], None]:
        return lambda: self.exported.append([report.path.name for report in reports])


class Folder:
    """The screen as a person sees it, and the keys pressed."""

    def __init__(self, pilot: Pilot[None], host: Host) -> None:
        self.pilot, self.host, self.screen = pilot, host, host.listed

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.settle()

    async def settle(self) -> None:
        done = False
        while not done:
            with suppress(WorkerCancelled):  # a look at what is left gives way to a newer one
                await self.host.workers.wait_for_complete()
                done = True
            await self.pilot.pause()

    @property
    def rows(self) -> dict[str, list[str]]:
        return {row.cells[1].text: [cell.text for cell in row.cells] for row in self.screen.table.rows}

    @property
    def marked(self) -> list[str]:
        return [name for name, cells in self.rows.items() if cells[0]]

    @property
    def at(self) -> str:
        target = self.screen.table.cursor
        assert target is not None
        return Path(target.row_key).name

    @property
    def said(self) -> str:
        return self._plain(str(self.screen.query_one(KeyLine).render()))

    def text(self, selector: str) -> str:
        return self._plain(str(self.screen.query_one(selector).render()))

    @staticmethod
    def _plain(text: str) -> str:
        return text.replace("\N{NO-BREAK SPACE}", " ")


def name(number: int, numero_ans: str = ANS) -> str:
    return f"JSON-{numero_ans}-20261005-{number:03d}.json"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "retours"
    save(path, returned([ACCEPTED, REJECTED]), number=1)
    save(path, returned([ACCEPTED], 9), number=2)
    save(path, returned([None], 20), number=3)
    return path


@asynccontextmanager
async def shown(*paths: Path, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Folder]:
    host = Host(*paths)
    async with host.run_test(size=size) as pilot:
        listed = Folder(pilot, host)
        await listed.settle()
        yield listed


async def test_each_file_has_a_row_with_its_figures(folder: Path) -> None:
    async with shown(folder) as listed:
        assert [cells[2:] for cells in listed.rows.values()] == [
            [ANS, "05/10/2026", "001", "2", "1", "1", "1", "refus à traiter"],
            [ANS, "05/10/2026", "002", "1", "1", "0", "0", "tout accepté"],
            [ANS, "05/10/2026", "003", "1", "0", "0", "0", "à déposer"],
        ]
        assert "3 fichiers" in listed.text(".title")
        assert str(folder / name(1)) in listed.text(".detail").replace("\n", "")
        assert (
            "2 lignes · 1 acceptée · 1 refusée · 1 jamais exportée · ✗ 1 à corriger · ! 1 avertissement"
            in listed.text(".detail")
        )


async def test_a_submission_whose_return_was_read_is_not_to_be_deposited_again(folder: Path) -> None:
    save(folder / "réponses", returned([ACCEPTED], 20), number=3)
    async with shown(folder) as listed:
        assert [row.cells[-1].text for row in listed.screen.table.rows][-2:] == ["réponse reçue", "tout accepté"]


async def test_a_file_that_this_program_wrote_is_said_to_be_and_can_be_withdrawn(folder: Path) -> None:
    path = folder / name(1)
    report = check_path(path, TODAY, SETTINGS)
    assert report.check is not None
    plan = decide([SourceFile(path, report.check, report.digest)], ExportChoice([Candidate(0, 2)], TODAY), TODAY)
    (written,) = export(plan, folder, SETTINGS).paths
    async with shown(folder) as listed:
        assert [listed.rows[each][-1] for each in (path.name, written.name)] == ["exporté", "à déposer"]
        await listed.press("w")
        assert "n’a pas écrit ce fichier" in listed.said
        await listed.press("end")
        assert listed.at == written.name
        assert "écrit par segur-tui, à déposer" in listed.text(".detail")
        await listed.press("w", "n")
        assert listed.rows[written.name][-1] == "à déposer"
        await listed.press("w", "o")
        await listed.settle()
        assert [listed.rows[each][-1] for each in (path.name, written.name)] == [
            "refus à traiter",
            "ne pas déposer",
        ]
        assert "à ne pas déposer" in listed.text(".detail")
        await listed.press("e", "asterisk", "e")
        assert written.name not in listed.host.exported[-1]
        assert listed.host.exported[0] == [written.name]


async def test_files_of_other_hosts_at_one_path_are_named_line_by_line(folder: Path) -> None:
    path = folder / name(1)
    report = check_path(path, TODAY, SETTINGS)
    assert report.check is not None
    plan = decide([SourceFile(path, report.check, report.digest)], ExportChoice([Candidate(0, 2)], TODAY), TODAY)
    (written,) = export(plan, folder, SETTINGS).paths
    columns = "path, numero_ans, siret, day, number, account"
    with open_record(SETTINGS) as store, store.transaction():
        store.change("UPDATE exported_file SET account = 'bob', host = 'hostb'")
        store.change(f"INSERT INTO exported_file ({columns}, host) SELECT {columns}, 'hostc' FROM exported_file")  # noqa: S608 (ours)
        store.change(
            "INSERT INTO exported_line (file_id, num_ligne, source, source_line, numero_editeur, numero_asp) "
            "VALUES (2, 1, '', 1, '', '')"
        )
    async with shown(folder) as listed:
        await listed.press("end", "w", "o")
        await listed.settle()
        (said,) = (each.message for each in listed.host._notifications)  # noqa: SLF001 (there is no other way)
        assert said.splitlines()[1:] == [f"  {written}, par bob sur host{host}" for host in "cb"]


async def test_a_symbol_and_its_count_stay_on_one_line(tmp_path: Path) -> None:
    tree = returned([ACCEPTED] * 20 + [REJECTED] * 6)
    tree["extra"] = 1
    path = save(tmp_path / "un", tree)
    async with shown(path) as listed:
        detail = listed.screen.query_one(".detail")
        lines = [detail.render_line(y).text.strip() for y in range(detail.size.height)]
        assert any(line.startswith("!\N{NO-BREAK SPACE}1\N{NO-BREAK SPACE}avertissement") for line in lines), lines


async def test_enter_opens_the_selected_file(folder: Path) -> None:
    async with shown(folder) as listed:
        await listed.press("down", "enter")
        assert listed.host.opened == [name(2)]


async def test_a_broken_file_is_listed_and_says_why_it_does_not_open(folder: Path) -> None:
    (folder / name(4)).write_text('{"impId": null,')
    async with shown(folder) as listed:
        assert listed.rows[name(4)][5:] == ["", "", "", "", "illisible"]
        await listed.press("end", "enter")
        assert listed.host.opened == []
        assert listed.said.startswith("ce fichier ne s’ouvre pas :")
        assert "ligne 1, colonne 16" in listed.text(".detail")
        await listed.press("up")
        assert "ouvrir" in listed.said


async def test_a_file_of_too_many_demandes_says_how_many_and_does_not_open(folder: Path) -> None:
    many = save(folder, returned([REJECTED]) | {"lignesImport": [None] * 5_001}, number=4)
    async with shown(folder) as listed:
        assert listed.rows[many.name][-1] == "illisible"
        await listed.press("end", "enter")
        assert listed.host.opened == []
        assert "5 001 demandes" in listed.said
        assert listed.text(".detail").endswith("5 001 demandes ; l’ASP en prend 200 par fichier : coupez-le")


async def test_a_path_that_is_not_there_has_its_row(folder: Path) -> None:
    async with shown(folder / name(1), folder / "absent.json") as listed:
        assert listed.rows["absent.json"][-1] == "illisible"


async def test_marks_are_put_taken_away_and_exported_together(folder: Path) -> None:
    async with shown(folder) as listed:
        await listed.press("space", "down", "space")
        assert listed.marked == [name(1), name(3)]
        assert "2 marqués" in listed.text(".title")
        await listed.press("e")
        await listed.press("asterisk", "e")
        await listed.press("asterisk")
        assert listed.marked == []
        await listed.press("home", "e")
        assert listed.host.exported == [[name(1), name(3)], [name(1), name(2), name(3)], [name(1)]]


async def test_files_of_several_suppliers_are_exported_at_once_and_not_corrected_together(folder: Path) -> None:
    save(folder, returned([REJECTED], numero_ans="LGCTEST002"), number=1)
    save(folder, returned([REJECTED], siret=OTHER_SIRET), number=4)
    async with shown(folder) as listed:
        await listed.press("end", "space", "home", "space", "g")
        assert listed.said == f"pas corrigés ensemble : n° ANS différents ({ANS}, LGCTEST002)"
        await listed.press("end", "space", "up", "space", "g")
        assert OTHER_SIRET in listed.said
        assert "n° ANS" not in listed.said
        assert len(listed.said) <= 78
        assert listed.host.exported == []
        await listed.press("asterisk", "e")
        assert listed.host.exported == [[*map(name, (1, 2, 3, 4)), name(1, "LGCTEST002")]]


@pytest.mark.parametrize("key", ["escape", "home", "x"])
async def test_a_refusal_leaves_at_the_next_key_whatever_it_is(folder: Path, key: str) -> None:
    save(folder, returned([REJECTED], numero_ans="LGCTEST002"), number=1)
    async with shown(folder) as listed:
        await listed.press("home", "asterisk", "g")
        assert "différents" in listed.said
        await listed.press(key)
        assert listed.said.startswith("Entrée ouvrir")
        assert "n° ANS" not in listed.text(".detail")
        await listed.press("g")
        assert "différents" in listed.said


async def test_a_refusal_is_said_whole_and_the_files_it_is_about_are_named(folder: Path) -> None:
    save(folder, returned([REJECTED], numero_ans="LGCTEST002", siret=OTHER_SIRET), number=1)
    async with shown(folder) as listed:
        await listed.press("asterisk", "g")
        assert listed.said.endswith(f" ensemble : n° ANS et SIRET différents ({ANS}, LGCTEST002)")
        assert len(listed.said) <= 78
        beside = listed.text(".detail")
        assert f"n° ANS {ANS} : 3 fichiers, dont {name(1)}" in beside
        assert f"SIRET {OTHER_SIRET} : {name(1, 'LGCTEST002')}" in beside
        await listed.press("down")
        assert "n° ANS" not in listed.text(".detail")
        await listed.press("asterisk", "g")
        assert listed.host.exported == [[name(2)]]


async def test_files_that_turn_out_to_be_of_several_suppliers_do_not_go_together(folder: Path) -> None:
    async with shown(folder) as listed:
        await listed.press("asterisk")
        (folder / name(2)).write_bytes(save(folder / "x", returned([REJECTED], siret=OTHER_SIRET)).read_bytes())
        await listed.press("g")
        assert f"{SIRET}, {OTHER_SIRET}" in listed.said
        assert listed.host.exported == []


@pytest.mark.parametrize(
    ("columns", "named"),
    [
        (80, ["Entrée", "Espace", "e", "g", "q", ".", "?"]),
        (140, ["Entrée", "Espace", "e", "g", "q", "h", "p", "*", "/", "r", "?"]),
    ],
)
async def test_the_footer_names_the_keys_in_order_of_use(folder: Path, columns: int, named: list[str]) -> None:
    async with shown(folder, size=(columns, 24)) as listed:
        assert [part.split()[0] for part in listed.said.split("  ")] == named


@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
async def test_a_broken_file_among_the_marked_is_named_before_the_others_are_exported(
    folder: Path, size: tuple[int, int]
) -> None:
    (folder / name(4)).write_text("{")
    async with shown(folder, size=size) as listed:
        await listed.press("asterisk", "e")
        shown_question = listed.host.screen.query_one("VerticalScroll > Static")
        asked = str(shown_question.render()).replace("\N{NO-BREAK SPACE}", " ")
        assert asked.startswith("1 fichier illisible. Exporter les autres sans lui ? Les lignes dont")
        assert f"{name(4)} : ligne 1, colonne 2" in asked
        await listed.press("enter")
        assert listed.host.exported == []
        assert listed.said == "rien n’est changé"
        await listed.press("e", "o")
        assert listed.host.exported == [[name(1), name(2), name(3), name(4)]]
        await listed.press("g")
        assert listed.said.startswith(f"pas corrigés : {name(4)} est illis")
        assert f"{name(4)} : ligne 1, colonne 2" in listed.text(".detail")
        await listed.press("asterisk", "end", "e")
        assert listed.said.startswith(f"pas d’export : {name(4)} est illis")


@pytest.mark.parametrize("columns", [60, 80])
async def test_files_with_long_names_that_differ_in_the_middle_look_different(
    tmp_path: Path, columns: int
) -> None:
    content = save(tmp_path / "x", returned([REJECTED])).read_bytes()
    for number in range(1, 13):
        (
            tmp_path / f"lot du cabinet dupont des alpes, envoi {number} fait par martine au bureau.json"
        ).write_bytes(content)
    async with shown(tmp_path, size=(columns, 24)) as listed:
        lines = [line.text for line in listed.screen._compositor.render_strips()]  # noqa: SLF001 (a picture takes long)
        drawn = [re.split(r" {2,}", line[3:])[0] for line in lines if "martine" in line or "au bureau" in line]
        assert len(drawn[:12]) == len(set(drawn[:12])) == 12


@pytest.mark.parametrize(
    ("typed", "found"), [("tout acc", [2]), ("REFUS", [1]), ("-003", [3]), ("lgctest", [1, 2, 3])]
)
async def test_the_search_follows_what_is_typed(folder: Path, typed: str, found: list[int]) -> None:
    async with shown(folder) as listed:
        await listed.press("slash", *typed)
        assert list(listed.rows) == [name(number) for number in found]
        field = listed.screen.query_one(Input)
        assert (field.value, field.size.height) == (typed, 1)
        await listed.press("enter", "space")
        assert listed.marked == [name(found[0])]
        await listed.press("escape")
        assert len(listed.rows) == 3
        assert not field.display
        await listed.press("q")
        assert not listed.host.is_running


@pytest.mark.parametrize(
    ("columns", "reported"), [(140, "3 marqués, dont 2 cachés"), (80, "3 marqués (2 cachés)")]
)
async def test_marked_files_that_a_search_hides_are_reported(folder: Path, columns: int, reported: str) -> None:
    async with shown(folder, size=(columns, 24)) as listed:
        await listed.press("asterisk", "slash", *"002", "enter")
        assert reported in listed.text(".title").replace("\n", " ")
        await listed.press("escape")
        assert "caché" not in listed.text(".title")


async def test_a_search_without_match_does_not_say_that_the_folder_is_empty(folder: Path) -> None:
    async with shown(folder) as listed:
        await listed.press("slash", *"zzz")
        assert listed.text(".empty").startswith("Aucun fichier ne répond à la recherche")
        await listed.press("enter", "enter", "e", "escape", "down", "enter")
        assert listed.host.opened == [name(2)]


async def test_reading_again_finds_new_files_and_keeps_the_cursor_and_the_marks(folder: Path) -> None:
    async with shown(folder) as listed:
        await listed.press("space", "space")
        (folder / name(1)).unlink()
        save(folder, returned([REJECTED], numero_ans="AAATEST001"), number=9)
        save(folder, returned([ACCEPTED], 20), number=3)
        await listed.press("r")
        assert list(listed.rows) == [name(9, "AAATEST001"), name(2), name(3)]
        assert (listed.marked, listed.at) == ([name(2)], name(3))
        assert listed.rows[name(3)][-1] == "tout accepté"


async def test_an_empty_folder_says_what_to_do(tmp_path: Path) -> None:
    async with shown(tmp_path) as listed:
        assert listed.text(".empty").startswith("Aucun fichier .json ici : q quitte")
        await listed.press("e")
        assert listed.said == "aucun fichier ici"
        save(tmp_path, returned([None]))
        await listed.press("enter", "space", "asterisk", "r")
        await listed.press("enter")
        assert listed.host.opened == [name(1)]


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_a_hostile_name_is_shown_as_symbols_on_its_own_line(folder: Path, size: tuple[int, int]) -> None:
    (folder / HOSTILE).write_text("{")
    async with shown(folder, size=size) as listed:
        await listed.press("end", "enter", "space", "e")
        for text in (listed.text(".title"), listed.text(".detail"), listed.said):
            assert not {"\x1b", "\u202e"} & set(text)
        assert listed.text(".detail").startswith(f"{folder}/x␛[31m⟨U+202E⟩[b]␊✗ faux.json\n✗ fichier illisible")


class Slow:
    """Reading held back until it is let go."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.go, self.begun = Event(), Event()
        self.read: list[str] = []
        monkeypatch.setattr(visit, "_FIRST", 1)

        def held(path: Path, *others: Any) -> Read:
            self.read.append(path.name)
            if len(self.read) == 2:
                self.begun.set()
                self.go.wait(10)
            return read_file(path, *others)

        monkeypatch.setattr(listing, "read_file", held)

    async def reached(self, pilot: Pilot[None]) -> None:
        while not self.begun.is_set():
            await pilot.pause(0.01)
        await pilot.pause()


async def test_the_list_can_be_used_while_it_is_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slow, host = Slow(monkeypatch), Host(folder)
    async with host.run_test(size=(80, 24)) as pilot:
        listed = Folder(pilot, host)
        await slow.reached(pilot)
        assert "1 fichier lu sur 3" in listed.text(".title")
        assert [cells[-1] for cells in listed.rows.values()] == ["refus à traiter", "à lire…", "à lire…"]
        await pilot.press("enter", "down", "enter")
        assert host.opened == [name(1), name(2)]
        await pilot.press("e")
        assert host.exported == [[name(2)]]
        slow.go.set()
        await listed.settle()
        assert listed.at == name(2)
        assert listed.rows[name(3)][-1] == "à déposer"


async def test_escape_stops_the_reading_and_r_takes_it_up(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slow, host = Slow(monkeypatch), Host(folder)
    async with host.run_test(size=(80, 24)) as pilot:
        listed = Folder(pilot, host)
        await slow.reached(pilot)
        await pilot.press("escape")
        assert listed.said == "lecture arrêtée : r relit tout"
        slow.go.set()
        await pilot.pause(0.2)
        assert slow.read == [name(1), name(2)]
        await listed.press("r")
        assert listed.rows[name(3)][-1] == "à déposer"


@pytest.fixture
def many(tmp_path: Path) -> Path:
    for number in range(1, 121):
        save(tmp_path / "beaucoup", returned([REJECTED], number), number=number)
    return tmp_path / "beaucoup"


class SlowTogether:
    """The reading of marked files held back at one of them until it is let go."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, at: int) -> None:
        self.go, self.begun, self.read = Event(), Event(), 0

        def held(path: Path, today: date, settings: Settings) -> FileReport:
            self.read += 1
            if self.read == at:
                self.begun.set()
                self.go.wait(10)
            return check_path(path, today, settings)

        monkeypatch.setattr(folder_together, "check_path", held)

    async def reached(self, pilot: Pilot[None]) -> None:
        while not self.begun.is_set():
            await pilot.pause(0.01)
        await pilot.pause()


@pytest.mark.parametrize("no", ["n", "enter", "escape", "q"])
async def test_a_question_that_is_answered_by_no_leaves_no_word_on_a_reading_that_is_over(
    many: Path, no: str
) -> None:
    (many / name(1)).write_text("{")
    async with shown(many) as listed:
        await listed.press("asterisk", "e")
        asked = str(listed.host.screen.query_one("VerticalScroll > Static").render())
        assert asked.startswith("1\N{NO-BREAK SPACE}fichier illisible")
        await listed.press(no)
        assert listed.host.screen is listed.screen
        assert listed.said == "rien n’est changé"


async def test_reading_marked_files_shows_how_far_it_is_but_not_at_each(
    many: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = SlowTogether(monkeypatch, at=102)
    async with shown(many) as listed:
        await listed.pilot.press("asterisk", "g")
        await slow.reached(listed.pilot)
        assert listed.said == "lecture : 99 fichiers sur 120… Échap l’arrête"
        slow.go.set()
        await listed.settle()
        assert len(listed.host.exported[0]) == 120


@pytest.mark.parametrize(
    ("key", "said"),
    [("e", "export abandonné : rien n’est écrit"), ("g", "correction ensemble abandonnée : rien n’est changé")],
)
async def test_escape_leaves_what_was_to_be_done_with_marked_files(
    many: Path, monkeypatch: pytest.MonkeyPatch, key: str, said: str
) -> None:
    slow = SlowTogether(monkeypatch, at=30)
    async with shown(many) as listed:
        await listed.pilot.press("asterisk", key)
        await slow.reached(listed.pilot)
        await listed.pilot.press("escape")
        assert listed.said == said
        slow.go.set()
        while any(not worker.is_finished for worker in listed.host.workers):
            await listed.pilot.pause(0.01)
        await listed.pilot.pause()
        assert (slow.read, listed.said, listed.host.exported) == (30, said, [])


async def test_leaving_while_files_are_read_ends_at_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slow, host = Slow(monkeypatch), Host(folder)
    async with host.run_test(size=(80, 24)) as pilot:
        await slow.reached(pilot)
        await pilot.press("q")
        slow.go.set()
    assert slow.read == [name(1), name(2)]


@pytest.mark.parametrize(("columns", "rows"), [(60, 15), (80, 24), (140, 40)])
def test_names_are_shown_as_far_as_their_number(folder: Path, tmp_path: Path, columns: int, rows: int) -> None:
    with terminal_of(folder, tmp_path, columns, rows) as terminal:
        terminal.wait_for("à déposer")
        shown_part = name(1)[:22] if columns < 80 else name(1)[:28]
        assert shown_part in terminal.screen


def test_keys_typed_ahead_of_the_search_are_part_of_it(folder: Path, tmp_path: Path) -> None:
    (folder / name(4)).write_text('{"impId": null,')
    with terminal_of(folder, tmp_path, 80, 24) as terminal:
        terminal.wait_for("illisible")
        terminal.send("/illisi")
        terminal.wait_for("illisi")
        terminal.wait_until(lambda: terminal.screen.count("illisi") >= 3, "the search, its field and its row")
        terminal.send("\x1b")
        terminal.wait_for("à déposer")
        terminal.send("/illis\r\r")
        terminal.wait_for("ne s’ouvre pas")


def terminal_of(path: Path, home: Path, columns: int, rows: int) -> Terminal:
    return Terminal([sys.executable, "-m", "segur_tui", str(path)], columns, rows, environment(HOME=str(home)))
