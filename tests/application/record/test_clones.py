"""Clones of a record that went their own ways, put together: nothing that either holds is lost, or there twice."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from segur_tui.application.disk.patience import Patience
from segur_tui.application.record.claims import Claims
from segur_tui.application.record.copying import Copied, copy_record
from segur_tui.application.record.engines import create, open_record
from segur_tui.application.record.left_behind import missing_in
from segur_tui.application.record.schema import tables
from segur_tui.application.settings.values import Settings
from segur_tui.format.numbers import Numbers
from segur_tui.format.value_type import value_type
from tests.application.record.places import KINDS, Place
from tests.claims import ANS

pytestmark = pytest.mark.sqlite
PATIENCE = Patience(1)
EDITORS = (1, 2, 3, 4, 5)


@value_type
class Exported:
    """An export as clones of one record note it: in a whole second, under one of two paths."""

    path: int
    number: int
    second: int
    lines: tuple[int, ...]


EXPORTS = st.frozensets(
    st.builds(
        Exported,
        st.integers(1, 2),
        st.integers(1, 2),
        st.integers(1, 2),
        st.frozensets(st.sampled_from(EDITORS), min_size=1).map(lambda lines: tuple(sorted(lines))),
    ),
    max_size=3,
)


def add(to: Settings, exports: frozenset[Exported]) -> None:
    """Let a record note exports, as its program does."""
    with open_record(to) as store, store.transaction():
        for each in sorted(exports, key=repr):
            ((identity,),) = store.rows(
                "INSERT INTO exported_file (path, numero_ans, siret, day, number, written_at, account, host) "
                "VALUES (?, ?, '', '2026-11-24', ?, ?, 'alice', 'ici') RETURNING id",
                (f"/out/{each.path}", ANS, each.number, f"2026-11-24T08:00:0{each.second}Z"),
            )
            store.change_all(
                "INSERT INTO exported_line VALUES (?, ?, '/in', ?, ?, '', ?, '', '', 'd', '')",
                [(identity, place, line, *[f"0000{line}"] * 2) for place, line in enumerate(each.lines, 1)],
            )


def held(of: Settings) -> Counter[Exported]:
    """Return the exports whose lines a record holds, each as often as it does."""
    numbers = [Numbers(f"0000{line}", "") for line in EDITORS]
    with open_record(of, to_read=True) as store:
        lines = Claims(store, ANS).exported(numbers)
        seconds = dict(store.rows("SELECT id, substr(written_at, 19, 1) FROM exported_file"))
        assert set(seconds) == {line.file for line in lines}
    return Counter(
        Exported(
            int(path[-1]),
            int(deposit[-3:]),
            int(seconds[file]),
            tuple(sorted(line.source_line for line in lines if line.file == file)),
        )
        for file, path, deposit in {(line.file, line.path, line.deposit) for line in lines}
    )


@pytest.mark.parametrize("three", KINDS, indirect=True)
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(before=EXPORTS, here=EXPORTS, there=EXPORTS)
@example(frozenset(), frozenset({Exported(1, 1, 1, (1,))}), frozenset({Exported(1, 1, 1, (2,))}))
@example(frozenset(), frozenset({Exported(1, 1, 1, (1, 3, 5))}), frozenset({Exported(1, 1, 1, (1, 4, 5))}))
def test_what_either_of_two_clones_exported_is_held_once_they_are_put_together(
    three: list[Settings],
    before: frozenset[Exported],
    here: frozenset[Exported],
    there: frozenset[Exported],
) -> None:
    """Also where both export within one second, under one path and one number."""
    ancestor, mine, team = three
    for each in three:
        with open_record(each, PATIENCE) as store, store.transaction():
            for table in reversed(tables()):
                store.change(f"DELETE FROM {table}")  # noqa: S608 (ours)
    add(ancestor, before)
    for clone, since in ((mine, here), (team, there)):
        copy_record(ancestor, clone, PATIENCE)
        add(clone, since - before)
    known, wanted = held(mine), Counter(before | here | there)
    assert missing(mine, team) == bool(here - before - there)
    copy_record(mine, team, PATIENCE)
    assert held(team) == wanted
    assert not missing(mine, team)
    assert copy_record(mine, team, PATIENCE).rows == 0
    assert (held(team), held(mine)) == (wanted, known)


def missing(mine: Settings, team: Settings) -> bool:
    """Tell whether an export of a record is said to be unknown to another."""
    with open_record(mine, to_read=True) as own, open_record(team, to_read=True) as other:
        return any(missing_in(other, own).values())


@pytest.mark.parametrize("three", KINDS, indirect=True)
@pytest.mark.parametrize("went_on", [True, False])
def test_a_file_that_one_of_two_clones_withdrew_counts_where_the_other_went_its_own_way(
    three: list[Settings], *, went_on: bool
) -> None:
    """Who served the other may have deposited it; where nothing is new there, the withdrawal is the later word."""
    ancestor, mine, team = three
    first, since = (frozenset({Exported(1, number, 1, (number,))}) for number in (1, 2))
    add(ancestor, first)
    for clone in (mine, team):
        copy_record(ancestor, clone, PATIENCE)
    with open_record(team) as store, store.transaction():
        store.change("UPDATE exported_file SET withdrawn = 't', withdrawn_account = 'a', withdrawn_host = 'h'")
    add(mine, since if went_on else frozenset())
    copied = copy_record(mine, team, PATIENCE)
    assert copied.live_again == (("/out/1",) if went_on else ())
    with open_record(team, to_read=True) as store:
        kept = "withdrawn || withdrawn_account || withdrawn_host"
        live = store.rows(f"SELECT number FROM exported_file WHERE {kept} = '' ORDER BY number")  # noqa: S608 (ours)
    assert live == ([(1,), (2,)] if went_on else [])
    assert copy_record(ancestor, team, PATIENCE).live_again == ()
    with open_record(mine) as store, store.transaction():
        store.change("UPDATE exported_file SET withdrawn = 't' WHERE number = 1")
    assert copy_record(mine, team, PATIENCE).live_again == (("/out/1",) if went_on else ())
    with open_record(mine) as store, store.transaction():
        store.change("UPDATE exported_file SET withdrawn = ''")
    assert copy_record(mine, team, PATIENCE) == Copied(0)


@pytest.fixture
def three(place: Place, request: pytest.FixtureRequest) -> list[Settings]:
    """Three records of a kind that hold nothing."""
    found = [place(request.param) for _ in range(3)]
    for each in found:
        create(each)
    return found
