"""Several accounts of one machine: exports into one folder, and an account without a home."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.accounts.people import NEEDED, PATH, PROGRAM, USERS, can_be
from tests.claims import ANS, REJECTED, returned, save
from tests.terminal import PATIENCE, Terminal

pytestmark = pytest.mark.skipif(not can_be(USERS[0]), reason=NEEDED)


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    """Close at the end whatever a test has started."""
    with ExitStack() as stack:
        yield stack


@pytest.fixture
def shared() -> Iterator[Path]:
    """A folder in which every account may write; pytest's own are closed to others."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for each in (folder, folder / "out"):
            each.mkdir(exist_ok=True)
            each.chmod(0o777)
        yield folder


def test_the_interface_and_commands_of_several_accounts_share_the_numbers(shared: Path, stack: ExitStack) -> None:
    sources = [save(shared / f"{i:02d}", returned([REJECTED], i)) for i in range(1, 13)]
    homes = {user: shared / str(user) for user in (os.getuid(), *USERS)}
    for user, home in homes.items():
        home.mkdir()
        os.chown(home, user, -1)
    people = [
        stack.enter_context(
            Terminal(
                [*PROGRAM, str(source)], env=PATH | {"TERM": "xterm", "XDG_STATE_HOME": str(homes[os.getuid()])}
            )
        )
        for source in sources[:3]
    ]
    for person in people:
        person.wait_for("Problèmes")
        person.send("e")
        person.wait_for("1 part,")
        person.send("o" + "\x15" + f"{shared / 'out'}\r")
        person.wait_for(str(shared / "out"))
    commands = [
        subprocess.Popen(
            [*PROGRAM, "export", str(source), "--output", str(shared / "out")],
            env=PATH | {"XDG_STATE_HOME": str(homes[user])},
            stdout=subprocess.DEVNULL,
            user=user,
        )
        for source, user in zip(sources[3:], [*USERS] * 3, strict=True)
    ]
    for person in people:
        person.send("\r")
    assert [command.wait(PATIENCE) for command in commands] == [0] * len(commands)
    for person in people:
        person.wait_for("À faire sur le portail")
    written = sorted((shared / "out").iterdir())
    (day,) = {path.name.split("-")[2] for path in written}
    assert [path.name for path in written] == [f"JSON-{ANS}-{day}-{n:03d}.json" for n in range(1, 13)]
    numbers = [json.loads(path.read_bytes())["lignesImport"][0]["numeroEditeur"] for path in written]
    assert sorted(numbers) == [f"{i:05d}" for i in range(1, 13)]


def test_without_any_home_nothing_is_written_unless_one_asks_for_it(shared: Path) -> None:
    source = save(shared / "retours", returned([REJECTED]))

    def export(*options: str) -> tuple[int, str]:
        command = [*PROGRAM, "export", str(source), "--output", str(shared / "out"), *options]
        done = subprocess.run(command, env=PATH, capture_output=True, check=False, user=USERS[0])
        said = done.stderr.decode()
        assert "Traceback" not in said
        return done.returncode, said

    for options in ((), ("--dry-run",)):
        status, said = export(*options)
        assert status == 2
        assert "XDG_STATE_HOME" in said
        assert not list((shared / "out").iterdir())
    status, said = export("--without-record")
    assert (status, "registre ne sont pas connus" in said) == (0, True)
    assert len(list((shared / "out").iterdir())) == 1


def test_a_state_folder_of_someone_else_is_not_taken_for_an_empty_one(shared: Path) -> None:
    source, state = save(shared / "retours", returned([REJECTED])), shared / "state"
    state.mkdir(mode=0o700)
    for options in ((), ("--dry-run",), ("--without-record",)):
        done = subprocess.run(
            [*PROGRAM, "export", str(source), "--output", str(shared / "out"), *options],
            env=PATH | {"XDG_STATE_HOME": str(state)},
            capture_output=True,
            check=False,
            user=USERS[0],
        )
        said = done.stderr.decode().replace("'", "’")
        assert (done.returncode, str(state) in said) == (2, True)
        assert ("le droit d’entrer" in said) or ("accès est refusé" in said)
    assert not list((shared / "out").iterdir())


@pytest.mark.parametrize("in_folder", [0o555, 0o777])
def test_of_a_record_that_can_only_be_read_a_dry_run_says_what_the_real_one_does(
    shared: Path, in_folder: int
) -> None:
    source, state = save(shared / "retours", returned([REJECTED])), shared / "state"
    environment = PATH | {"XDG_STATE_HOME": str(state)}
    other = save(shared / "autres", returned([REJECTED], 2))
    subprocess.run([*PROGRAM, "export", str(other)], env=environment, check=True, capture_output=True)
    folder = state / "segur-tui"
    for path in folder.iterdir():
        path.chmod(0o444)
    os.chown(folder, USERS[0], -1)
    for path, mode in ((state, 0o755), (folder, in_folder & 0o755)):
        path.chmod(mode)
    said = []
    for options in ((), ("--dry-run",)):
        done = subprocess.run(
            [*PROGRAM, "export", str(source), "--output", str(shared / "out"), *options],
            env=environment,
            capture_output=True,
            check=False,
            user=USERS[0],
        )
        assert (done.returncode, done.stdout) == (2, b"")
        said.append(done.stderr.decode())
    assert "le droit d’écrire dans record.db" in said[0].replace("'", "’")
    assert said[0] == said[1]
    assert not list((shared / "out").iterdir())
