"""The record on a server that is not there, refuses, or is of another program: unknown, in words that help."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from itertools import combinations
from pathlib import Path
from time import monotonic
from uuid import uuid4

import pytest

from segur_tui.application.disk.patience import Patience
from segur_tui.application.history.passages import History
from segur_tui.application.record.copying import copy_record
from segur_tui.application.record.engines import create, open_record
from segur_tui.application.record.exports import Record
from segur_tui.application.record.health import health, why_only_read
from segur_tui.application.record.place import at_place
from segur_tui.application.record.postgresql import server as connecting
from segur_tui.application.record.schema import RECORD, RecordUnknown, tables
from segur_tui.application.settings.address import wrong_with
from segur_tui.application.settings.values import Settings
from segur_tui.format.value_type import replace
from tests.application.record.test_record import ANS, DAY, exported
from tests.postgresql import Server, Wire, on_server
from tests.samples import ROOT
from tests.settings import SETTINGS

pytestmark = pytest.mark.sqlite  # each has a record of its own
PATIENCE = Patience(0.2)
SETUP = (
    "CREATE ROLE {team}",
    "CREATE DATABASE {team} OWNER {team} ENCODING 'UTF8' TEMPLATE template0",
    "CREATE ROLE alice{team} LOGIN IN ROLE {team}",
    "CREATE ROLE bruno{team} LOGIN IN ROLE {team}",
    "CREATE ROLE carole{team} LOGIN",
)


def at(address: str) -> Settings:
    return replace(SETTINGS, record=address)


def refused(address: str) -> str:
    with pytest.raises(RecordUnknown) as refusal, open_record(at(address), PATIENCE):
        pass
    return str(refusal.value)


@pytest.fixture
def team(postgresql: Server) -> str:
    """A database that a role owns, two members of that, and an account that is none."""
    name = f"t{uuid4().hex[:8]}"
    postgresql.run(*(each.format(team=name) for each in SETUP))
    return name


def test_members_of_who_owns_the_database_share_what_one_of_them_has_made(postgresql: Server, team: str) -> None:
    alice, bruno, carole = (postgresql.of(team, f"{who}{team}") for who in ("alice", "bruno", "carole"))
    assert "record create" in refused(bruno)
    assert create(at(alice), PATIENCE)
    assert not create(at(bruno), PATIENCE)
    with Record.opened(at(bruno), PATIENCE) as record, record.store.transaction():
        record.add([exported(1)])
    with Record.opened(at(alice), PATIENCE) as record:
        record.store.ensure_it_can_keep()
        assert record.numbers_used(ANS, DAY) == {1}
    assert f"il manque à carole{team} des droits" in refused(carole)
    assert all(f"SELECT, INSERT, UPDATE, DELETE sur la table {table}" in refused(carole) for table in tables())
    assert "droits : SELECT, UPDATE sur la table record ; SELECT, INSERT" in refused(carole)


def test_the_readme_s_lines_make_a_database_that_its_people_share(postgresql: Server) -> None:
    text = (ROOT / "README.md").read_text()
    script = text.partition("<!-- server -->\n```sh\n")[2].partition("```")[0]
    names = {"PGHOST": str(postgresql.folder), "PGUSER": "root", "PGDATABASE": "postgres"}
    subprocess.run(
        ["bash", "-euc", f'sudo() {{ shift 2; "$@"; }}\n{script}'],
        env=os.environ | names,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    assert create(at(postgresql.of("segur", "alice")), PATIENCE)
    for who in ("bruno", "chloe"):
        with Record.opened(at(postgresql.of("segur", who)), PATIENCE) as record, record.store.transaction():
            record.add([exported(1)])
    postgresql.run("DROP DATABASE segur WITH (FORCE)", "DROP ROLE alice, bruno, chloe, segur")


def test_the_rights_that_are_missing_are_named_before_anything_is_written(postgresql: Server, team: str) -> None:
    alice, carole = (postgresql.of(team, f"{who}{team}") for who in ("alice", "carole"))
    with pytest.raises(RecordUnknown, match=f"il manque à carole{team} un droit sur la base {team}"):
        create(at(carole), PATIENCE)
    create(at(alice), PATIENCE)
    postgresql.run(f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO carole{team}", database=team)
    assert "INSERT, UPDATE, DELETE sur la table exported_file" in why_only_read(at(carole))
    assert not why_only_read(at(alice))
    with Record.opened(at(carole), PATIENCE, to_read=True) as record:
        assert record.numbers_used(ANS, DAY) == set()
        with pytest.raises(RecordUnknown, match="INSERT, UPDATE, DELETE sur la table exported_file"):
            record.store.ensure_it_can_keep()
        with pytest.raises(RecordUnknown, match="sur la table exported_line"), record.store.transaction():
            record.add([exported(1)])
    postgresql.run(f"GRANT INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO carole{team}", database=team)
    with Record.opened(at(carole), PATIENCE) as record, record.store.transaction():
        record.add([exported(1)])
    postgresql.run("REVOKE USAGE ON SCHEMA public FROM PUBLIC", database=team)
    assert f"il manque à carole{team} le droit USAGE sur le schéma" in refused(carole)


RIGHTS = ("SELECT", "INSERT", "UPDATE", "DELETE")


@pytest.mark.parametrize("table", ["record", *tables()])
def test_of_each_table_just_the_rights_that_are_missing_are_named(
    postgresql: Server, team: str, table: str
) -> None:
    alice, carole = (postgresql.of(team, f"{who}{team}") for who in ("alice", "carole"))
    create(at(alice), PATIENCE)
    postgresql.run(f"GRANT ALL ON ALL TABLES IN SCHEMA public TO carole{team}", database=team)
    wanted = [right for right in RIGHTS if table != "record" or right in {"SELECT", "UPDATE"}]
    for count in range(len(RIGHTS) + 1):
        for given in combinations(RIGHTS, count):
            grant = [f"GRANT {', '.join(given)} ON {table} TO carole{team}"] if given else []
            postgresql.run(f"REVOKE ALL ON {table} FROM carole{team}", *grant, database=team)
            missing = [right for right in wanted if right not in given]
            said = f"il manque à carole{team} des droits : {', '.join(missing)} sur la table {table}"
            try:
                words = why_only_read(at(carole))
            except RecordUnknown as why:
                words = str(why)
            assert words.partition("servir : ")[2] == (said if missing else "")


def test_who_may_only_read_the_tables_may_read_all_of_it(postgresql: Server, team: str) -> None:
    alice, carole = (postgresql.of(team, f"{who}{team}") for who in ("alice", "carole"))
    create(at(alice), PATIENCE)
    with Record.opened(at(alice), PATIENCE) as record, record.store.transaction():
        record.add([exported(1)])
    postgresql.run(f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO carole{team}", database=team)
    assert health(at(carole), PATIENCE).exported == 1
    with History.copied(at(carole), PATIENCE) as history:
        assert history.knows_files()
    postgresql.run(f"REVOKE SELECT ON passage FROM carole{team}", database=team)  # noqa: S608 (ours)
    with History.opened(at(carole), PATIENCE, to_read=True) as history, pytest.raises(RecordUnknown) as refusal:
        history.passages("00001")
    assert str(refusal.value).endswith("SELECT sur la vue passage")


def test_what_few_commands_ask_for_is_named_by_these(postgresql: Server, team: str, tmp_path: Path) -> None:
    alice, carole = (postgresql.of(team, f"{who}{team}") for who in ("alice", "carole"))
    create(at(alice), PATIENCE)
    postgresql.run(
        f"GRANT ALL ON ALL TABLES IN SCHEMA public TO carole{team}",
        f"REVOKE TEMPORARY ON DATABASE {team} FROM PUBLIC",
        f"GRANT UPDATE ON SEQUENCE seen_file_id_seq TO carole{team}",
        database=team,
    )
    own = at_place(str(tmp_path), SETTINGS)
    create(own, PATIENCE)
    with Record.opened(own, PATIENCE) as record, record.store.transaction():
        record.add([exported(1)])
    for do in (
        lambda: copy_record(own, at(carole), PATIENCE),
        lambda: foresee_nothing(at(carole)),
    ):
        with pytest.raises(RecordUnknown) as refusal:
            do()
        assert "SELECT, UPDATE sur la séquence exported_file_id_seq" in str(refusal.value)
        assert "SELECT sur la séquence seen_file_id_seq" in str(refusal.value)
        assert str(refusal.value).endswith(f"TEMPORARY sur la base {team}")


def foresee_nothing(settings: Settings) -> None:
    with open_record(settings, PATIENCE) as store:
        store.hide("intent", "id", [1])


def test_a_newer_record_is_refused_and_an_older_one_brought_up_by_a_member_alone(
    postgresql: Server, team: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    alice, carole = (postgresql.of(team, f"{who}{team}") for who in ("alice", "carole"))
    create(at(alice), PATIENCE)
    postgresql.run(f"GRANT ALL ON ALL TABLES IN SCHEMA public TO carole{team}", database=team)
    later = (
        *RECORD.scripts,
        "ALTER TABLE intent ADD COLUMN why TEXT NOT NULL DEFAULT ''; UPDATE intent SET why = ''",
    )
    with monkeypatch.context() as patched:
        patched.setattr(RECORD, "scripts", later)
        with pytest.raises(RecordUnknown, match="plus ancienne"), open_record(at(alice), as_it_is=True):
            pass
        assert f"seul un membre de {team} peut le mettre à jour" in refused(carole)
        with open_record(at(alice), PATIENCE) as store:
            assert store.rows("SELECT why FROM intent") == []
        with open_record(at(carole), PATIENCE, as_it_is=True) as store:
            assert store.rows("SELECT version FROM record") == [(len(later),)]
    assert "plus récente de segur-tui : mettez le programme à jour" in refused(alice)
    postgresql.run("UPDATE record SET version = -1", database=team)
    assert "abîmé" in refused(alice)


def test_a_database_that_is_not_in_utf_8_is_refused(postgresql: Server) -> None:
    name = f"t{uuid4().hex[:8]}"
    postgresql.run(f"CREATE DATABASE {name} ENCODING 'LATIN1' TEMPLATE template0")
    with pytest.raises(RecordUnknown, match="UTF-8"):
        create(at(postgresql.of(name)), PATIENCE)


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://127.0.0.1:1/segur",
        "postgresql://segur.invalid/segur",
        "postgresql:///segur?host=/nowhere",
        "postgresql:///?service=absent",
    ],
)
def test_a_server_that_is_not_there_is_unknown(address: str) -> None:
    assert "la connexion au serveur n’est pas possible" in refused(address)


def test_accounts_and_databases_that_are_not_there_are_unknown(postgresql: Server) -> None:
    for address in (postgresql.of("absent"), postgresql.of("postgres", "personne")):
        assert "la connexion au serveur n’est pas possible" in refused(address)


def test_an_account_without_the_password_that_is_asked_for_is_told_where_that_belongs(
    postgresql: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    name, access, passes = f"t{uuid4().hex[:8]}", postgresql.folder / "data" / "pg_hba.conf", tmp_path / "passes"
    postgresql.run(f"CREATE ROLE {name} LOGIN PASSWORD 's3cret'")
    access.write_text(f"local all {name} scram-sha-256\n{access.read_text()}")
    postgresql.run("SELECT pg_reload_conf()")
    monkeypatch.setenv("PGPASSFILE", str(passes))
    address = postgresql.of("postgres", name)
    deadline = monotonic() + 20
    while "demande un mot de passe : gardez-le dans ~/.pgpass" not in (words := refused(address)):
        assert monotonic() < deadline, words  # the server has not read its file yet
    passes.write_text(f"*:*:*:{name}:s4cret\n")
    passes.chmod(0o600)
    assert "s4cret" not in (words := refused(address))
    assert "password authentication failed" in words
    passes.write_text(f"*:*:*:{name}:s3cret\n")
    assert "record create" in refused(address)
    passes.chmod(0o640)
    for place in (address, f"{address}&passfile={passes}"):
        assert "~/.pgpass, que vous seul pouvez lire" in refused(place)
        monkeypatch.delenv("PGPASSFILE", raising=False)
    assert capfd.readouterr() == ("", "")


def test_a_server_that_does_not_answer_is_unknown_in_time(
    tmp_path: Path, postgresql: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(connecting._CONNECTION, "connect_timeout", 2)  # noqa: SLF001 (the shortest that there is)
    with socket.socket(socket.AF_UNIX) as silent:
        silent.bind(str(tmp_path / ".s.PGSQL.5432"))
        silent.listen()
        began = monotonic()
        assert "le serveur ne répond pas" in refused(f"postgresql:///segur?host={tmp_path}")
        assert monotonic() - began < 20
        began = monotonic()
        assert "le serveur ne répond pas" in refused(f"postgresql:///segur?host={tmp_path}")
        assert monotonic() - began < 1  # nobody waits for each of many looks
    (tmp_path / ".s.PGSQL.5432").unlink()
    address = postgresql.schema()
    create(at(address), PATIENCE)
    monkeypatch.setattr(connecting, "_TO_ANSWER", 0.5)
    Wire(tmp_path, postgresql).cut_at("SELECT identity", is_mute=True)
    with open_record(at(address.replace(str(postgresql.folder), str(tmp_path))), PATIENCE) as store:
        with pytest.raises(RecordUnknown, match="le serveur ne répond pas"):
            store.identity()
        with pytest.raises(RecordUnknown, match="la connexion au serveur est coupée"):
            store.identity()


def test_what_is_committed_is_on_the_disk_whatever_the_server_s_own_way_is(postgresql: Server) -> None:
    address = postgresql.schema()
    create(at(address), PATIENCE)
    assert postgresql.run("SHOW synchronous_commit") == [("off",)]
    with open_record(at(address), PATIENCE) as store:
        assert store.rows("SELECT current_setting('synchronous_commit')") == [("on",)]


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://anne:s3cret@serveur/segur",
        "postgresql://anne:s3/cret@serveur/segur",
        "postgresql://anne?x:s3cret@serveur/segur",
        "postgresql://serveur/segur?password=s3cret",
        "postgresql://serveur/segur?user=anne&pass%77ord=s3cret",
        "postgresql://serveur/segur?sslpassword=s3cret",
    ],
)
def test_an_address_with_a_password_is_refused_and_none_of_it_is_cited(address: str) -> None:
    assert "mot de passe" in wrong_with(address)
    with pytest.raises(RecordUnknown) as refusal:
        at_place(address, SETTINGS)
    assert not any(part in f"{wrong_with(address)}{refusal.value}" for part in ("s3", "cret", "anne", "serveur"))


@pytest.mark.parametrize("address", ["postgresql://serveur/segur?inconnu=s3cret", "postgresql://s3cret%zz/segur"])
def test_an_address_that_cannot_be_read_is_not_cited_by_the_library_s_words(address: str) -> None:
    assert refused(address).startswith("l’adresse du registre n’est pas possible")
    assert "s3cret" not in refused(address)


@pytest.mark.parametrize(
    "address",
    [
        "postgresql:///segur",
        "postgresql://anne@h1:5432,h2:5433/segur?target_session_attrs=read-write",
        "postgresql://[::1]:5432/segur",
        "postgresql:///?service=segur",
        "postgresql://serveur:5432/segur?user=anne@domaine&passfile=/home/anne/password",
    ],
)
def test_addresses_as_the_library_takes_them_are_taken(address: str) -> None:
    assert not wrong_with(address)


def test_without_the_library_people_are_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    for name in [name for name in sys.modules if name.startswith("segur_tui.application.record.postgresql")]:
        monkeypatch.delitem(sys.modules, name)
    assert "pip install 'segur-tui[postgresql]'" in refused("postgresql:///segur")


def test_who_changes_a_record_outside_a_transaction_cannot_be_lost_unseen(postgresql: Server) -> None:
    address = postgresql.schema()
    create(at(address), PATIENCE)
    with open_record(at(address), PATIENCE) as store:
        store.begin()
        with pytest.raises(RecordUnknown):
            store.change("SELECT 1 / 0")
        with pytest.raises(RecordUnknown):
            store.end()  # the server takes all back, and calls it no error
    with on_server(address) as other:
        assert other.execute("SELECT count(*) FROM exported_file").fetchone() == (0,)


@pytest.mark.parametrize("level", ["repeatable read", "serializable"])
def test_who_keeps_others_out_sees_all_that_they_wrote_before_whatever_the_server_s_own_level_is(
    postgresql: Server, level: str
) -> None:
    address = postgresql.schema()
    create(at(address), PATIENCE)
    option = f"%20-cdefault_transaction_isolation%3D{level.replace(' ', '%5C%20')}"
    with on_server(f"{address}{option}") as plain:
        assert plain.execute("SHOW transaction_isolation").fetchone() == (level,)
    with (
        Record.opened(at(f"{address}{option}"), PATIENCE) as mine,
        Record.opened(at(address), PATIENCE) as theirs,
        mine.store.transaction(),
    ):
        theirs.add([exported(1)])  # as if it had been kept just before the lock was had
        assert mine.numbers_used(ANS, DAY) == {1}


def test_a_connection_outlives_the_packing_of_documents(postgresql: Server) -> None:
    address = postgresql.schema()
    create(at(address), PATIENCE)
    with open_record(at(address), PATIENCE) as store:
        bounds = "SELECT setting::bigint FROM pg_settings WHERE name = 'idle_session_timeout'"
        assert all(milliseconds >= 3_600_000 for (milliseconds,) in store.rows(bounds))
