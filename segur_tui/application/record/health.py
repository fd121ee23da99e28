"""The health of the record: whether it answers and is sound, what it names that is not there, and its backup."""

from __future__ import annotations

from pathlib import Path
from time import perf_counter

from segur_tui.application.disk.patience import Patience
from segur_tui.application.disk.system import explain
from segur_tui.application.record.accepted import AcceptedElsewhere, accepted_elsewhere
from segur_tui.application.record.columns import DEPOSIT, EXPORTED_BY
from segur_tui.application.record.doubled import Doubled, doubled
from segur_tui.application.record.engines import open_record
from segur_tui.application.record.intents import Intent, Intents
from segur_tui.application.record.place import as_unknown, record_path
from segur_tui.application.record.schema import RECORD, RecordBusy, RecordUnknown
from segur_tui.application.settings.values import Settings
from segur_tui.application.state.access import Access
from segur_tui.application.state.database import PATIENCE, is_path_there
from segur_tui.application.state.whole import remove_unfinished, unfinished_in, write_whole
from segur_tui.application.state.writer import is_here
from segur_tui.format.value_type import value_type
from segur_tui.format.wording import counted

_PATIENCE = Patience(2)
_STANDING = f"""
    SELECT f.path, {DEPOSIT.format(file="f")}, f.host, {EXPORTED_BY} FROM exported_file f
    WHERE f.withdrawn = '' AND f.intent_id IS NULL ORDER BY f.id
"""  # noqa: S608 (ours)


@value_type
class NamedFile:
    """A file that the record names: its path, its day and number, and who wrote it, in French."""

    path: str
    deposit: str
    whose: str


@value_type
class Health:
    """What a sound record holds: how many files were exported and read, which are gone, and what is under way.

    Of the files of other hosts, `elsewhere` of them, nobody here can say whether they are gone. Of those that are
    `doubled`, one is to be deposited at most, and of those that are `accepted` elsewhere none.
    """

    exported: int
    seen: int
    gone: tuple[NamedFile, ...]
    elsewhere: int
    under_way: tuple[Intent, ...]
    doubled: tuple[Doubled, ...]
    accepted: tuple[AcceptedElsewhere, ...]

    @property
    def cut_off(self) -> tuple[Intent, ...]:
        """The exports that do not run: of this account and host those that are gone, of others all."""
        return tuple(each for each in self.under_way if not each.writer.is_own or each.writer.is_gone)


def health(settings: Settings, patience: Patience = PATIENCE) -> Health:
    """Return what the record holds; raises RecordUnknown, also where it is damaged."""
    with open_record(settings, patience, to_read=True) as store:
        store.ensure_sound()
        with store.copied() as copy, copy.reading():
            if broken := copy.rows("PRAGMA foreign_key_check"):
                raise RecordUnknown(f"le registre est abîmé : {counted(len(broken), 'ligne')} sans fichier")
            files = copy.rows(_STANDING)
            ((seen,),) = copy.rows("SELECT count(*) FROM seen_file")
            under_way, twice = tuple(Intents(copy).under_way()), tuple(doubled(copy))
            accepted = tuple(each for each in accepted_elsewhere(copy) if not each.is_answered)
    gone = (
        NamedFile(path, deposit, whose)
        for path, deposit, host, whose in files
        if is_here(host) and not is_path_there(path)
    )
    elsewhere = sum(not is_here(host) for _, _, host, _ in files)
    return Health(len(files), int(seen), tuple(gone), elsewhere, under_way, twice, accepted)


def unfinished(settings: Settings) -> list[Path]:
    """Return what is left in the record's folder of one that was being made; raises RecordUnknown."""
    if isinstance(settings.record, str):
        return []
    with as_unknown():
        path = record_path(settings)
        remove_unfinished(path.parent, path.name)
        with RECORD.refusing.at(path):
            return unfinished_in(path.parent, path.name) if path.parent.exists() else []


def back_up(settings: Settings, path: Path, patience: Patience = PATIENCE) -> None:
    """Write a copy of the record, as it is at one moment, to a file that is to be new; raises RecordUnknown."""
    with open_record(settings, patience, to_read=True) as store:
        store.ensure_sound()
        with store.copied() as copy:
            content = copy.content()
    try:
        write_whole(path.absolute(), content, Access())
    except OSError as error:
        raise RecordUnknown(f"la copie {path} ne s’écrit pas : {explain(error)}") from None


def why_only_read(settings: Settings) -> str:
    """Return in French why nothing can be kept in a record that answers; else empty; raises RecordUnknown."""
    with open_record(settings, _PATIENCE) as store:
        try:
            store.ensure_it_can_keep()
        except RecordBusy:
            return ""
        except RecordUnknown as why:
            return str(why)
    return ""


def look_up_time(settings: Settings) -> float:
    """Return how many seconds a look-up in the record takes, which stays as it is; raises RecordUnknown."""
    began = perf_counter()
    with open_record(settings, _PATIENCE, to_read=True, as_it_is=True) as store:
        store.rows("SELECT max(id) FROM seen_file")
    return perf_counter() - began
