"""The house as a whole: its names, and the page that shows the way in."""

from __future__ import annotations

import ast
import os
import pwd
import re
from collections import defaultdict
from pathlib import Path

import segur_tui
from segur_tui.application.settings.config import read_settings
from segur_tui.application.settings.values import Settings
from segur_tui.application.state.folder import state_folder
from tests.samples import ROOT

PACKAGE = Path(segur_tui.__file__).parent


def test_no_two_rooms_have_a_class_of_one_name() -> None:
    rooms: dict[str, list[str]] = defaultdict(list)
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                rooms[node.name].append(str(path.relative_to(PACKAGE)))
    assert {name: where for name, where in rooms.items() if len(where) > 1} == {}
    assert "ClaimFile" in rooms


def test_the_architecture_names_every_room_and_no_file_that_is_not_there() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([\w/]+(?:/|\.py))`", text))
    rooms = {f"{room.parent.relative_to(PACKAGE)}/" for room in PACKAGE.rglob("__init__.py")} - {"./"}
    doors = {"application/", "tui/"}  # whose rooms are named one by one
    assert rooms - doors - named == set()
    assert {each for each in named if not list(PACKAGE.glob(each if "/" in each else f"**/{each}"))} == set()
    rooms_of_screens = next(line for line in text.splitlines() if line.startswith("| `tui/screens/` |"))
    assert all(path.stem in rooms_of_screens for path in (PACKAGE / "tui" / "screens").glob("[a-z]*.py"))


def test_value_types_are_declared_and_replaced_by_our_own_means() -> None:
    """The standard library's would be loaded at every start, and its `replace` knows no value of ours."""
    importing = [
        str(path.relative_to(PACKAGE))
        for path in PACKAGE.rglob("*.py")
        if path.name != "value_type.py"
        and re.search(r"^ *(from|import) dataclasses", path.read_text(), re.MULTILINE)
    ]
    assert importing == []


def test_the_changes_begin_with_those_of_the_version_that_the_program_says() -> None:
    headings = re.findall(r"^## (\S+?),? ", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert headings[0] == segur_tui.__version__


def test_the_pages_for_those_who_carry_it_on_name_files_that_are_there() -> None:
    for page in ("CONTRIBUTING.md", "CHANGELOG.md"):
        text = (ROOT / page).read_text(encoding="utf-8")
        named = re.findall(r"\]\(([\w./-]+)\)", text) + re.findall(r"(?:tests|docs|findings)/[\w/]*\w\.\w+", text)
        assert [each for each in named if not (ROOT / each).exists() and "NAME" not in each] == []


def test_no_test_reaches_the_state_or_the_configuration_of_who_runs_it() -> None:
    home = Path(pwd.getpwuid(os.getuid()).pw_dir)
    read = read_settings(None).path
    assert read is not None
    for place in (Path.home(), state_folder(Settings()), read):
        assert not place.is_relative_to(home)
