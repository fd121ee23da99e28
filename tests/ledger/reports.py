"""What must hold of the JSON report of `export` (design.md §1)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from tests.ledger.claims import accepted_keys, exports
from tests.ledger.faults import is_fixed_by_program
from tests.ledger.papers import Answer, Line, Paper
from tests.ledger.world import Attempt, World

if TYPE_CHECKING:
    from tests.ledger.shell import Wish

OBSTACLES = [
    "not-a-demande",
    "avance",
    "other-format",
    "accepted",
    "to-verify",
    "exists",
    "exported",
    "older",
    "pending",
    "not-chosen",
    "errors",
    "documents",
]


def check_report(world: World, attempt: Attempt, wish: Wish, report: Any, papers: Sequence[Paper]) -> None:
    """Hold a report against the files on the disk and the lines of the sources."""
    need = world.judge.need
    if not wish.dry_run:
        by_path = {str(paper.path): paper for paper in papers}
        for each in report["written"]:
            paper = by_path.get(each["path"])
            need(paper is not None, "report-true", f"{each['path']} is reported, and not there")
            if paper is not None:
                said = [(line["numeroEditeur"], line["numLigne"]) for line in each["lines"]]
                got = [(line.tree["numeroEditeur"], line.tree["numLigne"]) for line in paper.lines]
                need(said == got, "report-true", f"{paper} holds {got}, reported are {said}")
        if not attempt.is_killed:
            reported = {each["path"] for each in report["written"]}
            unreported = [paper for paper in papers if str(paper.path) not in reported]
            world.count("files written by another meanwhile", len(unreported))
    _check_accounts(world, attempt, report, papers)


def _check_accounts(world: World, attempt: Attempt, report: Any, written: Sequence[Paper]) -> None:
    going = [(line["source"], line["line"]) for each in report["written"] for line in each["lines"]]
    staying = [(line["source"], line["line"]) for line in report["left_out"]]
    times = Counter(going + staying)
    by_path = {str(paper.path): paper for paper in attempt.sources}
    need = world.judge.need
    accepted = report.get("accepted", {})
    for paper in attempt.sources:
        named = 0
        for position, line in enumerate(paper.lines, 1):
            count = times[(str(paper.path), position)]
            is_silent = line.answer is Answer.ACCEPTED and count == 0
            named += is_silent
            need(count == 1 or is_silent, "accounted", f"{paper} line {position}: in {count} lists of the report")
        need(accepted.get(str(paper.path), 0) == named, "accounted", f"{paper}: {accepted}, not {named} accepted")
    # An export that was planned again takes up what another has written since.
    own = {each["path"] for each in report["written"]}
    meanwhile = {str(paper.path) for paper in written} - own
    strangers = [place for place in times if place[0] not in by_path.keys() | meanwhile]
    need(not strangers, "report-true", f"reported, but no source: {strangers[:3]}")


def check_reasons(world: World, attempt: Attempt, wish: Wish, report: Any) -> None:
    """Hold each line that stays to its reason, as the ledger knows it."""
    need = world.judge.need
    by_path = {str(paper.path): paper for paper in attempt.sources}
    # One line in error keeps the others back, unless it is left aside.
    is_stopped = not (wish.leave_out or report["written"]) and any(
        left_wrong(by_path[left["source"]].lines[left["line"] - 1], wish)
        for left in report["left_out"]
        if left.get("obstacle") == "errors" and left["source"] in by_path
    )
    for left in report["left_out"]:
        paper = by_path.get(left["source"])
        if paper is None or left["line"] > len(paper.lines):
            continue
        line, obstacle = paper.lines[left["line"] - 1], left.get("obstacle")
        is_one = obstacle in OBSTACLES and bool(left["reasons"])
        need(is_one, "reasons", f"{paper} line {left['line']}: {obstacle} {left['reasons']}")
        if obstacle in OBSTACLES:
            is_so = _is_so(world, attempt, wish, paper, line, obstacle) or (obstacle == "errors" and is_stopped)
            need(
                is_so,
                "reasons",
                f"{paper} line {left['line']} ({line.demande}) stays as {obstacle}: {left['reasons']}",
            )


def _is_so(world: World, attempt: Attempt, wish: Wish, paper: Paper, line: Line, obstacle: str) -> bool:  # noqa: PLR0913, PLR0917 (what is said, of what, to whom)
    ans, known = paper.supplier.ans, world.known(attempt)
    reasons: dict[str, Callable[[], bool]] = {
        "accepted": lambda: line.answer is Answer.ACCEPTED or bool(line.keys & accepted_keys(world, ans)),
        "to-verify": lambda: line.answer is Answer.UNSURE,
        "exists": lambda: line.answer is Answer.EXISTS,
        "exported": lambda: any(each.answer not in known for each in exports(world, line, ans)),
        "older": lambda: _is_borne_later(world, paper, line),
        "pending": lambda: line.answer is Answer.NONE,
        "not-chosen": lambda: wish.lines is not None or bool(wish.positions),
        "errors": lambda: bool(left_wrong(line, wish)) or _shares_number(attempt, line),
    }
    return obstacle in reasons and reasons[obstacle]()


def _is_borne_later(world: World, paper: Paper, line: Line) -> bool:
    """Tell whether a later file has the demande of a line, or another one with a number of it."""
    return any(
        later.is_later_than(paper)
        and any(each.demande == line.demande or each.keys & line.keys for each in later.lines)
        for later in world.papers
        if later.supplier.ans == paper.supplier.ans
    )


def _shares_number(attempt: Attempt, line: Line) -> bool:
    """Tell whether another line of the sources has a number of a line: one of the two is misnumbered."""
    others = (other for paper in attempt.sources for other in paper.lines if other is not line)
    return any(other.demande != line.demande and other.keys & line.keys for other in others)


def left_wrong(line: Line, wish: Wish) -> set[str]:
    """The balises that are wrong once the program has fixed what it may."""
    return {name for name in line.wrong if not (wish.fix and is_fixed_by_program(name, line.tree.get(name)))}
