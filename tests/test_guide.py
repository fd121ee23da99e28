"""The guide and its pictures are those of the program as it is."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from segur_tui.application.history.standing import FileStanding
from segur_tui.application.views.folder import ANSWERED
from segur_tui.application.views.lines import Standing
from segur_tui.format.wording import typeset
from segur_tui.tui.commands import COMMANDS, name_of
from segur_tui.tui.screens.dialogs.help import MOVES, SYMBOLS
from segur_tui.tui.screens.export.commands import COMMANDS as EXPORT_COMMANDS
from tests.keys import place
from tests.samples import ROOT

PICTURES = ROOT / "docs" / "pictures"
GUIDE = (ROOT / "docs" / "guide.md").read_text(encoding="utf-8")
NOT_PROSE = re.compile(r"```.*?```|`[^`]*`|\]\([^)]*\)|<!--.*?-->", re.DOTALL)


def test_the_pictures_are_what_the_program_shows(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "docs/pictures.py", tmp_path], cwd=ROOT, check=True)
    drawn, kept = ({path.name: path.read_bytes() for path in folder.iterdir()} for folder in (tmp_path, PICTURES))
    again = "run: python docs/pictures.py docs/pictures, and look at what changed"
    assert sorted(name for name in drawn | kept if drawn.get(name) != kept.get(name)) == [], again
    assert max(map(len, kept.values())) < 300_000


def rows(text: str) -> list[list[str]]:
    """Return the cells of the rows of tables."""
    return [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in text.splitlines()
        if line.startswith("| ")
    ]


def test_the_guide_has_ten_pages_that_its_contents_name_and_shows_every_picture() -> None:
    titles = re.findall(r"^## (.*)$", GUIDE, re.MULTILINE)
    assert [title.partition(".")[0] for title in titles] == [str(number) for number in range(1, 11)]
    contents = re.findall(r"^(\d+)\. \[(.*)\]\(#(.*)\)$", GUIDE, re.MULTILINE)
    assert [f"{number}. {title}" for number, title, _ in contents] == titles
    anchors = [re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles]
    assert [anchor for _, _, anchor in contents] == anchors
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = set(re.findall(r"\]\((?:docs/)?pictures/([\w-]+\.svg)\)", GUIDE + readme))
    assert shown == {path.name for path in PICTURES.iterdir()}


def test_the_guide_lists_every_key_as_it_is_declared() -> None:
    table = rows(GUIDE.partition("<!-- keys")[2])[1:]
    declared = [*((*move, "partout") for move in MOVES)]
    declared += ((command.key_name, command.help, place(command)) for command in COMMANDS)
    assert table == [[f"`{key}`", typeset(words), where] for key, words, where in declared]


def test_every_key_that_the_guide_names_is_one_of_the_program() -> None:
    named = set(re.findall(r"`([^`\s]{1,8})`", GUIDE.partition("<!-- keys")[0]))
    keys = {
        key
        for command in (*COMMANDS, *EXPORT_COMMANDS)
        for key in (command.key_name, *map(name_of, (command.key, command.also)))
    }
    beside = {"Entrée", "Échap", "Tab", "n", *(symbol for symbol, _ in SYMBOLS), "00003"}  # n: a question's no
    assert named - keys - beside == set()


def test_the_guide_explains_every_state_of_a_line_and_of_a_file() -> None:
    page = GUIDE.partition("\n## 5.")[2].partition("\n## 6.")[0]
    of_lines, of_files = (page.partition("| état d’un fichier")[index] for index in (0, 2))
    assert {row[0] for row in rows(of_lines)[1:]} == {standing.value for standing in Standing}
    source = ROOT / "segur_tui" / "application" / "views" / "folder.py"
    functions = source.read_text(encoding="utf-8").partition("def state(")[2]
    said = set(re.findall(r'(?:return|else|if) f?"([a-zéà][^"]+)"', functions.partition("def _apart_in_words")[0]))
    said |= {ANSWERED, *(standing.short for standing in FileStanding)}
    explained = of_files.replace("reste 6", "reste {left}").replace("2/5", "{left}/{lines}")
    assert len(said) > 12
    assert [state for state in said if state not in explained] == []


def test_the_guide_is_set_as_french_is() -> None:
    prose = NOT_PROSE.sub("", GUIDE)
    assert re.findall(r".* [:;!?»].*|.*« .*|.*'.*", prose) == []
