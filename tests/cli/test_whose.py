"""A state folder or a configuration that others could have written is refused by all that would use it."""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path

import pytest

from tests.accounts.people import NEEDED, PATH, PROGRAM, USERS, can_be
from tests.claims import REJECTED, returned, save
from tests.cli.program import Program
from tests.terminal import Terminal

SOMEONE = 54321
OPEN, THEIRS = "ouvert en écriture à d'autres", "appartient à un autre compte"

spoilt = pytest.mark.parametrize(
    ("owner", "mode", "why"),
    [
        (os.geteuid(), 0o777, OPEN),
        (os.geteuid(), 0o1777, OPEN),
        pytest.param(
            SOMEONE,
            0o755,
            THEIRS,
            marks=pytest.mark.skipif(os.geteuid() != 0, reason="only root may give files away"),
        ),
    ],
)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return save(tmp_path / "retours", returned([REJECTED]))


@spoilt
def test_a_state_folder_of_others_is_refused_by_what_would_use_it(
    program: Program, source: Path, owner: int, mode: int, why: str
) -> None:
    state = program.home / "state" / "segur-tui"
    state.mkdir(parents=True)
    os.chown(state, owner, -1)
    state.chmod(mode)
    used = (("export", source), ("export", source, "--dry-run"), ("history", "1"), ("withdraw", source))
    for arguments in (*used, ("history", "--open")):
        outcome = program.run(*arguments)
        assert (outcome.status, outcome.stdout, why in outcome.stderr) == (2, "", True), arguments
        assert str(state) in outcome.stderr
    with Terminal([*PROGRAM, str(source)], env=PATH | program.environment | {"TERM": "xterm"}) as terminal:
        assert terminal.wait_exit() == 2
        assert why.split(maxsplit=1)[0] in terminal.screen
    assert program.run("check", source).status == 1
    assert program.run("config").status == 0
    assert program.run("export", source, "--without-record").status == 0
    assert not list(state.iterdir())
    assert state.stat().st_mode & 0o7777 == mode


@spoilt
def test_a_configuration_of_others_is_refused_by_every_command(
    program: Program, source: Path, owner: int, mode: int, why: str
) -> None:
    path = program.home / ".config" / "segur-tui" / "config.toml"
    path.parent.mkdir(parents=True)
    path.write_text('output = "ailleurs"\n')
    assert program.run("config").status == 0
    os.chown(path, owner, -1)
    path.chmod(mode & 0o666)
    for arguments in (("check", source), ("export", source), ("history", "1"), ("config",), ()):
        outcome = program.run(*arguments)
        assert (outcome.status, outcome.stdout, why in outcome.stderr) == (2, "", True), arguments
        assert str(path) in outcome.stderr
    assert not (program.home / "state").exists()


@pytest.mark.skipif(not can_be(USERS[0]), reason=NEEDED)
@pytest.mark.parametrize(
    ("owner", "mode", "status"),
    [(0, 0o755, 2), (0, 0o777, 2), (USERS[1], 0o777, 2), (USERS[0], 0o770, 2), (USERS[0], 0o750, 0)],
)
def test_an_account_uses_its_own_state_folder_alone(owner: int, mode: int, status: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        shared = Path(name)
        shared.chmod(0o755)
        source = save(shared / "retours", returned([REJECTED]))
        for folder in (shared / "segur-tui", shared / "out"):
            folder.mkdir()
        os.chown(shared / "out", USERS[0], -1)
        os.chown(shared / "segur-tui", owner, -1)
        (shared / "segur-tui").chmod(mode)
        done = subprocess.run(
            [*PROGRAM, "export", str(source), "--output", str(shared / "out")],
            env=PATH | {"XDG_STATE_HOME": name},
            capture_output=True,
            check=False,
            user=USERS[0],
        )
        assert done.returncode == status, done.stderr
        assert len(list((shared / "out").iterdir())) == (status == 0)
