"""The acceptance of an avance is not that of its solde: known now, in doubt where an earlier program read it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from segur_tui.application.disk.patience import Patience
from segur_tui.application.export.deciding import decide, known_of
from segur_tui.application.export.exporting import export
from segur_tui.application.export.plan import ExportChoice, Plan, SourceFile
from segur_tui.application.files.checking import check_path
from segur_tui.application.history.passage import Passage, What
from segur_tui.application.history.passages import History
from segur_tui.application.history.readings import remember
from segur_tui.format.candidate import Candidate
from segur_tui.format.obstacle import Obstacle
from segur_tui.format.tree import Number
from tests.application.earlier import made_earlier
from tests.application.occupied import RECORD, changed, occupied
from tests.application.working import TODAY
from tests.avances import avance, avances
from tests.claims import ACCEPTED, REJECTED, claim, demande, returned, save
from tests.settings import SETTINGS

FIRST, SECOND = Candidate(0, 1), Candidate(0, 2)
AVANCE_DAY, SOLDE_DAY = "20260105", "20261005"


def read(path: Path) -> SourceFile:
    report = check_path(path, TODAY, SETTINGS)
    assert report.check is not None
    remember([report], SETTINGS)
    return SourceFile(path, report.check)


def seen(folder: Path, tree: dict[str, Any], day: str) -> Path:
    return read(save(folder, tree, day)).path


def seen_as_a_solde(state: Path, folder: Path, tree: dict[str, Any], day: str = AVANCE_DAY) -> Path:
    """Read a file as an earlier program did, which took avances for soldes, and bring what it kept up to date."""
    solde = returned([ACCEPTED] * len(tree["lignesImport"]))
    path = seen(folder, solde, day)
    digest = check_path(path, TODAY, SETTINGS).digest
    path.write_bytes(save(folder / "same", tree, day).read_bytes())
    changed(state, f"UPDATE seen_file SET digest = '{_digest(path)}' WHERE digest = '{digest}'", RECORD)  # noqa: S608
    made_earlier(state, 5)
    return path


def _digest(path: Path) -> str:
    return check_path(path, TODAY, SETTINGS).digest


def decided(of: SourceFile, *named: Candidate) -> Plan:
    return decide([of], ExportChoice([FIRST, SECOND], TODAY, existing=named), TODAY, known_of([of], SETTINGS))


def obstacles(plan: Plan) -> dict[Candidate, Obstacle]:
    return {left.candidate: left.obstacle for left in plan.resubmission.left_out}


@pytest.fixture
def refused(tmp_path: Path) -> SourceFile:
    """Return a return of two soldes, both refused."""
    return read(save(tmp_path / "soldes", returned([REJECTED, REJECTED]), SOLDE_DAY))


def passages(number: str) -> list[Passage]:
    with History.opened(SETTINGS, to_read=True) as history:
        return history.passages(number)


def open_ones() -> list[str]:
    with History.opened(SETTINGS, to_read=True) as history:
        return [passage.numero_editeur for passage in history.open_rejections()]


def test_the_acceptance_of_an_avance_holds_no_solde(tmp_path: Path, refused: SourceFile) -> None:
    seen(tmp_path / "avances", avances([ACCEPTED, ACCEPTED]), AVANCE_DAY)
    assert [passage.what for passage in passages("00001")] == [What.REJECTED]
    assert decided(refused).resubmission.going == (FIRST, SECOND)
    assert open_ones() == ["00001", "00002"]


INVOICED = {"dateFacture": "01/02/2023", "montantSegurHTFacture": Number("358.33")}


@pytest.mark.parametrize("is_invoiced", [False, True])
@pytest.mark.parametrize("where", ["record", "beside", "given"])
def test_an_avance_accepted_among_soldes_holds_none_unless_it_is_invoiced(
    tmp_path: Path, refused: SourceFile, where: str, *, is_invoiced: bool
) -> None:
    line = avance(1, ACCEPTED) | (INVOICED if is_invoiced else {})
    folder = refused.path.parent if where == "beside" else tmp_path / "mixed"
    path = save(folder, claim([line, demande(2, 7)]), AVANCE_DAY)
    report = check_path(path, TODAY, SETTINGS)
    assert report.check is not None
    if where == "record":
        read(path).path.unlink()
    sources = [refused, SourceFile(path, report.check)] if where == "given" else [refused]
    plan = decide(sources, ExportChoice([FIRST], TODAY), TODAY, known_of(sources, SETTINGS))
    assert (FIRST in plan.resubmission.going) is not is_invoiced, plan.resubmission.left_out[0].reasons


@pytest.mark.sqlite
def test_in_doubt_the_file_is_read_again_where_it_is_still_there(
    tmp_path: Path, state: Path, refused: SourceFile
) -> None:
    seen_as_a_solde(state, tmp_path / "avances", avances([ACCEPTED, ACCEPTED]))
    assert [passage.what for passage in passages("00001")] == [What.DOUBTFUL, What.REJECTED]
    assert decided(refused).resubmission.going == (FIRST, SECOND)


@pytest.mark.sqlite
def test_that_of_a_solde_holds_it_as_before(tmp_path: Path, state: Path, refused: SourceFile) -> None:
    seen(tmp_path / "autres", returned([ACCEPTED]), AVANCE_DAY)
    made_earlier(state, 5)
    assert obstacles(decided(refused, FIRST)) == {FIRST: Obstacle.CLAIMED}


@pytest.mark.parametrize("change", ["removed", "replaced"])
@pytest.mark.sqlite
def test_where_the_file_is_gone_it_holds_until_a_person_names_the_line(
    tmp_path: Path, state: Path, refused: SourceFile, change: str
) -> None:
    path = seen_as_a_solde(state, tmp_path / "avances", avances([ACCEPTED]))
    path.unlink()
    if change == "replaced":
        path.write_bytes(refused.path.read_bytes())
    plan = decided(refused)
    assert obstacles(plan) == {FIRST: Obstacle.TO_VERIFY}
    (left,) = plan.resubmission.left_out
    assert (
        left.reasons[0].replace("\N{NO-BREAK SPACE}", " ").startswith("accord de l’avance ? acceptée dans JSON-")
    )
    assert plan.is_held
    assert decided(refused, FIRST).resubmission.going == (FIRST, SECOND)
    assert open_ones() == ["00001", "00002"]


@pytest.mark.sqlite
def test_what_answers_a_file_written_here_is_the_solde(tmp_path: Path, state: Path) -> None:
    source = read(save(tmp_path / "soldes", returned([REJECTED, REJECTED]), SOLDE_DAY))
    plan = decide([source], ExportChoice([FIRST], TODAY), TODAY)
    (written,) = export(plan, tmp_path / "out", SETTINGS).paths
    answer = seen(tmp_path / "retour", returned([ACCEPTED]), f"{TODAY:%Y%m%d}")
    assert answer.name == written.name
    made_earlier(state, 5)
    answer.unlink()
    assert passages("00001")[-1].what is What.ACCEPTED
    assert obstacles(decided(source, FIRST)) == {FIRST: Obstacle.CLAIMED}


@pytest.mark.sqlite
def test_reading_a_file_again_ends_the_doubt(tmp_path: Path, state: Path, refused: SourceFile) -> None:
    avance = seen_as_a_solde(state, tmp_path / "avances", avances([ACCEPTED, ACCEPTED]))
    assert [passage.what for passage in passages("00001")] == [What.DOUBTFUL, What.REJECTED]
    read(avance)
    assert [passage.what for passage in passages("00001")] == [What.REJECTED]
    avance.unlink()
    assert decided(refused).resubmission.going == (FIRST, SECOND)


@pytest.mark.sqlite
def test_a_solde_that_is_read_again_is_in_doubt_no_more(tmp_path: Path, state: Path, refused: SourceFile) -> None:
    solde = seen(tmp_path / "autres", returned([ACCEPTED]), AVANCE_DAY)
    made_earlier(state, 5)
    read(solde).path.unlink()
    assert obstacles(decided(refused, FIRST)) == {FIRST: Obstacle.CLAIMED}


@pytest.mark.sqlite
def test_an_occupied_record_is_no_reason_to_forget_the_doubt(
    tmp_path: Path, state: Path, refused: SourceFile
) -> None:
    seen_as_a_solde(state, tmp_path / "avances", avances([ACCEPTED])).unlink()
    passages("00001")
    with occupied(state, "IMMEDIATE", RECORD):
        assert obstacles(decided(refused)) == {FIRST: Obstacle.TO_VERIFY}
    with History.opened(SETTINGS, Patience(0), to_read=True) as history:
        assert len(history.open_rejections()) == 2
