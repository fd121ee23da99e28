"""Copies of records: from either kind of database to either, and nothing is lost."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from shutil import copyfile
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from segur_tui.application.disk.patience import Patience
from segur_tui.application.export.deciding import known_of
from segur_tui.application.export.plan import SourceFile
from segur_tui.application.files.checking import check_path
from segur_tui.application.files.opening import open_claim
from segur_tui.application.history.passages import History
from segur_tui.application.history.readings import remember
from segur_tui.application.history.standing import FileStanding, standing_of
from segur_tui.application.record.copying import Copied, copy_record
from segur_tui.application.record.engines import create, open_record
from segur_tui.application.record.health import back_up
from segur_tui.application.record.place import at_place, record_path
from segur_tui.application.record.schema import RecordUnknown, tables
from segur_tui.application.record.settled import SettledAnswers, forget_answer, settle_answer, settle_label
from segur_tui.application.record.written import WrittenFiles
from segur_tui.application.settings.values import Settings
from segur_tui.format.answer import Answer, AnswerState
from segur_tui.format.candidate import Candidate
from tests.application.record.kept import EDITORS, filled
from tests.application.record.places import KINDS, Place
from tests.application.working import TODAY
from tests.claims import ANS, REJECTED, returned, save
from tests.postgresql import Server, programs
from tests.settings import SETTINGS

pytestmark = pytest.mark.sqlite
PATIENCE = Patience(1)
YES, NO = AnswerState.ACCEPTED, AnswerState.REJECTED
_ODD = ("\0", "\ufdd0", "\ufdd00", "a\0b\ufdd01", "É" * 3000, "'\"%s?:x\\", "\U0001f600", "ß ẞ", "%", " x ", "\n")
TEXTS = st.sampled_from(_ODD) | st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
NUMBERS = st.sampled_from((0, 1, -(1 << 63), (1 << 63) - 1)) | st.integers(-5, 5)


def content(of: Settings) -> dict[str, list[tuple[object, ...]]]:
    with open_record(of, to_read=True) as store:
        return {
            table: sorted(store.rows(f"SELECT {', '.join(columns)} FROM {table}"), key=repr)  # noqa: S608 (ours)
            for table, columns in tables().items()
        }


@pytest.mark.parametrize("to", KINDS)
@pytest.mark.parametrize("of", KINDS)
def test_a_copy_holds_all_and_goes_on_where_the_other_was(
    tmp_path: Path, place: Place, monkeypatch: pytest.MonkeyPatch, of: str, to: str
) -> None:
    source, target = place(of), place(to)
    create(source)
    monkeypatch.setattr(SETTINGS, "record", source.record)
    filled(tmp_path / "fichiers")
    for label in ("Un jour", "Un autre"):
        settle_label(ANS, Answer(AnswerState.TO_VERIFY, "1", label), AnswerState.REJECTED, SETTINGS)
    assert forget_answer(2, SETTINGS) is not None
    before = content(source)
    path = next((tmp_path / "fichiers" / "retours").iterdir())
    with History.opened(source, to_read=True) as history:
        told = history.exported_from(path, EDITORS), history.open_rejections(), history.passages("00001")
    assert copy_record(source, target, PATIENCE).rows == sum(map(len, before.values())) > 10
    assert content(target) == content(source) == before
    monkeypatch.setattr(SETTINGS, "record", target.record)
    with History.opened(target, to_read=True) as history:
        assert told == (history.exported_from(path, EDITORS), history.open_rejections(), history.passages("00001"))
    report = check_path(path, TODAY, SETTINGS)
    assert report.check is not None
    files = [SourceFile(path, report.check, report.digest)]
    assert known_of(files, source).exported == known_of(files, target).exported != {}
    # What is added takes numbers that nothing had.
    settle_label(ANS, Answer(AnswerState.TO_VERIFY, "1", "Encore"), AnswerState.ACCEPTED, SETTINGS)
    with open_record(target, to_read=True) as store:
        assert [each.number for each in SettledAnswers(store).all()] == [1, 3]
    with open_record(target) as store, store.transaction():
        ((new,),) = store.rows(
            "INSERT INTO intent (folder, account, host, process) VALUES ('', '', '', '') RETURNING id"
        )
        assert new not in {row[0] for row in before["intent"]}
    with open_record(source) as old, open_record(target) as new_one:
        assert old.identity() != new_one.identity()


def own(place: Place, folder: Path, monkeypatch: pytest.MonkeyPatch, kind: str = "sqlite") -> Settings:
    """A record of somebody's own, who corrected, exported and read files in a folder."""
    made = place(kind)
    create(made)
    with monkeypatch.context() as patch:
        patch.setattr(SETTINGS, "record", made.record)
        filled(folder)
    return made


def counts(of: Settings) -> dict[str, int]:
    return {table: len(rows) for table, rows in content(of).items() if rows}


@pytest.mark.parametrize("kind", KINDS)
def test_the_records_of_several_are_put_together_and_nothing_twice(
    tmp_path: Path, place: Place, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    alice, bruno = (own(place, tmp_path / name, monkeypatch) for name in ("alice", "bruno"))
    with open_record(bruno) as store, store.transaction():  # what others were given the same name for
        store.change("UPDATE seen_file SET digest = digest || '-bruno'")
        store.change("UPDATE exported_line SET source_digest = source_digest || '-bruno'")
    team = place(kind)
    assert copy_record(alice, team, PATIENCE).rows == sum(counts(alice).values())
    assert copy_record(bruno, team, PATIENCE).rows == sum(counts(bruno).values())
    both = {table: number + counts(bruno)[table] for table, number in counts(alice).items()}
    assert counts(team) == both
    held = content(team)
    for again in (alice, bruno, alice):
        assert copy_record(again, team, PATIENCE).rows == 0
    assert content(team) == held
    for each, folder in ((alice, "alice"), (bruno, "bruno")):
        back = next((tmp_path / folder / "retours").iterdir())
        with History.opened(each, to_read=True) as before, History.opened(team, to_read=True) as after:
            own_of = [each for each in after.exported_from(back, EDITORS) if f"/{folder}/" in each.path]
            assert before.exported_from(back, EDITORS) == own_of != []
    with History.opened(team, to_read=True) as history:
        assert len({passage.path for passage in history.passages("00001")}) == 4


@pytest.mark.parametrize("kind", KINDS)
def test_what_one_saw_accepted_is_so_for_all_and_two_words_on_an_answer_are_none(
    tmp_path: Path, place: Place, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    mine, team = own(place, tmp_path / "mien", monkeypatch), place(kind)
    copy_record(mine, team, PATIENCE)
    with open_record(mine) as store, store.transaction():
        store.change("UPDATE seen_line SET state = 'accepted', code = '1', label = 'Oui' WHERE line = 2")
        store.change("UPDATE seen_file SET deposit = ''")
    for label, words in (("Un jour", (0, 1)), ("Un autre", (1, 1)), ("Mien", (0,))):
        for settings_of, word in zip((mine, team), words, strict=False):
            state = (AnswerState.REJECTED, AnswerState.ACCEPTED)[word]
            settle_label(ANS, Answer(AnswerState.TO_VERIFY, "1", label), state, settings_of)
    copied = copy_record(mine, team, PATIENCE)
    assert (copied.rows, copied.contradicted) == (1, 1)
    with open_record(team, to_read=True) as store:
        assert {each.label: each.state for each in SettledAnswers(store).all()} == {
            "Un autre": AnswerState.ACCEPTED,
            "Mien": AnswerState.REJECTED,
        }
        states = dict(store.rows("SELECT line, max(state) FROM seen_line GROUP BY line"))
        assert states[2] == "accepted" != states[3]
        assert "" not in {deposit for (deposit,) in store.rows("SELECT deposit FROM seen_file")}


@pytest.mark.parametrize("kind", KINDS)
def test_the_answer_to_one_of_two_files_of_a_number_frees_no_line_of_the_other(
    tmp_path: Path, place: Place, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    alice, bruno = (own(place, tmp_path / name, monkeypatch) for name in ("alice", "bruno"))
    source = next((tmp_path / "alice" / "retours").iterdir())
    answer = save(tmp_path / "réponse", returned([REJECTED] * 3), f"{TODAY:%Y%m%d}", 1)
    with monkeypatch.context() as patch:
        patch.setattr(SETTINGS, "record", bruno.record)
        remember([check_path(answer, TODAY, SETTINGS)], SETTINGS)
    assert exported(source, alice)
    assert not exported(source, bruno)
    team = place(kind)
    for each in (bruno, alice):
        copy_record(each, team, PATIENCE)
    assert exported(source, team) == exported(source, alice)
    with open_record(team) as store, store.transaction():
        store.change("UPDATE exported_file SET withdrawn = 'x' WHERE path LIKE '%/alice/%'")
    assert not exported(source, team)
    with open_record(team, to_read=True) as store:
        files = WrittenFiles(store).by_name()
    for folder, standing in (("alice", FileStanding.WITHDRAWN), ("bruno", FileStanding.WRITTEN)):
        (path,) = (tmp_path / folder / "out").iterdir()
        assert standing_of(files, path, "submission", files[str(path)].lines) is standing


def exported(source: Path, of: Settings) -> set[Candidate]:
    """The lines of a file that are held as exported."""
    report = check_path(source, TODAY, SETTINGS)
    assert report.check is not None
    return set(known_of([SourceFile(source, report.check, report.digest)], of).exported)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "words",
    [
        ({"label": YES}, {"label": NO}, {"label": NO}),
        ({"label": NO}, {"label": YES}, {"label": NO}),
        ({1: YES}, {1: NO}, {1: NO}),
        ({"label": YES}, {1: NO}),
        ({1: NO}, {"label": YES}),
        ({"label": YES, 1: NO}, {"label": YES}),
        ({"label": NO, 1: YES}, {1: NO}, {"label": NO}),
    ],
)
def test_what_was_settled_in_two_ways_stays_to_verify_whatever_is_copied_then(
    tmp_path: Path, place: Place, kind: str, words: Sequence[Mapping[str | int, AnswerState]]
) -> None:
    opened = open_claim(save(tmp_path, returned([("9999", "Demande enregistrée")])), SETTINGS)
    claim = opened.claim
    assert claim is not None
    team, records = place(kind), [place("sqlite") for _ in words]

    def settled() -> list[AnswerState]:
        with open_record(team, to_read=True) as store:
            return [each.state for each in SettledAnswers(store).of(claim, opened.digest, team).values()]

    for record, said in zip(records, words, strict=True):
        create(record)
        for about, state in said.items():
            if about == "label":
                settle_label(claim.numero_ans, claim.answers[0], state, record)
            else:
                settle_answer(claim, 1, state, record, opened.digest)
    copied = [copy_record(record, team, PATIENCE).contradicted for record in records]
    assert (settled(), copied) == ([], [0, 1, *[0] * (len(records) - 2)])
    held = content(team)
    assert [copy_record(record, team, PATIENCE) for record in records] == [Copied(0)] * len(records)
    copy_record(team, other := place("sqlite"), PATIENCE)
    assert content(team) == held == content(other)
    settle_answer(claim, 1, NO, team, opened.digest)
    assert settled() == [NO]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("is_alone", [True, False])
@pytest.mark.parametrize("word", [YES, NO])
def test_a_word_that_was_taken_back_stays_so_whatever_is_copied_then(
    tmp_path: Path, place: Place, kind: str, word: AnswerState, *, is_alone: bool
) -> None:
    """Where a clone brought « refusée » back, a line would be free that is to verify."""
    opened = open_claim(save(tmp_path, returned([("9999", "Demande enregistrée")])), SETTINGS)
    claim = opened.claim
    assert claim is not None
    mine, team = place("sqlite"), place(kind)
    create(mine)
    if is_alone:
        settle_answer(claim, 1, word, mine, opened.digest)
    else:
        settle_label(claim.numero_ans, claim.answers[0], word, mine)
    copy_record(mine, team, PATIENCE)

    def settled() -> list[AnswerState]:
        with open_record(team, to_read=True) as store:
            return [each.state for each in SettledAnswers(store).of(claim, opened.digest, team).values()]

    assert settled() == [word]
    for is_there in (True, False):
        assert (forget_answer(1, team) is not None) is is_there
        assert settled() == []
        assert copy_record(mine, team, PATIENCE) == Copied(0)
        assert settled() == []
    settle_answer(claim, 1, word, team, opened.digest)
    assert settled() == [word]


@pytest.mark.parametrize("kind", KINDS)
def test_an_answer_that_one_takes_for_uncertain_is_for_all(
    tmp_path: Path, place: Place, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    mine, team = own(place, tmp_path / "mien", monkeypatch), place(kind)
    copy_record(mine, team, PATIENCE)
    with open_record(mine) as store, store.transaction():
        store.change("UPDATE seen_line SET state = 'to-verify' WHERE state != 'pending'")
    copy_record(mine, team, PATIENCE)
    with open_record(team, to_read=True) as store:
        states = store.rows(
            "SELECT l.line, l.state FROM seen_line l JOIN seen_file f ON f.id = l.file_id WHERE f.kind = 'return'"
        )
    assert sorted(states) == [(1, "accepted"), (2, "to-verify"), (3, "to-verify")]


@pytest.mark.parametrize("kind", KINDS)
def test_an_export_under_way_is_carried_over_once(
    tmp_path: Path, place: Place, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    mine, team = own(place, tmp_path / "mien", monkeypatch), place(kind)
    with open_record(mine) as store, store.transaction():
        for _ in range(2):  # the first is done with
            store.change("INSERT INTO intent (folder, account, host, process) VALUES ('/out', 'a', 'h', 'p')")
        store.change("DELETE FROM intent WHERE id = 1")
        store.change("UPDATE exported_file SET intent_id = 2")
        store.change("INSERT INTO intended_file SELECT 2, 'a.json', '.a', id, 'd' FROM exported_file")
    settle_label(ANS, Answer(AnswerState.TO_VERIFY, "1", "Un jour"), AnswerState.ACCEPTED, mine)
    other = own(place, tmp_path / "autre", monkeypatch)
    copy_record(other, team, PATIENCE)
    copy_record(mine, team, PATIENCE)
    with open_record(team) as store, store.transaction():
        ((path, intent),) = store.rows("SELECT path, intent_id FROM exported_file WHERE intent_id IS NOT NULL")
        assert path.startswith(str(tmp_path / "mien"))
        joined = (
            "SELECT f.path FROM intended_file i JOIN exported_file f ON f.id = i.file_id WHERE i.intent_id = ?"
        )
        assert store.rows(joined, (intent,)) == [(path,)]
        store.change("UPDATE exported_file SET intent_id = NULL")
        store.change("DELETE FROM intended_file")
        store.change("DELETE FROM intent")
    assert copy_record(mine, team, PATIENCE).rows == 0
    assert "intent" not in counts(team)


def cloned(of: Settings, place: Place, request: pytest.FixtureRequest) -> tuple[Settings, Settings]:
    """A clone of a record of the same kind, and the record at another place that it has."""
    if isinstance(of.record, str):
        postgresql: Server = request.getfixturevalue("postgresql")
        schema, database = of.record.rpartition("%3D")[2], f"t{uuid4().hex}"
        postgresql.run(f"CREATE DATABASE {database} TEMPLATE template0")
        home, server = programs(), ("-h", str(postgresql.folder), "-U", "root")
        assert home is not None
        dump = subprocess.run(
            [home / "pg_dump", *server, "-n", schema, "postgres"], check=True, capture_output=True
        )
        subprocess.run(
            [home / "psql", *server, "-q", database], input=dump.stdout, check=True, capture_output=True
        )
        address = of.record.replace("/postgres?", f"/{database}?")
        return at_place(address, SETTINGS), at_place(f"{of.record}&application_name=autre", SETTINGS)
    clone = place("sqlite")
    copyfile(record_path(of), record_path(clone))
    (link := record_path(clone).with_name("lien")).symlink_to(record_path(of).parent)
    return clone, at_place(str(link), SETTINGS)


@pytest.mark.parametrize("kind", KINDS)
def test_a_clone_that_went_its_own_way_is_another_record(
    tmp_path: Path, place: Place, monkeypatch: pytest.MonkeyPatch, kind: str, request: pytest.FixtureRequest
) -> None:
    """A state folder taken to another machine, a database that was dumped, or a backup that served since."""
    mine = own(place, tmp_path / "avant", monkeypatch, kind)
    clone, same = cloned(mine, place, request)
    for record, folder in ((mine, "ici"), (clone, "là-bas")):
        with monkeypatch.context() as patch:
            patch.setattr(SETTINGS, "record", record.record)
            filled(tmp_path / folder)
    files, lines = counts(mine)["exported_file"], counts(mine)["exported_line"]
    assert copy_record(clone, mine, PATIENCE).rows > 0
    assert counts(mine)["exported_file"] == files + files // 2
    assert counts(mine)["exported_line"] == lines + lines // 2
    held = content(mine)
    assert copy_record(clone, mine, PATIENCE).rows == 0
    assert content(mine) == held
    for places in ((same, mine), (mine, same)):
        with pytest.raises(RecordUnknown, match="le même registre"):
            copy_record(*places, PATIENCE)
    back_up(mine, record_path(backup := place("sqlite")))
    monkeypatch.setattr(SETTINGS, "record", backup.record)
    filled(tmp_path / "sauvé")
    files = counts(mine)["exported_file"]
    assert copy_record(backup, mine, PATIENCE).rows > 0
    assert counts(mine)["exported_file"] == files + 1


@pytest.mark.parametrize("kind", KINDS)
def test_a_source_that_is_not_there_or_is_the_record_itself_is_refused(place: Place, kind: str) -> None:
    source, target = place("sqlite"), place(kind)
    with pytest.raises(RecordUnknown, match="n’est pas là"):
        copy_record(source, target, PATIENCE)
    create(target)
    with pytest.raises(RecordUnknown, match="le même registre"):
        copy_record(target, target, PATIENCE)


def rows_of(table: str, columns: tuple[str, ...]) -> st.SearchStrategy[dict[str, object]]:
    """Draw a row; those of other tables that it refers to have the id 1."""
    numbers = {"number", "source_line", "is_solde", "is_ttc", "is_certain", "line"}
    fixed: dict[str, object] = dict.fromkeys(("id", "file_id", "intent_id", "num_ligne"), 1)
    states = {
        "state": st.sampled_from(("accepted", "rejected")),
        "kind": st.sampled_from(("submission", "return")),
    }
    if table == "settled_answer":
        numbers = {"line", "contradicted"}
    drawn = {
        name: st.just(fixed[name]) if name in fixed else states.get(name, NUMBERS if name in numbers else TEXTS)
        for name in columns
    }
    return st.fixed_dictionaries(drawn)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_what_is_kept_is_read_back_equal_from_both(
    place: Place, both: list[Settings], data: st.DataObject
) -> None:
    rows = {table: data.draw(rows_of(table, columns), table) for table, columns in tables().items()}
    for each in both:
        with open_record(each, PATIENCE) as store, store.transaction():
            for table in reversed(tables()):
                store.change(f"DELETE FROM {table}")  # noqa: S608 (ours)
            for table, row in rows.items():
                names = ", ".join(row)
                marks = ", ".join(f":{name}" for name in row)
                store.change_all(f"INSERT INTO {table} ({names}) VALUES ({marks})", [row])  # noqa: S608 (ours)
    first, second = map(content, both)
    for table, row in rows.items():
        assert first[table] == second[table] == [tuple(row[column] for column in tables()[table])], table
    label = rows["seen_line"]["label"]
    for each in both:
        with open_record(each, PATIENCE, to_read=True) as store:
            assert store.rows("SELECT line FROM seen_line WHERE label = ?", (label,)) == [
                (rows["seen_line"]["line"],)
            ]
    del place


@pytest.fixture
def both(place: Place) -> list[Settings]:
    """A record of each kind."""
    found = [place(kind) for kind in KINDS]
    for each in found:
        create(each)
    return found


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("column", "value"), [("number", "un"), ("number", 1 << 63), ("number", None), ("day", None)]
)
def test_what_neither_can_keep_is_refused_in_words(place: Place, kind: str, column: str, value: object) -> None:
    of = place(kind)
    create(of)
    row = {"path": "", "numero_ans": "", "siret": "", "day": "", "number": 1} | {column: value}
    statement = f"INSERT INTO exported_file ({', '.join(row)}) VALUES (?, ?, ?, ?, ?)"  # noqa: S608 (ours)
    with open_record(of) as store, pytest.raises(RecordUnknown), store.transaction(), store.reading():
        store.change(statement, tuple(row.values()))
    assert content(of)["exported_file"] == []


@pytest.mark.parametrize("kind", KINDS)
def test_texts_are_sorted_by_their_characters(place: Place, kind: str) -> None:
    of, texts = place(kind), ["a", "B", "é", "z", "Z", "10", "9", "", "É", "_"]
    create(of)
    with open_record(of) as store, store.transaction():
        for number, text in enumerate(texts):
            store.change(
                "INSERT INTO seen_file (digest, path, name, deposit, kind, numero_ans) "
                "VALUES (?, ?, ?, ?, 'return', '')",
                (f"{number}", text, "", text),
            )
        assert [path for (path,) in store.rows("SELECT path FROM seen_file ORDER BY path")] == sorted(texts)
        assert store.rows("SELECT max(deposit), lower('É') FROM seen_file") == [("é", "É")] or kind == "postgresql"


@pytest.mark.parametrize("kind", KINDS)
def test_bytes_of_names_that_are_no_text_are_kept_as_in_paths(place: Place, kind: str) -> None:
    of, name = place(kind), "avanc\udce9\ud800.json"
    create(of)
    with open_record(of) as store, store.transaction():
        store.change(
            "INSERT INTO avance_file (digest, name, deposit, numero_ans, supplier) VALUES ('', ?, '', '', '')",
            (name,),
        )
        store.rows("SELECT 1 FROM avance_file WHERE name = ?", (name,))
        ((kept,),) = store.rows("SELECT name FROM avance_file")
    assert kept.isascii()
