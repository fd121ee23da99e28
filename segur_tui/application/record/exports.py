"""The record of what was exported: files get moved after the deposit, their numbers stay used."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date

from segur_tui.application.disk.patience import Patience
from segur_tui.application.record.engines import open_record
from segur_tui.application.record.store import Store
from segur_tui.application.settings.values import Settings
from segur_tui.application.state.database import PATIENCE, is_path_there
from segur_tui.application.state.writer import account_and_host, is_here
from segur_tui.format.followed import ChangedValue
from segur_tui.format.kinds import compared
from segur_tui.format.numbers import Numbers
from segur_tui.format.value_type import value_type


@value_type
class ExportedLine:
    """A demande that was written, and where it came from; lines count from 1.

    `numbers` are its own as they are compared, `meaning` and `source_digest` digests of what it means and of the
    file that it was taken from, `amount` in euros HT, empty where none is known. Of one that was refused,
    `refusal` are the code and the label, without the values that it cites, and `changed` what was changed since.
    """

    num_ligne: int
    source: str
    source_line: int
    numero_editeur: str
    numero_asp: str
    numbers: Numbers = Numbers("", "")
    meaning: str = ""
    source_digest: str = ""
    amount: str = ""
    refusal: tuple[str, str] | None = None
    changed: tuple[ChangedValue, ...] = ()


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
        with open_record(settings, patience, to_read=to_read) as store:
            yield cls(store)

    def numbers_used(self, numero_ans: str, day: date) -> set[int]:
        """Return the daily numbers used for an ANS number, in any case: by files that were written, or answered.

        A file that was withdrawn and is gone frees its number, unless a return was seen of it.
        """
        is_own = "lower(replace(numero_ans, ' ', '')) = ?"
        written = f"SELECT number, path, withdrawn, host FROM exported_file WHERE {is_own} AND day = ?"  # noqa: S608
        returns = f"SELECT deposit FROM seen_file WHERE {is_own} AND kind = 'return' AND deposit LIKE ?"  # noqa: S608
        own = compared(numero_ans)
        with self.store.reading():
            rows = self.store.rows(written, (own, day.isoformat()))
            answered = self.store.rows(returns, (own, f"{day:%Y%m%d}-%"))
            numbers = {
                int(number)
                for number, path, withdrawn, host in rows
                if not withdrawn or not is_here(host) or is_path_there(path)
            }
            return numbers | {int(deposit[-3:]) for (deposit,) in answered}

    def add(self, files: Sequence[ExportedFile], intent: int | None = None) -> list[int]:
        """Note that files were written, or with the id of an intent that they will be; return their ids."""
        identities = []
        for file in files:
            ((identity,),) = self.store.rows(
                "INSERT INTO exported_file (path, numero_ans, siret, day, number, intent_id, account, host) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
                (
                    file.path,
                    file.numero_ans,
                    file.siret,
                    file.day.isoformat(),
                    file.number,
                    intent,
                    *account_and_host(),
                ),
            )
            identities.append(int(identity))
            self.store.change_all(
                "INSERT INTO exported_line VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
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
                        line.amount,
                    )
                    for line in file.lines
                ],
            )
            refused = [(line, line.refusal) for line in file.lines if line.refusal is not None]
            self.store.change_all(
                "INSERT INTO refused_line VALUES (?, ?, ?, ?)",
                [(identity, line.num_ligne, *refusal) for line, refusal in refused],
            )
            self.store.change_all(
                "INSERT INTO changed_value VALUES (?, ?, ?, ?, ?)",
                [
                    (identity, line.num_ligne, each.balise, each.before, each.after)
                    for line, _ in refused
                    for each in line.changed
                ],
            )
        return identities
