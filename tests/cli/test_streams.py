"""What reaches the terminal: nothing that steers it, only characters that it has, no trace of an interruption."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.claims import REJECTED, returned, save
from tests.cli.program import Program

WITHOUT_ACCENTS = {"LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}

INTERRUPTED_AT = """
import sys
at, *arguments = sys.argv[1:]

class Interruption:
    def find_spec(self, name, path=None, target=None):
        if name == at:
            raise KeyboardInterrupt

sys.meta_path.insert(0, Interruption())
from segur_tui.__main__ import main
sys.exit(main(arguments))
"""


@pytest.mark.parametrize(
    ("module", "arguments"),
    [
        ("segur_tui.cli.commands", ["check", "."]),
        ("argparse", ["export", "."]),
        ("segur_tui.cli.check", ["check", "."]),
        ("simplejson", ["check", "."]),
        ("segur_tui.cli.export", ["export", "."]),
        ("sqlite3", ["export", "."]),
        ("segur_tui.cli.interface", ["."]),
        ("segur_tui.tui.terminal.line", ["."]),
    ],
)
def test_an_interruption_while_the_program_starts_leaves_no_trace(
    program: Program, tmp_path: Path, module: str, arguments: list[str]
) -> None:
    save(tmp_path, returned([REJECTED]))
    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTED_AT, module, *arguments],
        cwd=tmp_path,
        env=program.environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")


@pytest.mark.parametrize(
    "arguments",
    [
        ("export", "f.json", "--date", "\x1b[31m"),
        ("check", "--\x1b]0;x\x07", "f.json"),
        ("check", "f.json", "--format", "\x9b2J\u202e"),
        ("--\x1b[2J\r",),
        ("history", "\x1b[31m"),
        ("export", "f.json", "--lines", "\x1b[31m"),
        ("check", "\x1b[31m.json"),
    ],
)
def test_an_argument_is_shown_and_never_obeyed(program: Program, arguments: tuple[str, ...]) -> None:
    outcome = program.run(*arguments)
    said = (outcome.stdout + outcome.stderr).replace("\N{NO-BREAK SPACE}", " ").replace("\n", "")
    assert said
    assert said.isprintable()


def test_where_there_are_no_accents_sentences_are_written_without(program: Program, tmp_path: Path) -> None:
    source = save(tmp_path, returned([REJECTED, None]))
    for arguments in (("check", source), ("export", source, "--dry-run"), ("check",), ("check", "absent.json")):
        outcome = program.run_apart(*arguments, **WITHOUT_ACCENTS)
        said = outcome.stdout + outcome.stderr
        assert said.isascii()
        assert "\\" not in said, said
    assert "1 refusee" in program.run_apart("check", source, **WITHOUT_ACCENTS).stdout
    refused = program.run_apart("check", "--zut", **WITHOUT_ACCENTS).stderr
    assert refused.startswith("segur-tui : arguments inconnus : --zut") or "segur-tui : il manque" in refused
    assert "d'emploi" in refused


def test_what_is_near_nothing_is_written_as_an_escape(program: Program, tmp_path: Path) -> None:
    tree = returned([None])
    tree["lignesImport"][0]["numeroEditeur"] = "½中e\u0301œ"
    assert "\\xbd\\u4e2deoe" in program.run_apart("check", save(tmp_path, tree), **WITHOUT_ACCENTS).stdout
