"""The private parts of Textual and Rich that the interface uses: they are there, and do what is expected."""

from __future__ import annotations

import ast
import importlib
import inspect
import os
import pkgutil
import re
import signal
import sys
import textwrap
import tomllib
import weakref
from collections.abc import Iterator
from functools import cache, partial
from importlib.metadata import version
from io import TextIOWrapper
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from rich import _wrap
from textual._styles_cache import StylesCache
from textual.app import App
from textual.color import Color
from textual.content import Content
from textual.driver import Driver as AnyDriver
from textual.drivers import linux_driver

import segur_tui.tui
from segur_tui.tui.terminal.driver import Driver
from segur_tui.tui.terminal.patches import (
    OVERRIDDEN,
    LineHasBrokenError,
    divide_line,
    driver_of,
    is_reading,
    keep_no_break_spaces,
    let_screens_go,
    read_as_a_terminal,
    writer_of,
)
from tests.samples import ROOT

THEIRS = ("textual", "rich")
TEXT = "un deux\N{NO-BREAK SPACE}! trois"


@pytest.mark.parametrize("package", THEIRS)
def test_the_versions_are_pinned_to_those_that_are_tested(package: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert f"{package}=={version(package)}" in project["dependencies"]


# What is patched


def lines_of(text: str, width: int) -> list[str]:
    return [line.plain.rstrip(" ") for line in Content(text).wrap(width)]


def test_a_line_is_broken_by_rich_at_spaces_that_are_no_no_break_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    keep_no_break_spaces()
    assert lines_of(TEXT, 7) == ["un", "deux\N{NO-BREAK SPACE}!", "trois"]
    assert divide_line(TEXT, 7) == [3, 10]
    monkeypatch.setattr(_wrap, "re_word", re.compile(r"\s*\S+\s*"))  # as Rich has it
    assert lines_of(TEXT, 7) == ["un deux", "! trois"]


def test_what_is_read_from_the_terminal_goes_through_our_decoder(monkeypatch: pytest.MonkeyPatch) -> None:
    present = vars(linux_driver)
    for name in ("getincrementaldecoder", "XTermParser"):
        monkeypatch.setitem(present, name, present[name])  # to put it back
    reading = inspect.getsource(linux_driver.LinuxDriver.run_input_thread)
    for read in (
        'getincrementaldecoder("utf-8")().decode',
        "XTermParser(self._debug)",
        "parser.feed",
        "parser.tick",
    ):
        assert read in reading
    read_as_a_terminal()
    decode = present["getincrementaldecoder"]("utf-8")().decode
    assert [decode(each) for each in (b"\xe9t\xc3", b"\xa9")] == ["\N{REPLACEMENT CHARACTER}t", "é"]
    assert decode(b"", final=True) == ""
    with pytest.raises(LineHasBrokenError):
        decode(b"")
    for _ in range(2):  # a second start
        keys = present["XTermParser"](debug=False).feed("\x1bn\x1b[A")
        assert [key.key for key in keys] == ["escape", "n", "up"]
        read_as_a_terminal()


def test_a_widget_that_has_gone_is_not_kept_for_the_colours_that_it_had(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(StylesCache, "get_inner_outer", StylesCache.get_inner_outer)  # to put it back
    white, black = Color(255, 255, 255), Color(0, 0, 0)

    def is_kept() -> bool:
        cache = StylesCache()
        styles[:] = cache.get_inner_outer(white, black)
        is_there = weakref.ref(cache)
        del cache
        return is_there() is not None

    styles = list[Any]()
    assert is_kept()  # as Textual has it
    theirs = styles[:]
    let_screens_go()
    assert (is_kept(), styles) == (False, theirs)
    let_screens_go()  # a second start
    assert not is_kept()


# What is looked at


async def test_an_application_has_its_driver_while_it_runs() -> None:
    app = App[None]()
    assert driver_of(app) is None
    async with app.run_test():
        assert isinstance(driver_of(app), AnyDriver)


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Put a terminal that takes all that is written in the place of the standard streams, for a driver."""
    taken = (signal.SIGTSTP, signal.SIGCONT, signal.SIGWINCH, signal.SIGTTOU, signal.SIGTTIN)
    before = {number: signal.getsignal(number) for number in taken}
    ours, theirs = os.openpty()
    with os.fdopen(ours, "rb", buffering=0) as shown, os.fdopen(theirs, "r+b", buffering=0) as stream:
        reader = Thread(target=lambda: iter(partial(shown.read, 1000), b""), daemon=True)
        reader.start()
        text = TextIOWrapper(stream, "utf-8")
        monkeypatch.setattr(sys, "__stdin__", text)
        monkeypatch.setattr(sys, "__stderr__", text)
        yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.usefixtures("terminal")
async def test_a_driver_has_a_writer_and_a_reader_from_its_beginning_and_other_ones_at_the_next() -> None:
    driver = linux_driver.LinuxDriver(App[None]())
    assert (writer_of(driver), is_reading(driver)) == (None, False)
    driver.start_application_mode()  # type: ignore[no-untyped-call]
    first = writer_of(driver)
    assert (first is None, is_reading(driver)) == (False, True)
    driver.disable_input()
    assert not is_reading(driver)
    driver.stop_application_mode()
    driver.close()
    driver.start_application_mode()  # type: ignore[no-untyped-call]
    assert writer_of(driver) is not first
    driver.disable_input()
    driver.close()


# What is overridden


async def test_a_failure_of_an_application_ends_by_the_method_that_ours_overrides() -> None:
    class Failing(App[None]):
        def _fatal_error(self) -> None:
            error = sys.exc_info()[1]
            assert error is not None
            said.append(error)
            self.exit()

        def fail(self) -> None:
            raise LookupError

    async def failing() -> None:
        app = Failing()
        async with app.run_test() as pilot:
            app.call_later(app.fail)
            await pilot.pause()

    said: list[BaseException] = []
    with pytest.raises(LookupError):  # Textual's harness of tests raises it again
        await failing()
    assert [type(error) for error in said] == [LookupError]


# That nothing else does the like


def test_no_other_module_reaches_into_a_library() -> None:
    sources = set((ROOT / "segur_tui").rglob("*.py")) - {Path(inspect.getfile(writer_of))}
    assert len(sources) > 100
    assert [(path.name, found) for path in sorted(sources) for found in reaching(path.read_text("utf-8"))] == []


def reaching(text: str) -> Iterator[str]:
    """Yield what of a module reaches into private parts, or into what it imports of a library."""
    if "SLF001" in text:  # which ruff wants beside each private name of another object
        yield "SLF001"
    tree = ast.parse(text)
    theirs = [each for each in ast.walk(tree) if isinstance(each, ast.ImportFrom) and _is_theirs(each.module)]
    imported = {name.asname or name.name: f"{each.module}.{name.name}" for each in theirs for name in each.names}
    yield from (name for name in imported.values() if "._" in name)
    for each in ast.walk(tree):
        for target in each.targets if isinstance(each, ast.Assign) else []:
            if isinstance(target, ast.Attribute) and ast.unparse(target.value) in imported:
                yield ast.unparse(target)


def test_what_reaches_into_a_library_is_seen() -> None:
    text = "from rich import _wrap\nfrom textual.drivers import linux_driver as d\nd.x = 1\na._b  # noqa: SLF001\n"
    assert list(reaching(text)) == ["SLF001", "rich._wrap", "d.x"]


def _is_theirs(module: str | None) -> bool:
    return (module or "").partition(".")[0] in THEIRS


def classes() -> list[type]:
    modules = [
        importlib.import_module(each.name)
        for each in pkgutil.walk_packages(segur_tui.tui.__path__, f"{segur_tui.tui.__name__}.")
    ]
    found = [each for module in modules for _, each in inspect.getmembers(module, inspect.isclass)]
    return [each for each in dict.fromkeys(found) if each.__module__.startswith(segur_tui.tui.__name__)]


@cache
def private_names(made: type) -> set[str]:
    """Return the private names that a class defines, or uses of itself."""
    found = {name for name, value in vars(made).items() if inspect.isfunction(value)}
    for each in ast.walk(ast.parse(textwrap.dedent(inspect.getsource(made)))):
        if isinstance(each, ast.Attribute) and ast.unparse(each.value) in {"self", "cls", "super()"}:
            found.add(each.attr)
    return {name for name in found if re.match(r"_(?!_)", name)}


def test_our_classes_share_no_private_name_with_those_of_a_library_but_the_ones_that_are_listed() -> None:
    shared: set[str] = set()
    for made in classes():
        for base in made.__mro__:
            if _is_theirs(base.__module__):
                shared |= private_names(made) & private_names(base)
    assert Driver in classes()
    assert shared == OVERRIDDEN
