"""The record of what was exported: files get moved after the deposit, their numbers stay used."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from datetime import date

from segur_tui.application.disk.patience import Patience
from segur_tui.application.record.schema import RecordUnknown
from segur_tui.application.record.store import Store
from segur_tui.application.settings.values import Settings
from segur_tui.application.state.database import PATIENCE
from segur_tui.format.numbers import Numbers
from segur_tui.format.value_type import value_type


@value_type
class ExportedLine:
    """A demande that was written, and where it came from; lines count from 1.

    `numbers` are its own as they are compared, `meaning` and `source_digest` digests of what it means and of the
    file that it was taken from.
    """

    num_ligne: int
    source: str
    source_line: int
    numero_editeur: str
    numero_asp: str
    numbers: Numbers = Numbers("", "")
    meaning: str = ""
    source_digest: str = ""


@value_type
class ExportedFile:
    """A file that was written; `number` is its daily number."""

    path: str
    numero_ans: str
    siret: str
    day: date
    number: int
    lines: tuple[ExportedLine, ...]


class Record:
    """The record of exports, open; every method raises RecordUnknown when it cannot be read or kept."""

    def __init__(self, store: Store) -> None:
        """Wrap the record."""
        self.store = store

    @classmethod
    @contextmanager
    def opened(
        cls, settings: Settings, patience: Patience = PATIENCE, *, to_read: bool = False
    ) -> Iterator[Record]:
        """Open the record for the time of a block; `to_read` makes none where none is."""
        with Store.opened(settings, patience, to_read=to_read) as store:
            yield cls(store)

    def numbers_used(self, numero_ans: str, day: date) -> set[int]:
        """Return the daily numbers that were written for an ANS number."""
        query = "SELECT number FROM exported_file WHERE numero_ans = ? AND day = ?"
        with self.store.reading():
            return {int(number) for (number,) in self.store.rows(query, (numero_ans, day.isoformat()))}

    def add(self, files: Sequence[ExportedFile]) -> None:
        """Note that files were written."""
        for file in files:
            ((identity,),) = self.store.rows(
                "INSERT INTO exported_file (path, numero_ans, siret, day, number) VALUES (?, ?, ?, ?, ?) "
                "RETURNING id",
                (file.path, file.numero_ans, file.siret, file.day.isoformat(), file.number),
            )
            self.store.change_all(
                "INSERT INTO exported_line VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    (
                        identity,
                        line.num_ligne,
                        line.source,
                        line.source_line,
                        line.numero_editeur,
                        line.numero_asp,
                        *line.numbers,
                        line.meaning,
                        line.source_digest,
                    )
                    for line in file.lines
                ],
            )


class RecordInReach:
    """The record as far as it can be reached: what it refuses becomes the trouble, and the work goes on without.

    Numbers are then those of the folders alone, unless the record can still be read.
    """

    def __init__(self, record: Record | None, trouble: str = "") -> None:
        """Wrap an open record, or none."""
        self._record, self.trouble = record, trouble

    @classmethod
    @contextmanager
    def opened(
        cls, settings: Settings, patience: Patience = PATIENCE, *, to_read: bool = False
    ) -> Iterator[RecordInReach]:
        """Open the record for the time of a block; raises nothing."""
        with ExitStack() as stack:
            record, trouble = None, ""
            try:
                record = stack.enter_context(Record.opened(settings, patience, to_read=to_read))
            except RecordUnknown as refusal:
                trouble = str(refusal)
            yield cls(record, trouble)

    def numbers_used(self, numero_ans: str, day: date) -> set[int]:
        """Return the daily numbers that were written for an ANS number, as far as they are known."""
        try:
            return set() if self._record is None else self._record.numbers_used(numero_ans, day)
        except RecordUnknown as refusal:
            self._record, self.trouble = None, str(refusal)
            return set()

    def wait(self) -> None:
        """Wait until others leave the record, while nobody waits for what is held here."""
        if self._does(_begin):
            self._does(lambda record: record.store.take_back())

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Keep others out while a number is chosen and used; all that is added is kept or nothing."""
        is_begun, record = self._does(_begin), self._record
        try:
            yield
        except BaseException:
            self._take_back(record)
            raise
        if is_begun and not self._does(lambda record: record.store.end()):
            self._take_back(record)

    def add(self, files: Sequence[ExportedFile]) -> None:
        """Note that files were written."""
        self._does(lambda record: record.add(files))

    def _does(self, what: Callable[[Record], object]) -> bool:
        """Do something with the record unless it has refused something; return whether it was done."""
        if self._record is None or self.trouble:
            return False
        try:
            what(self._record)
        except RecordUnknown as refusal:
            self.trouble = str(refusal)
        return not self.trouble

    def _take_back(self, record: Record | None) -> None:
        with suppress(RecordUnknown):
            if record is not None:
                record.store.take_back()


def _begin(record: Record) -> None:
    record.store.begin()
