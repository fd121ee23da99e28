"""What a system has beside the program: the man page and the completions are those of the commands as they are."""

from __future__ import annotations

import re
import runpy
import shutil
import subprocess
from pathlib import Path

import pytest

from segur_tui.cli.commands import COMMANDS
from tests.samples import ROOT

SHARE = ROOT / "share"
MADE = runpy.run_path(str(SHARE / "make.py"))
COMPLETED = [
    ("ex", {"export"}),
    ("sam", {"samples"}),
    ("check --f", {"--format"}),
    ("check --severity ", {"error", "warning"}),
    ("check sam", {"samples"}),
    ("schema f", {"file"}),
    ("record b", {"backup"}),
    ("rules date-f", {"date-format", "date-future"}),
    ("check --rule date-f", {"date-format", "date-future"}),
]
ASKED_OF_BASH = """
source "$1"
cd "$2"
COMP_WORDS=("${@:3}"); COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
_shtab_segur_tui
[ ${#COMPREPLY[@]} -gt 0 ] || COMPREPLY=($(compgen -f -- "${COMP_WORDS[COMP_CWORD]}"))
printf '%s\\n' "${COMPREPLY[@]}"
"""
"""As bash asks a completion; where nothing comes, readline takes files (`complete -o default`)."""


def test_the_files_are_what_the_parsers_make() -> None:
    made: dict[str, str] = MADE["files"]()
    kept = [path for path in SHARE.rglob("*") if path.is_file() and path.suffix not in {".py", ".pyc"}]
    assert {str(path.relative_to(SHARE)): path.read_text(encoding="utf-8") for path in kept} == made


@pytest.mark.parametrize(("typed", "expected"), COMPLETED, ids=[typed for typed, _ in COMPLETED])
def test_bash_completes(typed: str, expected: set[str]) -> None:
    script = SHARE / MADE["COMPLETIONS"]["bash"]
    assert "complete -o default -F _shtab_segur_tui segur-tui" in script.read_text(encoding="utf-8")
    words = ["segur-tui", *typed.split(" ")]
    assert completed(["bash", "-c", ASKED_OF_BASH, "bash", str(script), str(ROOT), *words]) == expected


@pytest.mark.skipif(shutil.which("fish") is None, reason="fish is not installed")
@pytest.mark.parametrize(("typed", "expected"), COMPLETED, ids=[typed for typed, _ in COMPLETED])
def test_fish_completes(typed: str, expected: set[str]) -> None:
    script = SHARE / MADE["COMPLETIONS"]["fish"]
    asked = completed(["fish", "-c", f"source {script}; complete -C 'segur-tui {typed}'"], ROOT)
    assert {line.partition("\t")[0].rstrip("/") for line in asked} == expected


@pytest.mark.skipif(shutil.which("zsh") is None, reason="zsh is not installed")
def test_zsh_reads_its_script() -> None:
    assert completed(["zsh", "-n", str(SHARE / MADE["COMPLETIONS"]["zsh"])]) == set()


@pytest.mark.skipif(shutil.which("man") is None, reason="man is not installed")
def test_the_man_page_is_formatted_without_a_warning_and_names_every_option() -> None:
    page, environment = SHARE / "man/man1/segur-tui.1", {"LANG": "C.UTF-8", "MANWIDTH": "200"}
    command = ["man", "--warnings", "-l", str(page)]
    shown = subprocess.run(command, capture_output=True, check=True, env=environment)
    assert shown.stderr == b""
    text = shown.stdout.decode()
    options = {
        each for command in COMMANDS.values() for each in re.findall("--[a-z-]+", command.parser().format_help())
    }
    assert {each for each in options if each not in text} == set()
    assert {
        command.name for command in COMMANDS.values() if f"SEGUR-TUI {command.name.upper()}" not in text
    } == set()


def completed(command: list[str], folder: Path = ROOT) -> set[str]:
    done = subprocess.run(command, capture_output=True, check=True, cwd=folder)
    assert done.stderr == b""
    return set(done.stdout.decode().split("\n")) - {""}
