"""Copying a record into another, which may be in another kind of database: nothing of either is lost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from segur_tui.application.disk.patience import Patience
from segur_tui.application.record.accepted import AcceptedElsewhere, accepted_elsewhere
from segur_tui.application.record.columns import WORD
from segur_tui.application.record.doubled import Doubled, doubled
from segur_tui.application.record.engines import create, open_record
from segur_tui.application.record.place import record_place
from segur_tui.application.record.rows import TOLD_BY, copy_rows
from segur_tui.application.record.schema import RecordUnknown
from segur_tui.application.record.store import Store
from segur_tui.application.settings.values import Settings
from segur_tui.format.value_type import value_type

_HELD = """
    UPDATE seen_line SET state = ?, code = ?, label = ?
    WHERE line = ? AND state NOT IN ('accepted', ?) AND file_id IN (SELECT id FROM seen_file WHERE digest = ?)
"""
_HOLDING = """
    SELECT l.state, l.code, l.label, l.line, l.state, f.digest
    FROM seen_line l JOIN seen_file f ON f.id = l.file_id WHERE l.state IN ('accepted', 'to-verify')
"""
_LIVE = "UPDATE exported_file SET withdrawn = '', withdrawn_account = '', withdrawn_host = '' WHERE id = ?"
_FROM_NOW_ON, _TO_VERIFY = ("", 0), "to-verify"
_Words = Mapping[tuple[Any, ...], str]
"""The states that answers are settled to, by the columns that tell them."""


@value_type
class Copied:
    """What a copy added: its rows, and how many answers went back to verify, as they were settled in two ways.

    Of the files that are `doubled` since, one is to be deposited at most, and none of those that hold what is
    `accepted` elsewhere. Those that are `live_again`, given by
    their paths, had been withdrawn in one record, and the other, which went its own way, did not know that.
    """

    rows: int
    contradicted: int = 0
    doubled: tuple[Doubled, ...] = ()
    live_again: tuple[str, ...] = ()
    accepted: tuple[AcceptedElsewhere, ...] = ()


def copy_record(source: Settings, target: Settings, patience: Patience) -> Copied:
    """Add to a record, which is made if need be, what another holds and it does not.

    Nobody writes in either meanwhile. The copy has an identity of its own: what somebody read into the other since
    is to be read into it, too, and hidden files that the other knows are none of its own. Raises RecordUnknown.
    """
    with open_record(source, patience, to_read=True) as old:
        old.ensure_sound()
        create(target, patience)
        with open_record(target, patience) as new, new.transaction():
            if new.is_one_with(old):
                raise RecordUnknown(f"{record_place(source)} et {record_place(target)} sont le même registre")
            with old.transaction():
                return put_together(old, new)


def put_together(old: Store, new: Store) -> Copied:
    """Add to a record what another holds and it does not; nobody else writes in either. Raises RecordUnknown."""
    of_both, known = (words_of(old), words_of(new)), set(doubled(new))
    held = {each.key for each in accepted_elsewhere(new)}
    held |= {each.key for each in accepted_elsewhere(old) if each.is_answered}
    lost = _live_still(old, new)
    added = copy_rows(old, new)
    new.change_all(_HELD, old.rows(_HOLDING))
    contradicted = _leave_to_verify(new, *of_both)
    live_again = (*lost, *(_live_again(old, new) if added else ()))
    two = tuple(each for each in doubled(new) if each not in known)
    none = tuple(each for each in accepted_elsewhere(new) if each.key not in held)
    return Copied(added, contradicted, two, live_again, none)


def _live_again(old: Store, new: Store) -> Iterator[str]:
    """Let files count that a record alone has withdrawn, and yield their paths: others may have deposited them."""
    live = {row for _, row in _files(old, withdrawn=False)}
    for file, row in _files(new, withdrawn=True):
        if row in live:
            new.change(_LIVE, (file,))
            yield row[0]


def _live_still(old: Store, new: Store) -> tuple[str, ...]:
    """Return the paths of files that count in a record, and that the one added to it has withdrawn."""
    withdrawn = {row for _, row in _files(old, withdrawn=True)}
    return tuple(row[0] for _, row in _files(new, withdrawn=False) if row in withdrawn) if withdrawn else ()


def _files(store: Store, *, withdrawn: bool) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """Yield the files of a record that were withdrawn, or not, by their ids, and the columns that tell them."""
    which = f"withdrawn {'!=' if withdrawn else '='} ''"
    query = f"SELECT id, {', '.join(TOLD_BY['exported_file'])} FROM exported_file WHERE {which}"  # noqa: S608 (ours)
    return ((file, tuple(row)) for file, *row in store.rows(query))


def _leave_to_verify(store: Store, these: _Words, those: _Words) -> int:
    """Leave to verify, in a record, what two that were put together settle in two ways; return how many answers.

    It stays so whatever further record says either: what was said of a line, or of its code and label from now on.
    """
    against = [
        key
        for key in dict.fromkeys((*these, *those))
        if len({word_on(key, these), word_on(key, those)} - {""}) > 1
    ]
    marks = " AND ".join(f"{column} = ?" for column in TOLD_BY["settled_answer"])
    store.change_all(f"UPDATE settled_answer SET contradicted = 1 WHERE {marks}", against)  # noqa: S608 (ours)
    return sum(those.get(key) != _TO_VERIFY for key in against)


def word_on(key: tuple[Any, ...], words: _Words) -> str:
    """Return the state that an answer is settled to: that of its line, else that of its code and label."""
    return words.get(key) or words.get((*key[: -len(_FROM_NOW_ON)], *_FROM_NOW_ON), "")


def words_of(store: Store) -> _Words:
    """Return what people have settled answers to, by the columns that tell these; raises RecordUnknown."""
    told_by = ", ".join(TOLD_BY["settled_answer"])
    return {tuple(key): state for *key, state in store.rows(f"SELECT {told_by}, {WORD} FROM settled_answer")}  # noqa: S608 (ours)
