"""A database in a file: opened, brought to the version of the program, and its transactions."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TypeVar

from segur_tui.application.disk.patience import Patience
from segur_tui.application.disk.whole_files import appear, staged
from segur_tui.application.state.access import Access
from segur_tui.application.state.folder import StateUnavailable
from segur_tui.application.state.hindered import ensure_none_is_waited_for
from segur_tui.application.state.parts import ensure_whole
from segur_tui.application.state.refusals import DamagedValue, Refusing, is_busy
from segur_tui.application.state.whole import folder_of, write_whole
from segur_tui.format.value_type import field, value_type

_IN_MEMORY = ":memory:"
_OWN = Access()
_AT_ONCE = 100
"""Milliseconds that SQLite waits by itself, where it is asked again and again."""

_Result = TypeVar("_Result")


class EarlierVersion(StateUnavailable):
    """The file is the single database of an earlier program, which is to be divided first."""


@value_type
class Schema:
    """The schema of a database: the scripts that lead from an empty one to the present version, one a version.

    They begin at the version `base`, or at none; those below are of the single database of earlier programs.
    `functions` of three texts may be called by scripts.
    """

    refusing: Refusing
    scripts: tuple[str, ...]
    base: int = 0
    functions: Mapping[str, Callable[[str, str, str], str]] = field(default_factory=dict, hash=False)

    @property
    def newest(self) -> int:
        """Return the version of the present program."""
        return self.base + len(self.scripts)

    def scripts_of(self, version: int) -> tuple[str, ...]:
        """Return the scripts that have made a database of a version."""
        return self.scripts[: max(0, version - self.base)]

    def is_earlier(self, version: int) -> bool:
        """Tell whether a version is that of the single database of an earlier program."""
        return 0 < version < self.base


def open_file(path: Path, schema: Schema, patience: Patience) -> sqlite3.Connection:
    """Open a private database in its present version; raises EarlierVersion and StateUnavailable."""
    with schema.refusing.at(path):
        if not is_there(path):
            make_file(path, schema, _OWN)
        _OWN.ensure(path)
        return _opened(_address(path), path, schema, patience)


def open_file_to_read(path: Path, schema: Schema, patience: Patience) -> sqlite3.Connection:
    """Open a database, or an empty one in memory where there is none; raises EarlierVersion, StateUnavailable."""
    with schema.refusing.at(path):
        is_made = is_there(path)
        if is_made:
            with suppress(OSError):
                _OWN.ensure(path)
        connection = _opened(_address(path) if is_made else _IN_MEMORY, path, schema, patience)
        _let_wait(connection, round(1000 * patience.seconds))
    return connection


def open_shared(path: Path, schema: Schema, patience: Patience) -> sqlite3.Connection:
    """Open a database that is there, with the access that its folder gives; raises StateUnavailable."""
    with schema.refusing.at(path):
        access = Access.of(path.parent)
        with suppress(OSError):
            access.ensure(path)
        share_journal(path)
        connection = _opened(_address(path), path, schema, patience)
        _let_wait(connection, round(1000 * patience.seconds))
    return connection


def share_journal(path: Path) -> None:
    """Give the journal of a database the access that it has itself, and make it where there is none.

    One that SQLite makes has the group of whoever happens to write. SQLite removes one that it takes back what a
    killed program had begun by, so that who writes looks again, once others are kept out.
    """
    journal = path.with_name(f"{path.name}-journal")
    with suppress(OSError):
        access = Access.of(path)
        if is_there(journal):
            access.ensure(journal)
        else:
            with folder_of(path) as folder, staged(folder, [b""]) as files:
                access.give(files[0].descriptor)
                appear(folder, files, [journal.name])
                os.fsync(folder)


def open_empty(schema: Schema, content: bytes = b"") -> sqlite3.Connection:
    """Open a database in memory that holds nothing, or the content of another's file; raises sqlite3.Error."""
    return _opened(_IN_MEMORY, Path(_IN_MEMORY), schema, Patience(0), content)


@contextmanager
def transaction(connection: sqlite3.Connection, called: str, patience: Patience) -> Iterator[None]:
    """Run a block as one transaction on a database, by its French name: all of it is kept or nothing."""
    begin(connection, called, patience)
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        take_back(connection)
        raise


def begin(connection: sqlite3.Connection, called: str, patience: Patience) -> None:
    """Begin a transaction that keeps others out."""
    _let_wait(connection, _AT_ONCE)
    insist(lambda: connection.execute("BEGIN IMMEDIATE"), called, patience)
    _let_wait(connection, round(1000 * patience.seconds))


def take_back(connection: sqlite3.Connection) -> None:
    """Take back what a transaction has done, if it is still under way."""
    if connection.in_transaction:
        connection.execute("ROLLBACK")


def insist(do: Callable[[], _Result], called: str, patience: Patience) -> _Result:
    """Do something, again and again while others occupy the database, and return what it returns."""
    results: list[_Result] = []
    refusals: list[sqlite3.Error] = []

    def is_done() -> bool:
        try:
            results.append(do())
        except sqlite3.OperationalError as error:
            if not is_busy(error):
                raise
            refusals.append(error)
            return False
        return True

    if not patience.lasts_until(is_done, f"{called} est occupé par un autre programme, attente…"):
        raise refusals[-1]
    return results[0]


def version_of(connection: sqlite3.Connection, database: str = "main") -> int:
    """Return the version of a database, 0 of an empty one."""
    version = int(connection.execute(f"PRAGMA {database}.user_version").fetchone()[0])
    if version < 0:
        raise DamagedValue(f"version {version}")
    return version


def run(connection: sqlite3.Connection, script: str) -> None:
    """Run the statements of a script inside the present transaction."""
    for statement in script.split(";"):
        connection.execute(statement)


def is_there(path: Path) -> bool:
    """Tell whether there is something at a path; raises OSError where it leads to nothing, or none can know."""
    try:
        path.stat()
    except FileNotFoundError:
        if path.is_symlink():
            raise
        return False
    return True


def create_private(path: Path) -> None:
    """Create the file of a database, or tighten it, so that only its owner reads it; raises OSError."""
    with suppress(FileExistsError):
        # Not by opening it: when a file is closed, all locks that this process has on it are gone.
        os.mknod(path, stat.S_IFREG | _OWN.mode)
    _OWN.ensure(path)


def make_file(path: Path, schema: Schema, access: Access) -> None:
    """Make a database that holds nothing, unless another process is faster; raises OSError.

    It gets its name when it is whole: one without a version was damaged.
    """
    with closing(open_empty(schema)) as model, suppress(FileExistsError):
        write_whole(path, model.serialize(), access)


def _address(path: Path) -> str:
    """Return the address of a database, which is not made by opening it.

    Not `mode=ro`: what a killed program has left half written must be taken back before one reads.
    """
    return f"{path.as_uri()}?mode=rw"


def connected(where: str, called: str, patience: Patience) -> sqlite3.Connection:
    """Connect to a database, given by its path or address.

    Its journal is cut to nothing at each commit, and that is synced: where it is removed, a power cut brings it
    back, and with it the state before.
    """
    is_address = where.startswith("file:")
    connection = sqlite3.connect(where, uri=is_address, timeout=_AT_ONCE / 1000, isolation_level=None)
    try:
        insist(lambda: connection.execute("PRAGMA journal_mode = TRUNCATE").fetchall(), called, patience)
        connection.execute("PRAGMA synchronous = FULL")
    except BaseException:
        connection.close()
        raise
    return connection


def version_at(path: Path, schema: Schema, patience: Patience) -> int:
    """Return the version of the database at a path, 0 where there is none; raises StateUnavailable."""
    with schema.refusing.at(path):
        if not is_there(path):
            return 0
        called = schema.refusing.called
        ensure_none_is_waited_for(path)
        with closing(connected(_address(path), called, patience)) as connection:
            return insist(lambda: version_of(connection), called, patience)


def _opened(
    where: str, path: Path, schema: Schema, patience: Patience, content: bytes = b""
) -> sqlite3.Connection:
    called = schema.refusing.called
    if where != _IN_MEMORY:
        ensure_none_is_waited_for(path)
    connection = connected(where, called, patience)
    try:
        if content:
            connection.deserialize(content)
        connection.execute("PRAGMA foreign_keys = ON")
        if insist(lambda: _version_of_made(connection, where, schema), called, patience) != schema.newest:
            with transaction(connection, called, patience):
                bring_up(connection, path, schema)
    except BaseException:
        connection.close()
        raise
    return connection


def _version_of_made(connection: sqlite3.Connection, where: str, schema: Schema) -> int:
    """Return the version of a database, which a file has from its first moment on, with its parts."""
    version = version_of(connection)
    if version == 0 and where != _IN_MEMORY:
        raise DamagedValue("version 0")
    if version <= schema.newest:
        found = connection.execute("SELECT name FROM sqlite_master").fetchall()
        ensure_whole(schema.scripts_of(version), {name for (name,) in found})
    return version


def _let_wait(connection: sqlite3.Connection, milliseconds: int) -> None:
    connection.execute(f"PRAGMA busy_timeout = {milliseconds}")


def bring_up(connection: sqlite3.Connection, path: Path, schema: Schema) -> None:
    """Bring the database of a connection to the present version, inside the transaction that is under way."""
    version, called = version_of(connection), schema.refusing.called
    if version > schema.newest:
        raise schema.refusing.newer(path)
    if schema.is_earlier(version):
        raise EarlierVersion(f"{called} {path} vient d’une version plus ancienne de segur-tui")
    for name, function in schema.functions.items():
        connection.create_function(name, 3, function, deterministic=True)
    for script in schema.scripts[max(0, version - schema.base) :]:
        run(connection, script)
    connection.execute(f"PRAGMA user_version = {schema.newest}")
