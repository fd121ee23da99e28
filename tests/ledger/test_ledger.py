from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from tests.ledger.papers import (
    Answer,
    Demande,
    Line,
    Origin,
    Paper,
    Supplier,
    file_tree,
    line_tree,
    right_balises,
    written,
)
from tests.ledger.rules import RULES, Broken, Judge
from tests.ledger.shell import took_in
from tests.ledger.world import Attempt, World
from tests.samples import ROOT

SUPPLIER = Supplier("LGCTEST001", "73282932000074")
ANSWERS = (Answer.ACCEPTED, Answer.REFUSED, Answer.EXISTS)


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path, Random(1), Judge(list(RULES)))  # noqa: S311 (what is drawn is a story)


def returned(world: World, *answers: Answer, number: int = 1, demandes: list[Demande] | None = None) -> Paper:
    """Let a return lie there, of a file of so many demandes."""
    first = len(world.demandes) + 1
    mine = demandes or [Demande(SUPPLIER, right_balises(first + index)) for index in range(len(answers))]
    world.demandes += [each for each in mine if each not in world.demandes]
    lines = [
        Line(each, line_tree(each.right, position, "1", "Demande existante"), answer)
        for position, (each, answer) in enumerate(zip(mine, answers, strict=True), 1)
    ]
    day = world.clock.today.replace(month=10)
    name = f"JSON-{SUPPLIER.ans}-{day:%Y%m%d}-{number:03d}.json"
    return world.file(Origin.ASP, SUPPLIER, lines, world.returns / name, day, number)


def writes(
    world: World, paper: Paper, *lines: int, number: int = 1, day: str = "20261124", tail: str = ""
) -> list[Paper]:
    """Let the program write lines of a file, from 1, and take that in; raises Broken."""
    trees = [line_tree(paper.lines[line - 1].tree, at) for at, line in enumerate(lines, 1)]
    path = world.output / f"JSON-{SUPPLIER.ans}-{day}-{number:03d}.json"
    path.write_bytes(written(file_tree(SUPPLIER, trees)) + tail.encode())
    attempt = Attempt("somebody", [paper], world.output, world.at_hand([world.root]))
    reported = {str(path): [{"source": str(paper.path), "line": line} for line in lines]}
    return took_in(world, {attempt: reported})


def test_a_refused_line_is_written_once(world: World) -> None:
    source = returned(world, *ANSWERS)
    (paper,) = writes(world, source, 2)
    assert [line.demande for line in paper.lines] == [world.demandes[1]]
    world.clock.set(world.clock.now.replace(day=25))
    with pytest.raises(Broken, match="double-exported"):
        writes(world, source, 2, day="20261125")


def test_withdrawn_it_may_be_written_again(world: World) -> None:
    source = returned(world, *ANSWERS)
    (paper,) = writes(world, source, 2)
    paper.is_withdrawn = True
    assert writes(world, source, 2, number=2)


def test_refused_again_it_is_written_from_the_later_return(world: World) -> None:
    source = returned(world, Answer.REFUSED)
    writes(world, source, 1)
    later = returned(world, Answer.REFUSED, number=2, demandes=world.demandes)
    later.answers, world.papers[1].answer = world.papers[1], later
    assert writes(world, later, 1, number=2)
    world.papers[-1].is_withdrawn = True
    with pytest.raises(Broken, match="older"):
        writes(world, source, 1, number=3)


def test_of_two_returns_that_of_the_later_deposit_is_the_later(world: World) -> None:
    first = returned(world, Answer.REFUSED)
    of_second, of_first = (returned(world, Answer.REFUSED, number=n, demandes=world.demandes) for n in (3, 2))
    assert of_first.serial > of_second.serial > first.serial
    (paper,) = writes(world, of_second, 1)
    paper.is_withdrawn = True
    with pytest.raises(Broken, match="older"):
        writes(world, of_first, 1, number=2)


def other_number(world: World, source: Paper) -> None:
    writes(world, source, 2, number=2)


def same_number(world: World, source: Paper) -> None:
    (paper,) = writes(world, source, 2)
    world.move(paper, world.archive / paper.path.name)
    paper.is_withdrawn = True
    paper.path.touch()
    paper.content = b""
    writes(world, source, 2)


def another_value(world: World, source: Paper) -> None:
    """Write a line whose date is neither its source's nor the right one."""
    copied = Paper(
        **{
            **vars(source),
            "lines": [replace(line, tree=line.tree | {"dateFacture": "02/02/2023"}) for line in source.lines],
        }
    )
    writes(world, copied, 2)


@pytest.mark.parametrize(
    ("rule", "deed"),
    [
        ("double-accepted", lambda world, source: writes(world, source, 1)),
        ("double-unsure", lambda world, source: writes(world, source, 3)),
        ("number-skipped", other_number),
        ("number-twice", same_number),
        ("content", another_value),
        ("day", lambda world, source: writes(world, source, 2, day="20261123")),
        ("partial", lambda world, source: writes(world, source, 2, tail="{")),
        ("source-kept", lambda world, source: (source.path.write_bytes(b"{}"), writes(world, source, 2))),
    ],
)
def test_each_rule_can_be_broken(world: World, rule: str, deed: Callable[[World, Paper], object]) -> None:
    source = returned(world, *ANSWERS)
    with pytest.raises(Broken) as broken:
        deed(world, source)
    assert broken.value.rule == rule


def test_a_short_run_finds_nothing() -> None:
    command = [sys.executable, "-m", "tests.ledger", "--rounds", "10", "--seed", "4"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    counts = {what: int(count) for count, what in re.findall(r"(\d+) ([a-z ]+)", done.stdout)}
    assert counts["rounds"] == 10
    assert counts["lines written"] > 20  # a program that writes nothing breaks few rules
    assert counts["sessions"] > 3
