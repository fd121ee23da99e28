"""A folder or a file that others could have written is not to be used."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from segur_tui.application.disk.whose import distrusted, is_own_group, keeps_modes
from segur_tui.application.record.exports import Record
from segur_tui.application.state.folder import doubts_of_disk
from tests.settings import SETTINGS

SOMEONE, THEIR_GROUP = 54321, 54322
NOBODY = "appartient à un autre compte"
OPEN = "est ouvert en écriture à d’autres"
MINE, MY_GROUP = os.geteuid(), os.getegid()

needs_root = pytest.mark.skipif(MINE != 0, reason="only root may give files away")


@pytest.mark.parametrize("is_file", [True, False])
@pytest.mark.parametrize(
    ("owner", "group", "mode", "why"),
    [
        (MINE, MY_GROUP, 0o700, ""),
        (MINE, MY_GROUP, 0o755, ""),
        (MINE, MY_GROUP, 0o2755, ""),
        (MINE, MY_GROUP, 0o757, f"{OPEN} (tous les comptes)"),
        (MINE, MY_GROUP, 0o1777, f"{OPEN} (tous les comptes)"),
        pytest.param(MINE, 0, 0o770, "", marks=needs_root),
        pytest.param(MINE, 0, 0o2775, "", marks=needs_root),
        pytest.param(MINE, THEIR_GROUP, 0o750, "", marks=needs_root),
        pytest.param(MINE, THEIR_GROUP, 0o770, f"{OPEN} (le groupe {THEIR_GROUP})", marks=needs_root),
        pytest.param(MINE, THEIR_GROUP, 0o2775, f"{OPEN} (le groupe {THEIR_GROUP})", marks=needs_root),
        pytest.param(SOMEONE, MY_GROUP, 0o755, f"{NOBODY} ({SOMEONE})", marks=needs_root),
        pytest.param(SOMEONE, MY_GROUP, 0o777, f"{NOBODY} ({SOMEONE})", marks=needs_root),
        pytest.param(SOMEONE, THEIR_GROUP, 0o700, f"{NOBODY} ({SOMEONE})", marks=needs_root),
    ],
)
def test_it_is_to_be_one_s_own_or_root_s_and_closed_to_others(  # noqa: PLR0913 (a table)
    tmp_path: Path, owner: int, group: int, mode: int, why: str, *, is_file: bool
) -> None:
    path = tmp_path / "l'endroit"
    if is_file:
        path.touch()
    else:
        path.mkdir()
    os.chown(path, owner, group)
    path.chmod(mode)
    found = distrusted(path)
    assert found.startswith(why)
    assert bool(found) is bool(why)
    if why.startswith(OPEN):
        (command,) = [part.split(" »")[0] for part in found.split("« ")[1:]]
        subprocess.run(command, shell=True, check=True)  # noqa: S602 (what a person is told to type)
        assert distrusted(path) == ""


def test_a_link_is_as_what_it_leads_to(tmp_path: Path) -> None:
    (tmp_path / "open").mkdir()
    (tmp_path / "open").chmod(0o777)
    (tmp_path / "link").symlink_to(tmp_path / "open")
    assert distrusted(tmp_path / "link")


def test_what_is_not_there_is_said_by_whoever_opens_it(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        distrusted(tmp_path / "none")


def test_a_group_is_an_account_s_own_where_it_is_its_primary_one_and_nobody_else_is_in_it() -> None:
    of_group: dict[int, list[int]] = {}
    for account in pwd.getpwall():
        of_group.setdefault(account.pw_gid, []).append(account.pw_uid)
    shared = [(group, account) for group, those in of_group.items() for account in those if len(those) > 1]
    assert is_own_group(0, 0)
    assert not any(is_own_group(group, account) for group, account in shared)
    assert not is_own_group(THEIR_GROUP, 0)
    assert not is_own_group(0, SOMEONE)


@pytest.fixture
def without_modes(tmp_path: Path) -> Iterator[Path]:
    """A folder on an NTFS image, which keeps no modes; skips where none can be made or mounted."""
    image, where = tmp_path / "image", tmp_path / "mounted"
    image.write_bytes(b"")
    os.truncate(image, 20_000_000)
    where.mkdir()
    for command in (["mkfs.ntfs", "-F", "-Q", str(image)], ["ntfs-3g", str(image), str(where)]):
        if (
            shutil.which(command[0]) is None
            or subprocess.run(command, capture_output=True, check=False).returncode
        ):
            pytest.skip("no NTFS image can be mounted here")
    try:
        yield where
    finally:
        subprocess.run(["umount", where], check=True)


def test_where_no_modes_are_kept_none_are_asked_for(tmp_path: Path, without_modes: Path) -> None:
    assert keeps_modes(tmp_path)
    assert not keeps_modes(without_modes)
    assert without_modes.stat().st_mode & 0o777 == 0o777
    assert distrusted(without_modes) == ""


def test_a_state_without_modes_serves_and_is_said_to_be_open_once(
    tmp_path: Path, without_modes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    (tmp_path / "state" / "segur-tui").mkdir(mode=0o755, parents=True)
    assert not [*doubts_of_disk(SETTINGS)]
    monkeypatch.setenv("XDG_STATE_HOME", str(without_modes))
    with Record.opened(SETTINGS) as record:
        record.store.ensure_it_can_keep()
    (is_open, open_words), (is_lockless, words) = doubts_of_disk(SETTINGS)
    assert (is_open, "sans droits d’accès" in open_words) == ("state-open", True)
    assert (is_lockless, "un disque FUSE, " in words) == ("state-lockless", True)
    assert not [*doubts_of_disk(SETTINGS)]
