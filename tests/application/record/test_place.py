"""The record in a folder that several accounts share: its access, and where it is refused or unknown."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from segur_tui.application.record.engines import create, open_record
from segur_tui.application.record.place import at_place
from segur_tui.application.record.schema import FILE_NAME, RecordUnknown
from segur_tui.application.settings.values import Settings
from segur_tui.application.state.folder import doubts_of_disk
from tests.cutting import killed
from tests.settings import SETTINGS

pytestmark = pytest.mark.sqlite

SOMEONE, GROUP = 54321, 54329
root = pytest.mark.skipif(os.geteuid() != 0, reason="only root may give files away")


@pytest.fixture(params=[0o022, 0o077, 0o000])
def _mask(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.umask(request.param)
    yield
    os.umask(before)


def shared(folder: Path, mode: int, owner: int = -1, group: int = -1) -> Settings:
    folder.mkdir()
    os.chown(folder, owner, group)
    folder.chmod(mode)
    return Settings(record=folder)


def written(settings: Settings) -> None:
    with open_record(settings) as store, store.transaction():
        store.change("UPDATE record SET identity = lower(hex(randomblob(16)))")


@root
@pytest.mark.usefixtures("_mask")
@pytest.mark.parametrize(("folder", "file"), [(0o2770, 0o660), (0o770, 0o660), (0o2750, 0o640), (0o700, 0o600)])
def test_its_files_have_the_group_and_the_mode_of_the_folder_which_stays_as_it_is(
    tmp_path: Path, folder: int, file: int
) -> None:
    settings = shared(tmp_path / "commun", folder, group=GROUP)
    assert create(settings)
    written(settings)
    (tmp_path / "commun" / f"{FILE_NAME}-journal").unlink()
    written(settings)
    found = {path.name: path.stat() for path in (tmp_path / "commun").iterdir()}
    assert set(found) == {FILE_NAME, f"{FILE_NAME}-journal"}
    assert {(each.st_mode & 0o7777, each.st_gid) for each in found.values()} == {(file, GROUP)}
    assert ((tmp_path / "commun").stat().st_mode & 0o7777, create(settings)) == (folder, False)


@root
def test_a_journal_that_another_has_removed_is_made_again_before_sqlite_makes_one(tmp_path: Path) -> None:
    """As who opens a record does when it takes back what a killed program has left half written."""
    settings = shared(tmp_path / "commun", 0o770, group=GROUP)
    create(settings)
    journal = tmp_path / "commun" / f"{FILE_NAME}-journal"
    with open_record(settings) as store:
        journal.unlink()
        with store.transaction():
            found = journal.stat()
    assert (found.st_mode & 0o777, found.st_gid) == (0o660, GROUP)


def test_who_is_killed_while_a_journal_is_made_leaves_nothing_in_the_folder_of_the_team(tmp_path: Path) -> None:
    settings = shared(tmp_path / "commun", 0o2770)
    create(settings)
    (tmp_path / "commun" / f"{FILE_NAME}-journal").unlink()
    killed(partial(written, settings), ("link of a database", 0))
    assert {path.name for path in (tmp_path / "commun").iterdir()} == {FILE_NAME}


def test_its_files_are_open_to_the_group_from_their_first_moment_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("it was closed until now")

    settings = shared(tmp_path / "commun", 0o2770)
    monkeypatch.setattr(Path, "chmod", refuse)
    before = os.umask(0o077)
    try:
        create(settings)
        written(settings)
    finally:
        os.umask(before)
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "commun").iterdir()} == {0o660}


def test_a_copy_of_another_name_is_no_place_and_it_is_said_what_to_do_with_it(tmp_path: Path) -> None:
    (copy := tmp_path / "copie.db").write_bytes(b"")
    with pytest.raises(RecordUnknown, match=f"{copy} est un fichier.*sous le nom {FILE_NAME} dans un dossier"):
        at_place(str(copy), SETTINGS)


@root
def test_files_of_ones_own_that_lost_their_access_have_it_again(tmp_path: Path) -> None:
    settings = shared(tmp_path / "commun", 0o2770, group=GROUP)
    create(settings)
    written(settings)
    for path in (tmp_path / "commun").iterdir():
        os.chown(path, -1, 0)
        path.chmod(0o644)
    with open_record(settings, to_read=True):
        pass
    found = {(each.stat().st_mode & 0o777, each.stat().st_gid) for each in (tmp_path / "commun").iterdir()}
    assert found == {(0o660, GROUP)}


@pytest.mark.parametrize("to_read", [True, False])
def test_one_that_is_not_there_is_unknown_and_nothing_is_made(tmp_path: Path, *, to_read: bool) -> None:
    empty = shared(tmp_path / "commun", 0o700)
    for settings in (empty, Settings(record=tmp_path / "nulle-part")):
        with pytest.raises(RecordUnknown, match=f"{FILE_NAME} n’est pas là.*record create"):  # noqa: SIM117 (what raises)
            with open_record(settings, to_read=to_read):
                pass
    assert [*tmp_path.rglob("*")] == [tmp_path / "commun"]
    with pytest.raises(RecordUnknown, match="n’existe pas"):
        create(Settings(record=tmp_path / "nulle-part"))


@pytest.mark.parametrize(
    ("mode", "owner", "group", "why"),
    [
        (0o777, -1, -1, "ouvert en écriture à d’autres"),
        (0o1777, -1, -1, "ouvert en écriture à d’autres"),
        (0o2772, -1, -1, "ouvert en écriture à d’autres"),
        pytest.param(0o2770, 0, GROUP, "", marks=root),
        pytest.param(0o2770, SOMEONE, GROUP, "", marks=root),
    ],
)
def test_a_folder_that_all_may_write_into_is_refused_and_one_of_a_group_serves(
    tmp_path: Path, mode: int, owner: int, group: int, why: str
) -> None:
    settings = shared(tmp_path / "commun", mode, owner, group)
    for opening in (lambda: create(settings), lambda: written(settings)):
        if why:
            with pytest.raises(RecordUnknown, match=why):
                opening()
        else:
            opening()
    assert (tmp_path / "commun").stat().st_mode & 0o7777 == mode


KINDS = {
    0xEF53: "",  # ext4
    0x9123683E: "",  # btrfs
    0x58465342: "",  # xfs
    0x01021994: "",  # tmpfs
    0x794C7630: "",  # overlayfs, of containers
    0x6969: "NFS",
    0xFE534D42: "SMB",
    0xFF534D42: "SMB",
    0x517B: "SMB",
    0x65735546: "FUSE",
    0x01021997: "9P",
}


@pytest.fixture
def magic(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """The type of all disks, as the C library of such a system tells it."""
    number: int = request.param

    class System:
        @staticmethod
        def statfs(path: bytes, told: ctypes.Array[ctypes.c_char]) -> int:
            assert Path(os.fsdecode(path)).is_dir()
            ctypes.c_long.from_buffer(told).value = number
            return 0

    monkeypatch.setattr(ctypes, "CDLL", lambda _: System)
    return number


@pytest.mark.parametrize("magic", KINDS, indirect=True)
def test_a_shared_record_where_locks_do_not_hold_is_refused_by_the_name_of_the_disk(
    tmp_path: Path, magic: int
) -> None:
    settings = shared(tmp_path / "commun", 0o700)
    if kind := KINDS[magic]:
        with pytest.raises(RecordUnknown, match=f"disque {kind},.*postgresql://"):
            create(settings)
        assert not [*(tmp_path / "commun").iterdir()]
    else:
        assert create(settings)


@pytest.mark.parametrize("magic", KINDS, indirect=True)
def test_ones_own_there_serves_and_is_doubted_once(state: Path, magic: int) -> None:
    assert not [*doubts_of_disk(SETTINGS)]  # nothing is there yet
    assert create(SETTINGS)
    assert state.is_dir()
    said = [words for name, words in doubts_of_disk(SETTINGS) if name == "state-lockless"]
    assert [f"disque {KINDS[magic]}, " in words for words in said] == [True] * bool(KINDS[magic])
    assert not [*doubts_of_disk(SETTINGS)]


@pytest.mark.parametrize("magic", [0x6969], indirect=True)
@pytest.mark.usefixtures("magic")
def test_ones_own_there_is_copied_from_where_it_is(tmp_path: Path, state: Path) -> None:
    assert create(SETTINGS)
    (tmp_path / "lien").symlink_to(state)
    for place in (state, state / FILE_NAME, tmp_path / "lien"):
        with open_record(at_place(str(place), SETTINGS), to_read=True) as store:
            assert store.identity()
    (state / FILE_NAME).unlink()
    with pytest.raises(RecordUnknown), open_record(at_place(str(state), SETTINGS), to_read=True):
        pass
