"""A person logged in over SSH: a real sshd on loopback, and the client in tmux."""

from __future__ import annotations

import shlex
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.cli.program import Program
from tests.processes import running, wait_until
from tests.samples import ROOT
from tests.ssh_server import SshServer
from tests.terminal import Tmux

SAMPLE = ROOT / "samples" / "JSON-LGCMED2026-20261012-001.json"


@dataclass(frozen=True)
class Desk:
    """What a person sits at: the terminal that the client announces, and what the account sets on the server."""

    size: tuple[int, int] = (80, 24)
    term: str = "xterm-256color"
    lang: str = "C.UTF-8"
    settings: dict[str, str] = field(default_factory=dict)


DESKS = {
    "xterm": Desk(term="xterm"),
    "the console": Desk(term="linux"),
    "a bare locale": Desk(lang="C"),
    "a small window": Desk(size=(60, 15)),
    "no colours": Desk(settings={"NO_COLOR": "1"}),
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return Path(shutil.copy(SAMPLE, tmp_path))


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program(tmp_path / "home")


def opening(program: Program, path: Path, **changes: str) -> list[str]:
    """Return the command that opens a file, as it is typed on the server."""
    known = {"XDG_STATE_HOME": program.environment["XDG_STATE_HOME"], "PYTHONPATH": str(ROOT)}
    settings = [f"{name}={value}" for name, value in (known | changes).items()]
    return ["env", *settings, *program.command(path)]


def then_a_shell(*command: str) -> list[str]:
    """Return a command followed by a shell, as for one who logged in and typed it."""
    return ["sh", "-c", '"$@"; echo "ended-$?"; exec sh', "sh", *command]


@pytest.mark.parametrize("desk", DESKS.values(), ids=DESKS)
def test_a_file_is_corrected_and_the_shell_is_found_again(
    server: SshServer, program: Program, path: Path, desk: Desk
) -> None:
    command = server.command(desk.term, *then_a_shell(*opening(program, path, **desk.settings)))
    with Tmux(command, *desk.size, LANG=desk.lang) as tmux:
        tmux.wait_for("1 Problèmes 33")
        tmux.send("Enter", "23/08/2026", "Enter")
        tmux.wait_for("1 Problèmes 31")
        tmux.send("q")
        tmux.wait_for("ended-0")
        tmux.send("echo it is $((6 * 7))", "Enter")
        tmux.wait_for("it is 42")
        assert "echo it is $((6 * 7))" in tmux.screen
        assert "Problèmes" not in tmux.screen


def test_a_terminal_that_shows_no_screen_is_reported_in_words(
    server: SshServer, program: Program, path: Path
) -> None:
    with Tmux(server.command("dumb", *then_a_shell(*opening(program, path)))) as tmux:
        tmux.wait_for("ended-2")
        assert "le terminal annoncé (TERM=dumb) ne sait pas afficher un écran" in tmux.screen


@pytest.mark.parametrize("cut", [SshServer.cut, SshServer.cut_client], ids=["on the way", "by the client"])
def test_after_a_cut_in_mid_edit_the_edits_are_found_again_and_go_out(
    server: SshServer, program: Program, path: Path, cut: Callable[[SshServer], None]
) -> None:
    before = path.read_bytes()
    command = server.command("xterm-256color", *opening(program, path))
    with Tmux(command) as tmux:
        tmux.wait_for("1 Problèmes 33")
        tmux.send("Enter", "23/08/2026", "Enter")
        tmux.wait_for("1 Problèmes 31")
        tmux.send("Enter", "7777.7")
        tmux.wait_for("7777.7")
        assert len(running(*program.command(path))) == 1
        cut(server)
        wait_until(lambda: not running(*program.command(path)), "the program ended with its connection")
    with Tmux(command) as tmux:
        tmux.wait_for("1 Problèmes 31")
        assert "brouillon" in tmux.screen
        assert "repris : 1 modification" in tmux.screen.replace("\N{NO-BREAK SPACE}", " ")
        assert "7777.7" not in tmux.screen
        tmux.send("c")
        tmux.wait_for("cochées sur")
        tmux.send("Enter")
        tmux.wait_for("1 Problèmes 18")
        tmux.send("e")
        tmux.wait_for("-001.json")
        tmux.wait_for("partent")
        tmux.send("Enter")
        tmux.wait_for("oui")
        tmux.send("o")
        tmux.wait_for("À faire sur le portail")
    (written,) = set(path.parent.glob("*.json")) - {path}
    assert b'"23/08/2026"' in written.read_bytes()
    assert program.run("check", written).status == 0
    assert path.read_bytes() == before


def test_a_connection_that_goes_silent_does_not_lock_its_owner_out(
    server: SshServer, program: Program, path: Path
) -> None:
    command = server.command("xterm-256color", *opening(program, path))
    with Tmux(command) as silent, Tmux(["sh"]) as again:
        silent.wait_for("1 Problèmes 33")
        silent.send("Enter", "23/08/2026", "Enter")
        silent.wait_for("1 Problèmes 31")
        server.freeze_client()
        again.send(shlex.join(command), "Enter")
        again.wait_for("depuis 127.0.0.1")
        again.send("t")
        again.wait_for("repris")
        again.send("Enter", "1075.00", "Enter")
        again.wait_for("1 Problèmes 30")
        server.cut_client()
        wait_until(lambda: not running(*program.command(path)), "the programs ended with their connections")
