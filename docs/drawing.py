"""Screens of the program as SVG: small, and the same on every machine."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from xml.sax.saxutils import escape

from rich.cells import cell_len
from rich.color import Color, blend_rgb
from rich.style import Style
from textual.app import App
from textual.strip import Strip

_WIDTH, _HEIGHT, _EDGE = 8.4, 18, 10
_SECONDS = 2
"""How long a frame is seen."""
_FONTS = "ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace"

_WORDS = re.compile(r"[^ ]+(?: [^ ]+)*")
"""Words that stand together: SVG draws several blanks as one."""

Run = tuple[int, str, str, str, str]
"""The column where it begins, its text, its foreground, its background, and its class for weight."""


def lines_of(app: App[None], folder: str, shown: str) -> list[list[Run]]:
    """Return the lines of a running program's screen, each as runs of one look; a folder is shown as another."""
    strips = app.screen._compositor.render_strips()  # noqa: SLF001 (as the screenshots of Textual do)
    return [[(run[0], run[1].replace(folder, shown), *run[2:]) for run in _runs(strip)] for strip in strips]


def svg(columns: int, frames: Sequence[Sequence[Sequence[Run]]], title: str) -> str:
    """Return the picture of a screen, or of several that follow each other, each for some seconds."""
    width, height = columns * _WIDTH + 2 * _EDGE, len(frames[0]) * _HEIGHT + 2 * _EDGE
    background = frames[0][0][0][3]
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height}" role="img">',
            f"<title>{escape(title)}</title>",
            f"<style>text{{font:14px {_FONTS};white-space:pre}}.b{{font-weight:700}}{_film(len(frames))}</style>",
            f'<rect width="100%" height="100%" rx="8" fill="{background}"/>',
            *(part for number, lines in enumerate(frames) for part in _frame(number, lines, background)),
            "</svg>\n",
        )
    )


def _film(frames: int) -> str:
    """Return the style by which frames are seen one after the other, for ever; nothing for one alone."""
    if frames == 1:
        return ""
    seen = f"@keyframes seen{{0%{{visibility:visible}}{100 / frames:.3f}%,100%{{visibility:hidden}}}}"
    return f"{seen}g{{visibility:hidden;animation:seen {frames * _SECONDS}s step-end infinite}}"


def _frame(number: int, lines: Sequence[Sequence[Run]], background: str) -> Iterator[str]:
    yield f'<g style="animation-delay:{number * _SECONDS}s">' if number else "<g>"
    yield from (part for row, line in enumerate(lines) for part in drawn(row, line, background))
    yield "</g>"


def drawn(row: int, line: Sequence[Run], background: str) -> Iterator[str]:
    """Yield the parts of a line: its backgrounds, then its text."""
    top = _EDGE + row * _HEIGHT
    for back, runs in groupby(line, lambda run: run[3]):
        first, *others = runs
        last = (first, *others)[-1]
        if back != background:
            wide = last[0] + cell_len(last[1]) - first[0]
            place = f'x="{_EDGE + first[0] * _WIDTH:g}" y="{top}" width="{wide * _WIDTH:g}" height="{_HEIGHT}"'
            yield f'<rect {place} fill="{back}"/>'
    for column, text, fore, _, weight in line:
        for word in _WORDS.finditer(text):
            at = _EDGE + (column + cell_len(text[: word.start()])) * _WIDTH
            long = f' textLength="{cell_len(word.group()) * _WIDTH:g}"' if len(word.group()) > 1 else ""
            yield f'<text x="{at:g}" y="{top + 13}"{long} fill="{fore}"{weight}>{escape(word.group())}</text>'


def _runs(strip: Strip) -> Iterator[Run]:
    column = 0
    cells = [(segment.text, *_look(segment.style or Style.null())) for segment in strip if not segment.control]
    for look, parts in groupby(cells, lambda part: part[1:]):
        text = "".join(part[0] for part in parts)
        yield column, text, *look
        column += cell_len(text)


def _look(style: Style) -> tuple[str, str, str]:
    fore, back = _colour(style.color, "#dcdcdc"), _colour(style.bgcolor, "#1c1f24")
    if style.reverse:
        fore, back = back, fore
    if style.dim:
        fore = blend_rgb(Color.parse(fore).get_truecolor(), Color.parse(back).get_truecolor()).hex
    return fore, back, ' class="b"' if style.bold else ""


def _colour(color: Color | None, default: str) -> str:
    return default if color is None or color.is_default else color.get_truecolor().hex
