"""The record's knowledge against claiming a demande again: acceptances, exports, and the answers to these."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from segur_tui.application.record.columns import DEPOSIT, EXPORTED_BY, SETTLED_STATE
from segur_tui.application.record.store import Store
from segur_tui.format.kinds import compared
from segur_tui.format.numbers import Numbers
from segur_tui.format.one_demande import that_tell
from segur_tui.format.profiles import file_name_in
from segur_tui.format.value_type import value_type

_MOST_AT_ONCE = 500
_OF_SUPPLIER = "lower(replace(f.numero_ans, ' ', '')) = ?"
_ANSWERED = f"""
    SELECT f.deposit, f.path, f.digest, l.line, l.editor_key, l.dossier_key, l.code || '\n' || l.label,
        {SETTLED_STATE} = 'accepted', l.state = 'accepted' AND f.is_solde = 0, {SETTLED_STATE} = 'to-verify',
        {SETTLED_STATE} != l.state
    FROM seen_line l JOIN seen_file f ON f.id = l.file_id
    WHERE {_OF_SUPPLIER} AND f.kind = 'return' AND l.state != 'pending'
"""  # noqa: S608 (names of ours, no value)
_WRITTEN = f"""
    SELECT f.id, {DEPOSIT.format(file="f")}, f.path, l.num_ligne, l.editor_key,
        l.dossier_key, l.meaning, l.source, l.source_line, l.source_digest, coalesce((
            SELECT s.code || '\n' || s.label FROM seen_file x JOIN seen_line s ON s.file_id = x.id
            WHERE x.digest = l.source_digest AND l.source_digest != '' AND s.line = l.source_line LIMIT 1
        ), ''), coalesce(i.account || ' sur ' || i.host, {EXPORTED_BY}), coalesce(i.since, ''),
        EXISTS (
            SELECT 1 FROM exported_file t WHERE t.numero_ans = f.numero_ans AND t.day = f.day
                AND t.number = f.number AND t.id != f.id AND t.withdrawn = ''
        )
    FROM exported_line l JOIN exported_file f ON f.id = l.file_id LEFT JOIN intent i ON i.id = f.intent_id
    WHERE {_OF_SUPPLIER}
"""  # noqa: S608 (names of ours, no value)
_EXPORTED = f"{_WRITTEN} AND f.withdrawn = ''"
_DEPOSITED = f"""
    SELECT f.id, f.deposit, f.path, l.line, l.editor_key, l.dossier_key, l.meaning, '', 0, ''
    FROM seen_line l JOIN seen_file f ON f.id = l.file_id
    WHERE {_OF_SUPPLIER} AND f.kind = 'submission' AND f.deposit != '' AND NOT EXISTS (
        SELECT 1 FROM exported_file e
        WHERE e.numero_ans = f.numero_ans AND {DEPOSIT.format(file="e")} = f.deposit
    )
"""  # noqa: S608 (names of ours, no value)
_STEPS = """
    SELECT deposit, path, line, editor_key, dossier_key, what FROM passage
    WHERE lower(replace(numero_ans, ' ', '')) = ?
"""


@value_type
class LineKnown:
    """A line in the life of a demande: `what` happened in which file, deposited when."""

    deposit: str
    path: str
    line: int
    numbers: Numbers
    what: str

    @property
    def is_export(self) -> bool:
        """Tell whether this program wrote it."""
        return self.what == "exported"

    @property
    def is_certain(self) -> bool:
        """Tell whether it was deposited or answered, as far as is known: no export, and no answer to an avance."""
        return self.what not in {"exported", "doubtful"}

    @property
    def is_waiting(self) -> bool:
        """Tell whether it was deposited, and is not answered."""
        return self.what in {"deposited", "pending"}

    @property
    def is_accepted(self) -> bool:
        """Tell whether the ASP has accepted it."""
        return self.what == "accepted"


@value_type
class AnswerSeen:
    """A line of a return that the ASP has answered: the file's day and number (empty: unknown), and where it is.

    `said` are the code and the label.
    An acceptance that `is_doubtful` may be that of the avance; one that is to verify is no certain answer either,
    unless a person has settled it.
    """

    deposit: str
    path: str
    digest: str
    line: int
    numbers: Numbers
    said: str
    is_accepted: bool
    is_doubtful: bool = False
    is_to_verify: bool = False
    is_settled: bool = False

    @property
    def is_certain(self) -> bool:
        """Tell whether it is an answer to a solde, and says which."""
        return not (self.is_doubtful or self.is_to_verify)


@value_type
class LineExported:
    """A line that was exported and not withdrawn: its file, and the file and line that it was taken from.

    `source_said` are the code and the label that it had there, where that is known; `whose` is in French who
    exported it. Where the export did not say that it is done: since when (UTC). `has_twin` tells whether another
    file has its day and number, as where the records of several people were put together.
    """

    file: int
    deposit: str
    path: str
    line: int
    numbers: Numbers
    meaning: str
    source: str
    source_line: int
    source_digest: str
    source_said: str = ""
    whose: str = ""
    since: str = ""
    has_twin: bool = False

    @property
    def shown_number(self) -> str:
        """Return its n° éditeur in French, else that of its dossier."""
        return f"n° éditeur {self.numbers.editor}" if self.numbers.editor else f"dossier {self.numbers.dossier}"

    def shares_number(self, numbers: Numbers) -> bool:
        """Tell whether a demande has one of its numbers."""
        return self.numbers.is_shared_with(numbers)

    def is_same_demande(self, other: LineExported) -> bool:
        """Tell whether another line shares a number, or the line that it was taken from."""
        mine, theirs = ((each.source_digest, each.source_line) for each in (self, other))
        return self.shares_number(other.numbers) or (mine[0] != "" and mine == theirs)

    def is_answered_by(self, answer: AnswerSeen) -> bool:
        """Tell whether an answer to a demande of its numbers is the one to it.

        What it was made from is none, nor is a copy of that, of one content or of one day in its name. Where
        it has a twin, one of its own day and number may be meant for that.
        """
        is_source = answer.digest == self.source_digest if self.source_digest else answer.path == self.source
        is_later = answer.deposit > self.deposit and not is_source
        name = _name(answer.path)
        is_copy = name == _name(self.source) and file_name_in(name) is not None
        is_its_own = answer.deposit == self.deposit and not self.has_twin
        return (is_later or is_its_own) and not is_copy


class Claims:
    """The record of one supplier's claims, open; every method raises RecordUnknown when it cannot be read."""

    def __init__(self, store: Store, numero_ans: str) -> None:
        """Ask a record about the demandes of an ANS number."""
        self.store, self._supplier = store, compared(numero_ans)

    def knows(self, digest: str) -> bool:
        """Tell whether the record holds the lines of a file of soldes, given by the digest of its content."""
        return bool(
            self.store.rows("SELECT 1 FROM seen_file WHERE digest = ? AND is_solde = 1 LIMIT 1", (digest,))
        )

    def answers(self, numbers: Collection[Numbers]) -> list[AnswerSeen]:
        """Return the answered lines that share a number with demandes."""
        with self.store.reading():
            return [
                AnswerSeen(deposit, path, digest, line, Numbers(editor, dossier), said, *map(bool, flags))
                for deposit, path, digest, line, editor, dossier, said, *flags in self._sharing(_ANSWERED, numbers)
            ]

    def exported(self, numbers: Collection[Numbers], digests: Collection[str] = ()) -> list[LineExported]:
        """Return the lines exported that share a number with demandes, or were taken from files of a digest."""
        taken = self._rows(_EXPORTED, "l.source_digest", sorted(filter(None, digests)))
        return self._lines([*self._sharing(_EXPORTED, numbers), *taken])

    def exported_into(self, file: int) -> list[LineExported]:
        """Return the lines of a file that was exported, given by its id."""
        return self._lines(self.store.rows(f"{_EXPORTED} AND f.id = ?", (self._supplier, file)))

    def written_into(self, file: int) -> list[LineExported]:
        """Return the lines of a file that was exported, given by its id, also where it was withdrawn since."""
        return self._lines(self.store.rows(f"{_WRITTEN} AND f.id = ?", (self._supplier, file)))

    def all_exported(self) -> list[LineExported]:
        """Return all lines exported."""
        return self._lines(self.store.rows(_EXPORTED, (self._supplier,)))

    def deposited(self, numbers: Collection[Numbers]) -> Iterator[list[LineExported]]:
        """Yield the lines of each submission seen, of another program's, that shares a number with demandes."""
        for file in {row[0] for row in self._sharing(_DEPOSITED, numbers)}:
            yield self._lines(self.store.rows(f"{_DEPOSITED} AND f.id = ?", (self._supplier, file)))

    def linked(self, numbers: Iterable[Numbers]) -> list[LineKnown]:
        """Return the lines that share a number with demandes, or that others link with them."""
        found, known, new = dict[tuple[Any, ...], None](), set[Numbers](), set(map(that_tell, numbers))
        with self.store.reading():
            while new:
                known |= new
                rows = list(self._steps(sorted(new)))
                found |= dict.fromkeys(rows)
                new = {that_tell(Numbers(*row[3:5])) for row in rows} - known
            return [
                LineKnown(deposit, path, line, Numbers(editor, dossier), what)
                for deposit, path, line, editor, dossier, what in found
            ]

    def _steps(self, numbers: Sequence[Numbers]) -> Iterator[tuple[Any, ...]]:
        """Yield the lines that share a number with some demandes: one that shares both, once."""
        for start in range(0, len(numbers), _MOST_AT_ONCE):
            some = numbers[start : start + _MOST_AT_ONCE]
            both = ("editor_key", {each.editor for each in some}), ("dossier_key", {each.dossier for each in some})
            parts, values = list[str](), list[str]()
            for column, keys in both:
                wanted = sorted(keys - {""})
                parts.append(f"{_STEPS} AND {column} IN ({', '.join('?' * len(wanted)) or 'NULL'})")
                values += (self._supplier, *wanted)
            yield from self.store.rows(" UNION ".join(parts), values)

    def paths_of(self, digests: Collection[str]) -> set[str]:
        """Return where files of some contents were seen."""
        known = (self.store.rows("SELECT path FROM seen_file WHERE digest = ?", (each,)) for each in digests)
        return {path for rows in known for (path,) in rows}

    def _lines(self, rows: Sequence[tuple[Any, ...]]) -> list[LineExported]:
        with self.store.reading():
            return [
                LineExported(file, deposit, path, line, Numbers(editor, dossier), *others)
                for file, deposit, path, line, editor, dossier, *others in dict.fromkeys(rows)
            ]

    def _sharing(self, query: str, numbers: Collection[Numbers]) -> list[tuple[Any, ...]]:
        editors = sorted({each.editor for each in numbers} - {""})
        dossiers = sorted({each.dossier for each in numbers} - {""})
        rows = [*self._rows(query, "l.editor_key", editors), *self._rows(query, "l.dossier_key", dossiers)]
        return list(dict.fromkeys(rows))

    def _rows(self, query: str, column: str, keys: Sequence[str]) -> Iterator[tuple[Any, ...]]:
        for start in range(0, len(keys), _MOST_AT_ONCE):
            some = keys[start : start + _MOST_AT_ONCE]
            marks = ", ".join("?" * len(some))
            yield from self.store.rows(f"{query} AND {column} IN ({marks})", (self._supplier, *some))


def _name(path: str) -> str:
    return path.rpartition("/")[2]
