"""The end of a round: all is exported that can be, and nobody has been forgotten."""

from __future__ import annotations

from typing import Any

from tests.ledger.claims import accepted_keys, live_claims
from tests.ledger.papers import Answer, Demande, Origin, Paper
from tests.ledger.processes import Process, run_program
from tests.ledger.reports import left_wrong
from tests.ledger.shell import Running, Wish, finished, started
from tests.ledger.world import World


def end(world: World) -> None:
    """Export the whole folder once more, and see what is left."""
    world.tell("the end of the round: all that can go goes")
    wish = Wish((world.root,), output=world.output)
    runs = [started(world, wish)]
    finished(world, runs)
    _check_recorded(world)
    left = world.hidden_files()
    world.judge.need(not left or world.is_killed, "partial", f"left beside: {left}")
    for demande in world.demandes:
        _check_not_forgotten(world, demande, runs)
    _check_open(world)


def _check_recorded(world: World) -> None:
    recorded = world.recorded()
    for paper in world.papers:
        if paper.origin is Origin.PROGRAM and paper.is_recorded:
            is_there = paper.written_as in recorded
            world.judge.need(is_there, "unrecorded", f"{paper.written_as} is not among {len(recorded)}")


def newest(world: World, demande: Demande) -> tuple[Paper, int] | None:
    """The last return that speaks of a demande, whoever knows of it."""
    found = [(paper, index) for paper, index in world.versions(demande) if paper.origin is Origin.ASP]
    return found[-1] if found else None


def _check_not_forgotten(world: World, demande: Demande, runs: list[Running]) -> None:
    last = newest(world, demande)
    if last is None or last[0].has_gone or last[0].lines[last[1]].answer is not Answer.REFUSED:
        return
    paper, index = last
    line = paper.lines[index]
    if live_claims(world, line, demande.supplier.ans) or line.keys & accepted_keys(world, demande.supplier.ans):
        return  # it went, or its number is held
    held = left_wrong(line, Wish(()))
    if held:
        return  # the report of the last export says so: that is another rule
    world.judge.broke("forgotten", f"{demande}, refused in {paper}, went nowhere: {_left(runs, paper, index)}")


def _left(runs: list[Running], paper: Paper, index: int) -> Any:
    for run in runs:
        for left in (run.report or {}).get("left_out", ()):
            if (left["source"], left["line"]) == (str(paper.path), index + 1):
                return left
    return "no word of it"


def _check_open(world: World) -> None:
    process = Process(
        world.streams,
        lambda: run_program(["history", "--open", "--format", "json"], world.clock),
        world.environment,
    )
    outcome = process.wait()
    report = outcome.report
    world.judge.need(report is not None, "crash", f"history --open: {outcome.status} {outcome.stderr[-300:]}")
    if report is None:
        return
    listed = {(each["numeroAns"], each["numeroEditeur"], each["numeroASP"]) for each in report["passages"]}
    for demande in world.demandes:
        last = newest(world, demande)
        if last is None or not last[0].is_seen:
            continue
        line = last[0].lines[last[1]]
        if line.keys != demande_keys(demande) or line.answer not in {Answer.REFUSED, Answer.ACCEPTED}:
            continue
        later = [
            paper
            for paper, _ in world.versions(demande)
            if paper.origin is Origin.PROGRAM
            and not paper.is_withdrawn
            # Written since, or before, under a later number: asked for twice, it was not answered the second time.
            and (paper.serial > last[0].serial or (paper.day, paper.number) > (last[0].day, last[0].number))
        ]
        is_open = line.answer is Answer.REFUSED and not later
        is_listed = (demande.supplier.ans, demande.editor, demande.dossier) in listed
        if any(paper.reported_answer(at) is Answer.ACCEPTED for paper, at in world.versions(demande)) and is_open:
            continue
        words = "is left alone and not listed" if is_open else "is listed, though it went on"
        world.judge.need(is_open == is_listed, "open", f"{demande} of {last[0]} {words}")


def demande_keys(demande: Demande) -> frozenset[str]:
    """The two numbers of a demande as they should be."""
    from tests.ledger.papers import keys_of

    return keys_of(demande.right)
