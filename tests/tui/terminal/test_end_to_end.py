"""A person at 80×24 in tmux: open the sample return, fix, export, and check the written file."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from tests.cli.program import Program
from tests.samples import RETURN
from tests.terminal import Tmux

SIZES = [(80, 24), (140, 40)]


@pytest.fixture
def program(tmp_path: Path) -> Program:
    home = tmp_path / "home"
    home.mkdir()
    return Program(home)


def opened(path: Path, program: Program, size: tuple[int, int]) -> Tmux:
    state = program.environment["XDG_STATE_HOME"]
    return Tmux([sys.executable, "-m", "segur_tui", str(path)], *size, XDG_STATE_HOME=state)


@pytest.mark.parametrize("size", SIZES)
def test_the_sample_return_is_corrected_and_exported(
    tmp_path: Path, program: Program, size: tuple[int, int]
) -> None:
    path = Path(shutil.copy(RETURN, tmp_path))
    before = path.read_bytes()
    with opened(path, program, size) as tmux:
        tmux.wait_for("1 Problèmes 33")
        tmux.send("c")
        tmux.wait_for("11 cochées sur 11")
        tmux.send("Enter")
        tmux.wait_for("1 Problèmes 18")
        # Line 8: no RPPS at all, then the same number for the DMP.
        tmux.send("Enter", "10000052570", "Enter")
        tmux.wait_for("1 Problèmes 16")
        tmux.send("Enter", "10000052570", "Enter")
        tmux.wait_for("1 Problèmes 15")
        # Line 12: a FINESS number that lost its zero, which is suggested, and a document of another type.
        tmux.send("Enter", "Enter")
        tmux.wait_for("1 Problèmes 13")
        tmux.send("Enter", "m", "Enter")
        tmux.wait_for("1 Problèmes 12")
        # Line 15: the dossier, and a document with the number of another demande, whose name nothing proposes.
        tmux.send("Enter", "FINMDV020415", "Enter")
        tmux.wait_for("1 Problèmes 10")
        tmux.send("Enter", "MDV-LGC-Va1-FACTURE-04115.pdf", "Enter")
        tmux.wait_for("1 Problèmes 8")
        tmux.send("e")
        tmux.wait_for("-001.json")
        tmux.wait_for("7 partent, 3 restent")
        tmux.send("Enter")
        tmux.wait_for("oui")
        tmux.send("o")
        tmux.wait_for("À faire sur le portail")
        tmux.send("Enter")
        tmux.wait_for("1 Problèmes 8")
        tmux.send("q")
    (written,) = set(tmp_path.glob("*.json")) - {path}
    checked = program.run("check", written, "--format", "json")
    assert checked.status == 0
    assert checked.report["files"][0]["lines"] == 7
    assert path.read_bytes() == before


def test_a_burst_of_keys_does_what_the_same_keys_do_one_by_one(tmp_path: Path, program: Program) -> None:
    path = Path(shutil.copy(RETURN, tmp_path))
    with opened(path, program, (80, 24)) as tmux:
        tmux.wait_for("1 Problèmes 33")
        tmux.send(
            "Enter", "22/08/2026", "Enter", "Enter", "1075.00", "Enter", "Enter", "P", "Enter", "n", "2", "Home"
        )
        tmux.wait_for("[2 Lignes 30]")
        tmux.wait_for("22/08/2026")
        tmux.wait_for("1075.00")


@pytest.mark.parametrize("name", ["tronque", "tout-accepte"])
def test_a_folder_lists_its_files_and_comes_back(tmp_path: Path, program: Program, name: str) -> None:
    folder = tmp_path / name
    shutil.copytree(RETURN.parent / name, folder)
    with opened(folder, program, (80, 24)) as tmux:
        tmux.wait_for("illisible" if name == "tronque" else "tout accepté")
        tmux.send("Enter")
        if name == "tronque":
            tmux.wait_for("ne s’ouvre pas")
        else:
            tmux.wait_for("Plus aucun problème")
            tmux.send("q")
            tmux.wait_for("tout accepté")
        tmux.send("q")


@pytest.mark.parametrize(
    ("size", "changes"),
    [((60, 15), {}), ((80, 24), {"NO_COLOR": "1"}), ((80, 24), {"LANG": "C"})],
)
def test_a_small_window_no_colours_and_a_bare_locale_will_do(
    tmp_path: Path, program: Program, size: tuple[int, int], changes: dict[str, str]
) -> None:
    path = Path(shutil.copy(RETURN, tmp_path))
    state = program.environment["XDG_STATE_HOME"]
    with_changes = ["env", *(f"{name}={value}" for name, value in changes.items())]
    command = [*with_changes, sys.executable, "-m", "segur_tui", str(path)]
    with Tmux(command, *size, XDG_STATE_HOME=state) as tmux:
        tmux.wait_for("1 Problèmes 33")
        tmux.send("Enter", "22/08/2026", "Enter")
        tmux.wait_for("1 Problèmes 31")
