"""What the command line must not load: it would be paid at every start."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.samples import RETURN, SAMPLES

MANY_OBJECTS = 10_000
SCREEN_OF_A_FILE = (
    "segur_tui.tui.opening",
    *(f"segur_tui.tui.screens.file.{part}" for part in ("screen", "subject")),
)

PROBE = """
import sys
from segur_tui.__main__ import main
try:
    main(sys.argv[1:])
except SystemExit:
    pass
print("loaded:", *sorted({name.partition(".")[0] for name in sys.modules}), file=sys.stderr)
"""


def loaded_by(*arguments: str, home: Path) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", PROBE, *arguments],
        capture_output=True,
        check=True,
        text=True,
        env={"HOME": str(home), "XDG_STATE_HOME": str(home), "LANG": "C.UTF-8"},
    )
    return set(done.stderr.rpartition("loaded:")[2].split())


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["check", "--help"], ["export", "--help"]])
def test_help_loads_neither_textual_nor_rich_nor_pydantic(arguments: list[str], tmp_path: Path) -> None:
    assert not loaded_by(*arguments, home=tmp_path) & {"textual", "rich", "pydantic", "sqlite3", "simplejson"}


@pytest.mark.parametrize("form", ["text", "html", "csv"])
def test_check_loads_neither_textual_nor_sqlite_nor_pydantic_models(form: str, tmp_path: Path) -> None:
    loaded = loaded_by("check", str(RETURN), str(SAMPLES / "a-grouper"), "--format", form, home=tmp_path)
    assert "pydantic_core" in loaded
    assert not loaded & {
        "textual",
        "sqlite3",
        "pydantic",
        "ssl",
        "dataclasses",
        "inspect",
        "xlsxwriter",
        "puremagic",
    }
    assert not loaded & {"hashlib", "tempfile"} or form == "html"


def test_check_of_one_file_loads_nothing_that_many_need(tmp_path: Path) -> None:
    assert not loaded_by("check", str(RETURN), home=tmp_path) & {"pickle", "threading"}


def test_keys_that_a_person_has_chosen_are_looked_at_without_textual(tmp_path: Path) -> None:
    path = tmp_path / ".config" / "segur-tui" / "config.toml"
    path.parent.mkdir(parents=True)
    path.write_text('[keys]\nsuivant = "c"\n')
    loaded = loaded_by("check", str(SAMPLES), home=tmp_path)
    assert {"segur_tui", "tomllib"} <= loaded
    assert not loaded & {"textual", "rich", "pydantic", "asyncio"}


def test_export_loads_no_textual(tmp_path: Path) -> None:
    loaded = loaded_by("export", str(SAMPLES / "exemples-note"), "--dry-run", home=tmp_path)
    assert "segur_tui" in loaded
    assert not loaded & {"textual", "psycopg"}


def test_the_interface_loads_no_tls_and_leaves_it_to_whoever_wants_it() -> None:
    program = """
import sys
from segur_tui.application.disk.event_loop import load_asyncio
load_asyncio()
import segur_tui.tui.app
assert "asyncio" in sys.modules
assert not {"ssl", "_ssl"} & {*sys.modules}
import ssl
assert ssl.create_default_context()
"""
    subprocess.run([sys.executable, "-c", program], check=True)


def test_the_end_of_a_command_leaves_nothing_to_look_through() -> None:
    probe = "import gc, sys; from segur_tui.__main__ import main; main(); print(gc.get_freeze_count())"
    done = subprocess.run(
        [sys.executable, "-c", probe, "check", "--quiet", str(RETURN)], capture_output=True, check=True, text=True
    )
    assert int(done.stdout) > MANY_OBJECTS


def test_the_first_paint_of_a_file_waits_for_nothing_that_comes_behind_it() -> None:
    loaded = subprocess.run(
        [sys.executable, "-c", f"import sys, {', '.join(SCREEN_OF_A_FILE)}; print(*sys.modules)"],
        capture_output=True,
        check=True,
        text=True,
    ).stdout.split()
    later = ("tui.screens.settling", "application.history.readings", "format.odd_numbers")
    assert not {f"segur_tui.{name}" for name in later} & set(loaded)
