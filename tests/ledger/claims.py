"""The ledger: what is claimed already when a line is written, from the rules of format.md §5 and §6 alone."""

from __future__ import annotations

from collections.abc import Iterator

from tests.ledger.papers import Answer, Demande, Line, Origin, Paper, keys_of, name_of
from tests.ledger.world import Attempt, World

_UNSURE = {Answer.EXISTS, Answer.UNSURE}


def check_claims(world: World, paper: Paper, attempt: Attempt) -> None:
    """Hold the lines of a new file against all that was written and answered before it."""
    known = world.known(attempt)
    for index, line in enumerate(paper.lines):
        source = paper.sources[index] if index < len(paper.sources) else None
        is_asked = source is not None and attempt.asks_for(*source)
        if is_asked:
            paper.asked.add(index)
        for rule, words in against(world, paper, line, known):
            if is_asked and rule != "double-accepted":
                world.count("sent again on purpose")
                continue
            world.count("double claims")
            world.judge.broke(rule, f"{attempt.who} wrote {line.demande} in {paper}: {words}")
            break
        if source is not None and not is_asked:
            _check_version(world, source, line, known, f"{attempt.who} wrote {line.demande} in {paper}")


def against(world: World, paper: Paper, line: Line, known: set[Paper]) -> Iterator[tuple[str, str]]:
    """Yield what speaks against writing a line: the rule that it breaks, and where the other claim is."""
    for other in world.papers:
        if other.serial >= paper.serial or other.supplier.ans != paper.supplier.ans or other.is_withdrawn:
            continue
        for index, claimed in enumerate(other.lines):
            if not line.keys & claimed.keys:
                continue
            if other.origin is Origin.PROGRAM:
                is_reported = other.answer in known or _is_answered_later(claimed.demande, other, known)
                if not is_reported and other.reported_answer(index) is not Answer.REFUSED:
                    yield "double-exported", f"{other} has it, and no known return answers"
            elif other in known and claimed.answer is Answer.ACCEPTED:
                yield "double-accepted", f"{other} shows it accepted"
            elif claimed.answer in _UNSURE and other is newest_return(world, line.demande, known):
                yield "double-unsure", f"{other} says « {claimed.tree['libelleTraitement']} »"


def _is_answered_later(demande: Demande, other: Paper, known: set[Paper]) -> bool:
    """Tell whether a known return of a later file than another answers a demande: it was sent again on purpose."""
    return any(
        (paper.day, paper.number) > (other.day, other.number)
        and any(line.demande is demande for line in paper.lines)
        for paper in known
        if paper.origin is Origin.ASP and paper.supplier == other.supplier
    )


def newest_return(world: World, demande: Demande, known: set[Paper]) -> Paper | None:
    """The known return of the latest deposit that speaks of a demande."""
    newest: Paper | None = None
    for paper, _ in world.versions(demande):
        if paper.origin is Origin.ASP and paper in known and (newest is None or paper.is_later_than(newest)):
            newest = paper
    return newest


def _check_version(world: World, source: tuple[Paper, int], line: Line, known: set[Paper], who: str) -> None:
    newest = newest_return(world, line.demande, known)
    if newest is None or not newest.is_later_than(source[0]):
        return
    if name_of(newest.path.name) is None or name_of(source[0].path.name) is None:
        world.count("versions that no name tells apart")
        return
    world.judge.broke("older", f"{who} from {source[0]}, but {newest} is later")


def live_claims(world: World, line: Line, supplier_ans: str) -> list[Paper]:
    """The files in which a claim of a line's numbers stands: accepted, or written and not refused since."""
    found = []
    for paper in world.papers:
        if paper.supplier.ans != supplier_ans or paper.is_withdrawn:
            continue
        for index, claimed in enumerate(paper.lines):
            if not line.keys & claimed.keys:
                continue
            answer = paper.reported_answer(index)
            if answer is Answer.ACCEPTED or (paper.origin is Origin.PROGRAM and answer is not Answer.REFUSED):
                found.append(paper)
    return found


def exports(world: World, line: Line, supplier_ans: str) -> Iterator[Paper]:
    """Yield the files that the program wrote with one of a line's numbers, but for withdrawn ones."""
    for paper in world.papers:
        is_written = (
            paper.origin is Origin.PROGRAM and paper.supplier.ans == supplier_ans and not paper.is_withdrawn
        )
        if is_written and any(line.keys & each.keys for each in paper.lines):
            yield paper


def accepted_keys(world: World, ans: str) -> frozenset[str]:
    """The numbers that the ASP has accepted for an ANS number, whoever knows of it."""
    return frozenset(
        key
        for paper in world.papers
        if paper.supplier.ans == ans
        for index, line in enumerate(paper.lines)
        if paper.reported_answer(index) is Answer.ACCEPTED
        for key in keys_of(line.tree)
    )
