"""Sources of several suppliers in one export: a file, or a series, for each of them, all or none."""

from __future__ import annotations

import json
from pathlib import Path

from tests.application.documents.folders import all_of, put
from tests.claims import ACCEPTED, ANS, REJECTED, SIRET, claim, demande, returned, save
from tests.cli.program import Program

DAY = ("--date", "2026-11-24")
OTHER, OTHER_SIRET = "LGCTEST002", "44306184100047"


def named(numero_ans: str, number: int) -> str:
    return f"JSON-{numero_ans}-20261124-{number:03d}.json"


def written(folder: Path) -> dict[str, list[str]]:
    files = {path.name: json.loads(path.read_bytes()) for path in sorted(folder.glob("*.json"))}
    return {name: [line["numeroEditeur"] for line in tree["lignesImport"]] for name, tree in files.items()}


def two(folder: Path, *answers: tuple[str, str]) -> Path:
    """Save a return of each of two suppliers, whose demandes bear the same numbers."""
    save(folder, returned(answers or [REJECTED, REJECTED]))
    save(folder, returned([REJECTED, REJECTED], numero_ans=OTHER, siret=OTHER_SIRET))
    return folder


def test_each_supplier_has_a_file_and_the_report_names_both(program: Program, tmp_path: Path) -> None:
    folder, out = two(tmp_path / "retours"), tmp_path / "out"
    reported = program.run("export", folder, "--output", out, *DAY, "--format", "json", "--dry-run")
    outcome = program.run("export", folder, "--output", out, *DAY, "--format", "json")
    assert outcome.status == 0
    assert reported.report == outcome.report
    assert written(out) == {named(ANS, 1): ["00001", "00002"], named(OTHER, 1): ["00001", "00002"]}
    assert [Path(each["path"]).name for each in outcome.report["written"]] == list(written(out))
    assert [[line["numLigne"] for line in each["lines"]] for each in outcome.report["written"]] == [[1, 2]] * 2
    sirets = [json.loads((out / name).read_bytes())["SIRET"] for name in written(out)]
    assert sirets == [SIRET, OTHER_SIRET]
    again = program.run("export", folder, "--output", out, *DAY, "--format", "json")
    assert (again.status, again.report["written"]) == (0, [])
    assert {each["obstacle"] for each in again.report["left_out"]} == {"exported"}


def test_what_one_supplier_has_accepted_holds_none_of_the_other(program: Program, tmp_path: Path) -> None:
    folder, out = two(tmp_path / "retours", ACCEPTED, REJECTED), tmp_path / "out"
    assert program.run("export", folder, "--output", out, *DAY).status == 0
    assert written(out) == {named(ANS, 1): ["00002"], named(OTHER, 1): ["00001", "00002"]}


def test_the_files_of_one_ans_number_and_two_sirets_have_consecutive_numbers(
    program: Program, tmp_path: Path
) -> None:
    save(tmp_path / "retours", returned([REJECTED], 1), number=1)
    save(tmp_path / "retours", returned([REJECTED], 7, numero_ans=OTHER), number=2)
    save(tmp_path / "retours", returned([REJECTED], 2, siret=OTHER_SIRET), number=3)
    assert program.run("export", tmp_path / "retours", "--output", tmp_path / "out", *DAY).status == 0
    assert written(tmp_path / "out") == {
        named(ANS, 1): ["00001"],
        named(ANS, 2): ["00002"],
        named(OTHER, 1): ["00007"],
    }


def test_all_are_written_or_none(program: Program, tmp_path: Path) -> None:
    folder, out = two(tmp_path / "retours"), tmp_path / "out"
    out.mkdir()
    (out / named(OTHER, 999)).touch()
    outcome = program.run("export", folder, "--output", out, *DAY)
    assert outcome.status == 2
    assert OTHER in outcome.stderr
    assert [path.name for path in out.iterdir()] == [named(OTHER, 999)]


def test_a_header_in_error_stops_all_or_its_supplier_alone(program: Program, tmp_path: Path) -> None:
    folder, out = two(tmp_path / "retours"), tmp_path / "out"
    wrong = claim([demande(1, 5, REJECTED)], numero_ans="LGC?", siret=OTHER_SIRET)
    wrong_path = save(folder, wrong, number=9)
    arguments = ("export", folder, "--output", out, *DAY, "--format", "json")
    stopped = program.run(*arguments)
    assert stopped.status == 1
    assert f"{wrong_path.name}, numeroAns" in stopped.stderr
    assert stopped.report["written"] == []
    assert {each["obstacle"] for each in stopped.report["left_out"]} == {"errors"}
    assert not out.exists()
    outcome = program.run(*arguments, "--leave-out-errors")
    assert outcome.status == 0
    assert written(out) == {named(ANS, 1): ["00001", "00002"], named(OTHER, 1): ["00001", "00002"]}
    (left,) = outcome.report["left_out"]
    assert (left["source"], left["obstacle"]) == (str(wrong_path), "errors")
    assert left["reasons"][0].startswith("entête, numeroAns")


def test_a_header_in_error_alone_writes_nothing(program: Program, tmp_path: Path) -> None:
    path = save(tmp_path / "retours", returned([REJECTED], siret="123"))
    outcome = program.run("export", path, *DAY, "--leave-out-errors", "--format", "json")
    assert outcome.status == 1
    assert outcome.report["written"] == []
    assert [each["obstacle"] for each in outcome.report["left_out"]] == ["errors"]
    assert "SIRET" in outcome.stderr


def test_a_document_that_two_suppliers_name_goes_with_neither(program: Program, tmp_path: Path) -> None:
    folder = two(tmp_path / "retours")
    path = save(folder, returned([REJECTED], 7), number=5)
    pieces = put(tmp_path / "pieces", *all_of([1, 2, 7]))
    arguments = ("--output", tmp_path / "out", *DAY, "--format", "json", "--leave-out-errors")
    outcome = program.run("export", folder, "--documents", pieces, *arguments)
    assert outcome.status == 0
    assert written(tmp_path / "out") == {named(ANS, 1): ["00007"]}
    assert [each["source"] for each in outcome.report["written"][0]["lines"]] == [str(path)]
    for left in outcome.report["left_out"]:
        assert left["obstacle"] == "documents"
        assert "autre n° ANS" in left["reasons"][0].replace("\N{NO-BREAK SPACE}", " ")
    assert len(outcome.report["documents"]) == 1
