"""Frame diff: of each frame, only the cells that differ from what the terminal shows are sent.

Textual repaints whole widgets and opens and closes the colours of every piece of text; over a slow line that is
most of the traffic. A copy of the screen is kept here, cell by cell, and each frame is compared with it. Where
there is a doubt about what the terminal shows, the cells are sent: a frame may cost too much, it never lies.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from math import inf

from segur_tui.tui.terminal.frames import Frame, Run, read_frame
from segur_tui.tui.terminal.shown import Line, Shown, drawn_over, shifts

_DRAWS_NOTHING = re.compile(
    r"(?:\x1b\[\?(?!1049|1047|47)[\d;]*\$?[a-z]"  # modes, but for the switch of screens
    r"|\x1b\[[<>=][\d;]*u"  # the keyboard's protocol
    r"|\x1b\](?!8;)[^\x07\x1b]*(?:\x07|\x1b\\)"  # title, clipboard, pointer, but for links
    r"|\x07)*"
)


_LEAVES, _ERASED = "\x1b[?1049l", "\x1b[H\x1b[2J\x1b[?1049l"
"""The end of the alternate screen, and that without a picture left where a terminal has no other one."""


class FrameDiff:
    """The diff of frames for a terminal whose `size`, columns and rows, may change at any time.

    `erases_in_colour` is True where the terminal erases in the background in force, as most do.
    """

    def __init__(self, size: Callable[[], tuple[int, int]], *, erases_in_colour: bool = False) -> None:
        self._size = size
        self._blank = Shown(erases_in_colour=erases_in_colour)
        self._shown = self._blank
        self._doubts = 0
        self._doubts_settled: int | None = None

    def forget(self) -> None:
        """Trust the copy no more: the terminal changed its size, or something else drew on it."""
        # A count and no more, since a signal may bring it in the middle of a frame.
        self._doubts += 1

    def of(self, data: str) -> str:
        """Return the least to send for the terminal to show the frame that `data` draws."""
        if _DRAWS_NOTHING.fullmatch(data):
            return data
        doubts, size = self._doubts, self._size()
        before = self._shown if self._doubts_settled == doubts else self._blank
        frame = read_frame(data)
        if frame is None:
            # Whatever this is, a shell coming back perhaps, it does not start in our colours.
            self._doubts_settled = None
            return f"\x1b[m{data.replace(_LEAVES, _ERASED)}"
        self._shown = _after(before, frame, size[0])
        # A frame laid out for an earlier size would leave the copy wrong: only one that fits settles the doubt.
        if self._doubts_settled != doubts and frame.covers(*size):
            self._doubts_settled = doubts
        return self._shown.sent


def _after(before: Shown, frame: Frame, columns: int) -> Shown:
    """Return the terminal once it shows a frame, by the path that sends least."""
    runs: dict[int, list[Run]] = {}
    for run in frame.runs:
        # What goes beyond the last column is in doubt as well: laid out for an earlier size, it stands anywhere.
        doubtful = run.doubtful or run.column + len(run.text) > columns
        runs.setdefault(run.row, []).append(run._replace(doubtful=doubtful))
    known = {row for row, line in before.lines.items() if len(line) == columns and None not in line}
    certain = known | frame.whole(columns)
    wanted = {
        row: drawn_over(before.lines[row] if row in known else [], there)
        for row, there in runs.items()
        if row in certain and not any(run.doubtful for run in there)
    }
    shown, least = before, inf
    # Rows that move send little where they are worth a try at all: what sends more is given up half drawn.
    for move in (*shifts(before.lines, wanted), None):
        tried = before.copy(columns)
        if move is not None:
            tried.move_rows(move)
        _paint(tried, runs, wanted, least)
        if (sent := len(tried.sent.encode())) < least or (move is None and sent == least):
            shown, least = tried, sent
    shown.move(*frame.cursor)
    return shown


def _paint(shown: Shown, runs: Mapping[int, list[Run]], wanted: Mapping[int, Line], most: float) -> None:
    """Have the terminal show the runs of a frame, or a part of them once more than `most` bytes are sent."""
    for row in sorted(runs.keys() - wanted.keys()):
        for run in runs[row]:  # in the frame's order: what overlaps a character of unknown width depends on it
            shown.draw(run)
    strokes = (stroke for row, line in sorted(wanted.items()) for stroke in shown.show_line(row, line))
    shown.send(strokes, most)
