"""The lines that are free again once an answer to verify is settled as refused (format.md §5)."""

from __future__ import annotations

from pathlib import Path

from segur_tui.application.record.engines import open_record
from segur_tui.application.settings.values import Settings
from segur_tui.format.answer import AnswerState
from segur_tui.format.claim_file import ClaimFile
from segur_tui.format.kinds import compared

_TO_VERIFY = """
    SELECT f.name, l.line, l.numero_editeur FROM seen_line l JOIN seen_file f ON f.id = l.file_id
    WHERE l.state = 'to-verify' AND lower(replace(f.numero_ans, ' ', '')) = ? AND l.code = ? AND l.label = ?
        AND f.digest != ?
    GROUP BY f.name, l.line, l.numero_editeur ORDER BY max(f.deposit) DESC, max(f.id) DESC, l.line
"""


def freed_lines(claim: ClaimFile, line: int, digest: str, settings: Settings, *, is_alone: bool) -> list[str]:
    """Return the lines, in words, that settling the answer to a line as refused frees, those of its file first.

    That is the line alone, or all known ones of its supplier with the same code and label. Raises RecordUnknown.
    """
    if is_alone:
        return [_words(claim.name, line, claim.editor_number(line))]
    same = claim.answers[line - 1]
    here = [
        _words(claim.name, place, claim.editor_number(place))
        for place, each in enumerate(claim.answers, 1)
        if each.state is AnswerState.TO_VERIFY and (each.code, each.label) == (same.code, same.label)
    ]
    return [*here, *lines_to_verify(claim.numero_ans, same.code, same.label, settings, digest)]


def lines_to_verify(numero_ans: str, code: str, label: str, settings: Settings, but_for: str = "") -> list[str]:
    """Return the lines, in words, that the record knows of a supplier with a code and label to verify.

    Those of the file whose content has the digest `but_for` are left out. Raises RecordUnknown.
    """
    with open_record(settings, to_read=True) as store, store.reading():
        rows = store.rows(_TO_VERIFY, (compared(numero_ans), code, label, but_for))
        return [_words(Path(name).name, line, number) for name, line, number in rows]


def _words(name: str, line: int, number: str) -> str:
    return f"{name}, ligne {line}" + (f" (n° éditeur {number})" if number else "")
