"""Files that cannot be read as they are: what keeps them from it, and what was rewritten so that they could."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from segur_tui.application.files.checking import FileReport
from segur_tui.cli.output import Warned
from segur_tui.format.reading import OddNumbers
from segur_tui.format.wording import counted, typeset


def how_to_read(report: FileReport) -> str:
    """Return in French why a file cannot be read, and that it can be with --fix, where it can."""
    if not isinstance(report.failure, OddNumbers):
        return str(report.failure)
    return f"{report.failure} (--fix corrige {counted(len(report.failure.numbers), 'nombre écrit')} ainsi)"


def rewritten(reports: Sequence[FileReport]) -> Iterator[Warned]:
    """Yield in French what was rewritten of files that could not be read otherwise."""
    for report in reports:
        if report.odd is not None:
            from segur_tui.format.odd_numbers import in_words

            numbers = report.odd.numbers
            corrected = f"{counted(len(numbers), 'nombre corrigé')} ({in_words(numbers)})"
            text = f"{report.path} : illisible tel quel, lu avec {corrected} ; le fichier lui-même reste"
            yield Warned("rewritten", typeset(text))
