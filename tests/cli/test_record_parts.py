"""What the commands say of a record that has lost a table or a view."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from segur_tui.application.record.schema import FILE_NAME, RECORD
from segur_tui.application.state.database import MINE
from segur_tui.application.state.parts import declared
from segur_tui.application.state.sqlite_file import Schema, open_empty
from segur_tui.format.value_type import replace
from tests.claims import REJECTED, returned, save
from tests.cli.program import Program
from tests.postgresql import Server

DAY = ("--date", "2026-11-24")
PARTS = [(kind, name) for name, kind in declared(RECORD.scripts).items()]
CALLED = {"TABLE": "la table", "VIEW": "la vue"}


@pytest.mark.parametrize("schema", [RECORD, MINE])
def test_what_is_declared_is_what_the_scripts_make_at_each_version(schema: Schema) -> None:
    for many in range(1, len(schema.scripts) + 1):
        with closing(open_empty(replace(schema, scripts=schema.scripts[:many]))) as made:
            found = made.execute(
                "SELECT name, upper(type) FROM sqlite_master WHERE type IN ('table', 'view') "
                "AND name NOT LIKE 'sqlite_%'"
            ).fetchall()
        assert dict(found) == declared(schema.scripts[:many])


def with_record(program: Program, place: str | Path) -> None:
    path = program.home / ".config" / "segur-tui" / "config.toml"
    path.parent.mkdir(parents=True)
    path.write_text(f'record = "{place}"\n')


def ensure_told(program: Program, source: Path, part: tuple[str, str], capfd: pytest.CaptureFixture[str]) -> None:
    kind, name = part
    for arguments in (("record", "create"), ("config",), ("record", "check"), ("export", source, *DAY, "--again")):
        done = program.run(*arguments)
        said = (done.stdout + done.stderr).replace("\N{NO-BREAK SPACE}", " ").replace("’", "'")
        assert f"abîmé : il manque {CALLED[kind]} {name} ; reprenez une sauvegarde" in said, (arguments, said)
        assert done.status == (0 if arguments == ("config",) else 2)
        assert "répond en" not in said
    assert capfd.readouterr().err == ""


@pytest.mark.sqlite
@pytest.mark.parametrize("part", PARTS, ids=str)
def test_a_file_s_record_names_what_it_has_lost(
    program: Program, tmp_path: Path, part: tuple[str, str], capfd: pytest.CaptureFixture[str]
) -> None:
    (folder := tmp_path / "commun").mkdir(mode=0o700)
    with_record(program, folder)
    source = save(tmp_path / "retours", returned([REJECTED]))
    assert program.run("record", "create").status == 0
    assert program.run("export", source, *DAY).status == 0
    with closing(sqlite3.connect(folder / FILE_NAME)) as record, record:
        record.execute("PRAGMA foreign_keys = OFF")
        record.execute(f"DROP {' '.join(part)}")
    ensure_told(program, source, part, capfd)


@pytest.mark.parametrize("part", PARTS, ids=str)
def test_a_server_s_record_names_what_it_has_lost(
    program: Program, postgresql: Server, tmp_path: Path, part: tuple[str, str], capfd: pytest.CaptureFixture[str]
) -> None:
    address = postgresql.schema()
    with_record(program, address)
    source = save(tmp_path / "retours", returned([REJECTED]))
    assert program.run("record", "create").status == 0
    assert program.run("export", source, *DAY).status == 0
    kind, name = part
    postgresql.run(f"ALTER {kind} {address.rpartition('%3D')[2]}.{name} RENAME TO zz")
    ensure_told(program, source, part, capfd)
