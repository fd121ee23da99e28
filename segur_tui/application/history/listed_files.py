"""The figures of listed files, kept: a second visit reads only what has changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from itertools import islice
from operator import attrgetter
from pathlib import Path
from typing import Any

from segur_tui import __version__
from segur_tui.application.disk.bytes import content_mark
from segur_tui.application.disk.patience import Patience
from segur_tui.application.files.checking import UNREADABLE, FileReport, checked
from segur_tui.application.files.opening import Opened, open_claim
from segur_tui.application.files.summary import Summary, summary_of
from segur_tui.application.history.listed_evidence import ListedEvidence, Telling
from segur_tui.application.history.passages import History
from segur_tui.application.history.readings import remember
from segur_tui.application.record.division import mine
from segur_tui.application.record.engines import open_record
from segur_tui.application.record.schema import RecordUnknown
from segur_tui.application.settings.values import Settings
from segur_tui.application.state.database import path_as_text, paths_as_texts
from segur_tui.application.state.folder import StateUnavailable
from segur_tui.application.state.refusals import decoding
from segur_tui.format.acceptances import Acceptances, Disputed
from segur_tui.format.answer import AnswerState
from segur_tui.format.claim_file import FileKind
from segur_tui.format.kinds import compared
from segur_tui.format.value_type import field, fields, value_type

_KEEP = "INSERT OR REPLACE INTO listed_file VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_FIGURES_OF = attrgetter(*(each.name for each in fields(Summary)))
_KINDS_OF_FIGURES = list(map(type, _FIGURES_OF(Summary(UNREADABLE))))
_NOWHERE = Counter[str]()
_LOOKED_UP = 20
"""Files whose demandes are looked up by one query."""
_PATIENCE = Patience(1)
"""The time for which others are waited for."""
_FIGURES = 8
"""The manner in which figures are counted: those that an earlier program counted otherwise are not known."""


@value_type
class Known:
    """The figures kept of a file; it is to be checked anew where the day or the program is another.

    `against` marks the accepted demandes of others that it was weighed against, `evidence` what others told of it,
    each empty where that was none; `told` is what it may tell of others.
    """

    summary: Summary
    is_of_today: bool
    against: str = ""
    evidence: str = ""
    told: str = ""

    @classmethod
    def of(cls, file: Read) -> Known:
        """Return the figures of a file that was read today."""
        return cls(file.summary, True, file.against, file.evidence, file.telling.told)  # noqa: FBT003 (as it is kept)

    def telling(self, path: Path) -> Telling:
        """Return what the file at a path tells."""
        return Telling(self.summary.kind, compared(self.summary.numero_ans), mark_of(path), self.told)


@value_type
class Read:
    """A file that was read: its figures, and what it tells, with what marked its content just before.

    `asked` is what its controls dispute and no demande of its own proves.
    """

    path: Path
    telling: Telling
    opened: Opened
    summary: Summary
    asked: frozenset[Disputed] = frozenset()
    against: str = ""
    evidence: str = ""

    @classmethod
    def of(
        cls, opened: Opened, telling: Telling, report: FileReport, against: str = "", evidence: str = ""
    ) -> Read:
        """Return a file with its check."""
        asked = frozenset[Disputed]() if report.check is None else report.check.acceptances.unproven
        kept = Opened(opened.path, opened.claim, None, opened.digest)
        return cls(opened.path, telling, kept, summary_of(report), asked, against, evidence)


@value_type
class Left:
    """What followed the demandes of each known file.

    Those are the rejected lines of a return that nothing followed, by its path as the database keeps it; and where
    the demandes of a submission went, by the file's name, which it has wherever a copy lies. `names` are the paths
    of the returns as the database keeps them.
    """

    rejections: dict[str, int]
    went: dict[str, Counter[str]]
    names: dict[Path, str] = field(default_factory=dict, compare=False)

    def of(self, path: Path, kind: str) -> int | None:
        """Return the number of demandes of a file of a kind that nothing followed, None where it is not known."""
        if kind == FileKind.SUBMISSION.value:
            return self.went[path.name]["left"] if path.name in self.went else None
        return self.rejections.get(self.names.get(path, ""))

    def elsewhere(self, path: Path, kind: str) -> Counter[str]:
        """Return how many demandes of a submission went where."""
        return self.went.get(path.name, _NOWHERE) if kind == FileKind.SUBMISSION.value else _NOWHERE


def known_files(paths: Sequence[Path], today: date, settings: Settings) -> dict[Path, Known]:
    """Return the figures of the files that have not changed since they were recorded.

    There are none where these or the record cannot be read, or where another record holds what was read.
    """
    try:
        with mine(settings, _PATIENCE, to_read=True) as connection:
            kept = {path: values for path, *values in connection.execute("SELECT * FROM listed_file")}
            if not kept:
                return {}
            with open_record(settings, _PATIENCE, to_read=True) as store:
                record = store.identity()
            with decoding():
                return _unchanged(paths, kept, record, _terms(today, settings))
    except StateUnavailable:
        return {}


def read_file(path: Path, today: date, settings: Settings, beside: ListedEvidence | None = None) -> Read:
    """Read and check one file, `beside` what those of its list tell that are known: it is one from then on."""
    mark = mark_of(path)
    opened = open_claim(path, settings)
    telling = Telling.of(opened.claim, mark)
    told = "" if beside is None else beside.against(path, telling)
    evidence = beside.of(path, telling) if beside is not None and told else None
    # What accepted demandes of others prove is asked once all files are read: until then, it is noted what to ask.
    report = checked(opened, today, evidence, Acceptances.among((), today, tuple))
    if beside is not None:
        beside.take(path, telling)
    return Read.of(opened, telling, report, evidence=told)


def record_files(files: Sequence[Read], today: date, settings: Settings) -> str:
    """Keep what was read, for the history and the next visit; return what keeps it from being kept, in French."""
    terms = _terms(today, settings)
    try:
        record = remember((file.opened for file in files), settings, _PATIENCE)
        # Only now: what stands in a list is not read again, so the record must hold it.
        rows = [
            (
                path_as_text(file.path),
                _in(record, file.telling.mark),
                _checked(terms, file, file.telling.told),
                *_FIGURES_OF(file.summary),
            )
            for file in files
            if not _has_to_verify(file.opened)
        ]
        with mine(settings, _PATIENCE) as connection:
            connection.executemany(_KEEP, rows)
    except StateUnavailable as trouble:
        return str(trouble)
    return ""


def record_weighed(files: Mapping[Path, tuple[str, Known]], today: date, settings: Settings) -> None:
    """Keep against what files were weighed, each with its mark, whose figures stay as they are kept."""
    terms = _terms(today, settings)
    with suppress(StateUnavailable):
        with open_record(settings, _PATIENCE, to_read=True) as store:
            record = store.identity()
        rows = [
            (_checked(terms, known, known.told), path_as_text(path), _in(record, mark))
            for path, (mark, known) in files.items()
        ]
        with mine(settings, _PATIENCE) as connection:
            connection.executemany("UPDATE listed_file SET checked = ? WHERE path = ? AND mark = ?", rows)


def what_is_left(
    files: Iterable[tuple[Path, str]], settings: Settings, is_stopped: Callable[[], bool] = lambda: False
) -> Left:
    """Return what nothing has followed of files, given with their kinds, as far as it was not stopped.

    A few are looked up at a time: whoever writes in the record meanwhile waits for those alone. Nothing is known
    where the history cannot be read.
    """
    left, waiting = Left({}, {}), iter(files)
    try:
        with History.opened(settings, _PATIENCE, to_read=True) as history:
            while not is_stopped() and (some := list(islice(waiting, _LOOKED_UP))):
                returns = paths_as_texts(path for path, kind in some if kind == FileKind.RETURN.value)
                submitted = [path.name for path, kind in some if kind == FileKind.SUBMISSION.value]
                left.names.update(returns)
                left.rejections.update(history.rejections_left([*returns.values()]) if returns else {})
                left.went.update(history.went(submitted) if submitted else {})
    except RecordUnknown:
        return Left({}, {})
    return left


def _unchanged(
    paths: Sequence[Path], kept: Mapping[object, list[Any]], record: str, terms: str
) -> dict[Path, Known]:
    found = {}
    for path, text in paths_as_texts(paths if kept else ()).items():
        mark, checked, *values = kept.get(text, ("", ""))
        if mark and mark == _in(record, mark_of(path)):
            if list(map(type, values)) != _KINDS_OF_FIGURES:
                raise TypeError(values)
            of_day, *beside = checked.rsplit("|", 3)
            found[path] = Known(Summary(*values), of_day == terms, *beside)
    return found


def _checked(terms: str, file: Read | Known, told: str) -> str:
    return f"{terms}|{file.against}|{file.evidence}|{told}"


def _has_to_verify(file: Opened) -> bool:
    """Tell whether a person may settle an answer of a file, or take that back: its figures are for once."""
    answers = () if file.claim is None else file.claim.answers
    return any(answer.state_as_read is AnswerState.TO_VERIFY for answer in answers)


def mark_of(path: Path) -> str:
    """Return what changes when a file's content does, or the way in which its figures are counted."""
    mark = content_mark(path)
    return mark and f"{_FIGURES}:{mark}"


def _in(record: str, mark: str) -> str:
    """Return the mark of a file that was read into a record, empty where the file has none."""
    return mark and f"{record}:{mark}"


def _terms(today: date, settings: Settings) -> str:
    """Return under which rules a file was checked."""
    return f"{today.isoformat()} {__version__} {','.join(settings.accepted_codes)}"
