"""`check --format xlsx`: a workbook in a file, and never on a terminal (design.md §1)."""

from __future__ import annotations

import os
import pty
import subprocess
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.claims import claim, demande, save
from tests.cli.program import Program


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return save(tmp_path, claim([demande(1) | {"typeAction": "x"}]))


def test_the_workbook_goes_into_a_file_or_a_pipe_with_the_status_of_any_report(
    program: Program, path: Path
) -> None:
    command = program.command("check", path, "--format", "xlsx")
    done = subprocess.run(command, capture_output=True, check=False, env=program.environment)
    assert (done.returncode, done.stderr) == (1, b"")
    assert ZipFile(BytesIO(done.stdout)).testzip() is None
    with (path.parent / "a.xlsx").open("wb") as target:
        subprocess.run(command, stdout=target, check=False, env=program.environment)
    assert (path.parent / "a.xlsx").read_bytes() == done.stdout


@pytest.mark.parametrize(("options", "status"), [((), 2), (("--quiet",), 1)])
def test_a_terminal_gets_none(program: Program, path: Path, options: tuple[str, ...], status: int) -> None:
    ours, theirs = pty.openpty()
    command = program.command("check", path, "--format", "xlsx", *options)
    done = subprocess.run(command, stdout=theirs, stderr=subprocess.PIPE, check=False, env=program.environment)
    os.close(theirs)
    assert done.returncode == status
    assert ("> problemes.xlsx" in done.stderr.decode()) == (status == 2)
    with pytest.raises(OSError, match="Input/output"):  # nothing was written
        os.read(ours, 1)
    os.close(ours)


def test_a_full_disk_is_reported_for_what_it_is(program: Program, path: Path) -> None:
    command = program.command("check", path, "--format", "xlsx")
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False, env=program.environment)
    assert done.returncode == 2
    assert "sur la sortie standard : le disque est plein" in done.stderr.decode().replace(
        "\N{NO-BREAK SPACE}", " "
    )
    limited = ["bash", "-c", 'ulimit -f 1; "$@" | wc -c; exit "${PIPESTATUS[0]}"', "bash", *command]
    done = subprocess.run(limited, capture_output=True, check=False, env=program.environment)
    assert (done.returncode, done.stdout.strip()) == (2, b"0")
    assert "le classeur ne se prépare pas dans" in done.stderr.decode()
    assert "la taille permise pour un fichier est dépassée" in done.stderr.decode()
