"""Checking a folder of many files as a program: by several processes, which leave no trace however it ends."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from tests.cli.program import Program
from tests.generated.folder import write_folder
from tests.processes import descendants, has_ended, wait_until

FILES, LINES = 40, 200


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_folder(tmp_path_factory.mktemp("many"), FILES, LINES)


@pytest.fixture
def begun(program: Program, folder: Path) -> Iterator[subprocess.Popen[str]]:
    """The program, begun to check, whatever becomes of it."""
    with subprocess.Popen(
        program.command("check", folder, "--format", "csv"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=program.environment,
        start_new_session=True,
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 (whatever began the tests)
    ) as process:
        yield process
        if process.poll() is None:
            process.kill()


@pytest.mark.parametrize("form", ["csv", "json", "text"])
def test_several_processes_report_what_one_does(program: Program, folder: Path, form: str) -> None:
    command = program.command("check", folder, "--format", form)
    apart = subprocess.run(command, capture_output=True, check=False, env=program.environment)
    alone = subprocess.run(
        command,
        capture_output=True,
        check=False,
        env=program.environment,
        preexec_fn=lambda: os.sched_setaffinity(0, {min(os.sched_getaffinity(0))}),
    )
    assert apart.stdout == alone.stdout
    assert (apart.returncode, apart.stderr) == (alone.returncode, alone.stderr) == (1, b"")
    assert b"20260101-001.json" in apart.stdout


def test_an_interruption_leaves_neither_words_nor_processes(begun: subprocess.Popen[str]) -> None:
    wait_until(lambda: bool(descendants(begun.pid)), "several processes work")
    workers = descendants(begun.pid)
    os.killpg(begun.pid, signal.SIGINT)
    _, said = begun.communicate()
    assert (begun.returncode, said) == (130, "")
    wait_until(lambda: all(map(has_ended, workers)), "the crew has ended")


def test_a_process_that_is_killed_is_reported_in_words(begun: subprocess.Popen[str]) -> None:
    wait_until(lambda: bool(descendants(begun.pid)), "several processes work")
    workers = descendants(begun.pid)
    os.kill(workers[0], signal.SIGKILL)
    _, said = begun.communicate()
    assert begun.returncode == 2
    assert "un processus du contrôle s'est arrêté par le signal 9" in said
    assert "Traceback" not in said
    wait_until(lambda: all(map(has_ended, workers)), "the crew has ended")


def test_the_crew_ends_with_the_program_that_is_killed(begun: subprocess.Popen[str]) -> None:
    wait_until(lambda: bool(descendants(begun.pid)), "several processes work")
    workers = descendants(begun.pid)
    begun.kill()
    wait_until(lambda: all(map(has_ended, workers)), "the crew has ended")


def test_few_files_are_checked_by_the_program_itself(program: Program, tmp_path: Path) -> None:
    write_folder(tmp_path, 3, 20)
    probe = (
        "import os; os.fork = None; import sys; from segur_tui.__main__ import main; sys.exit(main(sys.argv[1:]))"
    )
    command = [program.command()[0], "-c", probe, "check", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, check=False, env=program.environment, text=True)
    assert (done.returncode, done.stderr) == (1, "")
