"""`segur-tui export`: statuses, reports and files (design.md §1, format.md §6)."""

from __future__ import annotations

import fcntl
import json
import os
import sqlite3
import subprocess
from datetime import date, datetime
from pathlib import Path
from zipfile import ZipFile

import pytest

from segur_tui.application.record.schema import FILE_NAME
from segur_tui.format.tree import Number
from segur_tui.format.wording import as_typed
from segur_tui.format.writing import write
from tests.application.documents.folders import all_of, document, put
from tests.avances import avances
from tests.claims import ACCEPTED, ANS, REJECTED, RPPS, claim, demande, likely, returned, save
from tests.cli.program import Outcome, Program
from tests.clock import PARIS, Clock

DAY = ("--date", "2026-11-24")
NAME = f"JSON-{ANS}-20261124-{{:03d}}.json"


def editor_numbers(path: Path, balise: str = "numeroEditeur") -> list[str]:
    return [line[balise] for line in json.loads(path.read_bytes())["lignesImport"]]


def test_the_rejected_lines_of_a_return_go_reset_and_renumbered(program: Program, tmp_path: Path) -> None:
    tree = returned([ACCEPTED, REJECTED, ACCEPTED, REJECTED]) | {"impId": "ASP-1"}
    source = save(tmp_path / "retours", tree)
    before = source.read_bytes()
    outcome = program.run("export", source, "--output", tmp_path / "out", *DAY, "--format", "json")
    assert outcome.status == 0
    path = tmp_path / "out" / NAME.format(1)
    assert outcome.report == {
        "format": "segur-tui-export/1",
        "written": [
            {
                "path": str(path),
                "lines": [
                    {"source": str(source), "line": 2, "numeroEditeur": "00002", "numLigne": 1},
                    {"source": str(source), "line": 4, "numeroEditeur": "00004", "numLigne": 2},
                ],
            }
        ],
        "left_out": [],
        "accepted": {str(source): 2},
        "warnings": [
            {
                "id": "unchanged",
                "text": "attention, 2\u00a0lignes refusées partent sans changement\u00a0: l’ASP les refuserait "
                "sans doute encore (n° éditeur 00002, 00004)",
            }
        ],
    }
    expected = claim([demande(1, 2), demande(2, 4)])
    reference = save(tmp_path / "reference", expected)
    assert path.read_bytes() == reference.read_bytes()
    assert source.read_bytes() == before


def test_a_second_export_takes_the_next_number(program: Program, tmp_path: Path) -> None:
    source = save(tmp_path / "retours", returned([REJECTED]))
    for number in (1, 2, 3):
        program.run("export", source, "--again", "--output", tmp_path / "out", *DAY)
        assert (tmp_path / "out" / NAME.format(number)).exists()


def test_numbers_beside_the_source_and_of_moved_files_stay_used(program: Program, tmp_path: Path) -> None:
    source = save(tmp_path / "retours", returned([REJECTED]))
    save(tmp_path / "retours", claim([demande(1, 9)]), day="20261124", number=4)
    program.run("export", source, "--output", tmp_path / "out", *DAY)
    (tmp_path / "out" / NAME.format(5)).rename(tmp_path / "deposited.json")
    program.run("export", source, "--again", "--output", tmp_path / "other", *DAY)
    assert (tmp_path / "other" / NAME.format(6)).exists()


def test_the_day_defaults_to_today_in_paris(program: Program, tmp_path: Path, clock: Clock) -> None:
    source = save(tmp_path / "retours", returned([REJECTED]))
    clock.set(datetime(2026, 11, 24, 23, 30, tzinfo=PARIS))
    report = program.run("export", source, "--format", "json", "--dry-run", TZ="Pacific/Kiritimati").report
    assert Path(report["written"][0]["path"]).name == f"JSON-{ANS}-20261124-001.json"


def test_a_dry_run_names_the_file_and_writes_nothing(program: Program, tmp_path: Path) -> None:
    source = save(tmp_path / "retours", returned([REJECTED]))
    out = tmp_path / "out"
    outcome = program.run("export", source, "--output", out, *DAY, "--dry-run", "--format", "json")
    assert outcome.status == 0
    assert outcome.report["written"][0]["path"] == str(out / NAME.format(1))
    assert not out.exists()
    assert not Path(program.environment["XDG_STATE_HOME"]).exists()
    assert program.run("export", source, "--output", out, *DAY, "--format", "json").report == outcome.report


def test_an_error_refuses_everything_with_status_1(program: Program, tmp_path: Path) -> None:
    tree = returned([REJECTED, REJECTED])
    tree["lignesImport"][0]["dateFacture"] = "31/02/2023"
    source = save(tmp_path / "retours", tree)
    outcome = program.run("export", source, "--output", tmp_path / "out", *DAY, "--format", "json")
    assert outcome.status == 1
    assert outcome.report["written"] == []
    left, beside = outcome.report["left_out"]
    assert (left["source"], left["line"], left["numeroEditeur"]) == (str(source), 1, "00001")
    assert "31/02/2023" in left["reasons"][0]
    assert "reste, juste : " in program.run("export", source, *DAY).stdout.replace("\N{NO-BREAK SPACE}", " ")
    assert (beside["line"], beside["reasons"][0].startswith("elle est juste")) == (2, True)
    assert not (tmp_path / "out").exists()


def test_errors_can_be_left_out_or_fixed(program: Program, tmp_path: Path) -> None:
    tree = returned([REJECTED, REJECTED, REJECTED])
    tree["lignesImport"][0]["dateFacture"] = "2023-02-01"
    tree["lignesImport"][1]["dateFacture"] = "31/02/2023"
    source = save(tmp_path / "retours", tree)
    out = tmp_path / "out"
    outcome = program.run("export", source, "--output", out, *DAY, "--leave-out-errors")
    assert outcome.status == 0
    assert editor_numbers(out / NAME.format(1)) == ["00003"]
    outcome = program.run("export", source, "--output", out, *DAY, "--leave-out-errors", "--fix")
    assert outcome.status == 0
    assert editor_numbers(out / NAME.format(2)) == ["00001"]
    outcome = program.run("export", source, "--output", out, *DAY, "--leave-out-errors", "--fix")
    assert (outcome.status, len(list(out.iterdir()))) == (1, 2)  # one line is still to be corrected
    assert "1 ligne en erreur et 2 déjà exportées" in outcome.stderr.replace("\N{NO-BREAK SPACE}", " ")
    program.run("export", source, "--output", out, *DAY, "--leave-out-errors", "--fix", "--again")
    assert editor_numbers(out / NAME.format(3)) == ["00001", "00003"]


def test_a_submission_goes_whole(program: Program, tmp_path: Path) -> None:
    source = save(tmp_path / "depots", claim([demande(1), demande(2)]))
    program.run("export", source, *DAY)
    assert editor_numbers(tmp_path / "depots" / NAME.format(1)) == ["00001", "00002"]


def test_lines_can_be_named(program: Program, tmp_path: Path) -> None:
    source = save(tmp_path / "depots", claim(demande(i) for i in range(1, 8)))
    program.run("export", source, *DAY, "--lines", "1,3-5")
    assert editor_numbers(tmp_path / "depots" / NAME.format(1)) == ["00001", "00003", "00004", "00005"]


@pytest.mark.parametrize("choice", ["0", "8", "5-3", "a", "1,,2", "", "1-"])
def test_lines_that_do_not_exist_are_wrong_usage(program: Program, tmp_path: Path, choice: str) -> None:
    source = save(tmp_path / "depots", claim(demande(i) for i in range(1, 8)))
    outcome = program.run("export", source, *DAY, f"--lines={choice}")
    assert outcome.status == 2
    assert list((tmp_path / "depots").iterdir()) == [source]


def test_the_refusal_of_lines_says_what_is_wrong_with_them(program: Program, tmp_path: Path) -> None:
    source = save(tmp_path, claim(demande(i) for i in range(1, 8)))
    assert "la première vient après la dernière" in program.run("export", source, *DAY, "--lines=5-3").stderr
    assert "de 1 à 7" in program.run("export", source, *DAY, "--lines=0").stderr.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("option", [[""], ["--output="], ["--documents="]])
def test_an_empty_path_is_wrong_usage_and_not_the_present_folder(
    program: Program, tmp_path: Path, option: list[str]
) -> None:
    source = save(tmp_path / "depots", claim([demande(1)]))
    outcome = program.run("export", source, *option, *DAY)
    assert outcome.status == 2
    assert "chemin vide" in outcome.stderr
    assert list((tmp_path / "depots").iterdir()) == [source]


@pytest.mark.parametrize("choice", ["all", "1-3"])
def test_accepted_lines_never_go_unconfirmed(program: Program, tmp_path: Path, choice: str) -> None:
    """A choice of many names none of them: they are counted."""
    source = save(tmp_path / "retours", returned([ACCEPTED, REJECTED, None]))
    outcome = program.run("export", source, *DAY, "--lines", choice, "--format", "json")
    assert outcome.status == 0
    assert editor_numbers(tmp_path / "retours" / NAME.format(1)) == ["00002", "00003"]
    left_out = [(left["line"], left["obstacle"]) for left in outcome.report["left_out"]]
    counts = outcome.report["accepted"][str(source)]
    assert (left_out, counts) == (([], 1) if choice == "all" else ([(1, "accepted")], 0))


def test_a_line_to_verify_is_among_all_lines_and_stays_with_its_reason(program: Program, tmp_path: Path) -> None:
    source = save(tmp_path / "retours", returned([("0000", "Demande refusée : date invalide")]))
    outcome = program.run("export", source, *DAY, "--lines", "all", "--format", "json")
    assert outcome.status == 1
    (left,) = outcome.report["left_out"]
    assert (left["line"], left["obstacle"], len(left["reasons"])) == (1, "to-verify", 1)


def test_a_demande_that_the_asp_already_has_goes_only_when_named(program: Program, tmp_path: Path) -> None:
    tree = returned([("3436", "Demande déjà existante"), REJECTED])
    source = save(tmp_path / "retours", tree)
    program.run("export", source, *DAY)
    assert editor_numbers(tmp_path / "retours" / NAME.format(1)) == ["00002"]
    program.run("export", source, *DAY, "--lines", "1")
    assert editor_numbers(tmp_path / "retours" / NAME.format(2)) == ["00001"]


def test_nothing_to_export_is_reported_and_no_failure(program: Program, tmp_path: Path) -> None:
    source = save(tmp_path / "retours", returned([ACCEPTED, ACCEPTED, None]))
    outcome = program.run("export", source, *DAY)
    assert outcome.status == 0
    reported = outcome.stderr.replace("\N{NO-BREAK SPACE}", " ")
    assert "aucune ligne à déposer ; 2 déjà acceptées, 1 en attente" in reported
    named = program.run("export", source, *DAY, "--lines", "1").stderr.replace("\N{NO-BREAK SPACE}", " ")
    assert "aucune ligne à déposer ; 2 déjà acceptées, 1 en attente" in named


def test_lines_that_only_a_person_can_let_go_are_a_failure(program: Program, tmp_path: Path) -> None:
    source = save(tmp_path / "retours", returned([("3436", "Demande déjà existante")]))
    outcome = program.run("export", source, *DAY)
    assert outcome.status == 1
    assert "--lines" in outcome.stderr


def test_every_line_of_the_files_is_accounted_for(program: Program, tmp_path: Path) -> None:
    tree = returned([ACCEPTED, REJECTED, *[None] * 8])
    tree["lignesImport"].append("rien")
    source = save(tmp_path / "retours", tree)
    outcome = program.run("export", source, *DAY, "--dry-run", "--format", "json")
    goes = [(line["line"], "goes") for file in outcome.report["written"] for line in file["lines"]]
    stays = [(left["line"], left["obstacle"]) for left in outcome.report["left_out"]]
    assert sorted(goes + stays) == [
        (2, "goes"), *((line, "pending") for line in range(3, 11)), (11, "not-a-demande"),
    ]  # fmt: skip
    assert outcome.report["accepted"] == {str(source): 1}
    reported = program.run("export", source, *DAY, "--dry-run").stdout.replace("\N{NO-BREAK SPACE}", " ")
    assert f"restent, en attente : {source.name}, lignes 3-10" in reported
    assert f"reste, pas une demande : {source.name}, ligne 11" in reported
    assert f"déjà réglé : {source.name}, 1 ligne est acceptée" in reported


def test_a_right_line_that_stays_because_of_others_is_accounted_for(program: Program, tmp_path: Path) -> None:
    tree = returned([REJECTED, REJECTED])
    tree["lignesImport"][1]["dateFacture"] = "31/02/2023"
    source = save(tmp_path / "retours", tree)
    outcome = program.run("export", source, *DAY, "--format", "json")
    assert (outcome.status, outcome.report["written"]) == (1, [])
    stays = [(left["line"], left["obstacle"]) for left in outcome.report["left_out"]]
    assert stays == [(1, "errors"), (2, "errors")]
    tree["SIRET"] = "1"
    source = save(tmp_path / "entête", tree)
    outcome = program.run("export", source, *DAY, "--leave-out-errors", "--format", "json")
    assert [left["line"] for left in outcome.report["left_out"]] == [1, 2]


def test_warnings_are_data_too(program: Program, tmp_path: Path) -> None:
    source = save(tmp_path / "retours", returned([REJECTED]))
    program.run("export", source, *DAY, "--output", tmp_path / "out")
    held = program.run("export", source, *DAY, "--output", tmp_path / "out", "--format", "json")
    assert (held.status, held.report["warnings"], held.report["left_out"][0]["obstacle"]) == (0, [], "exported")
    again = program.run("export", source, "--again", *DAY, "--output", tmp_path / "out", "--format", "json")
    assert [warning["id"] for warning in again.report["warnings"]] == ["exported-again", "unchanged"]
    assert all(as_typed(warning["text"]) in again.stderr for warning in again.report["warnings"])


def test_dates_that_may_have_the_month_first_are_left_alone_and_named_where_they_go(
    program: Program, tmp_path: Path
) -> None:
    tree = returned([REJECTED] * 4)
    for line, day in zip(
        tree["lignesImport"], ("08/15/2023", "8/9/2023", "08/09/2023", "2023-09-08"), strict=True
    ):
        line["dateFacture"] = day
    source = save(tmp_path / "retours", tree)
    arguments = ("export", source, *DAY, "--output", tmp_path / "out", "--format", "json", "--leave-out-errors")
    outcome = program.run(*arguments, "--fix", "--suggest")
    said = [warning["text"] for warning in outcome.report["warnings"] if warning["id"] == "dates-turned"]
    assert ["(n° éditeur 00003)" in text for text in said] == [True]
    (written,) = (tmp_path / "out").iterdir()
    days = [line["dateFacture"] for line in json.loads(written.read_bytes())["lignesImport"]]
    assert days == ["15/08/2023", "08/09/2023", "08/09/2023"]


def test_a_refused_line_that_a_correction_changes_is_not_warned_about(program: Program, tmp_path: Path) -> None:
    tree = returned([REJECTED, ("1204", "numeroAns inconnu"), ("1204", "Montant erroné")])
    tree["lignesImport"][0]["dateFacture"] = "2023-02-01"
    tree["numeroAns"] = f" {ANS}"
    source = save(tmp_path / "retours", tree)
    arguments = ("export", source, *DAY, "--output", tmp_path / "out", "--format", "json", "--lines", "1-3")
    outcome = program.run(*arguments, "--fix", "--dry-run")
    (warning,) = outcome.report["warnings"]
    assert (warning["id"], "(n° éditeur 00003)" in warning["text"]) == ("unchanged", True)


def test_several_returns_make_one_file(program: Program, tmp_path: Path) -> None:
    folder = tmp_path / "retours"
    save(folder, returned([REJECTED, ACCEPTED], 1), number=1)
    save(folder, returned([ACCEPTED, REJECTED], 3), number=2)
    assert program.run("export", folder, "--output", tmp_path / "out", *DAY).status == 0
    assert editor_numbers(tmp_path / "out" / NAME.format(1)) == ["00001", "00004"]


def test_a_line_accepted_in_another_return_is_not_claimed_twice(program: Program, tmp_path: Path) -> None:
    folder = tmp_path / "retours"
    save(folder, returned([REJECTED, REJECTED], 1), number=1)
    save(folder, returned([ACCEPTED], 1), number=2)
    outcome = program.run(
        "export", folder, *DAY, "--leave-out-errors", "--format", "json", "--output", tmp_path / "o"
    )
    assert editor_numbers(tmp_path / "o" / NAME.format(1)) == ["00002"]
    (left,) = outcome.report["left_out"]
    assert left["numeroEditeur"] == "00001"


def test_more_than_200_lines_are_split_over_consecutive_numbers(program: Program, tmp_path: Path) -> None:
    folder = tmp_path / "retours"
    save(folder, returned([REJECTED] * 150, 1), number=1)
    save(folder, returned([REJECTED] * 150, 151), number=2)
    save(folder, returned([REJECTED] * 150, 301), number=3)
    assert program.run("export", folder, "--output", tmp_path / "out", *DAY).status == 0
    written = sorted((tmp_path / "out").iterdir())
    assert [path.name for path in written] == [NAME.format(n) for n in (1, 2, 3)]
    assert [len(editor_numbers(path)) for path in written] == [200, 200, 50]
    assert program.run("check", tmp_path / "out").status == 0


def test_an_unreadable_source_stops_everything_with_status_2(program: Program, tmp_path: Path) -> None:
    folder = tmp_path / "retours"
    save(folder, returned([REJECTED]))
    (folder / "coupé.json").write_text("{")
    outcome = program.run("export", folder, "--output", tmp_path / "out", *DAY)
    assert outcome.status == 2
    assert "coupé.json" in outcome.stderr
    assert not (tmp_path / "out").exists()


def test_a_header_in_error_stops_everything(program: Program, tmp_path: Path) -> None:
    source = save(tmp_path / "retours", returned([REJECTED], siret="123"))
    outcome = program.run("export", source, *DAY, "--leave-out-errors")
    assert outcome.status == 1
    assert "SIRET" in outcome.stderr


def test_used_up_numbers_are_a_clear_error(program: Program, tmp_path: Path) -> None:
    source = save(tmp_path / "retours", returned([REJECTED]))
    save(tmp_path / "out", claim([demande(1)]), day="20261124", number=999)
    outcome = program.run("export", source, "--output", tmp_path / "out", *DAY)
    assert outcome.status == 2
    assert "999" in outcome.stderr


def test_an_output_that_is_a_file_is_a_clear_error(program: Program, tmp_path: Path) -> None:
    source = save(tmp_path / "retours", returned([REJECTED]))
    (tmp_path / "out").write_text("")
    for output in (tmp_path / "out", tmp_path / "out" / "below"):
        outcome = program.run("export", source, "--output", output, *DAY)
        assert outcome.status == 2
        assert "dossier" in outcome.stderr


@pytest.mark.parametrize("day", ["24/11/2026", "20261124", "2026-W48-2", "2026-02-30", "demain"])
def test_a_day_that_is_none_is_wrong_usage(program: Program, tmp_path: Path, day: str) -> None:
    source = save(tmp_path / "retours", returned([REJECTED]))
    outcome = program.run("export", source, "--date", day)
    assert outcome.status == 2
    assert "AAAA-MM-JJ" in outcome.stderr


def test_documents_are_looked_up(program: Program, tmp_path: Path) -> None:
    source = save(tmp_path / "retours", returned([REJECTED, REJECTED, REJECTED, REJECTED]))
    folder = tmp_path / "pieces"
    folder.mkdir()
    for number in (1, 2, 3):
        for kind in ("FACTURE", "VA"):
            (folder / f"MDV-LGC-Va1-{kind}-{number:05d}.pdf").write_bytes(b"%PDF-1.7\n" + b"x" * 100)
    (folder / "MDV-LGC-Va1-VA-00002.pdf").write_bytes(b"\x89PNG\r\n\x1a\n" + b"x" * 100)
    (folder / "MDV-LGC-Va1-VA-00003.pdf").write_bytes(b"%PDF-1.7\n" + b"x" * 3_000_000)
    outcome = program.run("export", source, *DAY, "--documents", folder, "--leave-out-errors", "--format", "json")
    assert editor_numbers(tmp_path / "retours" / NAME.format(1)) == ["00001"]
    cut = [warning["text"] for warning in outcome.report["warnings"] if warning["id"] == "document-in-doubt"]
    assert ["la fin du PDF manque" in text for text in cut] == [True, True]
    assert all(as_typed(text) in outcome.stderr for text in cut)
    reasons = {left["numeroEditeur"]: " ".join(left["reasons"]) for left in outcome.report["left_out"]}
    assert "PDF" in reasons["00002"]
    assert "3 Mo" in reasons["00003"]
    assert "manque" in reasons["00004"]


def with_pieces(tmp_path: Path) -> tuple[Path, Path]:
    """Save a return of two refused lines, and put the documents of the first into a folder."""
    source = save(tmp_path / "retours", returned([REJECTED, REJECTED]))
    return source, put(
        tmp_path / "pieces", *all_of([1]), document("VA", 2), "facture_2.PDF", "notes.pdf", size=400
    )


def test_documents_are_packed_and_listed(program: Program, tmp_path: Path) -> None:
    source, pieces = with_pieces(tmp_path)
    arguments = ("export", source, *DAY, "--documents", pieces, "--leave-out-errors", "--output", tmp_path / "out")
    foretold = program.run(*arguments, "--dry-run", "--format", "json")
    assert not (tmp_path / "out").exists()
    outcome = program.run(*arguments, "--format", "json")
    assert (outcome.status, outcome.stderr) == (0, foretold.stderr)
    assert outcome.report == foretold.report
    path = tmp_path / "out" / NAME.format(1).replace(".json", "-pieces-01.zip")
    assert outcome.report["documents"] == [{"path": str(path), "files": all_of([1])}]
    assert outcome.report["unnamed"] == [
        {"name": "facture_2.PDF", "proposed": document("FACTURE", 2)},
        {"name": "notes.pdf", "proposed": None},
    ]
    assert ZipFile(path).namelist() == all_of([1])


def test_the_text_report_tells_the_zip_files_and_what_nothing_names(program: Program, tmp_path: Path) -> None:
    source, pieces = with_pieces(tmp_path)
    put(pieces, os.fsdecode(b"facture\xff_2\x1b[31m.pdf"), *(f"autre{number:02d}.pdf" for number in range(30)))
    outcome = program.run("export", source, *DAY, "--documents", pieces, "--leave-out-errors")
    said = outcome.stdout.replace("\N{NO-BREAK SPACE}", " ")
    assert "-pieces-01.zip (2 pièces, 800 octets)" in said
    assert f"facture_2.PDF  →  {document('FACTURE', 2)}" in said
    assert "33 fichiers qu'aucune ligne ne nomme" in said
    assert "… et 12 autres" in said
    assert "\x1b" not in said
    json_report = program.run("export", source, *DAY, "--documents", pieces, "--dry-run", "--format", "json")
    assert json_report.status == 1
    assert len(json_report.report["unnamed"]) == 33


def said(outcome: Outcome) -> str:
    return outcome.stderr.replace("\N{NO-BREAK SPACE}", " ")


def test_documents_that_lie_in_subfolders_are_reported_to_be_the_cause(program: Program, tmp_path: Path) -> None:
    source, pieces = with_pieces(tmp_path)
    pieces.rename(tmp_path / "LGCTEST001")
    put(pieces)
    (tmp_path / "LGCTEST001").rename(pieces / "LGCTEST001")
    outcome = program.run("export", source, *DAY, "--documents", pieces, "--fix", "--leave-out-errors")
    assert outcome.status == 1
    assert said(outcome) == (
        "segur-tui : rien n'est écrit : aucune ligne ne part ; "
        "2 lignes dont des pièces manquent ou sont à revoir ; "
        f"aucune pièce n'est dans {pieces} ; son sous-dossier n'est pas parcouru\n"
    )
    assert outcome.stdout.count("reste, pièces à revoir") == 2


def test_a_refusal_names_its_causes_and_what_is_left_to_do(program: Program, tmp_path: Path) -> None:
    source, pieces = with_pieces(tmp_path)
    tree = returned([REJECTED, REJECTED])
    arguments = ("export", source, *DAY, "--documents", pieces)
    without = "1 ligne dont des pièces manquent ou sont à revoir"
    assert said(program.run(*arguments, "--fix")).endswith(
        f"rien n'est écrit : {without} ; --leave-out-errors laisse ces lignes de côté\n"
    )
    tree["lignesImport"][0]["dateFacture"] = "31/02/2023"
    save(source.parent, tree)
    unsafe = f"rien n'est écrit : aucune ligne ne part ; 1 ligne en erreur et {without}"
    assert said(program.run(*arguments)).endswith(f"{unsafe}\n")
    tree["lignesImport"][0]["dateFacture"] = "2023-02-01"
    save(source.parent, tree)
    assert said(program.run(*arguments)).endswith(f"{unsafe} ; --fix corrige les cas sûrs\n")
    assert "--fix" not in said(program.run(*arguments, "--fix"))


def test_a_document_of_a_line_in_error_is_proposed_its_name(program: Program, tmp_path: Path) -> None:
    tree = returned([REJECTED, REJECTED])
    tree["lignesImport"][1]["dateFacture"] = "31/02/2023"
    source = save(tmp_path / "retours", tree)
    pieces = put(tmp_path / "pieces", *all_of([1]), document("VA", 2), "facture_2.PDF")
    outcome = program.run("export", source, *DAY, "--documents", pieces, "--leave-out-errors", "--format", "json")
    assert outcome.report["unnamed"] == [{"name": "facture_2.PDF", "proposed": document("FACTURE", 2)}]
    assert [pack["files"] for pack in outcome.report["documents"]] == [all_of([1])]
    assert outcome.report["left_out"][0]["reasons"][0].startswith("dateFacture")


def test_a_folder_of_documents_that_is_none_is_wrong_usage(program: Program, tmp_path: Path) -> None:
    source, _ = with_pieces(tmp_path)
    outcome = program.run("export", source, *DAY, "--documents", tmp_path / "autre")
    assert outcome.status == 2
    assert "autre" in outcome.stderr
    assert outcome.stdout == ""


def test_an_occupied_record_is_said_to_be_waited_for(program: Program, tmp_path: Path) -> None:
    source = save(tmp_path / "retours", returned([REJECTED]))
    program.run("export", source, *DAY)
    database = sqlite3.connect(tmp_path / "home" / "state" / "segur-tui" / FILE_NAME, isolation_level=None)
    database.execute("BEGIN EXCLUSIVE")
    command = program.command("export", source, *DAY, "--output", tmp_path / "out", "--again")
    waiting = subprocess.Popen(command, env=program.environment, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL)
    assert waiting.stderr is not None
    assert "occupé par un autre programme, attente…" in waiting.stderr.readline().decode()
    database.close()
    assert waiting.wait() == 0
    waiting.stderr.close()
    assert (tmp_path / "out" / NAME.format(2)).exists()


def test_an_occupied_folder_is_said_to_be_waited_for(program: Program, tmp_path: Path) -> None:
    source = save(tmp_path / "retours", returned([REJECTED]))
    (tmp_path / "out").mkdir()
    folder = os.open(tmp_path / "out", os.O_RDONLY)
    fcntl.flock(folder, fcntl.LOCK_EX)
    command = program.command("export", source, *DAY, "--output", tmp_path / "out")
    waiting = subprocess.Popen(command, env=program.environment, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL)
    assert waiting.stderr is not None
    said = waiting.stderr.readline().decode().replace("\N{NO-BREAK SPACE}", " ")
    os.close(folder)
    waiting.stderr.read()
    waiting.stderr.close()
    assert waiting.wait() == 0
    assert said == f"segur-tui : le dossier est occupé par un autre programme, attente : {tmp_path / 'out'}\n"
    assert (tmp_path / "out" / NAME.format(1)).exists()


@pytest.mark.parametrize("header", [{"SIRET": "732 829 320 00074"}, {"numeroAns": f" {ANS}"}])
def test_safe_corrections_come_before_the_suppliers_are_compared(
    header: dict[str, str], program: Program, tmp_path: Path
) -> None:
    first = save(tmp_path / "a", returned([REJECTED]))
    second = save(tmp_path / "b", returned([REJECTED], 2))
    second.write_bytes(write(returned([REJECTED], 2) | header))
    arguments = ("export", first, second, "--output", tmp_path / "out", *DAY)
    assert program.run(*arguments).status == 1
    assert program.run(*arguments, "--fix").status == 0
    assert editor_numbers(tmp_path / "out" / NAME.format(1)) == ["00001", "00002"]


@pytest.mark.parametrize("lines", [[], ["--lines", "1"], ["--lines", "all"]])
def test_safe_corrections_come_before_the_lines_are_chosen(
    lines: list[str], program: Program, tmp_path: Path
) -> None:
    alone = claim([]) | {"lignesImport": demande(1)}
    outcome = program.run("export", save(tmp_path, alone), "--fix", "--output", tmp_path / "out", *DAY, *lines)
    assert outcome.status == 0
    assert editor_numbers(tmp_path / "out" / NAME.format(1)) == ["00001"]


@pytest.mark.parametrize("held", [{"a": demande(1), "b": demande(2)}, {"01": demande(1), "1": demande(2)}, "[…]"])
def test_demandes_that_cannot_be_told_from_each_other_stay_with_a_reason(
    held: object, program: Program, tmp_path: Path
) -> None:
    source, out = save(tmp_path / "a", claim([]) | {"lignesImport": held}), tmp_path / "out"
    outcome = program.run("export", source, "--fix", "--output", out, *DAY)
    assert (outcome.status, out.exists()) == (1, False)
    assert "l'entête est en erreur\n  lignesImport : " in outcome.stderr
    beside = save(tmp_path / "b", claim([demande(1)], "OTHERLGC01"))
    assert program.run("export", source, beside, "--fix", "--output", out, *DAY).status == 1
    assert not out.exists()
    program.run("export", source, beside, "--fix", "--leave-out-errors", "--output", out, *DAY)
    assert len(list(out.iterdir())) == 1


def test_suggestions_are_made_where_they_are_asked_for_and_never_by_fix(program: Program, tmp_path: Path) -> None:
    line = likely(1, REJECTED) | {"dateFacture": "2023-02-01"}
    source, out = save(tmp_path / "retours", claim([line])), tmp_path / "out"

    def refused(*options: str) -> str:
        outcome = program.run("export", source, "--output", out, *DAY, *options)
        assert (outcome.status, out.exists()) == (1, False)
        return outcome.stderr

    assert "--fix corrige les cas sûrs, --suggest corrige les cas probables" in refused()
    assert "--suggest corrige" in refused("--fix")
    assert "--fix corrige" in (said := refused("--suggest"))
    assert "--suggest" not in said
    assert program.run("export", source, "--output", out, *DAY, "--fix", "--suggest").status == 0
    (written,) = json.loads((out / NAME.format(1)).read_bytes())["lignesImport"]
    assert written["beneficiaires"]["liberalRPPS"] == list(RPPS[:2])
    assert written["dateFacture"] == "01/02/2023"


def test_a_file_whose_only_fault_is_odd_numbers_is_read_with_fix_and_stays(
    program: Program, tmp_path: Path
) -> None:
    base = save(tmp_path / "base", returned([REJECTED, ACCEPTED]))
    source, out = save(tmp_path / "retours", returned([REJECTED, ACCEPTED])), tmp_path / "out"
    odd = (
        base.read_bytes()
        .replace(b'"numeroEditeur": "00001"', b'"numeroEditeur": 00001')
        .replace(b"358.33", b"358,33")
    )
    source.write_bytes(odd)
    outcome = program.run("export", source, "--output", out, *DAY)
    assert (outcome.status, out.exists()) == (2, False)
    assert "ligne 10, colonne 24 : le nombre 00001" in outcome.stderr.replace("\N{NO-BREAK SPACE}", " ")
    assert "--fix corrige 3" in outcome.stderr
    checked = program.run("check", source).stdout.replace("\N{NO-BREAK SPACE}", " ")
    assert "(3 nombres à corriger ainsi : à l'ouverture, ou par export --fix)" in checked
    outcome = program.run("export", source, "--fix", "--output", out, *DAY, "--format", "json")
    assert outcome.status == 0
    (warning,) = (each for each in json.loads(outcome.stdout)["warnings"] if each["id"] == "rewritten")
    assert '00001 devient "00001"' in warning["text"]
    assert as_typed(warning["text"]) in outcome.stderr
    assert source.read_bytes() == odd
    assert (out / NAME.format(1)).read_bytes() == write(claim([demande(1)]))


def test_a_file_beside_with_odd_numbers_tells_what_it_shows_accepted(program: Program, tmp_path: Path) -> None:
    beside = save(tmp_path / "retours", returned([ACCEPTED]))
    beside.write_bytes(beside.read_bytes().replace(b"358.33", b"358,33"))
    source = save(tmp_path / "retours", claim([demande(1)]), number=2)
    outcome = program.run("export", source, "--output", tmp_path / "out", *DAY, "--format", "json")
    assert [each["obstacle"] for each in outcome.report["left_out"]] == ["accepted"]
    assert not (tmp_path / "out").exists()


def test_header_keys_of_every_source_are_kept_and_those_that_differ_are_reported(
    program: Program, tmp_path: Path
) -> None:
    first = save(tmp_path / "a", {"foo": Number("1.0"), **returned([REJECTED])})
    second = save(tmp_path / "b", {**returned([REJECTED], 2), "bar": Number("3.0"), "foo": Number("2.0")})
    outcome = program.run("export", first, second, "--output", tmp_path / "out", *DAY)
    assert outcome.status == 0
    text = (tmp_path / "out" / NAME.format(1)).read_text(encoding="utf-8")
    assert '"foo": 1.0' in text
    assert '"bar": 3.0' in text
    assert "« foo »" in outcome.stderr.replace("\N{NO-BREAK SPACE}", " ")
    assert "« bar »" not in outcome.stderr.replace("\N{NO-BREAK SPACE}", " ")


def test_of_a_header_key_that_the_first_source_does_not_have_the_next_one_s_value_is_written(
    program: Program, tmp_path: Path
) -> None:
    headers: list[dict[str, Number]] = [{}, {"bar": Number("2.0")}, {"bar": Number("3.0"), "baz": Number("3.0")}]
    sources = [
        save(tmp_path / str(number), {**returned([REJECTED], number), **header})
        for number, header in enumerate(headers, 1)
    ]
    outcome = program.run("export", *sources, "--output", tmp_path / "out", *DAY)
    assert outcome.status == 0
    text = (tmp_path / "out" / NAME.format(1)).read_text(encoding="utf-8")
    assert '"bar": 2.0' in text
    assert '"baz": 3.0' in text
    reported = outcome.stderr.replace("\N{NO-BREAK SPACE}", " ")
    assert "« bar »" in reported
    assert "« baz »" not in reported


def test_what_was_written_is_reported_though_the_report_cannot_be(program: Program, tmp_path: Path) -> None:
    command = program.command("export", save(tmp_path, returned([REJECTED])), "--output", tmp_path / "out", *DAY)
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False, env=program.environment)
    assert done.returncode == 2
    written = tmp_path / "out" / NAME.format(1)
    assert written.exists()
    assert str(written) in done.stderr.decode()
    assert "erreur du programme" not in done.stderr.decode()


def test_an_avance_goes_nowhere_and_holds_no_solde(program: Program, tmp_path: Path) -> None:
    avance = save(tmp_path / "retours", avances([ACCEPTED, REJECTED, None]), "20260105")
    solde = save(tmp_path / "retours", returned([REJECTED, ACCEPTED]))
    outcome = program.run("export", tmp_path / "retours", "--output", tmp_path / "out", *DAY, "--format", "json")
    assert outcome.status == 0
    (written,) = outcome.report["written"]
    assert [(line["source"], line["line"]) for line in written["lines"]] == [(str(solde), 1)]
    left = [(each["source"], each["line"], each["obstacle"]) for each in outcome.report["left_out"]]
    assert left == [(str(avance), line, "avance") for line in (1, 2, 3)]
    assert outcome.report["accepted"] == {str(solde): 1}


def test_an_avance_beside_holds_no_solde(program: Program, tmp_path: Path) -> None:
    save(tmp_path / "retours", avances([ACCEPTED]), "20260105")
    solde = save(tmp_path / "retours", returned([REJECTED]))
    assert program.run("export", solde, "--output", tmp_path / "out", *DAY).status == 0
    assert editor_numbers(tmp_path / "out" / NAME.format(1)) == ["00001"]


def test_the_avance_gives_the_missing_dossier_to_what_is_fixed(program: Program, tmp_path: Path) -> None:
    solde = save(tmp_path / "soldes", claim([demande(1) | {"numeroASP": None}]))
    held = program.run("export", solde, "--output", tmp_path / "out", *DAY, "--fix")
    assert (held.status, (tmp_path / "out").exists()) == (1, False)
    save(tmp_path / "soldes", avances([ACCEPTED]), "20260105")
    assert program.run("export", solde, "--output", tmp_path / "out", *DAY, "--fix").status == 0
    assert editor_numbers(tmp_path / "out" / NAME.format(1), "numeroASP") == ["FINMDV000001"]


def test_an_avance_that_was_read_is_remembered(program: Program, tmp_path: Path) -> None:
    avance = save(tmp_path / "avances", avances([ACCEPTED]), "20260105")
    program.run("export", avance, "--output", tmp_path / "out", *DAY)
    avance.unlink()
    solde = save(tmp_path / "soldes", claim([demande(1) | {"numeroASP": None}]))
    outcome = program.run("export", solde, "--output", tmp_path / "out", *DAY, "--fix")
    assert outcome.status == 0
    assert editor_numbers(tmp_path / "out" / NAME.format(1), "numeroASP") == ["FINMDV000001"]


@pytest.mark.parametrize("choice", [(), ("--lines", "all"), ("--lines", "1,2"), ("--again", "--fix")])
def test_of_avances_alone_there_is_nothing_to_write(
    program: Program, tmp_path: Path, choice: tuple[str, ...]
) -> None:
    tree = avances([REJECTED, None])
    tree["SIRET"] = "1"
    outcome = program.run("export", save(tmp_path, tree), "--output", tmp_path / "out", *DAY, *choice)
    assert (outcome.status, (tmp_path / "out").exists()) == (0, False)
    assert "restent, demandes d'avance" in outcome.stdout.replace("\N{NO-BREAK SPACE}", " ")
    assert "2 demandes d'avance" in outcome.stderr.replace("\N{NO-BREAK SPACE}", " ")


def test_lines_of_one_file_that_go_with_one_dossier_are_named(program: Program, tmp_path: Path) -> None:
    tree = returned([REJECTED, REJECTED])
    tree["lignesImport"][1]["numeroASP"] = "FINMDV000001"
    source = save(tmp_path / "retours", tree)
    done = program.run("export", source, *DAY, "--output", tmp_path / "out", "--format", "json")
    (said,) = (each["text"] for each in done.report["warnings"] if each["id"] == "dossier-twice")
    assert "(FINMDV000001)" in said
    assert "(n° éditeur 00001, 00002)" in as_typed(said)


@pytest.mark.parametrize("day", ["2024-04-03", "2026-11-23", "2062-11-28"])
@pytest.mark.parametrize("option", ["", "--dry-run"])
def test_a_day_that_is_hardly_that_of_the_deposit_is_warned_of_and_written(
    program: Program, tmp_path: Path, day: str, option: str
) -> None:
    source = save(tmp_path / "retours", returned([REJECTED]))
    asked: list[str | Path] = ["export", source, "--date", day, "--output", tmp_path / "out"]
    asked += [option] if option else []
    done = program.run(*asked, "--format", "json")
    (said,) = (each["text"] for each in done.report["warnings"] if each["id"] == "deposit-day")
    why = "n'arrive que dans 13153 jours" if day.startswith("2062") else "est déjà passé"
    shown = f"attention, le {date.fromisoformat(day):%d/%m/%Y}, jour du dépôt, {why}"
    assert as_typed(said) == shown
    assert f"segur-tui : {shown}\n" in as_typed(done.stderr)
    assert done.status == 0
    assert [f"-{day.replace('-', '')}-" in each["path"] for each in done.report["written"]] == [True]
    assert f"segur-tui : {shown}\n" in as_typed(program.run(*asked, "--again").stderr)


def test_nothing_is_said_of_a_day_of_deposit_on_which_nothing_is_written(program: Program, tmp_path: Path) -> None:
    done = program.run("export", save(tmp_path, returned([ACCEPTED])), "--date", "2024-04-03")
    assert "jour du dépôt" not in as_typed(done.stderr)


@pytest.mark.parametrize(("editor", "dossier"), [(7, "FINMDV000001"), (1, "FINMDV000007")])
@pytest.mark.parametrize("newer_first", [True, False])
def test_of_two_returns_of_one_demande_the_newer_goes(
    program: Program, tmp_path: Path, editor: int, dossier: str, *, newer_first: bool
) -> None:
    """They share the dossier alone, or the n° éditeur: no place counts both."""
    older = save(tmp_path / "retours", returned([REJECTED]), number=1)
    line = demande(1, editor, REJECTED) | {"numeroASP": dossier}
    newer = save(tmp_path / "retours", claim([line]), number=2)
    sources = [newer, older] if newer_first else [older, newer]
    for given in (sources, [older]):
        done = program.run("export", *given, *DAY, "--output", tmp_path / "out", "--format", "json", "--dry-run")
        (left,) = done.report["left_out"]
        assert (done.status, left["source"], left["obstacle"]) == (0, str(older), "older")
        assert f"{newer.name}, ligne 1 (" in left["reasons"][0]
        written = [line["source"] for file in done.report["written"] for line in file["lines"]]
        assert written == [str(newer) for _ in given[1:]]
    for listing in ("--open", "--unclaimed"):
        told = program.run("history", listing, *sources, "--format", "json").stdout
        assert (newer.name in told, older.name in told) == (True, False), listing
    ticked = program.run("export", older, *DAY, "--output", tmp_path / "out", "--lines", "1")
    assert (ticked.status, len(list((tmp_path / "out").iterdir()))) == (0, 1)


def test_a_line_that_went_with_a_suggested_dossier_goes_again_once_it_is_refused(
    program: Program, tmp_path: Path
) -> None:
    save(tmp_path / "retours", avances([ACCEPTED]), "20260105")
    older = save(tmp_path / "retours", claim([demande(1, 1, REJECTED) | {"numeroASP": "FINMDV000042"}]))
    assert program.run("export", older, *DAY, "--output", tmp_path / "out", "--suggest").status == 0
    assert editor_numbers(tmp_path / "out" / NAME.format(1), "numeroASP") == ["FINMDV000001"]
    line = demande(1, 1, REJECTED) | {"dateFacture": "2023-02-01"}
    answer = save(tmp_path / "réponses", claim([line]), "20261124")
    for given, written in (([older, answer], 2), ([tmp_path / "retours", tmp_path / "réponses"], 3)):
        done = program.run(
            "export",
            *given,
            "--output",
            tmp_path / "out",
            "--date",
            "2026-11-25",
            "--fix",
            "--again",
            "--format",
            "json",
        )
        assert done.status == 0
        assert [(line["source"], line["line"]) for line in done.report["written"][0]["lines"]] == [
            (str(answer), 1)
        ]
        assert str(older) in {each["source"] for each in done.report["left_out"] if each["obstacle"] == "older"}
        assert len(list((tmp_path / "out").iterdir())) == written
