"""Documents as table rows: what is to be done first, then what is right."""

from __future__ import annotations

from collections.abc import Collection

from segur_tui.application.documents.survey import DocumentState, LookedUp, Stray, Survey
from segur_tui.format.finding import quoted
from segur_tui.format.wording import weight
from segur_tui.tui.grid.model import Cell, Column, Row, Tone

DOCUMENT_COLUMNS = (
    Column("sign", "", 12, ticks=True),
    Column("name", "Fichier", 29, share=1),
    Column("remark", "", 31, share=3),
)
_BETWEEN = " :\N{NO-BREAK SPACE}"
"""What stands between a document's name and what is wrong with it."""
_SIGNS = {
    DocumentState.RIGHT: Cell("✓ là", Tone.GOOD),
    DocumentState.MISSING: Cell("✗ manque", Tone.ERROR),
    DocumentState.WRONG: Cell("✗ fautive", Tone.ERROR),
}


def document_rows(survey: Survey, ticked: Collection[str]) -> list[Row]:
    """Return the rows: files to copy, documents that cannot go, other near misses, unnamed files, right ones."""
    copies = [stray for stray in survey.strays if stray.can_be_copied]
    doubtful = [stray for stray in survey.strays if stray.remark]
    others = [stray for stray in survey.strays if not stray.can_be_copied and not stray.remark]
    sources = {stray.proposed: stray.name for stray in copies}
    found = [
        (document, _document_row(candidate.source, candidate.line, document, sources))
        for candidate, documents in survey.found.items()
        for document in documents
    ]
    return [
        *(_stray_row(stray, stray.name in ticked) for stray in copies),
        *(row for document, row in found if document.state is not DocumentState.RIGHT),
        *(_stray_row(stray) for stray in doubtful),
        *(_stray_row(stray) for stray in others),
        *(row for document, row in found if document.state is DocumentState.RIGHT),
    ]


def stray_of(survey: Survey, row_key: str) -> Stray | None:
    """Return the file that a row is about, if no demande names it."""
    return next((stray for stray in survey.strays if row_key == _stray_key(stray)), None)


def document_of(survey: Survey, row_key: str) -> LookedUp | None:
    """Return the document that a row is about, if a demande names it."""
    for candidate, documents in survey.found.items():
        for document in documents:
            if row_key == _document_key(candidate.source, candidate.line, document):
                return document
    return None


def _stray_row(stray: Stray, is_ticked: bool = False) -> Row:  # noqa: FBT001, FBT002 (what its sign says)
    sign = Cell("? à voir", Tone.WARNING) if stray.remark else Cell("· non nommé", Tone.MUTED)
    if stray.can_be_copied:
        sign = Cell("[x] à copier" if is_ticked else "[ ] à copier", Tone.STRONG)
    to = f"→ {stray.proposed}" if stray.proposed else ""
    return Row.of(_stray_key(stray), sign, stray.name, " : ".join(filter(None, (to, stray.remark))))


def _document_row(source: int, line: int, document: LookedUp, sources: dict[str | None, str]) -> Row:
    name = document.document.name
    remark = " ; ".join(problem.removeprefix(quoted(name)).lstrip(_BETWEEN) for problem in document.problems)
    if document.state is DocumentState.RIGHT:
        remark = weight(document.size)
    elif document.state is DocumentState.MISSING:
        remark = f"← {sources[name]}" if name in sources else ""
    return Row.of(_document_key(source, line, document), _SIGNS[document.state], name, Cell(remark, Tone.MUTED))


def _stray_key(stray: Stray) -> str:
    return f"file:{stray.name}"


def _document_key(source: int, line: int, document: LookedUp) -> str:
    return f"document:{source}:{line}:{document.document.name}"
