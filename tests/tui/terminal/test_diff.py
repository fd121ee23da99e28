from __future__ import annotations

import sys

import pyte
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from segur_tui.tui.terminal.diff import FrameDiff
from segur_tui.tui.terminal.frames import PLAIN, after, change
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


def screen(rows: int = ROWS) -> tuple[pyte.Screen, pyte.Stream]:
    blank = pyte.Screen(COLUMNS, rows)
    blank.reset_mode(pyte.modes.DECAWM >> 5, private=True)
    return blank, pyte.Stream(blank)


def full_frame(background: str, rows: int = ROWS) -> str:
    lines = [f"\x1b[{row};1H\x1b[{background}m{'.' * COLUMNS}\x1b[0m" for row in range(1, rows + 1)]
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


BEYOND = (
    *("\x1b[1;8Hbonjour\x1b[1mbonjour\x1b[0m", "\x1b[1;1Ha\x1b[1;1Ha\x1b[1;1Ha", "\x1b[1;7Hbonjourbonjour"),
    "\x1b[2;3H",
)
"""A write of which one text goes beyond the last column, and the next one does not."""


@given(st.lists(frames(), max_size=12), st.booleans())
@example(["".join(BEYOND)], False)  # noqa: FBT003
@settings(max_examples=200)
def test_the_terminal_shows_the_same_with_less(drawn: list[str], erases: bool) -> None:  # noqa: FBT001 - drawn too
    (raw, raw_stream), (diffed, diffed_stream) = screen(), screen()
    diff = FrameDiff(lambda: (COLUMNS, ROWS), erases_in_colour=erases)
    for frame in (full_frame("0"), full_frame("44"), *drawn):
        raw_stream.feed(frame)
        diffed_stream.feed(diff.of(frame))
        assert looks(diffed) == looks(raw)
        assert (diffed.cursor.y, diffed.cursor.x) == (raw.cursor.y, raw.cursor.x)


TALL = 12


def table(top: int, cursor: int, first: int = 2, last: int = TALL - 1, *, is_wide: bool = True) -> str:
    """A table scrolled to a row: the line of the cursor on another background, a thumb at the right."""
    lines = []
    for row in range(first, last + 1):
        number = top + row - first
        background = "48;5;24" if number == cursor else "48;5;233"
        text = f" {number * 37 % 101:3} {'abcdefg'[number % 7] * (number % 9)}".ljust(COLUMNS - 1)
        thumb = "▐" if row - first == top % 5 else " "
        shown = text + thumb if is_wide else text[:9]
        lines.append(f"\x1b[{row};1H\x1b[{background}m{shown}\x1b[0m")
    return "".join(lines) + "\x1b[1;1H"


SCROLLED = st.builds(table, st.integers(0, 40), st.integers(0, 50), is_wide=st.booleans())


@given(st.lists(SCROLLED | st.builds(table, st.integers(0, 40), st.integers(0, 50), st.just(5)), max_size=8))
@settings(max_examples=200)
def test_the_terminal_shows_the_same_when_rows_scroll(drawn: list[str]) -> None:
    (raw, raw_stream), (diffed, diffed_stream) = screen(TALL), screen(TALL)
    diff = FrameDiff(lambda: (COLUMNS, TALL), erases_in_colour=True)
    for frame in (full_frame("44", TALL), *drawn):
        raw_stream.feed(frame)
        diffed_stream.feed(diff.of(frame))
        assert looks(diffed) == looks(raw)


def test_rows_that_scroll_are_moved_by_the_terminal() -> None:
    diff = FrameDiff(lambda: (COLUMNS, TALL))
    for frame in (full_frame("44", TALL), table(0, 3)):
        diff.of(frame)
    scrolled = diff.of(table(4, 7))
    assert "\x1b[2;11r\x1b[2H\x1b[4M\x1b[r" in scrolled
    assert "bbbbbbbb" not in scrolled  # of row 8, which was there before
    assert "\x1b[4L" in diff.of(table(0, 3))


def test_the_end_of_a_row_is_erased_where_that_gives_its_background() -> None:
    blank_end = "\x1b[2;4H\x1b[44m                 \x1b[0m\x1b[1;1H"
    sent = {}
    for erases in (True, False):
        diff = FrameDiff(lambda: (COLUMNS, ROWS), erases_in_colour=erases)
        diff.of(full_frame("44"))
        sent[erases] = diff.of(blank_end)
    assert sent[True] == "\x1b[2;4H\x1b[K\x1b[1;1H"
    assert "\x1b[K" not in sent[False]


@pytest.mark.parametrize("erases", [True, False])
def test_the_first_frame_leaves_blank_ends_to_the_terminal_too(erases: bool) -> None:  # noqa: FBT001 - drawn too
    lines = (f"\x1b[{row};1H\x1b[44m{'ab' * row:{COLUMNS}}\x1b[0m" for row in range(1, ROWS + 1))
    (raw, raw_stream), (diffed, diffed_stream) = screen(), screen()
    frame = "".join(lines) + "\x1b[1;1H"
    sent = FrameDiff(lambda: (COLUMNS, ROWS), erases_in_colour=erases).of(frame)
    raw_stream.feed(frame)
    diffed_stream.feed(sent)
    assert looks(diffed) == looks(raw)
    assert (" " * 7 in sent) is not erases


def test_the_next_row_is_gone_to_by_its_end_alone() -> None:
    diff = FrameDiff(lambda: (COLUMNS, ROWS))
    diff.of(full_frame("44"))
    sent = diff.of("\x1b[1;1H\x1b[44mab\x1b[2;1Hcd\x1b[0m\x1b[3;1H")
    assert "ab\r\ncd\r\n" in sent.replace("\x1b[m", "")


def test_a_column_of_another_colour_is_drawn_down_rather_than_row_by_row() -> None:
    def rows(number: int) -> str:
        line = f"\x1b[44m{number} \x1b[0m\x1b[38;5;247;44m0{number} \x1b[0m\x1b[44mbon\x1b[0m"
        return "".join(f"\x1b[{row};1H{line}" for row in range(1, ROWS + 1)) + "\x1b[1;1H"

    diff = FrameDiff(lambda: (COLUMNS, ROWS))
    for frame in (full_frame("44"), rows(1111)):
        diff.of(frame)
    sent = diff.of(rows(2222))
    assert sent.count("\x1b[38;5;247m") == 1
    assert "2222\r\n2222\r\n" in sent


def test_a_word_beside_is_drawn_before_one_of_the_same_look_in_another_row() -> None:
    diff = FrameDiff(lambda: (COLUMNS, ROWS))
    diff.of(full_frame("44"))
    sent = diff.of("\x1b[1;1H\x1b[44mun\x1b[0m\x1b[1;44mdeux\x1b[0m\x1b[2;1H\x1b[44mtrois\x1b[0m\x1b[2;6H")
    assert sent == "un\x1b[1mdeux\r\n\x1b[22mtrois"


def test_the_cursor_stays_where_a_row_is_erased() -> None:
    diff = FrameDiff(lambda: (COLUMNS, ROWS), erases_in_colour=True)
    diff.of(full_frame("44"))
    assert diff.of("\x1b[2;4H\x1b[44m                 \x1b[0m\x1b[2;7H") == "\x1b[2;4H\x1b[K\x1b[7G"


def test_a_short_way_to_the_right_is_gone_by_its_length() -> None:
    diff = FrameDiff(lambda: (COLUMNS, ROWS))
    diff.of(full_frame("44"))
    sent = diff.of("\x1b[1;9H\x1b[44mab......cd\x1b[0m\x1b[1;1H")
    assert sent == "\x1b[9Gab\x1b[6Ccd\r"


def test_the_way_down_a_column_is_gone_by_steps_but_not_from_behind_the_last_cell() -> None:
    diff = FrameDiff(lambda: (COLUMNS, ROWS))
    diff.of(full_frame("44"))
    sent = diff.of("".join(f"\x1b[{row};7H\x1b[44mab\x1b[0m" for row in (1, 2, 4)) + "\x1b[3;8H")
    assert sent == "\x1b[7Gab\x1b[B\b\bab\x1b[4;7Hab\x1b[A\b"
    last = diff.of("".join(f"\x1b[{row};{COLUMNS - 1}H\x1b[44mab\x1b[0m" for row in (1, 2)) + "\x1b[1;1H")
    assert last == "\x1b[1;19Hab\x1b[2;19Hab\x1b[1;1H"
    beyond = diff.of(f"\x1b[1;{COLUMNS - 1}H\x1b[44mcde\x1b[0m\x1b[2;{COLUMNS - 1}H")
    assert beyond == "\x1b[19Gcde\x1b[2;19H"


def test_the_row_that_the_cursor_leaves_moves_with_the_others() -> None:
    def marked(top: int, cursor: int) -> str:
        rows = [(number, "▸" if number == cursor else " ") for number in range(top, top + TALL - 2)]
        lines = (f"{mark}{number} {'abcdefg'[number % 7] * 9}".ljust(COLUMNS) for number, mark in rows)
        return "".join(f"\x1b[{row};1H\x1b[44m{line}\x1b[0m" for row, line in enumerate(lines, 2))

    diff = FrameDiff(lambda: (COLUMNS, TALL))
    for frame in (full_frame("44", TALL), marked(11, 20)):
        diff.of(frame)
    scrolled = diff.of(marked(15, 21))
    assert "\x1b[2;11r\x1b[2H\x1b[4M" in scrolled
    assert "20" not in scrolled


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
    diff = FrameDiff(lambda: (COLUMNS, ROWS))
    assert diff.of(full_frame("44"))
    assert diff.of(full_frame("44")) == ""


def test_nothing_is_left_out_once_the_screen_may_have_changed() -> None:
    diff = FrameDiff(lambda: (COLUMNS, ROWS))
    first = diff.of(full_frame("44"))
    diff.forget()
    assert diff.of(full_frame("44")) == first


def test_a_frame_for_another_size_is_not_trusted() -> None:
    size = (COLUMNS, ROWS)
    diff = FrameDiff(lambda: size)
    diff.of(full_frame("44"))
    size = (COLUMNS - 5, ROWS)
    diff.forget()
    late = diff.of(full_frame("44"))
    assert late
    assert diff.of(full_frame("44")) == late


@pytest.mark.parametrize("data", ["\x1b[?2004h", "\x1b[?2026$p", "\x1b[>25u", "\x1b]52;c;YQ==\x07", "\x07", ""])
def test_what_draws_nothing_passes_and_costs_no_trust(data: str) -> None:
    diff = FrameDiff(lambda: (COLUMNS, ROWS))
    diff.of(full_frame("44"))
    assert diff.of(data) == data
    assert diff.of(full_frame("44")) == ""


def test_leaving_the_screen_passes_in_plain_colours_and_forgets_it() -> None:
    diff = FrameDiff(lambda: (COLUMNS, ROWS))
    first = diff.of(full_frame("44"))
    assert diff.of("\x1b[?1049l") == "\x1b[m\x1b[H\x1b[2J\x1b[?1049l"
    assert diff.of(full_frame("44")) == first


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
    with Terminal(command, env=env) as diffed, Terminal(command, env=env | {"PLAIN": "1"}) as plain:

        def same() -> bool:
            plain.read()
            return looks(diffed.drawn) == looks(plain.drawn)

        for keys, seen in SCRIPT:
            for terminal in (diffed, plain):
                terminal.send(keys)
                terminal.wait_for(seen)
            diffed.wait_until(same, f"the same screen after {keys!r}")
        for terminal in (diffed, plain):
            terminal.resize(100, 30)
            terminal.wait_for_line(29, "Quitter")
        diffed.wait_until(same, "the same screen after the new size")
        assert len(diffed.raw) * 4 < len(plain.raw)
