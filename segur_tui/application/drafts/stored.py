"""The drafts in the database: the steps made on each file, and which session has the file open."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Literal, NamedTuple

from segur_tui.application.disk.patience import Patience
from segur_tui.application.drafts.draft import Draft, in_common
from segur_tui.application.drafts.of_groups import GroupDraft, steps_in
from segur_tui.application.record.division import mine
from segur_tui.application.settings.values import Settings
from segur_tui.application.state.database import PATIENCE, is_path_there
from segur_tui.application.state.folder import StateUnavailable
from segur_tui.application.state.refusals import decoding
from segur_tui.application.state.sessions import Holder, Session, is_live
from segur_tui.format.edit import Step
from segur_tui.format.stored_edit import Damaged, restored, stored
from segur_tui.format.value_type import value_type

Ending = Literal["exported", "dropped"]
"""The reason for which a draft is no longer offered: its lines were written, or a person began afresh."""


@value_type
class CursorPlace:
    """The place of the cursor: a view, its row and column, and the demande that the views followed."""

    view: str
    row: str
    column: str
    line: int


@value_type
class StoredDraft:
    """A draft as it was left: its steps (the latest undone last), file's digest, cursor and last change."""

    identity: int
    path: str
    digest: str
    done: tuple[Step, ...]
    undone: tuple[Step, ...]
    place: CursorPlace | None
    changed_at: datetime


class InProgress(NamedTuple):
    """A draft in a list: the digest of the content that it was made on, its number of steps, its last change."""

    digest: str
    steps: int
    changed_at: str


class HeldByAnother(Exception):  # noqa: N818 (it says what is the case)
    """Another session has the file, or has had it and changed its draft."""

    def __init__(self, holder: Holder) -> None:
        super().__init__(holder.whence)
        self.holder = holder


class _Opening(NamedTuple):
    session: str
    holder: Holder


class Drafts:
    """The drafts, open; every method raises StateUnavailable when they cannot be read or kept."""

    def __init__(self, connection: sqlite3.Connection, settings: Settings) -> None:
        self._connection, self._settings = connection, settings

    @classmethod
    @contextmanager
    def opened(
        cls, settings: Settings, patience: Patience = PATIENCE, *, to_read: bool = False
    ) -> Iterator[Drafts]:
        """Open the drafts for the time of a block, all of which is kept or nothing; `to_read` writes nothing."""
        with mine(settings, patience, to_read=to_read) as connection:
            yield cls(connection, settings)

    # Who has a file open

    def holder(self, path: str, session: Session) -> Holder | None:
        """Return the other session that has a file open, if it still runs."""
        found = self._opening(path)
        if found is None or found.session == session.identity or not is_live(found.session, session.settings):
            return None
        return found.holder

    def hold(self, path: str, session: Session) -> None:
        """Note that a session has a file open, whoever had it before."""
        self._connection.execute(
            "INSERT OR REPLACE INTO opened_file (path, session, whence, since) VALUES (?, ?, ?, ?)",
            (path, session.identity, session.whence, self._settings.now.isoformat()),
        )

    def taken_by(self, path: str, session: Session, seen: StoredDraft | None) -> Holder | None:
        """Return the session that has taken a file over, or has changed its draft since `seen` and left."""
        found = self._opening(path)
        if found is not None and found.session == session.identity:
            return None
        if found is not None and is_live(found.session, session.settings):
            return found.holder
        row = self._connection.execute(
            "SELECT id, changed_at FROM draft WHERE path = ? AND ended = ''", (path,)
        ).fetchone()
        if row is None or (seen is not None and row == (seen.identity, seen.changed_at.isoformat())):
            return None
        with decoding():
            whence = "une autre session" if found is None else found.holder.whence
            return Holder(whence, datetime.fromisoformat(row[1]), has_left=True)

    def ensure_held(self, path: str, session: Session, seen: StoredDraft | None) -> None:
        """Hold a file; raises HeldByAnother when another session has taken it over, or has changed its draft."""
        taken = self.taken_by(path, session, seen)
        if taken is not None:
            raise HeldByAnother(taken)
        found = self._opening(path)
        if found is None or found.session != session.identity:
            self.hold(path, session)

    def release(self, path: str, session: Session) -> None:
        """Note that a session has closed a file."""
        self._connection.execute(
            "DELETE FROM opened_file WHERE path = ? AND session = ?", (path, session.identity)
        )

    def _opening(self, path: str) -> _Opening | None:
        row = self._connection.execute(
            "SELECT session, whence, since FROM opened_file WHERE path = ?", (path,)
        ).fetchone()
        if row is None:
            return None
        with decoding():
            return _Opening(str(row[0]), Holder(str(row[1]), datetime.fromisoformat(row[2])))

    # The drafts

    def find(self, path: str, digest: str) -> StoredDraft | None:
        """Return the draft in progress of a file: by its path, or by its content where it was moved since."""
        draft = self.in_progress_of(path)
        if draft is not None:
            return draft
        moved = self._one("digest = ? AND ended = '' AND done > 0 ORDER BY id DESC LIMIT 1", (digest,))
        return None if moved is None or is_path_there(moved.path) else moved

    def in_progress_of(self, path: str) -> StoredDraft | None:
        """Return the draft in progress of a path."""
        return self._one("path = ? AND ended = ''", (path,))

    def has(self, path: str, digest: str) -> bool:
        """Tell whether a file had a draft, whatever became of it, on a content or on its text as read."""
        query = "SELECT 1 FROM draft WHERE path = ? AND digest = ?"
        return self._connection.execute(query, (path, digest)).fetchone() is not None

    def keep(
        self, stored_draft: StoredDraft | None, path: str, digest: str, draft: Draft, place: CursorPlace | None
    ) -> StoredDraft:
        """Keep all steps of a draft; only those that the stored draft does not hold are written."""
        known = 0 if stored_draft is None else stored_draft.identity
        now = self._settings.now
        self._connection.execute(
            "UPDATE draft SET ended = 'dropped' WHERE path = ? AND ended = '' AND id != ?", (path, known)
        )
        values = (path, digest, len(draft.done), _place_as_text(place), now.isoformat())
        there: Sequence[Step] = ()
        if stored_draft is not None and self._renewed(stored_draft, values):
            there, identity = _in_sequence(stored_draft.done, stored_draft.undone), known
        else:
            insertion = "INSERT INTO draft (path, digest, done, place, changed_at) VALUES (?, ?, ?, ?, ?)"
            identity = int(self._connection.execute(insertion, values).lastrowid or 0)
        self._write_steps(identity, there, _in_sequence(draft.done, draft.undone))
        return StoredDraft(identity, path, digest, draft.done, draft.undone, place, now)

    def _renewed(self, stored_draft: StoredDraft, values: tuple[object, ...]) -> bool:
        """Update the row of a draft; tell whether it is still there."""
        updated = self._connection.execute(
            "UPDATE draft SET path = ?, digest = ?, done = ?, place = ?, changed_at = ?, ended = '' "
            "WHERE id = ? AND path = ?",
            (*values, stored_draft.identity, stored_draft.path),
        )
        return updated.rowcount > 0

    def keep_place(self, identity: int, place: CursorPlace) -> None:
        """Keep where the cursor stands."""
        self._connection.execute("UPDATE draft SET place = ? WHERE id = ?", (_place_as_text(place), identity))

    def end(self, identity: int, how: Ending) -> None:
        """Keep a draft as history only: it is not offered again."""
        self._connection.execute("UPDATE draft SET ended = ? WHERE id = ?", (how, identity))

    def end_of_path(self, path: str, how: Ending) -> None:
        """Keep the draft in progress of a file, if any, as history only."""
        self._connection.execute("UPDATE draft SET ended = ? WHERE path = ? AND ended = ''", (how, path))

    def end_exported(
        self, path: str, digest: str, steps: Sequence[Step], lines: Collection[int], session: Session
    ) -> None:
        """Make history of a draft whose steps and changed lines were all exported; any other goes on."""
        found = self.find(path, digest)
        if found is None or found.digest != digest or _as_rows(found.done) != _as_rows(steps):
            return
        changed = {line for step in found.done for line, _ in step.demandes}
        if changed <= set(lines) and self.holder(path, session) is None:
            self.end(found.identity, "exported")

    def take_up(self, sources: Collection[str]) -> None:
        """Go on with the last draft of each file, or group with one of them, that became history by an export."""
        shared = "SELECT grouped FROM grouped_file WHERE path = ?"
        groups = [str(row[0]) for path in sources for row in self._connection.execute(shared, (path,))]
        last = "SELECT max(id) FROM draft WHERE path = ?"
        self._connection.executemany(
            f"UPDATE draft SET ended = '' WHERE ended = 'exported' AND id = ({last})",  # noqa: S608 (ours)
            [(path,) for path in dict.fromkeys((*sources, *groups))],
        )

    def in_progress(self) -> dict[str, InProgress]:
        """Return the drafts in progress that hold steps, by the path of their file."""
        rows = self._connection.execute(
            "SELECT path, digest, done, changed_at FROM draft WHERE ended = '' AND done > 0"
        )
        with decoding():
            return {str(path): InProgress(str(digest), int(done), str(when)) for path, digest, done, when in rows}

    def changed_at(self) -> dict[str, datetime]:
        """Return when the drafts in progress were changed last, by the path of their file."""
        rows = self._connection.execute("SELECT path, changed_at FROM draft WHERE ended = ''")
        with decoding():
            return {str(path): datetime.fromisoformat(when) for path, when in rows}

    def marks(self, paths: Collection[str]) -> frozenset[tuple[object, ...]]:
        """Return what tells the drafts in progress of paths from later ones."""
        rows = self._connection.execute("SELECT path, id, changed_at FROM draft WHERE ended = ''")
        return frozenset(row for row in rows if row[0] in paths)

    def note_files(self, grouped: str, files: Mapping[str, Collection[str]]) -> None:
        """Note which files are those of the group that a path stands for, with the n° éditeur of their lines."""
        insertion = "INSERT OR REPLACE INTO grouped_file (grouped, path, numbers) VALUES (?, ?, ?)"
        rows = [(grouped, file, json.dumps(list(numbers))) for file, numbers in files.items()]
        self._connection.executemany(insertion, rows)

    def together(self) -> list[GroupDraft]:
        """Return the drafts in progress of groups that hold steps, the oldest first."""
        files: dict[tuple[int, str], dict[str, str]] = {}
        query = (
            "SELECT id, grouped, file.path, numbers FROM draft JOIN grouped_file AS file ON grouped = draft.path"
        )
        for identity, grouped, *file in self._connection.execute(
            f"{query} WHERE ended = '' AND done > 0 ORDER BY id"
        ):
            files.setdefault((identity, grouped), {}).update([file])
        with decoding():
            return [self._of_group(identity, path, numbers) for (identity, path), numbers in files.items()]

    def _of_group(self, identity: int, path: str, files: Mapping[str, str]) -> GroupDraft:
        query = (
            "SELECT step.demandes FROM draft JOIN draft_step AS step ON draft_id = id "
            "WHERE id = ? AND position < done ORDER BY position"
        )
        steps = [_demandes(text) for (text,) in self._connection.execute(query, (identity,))]
        return GroupDraft(path, len(steps), steps_in(steps, files))

    def _one(self, condition: str, values: Sequence[object]) -> StoredDraft | None:
        query = f"SELECT id, path, digest, done, place, changed_at FROM draft WHERE {condition}"  # noqa: S608 (ours)
        row = self._connection.execute(query, values).fetchone()
        if row is None:
            return None
        identity, path, digest, done, place, changed_at = row
        rows = self._connection.execute(
            "SELECT title, demandes, edits FROM draft_step WHERE draft_id = ? ORDER BY position", (identity,)
        ).fetchall()
        try:
            steps = [Step(title, restored(edits), _demandes(demandes)) for title, demandes, edits in rows]
            when, where = datetime.fromisoformat(changed_at), _place_of_text(place)
        except (Damaged, ValueError, TypeError) as error:
            raise StateUnavailable(f"le brouillon de {path} est abîmé ({error})") from None
        return StoredDraft(identity, path, digest, tuple(steps[:done]), tuple(reversed(steps[done:])), where, when)

    def _write_steps(self, identity: int, known: Sequence[Step], wanted: Sequence[Step]) -> None:
        same = in_common(known, wanted)
        self._connection.execute("DELETE FROM draft_step WHERE draft_id = ? AND position >= ?", (identity, same))
        self._connection.executemany(
            "INSERT INTO draft_step (draft_id, position, title, demandes, edits) VALUES (?, ?, ?, ?, ?)",
            [(identity, position, *row) for position, row in enumerate(_as_rows(wanted[same:]), same)],
        )


def _in_sequence(done: Sequence[Step], undone: Sequence[Step]) -> list[Step]:
    return [*done, *reversed(undone)]


def _as_rows(steps: Sequence[Step]) -> list[tuple[str, str, str]]:
    return [(step.title, json.dumps(step.demandes), stored(step.edits)) for step in steps]


def _demandes(text: str) -> tuple[tuple[int, str], ...]:
    return tuple((int(line), str(number)) for line, number in json.loads(text))


def _place_as_text(place: CursorPlace | None) -> str:
    return "" if place is None else json.dumps([place.view, place.row, place.column, place.line])


def _place_of_text(text: str) -> CursorPlace | None:
    if not text:
        return None
    view, row, column, line = json.loads(text)
    return CursorPlace(str(view), str(row), str(column), int(line))
