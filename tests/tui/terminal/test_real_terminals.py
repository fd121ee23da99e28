"""Real terminals, each in a window of its own and logged in over SSH: what they send, and what they show."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desks import STEPS, desk_of
from tests.display import Display
from tests.ssh_server import SshServer

DESKS = ("xterm", "urxvt", "putty", "putty screen", "putty tmux")
"""Terminals, and the multiplexer that runs in one on the server."""
HOME = "Home"
JOB = (
    ("c", "cochées"),
    ("\n", "1 Problèmes 18"),
    ("S", "cochées"),
    ("\n", "1 Problèmes 14"),
    ("\n10000099993\n", "1 Problèmes 12"),
    ("\n\n", "1 Problèmes 11"),  # what is proposed
    ("\nFINMDV020415\n", "1 Problèmes 9"),
    ("\nMDV-LGC-Va1-FACTURE-04115.pdf\n", "1 Problèmes 7"),
    ("n", "▸ ✗◀   20"),
    ("\n04120\n", "04120"),
    ("\nMDV-LGC-Va1-FACTURE-04120.pdf\n", "1 Problèmes 5"),
    ("\nMDV-LGC-Va1-MOM-04120.pdf\n", "1 Problèmes 4"),
    ("\n30/09/2026\n", "1 Problèmes 2"),
    ("\n", "ajouter"),
    (HOME, "▸ ajouter"),
    ("\n", "1 Problèmes 1"),
    ("e", "8 partent, 2 restent"),
    ("\n", "À faire sur le portail"),
)
"""The keys that correct the sample and write the new file, each lot with what the screen then shows."""
MADE: dict[str, dict[str, object]] = {
    "04103": {"dateFacture": "22/08/2026", "montantSegurHTFacture": 1075.0},
    "04108": {"identDMP": ["10000099993"]},
    "04115": {"numeroASP": "FINMDV020415"},
    "04123": {"dateFacture": "30/09/2026"},
}


@pytest.fixture(scope="session")
def display(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Display]:
    with Display(tmp_path_factory.mktemp("display")) as started:
        yield started


@pytest.mark.parametrize("name", DESKS)
def test_a_person_works_in_it(display: Display, server: SshServer, name: str, tmp_path: Path) -> None:
    with desk_of(display, server, name, tmp_path) as desk, desk.open() as window:
        for step in STEPS:
            step(desk, window)


@pytest.mark.parametrize("name", ["putty", "putty screen", "putty tmux"])
def test_the_whole_job_is_done_by_the_same_keys(
    display: Display, server: SshServer, name: str, tmp_path: Path
) -> None:
    with desk_of(display, server, name, tmp_path) as desk, desk.open() as window:
        window.wait_for("1 Problèmes 33")
        for keys, shows in JOB:
            (window.press if keys == HOME else window.type)(keys)
            window.wait_for(shows)
    (written,) = set(tmp_path.glob("*.json")) - {desk.path}
    lines = {line["numeroEditeur"]: line for line in json.loads(written.read_bytes())["lignesImport"]}
    assert len(lines) == 8
    assert {number: {name: lines[number][name] for name in values} for number, values in MADE.items()} == MADE
