"""What must hold of a file that the program wrote, by itself: its name, its number, its lines, the record."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.ledger.faults import is_fixed_by_program
from tests.ledger.papers import (
    Demande,
    Line,
    Name,
    Origin,
    Paper,
    Supplier,
    Tree,
    alike,
    as_text,
    name_of,
    own_balises,
    proper_name,
    read,
)
from tests.ledger.world import Attempt, World

Reported = Mapping[str, list[Any]]
"""The lines of each written file as the report tells them, by its path."""


def taken_in(world: World, path: Path, attempt: Attempt, reported: Reported) -> Paper | None:
    """Take a file that the program wrote into the ledger, once it is found to be whole."""
    judge, name = world.judge, name_of(path.name)
    content = path.read_bytes()
    try:
        tree: Tree | None = read(content)
    except ValueError:
        tree = None
    is_whole = tree is not None and content.endswith(b"}\n") and bool(tree.get("lignesImport"))
    judge.need(is_whole and name is not None, "partial", f"{path} is left by {attempt.who}")
    if tree is None or name is None:
        return None
    supplier = Supplier(str(tree["numeroAns"]), str(tree["SIRET"]))
    is_named = path.name == proper_name(supplier.ans, name.day, name.number)
    judge.need(is_named, "content", f"{path.name} is no name of {supplier.ans}")
    lines = [Line(demande_of(world, supplier, each), each) for each in tree["lignesImport"]]
    paper = Paper(len(world.papers), Origin.PROGRAM, supplier, name.day, name.number, lines, path, content)
    paper.written_as, paper.is_recorded = str(path), attempt.is_recorded
    by_path = {str(each.path): each for each in world.papers}
    for each in reported.get(str(path), []):
        source = by_path.get(str(each["source"]))
        paper.sources.append(None if source is None else (source, int(each["line"]) - 1))
    if not paper.sources and len(attempt.sources) == 1:
        paper.sources = [_line_of(attempt.sources[0], line.demande) for line in lines]
    _check_number(world, paper, attempt)
    day = attempt.day or world.clock.today
    judge.need(name.day == day, "day", f"{attempt.who} wrote {path.name} on {world.clock.now:%d/%m %H:%M:%S}")
    _check_content(world, paper, attempt, tree)
    return paper


def _line_of(source: Paper, demande: Demande) -> tuple[Paper, int] | None:
    found = [(source, index) for index, line in enumerate(source.lines) if line.demande is demande]
    return found[0] if found else None


def demande_of(world: World, supplier: Supplier, tree: Tree) -> Demande:
    """The demande that a line is: by its numbers and the names of its documents, of which one may be wrong."""
    text = as_text(tree)
    mine = [each for each in world.demandes if each.supplier == supplier]
    votes = {
        each: sum(text.count(number) for number in (each.dossier, f'"{each.editor}"', f"-{each.editor}."))
        for each in mine
    }
    best = max(mine, key=votes.__getitem__)
    world.judge.need(votes[best] > 1, "content", f"a line of no demande was written: {text[:200]}")
    return best


def _check_number(world: World, paper: Paper, attempt: Attempt) -> None:
    mine = Name(paper.supplier.ans, paper.day, paper.number)
    taken = [
        each
        for each in world.papers
        if each.origin is Origin.PROGRAM and _name(each) == mine and not _is_free(each)
    ]
    world.judge.need(not taken, "number-twice", f"{attempt.who} wrote {paper}, and before it {taken and taken[0]}")
    used = {name.number for name in map(_name, _written(world)) if (name.ans, name.day) == (mine.ans, mine.day)}
    folders = {attempt.output, *(source.path.parent for source in attempt.sources)}
    beside = (name_of(each.path.name) for each in world.papers if each.path.parent in folders)
    used |= {name.number for name in beside if name is not None and (name.ans, name.day) == (mine.ans, mine.day)}
    wanted = max(used, default=0) + 1
    world.judge.need(
        paper.number == wanted,
        "number-skipped",
        f"{attempt.who} wrote {paper}; {wanted:03d} was next, of {sorted(used)}",
    )


def _written(world: World) -> list[Paper]:
    return [paper for paper in world.papers if paper.origin is Origin.PROGRAM and not _is_free(paper)]


def _is_free(paper: Paper) -> bool:
    return paper.is_withdrawn and not paper.path.exists()


def _name(paper: Paper) -> Name:
    return Name(paper.supplier.ans, paper.day, paper.number)


def _check_content(world: World, paper: Paper, attempt: Attempt, tree: Tree) -> None:
    need = world.judge.need
    need(tree["impId"] is None, "content", f"{paper} has an impId")
    need(not paper.content.startswith(b"\xef\xbb\xbf"), "content", f"{paper} has a byte order mark")
    for index, line in enumerate(paper.lines):
        where = f"{paper} line {index + 1}"
        need(line.tree["numLigne"] == index + 1, "content", f"{where} is numbered {line.tree['numLigne']}")
        answer = (line.tree["codeTraitement"], line.tree["libelleTraitement"])
        need(answer == (None, None), "content", f"{where} has the answer {answer}")
        if index >= len(paper.sources) or (source := paper.sources[index]) is None:
            continue
        before = source[0].lines[source[1]]
        need(before.demande is line.demande, "content", f"{where} is no line of {source[0]}")
        wanted, got = own_balises(before.tree), own_balises(line.tree)
        need(list(wanted) == list(got), "content", f"{where} has other balises than {source[0]}")
        for name, value in wanted.items():
            right = line.demande.right.get(name)
            is_fixed = attempt.fixes and is_fixed_by_program(name, value)
            is_kept = alike(got[name], right if is_fixed else value)
            is_right = attempt.is_interface and alike(got[name], right)
            need(is_kept or is_right, "content", f"{where} has {name} {got[name]}, of {value}")
