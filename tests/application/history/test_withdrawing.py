"""Withdrawing: the lines of a file that was never deposited are free again, and its number once it is gone."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from segur_tui.application.drafts.stored import Drafts
from segur_tui.application.export.deciding import decide, known_of
from segur_tui.application.export.exporting import export
from segur_tui.application.export.plan import ExportChoice, SourceFile
from segur_tui.application.files.checking import check_path
from segur_tui.application.history.passage import What
from segur_tui.application.history.passages import History
from segur_tui.application.history.readings import remember
from segur_tui.application.history.standing import FileStanding, standings, to_deposit
from segur_tui.application.history.withdrawing import NotWithdrawn, withdraw
from segur_tui.application.record.exports import Record
from segur_tui.application.record.schema import RecordUnknown
from segur_tui.application.state.sessions import Session
from segur_tui.application.state.writer import whose_here
from segur_tui.format.candidate import Candidate
from segur_tui.format.obstacle import NOTHING_CLAIMED
from segur_tui.format.value_type import replace
from tests.application.working import HERE, TODAY, dated, day_of, work_on
from tests.claims import ACCEPTED, ANS, REJECTED, claim, demande, returned, save
from tests.settings import SETTINGS

FIRST = Candidate(0, 1)
NAME = f"JSON-{ANS}-20261124-001.json"


def read(path: Path) -> SourceFile:
    report = check_path(path, TODAY, SETTINGS)
    assert report.check is not None
    return SourceFile(path, report.check, report.digest)


def seen(folder: Path, tree: dict[str, Any], day: str = "20261005") -> SourceFile:
    of = read(save(folder, tree, day))
    remember([check_path(of.path, TODAY, SETTINGS)], SETTINGS)
    return of


@pytest.fixture
def rejected(tmp_path: Path) -> SourceFile:
    return seen(tmp_path / "retours", returned([REJECTED, REJECTED]))


@pytest.fixture
def written(tmp_path: Path, rejected: SourceFile) -> Path:
    return exported(tmp_path / "out", rejected)


def exported(folder: Path, of: SourceFile) -> Path:
    plan = decide([of], ExportChoice([FIRST, Candidate(0, 2)], TODAY), TODAY, known_of([of], SETTINGS))
    (path,) = export(plan, folder, SETTINGS).paths
    return path


def test_a_file_beside_that_cannot_be_read_may_be_the_answer(written: Path) -> None:
    """Unknown is not "no": what the ASP has answered was deposited."""
    answer = save(written.parent, returned([ACCEPTED, REJECTED]), "20261124", 7)
    answer.write_bytes(answer.read_bytes()[:-30])
    with pytest.raises(NotWithdrawn, match="illisible"):
        withdraw(written, SETTINGS)
    answer.unlink()
    loop = written.parent / "boucle"
    loop.symlink_to(loop)  # nobody can look into it
    with pytest.raises(NotWithdrawn, match=r"^le dossier .*/boucle ne s’ouvre pas : .*la réponse .* peut y être$"):
        withdraw(loop / written.name, SETTINGS)
    assert withdraw(written, SETTINGS).file.lines == 2


def test_an_answer_that_was_read_while_the_record_was_away_is_one(
    tmp_path: Path, written: Path, state: Path
) -> None:
    answer = check_path(save(tmp_path / "autre", returned([ACCEPTED, REJECTED]), "20261124", 1), TODAY, SETTINGS)
    with pytest.raises(RecordUnknown):
        remember([answer], replace(SETTINGS, record=tmp_path / "away"))
    answer.path.unlink()
    with pytest.raises(NotWithdrawn, match="l’ASP y a répondu"):
        withdraw(written, SETTINGS)
    (kept,) = (state / "unrecorded").iterdir()
    kept.write_bytes(b"damaged")
    with pytest.raises(RecordUnknown, match="abîmé"):
        withdraw(written, SETTINGS)


def numbers_used() -> set[int]:
    with Record.opened(SETTINGS, to_read=True) as record:
        return record.numbers_used(ANS, TODAY)


def open_lines() -> list[int]:
    with History.opened(SETTINGS, to_read=True) as history:
        return [passage.line for passage in history.open_rejections()]


@pytest.mark.parametrize("given", ["the path", "the name", "an altered name"])
@pytest.mark.parametrize("is_gone", [True, False])
def test_a_file_that_was_never_deposited_frees_its_lines_and_once_it_is_gone_its_number(
    rejected: SourceFile, written: Path, given: str, *, is_gone: bool
) -> None:
    assert open_lines() == []
    if is_gone:
        written.unlink()
    names = {"the name": Path(NAME), "an altered name": Path(NAME.replace(".json", " (1).JSON"))}
    withdrawn = withdraw(names.get(given, written), SETTINGS)
    assert (withdrawn.file.lines, withdrawn.is_gone, withdrawn.was_already) == (2, is_gone, False)
    assert ("son numéro aussi" in withdrawn.words) is is_gone
    assert known_of([rejected], SETTINGS) == NOTHING_CLAIMED
    assert open_lines() == [1, 2]
    assert numbers_used() == (set() if is_gone else {1})
    assert withdraw(written, SETTINGS).was_already
    written.unlink(missing_ok=True)
    assert numbers_used() == set()
    seen(written.parent.parent / "retour", returned([ACCEPTED, REJECTED]), "20261124").path.unlink()
    assert numbers_used() == {1}  # it was deposited after all


def exported_again(folder: Path, of: SourceFile, *lines: int) -> Path:
    choice = ExportChoice([Candidate(0, line) for line in lines], TODAY, again=True)
    (path,) = export(decide([of], choice, TODAY, known_of([of], SETTINGS)), folder, SETTINGS).paths
    return path


@pytest.mark.parametrize("again", [(1,), (2,), (1, 2)])
@pytest.mark.parametrize("is_gone", [True, False])
def test_a_line_that_another_file_holds_is_not_said_to_be_free(
    tmp_path: Path, rejected: SourceFile, written: Path, again: tuple[int, ...], *, is_gone: bool
) -> None:
    other = exported_again(tmp_path / "autre", rejected, *again)
    if is_gone:
        written.unlink()
    for _ in range(2):
        withdrawn = withdraw(written, SETTINGS)
        assert {line for line, _ in withdrawn.held} == {*again}
        assert {candidate.line for candidate in known_of([rejected], SETTINGS).exported} == {*again}
        words = withdrawn.words.replace("\N{NO-BREAK SPACE}", " ")
        free = (
            "1 ligne de nouveau libre, 1 ligne reste prise" if len(again) == 1 else "aucune ligne libre, 2 lignes"
        )
        assert free in words
        assert f"par {other.name} ; " in words
        assert ("son numéro est libre" in words) is is_gone
    assert withdraw(other, SETTINGS).held == ()
    assert known_of([rejected], SETTINGS) == NOTHING_CLAIMED


@pytest.mark.parametrize("is_gone", [True, False])
def test_a_number_that_another_file_bears_is_not_said_to_be_free(
    tmp_path: Path, rejected: SourceFile, written: Path, *, is_gone: bool
) -> None:
    """As where the records of two who exported the same were put together."""
    twin = tmp_path / "autre" / NAME
    of_file = "numero_ans, siret, day, number, account, host"
    of_line = "num_ligne, source, source_line, numero_editeur, numero_asp, editor_key, dossier_key"
    with Record.opened(SETTINGS) as record, record.store.transaction():
        record.store.change(
            f"INSERT INTO exported_file (id, path, {of_file}) SELECT 99, ?, {of_file} FROM exported_file",  # noqa: S608 (ours)
            (str(twin),),
        )
        record.store.change(
            f"INSERT INTO exported_line (file_id, {of_line}) SELECT 99, {of_line} FROM exported_line "  # noqa: S608 (ours)
            "WHERE num_ligne = 1"
        )
    if is_gone:
        written.unlink()
    for _ in range(2):
        words = withdraw(written, SETTINGS).words.replace("\N{NO-BREAK SPACE}", " ")
        assert f"1 ligne reste prise par {twin} ; " in words
        assert words.endswith(f"son numéro reste pris par {twin}")
        assert numbers_used() == {1}
    assert {candidate.line for candidate in known_of([rejected], SETTINGS).exported} == {1}
    assert "son numéro" in withdraw(twin, SETTINGS).words
    assert numbers_used() == (set() if is_gone else {1})


def test_a_line_that_the_asp_accepted_elsewhere_is_not_said_to_be_free(
    tmp_path: Path, rejected: SourceFile, written: Path
) -> None:
    seen(tmp_path / "avant", returned([ACCEPTED]), "20261001")
    withdrawn = withdraw(written, SETTINGS)
    assert [line for line, _ in withdrawn.held] == [1]
    assert {candidate.line for candidate in known_of([rejected], SETTINGS).accepted} == {1}


def test_a_withdrawn_file_that_still_lies_there_is_no_source(rejected: SourceFile, written: Path) -> None:
    withdraw(written, SETTINGS)
    (held,) = {known_of([read(written)], SETTINGS).exported[Candidate(0, line)] for line in (1, 2)}
    assert "à ne pas déposer" in held
    reports = [check_path(path, TODAY, SETTINGS) for path in (rejected.path, written)]
    assert [report.path for report in to_deposit(reports, SETTINGS)] == [rejected.path]
    assert to_deposit(reports[1:], SETTINGS) == reports[1:]


def test_what_was_written_stands_to_be_deposited_or_not_and_its_return_does_not(
    rejected: SourceFile, written: Path
) -> None:
    def found(path: Path, kind: str = "submission", lines: int = 2) -> FileStanding | None:
        return standings([(path, kind, lines)], SETTINGS).get(path)

    assert found(written) is found(Path("ailleurs") / NAME) is FileStanding.WRITTEN
    assert found(written, "return") is found(written, lines=3) is found(rejected.path) is None
    withdraw(written, SETTINGS)
    assert found(written) is FileStanding.WITHDRAWN
    written.unlink()
    assert exported(written.parent, rejected) == written  # its number is free
    assert found(written) is FileStanding.WRITTEN
    assert set(known_of([rejected], SETTINGS).exported) == {FIRST, Candidate(0, 2)}


@pytest.mark.parametrize("where", ["record", "beside", "in its place"])
@pytest.mark.parametrize("answer", [ACCEPTED, REJECTED])
def test_what_a_return_answers_was_deposited(
    tmp_path: Path, rejected: SourceFile, written: Path, where: str, answer: tuple[str, str]
) -> None:
    tree = claim([demande(1, 2, answer)])
    if where == "record":
        seen(tmp_path / "reçus", tree, "20261125")
    else:
        save(written.parent, tree, "20261124", 1 if where == "in its place" else 2)
    with pytest.raises(NotWithdrawn, match="a été déposé"):
        withdraw(written, SETTINGS)
    assert FIRST in known_of([rejected], SETTINGS).exported or where != "record"
    with History.opened(SETTINGS, to_read=True) as history:
        assert history.exported_from(rejected.path, ["00001", "00002"])


def test_what_a_return_answers_whose_name_tells_no_day_was_deposited(written: Path) -> None:
    path = save(written.parent, returned([ACCEPTED, REJECTED]), "20261124", 2)
    path.rename(path.with_name("retour.json"))
    with pytest.raises(NotWithdrawn, match="a été déposé"):
        withdraw(written, SETTINGS)


def test_what_this_program_did_not_write_or_wrote_twice_is_refused(
    tmp_path: Path, rejected: SourceFile, written: Path
) -> None:
    with pytest.raises(NotWithdrawn, match="ne connaît pas"):
        withdraw(rejected.path, SETTINGS)
    written.rename(tmp_path / "parti.json")
    with Record.opened(SETTINGS) as record, record.store.transaction():
        record.store.change(
            "INSERT INTO exported_file (path, numero_ans, siret, day, number) VALUES ('/x/a.json', ?, '', ?, 1)",
            (ANS, TODAY.isoformat()),
        )
    with pytest.raises(NotWithdrawn, match="plusieurs"):
        withdraw(Path(NAME), SETTINGS)
    assert withdraw(written, SETTINGS).is_gone


_ALSO = (
    "INSERT INTO exported_file (path, numero_ans, siret, day, number, account, host) VALUES (?, ?, '', ?, 1, ?, ?)"
)


def also_written(path: Path | str, *whose: str) -> None:
    """Note in the record that an account of a host has written a file at a path, too."""
    with Record.opened(SETTINGS) as record, record.store.transaction():
        record.store.change(_ALSO, (str(path), ANS, TODAY.isoformat(), *whose))


@pytest.mark.parametrize("by_name", [False, True])
def test_of_one_path_on_several_hosts_the_file_of_this_one_is_withdrawn(written: Path, *, by_name: bool) -> None:
    also_written(written, "alice", "hosta")
    given = Path(NAME) if by_name else written
    for was_already in (False, True):  # twice withdraws no other's
        withdrawn = withdraw(given, SETTINGS)
        assert (withdrawn.was_already, withdrawn.file.whose) == (was_already, whose_here())
        assert f"reste pris par {written}, par alice sur hosta" in withdrawn.words.replace(
            "\N{NO-BREAK SPACE}", " "
        )
    with Record.opened(SETTINGS) as record:
        assert record.store.rows("SELECT account FROM exported_file WHERE withdrawn = ''") == [("alice",)]
    assert standings([(written, "submission", 2)], SETTINGS) == {written: FileStanding.WITHDRAWN}


def test_of_one_path_and_host_ones_own_file_is_withdrawn_first_and_that_of_another_account_then(
    written: Path,
) -> None:
    also_written(written, "alice", os.uname().nodename)
    assert withdraw(written, SETTINGS).file.whose == whose_here()
    assert standings([(written, "submission", 0)], SETTINGS) == {written: FileStanding.WRITTEN}
    assert withdraw(written, SETTINGS).file.whose == f"alice sur {os.uname().nodename}"
    assert withdraw(written, SETTINGS).was_already


def test_the_file_of_another_host_alone_is_withdrawn_and_of_two_others_each_is_named(written: Path) -> None:
    also_written("/x/a.json", "alice", "hosta")
    assert withdraw(Path("/x/a.json"), SETTINGS).file.whose == "alice sur hosta"
    for host in ("hostb", "hostc"):
        also_written("/y/a.json", "bob", host)
    with pytest.raises(NotWithdrawn) as why:
        withdraw(Path("/y/a.json"), SETTINGS)
    head, *named = str(why.value).splitlines()
    assert "sur la machine et sous le compte qui l’ont écrit" in head
    assert named == [f"  /y/a.json, par bob sur host{each}" for each in "cb"]
    with pytest.raises(NotWithdrawn) as why:
        withdraw(Path(NAME), SETTINGS)
    assert str(why.value).splitlines()[-1] == f"  {written}"


def test_a_withdrawn_file_that_was_read_since_follows_nothing(rejected: SourceFile, written: Path) -> None:
    remember([check_path(written, TODAY, SETTINGS)], SETTINGS)
    withdraw(written, SETTINGS)
    assert open_lines() == [1, 2]
    with History.opened(SETTINGS, to_read=True) as history:
        refused, withdrawn = history.passages("00001")
    assert (refused.what, withdrawn.what, withdrawn.whose) == (What.REJECTED, What.WITHDRAWN, whose_here())
    written.unlink()
    assert exported(written.parent, rejected) == written
    assert open_lines() == []


def corrected_and_exported(path: Path, folder: Path) -> Path:
    """Return the file that a draft of both lines was written into; the draft is history then."""
    session = Session(SETTINGS)
    work = work_on(path, session)
    work.keep(dated(work.draft, "02/02/2023"), HERE)
    source = SourceFile(work.path, work.draft.check, work.digest, work.draft.done)
    out = exported(folder, source)
    work.note_export([1, 2])
    session.end()
    with Drafts.opened(SETTINGS, to_read=True) as drafts:
        assert drafts.in_progress() == {}
    return out


def test_the_draft_of_a_withdrawn_file_goes_on(rejected: SourceFile, tmp_path: Path) -> None:
    out = corrected_and_exported(rejected.path, tmp_path / "out")
    withdraw(out, SETTINGS)
    again = work_on(rejected.path)
    assert again.resumed is not None
    assert day_of(again.draft, 1) == "02/02/2023"


def test_a_draft_that_was_begun_since_stays_the_one_in_progress(rejected: SourceFile, tmp_path: Path) -> None:
    out = corrected_and_exported(rejected.path, tmp_path / "out")
    session = Session(SETTINGS)
    work = work_on(rejected.path, session)
    work.keep(dated(work.draft, "03/02/2023", 2), HERE)
    session.end()
    withdraw(out, SETTINGS)
    again = work_on(rejected.path)
    assert [day_of(again.draft, line) for line in (1, 2)] == ["01/02/2023", "03/02/2023"]
