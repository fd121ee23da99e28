"""The export screen by itself, on a small host: what is shown, what is asked, what is written, what is refused."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from threading import Event, Thread, current_thread, main_thread
from typing import Any

import pytest
from textual.containers import VerticalScroll

from segur_tui.application.disk.patience import Patience
from segur_tui.application.export.deciding import decide
from segur_tui.application.export.exporting import Exported, export, foretold
from segur_tui.application.export.plan import ExportChoice, Plan, SourceFile
from segur_tui.application.files.checking import check_path
from segur_tui.application.history.readings import remember
from segur_tui.application.record.engines import create
from segur_tui.application.record.exports import Record
from segur_tui.application.record.schema import FILE_NAME, RecordUnknown
from segur_tui.application.settings.config import read_settings
from segur_tui.format.candidate import Candidate
from segur_tui.tui.screens.dialogs.dialog import ConfirmScreen
from segur_tui.tui.screens.export import screen as export_screen
from segur_tui.tui.screens.export.result import ExportResultScreen
from segur_tui.tui.screens.export.unknown_record import UnknownRecordScreen
from segur_tui.tui.widgets.prompt import TypedLine
from tests.application.documents.folders import all_of, put
from tests.application.occupied import occupied
from tests.claims import ACCEPTED, ANS, REJECTED, returned
from tests.cutting import killed
from tests.settings import SETTINGS
from tests.terminal import PATIENCE
from tests.tui.export_app import TODAY, editor_numbers, exporting, saved, written
from tests.tui.file_app import until

OTHER_ANS, OTHER_SIRET = "LGCTEST002", "44306184100047"
FIRST, SECOND = (f"JSON-{ANS}-20261124-{number:03d}.json" for number in (1, 2))
EXISTS = ("3436", "Demande déjà existante")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work where folders have short names: every key that is typed takes its time."""
    monkeypatch.chdir(tmp_path)


async def test_the_screen_answers_with_the_plan_that_it_wrote(tmp_path: Path) -> None:
    path = saved(tmp_path, returned([ACCEPTED, REJECTED, REJECTED]))
    async with exporting(path) as person:
        assert FIRST in person.said
        assert written(path.parent) == []
        await person.press("enter")
        assert isinstance(person.host.screen, ExportResultScreen)
        assert str(path.parent / FIRST) in person.host.clipboard
        await person.press("enter")
        (answer,) = person.host.answers
        assert answer is not None
        assert [candidate.line for candidate in answer.resubmission.going] == [2, 3]
        assert (path.parent / FIRST).exists()
    assert editor_numbers(path.parent / FIRST) == ["00002", "00003"]


async def test_what_came_of_a_killed_export_is_said(tmp_path: Path) -> None:
    path = saved(tmp_path, returned([ACCEPTED, REJECTED, REJECTED]))
    check = check_path(path, TODAY, SETTINGS).check
    assert check is not None
    plan = decide([SourceFile(path, check)], ExportChoice([Candidate(0, 2)], TODAY), TODAY)
    killed(partial(export, plan, path.parent, SETTINGS), ("unlink", 0))
    async with exporting(path, notifications=True) as person:
        (notice,) = (
            str(toast.render()).replace("\N{NO-BREAK SPACE}", " ") for toast in person.screen.query("Toast")
        )
        assert notice.endswith(f"a été coupé net : 1 ligne exportée dans {FIRST}")
        assert person.symbols == {"2": "○ décochée", "3": "✓ part"}
    async with exporting(path, notifications=True) as person:
        assert not person.screen.query("Toast")


async def test_no_plan_is_made_on_the_thread_of_the_interface(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[Thread] = []

    def noted(*arguments: Any, **others: Any) -> Plan:
        threads.append(current_thread())
        return decide(*arguments, **others)

    monkeypatch.setattr("segur_tui.tui.screens.export.choices.decide", noted)
    async with exporting(saved(tmp_path, returned([ACCEPTED, REJECTED]))) as person:
        await person.press("a", "space")
    assert len(threads) > 1
    assert main_thread() not in threads


async def test_of_several_suppliers_each_file_is_named_and_written(tmp_path: Path) -> None:
    first = saved(tmp_path, returned([REJECTED, REJECTED]))
    second = saved(tmp_path, returned([ACCEPTED, REJECTED], numero_ans=OTHER_ANS, siret=OTHER_SIRET))
    other = f"JSON-{OTHER_ANS}-20261124-001.json"
    async with exporting(first, second) as person:
        assert f"Fichier : {FIRST}, {other}" in person.said
        files = {row.cells[3].text for row in person.screen.table.rows}
        assert files == {f"{ANS}-20261005-001", f"{OTHER_ANS}-20261005-001"}
        await person.press("enter")
        reported = str(person.pilot.app.screen.query_one("VerticalScroll Static").render())
        assert f"{ANS}, {OTHER_ANS}" in reported
    assert editor_numbers(first.parent / FIRST) == ["00001", "00002"]
    assert editor_numbers(first.parent / other) == ["00002"]


async def test_a_supplier_whose_header_is_in_error_stays_alone(tmp_path: Path) -> None:
    first = saved(tmp_path, returned([REJECTED]))
    second = saved(tmp_path, returned([REJECTED], numero_ans=OTHER_ANS, siret="123"))
    async with exporting(first, second) as person:
        assert [row.cells[0].text for row in person.screen.table.rows] == ["✓ part", "✗ reste"]
        assert f"✗ entête : {second.name}, SIRET" in person.said
        await person.press("enter")
        assert isinstance(person.pilot.app.screen, ConfirmScreen)
        await person.press("o")
    assert written(first.parent) == [FIRST]


async def test_leaving_writes_nothing_and_answers_nothing(tmp_path: Path) -> None:
    path = saved(tmp_path, returned([REJECTED]))
    async with exporting(path) as person:
        await person.press("escape")
        assert person.host.answers == [None]
    assert written(path.parent) == []


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> Iterator[Event]:
    """Let names be found while an event is set only, as in a folder far away."""
    may_be_found = Event()
    may_be_found.set()

    def slow(*arguments: Any, **others: Any) -> Exported:
        may_be_found.wait(PATIENCE)
        return foretold(*arguments, **others)

    monkeypatch.setattr("segur_tui.tui.screens.export.choices.foretold", slow)
    yield may_be_found
    may_be_found.set()


async def test_an_unticked_line_stays_even_when_enter_follows_at_once(tmp_path: Path, names: Event) -> None:
    path = saved(tmp_path, returned([REJECTED, REJECTED]))
    async with exporting(path) as person:
        names.clear()
        await person.pilot.press("space", "enter")
        assert written(path.parent) == []
        names.set()
        await person.settle()
    assert editor_numbers(path.parent / FIRST) == ["00002"]


async def test_a_day_just_given_is_the_one_written_even_when_enter_follows_at_once(
    tmp_path: Path, names: Event
) -> None:
    path = saved(tmp_path, returned([REJECTED]))
    async with exporting(path) as person:
        await person.press("d", "ctrl+u", *"2026-11-30")
        names.clear()
        await person.pilot.press("enter", "enter")
        names.set()
        await person.settle()
    assert (path.parent / f"JSON-{ANS}-20261130-001.json").exists()
    assert written(path.parent) == []


async def test_leaving_before_the_names_are_found_writes_nothing(tmp_path: Path, names: Event) -> None:
    path = saved(tmp_path, returned([REJECTED, REJECTED]))
    async with exporting(path) as person:
        names.clear()
        await person.pilot.press("space", "enter", "escape")
        await until(person.pilot, lambda: person.host.answers == [None])
        names.set()
    assert written(path.parent) == []


async def test_enter_twice_writes_once(tmp_path: Path) -> None:
    path = saved(tmp_path, returned([REJECTED] * 200))
    async with exporting(path) as person:
        person.screen.action_write()
        person.screen.action_write()
        await person.settle()
    assert written(path.parent) == [FIRST]


async def test_all_reasons_of_a_line_can_be_scrolled(tmp_path: Path) -> None:
    tree = returned([REJECTED])
    tree["lignesImport"][0] |= {
        "dateFacture": "31/02/2023",
        "montantSegurHTFacture": "x",
        "isDirectToDMP": "peut-être",
        "identDMP": "x",
        "numeroEditeur": "A",
        "numeroASP": "B",
        "beneficiaires": {"commandePour": "AUTRE", "liberalRPPS": ["1"], "structureFINESSGeo": ["2"]},
    }
    path = saved(tmp_path, tree)
    async with exporting(path, size=(80, 12)) as person:
        assert len(person.screen.detail_text("0:1").splitlines()) > 8
        await person.press("v", "end")
        scroll = person.host.screen.query_one(VerticalScroll)
        assert scroll.max_scroll_y > 0
        assert scroll.scroll_offset.y == scroll.max_scroll_y
        await person.press("q")
        assert person.host.screen is person.screen


async def test_many_existing_demandes_ticked_fast_all_go(tmp_path: Path) -> None:
    path = saved(tmp_path, returned([EXISTS] * 60))
    async with exporting(path) as person:
        for _ in range(60):
            person.screen.action_tick()
        await person.settle()
        assert set(person.symbols.values()) == {"✓ part"}


@pytest.mark.parametrize("text", ["30/11/26", "20261130", "2026-W48-1", "2026-02-30", "31/11/2026", "demain"])
async def test_only_a_day_written_in_full_is_taken(tmp_path: Path, text: str) -> None:
    path = saved(tmp_path, returned([REJECTED]))
    async with exporting(path) as person:
        await person.press("d", "ctrl+u", *text, "enter")
        assert "JJ/MM/AAAA" in person.said
        await person.press("escape")
        assert FIRST in person.said


@pytest.mark.parametrize("text", ["30/11/2026", "2026-11-30"])
async def test_a_day_is_shown_as_all_days_are_and_taken_either_way(tmp_path: Path, text: str) -> None:
    path = saved(tmp_path, returned([REJECTED]))
    async with exporting(path) as person:
        assert "Jour du dépôt : 24/11/2026" in person.said
        await person.press("d")
        assert person.screen.query_one(TypedLine).value == "24/11/2026"
        await person.press("ctrl+u", *text, "enter")
        assert "Jour du dépôt : 30/11/2026" in person.said
        assert f"JSON-{ANS}-20261130-001.json" in person.said


PAST, FAR = "03/04/2024, jour du dépôt, est déjà passé", "28/11/2062, jour du dépôt, n’arrive que dans 13153 jours"


@pytest.mark.parametrize(("day", "said"), [("03/04/2024", PAST), ("28/11/2062", FAR), ("23/11/2026", "")])
@pytest.mark.parametrize("answer", ["o", "n", "enter", "escape"])
@pytest.mark.parametrize("size", [(80, 24), (60, 15)])
async def test_a_day_that_is_hardly_that_of_the_deposit_is_taken_after_a_question(
    tmp_path: Path, day: str, said: str, answer: str, size: tuple[int, int]
) -> None:
    said = said or f"{day}, jour du dépôt, est déjà passé"
    path = saved(tmp_path, returned([REJECTED]))
    async with exporting(path, size=size) as person:
        await person.answer("d", day)
        question = person.host.screen
        assert isinstance(question, ConfirmScreen)
        asked = str(question.query_one("VerticalScroll > Static").render()).replace("\N{NO-BREAK SPACE}", " ")
        assert asked == f"Le {said}. Le prendre quand même ?"
        assert "Jour du dépôt : 24/11/2026" in person.said
        await person.press(answer)
        assert person.host.screen is person.screen
        assert person.screen.table.has_focus
        shown = "Entrée écrire" if answer == "o" else "rien n’est changé"
        assert person.said.splitlines()[-1].startswith(shown)
        assert f"Jour du dépôt : {day if answer == 'o' else '24/11/2026'}" in person.said
        assert (f"! le {said}" in person.said) == (answer == "o")
        if answer != "o":
            return
        await person.answer("d", day)  # which is the present answer
        assert person.host.screen is person.screen
        await person.press("enter")
        result = str(person.host.screen.query_one("VerticalScroll > Static").render())
        assert f"! le {said}." in " ".join(result.replace("\N{NO-BREAK SPACE}", " ").split())


@pytest.mark.parametrize("day", ["24/11/2026", "25/12/2026"])
async def test_a_day_on_which_one_deposits_is_taken_at_once(tmp_path: Path, day: str) -> None:
    async with exporting(saved(tmp_path, returned([REJECTED]))) as person:
        await person.answer("d", day)
        assert person.host.screen is person.screen
        assert f"Jour du dépôt : {day}" in person.said
        assert "! le" not in person.said


async def test_a_day_before_an_invoice_that_goes_is_in_doubt_until_the_line_stays(tmp_path: Path) -> None:
    tree = returned([REJECTED, REJECTED])
    tree["lignesImport"][1]["dateFacture"] = "27/11/2026"
    doubt = "jour du dépôt, précède la date de 1 facture qui part"
    async with exporting(saved(tmp_path, tree)) as person:
        assert f"! le 24/11/2026, {doubt}" in person.said
        await person.answer("d", "26/11/2026")
        assert isinstance(person.host.screen, ConfirmScreen)
        await person.press("o")
        assert f"! le 26/11/2026, {doubt}" in person.said
        await person.press("end", "space")
        assert "! le" not in person.said


async def test_a_home_that_nobody_has_is_reported(tmp_path: Path) -> None:
    path = saved(tmp_path, returned([REJECTED]))
    async with exporting(path) as person:
        await person.answer("o", "~personne-de-ce-nom/x")
        assert "~personne-de-ce-nom n’est le dossier de personne" in person.said


@pytest.mark.parametrize("columns", [80, 140])
async def test_the_footer_says_what_each_key_does(tmp_path: Path, columns: int) -> None:
    async with exporting(saved(tmp_path, returned([REJECTED])), size=(columns, 24)) as person:
        footer = person.said.splitlines()[-1]
        assert "a tout montrer" in footer
        assert "q retour" in footer
        assert ("p dossier des pièces  j pièces une à une" in footer) == (columns > 80)


async def test_tab_stays_in_the_typed_line_and_completes_a_folder(tmp_path: Path) -> None:
    for name in ("pieces/LGC-001", "pieces/LGC-002"):
        (tmp_path / name).mkdir(parents=True)
    async with exporting(saved(tmp_path, returned([REJECTED]))) as person:
        await person.press("o", "ctrl+u", *"pi", "tab", "tab")
        field = person.screen.query_one(TypedLine)
        assert field.value == "pieces/LGC-00"
        await person.press("tab", "shift+tab")
        assert "LGC-001, LGC-002" in person.said
        await person.press("2", "tab", "enter")
        assert "Dossier : pieces/LGC-002" in person.said
        await person.press("d", "tab", "escape")
        assert person.host.screen is person.screen
        assert person.screen.table.has_focus


async def test_lines_without_their_documents_stay(tmp_path: Path) -> None:
    path = saved(tmp_path, returned([REJECTED]))
    (tmp_path / "pieces").mkdir()
    async with exporting(path) as person:
        await person.answer("p", "pieces")
        assert person.symbols == {"1": "✗ reste"}
        assert "FACTURE" in person.screen.detail_text("0:1")


async def test_the_documents_are_looked_up_where_they_were_at_the_last_export(tmp_path: Path) -> None:
    path = saved(tmp_path, returned([REJECTED]))
    pieces = put(tmp_path / "pieces", *all_of([1]))
    async with exporting(path) as person:
        await person.answer("p", "pieces")
        await person.press("enter")
    assert len(list(path.parent.glob("*.zip"))) == 1
    async with exporting(saved(tmp_path / "autre", returned([REJECTED], 2))) as person:
        assert f"pièces dans {pieces}" in person.said
        assert person.symbols == {"1": "✗ reste"}


async def test_a_configured_folder_of_documents_that_is_missing_is_reported(tmp_path: Path) -> None:
    configured = tmp_path / "config" / "segur-tui" / "config.toml"
    configured.parent.mkdir(parents=True)
    configured.write_text('documents = "partage"')
    path = saved(tmp_path, returned([REJECTED]))
    (tmp_path / "pieces").mkdir()
    async with exporting(path, settings=read_settings(None)) as person:
        missing = f"! {configured}, ligne 1, documents : le dossier {configured.parent}/partage n’existe pas"
        assert missing in person.said
        assert "pièces : non contrôlées (p)" in person.said
        await person.answer("p", str(tmp_path / "pieces"))
        assert missing not in person.said


async def test_an_output_folder_that_is_a_file_is_refused_and_can_be_changed(tmp_path: Path) -> None:
    path = saved(tmp_path, returned([REJECTED]))
    (tmp_path / "out").touch()
    async with exporting(path) as person:
        await person.answer("o", "out")
        await person.press("enter")
        assert person.host.screen is person.screen
        assert "impossible d’écrire" in person.said
        assert "Dossier : out (ce n’est pas un dossier)" in person.said
        await person.answer("o", "new")
        assert "Dossier : new (ce dossier sera créé)" in person.said
        await person.press("enter")
    assert written(tmp_path / "new") == [FIRST]


async def test_a_day_without_numbers_left_is_reported(tmp_path: Path) -> None:
    path = saved(tmp_path, returned([REJECTED]))
    (path.parent / f"JSON-{ANS}-20261124-999.json").touch()
    async with exporting(path) as person:
        assert "n’a plus assez de numéros" in person.said
        await person.press("enter")
        assert person.host.screen is person.screen


async def test_nothing_is_written_without_a_record_that_can_be_read_unless_one_says_so(tmp_path: Path) -> None:
    path = saved(tmp_path, returned([REJECTED]))
    (tmp_path / "state").touch()
    async with exporting(path) as person:
        assert FIRST in person.said
        assert "ne peut pas servir" in person.said
        await person.press("enter")
        assert isinstance(person.host.screen, UnknownRecordScreen)
        await person.press("enter")
        assert written(path.parent) == []
        await person.press("enter", "o")
        assert isinstance(person.host.screen, ExportResultScreen)
    assert written(path.parent) == [FIRST]


async def test_a_record_that_can_be_read_is_never_done_without(
    tmp_path: Path, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = saved(tmp_path, returned([REJECTED]))
    remember([check_path(path, TODAY, SETTINGS)], SETTINGS)
    (shared := tmp_path / "commun").mkdir(mode=0o700)
    monkeypatch.setattr(SETTINGS, "record", shared)
    create(SETTINGS)
    async with exporting(path) as person:
        await person.press("enter")
        assert isinstance(person.host.screen, UnknownRecordScreen)
        await person.press("o")
        assert isinstance(person.host.screen, UnknownRecordScreen)
        await person.press("r")
        await person.press("enter", "n", "enter", "enter")
        assert written(path.parent) == []
        (state / FILE_NAME).rename(tmp_path / "ancien.db")
        await person.press("enter", "r")
        await person.press("enter")
    assert written(path.parent) == [FIRST]


async def test_the_record_is_looked_at_again_when_one_asks_for_it(tmp_path: Path, state: Path) -> None:
    accepted = saved(tmp_path / "later", returned([ACCEPTED]), number=2)
    remember([check_path(accepted, TODAY, SETTINGS)], SETTINGS)
    path = saved(tmp_path, returned([REJECTED, REJECTED]))
    record, aside = state / FILE_NAME, tmp_path / "aside"
    record.rename(aside)
    record.write_text("no database, but of some length")
    async with exporting(path) as person:
        assert person.symbols == {"1": "✓ part", "2": "✓ part"}
        await person.press("enter")
        aside.replace(record)
        await person.press("r")
        assert "ne peut pas servir" not in person.said
        await person.press("enter")
        assert written(path.parent) == [FIRST]
    assert editor_numbers(path.parent / FIRST) == ["00002"]


async def test_a_record_that_is_free_again_is_looked_at_before_lines_go_without_it(
    tmp_path: Path, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export_screen, "PATIENCE", Patience(0.2))
    accepted = saved(tmp_path / "later", returned([ACCEPTED]), number=2)
    remember([check_path(accepted, TODAY, SETTINGS)], SETTINGS)
    path = saved(tmp_path, returned([REJECTED, REJECTED]))
    with ExitStack() as others:
        others.enter_context(occupied(state, database=FILE_NAME))
        async with exporting(path) as person:
            assert person.symbols == {"1": "✓ part", "2": "✓ part"}
            await person.press("enter")
            assert isinstance(person.host.screen, UnknownRecordScreen)
            others.close()
            await person.press("o")
            assert written(path.parent) == []
            assert "le registre répond de nouveau : rien n’est écrit" in person.said
            assert person.symbols["1"] != "✓ part"
            await person.press("enter")
    assert editor_numbers(path.parent / FIRST) == ["00002"]


async def test_a_record_that_is_back_is_looked_at_before_lines_go_without_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (shared := tmp_path / "commun").mkdir(mode=0o700)
    monkeypatch.setattr(SETTINGS, "record", shared)
    create(SETTINGS)
    accepted = saved(tmp_path / "later", returned([ACCEPTED]), number=2)
    remember([check_path(accepted, TODAY, SETTINGS)], SETTINGS)
    path = saved(tmp_path, returned([REJECTED, REJECTED]))
    aside = (shared / FILE_NAME).rename(tmp_path / "aside")
    async with exporting(path) as person:
        assert person.symbols == {"1": "✓ part", "2": "✓ part"}
        await person.press("enter")
        assert isinstance(person.host.screen, UnknownRecordScreen)
        aside.rename(shared / FILE_NAME)
        await person.press("o")
        assert written(path.parent) == []
        assert "le registre répond de nouveau : rien n’est écrit" in person.said
        await person.press("enter")
    assert editor_numbers(path.parent / FIRST) == ["00002"]


async def test_what_is_kept_and_damaged_is_not_passed_over_while_the_record_is_away(
    tmp_path: Path, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (shared := tmp_path / "commun").mkdir(mode=0o700)
    monkeypatch.setattr(SETTINGS, "record", shared)
    path = saved(tmp_path, returned([REJECTED]))
    (kept := state / "unrecorded").mkdir(parents=True, mode=0o700)
    (kept / "0000001-x").write_bytes(b"damaged")
    async with exporting(path) as person:
        assert "0000001-x" in person.said
        await person.press("enter")
        assert isinstance(person.host.screen, UnknownRecordScreen)
        await person.press("o")
        assert isinstance(person.host.screen, UnknownRecordScreen)
        await person.press("n")
        assert written(path.parent) == []
        (kept / "0000001-x").unlink()
        await person.press("enter", "r")
        await person.press("enter", "o")
    assert written(path.parent) == [FIRST]


async def test_a_record_that_stays_occupied_is_done_without_when_one_says_so(
    tmp_path: Path, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export_screen, "PATIENCE", Patience(0.2))
    path = saved(tmp_path, returned([REJECTED]))
    with occupied(state, "IMMEDIATE", FILE_NAME):
        async with exporting(path) as person:
            await person.press("enter", "o")
            assert isinstance(person.host.screen, ExportResultScreen)
    assert written(path.parent) == [FIRST]


async def test_a_record_that_fails_while_files_are_written_is_asked_about(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> set[int]:
        raise RecordUnknown("le registre ne peut pas servir")

    path = saved(tmp_path, returned([REJECTED]))
    async with exporting(path) as person:
        with monkeypatch.context() as failing:
            failing.setattr(Record, "add", fail)
            await person.press("enter")
            assert isinstance(person.host.screen, UnknownRecordScreen)
        assert written(path.parent) == []
        await person.press("o")
        assert isinstance(person.host.screen, ExportResultScreen)
    assert written(path.parent) == [FIRST]


async def test_files_of_one_supplier_go_together_in_their_order(tmp_path: Path) -> None:
    paths = [
        saved(tmp_path, returned([REJECTED, ACCEPTED])),
        saved(tmp_path, returned([REJECTED], first_editor=10), number=2),
    ]
    async with exporting(*paths) as person:
        assert [row.cells[3].text for row in person.screen.table.rows] == ["20261005-001", "20261005-002"]
        await person.press("enter")
    assert editor_numbers(paths[0].parent / FIRST) == ["00001", "00010"]


async def test_more_than_200_lines_make_two_files(tmp_path: Path) -> None:
    paths = [
        saved(tmp_path, returned([REJECTED] * 150)),
        saved(tmp_path, returned([REJECTED] * 100, first_editor=200), number=2),
    ]
    async with exporting(*paths) as person:
        assert FIRST in person.said
        assert SECOND in person.said
        await person.press("enter")
    assert written(paths[0].parent) == [FIRST, SECOND]


async def test_of_several_versions_the_newest_goes_and_an_older_one_only_in_its_place(tmp_path: Path) -> None:
    paths = [saved(tmp_path, returned([REJECTED])), saved(tmp_path, returned([REJECTED]), number=2)]
    async with exporting(*paths) as person:
        assert [row.cells[0].text for row in person.screen.table.rows] == ["○ décochée", "✓ part"]
        assert "une version plus récente est dans" in person.screen.table.rows[0].cells[-1].text
        await person.press("home", "space")
        assert [row.cells[0].text for row in person.screen.table.rows] == ["○ décochée", "✓ part"]
        await person.press("end", "space")
        assert [row.cells[0].text for row in person.screen.table.rows] == ["✓ part", "○ décochée"]


async def test_a_line_that_another_of_the_files_shows_accepted_is_asked_about(tmp_path: Path) -> None:
    paths = [saved(tmp_path, returned([REJECTED, REJECTED])), saved(tmp_path, returned([ACCEPTED]), number=2)]
    async with exporting(*paths) as person:
        assert person.symbols == {"1": "○ décochée", "2": "✓ part"}
        await person.press("home", "space")
        assert isinstance(person.host.screen, ConfirmScreen)
        await person.press("o")
        assert person.symbols == {"1": "✓ part", "2": "✓ part"}
        assert "déjà acceptée dans" in person.screen.table.rows[0].cells[-1].text
        await person.press("enter")
    assert editor_numbers(paths[0].parent / FIRST) == ["00001", "00002"]


async def test_a_confirmed_line_in_error_tells_its_errors_and_still_that_it_was_accepted(tmp_path: Path) -> None:
    tree = returned([REJECTED])
    tree["lignesImport"][0]["dateFacture"] = "31/02/2023"
    paths = [saved(tmp_path, tree), saved(tmp_path, returned([ACCEPTED]), number=2)]
    async with exporting(*paths) as person:
        await person.press("space", "o")
        (row,) = person.screen.table.rows
        assert row.cells[0].text == "✗ reste"
        for reported in (row.cells[-1].text, person.screen.detail_text(row.key)):
            assert "31/02/2023" in reported
            assert "déjà acceptée dans" in reported


async def test_a_folder_that_another_program_holds_is_said_and_the_wait_is_given_up(tmp_path: Path) -> None:
    path = saved(tmp_path, returned([REJECTED]))
    folder = os.open(path.parent, os.O_RDONLY)
    fcntl.flock(folder, fcntl.LOCK_EX)
    async with exporting(path) as person:
        await person.pilot.press("enter")
        await until(person.pilot, lambda: "est occupé par un autre programme" in person.said)
        await person.press("escape")
        assert "export abandonné" in person.said
        os.close(folder)
        await person.press("enter")
    assert written(path.parent) == [FIRST]
