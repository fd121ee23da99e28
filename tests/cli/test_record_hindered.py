"""What the commands say of a record whose files cannot serve: which of them, and which right is missing."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from segur_tui.application.record.schema import FILE_NAME
from tests.claims import REJECTED, returned, save
from tests.cli.program import Program

pytestmark = pytest.mark.sqlite

OWNER, SOMEONE, GROUP, OTHER_GROUP = 54320, 54321, 54329, 54328
DAY = ("--date", "2026-11-24")
root = pytest.mark.skipif(os.geteuid() != 0, reason="only root may give files away")


@contextmanager
def as_someone() -> Iterator[None]:
    """A block that has the rights of an account of the group alone."""
    groups = os.getgroups()
    os.setgroups([GROUP])
    os.setegid(SOMEONE)
    os.seteuid(SOMEONE)
    try:
        yield
    finally:
        os.seteuid(0)
        os.setegid(0)
        os.setgroups(groups)


@pytest.fixture
def team() -> Iterator[tuple[Program, Path, Path]]:
    """The program of an account, the folder that its group shares, with a record, and a return."""
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        home.chmod(0o755)
        (folder := home / "commun").mkdir()
        (settings := home / ".config" / "segur-tui").mkdir(parents=True)
        (settings / "config.toml").write_text(f'record = "{folder}"\n')
        program, source = Program(home), save(home / "retours", returned([REJECTED]))
        folder.chmod(0o2770)
        for arguments in (("record", "create"), ("export", source, *DAY), ("record", "check"), ("config",)):
            assert program.run(*arguments).status == 0  # all is loaded that who may not look into it asks for
        for path in (folder, *folder.iterdir()):
            os.chown(path, OWNER, GROUP)
            path.chmod(0o2770 if path is folder else 0o660)
        for path in (home, *home.rglob("*")):
            if folder not in {path, path.parent}:
                os.chown(path, SOMEONE, SOMEONE)
        yield program, folder, source


def said_by_all(program: Program, source: Path) -> list[tuple[int, str]]:
    """Return the statuses and the words, on one line, of each command that tells of the record."""
    with as_someone():
        done = [
            program.run(*arguments)
            for arguments in (("export", source, *DAY, "--again"), ("record", "check"), ("config",))
        ]
    return [
        (each.status, (each.stdout + each.stderr).replace("\N{NO-BREAK SPACE}", " ").replace("’", "'"))
        for each in done
    ]


@root
def test_what_a_group_shares_serves_each_of_it(team: tuple[Program, Path, Path]) -> None:
    program, _, source = team
    said = said_by_all(program, source)
    assert said[0][0] == 0
    assert not any("il manque" in words or "que lu" in words for _, words in said)


@root
@pytest.mark.parametrize("end", ["", "-journal", "-wal", "-shm"])
@pytest.mark.parametrize(
    ("access", "right", "gives"),
    [
        ((0o640, GROUP), "d'écrire dans", "chmod g+rw"),
        ((0o620, GROUP), "de lire", "chmod g+rw"),
        ((0o600, GROUP), "de lire et d'écrire dans", "chmod g+rw"),
        ((0o660, OTHER_GROUP), "de lire et d'écrire dans", f"chgrp {GROUP}"),
        ((0o664, OTHER_GROUP), "d'écrire dans", f"chgrp {GROUP}"),
    ],
)
def test_the_file_and_the_right_that_are_missing_are_named_by_all(
    team: tuple[Program, Path, Path], end: str, access: tuple[int, int], right: str, gives: str
) -> None:
    program, folder, source = team
    path = folder / f"{FILE_NAME}{end}"
    if end in {"-wal", "-shm"}:
        left_by_another(folder / FILE_NAME)
    os.chown(path, OWNER, access[1])
    path.chmod(access[0])
    said = said_by_all(program, source)
    assert [status for status, _ in said][0::2] == [2, 0]
    assert said[1][0] != 0
    name = f"« {gives} {path} »"
    for _, words in said:
        assert f"le droit {right} {path.name} ; {OWNER} ou root le donne par {name}" in words, words


def left_by_another(path: Path) -> None:
    """Let a program that was killed have used a record by another kind of journal."""
    with closing(sqlite3.connect(path)) as record:
        record.execute("PRAGMA journal_mode = WAL")
        record.execute("CREATE TABLE t (a)")
        record.execute("DROP TABLE t")
        kept = {end: path.with_name(f"{path.name}{end}").read_bytes() for end in ("", "-wal", "-shm")}
    for end, content in kept.items():
        file = path.with_name(f"{path.name}{end}")
        file.write_bytes(content)
        os.chown(file, OWNER, GROUP)
        file.chmod(0o660)


@root
@pytest.mark.parametrize(("mode", "right"), [(0o2750, "d'écrire dans"), (0o2760, "d'entrer dans")])
def test_the_right_on_its_folder_that_is_missing_is_named_by_all(
    team: tuple[Program, Path, Path], mode: int, right: str
) -> None:
    program, folder, source = team
    (folder / f"{FILE_NAME}-journal").unlink()
    folder.chmod(mode)
    for status, words in said_by_all(program, source):
        assert f"le droit {right} le dossier {folder}" in words, (status, words)


@pytest.mark.parametrize("end", ["", "-journal"])
def test_what_is_no_file_is_named_with_what_is_to_be_done(program: Program, tmp_path: Path, end: str) -> None:
    source = save(tmp_path / "retours", returned([REJECTED]))
    folder = program.home / "state" / "segur-tui"
    assert program.run("export", source, *DAY).status == 0
    path = folder / f"{FILE_NAME}{end}"
    for target, words in (
        (None, "un dossier, et un fichier est attendu ; renommez ce dossier"),
        (tmp_path / "nulle-part", f"un lien vers {tmp_path / 'nulle-part'}, qui n'est pas là"),
    ):
        if end and target is not None:
            continue  # SQLite makes what it leads to
        path.rename(kept := tmp_path / "de-côté")
        path.mkdir() if target is None else path.symlink_to(target)
        for arguments in (("record", "check"), ("config",), ("export", source, *DAY)):
            done = program.run(*arguments)
            said = (done.stdout + done.stderr).replace("\N{NO-BREAK SPACE}", " ").replace("’", "'")
            assert f"{path.name} est {words}" in said, (arguments, said)
        path.rmdir() if path.is_dir() else path.unlink()
        kept.rename(path)


def test_a_link_of_the_team_s_record_that_leads_nowhere_is_named(program: Program, tmp_path: Path) -> None:
    (settings := program.home / ".config" / "segur-tui").mkdir(parents=True)
    (folder := tmp_path / "commun").mkdir(mode=0o700)
    (settings / "config.toml").write_text(f'record = "{folder}"\n')
    (folder / FILE_NAME).symlink_to(tmp_path / "disque" / "r.db")
    for arguments in (("record", "create"), ("record", "check"), ("config",)):
        done = program.run(*arguments)
        said = (done.stdout + done.stderr).replace("\N{NO-BREAK SPACE}", " ").replace("’", "'")
        assert f"{FILE_NAME} est un lien vers {tmp_path / 'disque' / 'r.db'}, qui n'est pas là" in said
        assert "record create" not in said
