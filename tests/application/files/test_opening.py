"""What is never waited for nor followed: devices, pipes, folders with a file's name, numbers that are paths."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
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
_NOBODY = 65534


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


@contextmanager
def as_someone_else() -> Iterator[Path]:
    """A folder that all may look into, looked at without the rights of the administrator."""
    before = os.geteuid()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        try:
            yield folder
        finally:
            os.seteuid(before)
            for path in folder.rglob("*"):
                path.chmod(0o700)


def left_out(path: Path, mode: int) -> None:
    """Take the rights to a path away, and those of the administrator, who needs none."""
    path.chmod(mode)
    if os.geteuid() == 0:
        os.seteuid(_NOBODY)


@pytest.mark.parametrize("mode", [0, 0o444, 0o111])
def test_what_a_folder_without_rights_may_hold_is_not_passed_over(mode: int) -> None:
    with as_someone_else() as folder:
        seen, hidden = save(folder / "vu", returned([REJECTED])), save(folder / "caché", returned([REJECTED]))
        left_out(hidden.parent, mode)
        held_back = hidden if mode == 0o444 else hidden.parent
        for given in ([folder], [seen, hidden.parent], [seen.parent, hidden.parent]):
            paths = claim_paths(given)
            assert sorted(paths) == sorted([seen, held_back])
            assert [str(open_claim(path, SETTINGS).failure) for path in paths if path != seen] == [
                "l’accès est refusé"
            ]
        assert claim_paths([hidden]) == [hidden]


def test_a_link_that_leads_to_itself_is_said_where_it_is_given(tmp_path: Path) -> None:
    link, seen = tmp_path / "lien.json", save(tmp_path, returned([REJECTED]))
    link.symlink_to(link.name)
    assert claim_paths([seen, link]) == [seen, link]
    assert str(open_claim(link, SETTINGS).failure) == "trop de liens s’enchaînent"
    assert claim_paths([tmp_path]) == [seen]


@pytest.mark.parametrize("spelt", [".", "retours", "../{}", "lien", "lien/../retours", "{absolute}/retours"])
def test_a_file_under_a_folder_is_found_once_however_both_are_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spelt: str
) -> None:
    file = save(tmp_path / "retours" / "mars", returned([REJECTED]))
    (tmp_path / "lien").symlink_to("retours")
    (tmp_path / "retours" / "copie.json").symlink_to(file)
    monkeypatch.chdir(tmp_path)
    folder = Path(spelt.format(tmp_path.name, absolute=tmp_path))
    (found,) = claim_paths([folder, file, tmp_path / "lien" / "mars" / file.name])
    assert found.resolve() == file
    assert claim_paths([file, folder]) == [file]
