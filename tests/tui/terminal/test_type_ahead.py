"""Keys that arrive in one read, as a slow line delivers them, do what they would have done one by one."""

from __future__ import annotations

import pytest

from tests.tui.conftest import Start


@pytest.mark.parametrize(
    ("burst", "said"),
    [
        ("\r\x15abc\r", "gardé 0 = abc (1)"),
        ("\r\x15aa\t\x15bb\t\x15cc\r", "gardé 6 = cc (3)"),
        ("\r\x15aa\x1b[Z", "gardé 0 = aa (1)"),
        ("\x1b[B\x1b[B\x1b[B\r\x15d d\r", "gardé 3 = d d (1)"),
        ("\x1b[B\rfd\r", "gardé 1 = false (1)"),
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


def test_a_paste_outside_an_editor_does_nothing(start: Start) -> None:
    terminal = start()
    terminal.send("\x1b[200~dnq\x1b[201~\r")
    terminal.wait_for("Attendu")
    assert terminal.screen.startswith("prêt")
