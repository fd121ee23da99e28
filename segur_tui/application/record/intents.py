"""Intents: files that are about to appear, recorded before the first does, so that a kill leaves none unknown."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any

from segur_tui.application.record.exports import ExportedFile, Record
from segur_tui.application.record.store import Store
from segur_tui.application.state.database import path_as_text
from segur_tui.application.state.writer import Writer
from segur_tui.format.value_type import value_type

_UNDER_WAY = """
    SELECT i.id, i.account, i.host, i.process, i.since, i.folder, n.file_id,
        (SELECT count(*) FROM exported_line l WHERE l.file_id = n.file_id), f.withdrawn, n.name, n.hidden, n.digest
    FROM intent i LEFT JOIN intended_file n ON n.intent_id = i.id LEFT JOIN exported_file f ON f.id = n.file_id
    ORDER BY i.id, n.file_id, n.name
"""
"""All intents with their files, in one statement: what it tells is so at one moment."""


@value_type
class Intended:
    """A file that is about to appear: its name, and a hidden one that it has until then.

    `digest` is that of a claim file's content; a zip file of documents has none.
    """

    name: str
    hidden: str
    digest: str = ""


@value_type
class IntendedClaim:
    """A claim file that is about to appear, its zip files, its id in the record, and how many lines it has.

    A person may have withdrawn it since.
    """

    file: int
    lines: int
    claim: Intended
    packs: tuple[Intended, ...]
    is_withdrawn: bool = False


@value_type
class Intent:
    """An export that was recorded and did not say that it is done: whose, since when (UTC), and its files."""

    id: int
    writer: Writer
    since: str
    folder: str
    claims: tuple[IntendedClaim, ...]


class Intents:
    """The exports under way, as the record knows them; every method raises RecordUnknown.

    From its intent on, the numbers of an export are used and its lines exported.
    """

    def __init__(self, store: Store) -> None:
        """Wrap the record."""
        self._store = store

    def hidden_start(self) -> str:
        """Return how the hidden names begin that this record's files have before they appear."""
        return f".segur-tui-{self._store.identity()[:8]}-"

    def hidden_names(self) -> set[str]:
        """Return all hidden names that intents name."""
        own = {name for (name,) in self._store.rows("SELECT hidden FROM intended_file")}
        return own | self._store.hidden_elsewhere()

    def begin(
        self, folder: Path, files: Sequence[ExportedFile], staged: Sequence[tuple[Intended, Sequence[Intended]]]
    ) -> int:
        """Record files that are about to appear in a folder, each claim file with its zip files; return the id."""
        writer = Writer.present()
        ((intent,),) = self._store.rows(
            "INSERT INTO intent (folder, account, host, process) VALUES (?, ?, ?, ?) RETURNING id",
            (path_as_text(folder), writer.account, writer.host, writer.process),
        )
        for identity, (claim, packs) in zip(Record(self._store).add(files, intent), staged, strict=True):
            self._store.change_all(
                "INSERT INTO intended_file VALUES (?, ?, ?, ?, ?)",
                [(intent, each.name, each.hidden, identity, each.digest) for each in (claim, *packs)],
            )
        return int(intent)

    def end(self, intent: int, standing: Collection[int] | None = None, writer: Writer | None = None) -> bool:
        """End an intent of this process, or of a writer: its files are exported, or those `standing` alone.

        Tells whether it had not ended yet; its id may be that of another's by now.
        """
        process = (writer or Writer.present()).process
        with self._store.transaction():
            if not self._store.rows("SELECT 1 FROM intent WHERE id = ? AND process = ?", (intent, process)):
                return False
            files = self._store.rows("SELECT id FROM exported_file WHERE intent_id = ?", (intent,))
            dropped = [file for file in files if standing is not None and file[0] not in standing]
            self._store.change("DELETE FROM intended_file WHERE intent_id = ?", (intent,))
            self._store.change_all("DELETE FROM exported_line WHERE file_id = ?", dropped)
            self._store.change_all("DELETE FROM exported_file WHERE id = ?", dropped)
            self._store.change("UPDATE exported_file SET intent_id = NULL WHERE intent_id = ?", (intent,))
            self._store.change("DELETE FROM intent WHERE id = ?", (intent,))
        return True

    def suppose_ended(self, intents: Collection[int], dropped: Collection[int]) -> None:
        """Let a record that is only read show intents as ended, without some of their files; it stays as it is."""
        for table, column, ids in (
            ("intent", "id", intents),
            ("exported_file", "id", dropped),
            ("exported_line", "file_id", dropped),
        ):
            self._store.hide(table, column, ids)

    def under_way(self) -> list[Intent]:
        """Return the intents that have not ended, the oldest first: others may end theirs at any time."""
        with self._store.reading():
            rows = self._store.rows(_UNDER_WAY)
            return [
                Intent(intent, Writer(account, host, process), since, folder, tuple(_claims(rows, intent)))
                for intent, account, host, process, since, folder in dict.fromkeys(row[:6] for row in rows)
            ]


def _claims(rows: Sequence[Sequence[Any]], intent: int) -> Iterator[IntendedClaim]:
    named = [row[6:] for row in rows if row[0] == intent and row[6] is not None]
    for file, lines, withdrawn in dict.fromkeys((file, lines, withdrawn) for file, lines, withdrawn, *_ in named):
        own = [Intended(*parts) for each, _, _, *parts in named if each == file]
        (claim,) = (each for each in own if each.digest)
        packs = tuple(each for each in own if not each.digest)
        yield IntendedClaim(file, lines, claim, packs, bool(withdrawn))
