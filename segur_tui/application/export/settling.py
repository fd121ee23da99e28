"""Exports that were cut off, settled by what stands on the disk: it is exported, and the rest is free again."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from segur_tui.application.disk.patience import APPEARING, Patience
from segur_tui.application.disk.whole_files import withdraw
from segur_tui.application.files.opening import digest_of, open_claim
from segur_tui.application.history.kept import UNREADABLE, Kept, alone, kept_if_any
from segur_tui.application.history.readings import hand_in, kept_for_others
from segur_tui.application.record.claims import Claims
from segur_tui.application.record.doubled import held_elsewhere
from segur_tui.application.record.engines import open_record
from segur_tui.application.record.intents import Intended, IntendedClaim, Intent, Intents
from segur_tui.application.record.left_behind import RecordIncomplete, ensure_nothing_is_left_behind
from segur_tui.application.record.settled import settled_by_nobody
from segur_tui.application.record.store import Store
from segur_tui.application.settings.values import Settings
from segur_tui.application.state.database import PATIENCE, path_of
from segur_tui.application.state.writer import Writer
from segur_tui.format.numbers import numbers_of
from segur_tui.format.value_type import value_type
from segur_tui.format.wording import counted, typeset

_AT_ONCE = Patience(0)


@value_type
class _CutOff:
    """An export that was cut off, its folder, open and by its path, and the claim files that were seen.

    Of each of its files, by its id, as many lines are `held` by others.
    """

    intent: Intent
    folder: int
    path: Path
    seen: tuple[IntendedClaim, ...]
    held: Mapping[int, int]

    @property
    def unseen(self) -> tuple[IntendedClaim, ...]:
        """The claim files that never had their names."""
        return tuple(claim for claim in self.intent.claims if claim not in self.seen)


def settle(settings: Settings, patience: Patience = PATIENCE, *, dry_run: bool = False) -> list[str]:
    """Settle the exports of this account and host whose process is gone, and return what came of each, in French.

    What was read while the record was away is handed in first, in any case: it may hold what forbids a line.
    One whose folder is not there, or is in use, stays as it is: its lines count as exported. With `dry_run`
    nothing is changed, and what would come of each is returned. Raises RecordUnknown.
    """
    said = list[str]()
    hand_in(settings, patience, said.append)
    with open_record(settings, patience, to_read=True) as store:
        ensure_nothing_is_left_behind(settings, store, patience)
        said += _outcomes(store, settings, dry_run=dry_run)
        others = kept_for_others(settings, store)
    return said + _settled_kept(others, settings, dry_run=dry_run)


def settle_unrecorded(settings: Settings, *, dry_run: bool = False) -> list[str]:
    """Settle, as `settle` does, what was exported without any record, while none can be had."""
    return _settled_kept(kept_if_any(settings), settings, dry_run=dry_run)


def _settled_kept(kept: Sequence[Kept], settings: Settings, *, dry_run: bool) -> list[str]:
    """Settle exports that are kept for a record, where no other goes on right now: that one waits for nobody here.

    What cannot be read of them is refused where something is decided.
    """
    said = list[str]()
    if exports := [each for each in kept if each.is_export]:
        with suppress(RecordIncomplete), alone(settings, _AT_ONCE):
            for each in exports:
                with suppress(RecordIncomplete, *UNREADABLE), each.opened(settings) as store:
                    said += _outcomes(store, settings, dry_run=dry_run)
    return said


def _outcomes(store: Store, settings: Settings, *, dry_run: bool) -> list[str]:
    """Settle what was cut off in a record, and return what came of each, in French."""
    return [
        typeset(_outcome(cut_off, settings))
        for cut_off in _each_cut_off(store, settings, lambda each: dry_run or _settled(each, store))
    ]


def foresee(store: Store, settings: Settings) -> None:
    """Let a record that is only read show what it will once what was cut off is settled; raises RecordUnknown."""
    if found := _each_cut_off(store, settings, lambda _: True):
        dropped = [claim.file for each in found for claim in each.unseen]
        Intents(store).suppose_ended([each.intent.id for each in found], dropped)


def _each_cut_off(store: Store, settings: Settings, takes: Callable[[_CutOff], bool]) -> list[_CutOff]:
    """Return the exports that were cut off and are taken, while nobody writes in their folder."""
    intents, taken = Intents(store), list[_CutOff]()
    if not intents.under_way():
        return taken
    with APPEARING:  # what this process still has under way is past
        for intent in intents.under_way():
            path = path_of(intent.folder)
            if not _is_cut_off(intent.writer):
                continue
            with suppress(OSError), _alone_in(path) as folder:
                seen = (claim for claim in intent.claims if _was_seen(folder, path, claim, store, settings))
                held = {claim.file: _held_elsewhere(claim.file, store) for claim in intent.claims}
                cut_off = _CutOff(intent, folder, path, tuple(seen), held)
                if takes(cut_off):
                    taken.append(cut_off)
    return taken


def _held_elsewhere(file: int, store: Store) -> int:
    claims = Claims(store, *store.rows("SELECT numero_ans FROM exported_file WHERE id = ?", (file,))[0])
    return len(held_elsewhere(claims, claims.written_into(file)))


def _is_cut_off(writer: Writer) -> bool:
    return writer.is_own and (writer.is_gone or writer == Writer.present())


def _settled(cut_off: _CutOff, store: Store) -> bool:
    """Settle an export, and tell whether nobody else was faster."""
    intent, folder = cut_off.intent, cut_off.folder
    if not Intents(store).end(intent.id, [claim.file for claim in cut_off.seen], intent.writer):
        return False
    # What stands is recorded: without their hidden names, files count as seen.
    for claim in cut_off.unseen:
        for pack in claim.packs:
            if _is_linked(folder, pack):
                withdraw(folder, [pack.name])
    for claim in intent.claims:
        withdraw(folder, [each.hidden for each in (claim.claim, *claim.packs)])
    return True


@contextmanager
def _alone_in(path: Path) -> Iterator[int]:
    """Open a folder in which nobody writes for the time of a block; raises OSError."""
    folder = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if isinstance(error, BlockingIOError):
                raise  # else it is a file system without locks
        yield folder
    finally:
        os.close(folder)


def _was_seen(folder: int, path: Path, claim: IntendedClaim, store: Store, settings: Settings) -> bool:
    """Tell whether a claim file had its name, wherever it is by now; raises OSError.

    Whatever stands under its name counts as that file, edited since, unless it is certainly another.
    """
    named = path / claim.claim.name
    try:
        links = os.stat(claim.claim.hidden, dir_fd=folder, follow_symlinks=False).st_nlink
    except FileNotFoundError:
        return True
    if links > 1 or digest_of(named) == claim.claim.digest:
        return True
    return os.path.lexists(named) and not _holds_others_alone(named, claim, store, settings)


def _holds_others_alone(path: Path, claim: IntendedClaim, store: Store, settings: Settings) -> bool:
    """Tell whether a file holds demandes of the same supplier, and none that shares a number with a claim's."""
    there = open_claim(path, settings, settled=settled_by_nobody).claim
    if there is None:
        return False
    ours = Claims(store, there.numero_ans).exported_into(claim.file)
    numbers = [numbers_of(demande, there.profile) for demande in there.lines]
    return bool(ours and numbers) and not any(line.shares_number(each) for line in ours for each in numbers)


def _is_linked(folder: int, pack: Intended) -> bool:
    """Tell whether a zip file has its name beside its hidden one."""
    with suppress(OSError):
        hidden, named = (os.stat(name, dir_fd=folder, follow_symlinks=False) for name in (pack.hidden, pack.name))
        return os.path.samestat(hidden, named)
    return False


def _outcome(cut_off: _CutOff, settings: Settings) -> str:
    """Return what came of an export that was cut off, in a sentence."""
    intent, path, seen, parts = cut_off.intent, cut_off.path, cut_off.seen, []
    if exported := [claim for claim in seen if not claim.is_withdrawn]:
        lines = counted(sum(claim.lines for claim in exported), "ligne exportée")
        parts.append(f"{lines} dans {', '.join(_named(path, claim.claim) for claim in exported)}")
    if withdrawn := [claim for claim in seen if claim.is_withdrawn]:
        parts.append(
            _free(cut_off, withdrawn, f"{_names(withdrawn)} {'retirés' if len(withdrawn) > 1 else 'retiré'}")
        )
    if unwritten := cut_off.unseen:
        have = "n’ont pas été écrits" if len(unwritten) > 1 else "n’a pas été écrit"
        parts.append(_free(cut_off, unwritten, f"{_names(unwritten)} {have}" if seen else "rien n’a été écrit"))
    since = settings.moment_of(intent.since)
    return f"l’export du {since} dans {path} a été coupé net : {' ; '.join(parts)}"


def _free(cut_off: _CutOff, claims: Sequence[IntendedClaim], why: str) -> str:
    held = sum(cut_off.held[claim.file] for claim in claims)
    free = sum(claim.lines for claim in claims) - held
    others = (
        f", {counted(held, 'ligne')} {'restent prises' if held > 1 else 'reste prise'} ailleurs" if held else ""
    )
    return f"{counted(free, 'ligne')} de nouveau {'libres' if free > 1 else 'libre'}{others}, {why}"


def _names(claims: Sequence[IntendedClaim]) -> str:
    return ", ".join(claim.claim.name for claim in claims)


def _named(path: Path, claim: Intended) -> str:
    return claim.name if os.path.lexists(path / claim.name) else f"{claim.name} (déplacé depuis)"
