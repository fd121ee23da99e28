"""The script of docs/scripting.md, which reads both reports in another language, does what the page says."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.claims import REJECTED, returned, save
from tests.cli.program import Program
from tests.samples import ROOT

PAGE = (ROOT / "docs" / "scripting.md").read_text(encoding="utf-8")


def has_perl() -> bool:
    return bool(shutil.which("perl")) and not subprocess.run(["perl", "-MJSON::PP", "-e1"], check=False).returncode


@pytest.mark.skipif(not has_perl(), reason="perl with JSON::PP is not installed")
def test_the_script_lists_what_is_to_correct_and_what_was_written(program: Program, tmp_path: Path) -> None:
    (text,) = re.findall(r"```perl\n(.*?)```", PAGE, re.DOTALL)
    script, bin_folder = tmp_path / "nightly.pl", tmp_path / "bin"
    script.write_text(text, encoding="utf-8")
    bin_folder.mkdir()
    command = bin_folder / "segur-tui"
    command.write_text(f'#!/bin/sh\nexec {sys.executable} -m segur_tui "$@"\n')
    command.chmod(0o755)
    tree = returned([REJECTED, REJECTED])
    tree["lignesImport"][1]["dateFacture"] = "31/02/2023"
    source, out = save(tmp_path / "retours", tree), tmp_path / "out"
    done = subprocess.run(
        ["perl", script, source, out],
        capture_output=True,
        check=True,
        env=program.environment | {"PATH": f"{bin_folder}:{os.environ['PATH']}"},
    )
    (written,) = out.iterdir()
    assert done.stdout.decode().splitlines() == [
        f"{source}: line 2, /lignesImport/1/dateFacture (date-real)",
        f"written: {written}, 1 lines",
        "left: 00002 (errors)",
    ]
