"""The columns of a folder, and a file as its cells."""

from __future__ import annotations

from segur_tui.application.views.folder import ANSWERED, FileRow
from segur_tui.tui.grid.model import Cell, Column, Tone

FILE_COLUMNS = (
    Column("mark", "", 1),
    Column("name", "Fichier", 29, share=3, cut="name"),
    Column("ans", "N° ANS", 10, dispensable=1),
    Column("day", "Jour", 10, dispensable=3),
    Column("number", "N°", 3, align="right", dispensable=4),
    Column("lines", "Lignes", 6, align="right"),
    Column("accepted", "Acc.", 4, align="right", dispensable=2),
    Column("rejected", "Ref.", 4, align="right"),
    Column("errors", "Err.", 4, align="right"),
    Column("state", "État", 15),
)


def file_cells(row: FileRow) -> tuple[Cell, ...]:
    """Return the cells of a file behind its mark."""
    name, figures = row.name, row.figures
    counts = (figures.lines, figures.accepted, figures.rejected, figures.errors)
    is_good = row.state in {"tout accepté", "à déposer", "redéposé", ANSWERED}
    tone = Tone.GOOD if is_good else Tone.MUTED if row.summary is None else Tone.ERROR
    return (
        Cell(row.path.name),
        Cell(row.numero_ans),
        Cell("" if name is None else f"{name.day:%d/%m/%Y}"),
        Cell("" if name is None else f"{name.number:03d}"),
        *(Cell(str(count) if row.is_readable else "") for count in counts),
        Cell(row.state, tone),
    )
