"""Exports in a process of their own that get a signal at one of the steps by which files appear."""

from __future__ import annotations

import os
import sqlite3
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from signal import SIGKILL, Signals
from typing import Any
from unittest.mock import patch

_STEPS = ("link", "unlink", "rename", "fsync")


def steps_of(do: Callable[[], object]) -> list[str]:
    """Do something and return what it asked of the system that a cut may fall before or after, in order."""
    done: list[str] = []
    with _before_each(done.append):
        do()
    return done


Step = int | tuple[str, int]
"""A step: how many are made before it, or its name and how many of that name are."""


def cut(do: Callable[[], object], number: Signals, step: Step) -> int:
    """Do something in a forked process that gets a signal before a step; return its status, or minus a signal."""
    pid = os.fork()
    if pid == 0:
        status = 70
        try:
            _do_until(do, number, step)
            status = 0
        except BaseException:  # noqa: BLE001 (the child must never go on as the test)
            traceback.print_exc()
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def killed(do: Callable[[], object], step: Step) -> None:
    """Do something in a forked process that is killed before a step."""
    assert cut(do, SIGKILL, step) == -SIGKILL


def _asking(note: Callable[[str], object]) -> tuple[Any, str, Callable[..., Any]]:
    """Return the way in which a server is asked, and one that notes what is committed there."""
    from psycopg import Connection

    real = Connection.execute

    def execute(self: Any, query: Any, *values: Any, **how: Any) -> Any:
        if query == "COMMIT":
            note("commit")
        return real(self, query, *values, **how)

    return Connection, "execute", execute


def _do_until(do: Callable[[], object], number: Signals, step: Step) -> None:
    done: list[str] = []

    def strike(name: str) -> None:
        place = (len(done), (name, done.count(name)))
        done.append(name)
        if step in place:
            os.kill(os.getpid(), number)

    with _before_each(strike):
        do()
        strike("end")


@contextmanager
def _before_each(note: Callable[[str], object]) -> Iterator[None]:
    """Note each step before it is made, for the time of a block."""

    def noted(name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def made(*arguments: Any, **options: Any) -> Any:
            is_of_database = any(".db" in str(each) for each in arguments)  # as it is made
            note(f"{name} of a database" if is_of_database else name)
            return call(*arguments, **options)

        return made

    class Connection(sqlite3.Connection):
        def execute(self, statement: str, values: Any = (), /) -> sqlite3.Cursor:
            if statement == "COMMIT":
                note("commit")
            return super().execute(statement, values)

    def connect(*arguments: Any, **options: Any) -> sqlite3.Connection:
        return real_connect(*arguments, **options, factory=Connection)

    real_connect = sqlite3.connect
    patches = [patch.object(os, name, noted(name, getattr(os, name))) for name in _STEPS]
    if "psycopg" in sys.modules:
        patches.append(patch.object(*_asking(note)))
    with patch.object(sqlite3, "connect", connect):
        for each in patches:
            each.start()
        try:
            yield
        finally:
            for each in patches:
                each.stop()
