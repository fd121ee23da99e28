"""Work in threads: its findings are shown by a screen that still stands only, and nobody waits for its end."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import Context
from functools import partial
from threading import Thread
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from textual.app import App
from textual.screen import Screen
from textual.worker import get_current_worker

from segur_tui.application.state.folder import StateUnavailable
from segur_tui.format.wording import typeset
from segur_tui.tui.widgets.inert import visible_lines

_SAID: WeakKeyDictionary[App[Any], set[str]] = WeakKeyDictionary()
_Answer = TypeVar("_Answer")
_Result = TypeVar("_Result")


class _Threads(ThreadPoolExecutor):
    """Threads that hold nothing of what they did last.

    Textual notes the worker in the thread that runs it, which held the worker, its screen and its file until the
    same thread ran another one.
    """

    def submit(self, work: Callable[..., _Result], /, *given: object, **named: object) -> Future[_Result]:
        return super().submit(partial(Context().run, work, *given, **named))


def let_workers_go() -> None:
    """Have the present event loop run Textual's threaded workers in threads that hold none that has ended."""
    asyncio.get_running_loop().set_default_executor(_Threads(thread_name_prefix="asyncio"))


def show_on(screen: Screen[_Answer], show: Callable[[], object], *, though_given_up: bool = False) -> None:
    """Have a screen show the findings of its worker; it is called in the worker's thread.

    Nothing is shown once the screen has ended, nor where the worker was given up meanwhile, unless that itself
    is to be shown (`though_given_up`). A screen that ends loses its parts before its workers are cancelled.
    """
    worker = get_current_worker()

    def show_if_it_stands() -> None:
        if screen.is_running and screen.is_attached and (though_given_up or not worker.is_cancelled):
            show()

    screen.app.call_from_thread(show_if_it_stands)


def tell_unknown(app: App[Any], why: StateUnavailable, what: str) -> None:
    """Say what follows from the record's not being known, in French; once for each reason."""
    said = _SAID.setdefault(app, set())
    if str(why) not in said:
        said.add(str(why))
        app.notify(visible_lines(typeset(f"{why} ; {what}")), severity="warning", markup=False)


def report_unknown(app: App[Any], why: StateUnavailable, what: str) -> None:
    """Say from a worker's thread, unless it was given up, what follows from the record's not being known."""
    if not get_current_worker().is_cancelled:
        app.call_from_thread(tell_unknown, app, why, what)


def report_warning(app: App[Any], words: str) -> None:
    """Say something from a worker's thread, in French."""
    app.call_from_thread(app.notify, visible_lines(words), severity="warning", markup=False)


async def in_background(name: str, work: Callable[[], _Result]) -> _Result:
    """Do work in a thread of that name, and return its result, or raise its error.

    It is for work that may be broken off anywhere: at the end of the program the thread just ceases, where
    one of Textual's own would be waited for.
    """
    done = Future[_Result]()
    done.set_running_or_notify_cancel()  # so that nobody who waits no more can cancel it under the thread

    def run() -> None:
        try:
            done.set_result(work())
        except Exception as error:  # noqa: BLE001 (it is raised again where it is waited for)
            done.set_exception(error)

    Thread(target=run, name=name, daemon=True).start()
    return await asyncio.wrap_future(done)
