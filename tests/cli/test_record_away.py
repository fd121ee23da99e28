"""Exports while the record cannot be read: nothing that this account can know goes twice, or to another record."""

from __future__ import annotations

import re
import subprocess
from functools import partial
from pathlib import Path

import pytest

from segur_tui.application.record.schema import FILE_NAME
from segur_tui.format.wording import as_typed
from tests.claims import ACCEPTED, ANS, REJECTED, returned, save
from tests.cli.program import Program
from tests.cutting import killed

DAY = ("--date", "2026-11-24")


def configured(program: Program, name: str, *, is_there: bool = True) -> Path:
    """Configure the record of a folder, which is made if need be."""
    path, folder = program.home / ".config" / "segur-tui" / "config.toml", program.home / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f'record = "{folder}"\n')
    folder.mkdir(mode=0o700, exist_ok=True)
    if is_there:
        assert program.run("record", "create").status == 0
    return folder


def away(folder: Path) -> Path:
    """Take a record away, as where a share is not mounted."""
    aside = folder.rename(folder.with_name(f"{folder.name}-ailleurs"))
    folder.mkdir(mode=0o700)
    return aside


def back(folder: Path) -> None:
    """Bring a record back."""
    folder.rmdir()
    folder.with_name(f"{folder.name}-ailleurs").rename(folder)


def kept(program: Program) -> list[Path]:
    return [*(program.home / "state" / "segur-tui" / "unrecorded").iterdir()]


def obstacles(program: Program, source: Path, out: Path, *options: str) -> list[str]:
    """Return why the lines of a file do not go where an export is only foretold."""
    report = program.run("export", source, *DAY, "--output", out, "--dry-run", "--format", "json", *options).report
    return [each["obstacle"] for each in report["left_out"]]


@pytest.mark.parametrize("damage", [False, True], ids=["read", "damaged"])
def test_a_record_left_behind_is_none_that_cannot_be_read(
    program: Program, tmp_path: Path, *, damage: bool
) -> None:
    source = save(tmp_path / "retours", returned([REJECTED, REJECTED]))
    assert program.run("export", source, *DAY, "--output", tmp_path / "out", "--lines", "1").status == 0
    configured(program, "commun")
    own = program.home / "state" / "segur-tui" / FILE_NAME
    if damage:
        own.write_bytes(b"damaged, of some length")
    for options in ((), ("--without-record",), ("--without-record", "--dry-run")):
        refused = program.run("export", source, *DAY, "--output", tmp_path / "autre", *options)
        assert (refused.status, refused.stdout) == (2, "")
        assert str(own) in refused.stderr
        assert "rien n'est écrit" in refused.stderr
        assert "--without-record" not in refused.stderr
    assert not (tmp_path / "autre").exists()


def test_what_is_damaged_of_what_was_kept_is_no_record_that_cannot_be_read(
    program: Program, tmp_path: Path
) -> None:
    folder = configured(program, "commun")
    source = save(tmp_path / "retours", returned([REJECTED]))
    away(folder)
    done = program.run("export", source, *DAY, "--output", tmp_path / "out", "--without-record")
    assert done.status == 0
    back(folder)
    (kept(program)[0].parent / "0000000-x").write_bytes(b"damaged")
    for options in ((), ("--without-record",)):
        refused = program.run("export", source, *DAY, "--output", tmp_path / "autre", *options)
        assert (refused.status, "0000000-x" in refused.stderr) == (2, True)
        assert "--without-record" not in refused.stderr
    assert not (tmp_path / "autre").exists()


def test_one_s_own_record_holds_its_lines_also_while_the_team_s_is_away(program: Program, tmp_path: Path) -> None:
    source, other = (save(tmp_path / f"retours{number}", returned([REJECTED], number)) for number in (1, 2))
    assert program.run("export", source, *DAY, "--output", tmp_path / "out").status == 0
    configured(program, "commun", is_there=False)
    assert obstacles(program, source, tmp_path / "autre", "--without-record") == ["exported"]
    written = program.run("export", other, *DAY, "--output", tmp_path / "autre", "--without-record")
    assert "-002.json" in written.stdout


def test_what_was_done_while_it_is_away_holds_lines_and_numbers(program: Program, tmp_path: Path) -> None:
    folder = configured(program, "commun")
    away(folder)
    source, other = (save(tmp_path / f"retours{number}", returned([REJECTED] * 2, number)) for number in (1, 5))
    out, alone = tmp_path / "out", "--without-record"
    assert program.run("export", source, *DAY, "--output", out, alone).status == 0
    assert obstacles(program, source, out, alone) == ["exported"] * 2
    (written,) = out.iterdir()
    written.unlink()
    assert obstacles(program, source, out, alone) == ["exported"] * 2
    accepted = save(tmp_path / "reponses", returned([ACCEPTED], 5))
    assert program.run("export", accepted, *DAY, "--output", out, alone).status != 2  # it is read, and kept
    accepted.unlink()
    assert obstacles(program, other, out, alone) == ["accepted"]
    done = program.run("export", other, *DAY, "--output", tmp_path / "autre", alone)
    assert "-002.json" in done.stdout


def test_what_was_kept_for_a_record_waits_for_that_one_and_holds_meanwhile(
    program: Program, tmp_path: Path
) -> None:
    first = configured(program, "premier")
    away(first)
    source, other = (save(tmp_path / f"retours{number}", returned([REJECTED], number)) for number in (1, 2))
    assert program.run("export", source, *DAY, "--output", tmp_path / "out", "--without-record").status == 0
    (written,) = (tmp_path / "out").iterdir()
    written.unlink()  # deposited, and archived
    configured(program, "second")
    assert obstacles(program, source, tmp_path / "autre") == ["exported"]
    assert "rien n'est écrit" in program.run("export", source, *DAY, "--output", tmp_path / "autre").stderr
    done = program.run("export", other, *DAY, "--output", tmp_path / "autre")
    assert "-002.json" in done.stdout
    assert kept(program)
    checked = program.run("record", "check")
    said = checked.stdout.replace("\N{NO-BREAK SPACE}", " ")
    assert (checked.status, "1 fichier écrit," in said, "pour un autre registre" in said) == (1, True, True)
    back(first)
    configured(program, "premier")
    assert obstacles(program, source, tmp_path / "autre") == ["exported"]
    assert not kept(program)
    assert "1 fichier écrit," in program.run("record", "check").stdout.replace("\N{NO-BREAK SPACE}", " ")


def test_a_copy_of_a_record_takes_along_what_was_kept_for_it(program: Program, tmp_path: Path) -> None:
    first = configured(program, "premier")
    away(first)
    source = save(tmp_path / "retours", returned([REJECTED]))
    assert program.run("export", source, *DAY, "--output", tmp_path / "out", "--without-record").status == 0
    back(first)
    second = configured(program, "second")
    assert program.run("record", "copy", first, second).status == 0
    assert not kept(program)
    assert "1 fichier écrit," in program.run("record", "check").stdout.replace("\N{NO-BREAK SPACE}", " ")
    assert obstacles(program, source, tmp_path / "autre") == ["exported"]


@pytest.mark.parametrize("damaged", ["own", "read", "exported"])
def test_what_is_there_and_cannot_be_read_is_not_passed_over_while_the_record_is_away(
    program: Program, tmp_path: Path, damaged: str
) -> None:
    source = save(tmp_path / "retours", returned([REJECTED, REJECTED]))
    if damaged == "own":
        assert program.run("export", source, *DAY, "--output", tmp_path / "out", "--lines", "1").status == 0
    folder = configured(program, "commun")
    away(folder)
    own = program.home / "state" / "segur-tui" / FILE_NAME
    if damaged == "own":
        spoilt = own
    else:
        done = program.run(
            "export", source, *DAY, "--output", tmp_path / "out", "--without-record", "--lines", "1"
        )
        assert done.status == 0
        (spoilt,) = (each for each in kept(program) if (each.suffix == ".export") == (damaged == "exported"))
    spoilt.write_bytes(b"damaged, of some length")
    for options in ((), ("--without-record",), ("--without-record", "--dry-run")):
        refused = program.run("export", source, *DAY, "--output", tmp_path / "autre", *options)
        assert (refused.status, refused.stdout) == (2, "")
        assert "rien n'est écrit" in refused.stderr
        assert not options or str(spoilt) in refused.stderr
    assert not (tmp_path / "autre").exists()


def test_a_record_that_a_link_leads_to_since_gets_what_was_kept_for_its_place(
    program: Program, tmp_path: Path
) -> None:
    folder = configured(program, "commun")
    aside = away(folder)
    source = save(tmp_path / "retours", returned([REJECTED]))
    assert program.run("export", source, *DAY, "--output", tmp_path / "out", "--without-record").status == 0
    folder.rmdir()
    folder.symlink_to(aside)
    assert "1 fichier écrit," in program.run("record", "check").stdout.replace("\N{NO-BREAK SPACE}", " ")
    assert not kept(program)
    assert obstacles(program, source, tmp_path / "autre") == ["exported"]


def test_exports_at_once_without_the_record_write_no_line_twice_and_no_number(
    program: Program, tmp_path: Path
) -> None:
    away(configured(program, "commun"))
    source = save(tmp_path / "retours", returned([REJECTED]))
    exports = [
        subprocess.Popen(
            program.command("export", source, *DAY, "--output", tmp_path / f"out{number}", "--without-record"),
            env=program.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        for number in range(6)
    ]
    said = [export.communicate()[1].decode() for export in exports]
    assert [export.returncode for export in exports] == [0] * len(exports), said
    assert len([*tmp_path.glob("out*/*.json")]) == 1


def killed_without(program: Program, source: Path, out: Path, *, stands: bool) -> None:
    """Kill an export without the record right after its file has got its name, or right before."""
    step = ("unlink", 2) if stands else ("link", 2)
    killed(partial(program.run, "export", source, *DAY, "--output", out, "--without-record"), step)
    assert bool([*out.glob("*.json")]) == stands


@pytest.mark.parametrize("stands", [True, False])
@pytest.mark.parametrize("is_back", [True, False])
def test_an_export_without_the_record_that_was_killed_is_what_stands_of_it(
    program: Program, tmp_path: Path, *, stands: bool, is_back: bool
) -> None:
    folder, out = configured(program, "commun"), tmp_path / "out"
    away(folder)
    source = save(tmp_path / "retours", returned([REJECTED]))
    killed_without(program, source, out, stands=stands)
    if is_back:
        back(folder)
        checked = program.run("record", "check")
        assert (checked.status, "export inachevé" in checked.stdout) == (1, True)
        assert "en cours d'export" in as_typed(program.run("history", "00001").stdout)
    assert obstacles(program, source, out, "--without-record") == (["exported"] if stands else [])
    done = program.run("export", source, *DAY, "--output", out, "--without-record")
    said = "1 ligne exportée dans" if stands else "1 ligne de nouveau libre, rien n'a été écrit"
    assert said in as_typed(done.stderr)
    assert len([*out.glob("*.json")]) == 1
    assert not [*out.glob(".*")]
    if not is_back:
        back(folder)
    told = as_typed(program.run("record", "check").stdout)
    assert ("1 fichier écrit," in told, "inachevé" in told) == (True, False)


def exported_without(program: Program, folder: Path, tmp_path: Path) -> Path:
    """Export a line while the record of a folder is away, deposit the file and archive it; return the source."""
    away(folder)
    source = save(tmp_path / "retours", returned([REJECTED]))
    assert program.run("export", source, *DAY, "--output", tmp_path / "out", "--without-record").status == 0
    (written,) = (tmp_path / "out").iterdir()
    written.unlink()
    return source


def test_a_record_that_was_moved_gets_what_was_kept_for_it(program: Program, tmp_path: Path) -> None:
    folder = configured(program, "commun")
    source = exported_without(program, folder, tmp_path)
    aside = folder.with_name(f"{folder.name}-ailleurs")
    configured(program, aside.name, is_there=False)
    assert obstacles(program, source, tmp_path / "autre") == ["exported"]
    assert not kept(program)
    assert "1 fichier écrit," in as_typed(program.run("record", "check").stdout)


def test_another_record_in_its_place_gets_nothing_until_a_person_says_so(program: Program, tmp_path: Path) -> None:
    folder = configured(program, "commun")
    source = exported_without(program, folder, tmp_path)
    configured(program, "commun")
    other = save(tmp_path / "retours2", returned([REJECTED], 2))
    checked = program.run("record", "check")
    named = "gardés pour un autre registre"
    assert (checked.status, "0 fichier écrit" in as_typed(checked.stdout)) == (1, True)
    assert named in as_typed(checked.stdout)
    assert named in as_typed(program.run("config").stdout)
    assert obstacles(program, source, tmp_path / "autre") == ["exported"]
    done = program.run("export", other, *DAY, "--output", tmp_path / "autre", "--format", "json")
    assert [each["path"][-8:-5] for each in done.report["written"]] == ["002"]
    assert "kept-apart" in [each["id"] for each in done.report["warnings"]]
    assert len(kept(program)) == 2
    copied = program.run("record", "copy", kept(program)[0].parent, folder)
    assert (copied.status, kept(program)) == (0, [])
    checked = program.run("record", "check")
    assert ("2 fichiers écrits," in as_typed(checked.stdout), named in as_typed(checked.stdout)) == (True, False)
    assert obstacles(program, source, tmp_path / "autre") == ["exported"]
    assert "pour un autre registre" not in as_typed(program.run("config").stdout)


def test_a_record_that_was_never_seen_is_known_by_its_place(program: Program, tmp_path: Path) -> None:
    folder = configured(program, "commun")
    (program.home / "state" / "segur-tui" / "records-seen").unlink()
    exported_without(program, folder, tmp_path)
    back(folder)
    assert "1 fichier écrit," in as_typed(program.run("record", "check").stdout)
    assert not kept(program)


def test_a_file_of_places_that_is_damaged_keeps_nothing_from_being_kept(program: Program, tmp_path: Path) -> None:
    folder = configured(program, "commun")
    (program.home / "state" / "segur-tui" / "records-seen").write_bytes(b"[")
    exported_without(program, folder, tmp_path)
    back(folder)
    assert "1 fichier écrit," in as_typed(program.run("record", "check").stdout)


def test_two_that_exported_one_line_without_the_record_are_told_when_that_is_handed_in(
    program: Program, tmp_path: Path
) -> None:
    folder = configured(program, "commun")
    second = Program(tmp_path / "second")
    config = second.home / ".config" / "segur-tui" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text(f'record = "{folder}"\n')
    away(folder)
    source = save(tmp_path / "retours", returned([REJECTED]))
    for each in (program, second):
        done = each.run("export", source, *DAY, "--output", tmp_path / each.home.name, "--without-record")
        assert done.status == 0
    back(folder)
    other = save(tmp_path / "retours2", returned([REJECTED], 2))
    told = [
        program.run("export", other, *DAY, "--output", tmp_path / "autre", "--format", "json"),
        second.run("export", other, *DAY, "--output", tmp_path / "autre", "--format", "json"),
    ]
    doubled = [[each["text"] for each in one.report["warnings"] if each["id"] == "doubled"] for one in told]
    assert [len(each) for each in doubled] == [0, 1]
    assert "ne déposez qu’un des deux" in doubled[1][0].replace("\N{NO-BREAK SPACE}", " ")
    assert as_typed(doubled[1][0]) in told[1].stderr


@pytest.mark.parametrize("asks", [("history", "00001"), ("answers",), ("record", "backup", "copie.db")])
def test_whoever_hands_it_in_hears_of_two_that_hold_one_line(
    program: Program, tmp_path: Path, asks: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = configured(program, "commun")
    source = save(tmp_path / "retours", returned([REJECTED]))
    away(folder)
    assert program.run("export", source, *DAY, "--output", tmp_path / "un", "--without-record").status == 0
    back(folder)
    other = Program(tmp_path / "second")
    config = other.home / ".config" / "segur-tui" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text(f'record = "{folder}"\n')
    assert other.run("export", source, *DAY, "--output", tmp_path / "deux").status == 0
    assert "ne déposez qu'un des deux" in as_typed(program.run(*asks).stderr)
    assert "ne déposez qu'un des deux" not in as_typed(program.run(*asks).stderr)


def test_what_a_kept_file_holds_is_not_said_to_be_free(program: Program, tmp_path: Path) -> None:
    folder = configured(program, "premier")
    away(folder)
    source = save(tmp_path / "retours", returned([REJECTED]))
    assert program.run("export", source, *DAY, "--output", tmp_path / "un", "--without-record").status == 0
    second = configured(program, "second")
    other = Program(tmp_path / "quelqu-un")
    config = other.home / ".config" / "segur-tui" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text(f'record = "{second}"\n')
    assert other.run("export", source, *DAY, "--output", tmp_path / "deux").status == 0
    (written,) = (tmp_path / "deux").iterdir()
    (held,) = (tmp_path / "un").iterdir()
    assert written.name == held.name
    written.unlink()
    said = as_typed(program.run("withdraw", written).stdout)
    assert f"aucune ligne libre, 1 ligne reste prise par {held}" in said
    assert f"son numéro reste pris par {held}" in said


@pytest.mark.parametrize("configures", ["second", "premier"], ids=["another record", "the record away"])
def test_a_file_that_is_kept_is_withdrawn_where_it_is(program: Program, tmp_path: Path, configures: str) -> None:
    folder = configured(program, "premier")
    source = exported_without(program, folder, tmp_path)
    name = f"JSON-{ANS}-20261124-001.json"
    if configures == "second":
        configured(program, "second")
        story = program.run("history", "00001")
        assert (story.status, f"{name}, ligne 1" in as_typed(story.stdout)) == (0, True)
        assert "gardés pour un autre registre" in as_typed(story.stderr)
    for said in ("retiré :", "déjà retiré"):
        withdrawn = program.run("withdraw", tmp_path / "out" / name)
        assert withdrawn.status == 0
        assert as_typed(withdrawn.stdout).startswith(said)
        assert "1 ligne de nouveau libre ; son numéro aussi" in as_typed(withdrawn.stdout)
    assert obstacles(program, source, tmp_path / "autre", "--without-record") == []
    if configures == "second":
        assert "exportée, retirée" in program.run("history", "00001").stdout
    back(folder)
    configured(program, "premier")
    done = program.run("export", source, *DAY, "--output", tmp_path / "autre")
    assert name in done.stdout
    assert not kept(program)


def test_a_kept_file_that_was_answered_is_not_withdrawn(program: Program, tmp_path: Path) -> None:
    exported_without(program, configured(program, "premier"), tmp_path)
    configured(program, "second")
    name = f"JSON-{ANS}-20261124-001.json"
    save(tmp_path / "out", returned([REJECTED]), "20261124")
    (answer,) = (tmp_path / "out").iterdir()
    refused = program.run("withdraw", tmp_path / "out" / name)
    assert (refused.status, "a été déposé" in refused.stderr) == (2, True), answer


def test_a_name_that_nothing_kept_has_is_unknown_as_ever(program: Program, tmp_path: Path) -> None:
    exported_without(program, configured(program, "premier"), tmp_path)
    configured(program, "second")
    refused = program.run("withdraw", tmp_path / f"JSON-{ANS}-20261124-009.json")
    assert (refused.status, "le registre ne connaît pas ce fichier" in as_typed(refused.stderr)) == (2, True)


def test_what_is_kept_and_cannot_be_read_is_named_where_the_record_answers(program: Program) -> None:
    configured(program, "commun")
    (program.home / "state" / "segur-tui" / "unrecorded").touch()
    (line,) = (each for each in program.run("config").stdout.splitlines() if each.startswith("record "))
    assert re.search(r"\(répond en \d+ ms ; .*sans le registre dans .*unrecorded ne se lit pas", as_typed(line))
    checked = program.run("record", "check")
    assert (checked.status, "unrecorded ne se lit pas" in checked.stderr) == (2, True)


def test_an_export_without_the_record_says_that_its_lines_are_not_known_and_a_copy_names_both_once(
    program: Program, tmp_path: Path
) -> None:
    source = save(tmp_path / "retours", returned([REJECTED]))
    team = configured(program, "commun")
    assert program.run("export", source, *DAY, "--output", tmp_path / "un").status == 0
    aside = away(team)
    blind = program.run("export", source, *DAY, "--output", tmp_path / "deux", "--without-record")
    assert blind.status == 0
    said = blind.stderr.replace("\N{NO-BREAK SPACE}", " ").replace("’", "'")
    assert (
        "les lignes et numéros du registre ne sont pas connus : ce qui est exporté ici l'est peut-être déjà"
        in said
    )
    assert program.run("record", "create").status == 0
    copied = program.run("record", "copy", aside, team)
    assert (copied.status, copied.stderr.count("ne déposez qu")) == (0, 1)
