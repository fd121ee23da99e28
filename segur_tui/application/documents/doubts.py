"""The doubts whether a document of the right format can be read: it goes, and a person is told why it may not."""

from __future__ import annotations

from typing import BinaryIO

from segur_tui.application.disk.system import explain
from segur_tui.format.wording import typeset


def doubts(file: BinaryIO, size: int, file_format: str) -> tuple[str, ...]:
    """Return the doubts about a document of a format and a size in bytes, in French; mostly none."""
    # Not at the top: an export without documents does without them.
    from segur_tui.application.documents.pdf import faults_of_pdf
    from segur_tui.application.documents.pictures import fault_of_jpeg, fault_of_png

    try:
        if file_format == "PDF":
            return tuple(map(typeset, faults_of_pdf(file, size)))
        fault = fault_of_png(file, size) if file_format == "PNG" else fault_of_jpeg(file, size)
    except OSError as error:
        fault = f"ne se lit pas : {explain(error)}"
    return (typeset(fault),) if fault else ()
