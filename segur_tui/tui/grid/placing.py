"""Where the editors lie over the table, so that they are seen whole at any size and any cell."""

from __future__ import annotations

from textual.geometry import Offset, Region, Size

LEAST_SEEN = 24
"""Cells that a text editor takes at least: it grows over its neighbours."""

MARGIN = 1
"""Cells on either side of the text in an editor, which stays where it was in its cell."""


def over_cell(cell: Region, area: Size) -> Region:
    """Return the place of a text editor: over its cell, grown to the right, or to the left at the edge."""
    width = min(max(cell.width, LEAST_SEEN) + 2 * MARGIN, area.width)
    return _kept_inside(Region(cell.x - MARGIN, cell.y, width, 1), area)


def beside(editor: Region, size: Size, area: Size) -> Region:
    """Return the place of what goes with an editor: beneath it, or above where there is no room."""
    height = min(size.height, max(area.height - 1, 1))
    below, above = area.height - editor.bottom, editor.y
    if height > below and above > below:
        height = min(height, above)
        y = editor.y - height
    else:
        height = min(height, max(below, 1))
        y = editor.bottom
    return _kept_inside(Region(editor.x, y, min(size.width, area.width), height), area)


def _kept_inside(region: Region, area: Size) -> Region:
    return region.at_offset(
        Offset(
            max(0, min(region.x, area.width - region.width)),
            max(0, min(region.y, area.height - region.height)),
        )
    )
