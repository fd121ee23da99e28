"""The supplier's folders, the files in them, and the story of what happened."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

from tests.ledger.papers import Answer, Demande, Line, Origin, Paper, Supplier, file_tree, written
from tests.ledger.processes import PARIS, Clock
from tests.ledger.rules import Judge

_HIDDEN = ".segur-tui-"
_BEGINS = datetime(2026, 11, 24, 9, 0, tzinfo=PARIS)


@dataclass(eq=False)
class Attempt:
    """One export under way: by whom, of what, and what the program can know of it."""

    who: str
    sources: list[Paper]
    output: Path
    known: set[Paper] = field(default_factory=set)
    """The files that it has at hand."""
    asked: set[tuple[Paper, int]] = field(default_factory=set)
    """The lines that the person names whatever is held against them; lines from 0."""
    asks_all: bool = False
    fixes: bool = False
    day: date | None = None
    """The day that the person chose."""
    is_recorded: bool = True
    is_interface: bool = False
    """Whether people correct on the way: a value is then its source's, or the right one."""
    is_killed: bool = False

    def asks_for(self, paper: Paper, index: int) -> bool:
        return self.asks_all or (paper, index) in self.asked


class World:
    """All there is in one round."""

    def __init__(self, folder: Path, chance: Random, judge: Judge) -> None:
        self.folder, self.chance, self.judge = folder, chance, judge
        self.root = folder / "clients"
        self.returns, self.archive = self.root / "retours", folder / "archive"
        self.output = self.returns if chance.random() < 0.3 else self.root / "depot"
        self.home, self.streams = folder / "home", folder / "streams"
        for each in (self.returns, self.archive, self.output, self.home, self.streams):
            each.mkdir(parents=True, exist_ok=True)
        self.clock = Clock(_BEGINS)
        self.papers: list[Paper] = []
        self.demandes: list[Demande] = []
        self.story: list[str] = []
        self.is_killed = False
        """Whether a kill may have left something that only an export into the same folder takes away."""

    @property
    def environment(self) -> dict[str, str]:
        return {
            "PATH": os.environ["PATH"],
            "HOME": str(self.home),
            "XDG_STATE_HOME": str(self.home / "state"),
            "LANG": "C.UTF-8",
            "TERM": "xterm-256color",
        }

    @property
    def state(self) -> Path:
        return self.home / "state" / "segur-tui"

    # The story

    def tell(self, words: str) -> None:
        self.story.append(f"{self.clock.now:%d/%m %H:%M:%S}  {words}".replace(f"{self.folder}/", ""))

    def count(self, what: str, by: int = 1) -> None:
        self.judge.counts[what] += by

    def pass_time(self, least: int = 60, most: int = 2400) -> None:
        self.clock.set(self.clock.now + timedelta(seconds=self.chance.randint(least, most)))

    # The files

    def file(  # noqa: PLR0913, PLR0917 (what a file is)
        self,
        origin: Origin,
        supplier: Supplier,
        lines: list[Line],
        path: Path,
        day: date,
        number: int,
        *,
        answers: Paper | None = None,
        bom: bool = False,
    ) -> Paper:
        """Put a file where it lies; its lines are numbered."""
        imp_id = f"IMP{len(self.papers):06d}" if origin is Origin.ASP else None
        content = written(file_tree(supplier, [line.tree for line in lines], imp_id))
        path.parent.mkdir(parents=True, exist_ok=True)
        content = b"\xef\xbb\xbf" + content if bom else content
        path.write_bytes(content)
        paper = Paper(len(self.papers), origin, supplier, day, number, lines, path, content, answers)
        if answers is not None:
            answers.answer = paper
        self.papers.append(paper)
        return paper

    def move(self, paper: Paper, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        paper.path.rename(path)
        paper.path = path
        paper.has_gone = self.root not in path.parents

    @property
    def here(self) -> list[Paper]:
        """The files where the program looks, as a person lists them."""
        return [paper for paper in self.papers if not paper.has_gone]

    def under(self, given: Sequence[Path]) -> list[Paper]:
        """The files that are given, or lie under a given folder."""
        return [paper for paper in self.here if any(each in (paper.path, *paper.path.parents) for each in given)]

    def at_hand(self, given: Sequence[Path]) -> set[Paper]:
        """The files at hand of an export (format.md §1): those given, and those beside its sources."""
        sources = self.under(given)
        folders = {paper.path.parent for paper in sources}
        return {*sources, *(paper for paper in self.here if paper.path.parent in folders)}

    def known(self, attempt: Attempt) -> set[Paper]:
        """The files that the program can know of when it writes."""
        return attempt.known | {paper for paper in self.papers if paper.is_seen}

    def new_files(self) -> Iterator[Path]:
        """Files that nobody of the play has put where they are, in the order of their numbers."""
        mine = {paper.path for paper in self.papers}
        found = {path for path in self._files() if not path.name.startswith(_HIDDEN)}
        return iter(sorted(found - mine, key=lambda path: (path.name, path)))

    def hidden_files(self) -> list[Path]:
        """Files that a killed program has left under hidden names."""
        return [path for path in self._files() if path.name.startswith(_HIDDEN)]

    def _files(self) -> Iterator[Path]:
        return (path for place in (self.root, self.archive) for path in place.rglob("*") if path.is_file())

    def versions(self, demande: Demande) -> Iterator[tuple[Paper, int]]:
        """The places where a demande stands, in time; lines from 0."""
        for paper in self.papers:
            for index, line in enumerate(paper.lines):
                if line.demande is demande:
                    yield paper, index

    # What the record holds, read as it lies on the disk

    def recorded(self) -> set[str]:
        """The paths that the record says were written."""
        paths: set[str] = set()
        for path in self.databases():
            with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
                tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
                if "exported_file" in tables:
                    paths |= {row for (row,) in connection.execute("SELECT path FROM exported_file")}
        return paths

    def databases(self) -> list[Path]:
        return sorted(self.state.glob("*.db"))


def accepted_in(papers: Iterable[Paper]) -> list[Demande]:
    """The demandes that returns show accepted, each once."""
    found = {line.demande: None for paper in papers for line in paper.lines if line.answer is Answer.ACCEPTED}
    return list(found)
