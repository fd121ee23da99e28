"""`segur-tui check`: statuses and reports (design.md §1)."""

from __future__ import annotations

import csv
import io
import os
import subprocess
from pathlib import Path

import pytest

from segur_tui import __version__
from segur_tui.format.wording import as_typed
from tests.avances import avance, avances
from tests.claims import ACCEPTED, ANS, REJECTED, RPPS, SIRET, claim, demande, likely, returned, save
from tests.cli.program import Program
from tests.samples import ROOT


def test_a_correct_file_has_no_finding_and_status_0(program: Program, tmp_path: Path) -> None:
    path = save(tmp_path, claim(demande(i) for i in range(1, 201)))
    outcome = program.run("check", path, "--format", "json")
    assert outcome.status == 0
    assert outcome.report == {
        "format": "segur-tui-check/1",
        "files": [
            {
                "path": str(path),
                "kind": "submission",
                "numeroAns": ANS,
                "siret": SIRET,
                "lines": 200,
                "accepted": 0,
                "rejected": 0,
                "pending": 200,
                "to_verify": 0,
                "errors": 0,
                "warnings": 0,
                "findings": [],
            }
        ],
    }


def test_an_error_is_reported_in_full_with_status_1(program: Program, tmp_path: Path) -> None:
    line = demande(1) | {"dateFacture": "2023-02-01"}
    outcome = program.run("check", save(tmp_path, claim([line])), "--format", "json")
    assert outcome.status == 1
    (finding,) = outcome.report["files"][0]["findings"]
    message = finding.pop("message")
    assert "2023-02-01" in message
    assert "JJ/MM/AAAA" in message
    assert finding == {
        "line": 1,
        "pointer": "/lignesImport/0/dateFacture",
        "balise": "dateFacture",
        "severity": "error",
        "source": "control",
        "rule": "date-format",
        "first": True,
        "fix": {"value": "01/02/2023"},
        "suggestion": None,
        "numeroEditeur": "00001",
        "value": "2023-02-01",
        "code": None,
        "label": None,
    }


def test_a_refusal_has_its_code_and_label_and_every_finding_its_value(program: Program, tmp_path: Path) -> None:
    lines = returned([REJECTED, ("0012", "Le montant est faux")])
    del lines["lignesImport"][0]["typeAction"]
    lines["lignesImport"][0]["beneficiaires"] |= {"liberalRPPS": []}
    (file,) = program.run("check", save(tmp_path, lines), "--format", "json").report["files"]
    answers = {(each["line"], each["code"], each["label"]) for each in file["findings"] if each["source"] == "asp"}
    assert answers == {(1, *REJECTED), (2, "0012", "Le montant est faux")}
    ours = [each for each in file["findings"] if each["source"] == "control"]
    assert {(each["code"], each["label"]) for each in ours} == {(None, None)}
    by_rule = {each["rule"]: each for each in ours}
    assert "value" not in by_rule["missing"]
    assert by_rule["list-wanted"]["value"] is None
    assert {each["numeroEditeur"] for each in ours if each["line"] == 1} == {"00001"}


def test_what_is_likely_is_told_apart_from_what_is_certain(program: Program, tmp_path: Path) -> None:
    path = save(tmp_path, claim([likely(1)]))
    (file,) = program.run("check", path, "--format", "json").report["files"]
    assert [(each["pointer"], each["fix"], each["suggestion"]) for each in file["findings"]] == [
        ("/lignesImport/0/beneficiaires/liberalRPPS/1", None, {"value": RPPS[1]})
    ]
    reported = program.run("check", path).stdout.replace("\N{NO-BREAK SPACE}", " ")
    assert f'(un 8 de trop devant ?) ; attendu : 11 chiffres, entre guillemets → "{RPPS[1]}" ?\n' in reported
    assert reported.endswith("1 à corriger ; 1 suggestion à vérifier (export --suggest).\n")


def test_a_warning_alone_keeps_status_0(program: Program, tmp_path: Path) -> None:
    line = demande(1) | {"inconnue": 1}
    outcome = program.run("check", save(tmp_path, claim([line])), "--format", "json")
    assert outcome.status == 0
    assert outcome.report["files"][0]["warnings"] == 1


def test_of_an_avance_it_is_said_that_it_is_one_with_status_0(program: Program, tmp_path: Path) -> None:
    path = save(tmp_path, avances([ACCEPTED, REJECTED, None]))
    outcome = program.run("check", path, "--format", "json")
    assert outcome.status == 0
    (file,) = outcome.report["files"]
    (finding,) = file.pop("findings")
    figures = {"lines": 3, "accepted": 1, "rejected": 1, "pending": 1, "to_verify": 0, "errors": 0, "warnings": 1}
    assert file == {"path": str(path), "kind": "avance", "numeroAns": ANS, "siret": SIRET} | figures
    assert (finding["line"], finding["rule"], finding["severity"]) == (None, "avance", "warning")
    assert "avance" in program.run("check", path).stdout
    for form in ("csv", "html"):
        assert program.run("check", path, "--format", form).status == 0


def test_an_avance_beside_tells_of_the_solde(program: Program, tmp_path: Path) -> None:
    save(tmp_path, claim([avance(1, ACCEPTED), avance(2, ACCEPTED, rpps=RPPS[1:2])]), "20260105")
    stranger = demande(2, 3) | {"beneficiaires": demande(2)["beneficiaires"] | {"liberalRPPS": [RPPS[2]]}}
    solde = save(tmp_path, claim([demande(1) | {"numeroASP": "FINMDV000077"}, stranger]))
    outcome = program.run("check", tmp_path, "--format", "json")
    found = {Path(file["path"]): file["findings"] for file in outcome.report["files"]}[solde]
    assert [(each["line"], each["rule"]) for each in found] == [(None, "no-avance"), (1, "avance-other-dossier")]
    assert found[1]["suggestion"] == {"value": "FINMDV000001"}
    assert outcome.status == 0
    alone = program.run("check", solde, "--format", "json").report["files"][0]
    assert alone["findings"] == []


def test_an_avance_among_soldes_is_an_error(program: Program, tmp_path: Path) -> None:
    outcome = program.run("check", save(tmp_path, claim([demande(1), avance(2)])), "--format", "json")
    assert outcome.status == 1
    (file,) = outcome.report["files"]
    assert file["kind"] == "submission"
    errors = [finding for finding in file["findings"] if finding["severity"] == "error"]
    assert {finding["line"] for finding in errors} == {2}
    assert "not-a-solde" in {finding["rule"] for finding in errors}


def test_a_rejection_is_an_error_of_the_asp(program: Program, tmp_path: Path) -> None:
    path = save(tmp_path, returned([ACCEPTED, REJECTED, None]))
    outcome = program.run("check", path, "--format", "json")
    assert outcome.status == 1
    (file,) = outcome.report["files"]
    assert (file["kind"], file["accepted"], file["rejected"], file["pending"]) == ("return", 1, 1, 1)
    (finding,) = file["findings"]
    assert (finding["source"], finding["pointer"]) == ("asp", "/lignesImport/1/dateFacture")


def test_fixes_keep_their_literal(program: Program, tmp_path: Path) -> None:
    line = demande(1) | {"montantSegurHTFacture": 358}
    outcome = program.run("check", save(tmp_path, claim([line])), "--format", "json")
    assert '"value": 358.00' in outcome.stdout


def test_an_unreadable_file_is_reported_with_its_place_and_status_2(program: Program, tmp_path: Path) -> None:
    good = save(tmp_path, claim([demande(1)]))
    bad = tmp_path / "coupé.json"
    bad.write_bytes(good.read_bytes()[:60])
    outcome = program.run("check", tmp_path, "--format", "json")
    assert outcome.status == 2
    kinds = {Path(file["path"]).name: file for file in outcome.report["files"]}
    (finding,) = kinds["coupé.json"]["findings"]
    assert kinds["coupé.json"]["kind"] == "unreadable"
    assert "ligne 4, colonne" in finding["message"]
    assert kinds[good.name]["kind"] == "submission"


def test_a_file_of_too_many_demandes_is_refused_in_one_sentence_and_the_others_are_checked(
    program: Program, tmp_path: Path
) -> None:
    save(tmp_path, claim([demande(1)]))
    many = save(tmp_path, claim([]) | {"lignesImport": [{}] * 20_000}, number=2)
    outcome = program.run("check", tmp_path, "--format", "json")
    assert outcome.status == 2
    right, refused = outcome.report["files"]
    assert (right["kind"], right["findings"]) == ("submission", [])
    assert (refused["kind"], refused["lines"], refused["errors"]) == ("unreadable", 0, 1)
    (finding,) = refused["findings"]
    said = "20\N{NO-BREAK SPACE}000 demandes\N{NO-BREAK SPACE}; l’ASP en prend 200 par fichier"
    assert said in finding["message"]
    assert as_typed(said) in program.run("check", many).stdout
    assert program.run("export", many).status == 2


@pytest.mark.parametrize("arguments", [["check"], ["check", "--format", "xml", "a"], ["check", "a", "--wrong"]])
def test_wrong_usage_is_status_2_in_french(program: Program, arguments: list[str]) -> None:
    outcome = program.run(*arguments)
    assert outcome.status == 2
    assert outcome.stdout == ""
    assert "--help donne le mode d'emploi" in outcome.stderr


def test_a_path_that_does_not_exist_is_unreadable(program: Program, tmp_path: Path) -> None:
    outcome = program.run("check", tmp_path / "absent.json", "--format", "json")
    assert outcome.status == 2
    assert outcome.report["files"][0]["kind"] == "unreadable"


def test_a_folder_without_json_is_not_taken_for_a_success(program: Program, tmp_path: Path) -> None:
    assert program.run("check", tmp_path).status == 2


def test_a_folder_means_its_json_files_at_any_depth_each_once(program: Program, tmp_path: Path) -> None:
    one = save(tmp_path / "a" / "b", claim([demande(1)]))
    save(tmp_path, claim([demande(1)]), number=2)
    (tmp_path / "notes.txt").write_text("rien")
    outcome = program.run("check", tmp_path, one, "--format", "json")
    assert len(outcome.report["files"]) == 2


def test_links_that_leave_the_folder_and_pipes_are_passed_over(program: Program, tmp_path: Path) -> None:
    outside = save(tmp_path / "ailleurs", claim([demande(1)]))
    inside = save(tmp_path / "retours", claim([demande(1)]), number=2)
    (tmp_path / "retours" / "lien.json").symlink_to(outside)
    os.mkfifo(tmp_path / "retours" / "tube.json")
    outcome = program.run("check", tmp_path / "retours", "--format", "json")
    assert [file["path"] for file in outcome.report["files"]] == [str(inside)]


def test_a_pipe_given_by_name_is_not_waited_for(program: Program, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "tube.json")
    assert program.run("check", tmp_path / "tube.json").status == 2


def test_csv_opens_in_a_french_excel(program: Program, tmp_path: Path) -> None:
    line = demande(1) | {"dateFacture": "=1+1", "numeroASP": "FINMDV000001; DROP"}
    path = save(tmp_path, claim([line]))
    outcome = program.run_apart("check", path, "--format", "csv", LANG="C", PYTHONUTF8="0")
    assert outcome.stdout.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(outcome.stdout.removeprefix("\ufeff")), delimiter=";"))
    assert [row["Balise"] for row in rows] == ["numeroASP", "dateFacture"]
    assert rows[1]["Valeur"] == '"=1+1"'


def test_csv_disarms_a_formula(program: Program, tmp_path: Path) -> None:
    path = tmp_path / "=cmd.json"
    path.write_bytes(b"[]")
    done = subprocess.run(
        program.command("check", "=cmd.json", "--format", "csv"),
        capture_output=True,
        cwd=tmp_path,
        check=False,
        env=program.environment | {"PYTHONPATH": str(ROOT)},
    )
    assert b'\r\n"\'=cmd.json";' in done.stdout


@pytest.mark.parametrize(
    ("wrong", "status"), [({}, 0), ({"inconnue": 1}, 0), ({"dateFacture": "2023-02-01"}, 1), (None, 2)]
)
def test_html_is_one_page_and_nothing_else_with_the_status_of_the_other_forms(
    program: Program, tmp_path: Path, wrong: dict[str, object] | None, status: int
) -> None:
    path = tmp_path / "absent.json" if wrong is None else save(tmp_path, claim([demande(1) | wrong]))
    outcome = program.run_apart("check", path, "--format", "html", LANG="C", PYTHONUTF8="0")
    assert (outcome.status, outcome.stderr) == (status, "")
    assert outcome.stdout.startswith("<!DOCTYPE html>\n")
    assert outcome.stdout.endswith("</html>\n")
    assert outcome.stdout.count("<html") == 1
    assert "Contrôle des demandes" in outcome.stdout


def test_text_shows_hostile_values_as_visible_symbols(program: Program, tmp_path: Path) -> None:
    line = demande(1) | {"dateFacture": "\x1b]52;c;YQ==\x07\u202e[/red]"}
    path = save(tmp_path, claim([line]))
    for form in ("text", "csv", "json", "html"):
        outcome = program.run("check", path, "--format", form)
        assert not {"\x1b", "\x07", "\u202e"} & set(outcome.stdout)


def test_json_gives_hostile_values_back_unchanged(program: Program, tmp_path: Path) -> None:
    line = demande(1) | {"typeAction": "C\u202e"}
    outcome = program.run("check", save(tmp_path, claim([line])), "--format", "json")
    assert "C\u202e" in outcome.report["files"][0]["findings"][0]["message"]


def test_a_reader_that_goes_away_leaves_no_trace(program: Program, tmp_path: Path) -> None:
    path = save(tmp_path, claim(demande(i) | {"dateFacture": "x"} for i in range(1, 201)))
    command = " ".join(program.command("check", path))
    done = subprocess.run(
        ["sh", "-c", f"{command} | head -n 1"], capture_output=True, check=False, env=program.environment
    )
    assert done.stderr == b""


@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("form", ["text", "json", "csv", "html"])
@pytest.mark.parametrize("date", ["01/02/2023", "x"])
def test_a_report_that_cannot_be_written_is_no_failure_of_the_program(
    program: Program, tmp_path: Path, date: str, form: str, unbuffered: str
) -> None:
    path = save(tmp_path, claim(demande(i) | {"dateFacture": date} for i in range(1, 201)))
    command = program.command("check", path, "--format", form)
    settings = program.environment | {"PYTHONUNBUFFERED": unbuffered}
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False, env=settings)
    assert done.returncode == 2
    assert done.stderr.decode().replace("\N{NO-BREAK SPACE}", " ") == (
        "segur-tui : le rapport ne s'écrit pas sur la sortie standard : le disque est plein\n"
    )
    assert not (program.home / "state").exists()


def test_nothing_is_reported_where_standard_output_is_closed(program: Program, tmp_path: Path) -> None:
    path = save(tmp_path, claim([demande(1) | {"dateFacture": "x"}]))
    command = ["sh", "-c", 'exec "$@" >&-', "sh", *map(str, program.command("check", path))]
    done = subprocess.run(command, stderr=subprocess.PIPE, check=False, env=program.environment)
    assert (done.returncode, done.stderr) == (1, b"")


def test_a_number_as_long_as_a_file_is_not_reported_with_each_problem(program: Program, tmp_path: Path) -> None:
    documents = [{"nomFichier": "a", "formatFichier": "PDF", "typeFichier": "?"}] * 300
    line = demande(1) | {"numeroEditeur": "x" * 100_000, "piecesjustificatives": documents}
    path = save(tmp_path, claim([line]))
    for form in ("text", "csv", "html", "json"):
        assert len(program.run("check", path, "--format", form).stdout) < 1_500_000


@pytest.mark.parametrize("option", ["-V", "--version"])
def test_the_version_is_printed(program: Program, option: str) -> None:
    outcome = program.run(option)
    assert (outcome.status, outcome.stdout) == (0, f"segur-tui {__version__}\n")
