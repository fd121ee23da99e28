"""The README's set-up of a folder that a team shares, run by accounts and a group that are made for it."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.accounts.people import NEEDED, PATH, PROGRAM, USERS, can_be
from tests.claims import REJECTED, returned, save
from tests.samples import ROOT

ACCOUNTS = tuple(f"essai-segur{number}" for number in (1, 2, 3))
TOOLS = ("useradd", "userdel", "groupadd", "groupdel", "usermod", "runuser")
GROUP = "segurtest"
COMMANDS = (
    (ROOT / "README.md")
    .read_text(encoding="utf-8")
    .partition("<!-- team -->")[2]
    .partition("<!-- /team")[0]
    .replace("sudo ", "")
)

pytestmark = pytest.mark.skipif(
    not can_be(USERS[0]) or not all(map(shutil.which, TOOLS)), reason=f"{NEEDED}, and {', '.join(TOOLS)}"
)


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that all may enter, and accounts that are gone afterwards."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        try:
            for account in ACCOUNTS:
                subprocess.run(["useradd", "-M", "-d", f"{name}/{account}", account], check=True)
                Path(name, account).mkdir(mode=0o700)
                shutil.chown(Path(name, account), account, account)
            yield Path(name)
        finally:
            for account in ACCOUNTS:
                subprocess.run(["userdel", account], check=False, capture_output=True)
            subprocess.run(["groupdel", GROUP], check=False, capture_output=True)


def started(account: str, *command: str) -> subprocess.Popen[str]:
    """Start a command as an account logs in: with its groups, and its home."""
    asked = ["runuser", "-u", account, "--", "env", "-i", *(f"{name}={value}" for name, value in PATH.items())]
    home = os.path.expanduser(f"~{account}")  # noqa: PTH111 (of another account)
    return subprocess.Popen(
        [*asked, f"HOME={home}", *command], cwd="/", stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def run(account: str, *command: str) -> str:
    process = started(account, *command)
    said, errors = process.communicate()
    assert process.returncode == 0, errors
    return said


def test_the_set_up_of_the_readme_lets_three_accounts_share_one_record(folder: Path) -> None:
    shared = folder / "srv"
    group, place, line = (
        each.replace("/srv/segur", str(shared)).replace("alice bruno chloe", " ".join(ACCOUNTS))
        for each in COMMANDS.strip().splitlines()[1:-1]
    )
    for command in (group.replace(" segur", f" {GROUP}"), place.replace("-g segur", f"-g {GROUP}")):
        subprocess.run(["sh", "-c", command], check=True)
    for account in ACCOUNTS:
        run(account, "sh", "-c", line)
    assert "registre créé" in run(ACCOUNTS[0], *PROGRAM, "record", "create")
    sources = [save(folder / f"{n}", returned([REJECTED], n)) for n in range(1, 7)]
    exports = [
        started(account, "sh", "-c", f"umask 077; exec {' '.join(PROGRAM)} export {source} --output ~/out")
        for source, account in zip(sources, ACCOUNTS * 2, strict=True)
    ]
    said = [export.communicate()[1] for export in exports]
    assert [export.returncode for export in exports] == [0] * len(exports), said
    written = [path for account in ACCOUNTS for path in (folder / account / "out").iterdir()]
    assert sorted(path.stem[-3:] for path in written) == [f"{n:03d}" for n in range(1, 7)]
    for account in ACCOUNTS:
        assert "déjà exportées" in started(account, *PROGRAM, "export", *map(str, sources)).communicate()[1]
        assert "répond en" in run(account, *PROGRAM, "config")
    assert f"par {ACCOUNTS[1]} sur " in run(ACCOUNTS[0], *PROGRAM, "history", "00002")
    access = {(path.stat().st_mode & 0o7777, path.group()) for path in shared.iterdir()}
    assert (access, shared.stat().st_mode & 0o7777) == ({(0o660, GROUP)}, 0o2770)
