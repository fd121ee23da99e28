"""The README says what the program does."""

from __future__ import annotations

from pathlib import Path

from segur_tui.application.settings.config_file import read_config
from segur_tui.application.settings.values import KINDS
from segur_tui.tui.commands import COMMANDS
from tests.samples import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_readme_lists_every_key_with_its_help() -> None:
    table = README.partition("<!-- keys")[2].partition("\n## ")[0]
    rows = [
        [cell.strip() for cell in line.split("|")[1:3]] for line in table.splitlines() if line.startswith("| `")
    ]
    assert rows == [[f"`{command.key_name}`", command.help] for command in COMMANDS]


def test_the_readme_shows_a_configuration_of_every_setting_that_can_be_followed(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text(README.partition("```toml\n")[2].partition("```")[0], encoding="utf-8")
    assert set(read_config(path, lambda: COMMANDS).origins) == set(KINDS)
