"""Exports of the command line: started, waited for, and what must hold of their reports and statuses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from tests.ledger.claims import check_claims
from tests.ledger.papers import Answer, Paper
from tests.ledger.processes import Hang, Mishap, Outcome, Process, run_program
from tests.ledger.reports import check_reasons, check_report
from tests.ledger.world import Attempt, World
from tests.ledger.written import Reported, taken_in

_INTERRUPTED = 130
_UNCHOSEN = "pas de celles qui ont été choisies"
"""Said of a line that `--lines` does not name: it waits for nobody."""
_HELD = {"not-a-demande", "errors", "to-verify", "exists", "documents"}
"""Obstacles of chosen lines that end an export with 1 where nothing is written."""


@dataclass(frozen=True)
class Wish:
    """What a person asks of `export`."""

    given: tuple[Path, ...]
    lines: str | None = None
    positions: tuple[int, ...] = ()
    """Lines from 1, of the one file given."""
    fix: bool = True
    leave_out: bool = True
    again: bool = False
    without_record: bool = False
    output: Path | None = None
    day: date | None = None
    dry_run: bool = False

    @property
    def arguments(self) -> list[str]:
        """The words of the command."""
        chosen = ",".join(map(str, self.positions)) or self.lines
        words = ["export", *map(str, self.given), "--format", "json"]
        words += ["--lines", chosen] if chosen else []
        words += ["--output", str(self.output)] if self.output else []
        words += ["--date", self.day.isoformat()] if self.day else []
        flags = {
            "--fix": self.fix,
            "--leave-out-errors": self.leave_out,
            "--again": self.again,
            "--without-record": self.without_record,
            "--dry-run": self.dry_run,
        }
        return words + [flag for flag, is_set in flags.items() if is_set]


@dataclass(eq=False)
class Running:
    """An export that was started."""

    wish: Wish
    attempt: Attempt
    process: Process
    mishap: Mishap | None = None
    outcome: Outcome | None = None

    @property
    def report(self) -> Any:
        return self.outcome.report if self.outcome else None


def started(world: World, wish: Wish, mishap: Mishap | None = None) -> Running:
    """Start an export in a process of its own."""
    sources = world.under(wish.given)
    first = sources[0].path.parent if sources else world.output
    attempt = Attempt(
        "the shell",
        sources,
        wish.output or first,
        world.at_hand(wish.given),
        {(sources[0], position - 1) for position in wish.positions} if wish.positions else set(),
        asks_all=wish.again or wish.without_record,
        fixes=wish.fix,
        day=wish.day,
        is_recorded=not wish.without_record,
        is_killed=mishap is not None,
    )
    words = f"$ segur-tui {' '.join(wish.arguments)}"
    world.tell(f"{words}  [{mishap}]" if mishap else words)
    process = Process(world.streams, lambda: run_program(wish.arguments, world.clock, mishap), world.environment)
    return Running(wish, attempt, process, mishap)


def finished(world: World, runs: Sequence[Running], *, is_troubled: bool = False) -> list[Paper]:
    """Wait for exports that run together, take in what they wrote, and hold them to the rules.

    `is_troubled`: the record could not be reached; what was read may not be remembered.
    """
    for run in runs:
        try:
            run.outcome = run.process.wait()
        except Hang as hang:
            world.judge.broke("crash", f"{run.attempt.who}: {hang}")
            run.outcome = Outcome(70, "", "")
        _tell_end(world, run)
    papers = took_in(world, {run.attempt: _reported(run) for run in runs})
    for run in runs:
        _check_status(world, run, papers)
        if run.report is not None:
            check_report(world, run.attempt, run.wish, run.report, papers)
            if len(runs) == 1 and not is_troubled:
                check_reasons(world, run.attempt, run.wish, run.report)
        if run.outcome is not None and run.outcome.status in {0, 1} and not (run.wish.dry_run or is_troubled):
            for paper in run.attempt.sources:
                paper.is_seen = True
        world.count("exports")
        world.count("exports cut by a signal", int(run.mishap is not None))
    return papers


def took_in(world: World, reported: dict[Attempt, Reported]) -> list[Paper]:
    """Take in the files that are new, each from who reports it, else from who was killed."""
    papers = []
    for path in world.new_files():
        makers = [attempt for attempt, lines in reported.items() if str(path) in lines]
        unsaid = [attempt for attempt in reported if attempt.is_killed] or list(reported)
        attempt = (makers or unsaid)[0]
        paper = taken_in(world, path, attempt, reported[attempt])
        if paper is None:
            world.tell(f"{path} is no file to deposit")
            continue
        goes = ", ".join(line.demande.editor for line in paper.lines)
        world.tell(f"{attempt.who} wrote {paper}: {goes}")
        check_claims(world, paper, attempt)
        world.papers.append(paper)
        world.count("files written")
        world.count("lines written", len(paper.lines))
        papers.append(paper)
    _check_sources(world)
    return papers


def _check_sources(world: World) -> None:
    for paper in world.papers:
        is_kept = paper.path.exists() and paper.path.read_bytes() == paper.content
        world.judge.need(is_kept, "source-kept", f"{paper} is not as it was")


def _reported(run: Running) -> Reported:
    if run.report is None or run.wish.dry_run:
        return {}
    return {each["path"]: each["lines"] for each in run.report["written"]}


def _tell_end(world: World, run: Running) -> None:
    assert run.outcome is not None
    said = " / ".join(run.outcome.stderr.replace("\N{NO-BREAK SPACE}", " ").splitlines())[:300]
    left = ""
    if run.report is not None and run.report["left_out"]:
        reasons = [
            f"{each['numeroEditeur']} ({each.get('obstacle') or '; '.join(each['reasons'])[:60]})"
            for each in run.report["left_out"]
        ]
        left = f"; stay: {', '.join(reasons)}"
    world.tell(f"  → {run.outcome.status}{left}{'; said: ' + said if said else ''}")


def _check_status(world: World, run: Running, papers: Sequence[Paper]) -> None:
    assert run.outcome is not None
    need, outcome = world.judge.need, run.outcome
    mine = [paper for paper in papers if str(paper.path) in _reported(run)]
    need("Traceback" not in outcome.stderr, "crash", outcome.stderr[-1500:])
    allowed = {0, 1, 2}
    if run.mishap is not None:
        number = run.mishap.number
        allowed |= {_INTERRUPTED, -number, 128 + number}
    need(outcome.status in allowed, "crash", f"status {outcome.status}: {outcome.stderr[-300:]}")
    if run.mishap is None:
        is_one = outcome.status == 0 or not mine
        need(is_one, "status", f"{outcome.status}, though {[str(paper) for paper in mine]} was written")
        _check_nothing(world, run)
    elif len(papers) and "rien n'est écrit" in outcome.stderr:
        world.judge.broke("interrupted", f"said that nothing is written, but {papers[0]} is")


def _check_nothing(world: World, run: Running) -> None:
    """Hold the status of an export that wrote nothing to what is left (design.md §1)."""
    assert run.outcome is not None
    if run.report is None or run.report["written"] or run.outcome.status == 2:
        return
    lines = (left for left in run.report["left_out"] if left.get("obstacle") in _HELD)
    held = [left for left in lines if not any(_UNCHOSEN in reason for reason in left["reasons"])]
    status = 1 if held else 0
    words = f"{run.outcome.status}, though {len(held)} lines are held to be corrected or decided"
    world.judge.need(run.outcome.status == status, "nothing-to-do", words)


def planned(world: World, wish: Wish) -> Running:
    """Ask what an export would do, and see that it leaves nothing."""
    run = started(world, replace(wish, dry_run=True))
    papers = finished(world, [run])
    world.judge.need(not papers, "dry-run", f"a dry run wrote {papers}")
    return run


def check_as_reported(world: World, foretold: Running, run: Running) -> None:
    """Hold a real run to what the dry run before it told."""
    if foretold.report is None or run.report is None:
        return
    first, then = ([(each["path"], each["lines"]) for each in one.report["written"]] for one in (foretold, run))
    world.judge.need(first == then, "dry-run", f"reported {first}, wrote {then}")
    assert foretold.outcome is not None
    assert run.outcome is not None
    statuses = (foretold.outcome.status, run.outcome.status)
    world.judge.need(statuses[0] == statuses[1], "dry-run", f"statuses {statuses}")


def refused_lines(paper: Paper) -> list[int]:
    """The lines of a return that the ASP refused, from 1."""
    return [position for position, line in enumerate(paper.lines, 1) if line.answer is Answer.REFUSED]
