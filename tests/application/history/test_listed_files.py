"""The record of listed files: a second visit reads what has changed, and nothing else."""

from __future__ import annotations

import os
import sqlite3
from collections import Counter
from datetime import date, timedelta
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from segur_tui.application.files import beside
from segur_tui.application.files.beside import check_beside
from segur_tui.application.files.checking import check_path, check_together
from segur_tui.application.files.opening import Opened, claim_paths, open_claim
from segur_tui.application.files.summary import Summary, summary_of
from segur_tui.application.history import listed_evidence, listed_files, listing
from segur_tui.application.history.listed_files import (
    Left,
    known_files,
    read_file,
    record_files,
    what_is_left,
)
from segur_tui.application.history.listing import Listing
from segur_tui.application.history.readings import remember
from segur_tui.application.record.schema import FILE_NAME as RECORD
from segur_tui.application.record.store import SqliteStore
from segur_tui.application.record.texts import Values
from segur_tui.application.state.database import FILE_NAME
from segur_tui.application.state.folder import state_folder
from segur_tui.application.views.folder import FileRow
from segur_tui.format.value_type import replace
from tests.application.history.test_history import exported, seen
from tests.application.working import TODAY
from tests.avances import avance, avances
from tests.claims import ACCEPTED, ANS, REJECTED, RPPS, SIRET, claim, demande, returned, save
from tests.settings import SETTINGS


def listed(path: Path, today: date = TODAY) -> Summary:
    read = read_file(path, today, SETTINGS)
    assert record_files([read], today, SETTINGS) == ""
    return read.summary


def figures(path: Path, today: date = TODAY) -> dict[Path, tuple[Summary, bool]]:
    return {
        each: (known.summary, known.is_of_today) for each, known in known_files([path], today, SETTINGS).items()
    }


def weighed(*files: Path) -> dict[Path, Summary]:
    """Return the figures of those that are read again for what others tell and prove, as a list reads them."""
    for each in files:
        if each not in known_files(files, TODAY, SETTINGS):
            listed(each)
    read = list(Listing(known_files(files, TODAY, SETTINGS), TODAY, SETTINGS).weighed())
    assert record_files(read, TODAY, SETTINGS) == ""
    return {each.path: each.summary for each in read}


def visited(*files: Path) -> list[str]:
    """Read files as a visit of their folder does, and return the names of those read, in order."""
    known = known_files(files, TODAY, SETTINGS)
    of_folder, read = Listing(known, TODAY, SETTINGS), list[str]()
    unread = [each for each in files if each not in known]
    for reading in chain(of_folder.readings(unread), [of_folder.weighed()]):
        found = list(reading)
        assert record_files(found, TODAY, SETTINGS) == ""
        read += [each.path.name for each in found]
    return read


def kept(*files: Path) -> dict[Path, Summary]:
    return {path: known.summary for path, known in known_files(files, TODAY, SETTINGS).items()}


def left(*paths: Path) -> Left:
    return what_is_left([(path, kind) for path in paths for kind in ("return", "submission")], SETTINGS)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return save(tmp_path, returned([ACCEPTED, REJECTED, None]))


def test_an_unchanged_file_is_known_without_being_read(path: Path) -> None:
    assert known_files([path], TODAY, SETTINGS) == {}
    summary = listed(path)
    assert summary == Summary("return", ANS, SIRET, lines=3, accepted=1, rejected=1, pending=1, errors=1)
    assert figures(path) == {path: (summary, True)}


def test_a_file_without_demandes_is_known_with_its_reason(tmp_path: Path) -> None:
    path = tmp_path / f"JSON-{ANS}-20261005-001.json"
    path.write_text("{")
    summary = listed(path)
    assert not summary.is_readable
    assert "ligne 1, colonne 2" in summary.failure
    assert known_files([path], TODAY, SETTINGS)[path].summary == summary


def test_a_changed_file_is_not_known(path: Path) -> None:
    listed(path)
    before = path.stat()
    content = path.read_bytes()
    path.write_bytes(content.replace(b"358.33", b"358.32"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))  # the same size, the same day: as some copies do
    assert known_files([path], TODAY, SETTINGS) == {}
    path.unlink()
    assert known_files([path], TODAY, SETTINGS) == {}


def test_the_last_reading_of_a_file_counts(path: Path) -> None:
    listed(path)
    save(path.parent, returned([ACCEPTED]))
    summary = listed(path)
    assert (summary.lines, known_files([path], TODAY, SETTINGS)[path].summary) == (1, summary)


def test_what_was_checked_under_other_rules_is_to_be_checked_anew(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = listed(path)
    assert figures(path, TODAY + timedelta(1)) == {path: (summary, False)}
    monkeypatch.setattr(listed_files, "__version__", "0.0.0")
    assert figures(path) == {path: (summary, False)}


def test_figures_that_were_counted_otherwise_are_not_believed(path: Path) -> None:
    listed(path)
    with sqlite3.connect(state_folder(SETTINGS) / FILE_NAME) as connection:
        # As earlier programs kept it: the mark told of the file alone, the errors were those of our controls.
        connection.execute("UPDATE listed_file SET mark = replace(mark, ':8:', ':3:'), errors = 0")
        assert connection.execute("SELECT mark LIKE '%:3:%' FROM listed_file").fetchone() == (1,)
    connection.close()
    assert known_files([path], TODAY, SETTINGS) == {}


def test_an_avance_is_known_as_one_and_nothing_is_left_of_it(tmp_path: Path) -> None:
    path = save(tmp_path, avances([ACCEPTED, REJECTED]))
    assert listed(path).kind == "avance"
    assert known_files([path], TODAY, SETTINGS)[path].summary.kind == "avance"
    assert left(path).of(path, "avance") is None


def test_what_is_left_of_each_file_is_counted(tmp_path: Path) -> None:
    first = seen(tmp_path, returned([REJECTED, REJECTED, ACCEPTED]))
    second = seen(tmp_path, returned([REJECTED], 7), "20261006")
    assert left(first, second).rejections == {str(first): 2, str(second): 1}
    exported(first, 1)
    exported(second, 1)
    assert left(first, second).rejections == {str(first): 1, str(second): 0}
    changed = seen(tmp_path, returned([REJECTED, REJECTED, None]))
    assert (changed, left(first).of(first, "return")) == (first, 1)


@pytest.mark.sqlite
def test_what_is_left_asks_the_record_of_the_listed_files_alone_a_few_at_a_time_until_it_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However much the record remembers: a whole record was read at each return to a folder."""
    files = [
        seen(tmp_path / f"{number}", returned([answer], number), f"{20260901 + number}")
        for number in range(1, 26)
        for answer in (REJECTED if number % 2 else None,)
    ]
    some, read = files[:3], list[int]()
    rows = SqliteStore.rows

    def counted(self: SqliteStore, query: str, values: Values = ()) -> list[tuple[Any, ...]]:
        found = rows(self, query, values)
        read.append(len(found))
        return found

    monkeypatch.setattr(SqliteStore, "rows", counted)
    assert left(*some) == Left({str(some[0]): 1, str(some[2]): 1}, {some[1].name: Counter(left=1)})
    assert sum(read) <= 3 * len(some)
    assert (len(left(*files).rejections), max(read) <= listed_files._LOOKED_UP) == (13, True)  # noqa: SLF001 (the bound)
    stopped = iter([False, True])
    first = what_is_left([(path, "return") for path in files[::2]] * 9, SETTINGS, lambda: next(stopped))
    assert len(first.rejections) == 13
    assert next(stopped, None) is None
    assert what_is_left([(path, "return") for path in files], SETTINGS, lambda: True) == Left({}, {})


def test_a_submission_knows_how_many_demandes_a_return_of_its_name_or_later_answers(tmp_path: Path) -> None:
    path = seen(tmp_path / "déposés", returned([None, None, None]), "20261006")
    copied = tmp_path / "copie" / path.name

    def unanswered() -> int | None:
        assert left(path).of(path, "submission") == left(copied).of(copied, "submission")
        return left(path).of(path, "submission")

    seen(tmp_path / "avant", returned([REJECTED, REJECTED]), "20261005")
    seen(tmp_path / "autre", returned([ACCEPTED], numero_ans="LGCTEST002"), "20261007")
    seen(tmp_path / "sans-réponse", returned([None, ACCEPTED], 3), "20261006", 2)
    assert unanswered() == 3
    seen(tmp_path / "après", returned([REJECTED]), "20261012")
    assert unanswered() == 2
    seen(tmp_path / "réponse", returned([ACCEPTED, ACCEPTED, REJECTED]), "20261006")
    assert unanswered() == 0
    assert left(tmp_path / "inconnu.json").of(tmp_path / "inconnu.json", "submission") is None


@pytest.mark.parametrize("is_ours", [True, False])
def test_a_return_whose_name_tells_no_day_answers_what_it_holds(tmp_path: Path, *, is_ours: bool) -> None:
    """It is that of a file written here, or of one that was deposited by another program."""
    if is_ours:
        written = exported(seen(tmp_path, returned([REJECTED, REJECTED, REJECTED])), 1, 2, 3)
        remember([check_path(written, TODAY, SETTINGS)], SETTINGS)
    else:
        written = seen(tmp_path, returned([None, None, None]))
    assert left(written).of(written, "submission") == 3
    answer = returned([ACCEPTED, REJECTED, REJECTED])
    answer["lignesImport"][1]["dateFacture"] = "02/02/2023"  # corrected in it since
    retour = save(tmp_path / "retour", answer).rename(tmp_path / "retour" / "retour.json")
    remember([check_path(retour, TODAY, SETTINGS)], SETTINGS)
    found = left(written, retour)
    assert (found.of(written, "submission"), found.of(retour, "return")) == (0, 2)
    rows = [
        FileRow(path, summary_of(check_path(path, TODAY, SETTINGS)), left=found.of(path, kind))
        for path, kind in ((written, "submission"), (retour, "return"))
    ]
    assert [row.state for row in rows] == ["réponse reçue", "refus à traiter"]
    exported(retour, 2, 3)
    found = left(written, retour)
    assert (found.of(written, "submission"), found.of(retour, "return")) == (0, 0)


@pytest.mark.sqlite
def test_a_return_that_was_remembered_without_a_day_gets_it_when_it_is_read_again(tmp_path: Path) -> None:
    written = exported(seen(tmp_path, returned([REJECTED, REJECTED])), 1, 2)
    retour = save(tmp_path / "retour", returned([ACCEPTED, REJECTED])).rename(tmp_path / "retour" / "retour.json")
    reports = [check_path(path, TODAY, SETTINGS) for path in (written, retour)]
    remember(reports, SETTINGS)
    with sqlite3.connect(state_folder(SETTINGS) / RECORD) as connection:
        connection.execute("UPDATE seen_file SET deposit = '' WHERE name = 'retour.json'")
    connection.close()
    assert left(written).of(written, "submission") == 1  # an acceptance is one, whenever it came
    remember(reports, SETTINGS)
    assert left(written).of(written, "submission") == 0


def test_what_a_return_of_an_unknown_day_refuses_is_open_until_it_is_exported(tmp_path: Path) -> None:
    seen(tmp_path, returned([None, None, None]))
    other = returned([REJECTED, REJECTED])
    retour = save(tmp_path / "retour", other).rename(tmp_path / "retour" / "retour.json")
    remember([check_path(retour, TODAY, SETTINGS)], SETTINGS)
    assert left(retour).of(retour, "return") == 2
    exported(retour, 1)
    assert left(retour).of(retour, "return") == 1
    seen(tmp_path / "après", returned([ACCEPTED], 2), "20261201")
    assert left(retour).of(retour, "return") == 0


@pytest.mark.sqlite
def test_files_are_read_again_where_another_record_is_to_hold_them(path: Path) -> None:
    listed(path)
    (state_folder(SETTINGS) / RECORD).unlink()
    assert known_files([path], TODAY, SETTINGS) == {}
    summary = listed(path)
    assert figures(path) == {path: (summary, True)}
    assert left(path).rejections == {str(path): 1}


@pytest.mark.parametrize("name", [FILE_NAME, RECORD])
@pytest.mark.sqlite
def test_what_cannot_be_kept_is_said_and_nothing_is_known(path: Path, name: str) -> None:
    database = state_folder(SETTINGS) / name
    database.parent.mkdir(parents=True, exist_ok=True)
    database.write_bytes(b"not a database" * 100)
    assert str(database) in record_files([read_file(path, TODAY, SETTINGS)], TODAY, SETTINGS)
    assert (known_files([path], TODAY, SETTINGS), left(path)) == ({}, Left({}, {}))


def test_the_list_holds_no_more_than_the_last_of_each_path(path: Path) -> None:
    for _ in range(2):
        listed(path)
    with sqlite3.connect(state_folder(SETTINGS) / FILE_NAME) as connection:
        assert connection.execute("SELECT count(*) FROM listed_file").fetchone() == (1,)
    connection.close()
    read = read_file(path, TODAY, SETTINGS)
    read = replace(read, telling=replace(read.telling, mark=""))
    record_files([read], TODAY, SETTINGS)
    assert known_files([path], TODAY, SETTINGS) == {}


def test_errors_that_accepted_demandes_of_other_files_settle_are_weighed_once(tmp_path: Path) -> None:
    odd = {"typeAction": "M"}
    mine = save(tmp_path / "a", claim([demande(1, answer=("1204", "Refus")) | odd, demande(2)]))
    right = save(tmp_path / "a", claim([_for(demande(1, 5), RPPS[1])]), number=3)
    proof = save(tmp_path / "b", claim([_for(demande(1, 3, ACCEPTED), RPPS[2]) | odd]), number=2)

    def errors(*files: Path) -> dict[Path, int]:
        return {each: summary.errors for each, summary in weighed(*files).items()}

    assert errors(mine, right) == {}
    assert known_files([mine], TODAY, SETTINGS)[mine].summary.errors == 2
    assert errors(mine, right, proof) == {mine: 1}
    assert known_files([mine], TODAY, SETTINGS)[mine].summary.errors == 1
    assert errors(mine, right, proof) == {}
    (report,) = (each for each in check_together([mine, right, proof], TODAY, SETTINGS) if each.path == mine)
    assert summary_of(report).errors == 1
    assert errors(mine, right) == {mine: 2}
    assert errors(mine, right) == {}


def _for(line: dict[str, Any], *doctors: str) -> dict[str, Any]:
    line["beneficiaires"]["liberalRPPS"] = list(doctors)
    return line


_SUBMITTED = claim([_for(demande(1), RPPS[1]), demande(2)])


@pytest.mark.parametrize(
    ("others", "warnings"),
    [
        ([], 0),
        ([avances([ACCEPTED, ACCEPTED])], 3),  # who orders is another, and is missing; and orders twice
        ([avances([ACCEPTED])], 4),  # and one has no avance
        ([avances([ACCEPTED, REJECTED]), avances([None])], 4),  # or a refused one
        ([claim([demande(1, 7)])], 1),  # the beneficiary of another demande, too
        ([claim([demande(1, 7)]), avances([ACCEPTED, ACCEPTED])], 3),
        ([claim([demande(1, 2, REJECTED)])], 0),  # of the same demande, as its return
        ([claim([demande(1, 7)], "OTHERLGC01"), avances([ACCEPTED], "OTHERLGC01")], 0),
        ([claim([demande(1, 7), avance(2, editor=8)])], 2),  # an avance among soldes
    ],
)
@pytest.mark.parametrize("is_at_once", [True, False])
def test_the_list_a_check_of_its_files_and_each_that_is_opened_show_the_same(
    others: list[dict[str, Any]], warnings: int, tmp_path: Path, *, is_at_once: bool
) -> None:
    mine = save(tmp_path / "a", _SUBMITTED, number=9)
    for number, each in enumerate(others, 1):
        save(tmp_path / "b", each, number=number)
    files = claim_paths([tmp_path])
    together = {each.path: summary_of(each) for each in check_together(files, TODAY, SETTINGS)}
    opened = {
        each.path: summary_of(each) for file in files for each in check_beside([file], TODAY, SETTINGS, [tmp_path])
    }
    if is_at_once:
        visited(*files)
    else:
        weighed(*files)
    assert together[mine].warnings == warnings
    assert opened == together
    assert kept(*files) == together
    assert (weighed(*files), visited(*files)) == ({}, [])


def test_a_second_visit_reads_nothing_although_the_first_began_with_the_avances(tmp_path: Path) -> None:
    odd = demande(1, answer=REJECTED) | {"dateFacture": "2023-02-01"}
    save(tmp_path, claim([odd, demande(2, answer=ACCEPTED)]), number=1)
    save(tmp_path, claim([avance(3, ACCEPTED, 900), demande(4, answer=ACCEPTED)]), number=2)
    save(tmp_path, claim([demande(5, answer=ACCEPTED)]), number=3)
    files = claim_paths([tmp_path])
    assert visited(*files)[0] == files[1].name
    assert visited(*files) == []


def test_a_first_visit_reads_a_file_twice_only_where_a_later_one_tells_more_of_it(tmp_path: Path) -> None:
    for number in range(1, 5):
        save(tmp_path, claim([_for(demande(1, number), RPPS[number % 2])]), number=number)
    save(tmp_path, avances([ACCEPTED] * 3), number=5)
    save(tmp_path, avances([ACCEPTED], "OTHERLGC01"), number=6)
    files = claim_paths([tmp_path])
    names = [each.name for each in files]
    # The avances first; then two whose beneficiaries only later ones claim, too, are read again.
    assert visited(*files) == [*names[4:], *names[:4], *names[:2]]
    assert kept(*files) == {each.path: summary_of(each) for each in check_together(files, TODAY, SETTINGS)}
    assert visited(*files) == []
    save(tmp_path, claim([_for(demande(1, 9), RPPS[1])]), number=7)
    assert visited(*claim_paths([tmp_path])) == [f"JSON-{ANS}-20261005-007.json"]


@pytest.mark.parametrize("is_proven", [True, False])
def test_a_first_visit_reads_a_file_twice_only_where_a_return_proves_what_a_control_disputes(
    tmp_path: Path, *, is_proven: bool
) -> None:
    odd = {"typeAction": "M"}
    for number in range(1, 4):
        save(tmp_path, claim([_for(demande(1, number), RPPS[number]) | odd]), number=number)
    accepted = _for(demande(1, 9, ACCEPTED), RPPS[0])
    save(tmp_path, claim([accepted | odd if is_proven else accepted]), number=9)
    files = claim_paths([tmp_path])
    names = [each.name for each in files]
    assert visited(*files) == [*names, *(names[:3] if is_proven else [])]
    assert kept(*files) == {each.path: summary_of(each) for each in check_together(files, TODAY, SETTINGS)}
    assert visited(*files) == []


def test_the_number_of_files_that_are_read_again_to_be_weighed_does_not_grow_with_the_proof(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is read once is held for a while: no file is opened a second time."""
    opened = list[str]()

    def counted(path: Path, *others: Any, **named: Any) -> Opened:
        opened.append(path.name)
        return open_claim(path, *others, **named)

    for room in (beside, listed_evidence, listed_files, listing):
        monkeypatch.setattr(room, "open_claim", counted)
    for number in range(1, 9):
        lines = [
            _for(demande(1, 2 * number, ACCEPTED), RPPS[1]),
            _for(demande(2, 2 * number + 1, REJECTED), RPPS[2]),
        ]
        save(tmp_path, claim([each | {"typeAction": "M"} for each in lines]), number=number)
    save(tmp_path, avances([ACCEPTED]), number=9)
    files = claim_paths([tmp_path])
    assert len(visited(*files)) > len(files)
    assert sorted(opened) == sorted(each.name for each in files)


def test_what_others_tell_of_a_file_is_looked_at_again_where_that_changes_and_nothing_else(tmp_path: Path) -> None:
    mine, far = save(tmp_path, _SUBMITTED), save(tmp_path, claim([_for(demande(1, 5), RPPS[3])]), number=2)
    assert weighed(mine, far) == {}
    rival = save(tmp_path, claim([demande(1, 7)]), number=3)
    assert {path: each.warnings for path, each in weighed(mine, far, rival).items()} == {mine: 1, rival: 1}
    assert weighed(mine, far, rival) == {}
    save(tmp_path, claim([_for(demande(1, 7), RPPS[2])]), number=3)
    assert {path: each.warnings for path, each in weighed(mine, far, rival).items()} == {mine: 0}
    of_avances = save(tmp_path, avances([ACCEPTED, ACCEPTED]), number=4)
    found = {path: each.warnings for path, each in weighed(mine, far, rival, of_avances).items()}
    assert found == {mine: 3, far: 1, rival: 1}
    assert weighed(mine, far, rival, of_avances) == {}
    # The avances are gone: what they order is remembered, whom they are for is not held against others.
    assert {path: each.warnings for path, each in weighed(mine, far, rival).items()} == found | {mine: 2}


def test_two_lines_of_a_file_for_one_beneficiary_are_none_of_another_file_beside_its_return(
    tmp_path: Path,
) -> None:
    own = save(tmp_path, claim([_for(demande(n, n), RPPS[1]) for n in (1, 2)]))
    answer = save(tmp_path, claim([_for(demande(n, n, REJECTED), RPPS[1]) for n in (1, 2)]), number=2)
    assert weighed(own, answer) == {}
    third = save(tmp_path, claim([_for(demande(1, 3), RPPS[1])]), number=3)
    assert {path: each.warnings for path, each in weighed(own, answer, third).items()} == {
        own: 2,
        answer: 2,
        third: 1,
    }
