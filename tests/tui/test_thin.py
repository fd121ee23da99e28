from __future__ import annotations

import sys

import pyte
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from segur_tui.tui.sgr import PLAIN, after, change
from segur_tui.tui.thin import Thinner
from tests.terminal import Terminal, environment
from tests.tui.looks import looks

COLUMNS, ROWS = 20, 4
CODES = (
    "0",
    "1",
    "2",
    "3",
    "4",
    "7",
    "9",
    "31",
    "92",
    "41",
    "104",
    "38;5;174",
    "48;5;233",
    "38;2;1;2;3",
    "1;4;32",
)
PIECES = ("a", "é", " ", "   ", "bonjour", "✗ non", "─", "日本", "e\u0301", "👩\u200d🔬")


def screen() -> tuple[pyte.Screen, pyte.Stream]:
    blank = pyte.Screen(COLUMNS, ROWS)
    blank.reset_mode(pyte.modes.DECAWM >> 5, private=True)
    return blank, pyte.Stream(blank)


def full_frame(ground: str) -> str:
    lines = [f"\x1b[{row};1H\x1b[{ground}m{'.' * COLUMNS}\x1b[0m" for row in range(1, ROWS + 1)]
    return "\n".join(lines) + "\x1b[1;1H"


@st.composite
def frames(draw: st.DrawFn) -> str:
    """A write as Textual makes them: texts at places, each with its colours opened and closed."""
    parts = []
    for _ in range(draw(st.integers(1, 5))):
        row, column = draw(st.integers(1, ROWS)), draw(st.integers(1, COLUMNS // 2))
        parts.append(f"\x1b[{row};{column}H")
        for _ in range(draw(st.integers(1, 2))):
            text = draw(st.sampled_from(PIECES))
            codes = draw(st.sampled_from(CODES))
            parts.append(f"\x1b[{codes}m{text}\x1b[0m")
    return "".join(parts) + "\x1b[2;3H"


@given(st.lists(frames(), max_size=12))
@settings(max_examples=200, deadline=None)
def test_the_terminal_shows_the_same_with_less(drawn: list[str]) -> None:
    (raw, raw_stream), (thin, thin_stream) = screen(), screen()
    thinner = Thinner(lambda: (COLUMNS, ROWS))
    for frame in (full_frame("0"), full_frame("44"), *drawn):
        raw_stream.feed(frame)
        thin_stream.feed(thinner.thin(frame))
        assert looks(thin) == looks(raw)
        assert (thin.cursor.y, thin.cursor.x) == (raw.cursor.y, raw.cursor.x)


@given(st.lists(st.sampled_from(CODES)), st.lists(st.sampled_from(CODES)))
def test_a_change_of_style_leads_where_it_should(before: list[str], now: list[str]) -> None:
    old, new = PLAIN, PLAIN
    for codes in before:
        old = after(old, codes)
    for codes in now:
        new = after(new, codes)
    reached = old
    if sequence := change(old, new):
        reached = after(old, sequence.removeprefix("\x1b[").removesuffix("m"))
    assert reached == new


def test_a_frame_seen_again_sends_nothing() -> None:
    thinner = Thinner(lambda: (COLUMNS, ROWS))
    assert thinner.thin(full_frame("44"))
    assert thinner.thin(full_frame("44")) == ""


def test_nothing_is_left_out_once_the_screen_may_have_changed() -> None:
    thinner = Thinner(lambda: (COLUMNS, ROWS))
    first = thinner.thin(full_frame("44"))
    thinner.forget()
    assert thinner.thin(full_frame("44")) == first


def test_a_frame_for_another_size_is_not_trusted() -> None:
    size = (COLUMNS, ROWS)
    thinner = Thinner(lambda: size)
    thinner.thin(full_frame("44"))
    size = (COLUMNS - 5, ROWS)
    thinner.forget()
    late = thinner.thin(full_frame("44"))
    assert late
    assert thinner.thin(full_frame("44")) == late


@pytest.mark.parametrize("data", ["\x1b[?2004h", "\x1b[?2026$p", "\x1b[>25u", "\x1b]52;c;YQ==\x07", "\x07", ""])
def test_what_draws_nothing_passes_and_costs_no_trust(data: str) -> None:
    thinner = Thinner(lambda: (COLUMNS, ROWS))
    thinner.thin(full_frame("44"))
    assert thinner.thin(data) == data
    assert thinner.thin(full_frame("44")) == ""


def test_leaving_the_screen_passes_in_plain_colours_and_forgets_it() -> None:
    thinner = Thinner(lambda: (COLUMNS, ROWS))
    first = thinner.thin(full_frame("44"))
    assert thinner.thin("\x1b[?1049l") == "\x1b[m\x1b[?1049l"
    assert thinner.thin(full_frame("44")) == first


SCRIPT = (
    ("", "prêt"),
    ("\x1b[B", "▸    1"),
    ("\r", "null"),
    ("\x1b[B\r", "gardé 1"),
    ("\x1b[6~", "▸   2"),
    ("\x1b[F\r", "Attendu"),
    ("日本x", "日本x"),
    ("\r", "gardé 198"),
    ("m", "Réponse"),
    ("oui\r", "réponse oui"),
)


@pytest.mark.parametrize(
    "changes", [{}, {"TERM": "xterm"}, {"NO_COLOR": "1"}, {"COLORTERM": "truecolor"}], ids=lambda env: str(*env)
)
def test_the_application_looks_the_same_with_a_quarter_of_the_bytes(changes: dict[str, str]) -> None:
    command = [sys.executable, "-m", "tests.tui.run_demo"]
    env = environment(ROWS="199", **changes)
    with Terminal(command, env=env) as thin, Terminal(command, env=env | {"THICK": "1"}) as thick:

        def same() -> bool:
            thick.read()
            return looks(thin.drawn) == looks(thick.drawn)

        for keys, seen in SCRIPT:
            for terminal in (thin, thick):
                terminal.send(keys)
                terminal.wait_for(seen)
            thin.wait_until(same, f"the same screen after {keys!r}")
        for terminal in (thin, thick):
            terminal.resize(100, 30)
            terminal.wait_for_line(29, "Quitter")
        thin.wait_until(same, "the same screen after the new size")
        assert len(thin.raw) * 4 < len(thick.raw)
