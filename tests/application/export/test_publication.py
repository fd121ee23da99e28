"""Files appear whole, under the next free number, all or none (format.md §6)."""

from __future__ import annotations

import errno
import fcntl
import os
import resource
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from segur_tui.application.disk.patience import Patience
from segur_tui.application.disk.whole_files import Staged, appear, claim_name, hidden_file, staged
from segur_tui.application.export.publication import Naming, PublicationRefused, free_names, publish
from segur_tui.application.record.exports import ExportedFile
from segur_tui.format.balises import FILE_NAMES
from segur_tui.format.naming import FileName
from tests.application.export.poor import LACKING, poor

ANS = "LGCTEST001"
DAY = date(2026, 11, 24)


def name(number: int) -> str:
    return f"JSON-{ANS}-20261124-{number:03d}.json"


def nothing(_: Sequence[FileName]) -> Sequence[ExportedFile]:
    return ()


def test_files_get_consecutive_numbers_above_all_that_are_used(tmp_path: Path) -> None:
    out, beside = tmp_path / "out", tmp_path / "beside"
    for folder, number in ((out, 2), (beside, 5)):
        folder.mkdir()
        (folder / name(number)).touch()
    (out / f"JSON-AUTREANS02-20261124-{9:03d}.json").touch()
    (out / f"JSON-{ANS}-20261125-{9:03d}.json").touch()
    (out / f"JSON-{ANS}-20261124-x.json").touch()
    paths = publish(
        Naming(FILE_NAMES, (ANS,), DAY, out, (beside, tmp_path / "absent")), [b"a", b"b"], None, nothing
    )
    assert [path.name for path in paths] == [name(6), name(7)]
    assert [path.read_bytes() for path in paths] == [b"a", b"b"]


def test_numbers_of_one_supplier_are_of_one_row_in_whatever_case_and_order_its_files_come(tmp_path: Path) -> None:
    naming = Naming(FILE_NAMES, (ANS, "AUTREANS02", ANS.lower()), DAY, tmp_path)
    paths = publish(naming, [b"a", b"b", b"c"], None, nothing)
    assert [path.name for path in paths] == [
        name(1),
        "JSON-AUTREANS02-20261124-001.json",
        name(2).replace(ANS, ANS.lower()),
    ]


def test_a_folder_beside_whose_names_cannot_be_read_stops_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed, listed = tmp_path / "closed", Path.iterdir

    def refused(path: Path) -> Iterator[Path]:
        if path == closed:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return listed(path)

    monkeypatch.setattr(Path, "iterdir", refused)
    with pytest.raises(PublicationRefused, match="ne sont pas connus"):
        publish(Naming(FILE_NAMES, (ANS,), DAY, tmp_path / "out", (closed,)), [b"a"], None, nothing)
    assert not (tmp_path / "out").exists()


def test_a_new_file_has_the_mode_of_an_ordinary_one(tmp_path: Path) -> None:
    (path,) = publish(Naming(FILE_NAMES, (ANS,), DAY, tmp_path), [b"a"], None, nothing)
    ordinary = tmp_path / "ordinary"
    ordinary.touch()
    assert path.stat().st_mode == ordinary.stat().st_mode


def test_the_last_number_is_999(tmp_path: Path) -> None:
    naming = Naming(FILE_NAMES, (ANS,), DAY, tmp_path)
    (tmp_path / name(997)).touch()
    assert [each.number for each in free_names(naming, 2, None)] == [998, 999]
    with pytest.raises(PublicationRefused, match="999"):
        free_names(naming, 3, None)


def test_missing_folders_are_made_and_unmade_on_failure(tmp_path: Path) -> None:
    naming = Naming(FILE_NAMES, (ANS,), DAY, tmp_path / "a" / "b")

    def fails(_: Sequence[FileName]) -> Sequence[ExportedFile]:
        assert list((tmp_path / "a" / "b").iterdir()) == []
        raise PublicationRefused("the person has given up")

    with pytest.raises(PublicationRefused):
        publish(naming, [b"a", b"b"], None, fails)
    assert list(tmp_path.iterdir()) == []
    publish(naming, [b"a"], None, nothing)
    assert (tmp_path / "a" / "b" / name(1)).exists()


def test_a_name_taken_by_a_folder_or_a_dead_link_is_never_taken_over(tmp_path: Path) -> None:
    (tmp_path / name(1)).mkdir()
    (tmp_path / name(2)).symlink_to("nowhere")
    (path,) = publish(Naming(FILE_NAMES, (ANS,), DAY, tmp_path), [b"a"], None, nothing)
    assert path.name == name(3)
    assert (tmp_path / name(2)).is_symlink()


def test_of_several_files_none_appears_when_one_name_is_taken(tmp_path: Path) -> None:
    (tmp_path / "b").write_bytes(b"mine")
    folder = os.open(tmp_path, os.O_RDONLY)
    try:
        with staged(folder, [b"1", b"2"]) as files, pytest.raises(FileExistsError):
            appear(folder, files, ["a", "b"])
    finally:
        os.close(folder)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"b": b"mine"}


def test_an_output_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").touch()
    for folder in (tmp_path / "out", tmp_path / "out" / "below"):
        with pytest.raises(PublicationRefused, match="dossier"):
            publish(Naming(FILE_NAMES, (ANS,), DAY, folder), [b"a"], None, nothing)


@pytest.mark.skipif(not Path("/proc/sys/kernel").is_dir(), reason="a folder where nobody can create files")
def test_a_folder_that_cannot_be_written_is_refused() -> None:
    with pytest.raises(PublicationRefused, match="impossible d’écrire dans"):
        publish(Naming(FILE_NAMES, (ANS,), DAY, Path("/proc/sys/kernel")), [b"a"], None, nothing)


def test_a_disk_that_fills_up_leaves_nothing(tmp_path: Path) -> None:
    script = (
        "import signal, sys; from datetime import date; from pathlib import Path;"
        "from segur_tui.format.balises import FILE_NAMES;"
        "from segur_tui.application.export.publication import *;"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        f"naming = Naming(FILE_NAMES, ({ANS!r},), date(2026, 11, 24), Path(sys.argv[1]));"
        "publish(naming, [b'a', b'x' * 10_000], None, print)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "out")],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (5_000, 5_000)),
    )
    assert "PublicationRefused" in done.stderr
    assert list(tmp_path.iterdir()) == []


# What others hold


def test_a_folder_that_another_holds_is_waited_for_and_the_wait_can_be_given_up(tmp_path: Path) -> None:
    reported: list[str] = []
    naming = Naming(FILE_NAMES, (ANS,), DAY, tmp_path)
    with held(tmp_path), pytest.raises(PublicationRefused, match="abandonné"):
        publish(naming, [b"a"], None, nothing, patience=Patience(60, reported.append, lambda: bool(reported)))
    assert reported == [f"le dossier est occupé par un autre programme, attente : {tmp_path}", ""]
    with held(tmp_path), pytest.raises(PublicationRefused, match="depuis plus de 0 s"):
        publish(naming, [b"a"], None, nothing, patience=Patience(0.1))
    assert list(tmp_path.iterdir()) == []
    publish(naming, [b"a"], None, nothing, patience=Patience(0))
    assert (tmp_path / name(1)).exists()


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold the lock of a folder for the time of a block."""
    descriptor = os.open(folder, os.O_RDONLY)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    try:
        yield
    finally:
        os.close(descriptor)


# Others who write without asking


@contextmanager
def somebody_faster(folder: Path, times: int) -> Iterator[list[str]]:
    """Let another program, which takes no lock, have the next name first, so many times; yield its names."""
    taken: list[str] = []
    link = os.link

    def late(source: str, name: str, **where: Any) -> None:
        if len(taken) < times:
            (folder / name).write_bytes(b"theirs")
            taken.append(name)
        link(source, name, **where)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(os, "link", late)
        yield taken


def test_a_name_that_another_takes_meanwhile_is_left_to_it_and_the_folder_is_read_again(tmp_path: Path) -> None:
    with somebody_faster(tmp_path, 2) as theirs:
        paths = publish(Naming(FILE_NAMES, (ANS,), DAY, tmp_path), [b"a", b"b"], None, nothing)
    assert theirs == [name(1), name(2)]
    assert [path.name for path in paths] == [name(3), name(4)]
    assert [path.read_bytes() for path in sorted(tmp_path.iterdir())] == [b"theirs", b"theirs", b"a", b"b"]


def test_where_another_is_always_faster_nothing_is_written(tmp_path: Path) -> None:
    with somebody_faster(tmp_path, 999) as theirs, pytest.raises(PublicationRefused, match="sans cesse"):
        publish(Naming(FILE_NAMES, (ANS,), DAY, tmp_path), [b"a", b"b"], None, nothing)
    assert sorted(path.name for path in tmp_path.iterdir()) == theirs
    assert {path.read_bytes() for path in tmp_path.iterdir()} == {b"theirs"}


# File systems that cannot do all


@pytest.mark.parametrize("lacking", LACKING)
def test_on_a_poor_file_system_files_appear_whole_too_and_nothing_beside_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lacking: tuple[str, ...]
) -> None:
    poor(monkeypatch, lacking)
    paths = publish(Naming(FILE_NAMES, (ANS,), DAY, tmp_path), [b"a", b"b"], None, nothing, patience=Patience(0))
    assert [path.read_bytes() for path in paths] == [b"a", b"b"]
    assert sorted(tmp_path.iterdir()) == paths


@pytest.mark.parametrize("lacking", LACKING)
def test_on_a_poor_file_system_nothing_is_written_over_another_s_file_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lacking: tuple[str, ...]
) -> None:
    poor(monkeypatch, lacking)
    (tmp_path / "b").write_bytes(b"mine")
    folder = os.open(tmp_path, os.O_RDONLY)
    try:
        with staged(folder, [b"1", b"2"]) as files, pytest.raises(FileExistsError):
            appear(folder, files, ["a", "b"])
    finally:
        os.close(folder)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"b": b"mine"}


def test_without_nameless_files_or_links_a_file_still_appears_whole(tmp_path: Path) -> None:
    folder = os.open(tmp_path, os.O_RDONLY)
    try:
        hidden = hidden_file(folder)
        os.write(hidden.descriptor, b"whole")
        appear(folder, [hidden], ["linked"])
        assert (tmp_path / "linked").read_bytes() == b"whole"
        claim_name(folder, hidden, "claimed")
        assert (tmp_path / "claimed").read_bytes() == b"whole"
        with pytest.raises(FileExistsError):
            claim_name(folder, Staged(hidden.descriptor, None), "claimed")
        claim_name(folder, Staged(hidden.descriptor, None), "copied")
        assert (tmp_path / "copied").read_bytes() == b"whole"
        claim_name(folder, hidden, "again")  # its hidden name has gone with the first
        assert (tmp_path / "again").read_bytes() == b"whole"
        os.close(hidden.descriptor)
    finally:
        os.close(folder)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["again", "claimed", "copied", "linked"]


def test_without_links_no_empty_file_stands_under_the_name_for_a_moment(tmp_path: Path) -> None:
    script = (
        "import os, sys; from segur_tui.application.disk.whole_files import *;"
        "sys.addaudithook(lambda event, about: print(event, about[0]) if event == 'open' else None);"
        "folder = os.open(sys.argv[1], os.O_RDONLY); claim_name(folder, hidden_file(folder), 'claimed')"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert [path.name for path in tmp_path.iterdir()] == ["claimed"]
    assert "open claimed" not in done.stdout
    assert "open .segur-tui-" in done.stdout
