"""What is never waited for nor followed: devices, pipes, folders with a file's name, numbers that are paths."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from segur_tui.application.export.deciding import decide
from segur_tui.application.export.plan import ExportChoice, SourceFile
from segur_tui.application.files.checking import check_path
from segur_tui.application.files.opening import claim_paths, digest_of, open_claim
from segur_tui.format.candidate import Candidate
from tests.claims import REJECTED, returned, save
from tests.settings import SETTINGS

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/full", "/dev/null", "/dev/urandom", "/proc/self/mem"])
def test_a_device_is_no_file(device: str) -> None:
    opened = open_claim(Path(device), SETTINGS)
    assert opened.claim is None
    assert opened.failure is not None
    assert digest_of(Path(device)) == ""


def test_a_pipe_that_nobody_fills_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "tube.json")
    assert "ordinaire" in str(open_claim(tmp_path / "tube.json", SETTINGS).failure)


def test_a_link_to_a_device_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "lien.json").symlink_to("/dev/zero")
    assert open_claim(tmp_path / "lien.json", SETTINGS).claim is None
    assert claim_paths([tmp_path]) == []


def test_a_folder_with_the_name_of_a_file_is_searched_not_read(tmp_path: Path) -> None:
    inner = save(tmp_path / "x.json", returned([REJECTED]))
    assert claim_paths([tmp_path]) == [inner]
    assert open_claim(tmp_path / "x.json", SETTINGS).claim is None


@pytest.mark.parametrize(
    "number", ["../../etc/x", "/etc/passwd", "LGC/TEST01", "LGC\x00TEST01", "..", "LGC\nTEST01"]
)
def test_an_ans_number_that_is_a_path_names_no_file(tmp_path: Path, number: str) -> None:
    path = save(tmp_path, returned([REJECTED]))
    path.write_bytes(
        path.read_bytes().replace(
            b"LGCTEST001", number.encode().replace(b"\x00", b"\\u0000").replace(b"\n", b"\\n")
        )
    )
    report = check_path(path, TODAY, SETTINGS)
    assert report.check is not None
    assert report.check.claim.numero_ans == number
    prepared = decide([SourceFile(path, report.check)], ExportChoice([Candidate(0, 1)], TODAY), TODAY)
    assert prepared.files == ()
    assert [finding.balise for finding in prepared.resubmission.headers[0]] == ["numeroAns"]
