"""`export --skip-unreadable`: what a file that cannot be read may show accepted is held (design.md §1)."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from segur_tui.format.writing import to_text
from tests.claims import ACCEPTED, ANS, REJECTED, claim, demande, returned, save
from tests.cli.program import Outcome, Program

CUT = 12
"""Bytes that are missing at the end of a file, so that it cannot be read."""
OTHER = "AUTREANS02"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A return of which the demandes 1 to 3 are refused."""
    return save(tmp_path / "retours", returned([REJECTED] * 3))


def exported(program: Program, source: Path, *skipped: Path, options: tuple[str, ...] = ()) -> Outcome:
    out = source.parent / "out"
    arguments = ("--skip-unreadable", "--leave-out-errors", "--format", "json", *options)
    return program.run("export", source, *skipped, "--output", out, *arguments)


def went(outcome: Outcome) -> list[str]:
    return [line["numeroEditeur"] for file in outcome.report["written"] for line in file["lines"]]


def held(outcome: Outcome) -> dict[str, str]:
    return {left["numeroEditeur"]: left["obstacle"] for left in outcome.report["left_out"]}


def cut(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_bytes(text.encode()[:-CUT])
    return path


@pytest.mark.parametrize("place", ["beside", "elsewhere"])
@pytest.mark.parametrize(
    "change",
    [
        {},
        {"numeroEditeur": "autre"},
        {"numeroASP": "FINMDV999999"},
        {"numeroEditeur": 2, "numeroASP": None},
        {"numeroEditeur": ["00002"], "numeroASP": None},
    ],
    ids=str,
)
def test_a_line_whose_number_stands_in_the_skipped_text_is_held(
    program: Program, source: Path, tmp_path: Path, place: str, change: dict[str, object]
) -> None:
    tree = returned([ACCEPTED], first_editor=2)
    tree["lignesImport"][0] |= change
    skipped = cut(source.parent if place == "beside" else tmp_path / "ailleurs", "reponse.json", to_text(tree))
    outcome = exported(program, source, skipped)
    assert outcome.status == 0
    assert went(outcome) == ["00001", "00003"]
    assert held(outcome) == {"00002": "to-verify"}
    assert [warning["id"] for warning in outcome.report["warnings"]][:1] == ["unreadable"]


def test_the_file_of_another_supplier_holds_nothing(program: Program, source: Path, tmp_path: Path) -> None:
    for name in ("reponse.json", f"JSON-{OTHER}-20261005-001.json"):
        skipped = cut(tmp_path / "ailleurs", name, to_text(returned([ACCEPTED], numero_ans=OTHER)))
        outcome = exported(program, source, skipped, options=("--again",))
        assert (went(outcome), held(outcome)) == (["00001", "00002", "00003"], {})


def test_a_text_that_names_no_supplier_holds_what_it_shows(program: Program, source: Path, tmp_path: Path) -> None:
    skipped = cut(tmp_path / "ailleurs", "reponse.json", to_text({"lignesImport": [demande(3, answer=ACCEPTED)]}))
    assert held(exported(program, source, skipped)) == {"00003": "to-verify"}


@pytest.mark.parametrize(
    "content", [b"", b"\0\0\0", "\ufeff{}".encode("utf-16"), "é".encode() + "é".encode("cp1252")], ids=repr
)
def test_what_cannot_be_decoded_holds_every_line(
    program: Program, source: Path, tmp_path: Path, content: bytes
) -> None:
    skipped = tmp_path / "reponse.json"
    skipped.write_bytes(content)
    outcome = exported(program, source, skipped)
    assert (outcome.status, went(outcome)) == (1, [])
    assert held(outcome) == dict.fromkeys(("00001", "00002", "00003"), "to-verify")


@pytest.mark.parametrize("number", ["FINMDV000002", "LGCTEST001"])
@pytest.mark.parametrize("is_named", [True, False])
def test_a_text_with_damaged_characters_may_hold_any_number(
    program: Program, source: Path, tmp_path: Path, number: str, *, is_named: bool
) -> None:
    text = to_text(returned([ACCEPTED], first_editor=2)).replace("00002", "0000\N{REPLACEMENT CHARACTER}")
    damaged = text.replace(number[:-1], f"{number[:-2]}\N{REPLACEMENT CHARACTER}")
    name = f"JSON-{ANS}-20261012-001.json" if is_named else "reponse.json"
    assert held(exported(program, source, cut(tmp_path / "ailleurs", name, damaged))) == dict.fromkeys(
        ("00001", "00002", "00003"), "to-verify"
    )


def test_a_pipe_is_not_waited_for_and_holds_every_line(program: Program, source: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "reponse.json"
    os.mkfifo(pipe)
    for skipped in (pipe, tmp_path / "nulle part.json"):
        outcome = exported(program, source, skipped)
        assert (outcome.status, went(outcome)) == (1, [])
        assert set(held(outcome).values()) == {"to-verify"}


def test_a_held_line_goes_when_a_person_names_it(program: Program, source: Path, tmp_path: Path) -> None:
    skipped = cut(tmp_path / "ailleurs", "reponse.json", to_text(returned([ACCEPTED], first_editor=2)))
    assert went(exported(program, source, skipped, options=("--lines", "2"))) == ["00002"]


def test_without_the_option_nothing_is_written_and_with_unreadable_files_alone_neither(
    program: Program, source: Path, tmp_path: Path
) -> None:
    skipped = cut(tmp_path / "ailleurs", "reponse.json", to_text(claim([demande(9)])))
    outcome = program.run("export", source, skipped, "--output", tmp_path / "out")
    assert (outcome.status, (tmp_path / "out").exists()) == (2, False)
    assert exported(program, skipped).status == 2
