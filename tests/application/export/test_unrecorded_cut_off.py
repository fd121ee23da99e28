"""Exports without the record that are killed: what stands counts, and nothing that was never written."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from itertools import chain
from pathlib import Path

import pytest

from segur_tui.application.export.deciding import decide, known_of
from segur_tui.application.export.exporting import export
from segur_tui.application.export.plan import ExportChoice, Plan, SourceFile
from segur_tui.application.export.settling import settle, settle_unrecorded
from segur_tui.application.export.staging import Staging
from segur_tui.application.files.checking import check_path
from segur_tui.application.history.kept import all_kept
from segur_tui.application.history.readings import hand_in, unrecorded
from segur_tui.application.record.engines import create, open_record
from segur_tui.application.record.intents import Intents
from segur_tui.application.record.left_behind import RecordIncomplete
from segur_tui.application.record.store import Store
from segur_tui.application.settings.values import Settings
from segur_tui.format.candidate import Candidate
from segur_tui.format.naming import FileName
from segur_tui.format.value_type import replace
from tests.application.export.poor import poor
from tests.application.export.test_cut_off import (
    DAY,
    FILES,
    documents,
    hidden_in,
    name,
    names_in,
    reported,
    source,
    written_in,
)
from tests.claims import REJECTED, returned, save
from tests.cutting import killed, steps_of
from tests.settings import SETTINGS

pytestmark = pytest.mark.sqlite
__all__ = ["documents", "source"]


@pytest.fixture
def away(tmp_path: Path) -> Settings:
    """The settings with a record in a folder that is empty: its share is not mounted."""
    (tmp_path / "commun").mkdir(mode=0o700)
    return replace(SETTINGS, record=tmp_path / "commun")


def planned(source: SourceFile, settings: Settings, documents: Path | None = None) -> Plan:
    """Decide about all demandes without the record; each that goes gets a file of its own."""
    claimed = known_of([source], settings, is_recorded=False)

    def decided(*lines: int) -> Plan:
        choice = ExportChoice([Candidate(0, line) for line in lines], DAY, documents=documents)
        return decide([source], choice, DAY, claimed)

    each = [decided(line) for line in range(1, FILES + 1)]
    files = tuple(file for plan in each for file in plan.files)
    packs = tuple(packs for plan in each for packs in plan.packs)
    return replace(decided(*range(1, FILES + 1)), files=files, packs=packs)


def exported_in(store: Store) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for path, number in store.rows(
        "SELECT path, numero_editeur FROM exported_line JOIN exported_file ON file_id = id"
    ):
        found.setdefault(Path(path).name, []).append(number)
    return found


def recorded(settings: Settings) -> dict[str, list[str]]:
    """Return the n° éditeur of each file that is known without the record."""
    with unrecorded(settings) as store:
        return exported_in(store)


def under_way(settings: Settings) -> int:
    with unrecorded(settings) as store:
        return len(Intents(store).under_way())


def settled_alone(settings: Settings) -> tuple[list[str], dict[str, list[str]], int]:
    said = settle_unrecorded(settings)
    assert settle_unrecorded(settings) == []
    return said, recorded(settings), under_way(settings)


def settled_in_record(settings: Settings) -> tuple[list[str], dict[str, list[str]], int]:
    create(settings)
    said = settle(settings)
    assert not all_kept(settings)
    with open_record(settings, to_read=True) as store:
        return said, exported_in(store), len(Intents(store).under_way())


def settled_for_another(settings: Settings) -> tuple[list[str], dict[str, list[str]], int]:
    folder = Path(f"{settings.record}-autre")
    folder.mkdir(mode=0o700)
    other = replace(settings, record=folder)
    create(other)
    return settle(other), recorded(settings), under_way(settings)


@pytest.mark.parametrize("settles", [settled_alone, settled_in_record, settled_for_another])
@pytest.mark.parametrize(
    ("pieces", "lacking"),
    [(None, ()), ("documents", ()), (None, ("nameless files", "links", "renames to free names", "locks"))],
)
def test_killed_at_any_step_it_is_settled_by_what_stands(  # noqa: PLR0913, PLR0917 (what an export has to do with)
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    source: SourceFile,
    request: pytest.FixtureRequest,
    away: Settings,
    settles: Callable[[Settings], tuple[list[str], dict[str, list[str]], int]],
    pieces: str | None,
    lacking: tuple[str, ...],
) -> None:
    poor(monkeypatch, lacking)
    documents: Path | None = request.getfixturevalue(pieces) if pieces else None
    plan, ends = planned(source, away, documents), set[tuple[int, int]]()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "counted-state"))
    steps = steps_of(lambda: export(plan, tmp_path / "counted", away, is_recorded=False))
    for step in range(len(steps) + 1):
        monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / f"state-{step}"))
        (tmp_path / f"commun-{step}").mkdir(mode=0o700)
        settings = replace(away, record=tmp_path / f"commun-{step}")
        out = tmp_path / f"out-{step}"
        killed(partial(export, plan, out, settings, is_recorded=False), step)
        standing, is_open = written_in(out), under_way(settings)
        ends.add((is_open, len(standing)))
        assert standing.items() <= recorded(settings).items()
        foreseen = known_of([source], settings, is_recorded=False).exported
        assert len(foreseen) == len(standing)
        assert len(settle_unrecorded(settings, dry_run=True)) == is_open
        said, known, left = settles(settings)
        assert (len(said), known, left) == (is_open, standing, 0)
        assert not is_open or not hidden_in(out)
        zips = {each.partition("-pieces")[0] for each in names_in(out) if each.endswith(".zip")}
        assert zips == ({each.removesuffix(".json") for each in standing} if documents else set())
        if settles is not settled_alone:
            continue
        rest = planned(source, settings, documents)
        if rest.files:
            export(rest, out, settings, is_recorded=False)
        assert recorded(settings) == written_in(out)
        assert list(written_in(out)) == [name(number) for number in range(1, FILES + 1)]
        assert sorted(chain.from_iterable(written_in(out).values())) == ["00001", "00002", "00003"]
        assert hidden_in(out) == [] or lacking
    assert ends == {(0, 0), *((1, count) for count in range(FILES + 1)), (0, FILES)}


def test_one_that_runs_still_keeps_what_is_kept_from_the_record(
    tmp_path: Path, source: SourceFile, away: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan, appear, said = planned(source, away), Staging.appear, list[str]()

    def handed_in_first(staging: Staging, names: list[FileName]) -> None:
        create(away)
        done = subprocess.run(
            [sys.executable, "-c", _HANDING_IN, str(away.record)],
            env=os.environ,
            capture_output=True,
            check=False,
            text=True,
        )
        said.append(done.stdout + done.stderr)
        appear(staging, names)

    monkeypatch.setattr(Staging, "appear", handed_in_first)
    export(plan, tmp_path / "out", away, is_recorded=False)
    assert said == ["un autre export sans le registre est en cours\n"]
    hand_in(away)
    with open_record(away, to_read=True) as store:
        assert (exported_in(store), Intents(store).under_way()) == (written_in(tmp_path / "out"), [])


_HANDING_IN = """
import sys
from pathlib import Path
from segur_tui.application.disk.patience import Patience
from segur_tui.application.history.readings import hand_in
from segur_tui.application.settings.values import Settings
try:
    hand_in(Settings(record=Path(sys.argv[1])), Patience(0))
except Exception as why:
    print(why)
"""


def test_what_was_handed_in_meanwhile_where_a_disk_has_no_locks_is_settled_there(
    tmp_path: Path, source: SourceFile, away: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    poor(monkeypatch, ("locks",))
    plan = planned(source, away)

    def handed_in_first(*_: object) -> None:
        create(away)
        hand_in(away)
        raise FileExistsError

    monkeypatch.setattr(Staging, "appear", handed_in_first)
    with pytest.raises(RecordIncomplete, match="répond de nouveau"):
        export(plan, tmp_path / "out", away, is_recorded=False)
    (said,) = reported(settle(away))
    assert said.endswith("3 lignes de nouveau libres, rien n’a été écrit")
    assert names_in(tmp_path / "out") == []


def test_another_leaves_what_is_still_to_be_settled(tmp_path: Path, source: SourceFile, away: Settings) -> None:
    out = tmp_path / "out"
    killed(partial(export, planned(source, away), out, away, is_recorded=False), ("link", FILES))
    hidden = hidden_in(out)
    assert (len(hidden), written_in(out)) == (FILES, {})
    path = save(tmp_path / "autres", returned([REJECTED] * FILES, 7))
    check = check_path(path, DAY, away).check
    assert check is not None
    export(planned(SourceFile(path, check), away), out, away, is_recorded=False)
    assert hidden_in(out) == hidden
    assert len(settle_unrecorded(away)) == 1
    assert hidden_in(out) == []
