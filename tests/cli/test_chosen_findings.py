"""`check` showing some findings, or none, and reading standard input (design.md §1)."""

from __future__ import annotations

import csv
import io
import re
import subprocess
from pathlib import Path

import pytest

from segur_tui.format.writing import to_text
from tests.claims import ACCEPTED, ANS, claim, demande, returned, save
from tests.cli.program import Outcome, Program

FORMS = ("text", "json", "csv", "html")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file with an error of each of two rules, and one warning."""
    lines = [
        demande(1) | {"dateFacture": "2023-02-01"},
        demande(2) | {"typeAction": "X"},
        demande(3) | {"autre": 1},
    ]
    return save(tmp_path, claim(lines))


def listed(outcome: Outcome, form: str) -> list[str]:
    """Return the severity of each finding that a report lists."""
    if form == "json":
        return [finding["severity"] for file in outcome.report["files"] for finding in file["findings"]]
    if form == "html":
        return [each.split()[0] for each in re.findall(r'data-severity="([^"]*)"', outcome.stdout)]
    if form == "csv":
        rows = csv.DictReader(io.StringIO(outcome.stdout.removeprefix("\ufeff")), delimiter=";")
        words = [row["Gravité"] for row in rows]
    else:
        words = re.findall(r"(?m)^  .*?(erreur|avertissement)", outcome.stdout)
    return ["error" if word == "erreur" else "warning" for word in words]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ((), ["error", "error", "warning"]),
        (("--severity", "warning"), ["error", "error", "warning"]),
        (("--severity", "error"), ["error", "error"]),
        (("--rule", "date-format"), ["error"]),
        (("--rule", "date-format,choice"), ["error", "error"]),
        (("--rule", "date-format", "--rule", "unknown-key"), ["error", "warning"]),
        (("--rule", "unknown-key", "--severity", "error"), []),
        (("--rule", "amount-zero"), []),
    ],
)
def test_only_the_findings_asked_for_are_listed_and_all_are_counted(
    program: Program, path: Path, form: str, options: tuple[str, ...], expected: list[str]
) -> None:
    outcome = program.run("check", path, "--format", form, *options)
    assert outcome.status == 1
    assert listed(outcome, form) == expected
    if form == "json":
        (file,) = outcome.report["files"]
        assert (file["errors"], file["warnings"]) == (2, 1)
    if form == "html":
        assert "Aucun problème" not in outcome.stdout


def test_warnings_alone_keep_status_0_whatever_is_listed(program: Program, tmp_path: Path) -> None:
    path = save(tmp_path, claim([demande(1) | {"autre": 1}]))
    assert program.run("check", path, "--severity", "error").status == 0


@pytest.mark.parametrize("given", ["dates", "date-format,", "", "date-format,dates"])
def test_a_rule_that_does_not_exist_is_wrong_usage_and_nothing_is_printed(
    program: Program, path: Path, given: str
) -> None:
    outcome = program.run("check", path, "--rule", given)
    assert (outcome.status, outcome.stdout) == (2, "")
    assert "règle inconnue" in outcome.stderr


def test_quiet_prints_nothing_and_the_status_tells(program: Program, path: Path, tmp_path: Path) -> None:
    (tmp_path / "right").mkdir()
    (tmp_path / "broken.json").write_text("{")
    right = save(tmp_path / "right", claim([demande(1)]))
    for files, status in (([right], 0), ([path], 1), ([tmp_path / "broken.json", right], 2)):
        outcome = program.run("check", "--quiet", *files)
        assert (outcome.status, outcome.stdout) == (status, "")


def piped(program: Program, folder: Path, content: bytes, *arguments: str) -> Outcome:
    done = subprocess.run(
        program.command("check", *arguments),
        input=content,
        capture_output=True,
        env=program.environment,
        check=False,
        cwd=folder,
    )
    return Outcome(done.returncode, done.stdout.decode(), done.stderr.decode())


def test_a_hyphen_is_standard_input_and_what_a_name_would_tell_is_not_asked_of_it(
    program: Program, path: Path, tmp_path: Path
) -> None:
    whole = program.run("check", path, "--format", "json").report["files"][0]
    outcome = piped(program, tmp_path, path.read_bytes(), "-", "--format", "json")
    assert outcome.status == 1
    (file,) = outcome.report["files"]
    assert file.pop("path") == "-"
    assert file == {key: value for key, value in whole.items() if key != "path"}
    accepted = to_text(returned([ACCEPTED])).encode()
    assert "rien à corriger" in piped(program, tmp_path, accepted, "-").stdout.replace("\N{NO-BREAK SPACE}", " ")


def test_standard_input_stands_beside_files_and_a_file_of_that_name_is_a_file(
    program: Program, path: Path, tmp_path: Path
) -> None:
    (tmp_path / "-").write_text("{")
    report = piped(program, tmp_path, path.read_bytes(), "-", "./-", path.name, "--format", "json").report
    assert [file["kind"] for file in report["files"]] == ["submission", "unreadable", "submission"]
    assert report["files"][0]["numeroAns"] == ANS


@pytest.mark.parametrize("content", [b"", b"{", b" " * 8_000_001], ids=["nothing", "half", "too much"])
def test_standard_input_that_holds_no_file_is_unreadable(program: Program, tmp_path: Path, content: bytes) -> None:
    outcome = piped(program, tmp_path, content, "-", "--format", "json")
    assert outcome.status == 2
    assert outcome.report["files"][0]["kind"] == "unreadable"
