"""Neighbours of one style are each sent with the codes of their style.

Versions: textual 8.2.8, rich 15.0.0, CPython 3.11.7, Linux.

What happens: `Strip.render` writes `ESC[…m`, the text and `ESC[0m` for each segment, also where the segment
before looks the same. In a `DataTable` all cells of a row do, but for the one under the cursor.
`Strip.simplify` joins none of them: the meta data of their styles, row and column, which the terminal never
sees, are different. Over SSH these codes are most of what is sent.

What is expected: one opening and one closing for neighbours that look the same; what is drawn is the same, cell
by cell. The program below takes the meta data away from the strips that are about to be written, joins, and
counts again. More is to be had where the codes go on from strip to strip, and where a style is changed by what
differs (`ESC[39m`), not closed and opened whole.

Run it: `TEXTUAL_COLOR_SYSTEM=256 python equal_styles.py`. It prints the characters of one whole screen of a
plain table, 80 by 24.

Beside it: `Strip.discard_meta` copies the styles with their cached hash, by which styles are compared, so that
what it returns does not simplify either; Rich's `Style.clear_meta_and_links` leaves the hash out.
"""

from __future__ import annotations

import asyncio

from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.strip import Strip
from textual.widgets import DataTable


class Table(App[None]):
    """A table of 200 rows."""

    def compose(self) -> ComposeResult:
        """Yield the table."""
        yield DataTable()

    def on_mount(self) -> None:
        """Fill the table."""
        table = self.query_one(DataTable)
        table.add_columns("line", "number", "date", "amount", "state")
        table.add_rows((line, f"{line:05}", "05/10/2026", "1075.00", "refused") for line in range(200))


def plain(strip: Strip) -> Strip:
    """Return a strip whose styles have no meta data."""
    return Strip(Segment(text, style and style.clear_meta_and_links(), control) for text, style, control in strip)


async def main() -> None:
    """Draw the screen once, and count."""
    app = Table()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        update = app.screen._compositor.render_update(full=True)  # noqa: SLF001 (what the driver is given)
        strips = [strip for line in update.strips for strip in line]
        for what, written in (
            ("as it is", strips),
            ("simplified", [strip.simplify() for strip in strips]),
            ("simplified, without meta data", [plain(strip).simplify() for strip in strips]),
        ):
            print(f"{what}: {sum(len(strip.render(app.console)) for strip in written)} characters")


asyncio.run(main())
