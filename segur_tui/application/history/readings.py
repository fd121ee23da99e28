"""What was read, remembered in the record: while that is away it is kept, and handed in later."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path

from segur_tui.application.disk.patience import Patience
from segur_tui.application.disk.system import explain
from segur_tui.application.files.checking import FileReport
from segur_tui.application.files.opening import Opened
from segur_tui.application.history.kept import (
    UNREADABLE,
    Kept,
    all_kept,
    alone,
    keep_reading,
    kept_folder,
    kept_if_any,
    note_seen,
)
from segur_tui.application.history.passages import History
from segur_tui.application.history.twice import news_of_twice
from segur_tui.application.record.copying import Copied, put_together
from segur_tui.application.record.engines import create, open_record
from segur_tui.application.record.left_behind import RecordIncomplete
from segur_tui.application.record.place import record_place
from segur_tui.application.record.rows import copy_rows
from segur_tui.application.record.schema import RecordUnknown
from segur_tui.application.record.store import Store
from segur_tui.application.settings.values import Settings
from segur_tui.application.state.database import PATIENCE, path_as_text, path_of
from segur_tui.application.state.folder import StateUnavailable, has_record
from segur_tui.format.claim_file import ClaimFile
from segur_tui.format.reading import Unreadable, decoded, read_text
from segur_tui.format.value_type import replace
from segur_tui.format.wording import counted
from segur_tui.format.writing import write

_DAMAGED = "est abîmé : lisez à nouveau les derniers retours, puis supprimez-le"
_EXPORT_DAMAGED = (
    "est abîmé : laissez les derniers fichiers écrits auprès de leurs retours jusqu’à la réponse de l’ASP, puis "
    "supprimez-le"
)
_A_MOMENT = Patience(2)
_Tell = Callable[[str], object]


def _tell_nobody(_sentence: str) -> None:
    """Leave a sentence unsaid."""


def remember(
    files: Iterable[FileReport | Opened],
    settings: Settings,
    patience: Patience = PATIENCE,
    tell: _Tell = _tell_nobody,
) -> str:
    """Remember files that were read, those first that were kept, and return the record's identity.

    `tell` is given in French what is not to be deposited since, by what was kept. Raises RecordUnknown where the
    record cannot be kept, and the files are kept then; also where all is in the record but for what was kept and
    cannot be read.
    """
    read = list(files)
    try:
        with _handing_in(settings, patience), open_record(settings, patience) as store:
            with store.transaction():
                identity = store.identity()
                kept, why, said = _taken_in(store, settings, identity)
                History(store).remember(read)
            note_seen(settings, identity)
            for each in kept:
                with suppress(OSError):
                    each.path.unlink()
    except RecordUnknown:
        _keep(read, settings)
        raise
    for sentence in said:
        tell(sentence)
    if why:
        raise RecordIncomplete(why)
    return identity


def hand_in(settings: Settings, patience: Patience = PATIENCE, tell: _Tell = _tell_nobody) -> None:
    """Let the record have what was read while it was away, if anything, as `remember` does."""
    if all_kept(settings):
        remember((), settings, patience, tell)


def catch_up(store: Store, settings: Settings) -> None:
    """Let a record, in a transaction, know what was read while it was away, for what is decided in it.

    Raises RecordUnknown, also where some of that cannot be read, and where an export without it goes on.
    """
    with alone(settings, _A_MOMENT, with_readers=True):
        _, why = _noted(store, _own(settings, store.identity()), settings)
    if why:
        raise RecordIncomplete(why)


def hand_over(settings: Settings, patience: Patience = PATIENCE) -> Copied:
    """Let the record of some settings have all that is kept, whatever record it is for; raises RecordUnknown."""
    with alone(settings, patience), Store.empty() as found:
        with found.transaction():
            kept, why = _noted(found, all_kept(settings), settings)
        if why:
            raise RecordIncomplete(why)
        create(settings, patience)
        with open_record(settings, patience) as store, store.transaction():
            copied = put_together(found, store)
        for each in kept:
            with suppress(OSError):
                each.path.unlink()
    return copied


@contextmanager
def unrecorded(settings: Settings) -> Iterator[Store]:
    """Open a record in memory of what is known without the record; where no state can be kept, that is nothing.

    It is what was read and exported while it or another was away, and what one's own record holds. Raises
    RecordIncomplete where some of it is there and cannot be read.
    """
    own, kept = replace(settings, record=None), kept_if_any(settings)
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
def waiting(settings: Settings, record: Store) -> Iterator[Store | None]:
    """Open a record in memory of what was kept for other records than the one that is open; None for nothing.

    Raises RecordUnknown where some of it cannot be read.
    """
    if not (kept := kept_for_others(settings, record)):
        yield None
        return
    with Store.empty() as store:
        with store.transaction():
            _, why = _noted(store, kept, settings)
        if why:
            raise RecordIncomplete(why)
        yield store


@contextmanager
def whole(settings: Settings, patience: Patience = PATIENCE) -> Iterator[Store]:
    """Open a copy of the record with what is kept for others, for looks that are to miss nothing.

    Raises RecordUnknown.
    """
    with (
        open_record(settings, patience, to_read=True) as store,
        waiting(settings, store) as other,
        store.copied() as copy,
    ):
        if other is not None:
            copy_rows(other, copy)
        yield copy


def kept_for_others(settings: Settings, record: Store) -> Sequence[Kept]:
    """Return what is kept for other records than the one that is open; raises RecordUnknown."""
    if not (kept := all_kept(settings)):
        return ()
    identity = record.identity()
    return [each for each in kept if not each.is_for(settings, identity)]


def words_on_others(settings: Settings, patience: Patience = PATIENCE) -> str:
    """Return in French that something is kept for other records than the configured one; else empty.

    Raises RecordUnknown.
    """
    if not all_kept(settings):
        return ""
    with open_record(settings, patience, to_read=True) as record:
        kept = kept_for_others(settings, record)
    if not kept:
        return ""
    exports = sum(each.is_export for each in kept)
    what = ", ".join(
        counted(number, name) for number, name in ((exports, "export"), (len(kept) - exports, "lecture")) if number
    )
    folder = kept_folder(settings)
    return (
        f"{counted(len(kept), 'fichier gardé')} pour un autre registre dans {folder} ({what}) : remis quand le "
        "réglage record le nomme, ou par « segur-tui record copy » de ce registre-là ; s’il n’est plus, "
        f"« segur-tui record copy {folder} {record_place(settings)} » les porte dans celui-ci ; "
        "d’ici là, leurs lignes et numéros restent pris pour ce compte"
    )


@contextmanager
def _handing_in(settings: Settings, patience: Patience) -> Iterator[None]:
    """Keep exports without the record from changing what is kept for a block, where anything is."""
    with alone(settings, patience, with_readers=True) if all_kept(settings) else nullcontext():
        yield


def _taken_in(store: Store, settings: Settings, identity: str) -> tuple[Sequence[Kept], str, list[str]]:
    """Note what was kept for a record; return it, why some cannot be read, and what is not to be deposited."""
    own = _own(settings, identity)
    if not any(each.is_export for each in own):
        return *_noted(store, own, settings), []
    with news_of_twice(store) as said:
        kept, why = _noted(store, own, settings)
    return kept, why, said


def _own(settings: Settings, identity: str) -> Sequence[Kept]:
    return [each for each in all_kept(settings) if each.is_for(settings, identity)]


def _noted(store: Store, kept: Iterable[Kept], settings: Settings) -> tuple[Sequence[Kept], str]:
    """Note what was kept while the record was away; return its files, and in French why others cannot be read."""
    noted, why = list[Kept](), ""
    for each in kept:
        try:
            if each.is_export:
                with each.opened(settings) as exports:
                    copy_rows(exports, store)
            else:
                History(store).note(*_reading(each, settings))
        except FileNotFoundError:
            continue  # another process has just handed it in
        except RecordIncomplete as newer:
            why = why or str(newer)
            continue
        except (*UNREADABLE, Unreadable) as error:
            done, damaged = ("écrit", _EXPORT_DAMAGED) if each.is_export else ("lu", _DAMAGED)
            trouble = f"ne se lit pas : {explain(error)}" if isinstance(error, OSError) else damaged
            why = why or f"{each.path}, {done} sans le registre, {trouble}"
            continue
        noted.append(each)
    return noted, why


def _keep(files: Iterable[FileReport | Opened], settings: Settings) -> None:
    """Keep files that were read, each content once for each path; what the disk does not take is not kept."""
    with suppress(OSError, ValueError, StateUnavailable):
        for each in files:
            if each.claim is not None:
                head = json.dumps([path_as_text(each.path), each.digest]).encode()
                keep_reading(settings, head, write(each.claim.root))


def _reading(kept: Kept, settings: Settings) -> tuple[Path, str, ClaimFile]:
    """Return what a file keeps: the path and the digest of what was read, and the claim.

    Raises OSError, and others where it is damaged.
    """
    head, _, content = kept.content().partition(b"\n")
    text, digest = json.loads(head)
    path = path_of(text)
    return path, digest, ClaimFile.of(path.name, read_text(*decoded(content)), settings.accepted_codes)
