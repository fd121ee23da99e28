"""Writing on the standard streams: JSON always in UTF-8, sentences always harmless."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from time import monotonic
from typing import Literal, TextIO, TypeAlias

from segur_tui.format.inert import escaped, visible
from segur_tui.format.tree import Json, Members
from segur_tui.format.value_type import value_type
from segur_tui.format.wording import as_typed, counted, typeset, weight
from segur_tui.format.writing import to_text

_STEP = 5
"""Percents from one line of progress to the next: over SSH every byte counts."""


WarningId: TypeAlias = Literal[
    "cut-off", "dates-turned", "deposit-day", "document-in-doubt", "documents-missing", "dossier-twice", "doubled",
    "drafts-left", "exported-again", "kept-apart", "known-to-asp", "planned-again", "rewritten", "state-lockless",
    "state-open", "unchanged", "unlike-keys", "unreadable", "withdrawn", "without-record",
]  # fmt: skip
"""The ids that the warnings of `export` may have."""


@value_type
class Warned:
    """A warning: its id for scripts, and its words, in French."""

    id: WarningId
    text: str


def write_json(tree: Json) -> None:
    """Print a JSON report on standard output."""
    write_pieces((escaped(to_text(tree)), "\n"))


def json_pieces(head: Members, key: str, items: Iterable[Iterable[str]]) -> Iterator[str]:
    """Return the text of an object whose last member is a list, each of its items in pieces, as they are made."""
    yield to_text({**head, key: []}).removesuffix("]\n}")
    separator = ""
    for item in items:
        yield f"{separator}\n    "
        yield from (piece.replace("\n", "\n    ") for piece in item)
        separator = ","
    yield "\n  ]\n}" if separator else "]\n}"


def write_pieces(pieces: Iterable[str]) -> None:
    """Print a report that other programs read, as it is made: in UTF-8 whatever the locale."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", newline="")
    sys.stdout.writelines(pieces)


def write_line(sentence: str) -> None:
    """Print one line of a report on standard output; whatever it cites is shown, never obeyed."""
    _write(sys.stdout, sentence)


def as_line(stream: TextIO, sentence: str) -> str:
    """Return a sentence as a line of a stream; but on a terminal as people would type it into a search."""
    shown = visible(sentence)
    return f"{shown if stream.isatty() else as_typed(shown)}\n"


def _write(stream: TextIO, line: str) -> None:
    stream.write(as_line(stream, line))


def tell(sentence: str) -> None:
    """Write a sentence to standard error, line by line."""
    for line in typeset(f"segur-tui : {sentence}").split("\n"):
        _write(sys.stderr, line)


def tell_warnings(warnings: Iterable[Warned]) -> None:
    """Report warnings on standard error."""
    for warning in warnings:
        tell(warning.text)


def tell_interruption(sentence: str) -> None:
    """Report an interruption by Ctrl+C in the place of the characters that the terminal shows of it."""
    if sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K")
    tell(sentence)


@cache
def tell_waiting(sentence: str) -> None:
    """Report a wait, once for all that wait for the same; its end, an empty sentence, is not reported."""
    if sentence:
        tell(sentence)


@contextmanager
def packing_progress() -> Iterator[Callable[[int, int], None]]:
    """Return the display of the progress of packing: on a terminal a line that goes again, elsewhere nothing."""
    with _progress(lambda percent, total: f"pièces rangées : {percent} % de {weight(total)}", 0) as show:
        yield show


@contextmanager
def checking_progress(files: int) -> Iterator[Callable[[int, int], None]]:
    """Return the display of the progress of checking files, which begins after a second, as `packing_progress`.

    Where the report appears on the terminal itself, in the second half of the work, that is the display.
    """
    is_seen = sys.stdout.isatty()
    with _progress(lambda percent, _: f"contrôle de {counted(files, 'fichier')} : {percent} %", 1) as show:
        yield lambda done, total: show(done, total // 2 if is_seen else total)


@contextmanager
def _progress(words: Callable[[int, int], str], after: float) -> Iterator[Callable[[int, int], None]]:
    """Return the display of progress in some words, `after` so many seconds; all done, it goes again."""
    shown, begin = -1, monotonic() + after

    def clear() -> None:
        nonlocal shown
        if shown >= 0:
            shown = -1
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()

    def show(done: int, total: int) -> None:
        nonlocal shown
        percent = 100 * done // max(total, 1) // _STEP * _STEP
        if done >= total:
            clear()
        elif percent != shown and monotonic() >= begin and sys.stderr.isatty():
            shown = percent
            sys.stderr.write(typeset(f"\r{words(percent, total)} (Ctrl+C abandonne)\x1b[K"))
            sys.stderr.flush()

    try:
        yield show
    finally:
        clear()
