"""Exports of the command line that meet others at the moment of writing: planned again once, and said."""

from __future__ import annotations

import fcntl
import json
import os
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from segur_tui.application.export.exporting import export
from tests.claims import ACCEPTED, ANS, REJECTED, returned, save
from tests.cli.program import Outcome, Program

DAY = ("--date", "2026-11-24")
SIX = 6


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Let another program hold an output folder for the time of a block."""
    folder.mkdir(exist_ok=True)
    descriptor = os.open(folder, os.O_RDONLY)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    try:
        yield
    finally:
        os.close(descriptor)


def exported_while(program: Program, befalls: Callable[[], object], source: Path, out: Path) -> Outcome:
    """Export, and let something happen once it is planned and waits for the output folder."""
    command = program.command("export", source, "--output", out, *DAY, "--format", "json")
    with held(out):
        waiting = subprocess.Popen(
            command, env=program.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        assert waiting.stderr is not None
        waited = waiting.stderr.readline()
        assert "attente" in waited
        befalls()
    stdout, stderr = waiting.communicate()
    assert "Traceback" not in stderr
    return Outcome(waiting.returncode, stdout, (waited + stderr).replace("\N{NO-BREAK SPACE}", " "))


def written(folder: Path) -> list[str]:
    return [
        line["numeroEditeur"]
        for path in sorted(folder.glob(f"JSON-{ANS}-*.json"))
        for line in json.loads(path.read_bytes())["lignesImport"]
    ]


def test_a_source_that_its_return_replaces_is_planned_again_and_said(program: Program, tmp_path: Path) -> None:
    source = save(tmp_path / "retours", returned([None] * 7))
    answer = returned([ACCEPTED] * 4 + [REJECTED] * 3)
    outcome = exported_while(program, lambda: save(source.parent, answer), source, tmp_path / "out")
    assert outcome.status == 0
    assert written(tmp_path / "out") == ["00005", "00006", "00007"]
    ids = [warning["id"] for warning in outcome.report["warnings"]]
    assert [each for each in ids if each != "deposit-day"] == ["planned-again", "unchanged"]  # its day is any
    assert f"{source.name} a changé sur le disque : l'export est préparé à nouveau" in outcome.stderr
    assert outcome.report["accepted"] == {str(source): 4}


def test_a_return_that_another_process_reads_meanwhile_holds_its_line(program: Program, tmp_path: Path) -> None:
    source = save(tmp_path / "retours", returned([REJECTED, REJECTED]))
    answer = save(tmp_path / "autre", returned([ACCEPTED]), "20261101")
    outcome = exported_while(program, lambda: program.run_apart("export", answer), source, tmp_path / "out")
    assert outcome.status == 0
    assert written(tmp_path / "out") == ["00002"]
    assert [each["obstacle"] for each in outcome.report["left_out"]] == ["accepted"]


def test_a_source_that_has_gone_meanwhile_ends_in_words(program: Program, tmp_path: Path) -> None:
    source = save(tmp_path / "retours", returned([REJECTED]))
    outcome = exported_while(program, source.unlink, source, tmp_path / "out")
    assert outcome.status == 2
    assert "n'est plus sur le disque" in outcome.stderr
    assert written(tmp_path / "out") == []


def test_what_differs_again_at_the_second_look_ends_with_2(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = save(tmp_path / "retours", returned([None] * 3))
    answers = iter((1, 2))

    def replaced_before(*arguments: object, **others: object) -> object:
        save(source.parent, returned([ACCEPTED] * next(answers) + [REJECTED]))
        return export(*arguments, **others)  # type: ignore[arg-type]  # as they came

    monkeypatch.setattr("segur_tui.cli.export.export", replaced_before)
    outcome = program.run("export", source, "--output", tmp_path / "out", *DAY)
    assert outcome.status == 2
    assert "rien n'est écrit" in outcome.stderr
    assert outcome.stdout == ""
    assert not (tmp_path / "out").exists()


def test_six_exports_of_one_source_at_once_write_each_line_once(program: Program, tmp_path: Path) -> None:
    source = save(tmp_path / "retours", returned([REJECTED] * 20))
    command = program.command("export", source, "--output", tmp_path / "out", *DAY, "--format", "json")
    with held(tmp_path / "out"):
        runs = [
            subprocess.Popen(
                command, env=program.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
            )
            for _ in range(SIX)
        ]
        for run in runs:
            assert run.stderr is not None
            assert "attente" in run.stderr.readline()
    reports = [json.loads(run.communicate()[0]) for run in runs]
    assert [run.returncode for run in runs] == [0] * SIX
    assert written(tmp_path / "out") == [f"{number:05d}" for number in range(1, 21)]
    assert sorted(len(report["written"]) for report in reports) == [0] * (SIX - 1) + [1]
    for report in reports:
        stays = Counter(each["obstacle"] for each in report["left_out"])
        assert stays == ({} if report["written"] else {"exported": 20})
