"""The first demandes of a file, seen while the whole is read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from segur_tui.application.files.preview import preview
from tests.claims import REJECTED, returned, save


def test_the_first_demandes_are_seen_with_their_literals_under_their_balises(tmp_path: Path) -> None:
    path = save(tmp_path, returned([REJECTED] * 300))
    names, *seen = preview(path, 5)
    assert names == ("numLigne", "numeroEditeur", "numeroASP", "dateFacture", "montantSegurHTFacture")
    assert seen[0] == ("1", "00001", "FINMDV000001", "01/02/2023", "358.33")
    assert [number for _, number, *_ in seen] == ["00001", "00002", "00003", "00004", "00005"]
    assert 20 < len(preview(path, 300)) < 300


@pytest.mark.parametrize(
    ("content", "count"),
    [
        (b"", 0),
        (b"[]", 0),
        (b'{"lignesImport": null}', 0),
        (b'{"lignesImport": {"a": {}}}', 0),
        (b'{"lignesImport": [{"numLigne": 1}, 3, {"numLigne": 2}]}', 1),
        (b'{"lignesImport": [{"numLigne": 1}, {"numLigne"', 1),
        (b'\xef\xbb\xbf{"lignesImport": [{"numeroEditeur": "\xff"}]}', 1),
        (b'{"lignesImport": [' + b'{"a":' * 20_000, 0),
    ],
)
def test_of_what_is_no_list_of_demandes_nothing_or_the_beginning_is_seen(
    tmp_path: Path, content: bytes, count: int
) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(content)
    assert len(preview(path, 9)[1:]) == count


def test_what_is_no_ordinary_file_is_not_opened(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert preview(pipe, 9) == preview(tmp_path, 9) == preview(tmp_path / "none", 9) == []
