"""What may happen in a round, one step a function; each is drawn as often as it weighs."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from tests.ledger.asp import free_path, reported, return_of
from tests.ledger.papers import Answer, Line, Origin, Paper, line_tree, proper_name
from tests.ledger.processes import Mishap
from tests.ledger.record import damaged, held
from tests.ledger.sessions import Session, act, kill, leave, may_open, open_session
from tests.ledger.shell import Wish, check_as_reported, finished, planned, refused_lines, started
from tests.ledger.world import World

_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL)


class Play:
    """One round under way."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.last: Wish | None = None
        self.sessions: list[Session] = []

    def step(self) -> None:
        """Let something happen."""
        names, weights = zip(*_STEPS, strict=True)
        step: Callable[[Play], None] = self.world.chance.choices(names, weights)[0]
        step(self)
        self.world.pass_time()

    # The command line

    def _wish(self) -> Wish:
        world, chance = self.world, self.world.chance
        files = [paper for paper in world.here if paper.path.suffix.lower() == ".json"]
        drawn = chance.random()
        given: tuple[Path, ...]
        if drawn < 0.35:
            given = (world.returns,)
        elif drawn < 0.6 or not files:
            given = (world.root,)
        else:
            mine = chance.choice(files).supplier
            same = [paper for paper in files if paper.supplier == mine]
            given = tuple(paper.path for paper in chance.sample(same, min(len(same), chance.choice((1, 1, 1, 2)))))
        wish = Wish(
            given,
            lines=chance.choice((None, None, None, "rejected", "all")),
            fix=chance.random() < 0.85,
            leave_out=chance.random() < 0.8,
            output=world.output if chance.random() < 0.8 else None,
            day=world.clock.today if chance.random() < 0.1 else None,
        )
        if len(given) == 1 and given[0].is_file() and chance.random() < 0.15:
            (paper,) = world.under(given)
            lines = refused_lines(paper) or [1]
            return replace(wish, lines=None, positions=tuple(sorted(chance.sample(lines, 1))))
        return wish

    def export(self) -> None:
        """Export from the shell; now and then ask before what it would do."""
        wish, is_asked = self._wish(), self.world.chance.random() < 0.15
        foretold = planned(self.world, wish) if is_asked else None
        run = started(self.world, wish)
        finished(self.world, [run])
        if foretold is not None:
            check_as_reported(self.world, foretold, run)
        self.last = wish

    def export_again(self) -> None:
        """Give the same command once more, by mistake."""
        if self.last is None or not all(path.exists() for path in self.last.given):
            return
        finished(self.world, [started(self.world, replace(self.last, positions=()))])

    def export_together(self) -> None:
        """Export two or three times at the same moment."""
        count = self.world.chance.choice((2, 2, 3))
        first = self._wish()
        wishes = [first if self.world.chance.random() < 0.6 else self._wish() for _ in range(count)]
        self.world.count("exports at once", count)
        finished(self.world, [started(self.world, wish) for wish in wishes])

    def export_cut(self) -> None:
        """Export, and get a signal while the file gets its name."""
        chance = self.world.chance
        mishap = Mishap(chance.choice(_SIGNALS), chance.choice((1, 2, 2, 3, 4)), chance.random() < 0.5)
        self.world.is_killed |= mishap.number is signal.SIGKILL
        wish = self._wish()
        foretold = planned(self.world, wish)
        papers = finished(self.world, [started(self.world, wish, mishap)])
        self.world.count("signals")
        wanted = len(foretold.report["written"]) if foretold.report is not None else 0
        if mishap.number is not signal.SIGKILL and papers:
            words = f"{len(papers)} of {wanted} files stand after {mishap}"
            self.world.judge.need(len(papers) == wanted, "all-or-none", words)

    def export_while_occupied(self) -> None:
        """Export while another program holds the record for a moment; at times midnight passes meanwhile."""
        world, chance = self.world, self.world.chance
        if not world.databases():
            return
        seconds, is_midnight = chance.choice((0.15, 0.3, 0.6, 1.2)), chance.random() < 0.3
        wish = self._wish()
        if is_midnight:
            night = world.clock.now.replace(hour=23, minute=59, second=45)
            world.clock.set(max(night, world.clock.now))
        world.count("locks")
        with held(world, chance.choice(("IMMEDIATE", "EXCLUSIVE"))):
            world.tell(f"another program holds the record for {seconds} s")
            run = started(world, wish)
            time.sleep(seconds)
            if is_midnight:
                world.clock.set(world.clock.now + timedelta(seconds=30))
                world.count("midnights")
        finished(world, [run])

    def export_with_a_damaged_record(self) -> None:
        """Export while the record cannot be read."""
        world = self.world
        if not world.databases():
            return
        world.count("damaged records")
        with damaged(world):
            run = started(world, self._wish())
            papers = finished(world, [run], is_troubled=True)
        for paper in papers:
            paper.asked.update(range(len(paper.lines)))
        assert run.outcome is not None
        is_refused = not papers and run.outcome.status in {1, 2}
        world.judge.need(is_refused, "unknown", f"{run.outcome.status}, and {list(map(str, papers))} was written")

    # The interface

    def person(self) -> None:
        """Let someone go on in the interface, or open it; two sessions may be open."""
        world, chance = self.world, self.world.chance
        self.sessions = [each for each in self.sessions if each.screen]
        if len(self.sessions) < 2 and (not self.sessions or chance.random() < 0.3):
            taken = {each.who for each in self.sessions}
            who = "session A" if "session A" not in taken else "session B"
            self.sessions.append(open_session(world, chance.choice(may_open(world)), who))
            return
        session = chance.choice(self.sessions)
        for _ in range(chance.choice((1, 1, 2, 3))):
            if session.screen:
                act(world, session)

    def close(self) -> None:
        """End what is still open."""
        for session in self.sessions:
            if session.screen:
                leave(self.world, session)

    def kill(self) -> None:
        """End all processes, whatever they do."""
        for session in self.sessions:
            kill(session)

    # The ASP

    def deposit(self) -> None:
        """Deposit a file that was written; people move it away, rename it, or leave it there."""
        world, chance = self.world, self.world.chance
        waiting = [each for each in world.papers if _is_to_deposit(each)]
        if not waiting:
            return
        paper = chance.choice(waiting)
        paper.is_deposited = True
        world.count("deposits")
        world.tell(f"{paper} is deposited")
        self._tidy(paper, 0.45)

    def answer(self) -> None:
        """Let the return of a deposited file arrive."""
        world, chance = self.world, self.world.chance
        waiting = [
            each
            for each in world.papers
            if each.origin is Origin.PROGRAM and each.is_deposited and each.answer is None
        ]
        if not waiting:
            self.deposit()
            return
        return_of(world, chance.choice(waiting), chance.choice((world.returns, world.returns, world.output)))

    def accept_elsewhere(self) -> None:
        """Let a return arrive of a file that was made by other means: a refused demande is accepted in it."""
        world, chance = self.world, self.world.chance
        refused = [each for each in world.demandes if self._is_left_refused(each)]
        if not refused:
            return
        demande = chance.choice(refused)
        day = world.clock.today - timedelta(days=1)
        mine = [each.number for each in world.papers if each.supplier == demande.supplier and each.day == day]
        number = max(mine, default=0) + 1
        line = Line(demande, line_tree(demande.right, 1, "0000", "Demande acceptée"), Answer.ACCEPTED)
        path = free_path(world, world.returns, proper_name(demande.supplier.ans, day, number))
        paper = world.file(Origin.ASP, demande.supplier, [line], path, day, number)
        world.count("returns")
        world.tell(f"{paper} arrives, of a file made elsewhere: {reported(paper)}")

    def _is_left_refused(self, demande: object) -> bool:
        versions = [each for each in self.world.papers if any(line.demande is demande for line in each.lines)]
        if any(paper.origin is Origin.PROGRAM for paper in versions):
            return False
        return all(
            line.answer is Answer.REFUSED
            for paper in versions
            if paper.origin is Origin.ASP
            for line in paper.lines
            if line.demande is demande
        )

    # People and time

    def tidy(self) -> None:
        """Move or rename a file."""
        if self.world.here:
            self._tidy(self.world.chance.choice(self.world.here), 0.3)

    def _tidy(self, paper: Paper, away: float) -> None:
        world, chance = self.world, self.world.chance
        drawn = chance.random()
        if drawn < away:
            world.move(paper, world.archive / f"{paper.serial}-{paper.path.name}")
            world.tell(f"it is moved away: {paper}" if paper.is_deposited else f"{paper} is moved away")
        elif drawn < away + 0.25:
            stem = paper.path.stem
            name = chance.choice((f"{stem} (1).json", f"Copie de {stem}.json", f"{stem}_FichierRetour.json"))
            if not (paper.path.parent / name).exists():
                world.tell(f"{paper} is renamed {name}")
                world.move(paper, paper.path.parent / name)

    def sleep(self) -> None:
        """Come back the next morning."""
        night = self.world.clock.now + timedelta(days=1)
        self.world.clock.set(night.replace(hour=9, minute=0))
        self.world.count("midnights")


def _is_to_deposit(paper: Paper) -> bool:
    return paper.origin is Origin.PROGRAM and not paper.is_deposited and not paper.is_withdrawn


_STEPS: tuple[tuple[Callable[[Play], None], int], ...] = (
    (Play.person, 30),
    (Play.export, 22),
    (Play.export_again, 8),
    (Play.export_together, 6),
    (Play.export_cut, 8),
    (Play.export_while_occupied, 4),
    (Play.export_with_a_damaged_record, 2),
    (Play.deposit, 18),
    (Play.answer, 22),
    (Play.accept_elsewhere, 4),
    (Play.tidy, 8),
    (Play.sleep, 5),
)
