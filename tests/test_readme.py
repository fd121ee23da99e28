"""The README says what the program does."""

from __future__ import annotations

import re
from pathlib import Path

from segur_tui.application.settings.config_file import read_config
from segur_tui.application.settings.values import KINDS
from segur_tui.tui.commands import COMMANDS
from tests.cli.program import Program
from tests.keys import place
from tests.samples import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_readme_lists_every_key_with_its_help_and_where_it_works() -> None:
    table = README.partition("<!-- keys")[2].partition("\n## ")[0]
    rows = [
        [cell.strip() for cell in line.split("|")[1:4]] for line in table.splitlines() if line.startswith("| `")
    ]
    assert rows == [[f"`{command.key_name}`", command.help, place(command)] for command in COMMANDS]


def test_the_readme_shows_a_configuration_of_every_setting_that_can_be_followed(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(README.partition("```toml\n")[2].partition("```")[0], encoding="utf-8")
    assert set(read_config(path, lambda: COMMANDS).origins) == set(KINDS)


def test_the_first_command_ends_with_0_the_second_time_too_and_says_why(tmp_path: Path) -> None:
    (command,) = re.findall(r"segur-tui (export samples/[^;]*);", README)
    words = [ROOT / word if word.startswith("samples/") else word for word in command.split()]
    arguments = [tmp_path / "sortie" if word == "sortie" else word for word in words]
    program = Program(tmp_path)
    assert [program.run(*arguments).status for _ in range(2)] == [0, 0]
    assert len(list((tmp_path / "sortie").iterdir())) == 1
    assert "déjà exportée dans" in program.run(*arguments).stdout
