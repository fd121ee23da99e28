"""Several people export at the same moment: no number twice, no gap, nothing overwritten."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.claims import ANS, REJECTED, returned, save
from tests.cli.program import Program

TOGETHER = 20


ALONE = "no state folder at all"


def states(users: str, folder: Path, index: int) -> dict[str, str]:
    """Return where one of those who export keeps the record: without one, only the output folder is left."""
    match users:
        case "one state folder":
            return {}
        case "a state folder each":
            return {"XDG_STATE_HOME": str(folder / f"state{index}")}
        case _:
            return {"XDG_STATE_HOME": str(folder / "no folder")}


@pytest.mark.parametrize("users", ["one state folder", "a state folder each", ALONE])
def test_twenty_exports_at_once_get_twenty_numbers_without_a_gap(
    program: Program, tmp_path: Path, users: str
) -> None:
    sources = [save(tmp_path / f"{i:02d}", returned([REJECTED], i)) for i in range(1, TOGETHER + 1)]
    (tmp_path / "no folder").touch()
    without = ["--without-record"] if users == ALONE else []
    processes = [
        subprocess.Popen(
            program.command("export", source, "--output", tmp_path / "out", "--date", "2026-11-24", *without),
            env=program.environment | states(users, tmp_path, index),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for index, source in enumerate(sources)
    ]
    assert [process.wait() for process in processes] == [0] * TOGETHER
    written = sorted((tmp_path / "out").iterdir())
    assert [path.name for path in written] == [f"JSON-{ANS}-20261124-{n:03d}.json" for n in range(1, TOGETHER + 1)]
    numbers = [json.loads(path.read_bytes())["lignesImport"][0]["numeroEditeur"] for path in written]
    assert sorted(numbers) == [f"{i:05d}" for i in range(1, TOGETHER + 1)]
