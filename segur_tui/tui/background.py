"""Work in a thread that nobody waits for: the program can be left at once, however long the work would take."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from threading import Thread
from typing import TypeVar

_Result = TypeVar("_Result")


async def in_background(name: str, work: Callable[[], _Result]) -> _Result:
    """Do something in a thread of that name, and return what it returns, or raise what it raises.

    It is for work that may be broken off anywhere: at the end of the program the thread just ceases, where
    one of Textual's own would be waited for.
    """
    loop = asyncio.get_running_loop()
    done: asyncio.Future[_Result] = loop.create_future()

    def tell(outcome: Callable[[], None]) -> None:
        with suppress(RuntimeError):  # the program has ended meanwhile
            loop.call_soon_threadsafe(lambda: None if done.done() else outcome())

    def run() -> None:
        try:
            result = work()
        except Exception as error:  # noqa: BLE001 (it is raised again where it is waited for)
            failure = error
            tell(lambda: done.set_exception(failure))
        else:
            tell(lambda: done.set_result(result))

    Thread(target=run, name=name, daemon=True).start()
    return await done
