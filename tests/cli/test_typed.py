"""Text reports that are piped can be searched for what people type, and look as typography wants on a terminal."""

from __future__ import annotations

import io
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from segur_tui.cli.commands import COMMANDS as DECLARED
from segur_tui.cli.output import tell, write_line
from tests.claims import REJECTED, claim, demande, returned, save
from tests.cli.program import Program

NO_KEY_FOR = "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{RIGHT SINGLE QUOTATION MARK}"
COMMANDS = (
    ("check", "."),
    ("export", ".", "--dry-run"),
    ("export", ".", "--fix", "--leave-out-errors", "--dry-run"),
    ("history", "--open"),
    ("history", "--unclaimed", "."),
    ("history", "00009"),
    ("answers", "."),
    ("withdraw", "rien.json"),
    ("config",),
    ("rules",),
    ("rules", "amount-above"),
    ("--help",),
    *((name, "--help") for name in DECLARED),
)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_piped_report_holds_only_spaces_and_apostrophes_that_a_keyboard_has(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    save(tmp_path, returned([REJECTED, None]) | {"SIRET": "1"})
    save(tmp_path, claim([demande(3) | {"dateFacture": "1/2/23", "montantSegurHTFacture": "1 075"}]), number=2)
    monkeypatch.chdir(tmp_path)
    outcome = program.run(*command)
    assert outcome.stdout + outcome.stderr
    assert [each for each in NO_KEY_FOR if each in outcome.stdout + outcome.stderr] == []


def test_what_people_search_for_is_found(program: Program, tmp_path: Path) -> None:
    save(tmp_path, claim([demande(1) | {"dateFacture": "2023-02-01"}]))
    report = program.run("check", tmp_path).stdout
    assert "n'est pas" in report
    assert "attendu :" in report


def test_a_terminal_gets_them_as_they_are_printed() -> None:
    class OnTerminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    with redirect_stdout(OnTerminal()) as out, redirect_stderr(OnTerminal()) as err:
        write_line("l’avance\N{NO-BREAK SPACE}: 3")
        tell("l’avance")
    assert out.getvalue() == "l’avance\N{NO-BREAK SPACE}: 3\n"
    assert "l’avance" in err.getvalue()
