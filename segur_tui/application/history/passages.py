"""The life of demandes: every file that was opened or exported is remembered, line by line."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from itertools import chain, islice
from operator import attrgetter, itemgetter
from pathlib import Path
from typing import TypeVar

from segur_tui.application.disk.patience import Patience
from segur_tui.application.files.checking import FileReport
from segur_tui.application.files.opening import Opened
from segur_tui.application.history.answered import deposit_of
from segur_tui.application.history.passage import Demande, Passage, What, in_time, passage_of
from segur_tui.application.record.claims import Claims
from segur_tui.application.record.engines import open_record
from segur_tui.application.record.gone_on import RefusedLine, still_open
from segur_tui.application.record.orders import Orders
from segur_tui.application.record.read_again import STATES
from segur_tui.application.record.sql import (
    OPEN_AMONG,
    PASSAGES,
    QUERY,
    WITHDRAWN,
    comes_from,
    has_gone_on,
    is_same,
)
from segur_tui.application.record.store import Store
from segur_tui.application.record.texts import Values
from segur_tui.application.record.went import WENT
from segur_tui.application.settings.values import Settings
from segur_tui.application.state.database import PATIENCE, path_as_text
from segur_tui.format.claim_file import ClaimFile, FileKind
from segur_tui.format.kinds import compared, plain
from segur_tui.format.meaning import amount_in, meaning_digest
from segur_tui.format.numbers import Numbers, numbers_of
from segur_tui.format.profile import Profile
from segur_tui.format.profiles import PROFILES
from segur_tui.format.tree import Json

_EDITOR_DIGITS = 5
_Value = TypeVar("_Value")
_MOST_AT_ONCE = 250
"""Values that are looked up by one query."""

_READ_AGAIN = """
    UPDATE seen_line SET state = :state, code = :code, label = :label
    WHERE line = :line AND file_id IN (SELECT id FROM seen_file WHERE digest = :digest)
        AND state != 'accepted' AND (state, code, label) != (:state, :code, :label)
"""
_MOVED = """
    UPDATE seen_file SET path = ?, deposit = CASE deposit WHEN '' THEN ? ELSE deposit END
    WHERE digest = ? AND name = ?
"""
_REJECTED = "SELECT path, line, deposit, numero_ans, editor_key, dossier_key FROM passage WHERE what = 'rejected'"
_OF_DIGEST = "file_id IN (SELECT id FROM seen_file WHERE digest = ?)"
_WITHOUT_AMOUNT = f"SELECT 1 WHERE (SELECT max(amount) FROM seen_line WHERE {_OF_DIGEST}) = ''"  # noqa: S608 (ours)
_ADD_AMOUNT = f"UPDATE seen_line SET amount = ? WHERE line = ? AND {_OF_DIGEST}"  # noqa: S608 (ours)


class History:
    """The history, open; every method raises RecordUnknown when it cannot be read or kept."""

    def __init__(self, store: Store) -> None:
        """Wrap the record."""
        self._store = store

    @classmethod
    @contextmanager
    def opened(
        cls, settings: Settings, patience: Patience = PATIENCE, *, to_read: bool = False
    ) -> Iterator[History]:
        """Open the history for the time of a block, all of which is kept or nothing."""
        with (
            open_record(settings, patience, to_read=to_read) as store,
            nullcontext() if to_read else store.transaction(),
        ):
            yield cls(store)

    @classmethod
    @contextmanager
    def copied(cls, settings: Settings, patience: Patience = PATIENCE) -> Iterator[History]:
        """Open a copy of the history for the time of a block, for looks that take long."""
        with open_record(settings, patience, to_read=True) as store, store.copied() as copy:
            yield cls(copy)

    def remember(self, files: Iterable[FileReport | Opened]) -> None:
        """Note the lines of files that were read."""
        for file in files:
            if file.claim is not None:
                self.note(file.path, file.digest, file.claim)

    def note(self, where: Path, digest: str, claim: ClaimFile) -> None:
        """Note the lines of a file; a content that is known already is only found elsewhere."""
        if claim.kind is FileKind.AVANCE or claim.lines_of_avance:
            Orders(self._store).remember(claim, digest, where.name)
        if not claim.is_solde:  # what the ASP says of an avance, it does not say of the solde
            self._store.change("DELETE FROM seen_file WHERE digest = ?", (digest,))
            return
        self._store.change("UPDATE seen_file SET is_solde = 1 WHERE digest = ?", (digest,))
        path = path_as_text(where)
        name = Path(path).name
        deposit = deposit_of(name, claim, digest, Claims(self._store, compared(claim.numero_ans)))
        if self._store.change(_MOVED, (path, deposit, digest, name)):
            self._read_again(digest, claim)
        else:
            self._add(path, name, digest, deposit, claim)

    @property
    def record(self) -> str:
        """Return the identity of the record."""
        return self._store.identity()

    def knows_files(self) -> bool:
        """Tell whether any file was opened or exported yet."""
        tables = "seen_file", "exported_file", "avance_file"
        return any(self._store.rows(f"SELECT 1 FROM {table} LIMIT 1") for table in tables)  # noqa: S608 (ours)

    def passages(self, number: str) -> list[Passage]:
        """Return all that happened to the demandes of a n° éditeur or a dossier number, in any case, in time.

        It is looked up as it is written, and as it is compared. Here and in `story` that includes what was
        exported and withdrawn since.
        """
        ways = {
            ("numero_editeur", number),
            ("numero_editeur", number.zfill(_EDITOR_DIGITS)),
            ("numero_asp", number),
        }
        for profile in PROFILES:
            demande: Json = {profile.editor_number.name: number, profile.dossier.name: number}
            ways.update(zip(("editor_key", "dossier_key"), numbers_of(demande, profile), strict=True))
        found: dict[Passage, None] = {}
        for source in (PASSAGES, WITHDRAWN):
            for column, value in filter(itemgetter(1), sorted(ways)):  # each finds its lines by an index
                found |= dict.fromkeys(self._passages(f"{column} = ?", (value,), source))
        return _without_repetitions(in_time(sorted(found, key=attrgetter("line"))))

    def story(self, demande: Demande) -> list[Passage]:
        """Return all that happened to one demande, found by either of its numbers, in time."""
        return _without_repetitions(self._of(demande, "TRUE", {}))

    def exported_from(self, path: Path, numbers: Iterable[str]) -> list[Passage]:
        """Return the lines of some numbers that were exported from the file at a path, the latest last."""
        comes, found = comes_from("passage", ":path", ":name", "source_line"), dict[Passage, None]()
        for some in _slices(dict.fromkeys(filter(None, numbers))):
            named = {f"number{place}": number for place, number in enumerate(some)}
            marks = ", ".join(f":{name}" for name in named)
            for column in ("numero_editeur", "numero_asp"):
                where = f"{column} IN ({marks}) AND {comes}"
                found |= dict.fromkeys(self._passages(where, {**_named(path), **named}))
        return in_time(found)

    def open_rejections(self) -> list[Passage]:
        """Return the rejected lines that no later file holds and no return shows accepted, the oldest first."""
        found = self._passages(f"what = 'rejected' AND NOT ({has_gone_on()})", ())
        at = {(each.path, each.line) for each in found}
        files = list(_slices(dict.fromkeys(path for path, _ in at)))
        lines = (each for paths in files for each in self._rejected_in(paths) if (each.path, each.line) in at)
        left = still_open(self._store, lines)
        return [each for each in found if (each.path, each.line) in left]

    def rejections_left(self, paths: Sequence[str]) -> dict[str, int]:
        """Return how many open rejections each return at some paths has."""
        known = f"SELECT path FROM seen_file WHERE kind = 'return' AND path IN ({_marks(paths)})"  # noqa: S608 (ours)
        counts = {path: 0 for (path,) in self._store.rows(known, paths)}
        rejected = self._rejected_in(paths) if counts else ()
        near = {each for some in _slices(rejected) for each in self._open_among(some)}
        for path, _ in still_open(self._store, (each for each in rejected if (each.path, each.line) in near)):
            counts[path] = counts.get(path, 0) + 1
        return counts

    def _rejected_in(self, paths: Sequence[str]) -> list[RefusedLine]:
        """Return the rejected lines of files at some paths."""
        rows = self._store.rows(f"{_REJECTED} AND path IN ({_marks(paths)})", paths)
        with self._store.reading():
            return [RefusedLine(path, at, day, ans, Numbers(*keys)) for path, at, day, ans, *keys in rows]

    def _open_among(self, rejected: Sequence[RefusedLine]) -> set[tuple[str, int]]:
        """Return the path and line of those of some rejected lines that nothing which shares a number follows."""
        query = OPEN_AMONG.replace("$gone_on", has_gone_on("near"))
        both = [[each.numbers.editor for each in rejected], [each.numbers.dossier for each in rejected]]
        columns = (*both, [each.path for each in rejected])
        values = [list(dict.fromkeys(filter(None, column))) for column in columns]
        for name, some in zip(("$editors", "$dossiers", "$paths"), values, strict=True):
            query = query.replace(name, _marks(some) or "''")
        found = {(path, line) for path, line in self._store.rows(query, [*chain.from_iterable(values)])}
        at = ((each.path, each.line, any(each.numbers)) for each in rejected)
        return {(path, line) for path, line, is_found in at if (path, line) in found or not is_found}

    def went(self, names: Sequence[str]) -> dict[str, Counter[str]]:
        """Return how many demandes of submissions, by name, went where; of one name the file with most `left`."""
        files: dict[tuple[int, str], Counter[str]] = defaultdict(Counter)
        for identity, name, went, count in self._store.rows(WENT.replace("$names", _marks(names)), names):
            files[identity, name][went] += count
        in_turn = sorted(files.items(), key=lambda file: file[1]["left"])
        return {name: counts for (_, name), counts in in_turn}

    def _of(self, demande: Demande, condition: str, values: dict[str, object]) -> list[Passage]:
        """Return the passages of a demande that meet a condition, in which `{is_same}` tells that they are its."""
        found: dict[Passage, None] = {}
        known = {**values, **demande._asdict()}
        for number in ("numero_editeur", "numero_asp"):
            if known[number]:
                meets = condition.format(is_same=is_same(number, "passage.numero_asp", ":numero_asp"))
                where = f"{number} = :{number} AND numero_ans = :numero_ans AND {meets}"
                for source in (PASSAGES, WITHDRAWN):
                    found |= dict.fromkeys(self._passages(where, known, source))
        return in_time(found)

    def _passages(self, condition: str, values: Values, source: str = PASSAGES) -> list[Passage]:
        with self._store.reading():
            rows = self._store.rows(f"{QUERY.format(passages=source)} WHERE {condition}", values)
            return in_time(map(passage_of, rows))

    def _read_again(self, digest: str, claim: ClaimFile) -> None:
        """Keep the answers of a known content as they are read here; an acceptance stays one."""
        self._store.change_all(
            _READ_AGAIN,
            (
                {"state": STATES[each.state_as_read], "code": each.code, "label": each.label, "line": line}
                | {"digest": digest}
                for line, each in enumerate(claim.answers, 1)
            ),
        )
        of_avance = ((line, digest) for line in claim.lines_of_avance)  # an earlier program kept those
        self._store.change_all(f"DELETE FROM seen_line WHERE line = ? AND {_OF_DIGEST}", of_avance)  # noqa: S608 (ours)
        if claim.kind is FileKind.RETURN:
            self._store.change("UPDATE seen_file SET kind = 'return' WHERE digest = ?", (digest,))
        if self._store.rows(_WITHOUT_AMOUNT, (digest,)):  # as an earlier program kept them
            amounts = (amount_in(demande, claim.profile) for demande in claim.demandes_as_read)
            rows = ((amount, line, digest) for line, amount in enumerate(amounts, 1))
            self._store.change_all(_ADD_AMOUNT, rows)

    def _add(self, path: str, name: str, digest: str, deposit: str, claim: ClaimFile) -> None:
        ((identity,),) = self._store.rows(
            "INSERT INTO seen_file (digest, path, name, deposit, kind, numero_ans, is_solde) "
            "VALUES (?, ?, ?, ?, ?, ?, 1) RETURNING id",
            (digest, path, name, deposit, claim.kind.value, plain(claim.numero_ans)),
        )
        self._store.change_all(
            "INSERT INTO seen_line VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            ((identity, *line) for line in _seen(claim)),
        )


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))


def _slices(each: Iterable[_Value]) -> Iterator[list[_Value]]:
    left = iter(each)
    while some := list(islice(left, _MOST_AT_ONCE)):
        yield some


def demande_of(claim: ClaimFile, line: int) -> Demande:
    """Return what tells a demande of a file from others."""
    return Demande(plain(claim.numero_ans), claim.editor_number(line), claim.dossier(line))


def _named(path: Path) -> dict[str, object]:
    text = path_as_text(path)
    return {"path": text, "name": text.rpartition("/")[2]}


def _without_repetitions(passages: Sequence[Passage]) -> list[Passage]:
    """Leave out the deposit of a file that was exported here and opened again since: it is the same step."""
    exported = {(passage.name, passage.line) for passage in passages if passage.what is What.EXPORTED}
    return [
        passage
        for passage in passages
        if passage.what is not What.DEPOSITED or (passage.name, passage.line) not in exported
    ]


def remembered_numbers(claim: ClaimFile) -> Iterator[tuple[str, str]]:
    """Yield the n° éditeur and the dossier of each demande of a file, empty where it has none.

    A number that more of them have than a file may hold tells none of the others from another: it is left
    empty, as looking it up for each would take the square of their number.
    """
    editors: Counter[str] = Counter()
    dossiers: Counter[str] = Counter()
    most = claim.profile.most_lines
    for line in range(1, len(claim.lines) + 1):
        editor, dossier = claim.editor_number(line), claim.dossier(line)
        editors[editor] += 1
        dossiers[dossier] += 1
        yield editor if editors[editor] <= most else "", dossier if dossiers[dossier] <= most else ""


def _seen(claim: ClaimFile) -> Iterator[tuple[object, ...]]:
    """Yield what is remembered of the soldes in a file: the meaning, too, of what a nameless return may answer."""
    profile = claim.profile
    lines = zip(remembered_numbers(claim), claim.answers, claim.lines, strict=True)
    for line, (numbers, answer, demande) in enumerate(lines, 1):
        if line in claim.lines_of_avance:
            continue
        reported = (line, *numbers, STATES[answer.state_as_read], answer.code, answer.label)
        meaning = meaning_digest(demande, profile) if claim.kind is FileKind.SUBMISSION else ""
        yield (*reported, *_compared(demande, numbers, profile), meaning, amount_in(demande, profile))


def _compared(demande: Json, remembered: tuple[str, str], profile: Profile) -> tuple[str, ...]:
    """Return the numbers by which a demande is looked up: those that are remembered."""
    numbers = numbers_of(demande, profile)
    return tuple(key if text else "" for key, text in zip(numbers, remembered, strict=True))
