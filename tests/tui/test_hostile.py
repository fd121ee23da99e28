"""What comes from files never steers the terminal, wherever it is shown."""

from __future__ import annotations

import re

from tests.tui.conftest import Start

HOSTILE = (
    r"\x1b]52;c;SGFja2Vk\x07[/][@click=app.quit]x[/red]\x1b[5;41mY\x9b3J\x00\x7f\u202e"
    r"\u200b\u2028\r\n\t\udc80 \u65e5\u672c" + "z" * 5000
)
LAWFUL = re.compile(
    r"\x1b\[[\d;]*[A-DHGmrMLK]|\x1b\[\?[\d;]*(?:\$p|[hl])|\x1b\[[<>][\d;]*u|\x1b\]22;\w+\x07|\x1b>|\x08|\r\n?",
)


def test_no_byte_of_a_hostile_value_acts(start: Start) -> None:
    terminal = start(HOSTILE=HOSTILE, ROWS="30")
    terminal.wait_for("␛]52;")
    for keys, seen in (("\r", "Attendu"), ("x\r", "gardé 0"), ("\x1b[B\r", "null"), ("\x1b[B\r", "gardé 1")):
        terminal.send(keys)
        terminal.wait_for(seen)
    terminal.wait_quiet()
    assert terminal.screen.startswith("gardé 1 = true")
    sent = LAWFUL.sub("", terminal.raw.decode())
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u200b\u2028\u202e]", sent)
    assert b"\x1b[5;41m" not in terminal.raw


def test_a_hidden_character_is_seen_while_edited_and_kept_as_it_was(start: Start) -> None:
    terminal = start(HOSTILE=r"12\u200b34\x07", ROWS="30")
    terminal.send("\r5")
    terminal.wait_for("12◆34␇5")
    terminal.send("\r")
    terminal.wait_for("gardé 0 = 12⟨U+200B⟩34␇5")
