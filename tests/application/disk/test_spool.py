"""A disk that is full, gone or cut short beneath what a work keeps for its own time."""

from __future__ import annotations

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


@pytest.mark.parametrize("room", [0, 4_096, 20_000])
def test_rows_for_which_a_disk_has_no_room_are_refused_in_words(room: int) -> None:
    rows = RowSpool(most=0)

    def keep_many() -> None:
        for number in range(20_000):
            rows.add(("key",), "x" * 100 + str(number))

    with no_file_beyond(room), pytest.raises(SpoolRefused, match="disque"):
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
    (written,) = tmp_path.iterdir()
    written.write_bytes(written.read_bytes()[:9_000])
    with pytest.raises(SpoolRefused, match="disque"):
        list(rows.of(("key",)))
    rows.close()
    assert not list(tmp_path.iterdir())
