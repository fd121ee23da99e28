"""How figures are printed: medians, shares of a yardstick, the bound beside them, and the load of the machine."""

from __future__ import annotations

import os
import statistics
from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table

_WIDTH = 118


def median(values: Iterable[float]) -> float:
    """Return the median, 0 of nothing."""
    known = list(values)
    return statistics.median(known) if known else 0.0


def p95(values: Iterable[float]) -> float:
    """Return the value that 95 % of the values do not exceed, 0 of nothing."""
    known = sorted(values)
    return known[min(len(known) - 1, int(len(known) * 0.95))] if known else 0.0


def verdict(value: float, most: float) -> str:
    """Say whether a bound is kept."""
    return "kept" if value <= most else "NOT KEPT"


def show(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print a table; its first column is text, the others stand to the right."""
    table = Table(title=title, title_justify="left", title_style="bold")
    for index, column in enumerate(columns):
        table.add_column(column, justify="left" if index == 0 else "right")
    for row in rows:
        table.add_row(*(f"{cell:,.1f}" if isinstance(cell, float) else str(cell) for cell in row))
    console = Console()
    console.width = max(console.width, _WIDTH)
    console.print(table)


def say_load() -> None:
    """Print what else keeps the machine busy."""
    loads = ", ".join(f"{load:.2f}" for load in os.getloadavg())
    print(f"{os.cpu_count()} cores; load over 1, 5, 15 minutes, this run included: {loads}")
