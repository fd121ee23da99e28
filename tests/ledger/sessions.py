"""The sessions of the interface that are open in a round, and what people do in them."""

from __future__ import annotations

import json
import signal
import socket
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.ledger.faults import TYPED
from tests.ledger.interface import run_session
from tests.ledger.papers import Origin, Paper
from tests.ledger.processes import PATIENCE, Process
from tests.ledger.shell import took_in
from tests.ledger.world import Attempt, World

_HOME = {"FileScreen", "FolderScreen", "GroupScreen"}


@dataclass(eq=False)
class Session:
    """One session: its process, the socket through which it is led, and what it has open."""

    who: str
    given: list[Path]
    opened: list[Paper]
    process: Process
    socket: socket.socket
    attempt: Attempt | None = None
    sees: dict[str, Any] | None = None

    def do(self, name: str, *values: Any) -> dict[str, Any] | None:
        """Lead it by one command; return what is on its screen then, None where it has ended."""
        try:
            self.socket.sendall((json.dumps([name, *values]) + "\n").encode())
            answer = b""
            while not answer.endswith(b"\n"):
                got = self.socket.recv(1 << 16)
                if not got:
                    break
                answer += got
        except ConnectionError:
            answer = b""
        self.sees = json.loads(answer) if answer else None
        return self.sees

    @property
    def screen(self) -> str:
        return "" if self.sees is None else str(self.sees["screen"])


def open_session(world: World, given: list[Path], who: str) -> Session:
    """Start a session on a file or a folder."""
    mine, theirs = socket.socketpair()

    def be() -> int:
        mine.close()
        return run_session(given, world.clock, theirs)

    process = Process(world.streams, be, world.environment)
    theirs.close()
    mine.settimeout(PATIENCE)
    session = Session(who, given, world.under(given), process, mine)
    world.tell(f"{who} opens {', '.join(map(str, given))}")
    session.do("look")
    if session.screen == "HeldScreen":
        key = world.chance.choice(("t", "enter"))
        world.tell(f"{who}: the file is held by another; {'takes it' if key == 't' else 'looks on'}")
        session.do("answer", key)
    elif session.screen == "SupersededScreen":
        world.tell(f"{who}: the file has changed since its draft; takes what fits")
        session.do("answer", "enter")
        if session.screen == "SupersededScreen":
            session.do("answer", "z")
            session.do("answer", "o")
    if _is_alive(world, session) and session.screen in _HOME:
        for paper in session.opened:
            paper.is_seen = True
    world.count("sessions")
    return session


def act(world: World, session: Session) -> None:
    """Let the person of a session do the next thing."""
    chance = world.chance
    if session.attempt is not None and session.screen == "ExportScreen":
        drawn = chance.random()
        if drawn < 0.65:
            write(world, session)
        elif drawn < 0.75:
            _tick(world, session)
        elif drawn < 0.9:
            world.tell(f"{session.who} leaves the export screen")
            session.do("back")
            session.attempt = None
        return
    drawn = chance.random()
    if drawn < 0.4:
        world.tell(f"{session.who} corrects")
        session.do("fix")
        if _is_alive(world, session):
            session.do("correct", TYPED)
    elif drawn < 0.9:
        to_export(world, session)
    else:
        leave(world, session)
    _is_alive(world, session)


def to_export(world: World, session: Session) -> None:
    """Go to the export screen, and note what can be known there."""
    session.do("export")
    if session.screen != "ExportScreen":
        said = (session.sees or {}).get("said", "")
        world.tell(f"{session.who} wants to export: {session.screen}: {said[:200]}")
        session.do("back")
        return
    folder = session.opened[0].path.parent if session.opened else world.returns
    session.attempt = Attempt(
        session.who, session.opened, folder, world.at_hand(session.given), fixes=True, is_interface=True
    )
    world.tell(f"{session.who} is on the export screen: {_shown(session)}")


def _shown(session: Session) -> str:
    rows = (session.sees or {}).get("rows", [])
    return "; ".join(f"{row[2]} {row[0]}{f' ({row[-1][:60]})' if row[-1] else ''}" for row in rows)[:400]


def _tick(world: World, session: Session) -> None:
    rows = (session.sees or {}).get("rows", [])
    unticked = [rank for rank, row in enumerate(rows) if "décochée" in row[0]]
    if not unticked or session.attempt is None:
        return
    rank = world.chance.choice(unticked)
    session.do("tick", rank)
    position = int(rows[rank][1])
    world.tell(f"{session.who} ticks line {position}: {_shown(session)}")
    session.attempt.asked |= {(paper, position - 1) for paper in session.opened}


def write(world: World, session: Session) -> list[Paper]:
    """Press Enter on the export screen, and take in what was written."""
    attempt = session.attempt
    assert attempt is not None
    if not attempt.is_killed and world.chance.random() < 0.12:
        attempt.is_killed, is_before = True, world.chance.random() < 0.5
        session.do("arm", int(signal.SIGKILL), world.chance.choice((1, 2)), is_before)
        world.is_killed = True
        world.count("signals")
    world.tell(f"{session.who} presses Enter{', to be killed at a link' if attempt.is_killed else ''}")
    seen = session.do("write")
    papers = took_in(world, {attempt: {}})
    world.count("exports")
    world.count("exports on the screen")
    if not _is_alive(world, session) or seen is None:
        session.attempt = None
        return papers
    for question in seen["questions"]:
        world.tell(f"{session.who} was asked: {question[:250]}")
    if session.screen == "ExportScreen":
        world.tell(f"{session.who} is still on the export screen: {_shown(session)} | {seen['said'][:200]}")
        need_none = not papers
        world.judge.need(need_none, "status", f"{session.who} wrote {papers[:1]}, and the screen does not say so")
        return papers
    says = " ".join(str(seen["said"]).split())
    for paper in papers:
        world.judge.need(
            paper.path.name[-20:-5] in says.replace(" ", ""), "report-true", f"{paper} is not named: {says}"
        )
    session.do("back")
    session.attempt = None
    return papers


def leave(world: World, session: Session) -> None:
    """Close a session in order."""
    world.tell(f"{session.who} closes the program")
    session.do("leave")
    outcome = session.process.wait()
    is_well = outcome.status == 0 and "Traceback" not in outcome.stderr
    world.judge.need(is_well, "crash", f"{session.who} ended with {outcome.status}: {outcome.stderr[-1500:]}")
    session.sees = None


def _is_alive(world: World, session: Session) -> bool:
    if session.sees is not None:
        return True
    if not session.process.has_ended() or session.process.status != -signal.SIGKILL:
        outcome = session.process.wait()
        is_well = outcome.status in {0, -signal.SIGKILL}
        world.judge.need(is_well, "crash", f"{session.who} ended with {outcome.status}: {outcome.stderr[-1500:]}")
    return False


def kill(session: Session) -> None:
    """End a session whose round is over."""
    session.socket.close()
    session.process.send(signal.SIGKILL)
    session.process.wait()


def may_open(world: World) -> list[list[Path]]:
    """What people open: a file of the ASP or a folder, and now and then a file that was written."""
    returns = [[paper.path] for paper in world.here if paper.origin is Origin.ASP]
    written = [[paper.path] for paper in world.here if paper.origin is Origin.PROGRAM]
    return [*returns * 3, *written, [world.returns], [world.root]]
