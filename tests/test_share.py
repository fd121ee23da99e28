"""What a system has beside the program: the man page and the completions are those of the commands as they are."""

from __future__ import annotations

import re
import runpy
import shutil
import subprocess
from functools import partial
from pathlib import Path

import pytest

from segur_tui.cli.commands import COMMANDS
from tests.samples import ROOT
from tests.terminal import Terminal, environment

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
    ("check --rule date-format samples/tr", {"samples/tronque"}),
    ("check samples/tout-accepte samples/tr", {"samples/tronque"}),
    ("export --fix samples/tout-accepte samples/tr", {"samples/tronque"}),
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
def test_zsh_completes(tmp_path: Path) -> None:
    setup = f"fpath=({SHARE}/zsh/site-functions $fpath); autoload -Uz compinit; compinit -u -d {tmp_path / 'dump'}"
    with Terminal(["zsh", "-f"], 120, 30, environment(HOME=str(tmp_path))) as zsh:
        zsh.send(f"cd {ROOT}; {setup}; PS1='ready> '; clear\n")
        for typed, expected in [*COMPLETED, ("check --format=j", {"--format=json"})]:
            zsh.wait_until(lambda: zsh.screen.split() == ["ready>"], "a prompt alone")
            zsh.send(f"segur-tui {typed}\t")
            zsh.wait_until(partial(shown, zsh, expected), f"{expected} for {typed}")
            zsh.send("\x15\x0c")


@pytest.mark.skipif(shutil.which("man") is None, reason="man is not installed")
@pytest.mark.parametrize("language", ["C.UTF-8", "C"])
def test_the_man_page_is_formatted_without_a_warning_and_names_every_option(language: str) -> None:
    page, variables = SHARE / "man/man1/segur-tui.1", {"LANG": language, "MANWIDTH": "80"}
    command = ["man", "--warnings", "-l", str(page)]
    page_shown = subprocess.run(command, capture_output=True, check=True, env=variables)
    assert page_shown.stderr == b""
    assert page.read_bytes().isascii()
    text = page_shown.stdout.decode()
    assert "Excel" in text  # no word is cut at the end of a line: a search would miss it
    options = {
        each for command in COMMANDS.values() for each in re.findall("--[a-z-]+", command.parser().format_help())
    }
    assert {each for each in options if each not in text} == set()
    assert {
        command.name for command in COMMANDS.values() if f"SEGUR-TUI {command.name.upper()}" not in text
    } == set()


def shown(terminal: Terminal, words: set[str]) -> bool:
    return words <= {word.rstrip("/=") for word in terminal.screen.split()}


def completed(command: list[str], folder: Path = ROOT) -> set[str]:
    done = subprocess.run(command, capture_output=True, check=True, cwd=folder)
    assert done.stderr == b""
    return set(done.stdout.decode().split("\n")) - {""}
