"""The check of every night: what cron and systemd run, as the page has it, does what the page says of it."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.samples import ROOT, SAMPLES

PAGE = (ROOT / "docs" / "installation.md").read_text(encoding="utf-8")
((CRON,), (UNIT,)) = (
    re.findall(pattern, PAGE, re.MULTILINE)
    for pattern in (r"^30 5 \* \* \*  segur  (.*)$", r"^ExecStart=/bin/sh -c '(.*)'$")
)
RIGHT, WRONG, UNREADABLE = SAMPLES / "tout-accepte", SAMPLES / "a-grouper", SAMPLES / "tronque"


def run(command: str, folder: Path, home: Path) -> subprocess.CompletedProcess[str]:
    """Run a command of the page on a folder, with this program in the place of the installed one."""
    program = f"{shlex.quote(sys.executable)} -m segur_tui"
    replaced = {
        "/opt/segur-tui/bin/segur-tui": program,
        "/srv/segur/retours": str(folder),
        "/srv/segur": str(home),
    }
    for name, here in replaced.items():
        command = command.replace(name, here)
    environment = {"HOME": str(home), "LANG": "C.UTF-8"}
    shell = ["sh", "-c", command]
    return subprocess.run(shell, check=False, capture_output=True, text=True, cwd=ROOT, env=environment)


@pytest.mark.parametrize(
    ("folder", "found"), [(RIGHT, ""), (WRONG, "3 fichiers, 5 à corriger"), (UNREADABLE, "illisible")]
)
def test_cron_sends_what_is_wrong_and_nothing_where_all_is_right(folder: Path, found: str, tmp_path: Path) -> None:
    done = run(CRON, folder, tmp_path)
    assert (found in done.stdout) if found else (done.stdout + done.stderr == "")


@pytest.mark.parametrize(("folder", "status"), [(RIGHT, 0), (WRONG, 1), (UNREADABLE, 2)])
def test_the_unit_writes_its_report_and_fails_for_an_unreadable_file_alone(
    folder: Path, status: int, tmp_path: Path
) -> None:
    assert run(UNIT, folder, tmp_path).returncode == status
    assert "<!doctype html>" in (tmp_path / "rapport.html").read_text(encoding="utf-8").lower()
    assert "SuccessExitStatus=1\n" in PAGE


def test_each_command_that_installs_without_a_network_makes_its_environment() -> None:
    (commands,) = re.findall(r"<!-- offline.*?```sh\n(.*?)```", PAGE, re.DOTALL)
    for command in commands.splitlines():
        (environment,) = set(re.findall(r"([\w.]+)/bin/", command))
        assert command.startswith(f"python3 -m venv {environment} && ")
