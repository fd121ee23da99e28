"""What was read, remembered in the record: while that is away it is kept in the state folder, and handed in later.

A file there has a name of several parts: a number, in the order in which they were kept, what tells them apart,
and what tells the record that it is for, by its place as it is configured and with its links followed.
"""

from __future__ import annotations

import fcntl
import json
import os
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Self

from segur_tui.application.disk.folders import make_folder
from segur_tui.application.disk.patience import Patience
from segur_tui.application.disk.system import explain
from segur_tui.application.files.checking import FileReport
from segur_tui.application.files.opening import Opened
from segur_tui.application.history.passages import History
from segur_tui.application.record.engines import open_record
from segur_tui.application.record.exports import ExportedFile, Record
from segur_tui.application.record.left_behind import RecordIncomplete
from segur_tui.application.record.place import as_unknown
from segur_tui.application.record.rows import copy_rows
from segur_tui.application.record.schema import RecordUnknown
from segur_tui.application.record.store import Store
from segur_tui.application.settings.address import place_of
from segur_tui.application.settings.values import Settings
from segur_tui.application.state.access import Access
from segur_tui.application.state.database import PATIENCE, is_path_there, path_as_text, path_of
from segur_tui.application.state.folder import StateUnavailable, ensure_state_folder, has_record, state_folder
from segur_tui.application.state.sqlite_file import write_whole
from segur_tui.format.claim_file import ClaimFile
from segur_tui.format.digest import content_digest
from segur_tui.format.reading import Unreadable, decoded, read_text
from segur_tui.format.value_type import replace
from segur_tui.format.writing import write

_FOLDER, _EXPORT = "unrecorded", ".export"
_DAMAGED = "est abîmé : lisez à nouveau les derniers retours, puis supprimez-le"
_EXPORT_DAMAGED = (
    "est abîmé : laissez les derniers fichiers écrits auprès de leurs retours jusqu’à la réponse de l’ASP, puis "
    "supprimez-le"
)
_BUSY = "un autre export sans le registre est en cours"


def remember(files: Iterable[FileReport | Opened], settings: Settings, patience: Patience = PATIENCE) -> str:
    """Remember files that were read, those first that were kept, and return the record's identity.

    Raises RecordUnknown where the record cannot be kept, and these are kept then; also where all is in the record
    but for what was kept and cannot be read.
    """
    read = list(files)
    try:
        with open_record(settings, patience) as store, store.transaction():
            kept, why = _noted(store, _kept(settings), settings)
            History(store).remember(read)
            identity = store.identity()
    except RecordUnknown:
        _keep(read, settings)
        raise
    for file in kept:
        with suppress(OSError):
            file.unlink()
    if why:
        raise RecordIncomplete(why)
    return identity


def hand_in(settings: Settings, patience: Patience = PATIENCE) -> None:
    """Let the record have what was read while it was away, if anything; raises RecordUnknown."""
    if _kept(settings):
        remember((), settings, patience)


def catch_up(store: Store, settings: Settings) -> None:
    """Let a record, in a transaction, know what was read while it was away, for what is decided in it.

    Raises RecordUnknown, also where some of that cannot be read.
    """
    if why := _noted(store, _kept(settings), settings)[1]:
        raise RecordIncomplete(why)


@contextmanager
def unrecorded(settings: Settings) -> Iterator[Store]:
    """Open a record in memory of what is known without the record; where no state can be kept, that is nothing.

    It is what was read and exported while it or another was away, and what one's own record holds. Raises
    RecordIncomplete where some of it is there and cannot be read.
    """
    own = replace(settings, record=None)
    try:
        kept = (*_kept(settings), *_kept(settings, elsewhere=True))
    except RecordIncomplete:
        raise
    except StateUnavailable:
        kept = ()
    with Store.empty() as store:
        with store.transaction():
            if why := _noted(store, kept, settings)[1]:
                raise RecordIncomplete(why)
        if settings.record is not None and has_record(own):
            try:
                with open_record(own, to_read=True) as mine, store.transaction():
                    mine.ensure_sound()
                    copy_rows(mine, store)
            except StateUnavailable as trouble:
                raise RecordIncomplete(str(trouble)) from None
        yield store


@contextmanager
def waiting(settings: Settings) -> Iterator[Store | None]:
    """Open a record in memory of what was kept for other records than the configured one; None for nothing.

    Raises RecordUnknown where some of it cannot be read.
    """
    if not (kept := _kept(settings, elsewhere=True)):
        yield None
        return
    with Store.empty() as store:
        with store.transaction():
            _, why = _noted(store, kept, settings)
        if why:
            raise RecordIncomplete(why)
        yield store


def waiting_count(settings: Settings) -> int:
    """Return how many files are kept for other records than the configured one; raises RecordUnknown."""
    return len(_kept(settings, elsewhere=True))


class UnrecordedExport:
    """An export without the record: its files are kept for that before they appear, unless it fails."""

    def __init__(self, settings: Settings, patience: Patience | None) -> None:
        """Keep nothing yet; with a patience, other such exports of the account are waited for first."""
        self._settings, self._patience = settings, patience
        self._kept, self._paths, self._lock = Path(), list[str](), -1
        self.is_kept = False

    def __enter__(self) -> Self:
        """Begin the export; raises RecordIncomplete where another one lasts longer than the patience."""
        if self._patience is not None:
            with suppress(OSError, StateUnavailable):
                self._lock = os.open(_folder(self._settings)[0], os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        if (
            self._lock >= 0
            and self._patience is not None
            and not self._patience.lasts_until(self._is_alone, _BUSY)
        ):
            os.close(self._lock)
            raise RecordIncomplete(_BUSY)
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """End it; where it failed, nothing is written, unless it was interrupted behind that."""
        if kind is not None and not any(map(is_path_there, self._paths)):
            self.forget()
        if self._lock >= 0:
            os.close(self._lock)

    def _is_alone(self) -> bool:
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            pass  # a disk without locks: as in the folder that is written into, it is done without
        return True

    def keep(self, files: Sequence[ExportedFile]) -> None:
        """Keep files that are about to appear, in the place of others before, where the disk takes them."""
        self.forget()
        self._paths = [file.path for file in files]
        with suppress(OSError, StateUnavailable):
            folder, last, _ = _folder(self._settings)
            name = f"{last + 1:07d}-{os.urandom(8).hex()}-{'-'.join(_record_names(self._settings))}{_EXPORT}"
            self._kept = folder / name
            with Store.empty() as store:
                Record(store).add(files)
                write_whole(self._kept, zlib.compress(store.content()), Access())
            self.is_kept = True

    def forget(self) -> None:
        """Keep nothing."""
        if self.is_kept:
            with suppress(OSError):
                self._kept.unlink()
        self.is_kept = False


def _noted(store: Store, kept: Iterable[Path], settings: Settings) -> tuple[Sequence[Path], str]:
    """Note what was kept while the record was away; return its files, and in French why others cannot be read."""
    noted, why = list[Path](), ""
    for file in kept:
        try:
            if file.suffix == _EXPORT:
                with Store.empty(zlib.decompress(file.read_bytes())) as exports:
                    copy_rows(exports, store)
            else:
                History(store).note(*_reading(file, settings))
        except FileNotFoundError:
            continue  # another process has just handed it in
        except (OSError, ValueError, sqlite3.Error, zlib.error, Unreadable) as error:
            done, damaged = ("écrit", _EXPORT_DAMAGED) if file.suffix == _EXPORT else ("lu", _DAMAGED)
            trouble = f"ne se lit pas : {explain(error)}" if isinstance(error, OSError) else damaged
            why = why or f"{file}, {done} sans le registre, {trouble}"
            continue
        noted.append(file)
    return noted, why


def _kept(settings: Settings, *, elsewhere: bool = False) -> Sequence[Path]:
    """Return the files kept for the record, or `elsewhere` for others; one that names none is for any."""
    own = {*_record_names(settings)}
    with as_unknown():
        folder = state_folder(settings) / _FOLDER
    try:
        files = sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise RecordIncomplete(f"{folder}, lu sans le registre, ne se lit pas : {explain(error)}") from None
    records = {path: {*path.name.removesuffix(_EXPORT).split("-")[2:]} for path in files}
    return [path for path, names in records.items() if (not names or bool(names & own)) != elsewhere]


def _record_names(settings: Settings) -> Sequence[str]:
    """Return what tells the place of the record from others in names: as configured, and links followed."""
    place = settings.record
    if isinstance(place, Path):
        places = [os.fsdecode(place.absolute()), path_as_text(place)]
    else:
        places = [place_of(place) if place else ""]
    return [*dict.fromkeys(content_digest(each.encode(errors="surrogateescape"))[:16] for each in places)]


def _keep(files: Iterable[FileReport | Opened], settings: Settings) -> None:
    """Keep files that were read, each content once for each path; what the disk does not take is not kept."""
    with suppress(OSError, ValueError, StateUnavailable):
        folder, last, known = _folder(settings)
        for number, each in enumerate(files, last + 1):
            if each.claim is None:
                continue
            head = json.dumps([path_as_text(each.path), each.digest]).encode()
            if (name := "-".join((content_digest(head), *_record_names(settings)))) not in known:
                content = zlib.compress(head + b"\n" + write(each.claim.root))
                with suppress(FileExistsError):  # another process keeps the same right now
                    write_whole(folder / f"{number:07d}-{name}", content, Access())


def _folder(settings: Settings) -> tuple[Path, int, set[str]]:
    """Return the folder, made if need be, the last number in it, and what else tells the files there apart."""
    folder = ensure_state_folder(settings) / _FOLDER
    make_folder(folder, 0o700)
    both = (*_kept(settings), *_kept(settings, elsewhere=True))
    kept = [path.name.partition("-") for path in both]
    return (
        folder,
        max((int(number) for number, _, _ in kept if number.isdecimal()), default=0),
        {name for _, _, name in kept},
    )


def _reading(file: Path, settings: Settings) -> tuple[Path, str, ClaimFile]:
    """Return what a file keeps: the path and the digest of what was read, and the claim.

    Raises OSError, and others where it is damaged.
    """
    head, _, content = zlib.decompress(file.read_bytes()).partition(b"\n")
    text, digest = json.loads(head)
    path = path_of(text)
    return path, digest, ClaimFile.of(path.name, read_text(*decoded(content)), settings.accepted_codes)
