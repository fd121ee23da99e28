"""The connection to the record's server is lost: nothing is written, or it is settled as after a kill."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from segur_tui.application.export.exporting import export
from segur_tui.application.export.plan import SourceFile
from segur_tui.application.export.settling import settle
from segur_tui.application.record.schema import RecordUnknown
from tests.application.export.test_cut_off import (
    hidden_in,
    name,
    names_in,
    planned,
    recorded,
    source,
    under_way,
    written_in,
)
from tests.postgresql import Server, Wire
from tests.settings import SETTINGS

__all__ = ("source",)

pytestmark = pytest.mark.postgresql


@pytest.fixture
def wire(tmp_path: Path, engine: str, postgresql: Server, monkeypatch: pytest.MonkeyPatch) -> Wire:
    """The line to the server of the record."""
    assert engine == "postgresql"
    line = Wire(tmp_path, postgresql)
    monkeypatch.setattr(SETTINGS, "record", str(SETTINGS.record).replace(str(postgresql.folder), str(tmp_path)))
    return line


@pytest.mark.parametrize("asked", ["BEGIN", "INSERT INTO exported_line", "INSERT INTO intent", "COMMIT"])
@pytest.mark.parametrize("once_done", [False, True])
def test_lost_while_it_is_decided_nothing_is_written_and_nothing_stays_taken(
    source: SourceFile, tmp_path: Path, wire: Wire, asked: str, *, once_done: bool
) -> None:
    plan, out = planned(source), tmp_path / "out"
    out.mkdir()
    # Once it is seen that the record can be kept, which begins a transaction too.
    wire.cut_at(asked, 2 if asked == "BEGIN" else 1, once_done=once_done)
    with pytest.raises(RecordUnknown, match="la connexion"):
        export(plan, out, SETTINGS)
    assert written_in(out) == {}
    settled = settle(SETTINGS)
    assert (len(settled), under_way(), recorded()) == (int(asked == "COMMIT" and once_done), 0, {})
    export(plan, out, SETTINGS)
    assert names_in(out) == [name(1), name(2), name(3)]
    assert recorded() == written_in(out)


@pytest.mark.parametrize("once_done", [False, True])
@pytest.mark.parametrize("asked", ["DELETE FROM intended_file", "DELETE FROM intent WHERE", "COMMIT"])
def test_lost_while_files_appear_they_are_settled_at_the_next_start(
    source: SourceFile, tmp_path: Path, wire: Wire, asked: str, *, once_done: bool
) -> None:
    plan, out = planned(source), tmp_path / "out"
    wire.cut_at(asked, 2 if asked == "COMMIT" else 1, once_done=once_done)
    export(plan, out, SETTINGS)
    assert names_in(out) == [name(1), name(2), name(3)]
    settled = settle(SETTINGS)
    assert len(settled) == int(not (asked == "COMMIT" and once_done))
    assert all("3 lignes exportées" in each.replace("\N{NO-BREAK SPACE}", " ") for each in settled)
    assert (under_way(), recorded(), hidden_in(out)) == (0, written_in(out), [])


def test_lost_once_a_name_was_taken_the_lines_are_free_again(
    source: SourceFile, tmp_path: Path, wire: Wire, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan, out, link = planned(source), tmp_path / "out", os.link

    def taken(*places: str, **how: Any) -> None:
        if places[1] == name(2):
            (out / name(2)).write_text("{}")
            wire.cut_at("BEGIN")
        link(*places, **how)

    with monkeypatch.context() as patched:
        patched.setattr(os, "link", taken)
        with pytest.raises(RecordUnknown, match="la connexion"):
            export(plan, out, SETTINGS)
    assert (under_way(), len(hidden_in(out))) == (1, 3)
    (out / name(2)).unlink()
    assert len(settle(SETTINGS)) == 1
    assert (under_way(), recorded(), names_in(out)) == (0, {}, [])
