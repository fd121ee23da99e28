"""How what is typed of a folder is completed: as shells do, with what is there and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from segur_tui.application.disk.folders import Completion, completed


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("retours/LGC-001", "retours/LGC-002", "pièces", ".caché", "home/envois", "a\x1b[31mb"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "retours" / "LGC-003.json").touch()
    (tmp_path / "lien").symlink_to("pièces")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    return tmp_path


@pytest.mark.parametrize(
    ("typed", "becomes"),
    [
        ("re", "retours/"),
        ("retours/", "retours/LGC-00"),
        ("retours/LGC-001", "retours/LGC-001/"),
        ("pi", "pièces/"),
        ("li", "lien/"),
        (".c", ".caché/"),
        ("./re", "./retours/"),
        ("retours/../pi", "retours/../pièces/"),
        ("~", "~/"),
        ("~/", "~/envois/"),
        ("~/en", "~/envois/"),
        ("~personne-ici", "~personne-ici"),
        ("~personne-ici/x", "~personne-ici/x"),
        ("x", "x"),
        ("Re", "Re"),
        ("absent/x", "absent/x"),
        ("retours/LGC-003", "retours/LGC-003"),
        ("a", "a"),
        ("a\0", "a\0"),
        ("", ""),
    ],
)
def test_what_is_typed_goes_on_as_far_as_there_is_no_choice(typed: str, becomes: str) -> None:
    assert completed(typed).text == becomes


def test_a_whole_path_is_completed_too(tmp_path: Path) -> None:
    assert completed(f"{tmp_path}/ret").text == f"{tmp_path}/retours/"


def test_the_folders_that_remain_are_named() -> None:
    assert completed("retours/LGC-00") == Completion("retours/LGC-00", ("LGC-001", "LGC-002"))
