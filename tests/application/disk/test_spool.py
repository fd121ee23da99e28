"""A disk that is full, gone or cut short beneath what a work keeps for its own time."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from segur_tui.application.disk.spool import RowSpool, Spool, SpoolRefused
from tests.application.occupied import no_file_beyond


@pytest.mark.parametrize("room", [0, 1, 2_500, 3_000])
def test_pieces_for_which_a_disk_has_no_room_stay_in_memory(room: int) -> None:
    spool, pieces = Spool(most=0), [bytes([number]) * 1_000 for number in range(5)]
    with no_file_beyond(room):
        for piece in pieces:
            spool.add(piece)
    assert [spool.piece(number) for number in range(5)] == pieces
    spool.close()


@pytest.mark.parametrize(("room", "why"), [(0, "taille permise"), (4_096, "disque"), (20_000, "disque")])
def test_rows_for_which_a_disk_has_no_room_are_refused_in_words(room: int, why: str) -> None:
    rows = RowSpool(most=0)

    def keep_many() -> None:
        for number in range(20_000):
            rows.add(("key",), "x" * 100 + str(number))

    with no_file_beyond(room), pytest.raises(SpoolRefused, match=why):
        keep_many()
    rows.close()


def test_rows_without_a_folder_for_them_are_refused_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    rows = RowSpool(most=0)
    with pytest.raises(SpoolRefused, match="n’existe pas"):
        rows.add(("key",), "row")
    rows.close()


def test_rows_that_the_disk_does_not_give_back_are_refused_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    rows = RowSpool(most=0)
    for number in range(5_000):
        rows.add(("key",), str(number))
    rows.settle()
    (written,) = nameless_files(os.getpid(), tmp_path)
    os.truncate(written, 9_000)
    with pytest.raises(SpoolRefused, match="disque"):
        list(rows.of(("key",)))
    rows.close()


def nameless_files(process: int, folder: Path) -> list[Path]:
    """Return the open files of a process that stood in a folder and have no name there."""
    opened = Path(f"/proc/{process}/fd").iterdir()
    return [each for each in opened if each.resolve().match(f"{folder}/* (deleted)")]


def test_rows_on_the_disk_are_those_that_were_added_in_their_order() -> None:
    rows, expected = RowSpool(most=10), dict[tuple[str, ...], list[int]]()
    for number in range(25_000):
        key: tuple[str, ...] = ("few", str(number * 7_919 % 3_001)) if number % 5 else ("many",)
        rows.add(key, number)
        expected.setdefault(key, []).append(number)
    rows.settle()
    rows.settle()
    absent = [("",), ("few",), ("few", "3001"), ("many", ""), ("~",)]
    for key in [*expected, *absent, *expected]:
        assert list(rows.of(key)) == expected.get(key, []), key
    rows.close()


HOLD = """
import sys, tempfile
from segur_tui.application.disk.spool import RowSpool, Spool
pieces, rows = Spool(most=0), RowSpool(most=0)
for number in range(20_000):
    rows.add(("10000000009",), number)
pieces.add(b"10000000009")
rows.settle()
print("kept", flush=True)
sys.stdin.read()
"""


@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_nothing_is_left_on_the_disk_when_the_process_is_ended(tmp_path: Path, by: signal.Signals) -> None:
    environment, pipe = os.environ | {"TMPDIR": str(tmp_path)}, subprocess.PIPE
    with subprocess.Popen([sys.executable, "-c", HOLD], stdin=pipe, stdout=pipe, env=environment) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"kept\n"
        pieces, rows = sorted(each.stat().st_size for each in nameless_files(process.pid, tmp_path))
        assert pieces == len("10000000009")
        assert rows > 20_000
        process.send_signal(by)
        assert process.wait() == -by
    assert not list(tmp_path.iterdir())
