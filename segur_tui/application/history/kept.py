"""The files that keep, in the state folder, what was read and exported while the record could not be had.

Each has a name of several parts: a number, in the order in which they were kept, what tells them apart, and what
tells the record that it is for: that one's identity, once it was seen, and its place as it is configured and with
its links followed.
"""

from __future__ import annotations

import errno
import fcntl
import json
import os
import sqlite3
import stat
import zlib
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path

from segur_tui.application.disk.folders import make_folder
from segur_tui.application.disk.patience import Patience
from segur_tui.application.disk.system import explain
from segur_tui.application.record.left_behind import RecordIncomplete
from segur_tui.application.record.place import as_unknown
from segur_tui.application.record.schema import RECORD, RecordUnknown
from segur_tui.application.record.store import SqliteStore
from segur_tui.application.settings.address import place_of
from segur_tui.application.settings.values import Settings
from segur_tui.application.state.access import Access
from segur_tui.application.state.database import path_as_text
from segur_tui.application.state.folder import StateUnavailable, ensure_state_folder, state_folder
from segur_tui.application.state.sqlite_file import open_empty
from segur_tui.application.state.whole import remove_unfinished, write_over, write_whole
from segur_tui.application.state.writer import account_and_host
from segur_tui.format.digest import content_digest
from segur_tui.format.value_type import value_type

_FOLDER, _EXPORT, _SEEN = "unrecorded", ".export", "records-seen"
_IN_MEMORY = ":memory:"
_IDENTITY = "r"
"""What an identity begins with in a name: a place is told by digits and the letters up to f."""
BUSY = "un autre export sans le registre est en cours"


@value_type
class Kept:
    """A file that keeps what was read, or exported, for a record that is known by parts of its name."""

    path: Path

    @property
    def is_export(self) -> bool:
        """Tell whether it keeps an export, as a record that holds it alone."""
        return self.path.suffix == _EXPORT

    def is_for(self, settings: Settings, identity: str) -> bool:
        """Tell whether it is for the configured record, of that identity; one that names none is for any.

        The one beside the drafts is told by its place alone: it is this account's, whoever made it anew.
        """
        names = {*self.path.name.removesuffix(_EXPORT).split("-")[2:]}
        identities = {name for name in names if name.startswith(_IDENTITY)}
        if settings.record is not None and identities:
            return _identity_name(identity) in identities
        return not names or bool(names & {*_places(settings)})

    def content(self) -> bytes:
        """Return what it keeps; raises OSError, FileNotFoundError once it is gone, and zlib.error."""
        mode = self.path.lstat().st_mode
        if not stat.S_ISREG(mode):  # a pipe would be waited for, and a link may lead nowhere
            raise OSError(errno.ENXIO, os.strerror(errno.ENXIO))
        return zlib.decompress(self.path.read_bytes())

    @contextmanager
    def opened(self, settings: Settings) -> Iterator[KeptStore]:
        """Open the export that it keeps, in memory.

        Raises as `content`, sqlite3.Error, and RecordIncomplete where a newer program has kept it.
        """
        content = self.content()
        try:
            connection = open_empty(RECORD, content)
        except RecordUnknown as why:
            raise RecordIncomplete(f"{self.path}, écrit sans le registre : {why}") from None
        with closing(connection):
            yield KeptStore(connection, settings, self)


class KeptStore(SqliteStore):
    """The record of a single export, in memory: a file keeps it for another record, as each transaction leaves it.

    One that holds no file any more is not kept.
    """

    def __init__(self, connection: sqlite3.Connection, settings: Settings, kept: Kept | None = None) -> None:
        """Wrap an open database, which is kept or is to be."""
        super().__init__(connection, Path(_IN_MEMORY), Patience(0))
        self._settings, self._kept = settings, kept

    @property
    def is_kept(self) -> bool:
        """Tell whether the disk has taken what is to be handed in."""
        return self._kept is not None

    def identity(self) -> str:
        """Return what tells the exports of this account that are kept here: their hidden names begin by it."""
        with suppress(StateUnavailable):
            return content_digest(" ".join((*account_and_host(), str(kept_folder(self._settings)))).encode())
        return super().identity()

    def hidden_elsewhere(self) -> set[str]:
        """Return the hidden names of other exports that are kept; raises RecordUnknown."""
        names = set[str]()
        with RECORD.refusing.at(self.path), ExitStack() as opening:
            for each in kept_if_any(self._settings):
                if each.is_export and each != self._kept:
                    other = opening.enter_context(each.opened(self._settings))
                    names |= {name for (name,) in other.rows("SELECT hidden FROM intended_file")}
        return names

    def ensure_it_can_keep(self) -> None:
        """Leave that to the moment when it is kept: where the disk does not take it, that is said."""

    def end(self) -> None:
        """Keep what was changed; what the disk does not take of a new export stays in memory."""
        super().end()
        is_empty = not self.rows("SELECT 1 FROM exported_file")
        if self._kept is not None:
            with RECORD.refusing.at(self._kept.path):
                if not os.path.lexists(self._kept.path):
                    raise RecordIncomplete("le registre répond de nouveau : l’export sans lui est abandonné")
                self._put(self._kept, is_empty=is_empty)
        elif not is_empty:
            with suppress(OSError, StateUnavailable):
                folder, number, _ = _folder(self._settings)
                names = "-".join((os.urandom(8).hex(), *_record_names(self._settings)))
                self._put(Kept(folder / f"{number:07d}-{names}{_EXPORT}"), is_empty=False)

    def _put(self, kept: Kept, *, is_empty: bool) -> None:
        if is_empty:
            kept.path.unlink()
        else:
            write_over(kept.path, zlib.compress(self.content()), Access())
        self._kept = None if is_empty else kept


@contextmanager
def new_export(settings: Settings, patience: Patience) -> Iterator[KeptStore]:
    """Open the record of an export to come, for whose time other such exports of the account wait.

    Raises RecordIncomplete where another one lasts longer than the patience.
    """
    with suppress(OSError, StateUnavailable):
        _make_folder(settings)
    with alone(settings, patience), closing(open_empty(RECORD)) as connection:
        yield KeptStore(connection, settings)


def kept_folder(settings: Settings) -> Path:
    """Return the folder of what is kept; raises StateUnavailable."""
    return state_folder(settings) / _FOLDER


def all_kept(settings: Settings) -> Sequence[Kept]:
    """Return all that is kept, in order; raises RecordIncomplete where it cannot be known, StateUnavailable."""
    with as_unknown():
        folder = kept_folder(settings)
    try:
        return [Kept(path) for path in sorted(folder.iterdir()) if not path.name.startswith(".")]
    except (FileNotFoundError, NotADirectoryError) as error:
        if not os.path.lexists(folder):
            return []
        why = explain(error)
    except OSError as error:
        why = explain(error)
    raise RecordIncomplete(f"ce qui est gardé sans le registre dans {folder} ne se lit pas : {why}") from None


def kept_if_any(settings: Settings) -> Sequence[Kept]:
    """Return all that is kept, in order: nothing where no state can be kept; raises RecordIncomplete."""
    try:
        return all_kept(settings)
    except RecordIncomplete:
        raise
    except StateUnavailable:
        return ()


def note_seen(settings: Settings, identity: str) -> None:
    """Note the identity of a record that was seen at its place, for what is to be kept for it."""
    if settings.record is None:
        return
    with suppress(OSError, StateUnavailable):
        seen = _seen(settings)
        if any(seen.get(place) != identity for place in _places(settings)):
            path = ensure_state_folder(settings) / _SEEN
            seen |= dict.fromkeys(_places(settings), identity)
            write_over(path, json.dumps(seen, indent=1).encode(), Access())


def keep_reading(settings: Settings, head: bytes, content: bytes) -> None:
    """Keep the content of a file that was read, behind a head that tells it from others; raises OSError.

    Each is kept once.
    """
    folder, number, known = _folder(settings)
    if (name := "-".join((content_digest(head), *_record_names(settings)))) not in known:
        with suppress(FileExistsError):  # another process keeps the same right now
            write_whole(folder / f"{number:07d}-{name}", zlib.compress(head + b"\n" + content), Access())


@contextmanager
def alone(settings: Settings, patience: Patience, *, with_readers: bool = False) -> Iterator[None]:
    """Keep others of this account from changing what is kept for a block, or with those who read it likewise.

    Raises RecordIncomplete where an export without the record lasts longer than the patience.
    """
    try:
        lock = os.open(kept_folder(settings), os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except (OSError, StateUnavailable):
        yield
        return

    def is_alone() -> bool:
        try:
            fcntl.flock(lock, (fcntl.LOCK_SH if with_readers else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            pass  # a disk without locks: as in the folder that is written into, it is done without
        return True

    try:
        if not patience.lasts_until(is_alone, BUSY):
            raise RecordIncomplete(BUSY)
        yield
    finally:
        os.close(lock)


def _make_folder(settings: Settings) -> Path:
    folder = ensure_state_folder(settings) / _FOLDER
    make_folder(folder, 0o700)
    remove_unfinished(folder)
    return folder


def _folder(settings: Settings) -> tuple[Path, int, set[str]]:
    """Return the folder, made if need be, the next number in it, and what else tells the files there apart."""
    folder = _make_folder(settings)
    kept = [each.path.name.partition("-") for each in all_kept(settings)]
    last = max((int(number) for number, _, _ in kept if number.isdecimal()), default=0)
    return folder, last + 1, {name for _, _, name in kept}


def _seen(settings: Settings) -> dict[str, str]:
    """Return the identities of the records that were seen, by what tells their places."""
    with suppress(OSError, ValueError, StateUnavailable):
        seen = json.loads((state_folder(settings) / _SEEN).read_bytes())
        if isinstance(seen, dict):
            return {str(place): str(identity) for place, identity in seen.items()}
    return {}


def _record_names(settings: Settings) -> Sequence[str]:
    """Return what tells the record in names: its identity where it was seen at its place, and that place."""
    places = _places(settings)
    seen = {} if settings.record is None else _seen(settings)
    known = [_identity_name(seen[place]) for place in places if place in seen]
    return [*dict.fromkeys((*known[:1], *places))]


def _identity_name(identity: str) -> str:
    return f"{_IDENTITY}{identity[:16]}"


def _places(settings: Settings) -> Sequence[str]:
    """Return what tells the place of the record from others in names: as configured, and links followed."""
    place = settings.record
    if isinstance(place, Path):
        places = [os.fsdecode(place.absolute()), path_as_text(place)]
    else:
        places = [place_of(place) if place else ""]
    return [*dict.fromkeys(content_digest(each.encode(errors="surrogateescape"))[:16] for each in places)]


UNREADABLE = (OSError, ValueError, sqlite3.Error, zlib.error)
"""The errors of what is damaged of it."""
