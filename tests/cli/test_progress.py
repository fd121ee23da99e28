"""The progress of checking many files on a terminal: it shows where the report does not, and goes again."""

from __future__ import annotations

import io
import sys
from itertools import count

import pytest

from segur_tui.cli import output
from segur_tui.cli.output import checking_progress

GONE = "\r\x1b[K"


class Tty(io.StringIO):
    """A stream that is a terminal."""

    def isatty(self) -> bool:
        return True


def said(monkeypatch: pytest.MonkeyPatch, stdout: io.StringIO, stderr: io.StringIO) -> list[str]:
    """Return what is shown at each step of ten, two seconds apart."""
    seconds = count(0, 2)
    monkeypatch.setattr(output, "monotonic", lambda: next(seconds))
    monkeypatch.setattr(sys, "stdout", stdout)
    monkeypatch.setattr(sys, "stderr", stderr)
    shown, before = [], 0
    with checking_progress(5) as progress:
        for done in range(1, 11):
            progress(done, 10)
            shown.append(stderr.getvalue()[before:])
            before = len(stderr.getvalue())
    return [*shown, stderr.getvalue()[before:]]


def test_progress_is_shown_until_all_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = said(monkeypatch, io.StringIO(), Tty())
    words = "\rcontrôle de 5 fichiers : 10 % (Ctrl+C abandonne)\x1b[K"
    assert shown[0].replace("\N{NO-BREAK SPACE}", " ") == words
    assert [bool(each) for each in shown[:9]] == [True] * 9
    assert shown[9:] == [GONE, ""]


def test_progress_goes_before_a_report_on_the_terminal_begins(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = said(monkeypatch, Tty(), Tty())
    assert "20\N{NO-BREAK SPACE}%" in shown[0]
    assert shown[4:] == [GONE, *[""] * 6]


def test_nothing_is_shown_where_standard_error_is_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "".join(said(monkeypatch, Tty(), io.StringIO())) == ""
