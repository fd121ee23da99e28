"""`history`: the life of a demande as scripts and people read it."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from segur_tui.application.files.checking import check_path
from segur_tui.application.history.passages import History
from segur_tui.application.history.readings import remember
from segur_tui.application.state.writer import whose_here
from tests.application.working import HERE, TODAY, dated, work_on
from tests.avances import avance
from tests.claims import ACCEPTED, ANS, REJECTED, claim, demande, returned, save
from tests.cli.program import Program
from tests.settings import SETTINGS
from tests.terminal import Terminal

HOSTILE = ("1204", "Date\x1b]52;c;eA==\x07 [/]")


@pytest.fixture
def back(program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", program.environment["XDG_STATE_HOME"])
    path = save(tmp_path / "retours", returned([REJECTED, ACCEPTED, HOSTILE]))
    with History.opened(SETTINGS) as history:
        history.remember([check_path(path, TODAY, SETTINGS)])
    return path


def test_a_demande_is_told_from_rejection_to_new_deposit(program: Program, back: Path) -> None:
    program.run("export", back, "--lines", "1", "--date", "2026-11-24", "--output", back.parent / "out")
    reported = program.run("history", "1")
    assert reported.status == 0
    resubmitted = f"JSON-{ANS}-20261124-001.json, ligne 1 (venant de {back.name}, ligne 1), par {whose_here()}"
    assert reported.stdout.replace("\N{NO-BREAK SPACE}", " ").splitlines() == [
        f"n° éditeur 00001 · dossier FINMDV000001 · ANS {ANS}",
        f"  05/10/2026 n° 001 {'refusée':<25} {back.name}, ligne 1 — code 1204 : Date de facture invalide",
        f"  24/11/2026 n° 001 {'exportée':<25} {resubmitted}",
    ]
    report = program.run("history", "finmdv000001", "--format", "json").report
    assert report["format"] == "segur-tui-history/1"
    assert [(step["what"], step["line"], step["sourceLine"]) for step in report["passages"]] == [
        ("rejected", 1, None),
        ("exported", 1, 1),
    ]


def test_rejections_that_nothing_followed_are_listed(program: Program, back: Path) -> None:
    program.run("export", back, "--lines", "1", "--output", back.parent / "out")
    reported = program.run("history", "--open")
    assert reported.status == 0
    first, last = reported.stdout.replace("\N{NO-BREAK SPACE}", " ").splitlines()
    assert first.startswith(f"00003  FINMDV000003  {back.name}, ligne 3 — code 1204 : Date")
    assert last == "1 ligne refusée jamais exportée"
    assert "\x1b" not in reported.stdout


def test_rejections_of_a_return_whose_name_tells_no_day_are_listed(program: Program, back: Path) -> None:
    first = save(back.parent / "avant", returned([REJECTED] * 5, 10))
    program.run("export", first, "--date", "2026-11-24", "--output", back.parent / "out")
    answer = returned([ACCEPTED, ACCEPTED, ("1204", "Autre refus"), ACCEPTED, ("1204", "Autre refus")], 10)
    answer["lignesImport"][2]["dateFacture"] = "02/02/2023"
    retour = save(back.parent / "reçu", answer).rename(back.parent / "retour.json")
    planned = program.run("export", retour, "--dry-run", "--leave-out-errors")
    assert "exportée" not in planned.stdout + planned.stderr
    remember([check_path(retour, TODAY, SETTINGS)], SETTINGS)
    reported = program.run("history", "--open").stdout.splitlines()
    assert [line[:5] for line in reported if "retour.json" in line] == ["00012", "00014"]


def test_an_unknown_number_and_a_wrong_call_are_reported(program: Program, back: Path) -> None:
    assert back.exists()
    unknown = program.run("history", "00099")
    assert (unknown.status, unknown.stdout) == (1, "")
    assert "rien n'est connu de 00099" in unknown.stderr
    for arguments in ([], ["00001", "--open"]):
        wrong = program.run("history", *arguments)
        assert (wrong.status, wrong.stdout) == (2, "")


def test_without_a_record_nothing_is_known_and_none_is_made(program: Program) -> None:
    for arguments in (["00001"], ["--open"]):
        reported = program.run("history", *arguments)
        assert (reported.status, reported.stdout) == (1, "")
        assert "aucun fichier n'est encore connu" in reported.stderr
        assert "segur-tui export" in reported.stderr
    assert program.run("history", "--open", "--format", "json").report["passages"] == []
    assert not (Path(program.environment["XDG_STATE_HOME"]) / "segur-tui").exists()


def test_a_damaged_record_is_reported(program: Program, back: Path) -> None:
    assert back.exists()
    state = Path(program.environment["XDG_STATE_HOME"]) / "segur-tui" / "record.db"
    state.write_bytes(b"not a database" * 100)
    reported = program.run("history", "00001")
    assert (reported.status, reported.stdout) == (2, "")
    assert "registre" in reported.stderr


def test_what_was_accepted_elsewhere_stays_and_what_was_exported_is_reported(
    program: Program, back: Path, tmp_path: Path
) -> None:
    with History.opened(SETTINGS) as history:
        history.remember([check_path(save(tmp_path / "autre", returned([ACCEPTED]), "20261012"), TODAY, SETTINGS)])
    output = tmp_path / "out"
    done = program.run("export", back, "--output", output, "--format", "json")
    assert [line["line"] for file in done.report["written"] for line in file["lines"]] == [3]
    (left,) = done.report["left_out"]
    assert (left["line"], left["reasons"][0].partition(" dans ")[0]) == (1, "déjà acceptée")
    again = program.run("export", back, "--output", output, "--format", "json")
    assert (again.status, again.report["written"]) == (0, [])
    assert [(left["line"], left["obstacle"]) for left in again.report["left_out"]] == [
        (1, "accepted"), (3, "exported"),
    ]  # fmt: skip
    asked = program.run("export", back, "--again", "--output", output, "--format", "json")
    assert [line["line"] for file in asked.report["written"] for line in file["lines"]] == [3]
    assert "déjà exportée" in asked.stderr
    assert [path.name[-8:] for path in sorted(output.iterdir())] == ["001.json", "002.json"]
    for choice in ("1", "1-3", "all"):
        named = program.run("export", back, "--lines", choice, "--output", output, "--format", "json")
        assert 1 not in [line["line"] for file in named.report["written"] for line in file["lines"]]
        assert 1 in [left["line"] for left in named.report["left_out"]]


@pytest.mark.parametrize(("answer", "files"), [("oui", 1), ("", 0)])
def test_on_a_terminal_a_line_accepted_elsewhere_is_asked_about_when_it_is_named(
    program: Program, back: Path, tmp_path: Path, answer: str, files: int
) -> None:
    remember([check_path(save(tmp_path / "autre", returned([ACCEPTED]), "20261012"), TODAY, SETTINGS)], SETTINGS)
    command = program.command("export", back, "--lines", "1", "--output", tmp_path / "out")
    with Terminal(command, 100, env=program.environment | {"TERM": "xterm"}) as person:
        person.wait_for("Tapez")
        assert "demander deux fois la même subvention" in person.screen
        person.send(f"{answer}\r")
        assert person.wait_exit() == 0
    assert len(list((tmp_path / "out").glob("*"))) == files
    with Terminal(
        program.command("export", back, "--output", tmp_path / "unnamed"), 100, env=program.environment
    ) as person:
        assert person.wait_exit() == 0
        assert "Tapez" not in person.screen


def test_a_line_with_errors_that_was_exported_since_is_no_error_of_its_file(
    program: Program, tmp_path: Path
) -> None:
    tree = returned([REJECTED, REJECTED])
    tree["lignesImport"][0]["dateFacture"] = "2023-02-01"
    path, output = save(tmp_path / "retours", tree), tmp_path / "out"
    assert program.run("export", path, "--fix", "--lines", "1", "--output", output).status == 0
    done = program.run("export", path, "--output", output, "--format", "json")
    assert done.status == 0
    (left,) = done.report["left_out"]
    assert (left["line"], left["reasons"][0].partition(" dans")[0]) == (1, "déjà exportée")
    assert program.run("export", path, "--lines", "1", "--output", output).status == 1


def test_an_export_tells_that_the_interface_keeps_a_draft(program: Program, back: Path) -> None:
    work = work_on(back)
    work.keep(dated(work.draft, "02/02/2023"), HERE)
    work.leave(HERE)
    done = program.run("export", back, "--dry-run")
    assert "1 modification du brouillon" in done.stderr.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("spoilt", ["in error", "nothing to export", "a header in error", "unreadable beside it"])
def test_an_export_remembers_what_it_could_read_even_when_it_refuses(
    program: Program, tmp_path: Path, spoilt: str
) -> None:
    tree = returned([ACCEPTED] if spoilt == "nothing to export" else [ACCEPTED, REJECTED])
    if spoilt == "in error":
        tree["lignesImport"][1]["dateFacture"] = "31/02/2023"
    source = save(tmp_path / "retours", tree)
    if spoilt == "a header in error":
        save(tmp_path / "retours", returned([REJECTED], siret="123"), number=2)
    elif spoilt == "unreadable beside it":
        (source.parent / "abîmé.json").write_text("{")
    expected = {"in error": 1, "a header in error": 1, "nothing to export": 0}.get(spoilt, 2)
    assert program.run("export", source.parent, "--dry-run").status == expected
    assert program.run("history", "00001").status == 1
    assert program.run("export", source.parent).status == expected
    assert f"acceptée                  {source.name}, ligne 1" in program.run("history", "00001").stdout


def test_a_check_leaves_no_trace(program: Program, tmp_path: Path) -> None:
    program.run("check", save(tmp_path / "retours", returned([ACCEPTED, REJECTED])))
    assert not Path(program.environment["XDG_STATE_HOME"]).exists()


def test_open_rejections_of_files_are_listed_and_the_files_not_remembered(
    program: Program, back: Path, tmp_path: Path
) -> None:
    other = save(tmp_path / "autres", returned([REJECTED], 9))
    told = program.run("history", "--open", other.parent, "--format", "json")
    assert [each["numeroEditeur"] for each in told.report["passages"]] == ["00009"]
    told = program.run("history", "--open", "--format", "json")
    assert [each["numeroEditeur"] for each in told.report["passages"]] == ["00001", "00003"]
    assert {each["file"] for each in told.report["passages"]} == {str(back)}


@pytest.mark.parametrize("of", ["--open", "--unclaimed"])
def test_a_folder_without_files_does_not_mean_all(program: Program, back: Path, tmp_path: Path, of: str) -> None:
    del back
    (tmp_path / "vide").mkdir()
    told = program.run("history", of, tmp_path / "vide")
    assert (told.status, told.stdout) == (2, "")


@pytest.fixture
def month(tmp_path: Path) -> Path:
    """Return a folder with an accepted avance that no solde follows, and a refused solde."""
    folder = tmp_path / "mois"
    save(folder, claim([avance(7, ACCEPTED)]), "20260105")
    save(folder, returned([REJECTED]))
    return folder


def test_unclaimed_money_is_told_in_words(program: Program, month: Path) -> None:
    told = program.run("history", "--unclaimed", month)
    assert told.status == 0
    lines = told.stdout.replace("\N{NO-BREAK SPACE}", " ").replace(" ", " ").splitlines()
    assert lines[0] == "avances acceptées sans solde : 1 demande, 752,50 € HT"
    assert lines[1].startswith(f"  00007 FINMDV000007 {ANS} 752,50 € sur 1 075,00 € · ")
    assert lines[1].endswith(f"jours · JSON-{ANS}-20260105-001.json (05/01/2026 n° 001), ligne 1")
    assert lines[2] == "soldes refusés à reprendre : 1 demande, 250,83 € HT"
    assert lines[4:] == ["soldes sans réponse : 0 demande, 0,00 € HT", "reste à demander : 1 003,33 € HT"]


def test_unclaimed_money_is_told_in_json_to_the_cent(program: Program, month: Path) -> None:
    told = program.run("history", "--unclaimed", month, "--format", "json")
    assert '"all": 1003.33' in told.stdout
    first, last = told.report["unclaimed"]
    assert (first["why"], first["numeroASP"], first["share"], first["isTTC"]) == (
        "no-solde",
        "FINMDV000007",
        752.5,
        False,
    )
    assert (last["why"], last["deposit"], last["line"]) == ("refused", "20261005-001", 1)


def test_unclaimed_money_goes_to_excel(program: Program, month: Path) -> None:
    told = program.run("history", "--unclaimed", month, "--format", "csv")
    first, last = csv.DictReader(io.StringIO(told.stdout.removeprefix("\ufeff")), delimiter=";")
    assert (first["N° éditeur"], first["70 % HT"], last["Quoi"]) == (
        "'00007",
        "752,50",
        "solde refusé, jamais déposé à nouveau",
    )


@pytest.mark.parametrize(
    "wrong", [("--open", "--unclaimed"), ("1", "2"), ("1", "--format", "csv"), ("--open", "1"), ()]
)
def test_a_wrong_question_is_refused(program: Program, wrong: tuple[str, ...]) -> None:
    assert program.run("history", *wrong).status == 2


def test_a_file_that_cannot_be_read_is_told_beside_what_is_unclaimed(program: Program, month: Path) -> None:
    (month / "broken.json").write_text("{", encoding="utf-8")
    told = program.run("history", "--unclaimed", month)
    assert told.status == 2
    assert "1 003,33" in told.stdout
    assert "broken.json" in told.stderr


def test_what_an_export_sends_again_waits_for_its_answer_until_it_is_withdrawn(
    program: Program, tmp_path: Path
) -> None:
    line = demande(1, answer=REJECTED) | {"dateFacture": "2023-02-01"}
    source = save(tmp_path / "retours", claim([line]))
    done = program.run("export", source, "--fix", "--date", "2026-11-24", "--output", tmp_path / "out")
    assert done.status == 0

    def told() -> list[tuple[str, float, str]]:
        report = program.run("history", "--unclaimed", "--format", "json").report
        return [(each["why"], each["share"], each["deposit"]) for each in report["unclaimed"]]

    assert told() == [("unanswered", 250.83, "20261124-001")]
    (written,) = (tmp_path / "out").iterdir()
    program.run("export", written, "--output", tmp_path / "again", "--dry-run")
    assert program.run("withdraw", written).status == 0
    assert told() == [("refused", 250.83, "20261005-001")]
