"""Keys that arrive in one read, as a slow line delivers them, do what they would have done one by one."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from tests.claims import REJECTED, returned, save
from tests.samples import RETURN
from tests.terminal import Terminal, environment
from tests.tui.conftest import Start


@pytest.mark.parametrize(
    ("burst", "said"),
    [
        ("\r\x15abc\r", "gardé 0 = abc (1)"),
        ("\r\x15aa\t\x15bb\t\x15cc\r", "gardé 6 = cc (3)"),
        ("\r\x15aa\x1b[Z", "gardé 0 = aa (1)"),
        ("\x1b[B\x1b[B\x1b[B\r\x15d d\r", "gardé 3 = d d (1)"),
        ("\x1b[B\rfal\r", "gardé 1 = false (1)"),
        ("\x1b[B\rfd\r\x7f\r", "gardé 1 = false (1)"),
        ("\x1b[B\rnull\x1b[A\r", "gardé 1 = false (1)"),
        ("n\r\x15dnm\r", "gardé 30 = dnm (1)"),
        ("n\r\x15du\rn\r\x15nd\r", "gardé 60 = nd (2)"),
        ("mabdn\r", "réponse abdn"),
        ("mx\rn\r\x15dd\r", "gardé 30 = dd (1)"),
        (b"\r\x15\xe9t\xc3\xa9\r", "gardé 0 = \N{REPLACEMENT CHARACTER}té (1)"),
        ("\x1b[B\x1b[B\rd", "DANGER"),
    ],
)
def test_a_burst_is_taken_in_order(start: Start, burst: str | bytes, said: str) -> None:
    terminal = start()
    terminal.send(burst)
    terminal.wait_for(said)
    terminal.wait_quiet()
    assert terminal.screen.startswith(said)


def test_tab_opens_the_editor_of_the_next_cell(start: Start) -> None:
    terminal = start()
    terminal.send("\r\x15aa\tzz")
    terminal.wait_for("04/13/2023zz")
    assert "gardé 0 = aa (1)" in terminal.screen


def test_escape_leaves_the_value_as_it_was(start: Start) -> None:
    terminal = start()
    terminal.send("\rxyz")
    terminal.wait_for("xyz")
    terminal.send("\x1b")
    terminal.wait_gone("xyz")
    assert terminal.screen.startswith("prêt")
    assert "01/13/2023" in terminal.screen


def test_a_paste_keeps_one_line_and_says_what_it_leaves(start: Start) -> None:
    terminal = start()
    terminal.send("\r\x15\x1b[200~12\x07/34\nautre\nligne\x1b[201~")
    terminal.wait_for("! Collage : laissé de côté 2 autres lignes et 1 caractère de contrôle.")
    terminal.send("\r")
    terminal.wait_for("gardé 0 = 12/34 (1)")


def test_a_paste_that_the_terminal_does_not_mark_keeps_one_line_too(start: Start) -> None:
    terminal = start()
    terminal.send("\r\x15")
    terminal.wait_gone("01/13/2023")
    terminal.send("12/04\rndanger\r\rautre\r")
    terminal.wait_for("3 autres lignes.")
    terminal.wait_quiet()
    assert "DANGER" not in terminal.screen
    terminal.send("\x1b[D\r")
    terminal.wait_for("gardé 0 = 12/04 (1)")


def test_a_row_of_a_spreadsheet_that_the_terminal_does_not_mark_writes_one_value(start: Start) -> None:
    terminal = start()
    terminal.send("\r\x15")
    terminal.wait_gone("01/13/2023")
    terminal.send("12/04\tndanger\t980.00\r\n")
    terminal.wait_for("2 autres cellules.")
    terminal.send("\r")
    terminal.wait_for("gardé 0 = 12/04 (1)")
    terminal.wait_quiet()
    assert "DANGER" not in terminal.screen


def test_a_value_and_commands_typed_ahead_in_an_open_editor_are_keys(start: Start) -> None:
    terminal = start()
    terminal.send("\r\x15")
    terminal.wait_gone("01/13/2023")
    terminal.send("12/04/2023\rn \rx\rd")
    terminal.wait_for("DANGER")
    terminal.wait_for("06/13/2023x")


def test_lines_that_are_no_commands_open_no_editor(start: Start) -> None:
    terminal = start()
    terminal.send("04/05/2023\r04/06/2023\rndanger\r")
    terminal.wait_quiet()
    terminal.send("\r")
    terminal.wait_for("Attendu")
    assert terminal.screen.startswith("prêt")
    assert "04/06/2023" not in terminal.screen


def program(path: Path) -> Terminal:
    """Start the program on a file."""
    state = str(path.parent / "state")
    return Terminal([sys.executable, "-m", "segur_tui", str(path)], env=environment(XDG_STATE_HOME=state))


@pytest.mark.parametrize(
    ("burst", "shows"),
    [
        ("l12\r", "Champs de la ligne 12"),
        ("/04111\r", "[1 Problèmes 4]"),
        ("l12\r/04111\r2", "[2 Lignes 1]"),
        ("\r22/08/2026\rl12\rc \re", "Export"),
    ],
)
@pytest.mark.parametrize("wait", ["", "Ouverture", "Problèmes 33"])
def test_what_is_typed_while_the_file_is_opened_comes_to_its_screen(
    tmp_path: Path, wait: str, burst: str, shows: str
) -> None:
    with program(Path(shutil.copy(RETURN, tmp_path))) as terminal:
        if wait:
            terminal.wait_for(wait)
        terminal.send(burst)
        terminal.wait_for(shows)


def test_what_is_typed_before_a_question_does_not_answer_it(tmp_path: Path) -> None:
    path = save(tmp_path, returned([REJECTED] * 2))
    path.write_bytes(path.read_bytes().replace(b'"numeroEditeur": "00002"', b'"numeroEditeur": 00002'))
    with program(path) as terminal:
        terminal.send("o")
        terminal.wait_for("laissées de côté")
        terminal.wait_for("00002 devient")
        terminal.send("o")
        terminal.wait_for("Problèmes 2")


def test_a_paste_outside_an_editor_does_nothing(start: Start) -> None:
    terminal = start()
    terminal.send("\x1b[200~dnq\x1b[201~\r")
    terminal.wait_for("Attendu")
    assert terminal.screen.startswith("prêt")
