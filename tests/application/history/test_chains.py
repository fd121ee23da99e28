"""Of demandes that share numbers from return to return, all places tell the same to be open (format.md §6)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from pathlib import Path
from typing import NamedTuple

import pytest

from segur_tui.application.export.deciding import chosen, decide, known_of
from segur_tui.application.export.plan import ExportChoice, SourceFile
from segur_tui.application.files.checking import check_path
from segur_tui.application.history.passages import History
from segur_tui.application.history.readings import remember
from segur_tui.application.history.unclaimed import Why, known_unclaimed
from segur_tui.format.answer import AnswerState
from tests.application.working import TODAY
from tests.claims import ACCEPTED, REJECTED, claim, demande, save
from tests.settings import SETTINGS

DAYS = ("20261005", "20261006", "20261007")


class Version(NamedTuple):
    """A line of one of three returns: its n° éditeur and dossier, 0 for none, and whether it was accepted."""

    editor: int
    dossier: int
    is_accepted: bool

    def shares(self, other: Version) -> bool:
        return self.editor == other.editor != 0 or self.dossier == other.dossier != 0


_VERSIONS = [Version(*each) for each in product((0, 1, 2), (0, 1, 2, 3), (False, True)) if any(each[:2])]
CHAINS = [
    chain
    for chain in product(_VERSIONS, repeat=3)
    if chain[0].editor < 2 and chain[0].dossier < 2  # the others are these by other names
]


def still_open(chain: Sequence[Version]) -> set[int]:
    """Return which of the three are open: neither accepted under a number of theirs, nor older than another."""
    linked = [{place} for place in range(3)]
    for _ in range(3):
        for one, other in product(range(3), repeat=2):
            if any(chain[each].shares(chain[other]) for each in linked[one]):
                linked[one].add(other)
    return {
        place
        for place, version in enumerate(chain)
        if max(linked[place]) == place and not any(other.is_accepted for other in chain if other.shares(version))
    }


def _line(position: int, place: int, version: Version) -> dict[str, object]:
    editor = f"{10 * place + version.editor:05d}" if version.editor else None
    dossier = f"FINMDV{10 * place + version.dossier:06d}" if version.dossier else None
    line = demande(position, 1, ACCEPTED if version.is_accepted else REJECTED)
    return line | {"numeroEditeur": editor, "numeroASP": dossier}


@pytest.fixture
def returns(tmp_path: Path) -> list[SourceFile]:
    """Return three returns, the versions of each chain in them, which the record remembers."""
    files = []
    for number, day in enumerate(DAYS):
        lines = [_line(place + 1, place, chain[number]) for place, chain in enumerate(CHAINS)]
        report = check_path(save(tmp_path / day, claim(lines), day), TODAY, SETTINGS)
        assert report.check is not None
        remember([report], SETTINGS)
        files.append(SourceFile(report.path, report.check, report.digest))
    return files


def _let_out(files: Sequence[SourceFile]) -> set[tuple[str, int]]:
    """Return the file and line of who is held by nothing but its own errors."""
    wanted = chosen(
        files, lambda claim: [n for n, a in enumerate(claim.answers, 1) if a.state is AnswerState.REJECTED]
    )
    plan = decide(files, ExportChoice(wanted), TODAY, known_of(files, SETTINGS))
    return {(plan.path_of(each).name, each.line) for each in wanted if plan.known_before(each) is None}


@pytest.mark.sqlite
def test_what_is_open_is_what_an_export_lets_out(returns: list[SourceFile]) -> None:
    expected = {
        (returns[number].path.name, place) for place, chain in enumerate(CHAINS, 1) for number in still_open(chain)
    }
    assert len(expected) > len(CHAINS) / 3
    with History.opened(SETTINGS, to_read=True) as history:
        listed = {(each.name, each.line) for each in history.open_rejections()}
        left = history.rejections_left([str(each.path) for each in returns])
    unclaimed, _ = known_unclaimed(SETTINGS)
    counted = {(each.name, each.line) for each in unclaimed if each.why is Why.REFUSED}
    alone = set.union(*(_let_out([each]) for each in returns))
    places = {"--open": listed, "--unclaimed": counted, "export": _let_out(returns), "export of each": alone}
    for name, found in places.items():
        wrong = sorted(found ^ expected)
        shown = [
            (DAYS[[each.path.name for each in returns].index(file)], CHAINS[line - 1]) for file, line in wrong
        ]
        assert not wrong, f"{name}: {len(wrong)} of {len(CHAINS)}: {shown[:4]}"
    assert sum(left.values()) == len(expected)


def test_the_chain_of_three_that_was_accepted_last_is_closed() -> None:
    assert (
        still_open(
            [Version(1, 1, is_accepted=False), Version(2, 1, is_accepted=False), Version(2, 3, is_accepted=True)]
        )
        == set()
    )
