"""`segur-tui record`, and what commands say of a configured record."""

from __future__ import annotations

import os
import pwd
import re
import shutil
import sqlite3
from contextlib import closing
from functools import partial
from pathlib import Path
from unittest.mock import patch

import pytest

from segur_tui.application.record.schema import FILE_NAME
from segur_tui.application.record.settled import settle_label
from segur_tui.application.settings.values import Settings
from segur_tui.format.answer import Answer, AnswerState
from tests.claims import ACCEPTED, ANS, REJECTED, returned, save
from tests.cli.program import Outcome, Program
from tests.cutting import killed
from tests.terminal import Terminal

DAY = ("--date", "2026-11-24")


@pytest.fixture
def commun(program: Program) -> Path:
    """The folder of the configured record."""
    path = program.home / ".config" / "segur-tui" / "config.toml"
    path.parent.mkdir(parents=True)
    folder = program.home / "commun"
    path.write_text(f'record = "{folder}"\n')
    folder.mkdir(mode=0o700)
    return folder


def test_a_record_that_is_not_there_is_unknown_until_it_is_made(
    program: Program, commun: Path, tmp_path: Path
) -> None:
    source = save(tmp_path / "retours", returned([REJECTED]))
    commands = (("export", source), ("export", source, "--dry-run"), ("history", "1"), ("answers",))
    for arguments in (*commands, ("withdraw", source)):
        outcome = program.run(*arguments)
        assert (outcome.status, outcome.stdout) == (2, ""), arguments
        assert "record create" in outcome.stderr
    assert program.run("check", source).status == 1
    assert not list(commun.iterdir())
    assert len(list(source.parent.iterdir())) == 1
    made = program.run("record", "create")
    assert (made.status, made.stdout.replace("\N{NO-BREAK SPACE}", " ")) == (
        0,
        f"registre créé : {commun / FILE_NAME}\n",
    )
    assert "déjà là" in program.run("record", "create").stdout
    assert program.run("export", source, *DAY).status == 0
    assert not (program.home / "state" / "segur-tui" / FILE_NAME).exists()


def test_two_people_with_one_record_take_each_number_once_in_whatever_folders(
    program: Program, commun: Path, tmp_path: Path
) -> None:
    assert commun.is_dir()
    assert program.run("record", "create").status == 0
    sources = [save(tmp_path / f"retours{number}", returned([REJECTED], number)) for number in (1, 2, 3)]
    for number, (source, state) in enumerate(zip(sources, "aba", strict=True), 1):
        done = program.run(
            "export", source, *DAY, "--output", tmp_path / state, XDG_STATE_HOME=str(tmp_path / state)
        )
        assert f"JSON-{ANS}-20261124-{number:03d}.json" in done.stdout
    again = program.run("export", sources[2], *DAY, "--output", tmp_path / "c", XDG_STATE_HOME=str(tmp_path / "b"))
    assert "003.json" in again.stdout + again.stderr
    assert not (tmp_path / "c").exists()


@pytest.mark.parametrize("arguments", [("record",), ("record", "make"), ("record", "create", "x")])
def test_wrong_calls_are_answered_in_words(program: Program, arguments: tuple[str, ...]) -> None:
    outcome = program.run(*arguments)
    assert (outcome.status, outcome.stdout) == (2, "")
    assert "create" in outcome.stderr or "ACTION" in outcome.stderr


@pytest.mark.parametrize(
    ("value", "what"),
    [
        ("mysql://localhost/segur", "n'est pas possible ; attendu : un chemin de dossier"),
        ("postgres://localhost/segur", "« postgresql://"),
        ("", "un texte vide n'est pas possible"),
    ],
)
def test_a_record_that_is_neither_a_folder_nor_a_server_is_a_mistake(
    program: Program, commun: Path, value: str, what: str
) -> None:
    (commun.parent / ".config" / "segur-tui" / "config.toml").write_text(f'record = "{value}"\n')
    outcome = program.run("record", "create")
    assert (outcome.status, outcome.stdout) == (2, "")
    assert what in outcome.stderr.replace("\N{NO-BREAK SPACE}", " ")


def test_the_history_says_who_exported_withdrew_and_settled(program: Program, tmp_path: Path) -> None:
    me = f"{pwd.getpwuid(os.getuid()).pw_name} sur {os.uname().nodename}"
    source = save(tmp_path / "retours", returned([REJECTED, ("", "Traité")]))
    assert program.run("export", source, *DAY).status == 0
    (written,) = (path for path in source.parent.iterdir() if path != source)

    def told() -> list[str]:
        lines = program.run("history", "00001").stdout.replace("\N{NO-BREAK SPACE}", " ").splitlines()
        return [line.partition("JSON")[2] for line in lines if me in line]

    place = "-LGCTEST001-20261124-001.json, ligne 1 (venant de JSON-LGCTEST001-20261005-001.json, ligne 1)"
    assert told() == [f"{place}, par {me}"]
    assert program.run("withdraw", written).status == 0
    assert told() == [f"{place}, retirée par {me}"]
    assert f"déjà retiré par {me}" in program.run("withdraw", written).stdout
    with patch.dict(os.environ, program.environment):
        settle_label(ANS, Answer(AnswerState.TO_VERIFY, "", "Traité"), AnswerState.REJECTED, Settings())
    (told_of,) = program.run("history", "00002", "--format", "json").report["passages"]
    assert (told_of["what"], told_of["by"]) == ("rejected", me)
    assert f"réglée par {me}" in program.run("history", "00002").stdout


def said(outcome: Outcome) -> list[str]:
    return outcome.stdout.replace("\N{NO-BREAK SPACE}", " ").splitlines()


def test_a_check_tells_what_is_gone_and_what_is_unfinished(program: Program, commun: Path, tmp_path: Path) -> None:
    assert program.run("record", "create").status == 0
    sources = [save(tmp_path / f"retours{number}", returned([REJECTED], number)) for number in (1, 2)]
    for source in sources:
        assert program.run("export", source, *DAY, "--output", tmp_path / "out").status == 0
    checked = program.run("record", "check")
    assert (checked.status, said(checked)) == (
        0,
        [f"registre sain : {commun / FILE_NAME} (2 fichiers écrits, 2 fichiers lus)"],
    )
    gone, other = sorted((tmp_path / "out").iterdir())
    gone.unlink()
    with closing(sqlite3.connect(commun / FILE_NAME)) as record, record:
        record.execute("UPDATE exported_file SET host = 'ailleurs' WHERE number = 2")
        intent = ("INSERT INTO intent (folder, account, host, process) VALUES (?, 'bob', 'ailleurs', 'x 1 2 3')",)
        record.execute(*intent, (str(other.parent),))
    checked = program.run("record", "check")
    assert checked.status == 1
    me = f"{pwd.getpwuid(os.getuid()).pw_name} sur {os.uname().nodename}"
    assert said(checked)[1:3] == [
        f"fichier déplacé ou supprimé : {gone} (24/11/2026 n° 001, par {me})",
        "1 fichier d'autres machines, à regarder là-bas",
    ]
    assert said(checked)[3].startswith("export inachevé : bob sur ailleurs, le ")
    with closing(sqlite3.connect(commun / FILE_NAME)) as record, record:
        record.execute("INSERT INTO seen_line VALUES (99, 1, '', '', 'pending', '', '', '', '', '', '')")
    broken = program.run("record", "check")
    assert (broken.status, broken.stdout, "abîmé" in broken.stderr) == (2, "", True)
    (commun / FILE_NAME).write_bytes(b"no database" * 100)
    for arguments in (("record", "check"), ("record", "create"), ("export", *map(str, sources))):
        broken = program.run(*arguments)
        assert (broken.status, broken.stdout) == (2, "")
        assert "ce n'est pas une base de données ; reprenez une sauvegarde" in broken.stderr


def test_a_check_tells_what_becomes_of_an_unfinished_export_and_how_to_free_it(
    program: Program, commun: Path, tmp_path: Path
) -> None:
    assert program.run("record", "create").status == 0
    source, name = save(tmp_path / "retours", returned([REJECTED])), f"JSON-{ANS}-20261124-001.json"
    killed(partial(program.run, "export", source, *DAY, "--output", tmp_path / "out"), ("link", 1))
    with closing(sqlite3.connect(commun / FILE_NAME)) as record, record:
        record.execute("UPDATE intent SET account = 'bob', host = 'ailleurs'")
        record.execute("UPDATE exported_file SET account = 'bob', host = 'ailleurs'")
    for held in (f"si {name} n'a pas été déposé, « segur-tui withdraw {name} » rend ses lignes", "retiré"):
        checked = program.run("record", "check")
        assert (checked.status, "1 ligne" in said(checked)[1], held in said(checked)[1]) == (1, True, True)
        assert ("lignes et numéro restent pris" in said(checked)[1]) == (held != "retiré")
        assert program.run("withdraw", name).status == 0
    assert "de nouveau libre" in program.run("withdraw", name).stdout
    assert program.run("export", source, *DAY, "--output", tmp_path / "out").status == 0
    assert [path.name for path in (tmp_path / "out").glob("*.json")] == [name.replace("001.json", "002.json")]


def test_a_backup_is_a_record_of_the_same_and_replaces_nothing(
    program: Program, commun: Path, tmp_path: Path
) -> None:
    assert program.run("record", "create").status == 0
    source = save(tmp_path / "retours", returned([REJECTED]))
    assert program.run("export", source, *DAY).status == 0
    (written,) = (path for path in source.parent.iterdir() if path != source)
    with closing(sqlite3.connect(commun / FILE_NAME, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")  # somebody is about to write
        other.execute("UPDATE exported_file SET number = 7")
        assert program.run("record", "backup", tmp_path / "copie.db").status == 0
        other.execute("ROLLBACK")
    assert (tmp_path / "copie.db").stat().st_mode & 0o777 == 0o600
    again = program.run("record", "backup", tmp_path / "copie.db")
    assert (again.status, again.stdout, "existe déjà" in again.stderr) == (2, "", True)
    nowhere = program.run("record", "backup", tmp_path / "nulle-part" / "copie.db")
    assert (nowhere.status, "n'existe pas" in nowhere.stderr) == (2, True)
    for path in commun.iterdir():
        path.unlink()
    (tmp_path / "copie.db").rename(commun / FILE_NAME)
    told = program.run("history", "00001").stdout
    assert written.name in told
    held = program.run("export", source, *DAY, "--format", "json").report
    assert [each["obstacle"] for each in held["left_out"]] == ["exported"]


@pytest.mark.parametrize("is_damaged", [True, False])
def test_what_was_exported_since_a_backup_is_held_as_the_readme_says(
    program: Program, commun: Path, tmp_path: Path, *, is_damaged: bool
) -> None:
    assert program.run("record", "create").status == 0
    assert program.run("record", "backup", tmp_path / "copie.db").status == 0
    source = save(tmp_path / "retours", returned([REJECTED]))
    assert program.run("export", source, *DAY, "--output", tmp_path / "out").status == 0
    (written,) = (tmp_path / "out").iterdir()
    (aside := tmp_path / "ancien").mkdir()
    for path in commun.iterdir():
        path.rename(aside / path.name)
    (tmp_path / "copie.db").rename(commun / FILE_NAME)
    planned = program.run("export", source, *DAY, "--dry-run", "--output", tmp_path / "autre", "--format", "json")
    assert [Path(each["path"]).name for each in planned.report["written"]] == [written.name]
    if is_damaged:
        shutil.copy(written, source.parent)
    else:
        copied = program.run("record", "copy", aside, commun)
        assert (copied.status, "compte de nouveau" in copied.stderr) == (0, False)
    held = program.run("export", source, *DAY, "--output", tmp_path / "autre", "--format", "json").report
    assert [each["obstacle"] for each in held["left_out"]] == ["older" if is_damaged else "exported"]
    other = save(tmp_path / "retours", returned([None, REJECTED]), "20261006")
    new = program.run("export", other, *DAY, "--lines", "2", "--output", tmp_path / "autre", "--format", "json")
    assert [Path(each["path"]).name for each in new.report["written"]] == [written.name.replace("001.", "002.")]


def test_a_withdrawal_since_a_backup_is_told_as_the_readme_says(
    program: Program, commun: Path, tmp_path: Path
) -> None:
    assert program.run("record", "create").status == 0
    source = save(tmp_path / "retours", returned([REJECTED]))
    assert program.run("export", source, *DAY, "--output", tmp_path / "out").status == 0
    (written,) = (tmp_path / "out").iterdir()
    assert program.run("record", "backup", tmp_path / "copie.db").status == 0
    assert program.run("withdraw", written).status == 0
    (aside := tmp_path / "ancien").mkdir()
    for path in commun.iterdir():
        path.rename(aside / path.name)
    (tmp_path / "copie.db").rename(commun / FILE_NAME)
    for _ in range(2):  # until it is withdrawn again
        copied = program.run("record", "copy", aside, commun)
        assert copied.status == 0
        assert f"compte de nouveau : {written} ;" in copied.stderr.replace("\N{NO-BREAK SPACE}", " ")
    assert "1 ligne de nouveau libre" in said(program.run("withdraw", written))[0]
    assert program.run("record", "copy", aside, commun).stderr == ""


def test_config_tells_where_the_record_is_and_whether_it_answers(program: Program, commun: Path) -> None:
    def record() -> dict[str, str]:
        settings = program.run("config", "--format", "json").report["settings"]
        return next(each for each in settings if each["name"] == "record")

    assert record()["value"] == str(commun)
    assert record()["note"].startswith("ne répond pas : le registre")
    assert "record create" in record()["note"]
    assert program.run("record", "create").status == 0
    assert record()["value"] == str(commun / FILE_NAME)
    assert re.fullmatch(r"répond en \d+ ms", record()["note"])
    for version, said_of in ((1, "plus ancienne"), (1000, "plus récente")):
        with closing(sqlite3.connect(commun / FILE_NAME)) as database:
            ((present,),) = database.execute("PRAGMA user_version")
            database.execute(f"PRAGMA user_version = {version}")
        assert f"vient d'une version {said_of} de segur-tui" in record()["note"].replace("’", "'")
        with closing(sqlite3.connect(commun / FILE_NAME)) as database:
            database.execute(f"PRAGMA user_version = {present}")
    path = program.home / ".config" / "segur-tui" / "config.toml"
    assert record()["origin"] == f"{path}, ligne 1"
    path.unlink()
    own = program.home / "state" / "segur-tui" / FILE_NAME
    assert (record()["value"], "n’existe pas encore" in record()["note"]) == (str(own), True)
    assert not own.exists()


def test_what_ones_own_record_held_before_is_never_passed_over(program: Program, tmp_path: Path) -> None:
    source, other = (save(tmp_path / f"retours{number}", returned([REJECTED], number)) for number in (1, 2))
    assert program.run("export", source, *DAY, "--output", tmp_path / "out").status == 0
    own, shared = program.home / "state" / "segur-tui" / FILE_NAME, program.home / "commun"
    shared.mkdir(mode=0o700)
    path = program.home / ".config" / "segur-tui" / "config.toml"
    path.parent.mkdir(parents=True)
    path.write_text(f'record = "{shared}"\n')
    said = f"1 fichier écrit et 1 fichier lu que {shared} ne connaît pas"
    made = program.run("record", "create")
    assert (made.status, said in made.stderr.replace("\N{NO-BREAK SPACE}", " ")) == (0, True)
    for arguments in (("export", source), ("export", other, "--dry-run"), ("export", other)):
        refused = program.run(*arguments, *DAY)
        assert (refused.status, refused.stdout) == (2, "")
        assert f"segur-tui record copy {own.parent} {shared}" in refused.stderr
    assert program.run("record", "check").status == 1
    assert program.run("export", other, *DAY, "--without-record", "--dry-run").status == 2
    for left in shared.iterdir():
        left.unlink()
    shutil.copy(own, shared)  # all that it holds is known here, too
    held = program.run("export", source, *DAY, "--format", "json")
    assert [each["obstacle"] for each in held.report["left_out"]] == ["exported"]
    assert program.run("record", "check").status == 0
    (shared / FILE_NAME).unlink()
    assert program.run("record", "create").status == 0
    own.rename(own.with_name("avant.db"))
    assert program.run("export", other, *DAY).status == 0


def test_a_folder_that_all_may_write_into_is_refused_by_all_that_would_use_it(
    program: Program, commun: Path, tmp_path: Path
) -> None:
    source = save(tmp_path / "retours", returned([REJECTED]))
    assert program.run("record", "create").status == 0
    held = {path: path.read_bytes() for path in commun.iterdir()}
    commun.chmod(0o777)
    used = (
        ("export", source),
        ("export", source, "--dry-run"),
        ("history", "1"),
        ("answers",),
        ("withdraw", source),
    )
    for arguments in (
        *used,
        ("record", "create"),
        ("record", "check"),
        ("record", "backup", tmp_path / "copie.db"),
    ):
        outcome = program.run(*arguments)
        assert (outcome.status, outcome.stdout, "chmod o-w" in outcome.stderr) == (2, "", True), arguments
    with Terminal(program.command(source), env=program.environment | {"TERM": "xterm"}) as terminal:
        assert terminal.wait_exit() == 2
        assert "chmod o-w" in terminal.screen
    assert {path: path.read_bytes() for path in commun.iterdir()} == held
    assert commun.stat().st_mode & 0o7777 == 0o777


def test_a_withdrawn_number_is_free_only_where_its_file_is_known_to_be_gone(
    program: Program, commun: Path, tmp_path: Path
) -> None:
    assert program.run("record", "create").status == 0
    source = save(tmp_path / "retours", returned([REJECTED]))

    def next_number() -> str:
        planned = program.run(
            "export", source, *DAY, "--output", tmp_path / "out", "--format", "json", "--dry-run"
        )
        return Path(planned.report["written"][0]["path"]).stem[-3:]

    assert program.run("export", source, *DAY, "--output", tmp_path / "out").status == 0
    (written,) = (tmp_path / "out").iterdir()
    assert program.run("withdraw", written).status == 0
    written.unlink()
    assert next_number() == "001"
    loop = tmp_path / "boucle"
    loop.symlink_to(loop)  # nobody can tell what is behind it
    elsewhere = "UPDATE exported_file SET host = 'ailleurs'"
    for change, values in (("UPDATE exported_file SET path = ?", (str(loop / written.name),)), (elsewhere, ())):
        with closing(sqlite3.connect(commun / FILE_NAME)) as record, record:
            before = record.execute("SELECT path, host FROM exported_file").fetchone()
            record.execute(change, values)
        assert next_number() == "002"
        again = program.run("withdraw", written)
        assert (again.status, "son numéro aussi" in again.stdout) == (0, False)
        with closing(sqlite3.connect(commun / FILE_NAME)) as record, record:
            record.execute("UPDATE exported_file SET path = ?, host = ?", before)


def test_what_was_settled_as_accepted_in_ones_own_record_forbids_an_export(
    program: Program, tmp_path: Path
) -> None:
    source = save(tmp_path / "retours", returned([REJECTED, ("9999", "Demande enregistrée")]))
    with patch.dict(os.environ, program.environment):
        said_of = Answer(AnswerState.TO_VERIFY, "9999", "Demande enregistrée")
        settle_label(ANS, said_of, AnswerState.ACCEPTED, Settings())
    own, shared = program.home / "state" / "segur-tui", program.home / "commun"
    shared.mkdir(mode=0o700)
    path = program.home / ".config" / "segur-tui" / "config.toml"
    path.parent.mkdir(parents=True)
    path.write_text(f'record = "{shared}"\n')
    assert program.run("record", "create").status == 0
    refused = program.run("export", source, *DAY)
    assert (refused.status, refused.stdout, f"record copy {own} {shared}" in refused.stderr) == (2, "", True)
    assert "tient 1 réponse réglée que" in refused.stderr.replace("\N{NO-BREAK SPACE}", " ")
    assert program.run("record", "copy", own, shared).status == 0
    assert program.run("export", source, *DAY).status == 0


def test_a_copy_and_a_check_tell_which_two_files_are_not_both_to_be_deposited(
    program: Program, commun: Path, tmp_path: Path
) -> None:
    assert program.run("record", "create").status == 0
    source = save(tmp_path / "retours", returned([REJECTED, REJECTED]))
    own = {"XDG_STATE_HOME": str(tmp_path / "bob"), "XDG_CONFIG_HOME": str(tmp_path / "config")}
    out, theirs = tmp_path / "out", tmp_path / "bob-out"
    assert program.run("export", source, *DAY, "--output", out).status == 0
    assert program.run("export", source, *DAY, "--output", theirs, "--lines", "2", **own).status == 0
    (mine,), (other,) = out.iterdir(), theirs.iterdir()
    copied = program.run("record", "copy", tmp_path / "bob" / "segur-tui", commun)
    assert (copied.status, "registre copié" in copied.stdout) == (0, True)
    told = (
        f"ne déposez qu'un des deux : {mine} (24/11/2026 n° 001) et {other} (24/11/2026 n° 001) portent le même "
        "numéro et ont des demandes en commun (ligne 2 de l'un, ligne 1 de l'autre) ; "
        "« segur-tui withdraw FICHIER » retire celui qui n'a pas été déposé"
    )
    assert f"segur-tui : attention, {told}\n" in copied.stderr.replace("\N{NO-BREAK SPACE}", " ")
    checked = program.run("record", "check")
    assert (checked.status, said(checked)[1:]) == (1, [told])
    as_on_one_path = ("UPDATE exported_file SET path = ?, account = ?, host = ? WHERE path = ?",)
    with closing(sqlite3.connect(commun / FILE_NAME)) as record, record:
        record.execute(*as_on_one_path, (str(mine), "bob", "hostb", str(other)))
    (told_of,) = said(program.run("record", "check"))[2:]  # the first line counts the files of other hosts
    assert f"{mine} (24/11/2026 n° 001) et {mine} (24/11/2026 n° 001, par bob sur hostb) portent" in told_of
    assert "withdraw FICHIER », sur la machine et sous le compte qui l'ont écrit, retire" in told_of
    with closing(sqlite3.connect(commun / FILE_NAME)) as record, record:
        me = pwd.getpwuid(os.getuid()).pw_name, os.uname().nodename
        record.execute(f"{as_on_one_path[0]} AND host = 'hostb'", (str(other), *me, str(mine)))
    withdrawn = program.run("withdraw", other)
    assert "aucune ligne libre, 1 ligne reste prise par" in said(withdrawn)[0]
    assert f"son numéro reste pris par {mine}" in said(withdrawn)[0]
    checked = program.run("record", "check")
    assert (checked.status, len(said(checked))) == (0, 1)


@pytest.mark.parametrize(("day", "is_answered"), [("20261006", False), ("20261125", True)])
def test_a_copy_and_a_check_tell_which_file_holds_what_another_record_saw_accepted(
    program: Program, commun: Path, tmp_path: Path, day: str, *, is_answered: bool
) -> None:
    assert program.run("record", "create").status == 0
    source = save(tmp_path / "retours", returned([REJECTED, REJECTED]))
    accepted = save(tmp_path / "bob-retours", returned([ACCEPTED], 2), day)
    own = {"XDG_STATE_HOME": str(tmp_path / "bob"), "XDG_CONFIG_HOME": str(tmp_path / "config")}
    assert program.run("export", source, *DAY, "--output", tmp_path / "out").status == 0
    assert program.run("export", accepted, *DAY, **own).status == 0
    (mine,) = (tmp_path / "out").iterdir()
    copied = program.run("record", "copy", tmp_path / "bob" / "segur-tui", commun)
    date = f"{day[6:]}/{day[4:6]}/{day[:4]}"
    told = (
        f"ne déposez pas {mine} (24/11/2026 n° 001) : ligne 2, n° éditeur 00002 est acceptée dans {accepted.name} "
        f"({date} n° 001), ligne 1"
    )
    assert f"segur-tui : attention, {told}" in copied.stderr.replace("\N{NO-BREAK SPACE}", " ")
    checked = program.run("record", "check")
    way_out = " ; « segur-tui withdraw FICHIER » le retire"
    assert (checked.status, said(checked)[1:]) == ((0, []) if is_answered else (1, [told + way_out]))
    again = program.run("record", "copy", tmp_path / "bob" / "segur-tui", commun)
    assert (again.status, again.stderr) == (0, "")
    assert program.run("withdraw", mine).status == (2 if is_answered else 0)
    assert program.run("record", "check").status == 0


def test_what_was_exported_while_the_record_was_away_is_held_once_it_is_back(
    program: Program, commun: Path, tmp_path: Path
) -> None:
    assert program.run("record", "create").status == 0
    source, other = (save(tmp_path / f"retours{number}", returned([REJECTED], number)) for number in (1, 2))
    commun.rename(away := tmp_path / "ailleurs")
    commun.mkdir()  # as where a share is not mounted
    assert program.run("export", source, *DAY).status == 2
    written = program.run("export", source, *DAY, "--output", tmp_path / "out", "--without-record")
    assert (written.status, "lui est remis" in written.stderr) == (0, True)
    refused = program.run("export", source, *DAY, "--output", tmp_path / "out", "--without-record", "--lines", "9")
    assert refused.status == 2
    (path,) = (tmp_path / "out").iterdir()
    path.unlink()  # deposited, and archived
    commun.rmdir()
    away.rename(commun)
    kept = program.home / "state" / "segur-tui" / "unrecorded"
    (damaged := kept / "0000000-0").write_bytes(b"?")
    for arguments in (("check",), ("backup", tmp_path / "copie.db")):
        handed_in = program.run("record", *arguments)
        assert (handed_in.status, f"{damaged}, lu sans le registre," in handed_in.stderr) == (1, True)
        assert "registre" in handed_in.stdout
    with closing(sqlite3.connect(tmp_path / "copie.db")) as copy:
        assert copy.execute("SELECT path FROM exported_file").fetchall() == [(str(path),)]
    damaged.unlink()
    checked = program.run("record", "check")
    assert (checked.status, "1 fichier écrit" in said(checked)[0]) == (0, True)
    held = program.run("export", source, *DAY, "--output", tmp_path / "autre", "--format", "json").report
    assert [each["obstacle"] for each in held["left_out"]] == ["exported"]
    assert program.run("export", other, *DAY, "--output", tmp_path / "autre").status == 0
    assert [each.name for each in (tmp_path / "autre").iterdir()] == [path.name.replace("001.", "002.")]
    checked = program.run("record", "check")
    assert (checked.status, "2 fichiers écrits" in said(checked)[0]) == (0, True)
    assert not [*(program.home / "state" / "segur-tui" / "unrecorded").iterdir()]
    assert program.run("withdraw", path.name).status == 0
    assert program.run("export", source, *DAY, "--output", tmp_path / "autre").status == 0


def test_what_a_killed_copy_leaves_is_removed_or_told(program: Program, commun: Path, tmp_path: Path) -> None:
    assert program.run("export", save(tmp_path / "retours", returned([REJECTED])), *DAY).status == 2
    own = tmp_path / "un"
    own.mkdir(mode=0o700)
    (commun.parent / ".config" / "segur-tui" / "config.toml").write_text(f'record = "{own}"\n')
    assert program.run("record", "create").status == 0
    killed(partial(program.run, "record", "copy", own, commun), ("link of a database", 0))
    assert [path.name.endswith(".tmp") for path in commun.iterdir()] == [True]
    assert program.run("record", "copy", own, commun).status == 0
    assert [path for path in commun.iterdir() if path.name.endswith(".tmp")] == []


def test_what_is_left_of_others_is_told(program: Program, commun: Path) -> None:
    assert program.run("record", "create").status == 0
    (left := commun / f".{FILE_NAME}-0123456789abcdef.tmp").touch()
    (commun / f".{FILE_NAME}-{os.getpid()}-0123456789abcdef.tmp").touch()  # it is being made right now
    checked = program.run("record", "check")
    assert (checked.status, f"{left} ; supprimez-le" in checked.stdout.replace("\N{NO-BREAK SPACE}", " ")) == (
        1,
        True,
    )
    assert str(os.getpid()) not in checked.stdout
    left.unlink()
    assert program.run("record", "check").status == 0


def test_a_copy_into_an_empty_record_names_all_that_a_check_names_then(
    program: Program, commun: Path, tmp_path: Path
) -> None:
    source, other = (save(tmp_path / f"retours{number}", returned([REJECTED], number)) for number in (1, 2))
    assert program.run("record", "create").status == 0
    for folder, path, choice in (("a", source, "all"), ("b", source, "1"), ("c", other, "all")):
        done = program.run("export", path, *DAY, "--output", tmp_path / folder, "--lines", choice)
        assert done.status == 0
    accepted = save(tmp_path / "reponses", returned([ACCEPTED], 2), "20261012")
    assert program.run("export", accepted, *DAY).status == 0
    checked = program.run("record", "check").stdout.replace("\N{NO-BREAK SPACE}", " ")
    named = [line for line in checked.splitlines() if line.startswith("ne déposez")]
    assert len(named) == 2
    (empty := tmp_path / "vide").mkdir(mode=0o700)
    copied = program.run("record", "copy", commun, empty)
    said = copied.stderr.replace("\N{NO-BREAK SPACE}", " ").replace("'", "’")
    assert [line.replace("'", "’") in said for line in named] == [True, True], said
    again = program.run("record", "copy", commun, empty)
    assert "ne déposez" not in again.stderr
