"""Controls of the file itself: its name, its header, how many demandes it holds (note §2.1, §3.2, §3.3)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from segur_tui.format.balise import Level
from segur_tui.format.balises import BALISES, LIGNES_IMPORT, MOST_LINES, NUMERO_ANS
from segur_tui.format.claim_file import ClaimFile, FileKind
from segur_tui.format.correction import corrected
from segur_tui.format.edit import Edit
from segur_tui.format.finding import Finding, as_text, found, quoted, type_name
from segur_tui.format.kinds import AlwaysNull
from segur_tui.format.naming import FileName
from segur_tui.format.reading import Encoding
from segur_tui.format.rules import catalogue as rule
from segur_tui.format.rules.fields import Checked, check_object
from segur_tui.format.tree import Absent


def check_file(claim: ClaimFile, today: date) -> Iterator[Finding]:
    """Yield the findings on the file's encoding, name and header; `today` is the day in Paris."""
    if claim.encoding is Encoding.WINDOWS_1252:
        yield found(rule.ENCODING, None, (), None, encoding=claim.encoding.value)
    header = check_object(None, (), claim.root, Level.FILE, today)
    yield from _check_name(claim, header)
    _check_lines(header, None if claim.is_group else MOST_LINES)
    if claim.kind is FileKind.SUBMISSION:
        _check_unfilled(header)
    yield from header.findings


def _check_name(claim: ClaimFile, header: Checked) -> Iterator[Finding]:
    name = FileName.parse(claim.name)
    numero_ans = header.text(NUMERO_ANS)
    if claim.kind is FileKind.RETURN:
        if name is None or (numero_ans is not None and name.numero_ans != numero_ans):
            expected = "JSON-numeroAns-AAAAMMJJ-NNN.json"
            yield found(rule.RETURNED_NAME, None, (), None, value=quoted(claim.name), expected=expected)
    elif name is None:
        yield found(rule.FILE_NAME, None, (), None, value=quoted(claim.name))
    elif numero_ans is not None and name.numero_ans != numero_ans:
        yield found(rule.FILE_NAME_ANS, None, (), None, named=name.numero_ans, value=quoted(numero_ans))


def _check_lines(header: Checked, most: int | None) -> None:
    lines = header.placed.values.get(LIGNES_IMPORT.name)
    if isinstance(lines, list):
        if not lines:
            header.add(rule.NO_LINES, LIGNES_IMPORT)
        elif most is not None and len(lines) > most:
            header.add(rule.TOO_MANY_LINES, LIGNES_IMPORT, count=len(lines))
    elif header.has(LIGNES_IMPORT):
        after = corrected(LIGNES_IMPORT.kind, lines)
        at = header.at(LIGNES_IMPORT)
        fix = None if isinstance(after, Absent) else Edit(at, lines, after)
        header.add(rule.SHAPE, LIGNES_IMPORT, fix=fix, value=quoted(lines), type=type_name(lines))


def _check_unfilled(header: Checked) -> None:
    """In a file to be deposited, what the ASP fills is still null."""
    for balise in BALISES:
        is_for_the_asp = isinstance(balise.kind, AlwaysNull) and balise.kind.filled_by_asp
        if balise.level is Level.FILE and is_for_the_asp and header.has(balise):
            value = header.placed.values[balise.name]
            if value is not None:
                fix = Edit(header.at(balise), value, None)
                header.add(rule.NULL_ONLY, balise, fix=fix, value=quoted(value), as_text=as_text(value))
