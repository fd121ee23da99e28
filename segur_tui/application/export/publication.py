"""Creating the files to deposit so that nothing collides: a number each, whole or not at all (format.md §6)."""

from __future__ import annotations

import fcntl
import os
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext, suppress
from datetime import date
from functools import partial
from pathlib import Path

from segur_tui.application.disk.folders import make_folder
from segur_tui.application.disk.patience import APPEARING, Patience
from segur_tui.application.disk.system import explain
from segur_tui.application.disk.whole_files import Staged, staged, withdraw
from segur_tui.application.export.staging import Staging, pack_names
from segur_tui.application.record.exports import ExportedFile, Record
from segur_tui.application.record.intents import Intents
from segur_tui.application.record.schema import RecordLost, RecordUnknown
from segur_tui.format.digest import content_digest
from segur_tui.format.kinds import compared
from segur_tui.format.naming import LAST_NUMBER, FileName, FileNames
from segur_tui.format.profiles import file_name_in
from segur_tui.format.value_type import field, value_type
from segur_tui.format.wording import counted

_MOST_ATTEMPTS = 50
PATIENCE = Patience(30)
"""The time for which others are waited for to leave the output folder; an export holds it for a moment only."""


class PublicationRefused(Exception):  # noqa: N818 (it says what happened)
    """The files cannot be written; nothing is left behind. The message is in French."""


Announcing = Callable[[Sequence[FileName]], Sequence[ExportedFile]]
"""Told under which names files are about to appear; returns what the record is to hold of them, or raises."""
Packing = Callable[[int], AbstractContextManager[Sequence[Sequence[Staged]]]]
"""Writes zip files into the output folder, given by its descriptor, so that none is seen: those of each file."""


def no_packs(_folder: int) -> AbstractContextManager[Sequence[Sequence[Staged]]]:
    """Write no zip file."""
    return nullcontext(())


@value_type
class Naming:
    """The rule and the parts of names: ANS numbers, the day, and the folders where their numbers may be used.

    There is one ANS number for each file; a single one is that of all. Whatever the record knows, `used` are
    numbers of the day, by ANS number as it is compared, that are known to be used.
    """

    names: FileNames
    numeros_ans: tuple[str, ...]
    day: date
    folder: Path
    beside: tuple[Path, ...] = ()
    used: Mapping[str, Collection[int]] = field(default_factory=dict)


def free_names(naming: Naming, count: int, record: Record | None) -> list[FileName]:
    """Return the names that `count` files would take now: consecutive numbers above all that are used.

    Raises PublicationRefused when the day's numbers do not suffice, and RecordUnknown.
    """
    of_files = naming.numeros_ans if len(naming.numeros_ans) > 1 else naming.numeros_ans * count
    wanted = Counter(map(compared, of_files))
    free = {each: iter(_free_numbers(each, wanted[each], naming, record)) for each in wanted}
    return [naming.names.name(each, naming.day, next(free[compared(each)])) for each in of_files]


def _free_numbers(numero_ans: str, count: int, naming: Naming, record: Record | None) -> range:
    used = set() if record is None else record.numbers_used(numero_ans, naming.day)
    used |= {*naming.used.get(numero_ans, ())}
    for folder in (naming.folder, *naming.beside):
        used |= _numbers_in(folder, numero_ans, naming.day)
    first = max(used, default=0) + 1
    if first + count - 1 > LAST_NUMBER:
        left = LAST_NUMBER - first + 1
        raise PublicationRefused(
            f"le {naming.day:%d/%m/%Y} n’a plus assez de numéros pour {numero_ans.upper()} : "
            f"{counted(count, 'demandé')}, {counted(left, 'libre')} jusqu’à {LAST_NUMBER} ; "
            "choisissez un autre jour de dépôt"
        )
    return range(first, first + count)


def publish(  # noqa: PLR0913 (what is written, where, and what is done meanwhile)
    naming: Naming,
    contents: Sequence[bytes],
    record: Record | None,
    announce: Announcing,
    packing: Packing = no_packs,
    *,
    patience: Patience = PATIENCE,
) -> list[Path]:
    """Write files under the next free names and return their paths: all of them, or none.

    `packing` writes the zip files of each, which take as long as they need: no lock is held yet. `announce` is
    called with the names inside the record's transaction, before any file stands. Nothing is ever overwritten, and
    no part of a file is ever seen under its name. Raises PublicationRefused, RecordUnknown, what `announce` does.
    """
    with (
        output_folder(naming.folder) as folder,
        packing(folder) as packs,
        staged(folder, contents) as files,
    ):
        if record is not None:
            record.store.ensure_it_can_keep()  # before anybody has to wait for this export
        if _lock(folder, naming.folder, patience) and record is not None:
            _sweep(folder, Intents(record.store))
        staging = Staging(folder, files, packs, [content_digest(content) for content in contents])
        names = _written(naming, staging, record, announce)
    return [naming.folder / str(name) for name in names]


def interrupted(written: Sequence[Path]) -> str:
    """Return what a signal has interrupted, in French, given what stands for good."""
    if not written:
        return "interrompu : rien n’est écrit"
    are = "sont écrits" if len(written) > 1 else "est écrit"
    return f"interrompu après l’écriture : {', '.join(map(str, written))} {are}"


def pack_paths(file: Path, count: int) -> list[Path]:
    """Return the paths that the zip files of a claim file take, beside it."""
    name = file_name_in(file.name)
    return [] if name is None else [file.with_name(each) for each in pack_names(name, count)]


def _written(naming: Naming, staging: Staging, record: Record | None, announce: Announcing) -> list[FileName]:
    """Choose names, record what is intended, let the files appear, record that they stand; return the names."""
    intents = None if record is None else Intents(record.store)
    unended: list[int] = []  # intents that may be recorded: hidden names tell then that files were never seen
    with ExitStack() as under_way:
        for attempt in range(_MOST_ATTEMPTS):
            try:
                with nullcontext() if record is None else record.store.transaction():
                    names = free_names(naming, len(staging.files), record)
                    exported = announce(names)
                    if attempt == 0:
                        under_way.enter_context(APPEARING)
                    if attempt == 0 and intents is not None:
                        hidden = staging.hidden(intents.hidden_start(), partial(bool, unended))
                        staging = under_way.enter_context(hidden)
                    intended = staging.intended(names)
                    intent = 0 if intents is None else intents.begin(naming.folder, exported, intended)
            except RecordLost:
                unended.append(0)
                raise
            is_done = False
            unended.append(intent)
            try:
                staging.appear(names)
                is_done = True
            except FileExistsError:
                continue  # someone who does not take the lock was faster: the folder is read again
            finally:
                if intents is not None:
                    with suppress(RecordUnknown):  # what the record does not take is settled at the next look
                        intents.end(intent, None if is_done else ())
                        unended.clear()
            return names
    raise PublicationRefused(f"{naming.folder} : d’autres programmes y écrivent sans cesse ; réessayez")


def _sweep(folder: int, intents: Intents) -> None:
    """Remove what was left by exports of this account that were killed before they intended anything.

    To be called under the folder's lock: nobody else is about to write there.
    """
    known, start = intents.hidden_names(), intents.hidden_start()
    with suppress(OSError), os.scandir(folder) as entries:
        left = [each.name for each in entries if each.name.startswith(start) and each.name not in known]
        own = [name for name in left if os.stat(name, dir_fd=folder, follow_symlinks=False).st_uid == os.getuid()]
        withdraw(folder, own)


def _lock(descriptor: int, folder: Path, patience: Patience) -> bool:
    """Keep other exports out of the folder, whoever runs them; the lock goes with the descriptor.

    A file system without locks is no obstacle: names are still taken one by one, never over another. Tells whether
    it has any.
    """
    has_locks = True

    def is_held() -> bool:
        nonlocal has_locks
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            has_locks = False
        return True

    if patience.lasts_until(is_held, f"le dossier est occupé par un autre programme, attente : {folder}"):
        return has_locks
    if patience.is_given_up():
        raise PublicationRefused("export abandonné ; rien n’est écrit")
    raise PublicationRefused(
        f"un autre programme occupe le dossier {folder} depuis plus de {patience.seconds:.0f} s ; rien n’est écrit"
    )


@contextmanager
def output_folder(folder: Path) -> Iterator[int]:
    """Open the output folder, creating it; what was created goes away again on failure."""
    created: list[Path] = []
    try:
        for missing in reversed([path for path in (folder, *folder.parents) if not path.exists()]):
            make_folder(missing)
            created.insert(0, missing)
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            yield descriptor
        finally:
            os.close(descriptor)
    except BaseException as error:
        for path in created:
            with suppress(OSError):
                path.rmdir()
        if isinstance(error, OSError):
            raise PublicationRefused(f"impossible d’écrire dans {folder} : {explain(error)}") from None
        raise


def _numbers_in(folder: Path, numero_ans: str, day: date) -> set[int]:
    """Return the day's numbers that the names in a folder use; one that is not there uses none.

    Raises PublicationRefused where they cannot be known.
    """
    try:
        entries = [path.name for path in folder.iterdir()]
    except (FileNotFoundError, NotADirectoryError):
        return set()
    except OSError as error:
        unknown = "les numéros qui y sont pris ne sont pas connus ; rien n’est écrit"
        raise PublicationRefused(f"impossible de lire {folder} : {explain(error)} ; {unknown}") from None
    # An altered name uses its number too, and zip files keep it used when their claim file has gone.
    return {
        name.number
        for name in map(file_name_in, entries)
        if name is not None and compared(name.numero_ans) == numero_ans and name.day == day
    }
