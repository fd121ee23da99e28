"""What one's own record holds and the configured one does not: whatever forbids a line is never passed over."""

from __future__ import annotations

from pathlib import Path

import pytest

from segur_tui.application.disk.patience import Patience
from segur_tui.application.record.copying import copy_record
from segur_tui.application.record.engines import create, open_record
from segur_tui.application.record.left_behind import left_behind
from segur_tui.application.record.schema import tables
from segur_tui.application.settings.values import Settings
from segur_tui.format.value_type import replace
from tests.application.record.places import KINDS, Place

pytestmark = pytest.mark.sqlite
PATIENCE = Patience(1)
Rows = tuple[str, ...]
EXPORTED = (
    (
        "INSERT INTO exported_file (id, path, numero_ans, siret, day, number, written_at) "
        "VALUES (1, '/o', 'A', '', 'd', 1, 't')"
    ),
)
LINE = "INSERT INTO exported_line VALUES (1, 1, '/in', {line}, '', '', '', '', '', '', '')"
SEEN = (
    (
        "INSERT INTO seen_file (id, digest, path, name, deposit, kind, numero_ans) "
        "VALUES (1, 'd', '/s', 's', '', 'return', 'A')"
    ),
)
WITHDRAWN = "UPDATE exported_file SET withdrawn = 't'"
SEEN_LINE = "INSERT INTO seen_line VALUES (1, 1, '', '', '{state}', '1', 'L', '', '', '', '')"
AVANCE = ("INSERT INTO avance_file VALUES (1, 'd', 'a', '', 'A', 'a')",)
SETTLED = (
    "INSERT INTO settled_answer (numero_ans, code, label, state, account, host, digest, line, contradicted) "
    "VALUES ('a', '1', 'L', '{state}', 'x', 'y', '{digest}', {line}, {contradicted})"
)


def settled(state: str, line: int = 0, contradicted: int = 0) -> str:
    return SETTLED.format(state=state, digest="d" if line else "", line=line, contradicted=contradicted)


FORBIDS: dict[str, list[tuple[str, Rows, Rows]]] = {
    "exported_file": [("fichier écrit", EXPORTED, ())],
    "exported_line": [
        ("fichier écrit", (*EXPORTED, LINE.format(line=1)), (*EXPORTED, LINE.format(line=2))),
        ("fichier écrit", (*EXPORTED, LINE.format(line=1)), EXPORTED),
    ],
    "seen_file": [("fichier lu", SEEN, ())],
    "seen_line": [
        ("acceptation lue", (*SEEN, SEEN_LINE.format(state=state)), (*SEEN, SEEN_LINE.format(state=other)))
        for state, other in (
            ("accepted", "rejected"),
            ("accepted", "to-verify"),
            ("to-verify", "rejected"),
            ("to-verify", "pending"),
        )
    ],
    "avance_file": [("avance lue", AVANCE, ())],
    "settled_answer": [
        ("réponse réglée", (mine,), theirs)
        for mine, theirs in (
            (settled("accepted"), ()),
            (settled("accepted", 1), ()),
            (settled("accepted"), (settled("rejected"),)),
            (settled("accepted"), (settled("accepted"), settled("rejected", 1))),
            (settled("accepted", 1), (settled("rejected"),)),
            (settled("accepted", contradicted=1), (settled("rejected"),)),
            (settled("rejected", 1, contradicted=1), (settled("rejected"),)),
        )
    ],
}
"""The tables whose rows can forbid a line: what it is called, and rows here that the rows there do not know."""
DOES_NOT = {
    "avance_line": "goes with its file, which is known with all its lines or not at all",
    "intent": "the files of an export under way are exported files from its first moment on",
    "intended_file": "names what is about to appear, whose lines are exported ones already",
    "refused_line": "tells what followed a refusal, to suggest a correction",
    "changed_value": "tells what was changed of a refused line, to suggest a correction",
}
CASES = [(table, *case) for table, cases in FORBIDS.items() for case in cases]
LETS_GO = [
    ((settled("rejected"),), ()),
    ((settled("accepted"),), (settled("accepted"),)),
    ((settled("accepted"),), (settled("accepted", contradicted=1),)),
    ((settled("accepted", contradicted=1),), ()),
    ((settled("rejected", 1),), (settled("accepted"),)),
    ((*SEEN, SEEN_LINE.format(state="rejected")), (*SEEN, SEEN_LINE.format(state="pending"))),
    ((*SEEN, SEEN_LINE.format(state="to-verify")), (*SEEN, SEEN_LINE.format(state="accepted"))),
    ((*EXPORTED, LINE.format(line=1)), (*EXPORTED, LINE.format(line=1))),
    ((*EXPORTED, WITHDRAWN), EXPORTED),
    (EXPORTED, (*EXPORTED, WITHDRAWN)),  # that is the later word, as long as nothing else is new here
]


def test_each_table_forbids_a_line_or_does_not() -> None:
    assert {*FORBIDS} | {*DOES_NOT} == {*tables()}
    assert not {*FORBIDS} & {*DOES_NOT}


def both(place: Place, kind: str, tmp_path: Path, here: Rows, there: Rows) -> list[Settings]:
    """The settings of one's own record and of the configured one, each with rows."""
    configured = place(kind)
    found = [replace(configured, record=None, state=tmp_path / "state"), configured]
    for each, rows in zip(found, (here, there), strict=True):
        create(each)
        with open_record(each) as store, store.transaction():
            for row in rows:
                store.change(row)
    return found


def said(configured: Settings) -> str:
    with open_record(configured, to_read=True) as store:
        return left_behind(configured, store)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("case", CASES)
def test_what_forbids_a_line_here_is_told_until_it_was_carried_over(
    place: Place, kind: str, tmp_path: Path, case: tuple[str, str, Rows, Rows]
) -> None:
    table, name, here, there = case
    own, configured = both(place, kind, tmp_path, here, there)
    why = said(configured)
    assert f"tient 1\N{NO-BREAK SPACE}{name}" in why, table
    assert "record copy" in why
    copy_record(own, configured, PATIENCE)
    assert not said(configured)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("here", "there"), LETS_GO)
def test_what_lets_a_line_go_or_is_known_there_is_nothing_to_tell(
    place: Place, kind: str, tmp_path: Path, here: Rows, there: Rows
) -> None:
    _, configured = both(place, kind, tmp_path, here, there)
    assert not said(configured)
