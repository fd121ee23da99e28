"""Print what a long day costs: memory by the work done, undoing many steps, and a record that has grown.

Run it from the project's folder: `python -m benchmarks.long_day [--openings 300] [--lines 1000000]`. Each opening
is of another return, of which ten values are changed, and two of three are exported. Times are the processor's,
but for those of the screens, which are by the clock.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.figures import median, say_load, show, verdict
from benchmarks.programs import DOWN, segur
from benchmarks.returns import write_return
from segur_tui.application.drafts.draft import Draft
from segur_tui.application.files.checking import check_together
from segur_tui.application.files.opening import open_claim
from segur_tui.application.history.claimed_before import exported_from
from segur_tui.application.history.listed_files import what_is_left
from segur_tui.application.record.engines import open_record
from segur_tui.application.settings.values import Settings
from segur_tui.format.edit import Edit, Step
from tests.claims import ANS, REJECTED, returned, save
from tests.generated.folder import MOST_A_DAY, write_folder

TODAY = date(2026, 11, 2)
FEW, LINES, EDITS, EXPORTED_OF = 5, 200, 10, 3
"""Openings after which memory counts, demandes of a return, changes of each; one in so many is not exported."""
MOST_MEMORY, MOST_RECORD, MOST_NUMBER, MOST_UNDO = 1.25, 1.1, 1.2, 5.0
_AT = ("lignesImport", 0, "dateFacture")


def held(folder: Path, state: Path, openings: int) -> tuple[float, float]:
    """Open, change, export and leave so many returns; return the MiB held after a few, and at the end."""
    for number in range(openings):
        tree = returned([REJECTED] * LINES, number * LINES + 1)
        save(folder, tree, str(20260101 + number // MOST_A_DAY), number % MOST_A_DAY + 1)
    found = []
    with segur(folder).started(state) as terminal:
        terminal.start(("refus",))
        for opening in range(1, openings + 1):
            for keys in ("\r", "2", DOWN, "3", "1"):
                terminal.press(keys)
            terminal.send(f"\r02/02/2023\r{DOWN}" * EDITS)
            terminal.wait_for(f" {EDITS}\N{NO-BREAK SPACE}modif")
            if opening % EXPORTED_OF:
                terminal.press("e")
                terminal.wait_for("partent")
                terminal.send("\r")
                terminal.wait_for("Écrit")
                terminal.press("q")
            terminal.press("q")
            terminal.press(DOWN)
            if opening in {FEW, openings}:
                status = Path(f"/proc/{terminal.process.pid}/status").read_text(encoding="ascii")
                found.append(int(status.partition("VmRSS:")[2].split()[0]) / 1024)
    written = len(list(folder.iterdir())) - openings
    if written != openings - openings // EXPORTED_OF:
        raise SystemExit(f"{written} exports were written")
    return found[0], found[-1]


def undone(folder: Path, steps: int) -> float:
    """Take back so many steps of a draft of an earlier session, and return the seconds."""
    opened = check_together([write_return(folder, LINES)], TODAY, Settings())[0].check
    if opened is None:
        raise SystemExit("the return cannot be read")
    made, before = list[Step](), opened.claim.lines[0]["dateFacture"]  # type: ignore[call-overload, index]
    for step in range(steps):
        after = f"{step % 28 + 1:02d}/02/2023"
        made.append(Step(after, (Edit(_AT, before, after),)))
        before = after
    draft = Draft.restored(opened, TODAY, made, ())

    def take_back() -> None:
        left = draft
        while left.done:
            left = left.undo()

    return _seconds(take_back)


def fill(settings: Settings, lines: int) -> None:
    """Let a record remember so many lines of returns, a fifth of them refused and exported."""
    with open_record(settings) as store, store.transaction():
        for file in range(lines // LINES):
            day = f"{2000 + file // 300}{file // 28 % 12 + 1:02d}{file % 28 + 1:02d}"
            name = f"JSON-{ANS}-{day}-001.json"
            store.change(
                "INSERT INTO seen_file (id, digest, path, name, deposit, kind, numero_ans, is_solde) "
                "VALUES (?, ?, ?, ?, ?, 'return', ?, 1)",
                (file + 1, f"{file:064x}", f"/vus/{name}", name, f"{day}-001", ANS),
            )
            numbers = [(line, f"{file * LINES + line + 100_000:07d}") for line in range(1, LINES + 1)]
            store.change_all(
                "INSERT INTO seen_line (file_id, line, numero_editeur, editor_key, numero_asp, dossier_key, "
                "state, code, label) VALUES (?, ?, ?, ?, ?, ?, ?, '', '')",
                (
                    (file + 1, line, *[number] * 4, "accepted" if line % 5 else "rejected")
                    for line, number in numbers
                ),
            )
            store.change(
                "INSERT INTO exported_file (id, path, numero_ans, siret, day, number) VALUES (?, ?, ?, '', ?, 2)",
                (file + 1, f"/écrits/{file}.json", ANS, f"{day[:4]}-{day[4:6]}-{day[6:]}"),
            )
            store.change_all(
                "INSERT INTO exported_line (file_id, num_ligne, source, source_line, numero_editeur, numero_asp, "
                "editor_key, dossier_key) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    (file + 1, line, f"/vus/{name}", line, number, number, number, number)
                    for line, number in numbers
                    if not line % 5
                ),
            )


def looks(folder: Path, state: str) -> dict[str, Callable[[], object]]:
    """Return what asks the record: the folder's list, the opening of a file, and the history of a number."""
    files = sorted(folder.iterdir())
    claim = open_claim(files[0], Settings()).claim
    if claim is None:
        raise SystemExit("the return cannot be read")
    command = [sys.executable, "-m", "segur_tui", "history", "00007"]
    environment = {**os.environ, "XDG_STATE_HOME": state}
    return {
        "what is left of 200 listed files": lambda: what_is_left(((each, "return") for each in files), Settings()),
        "where the lines of a file went": lambda: exported_from(files[0], claim, Settings()),
        "history NUMBER": lambda: subprocess.run(command, env=environment, capture_output=True, check=False),
    }


def visited(folder: Path, state: Path) -> dict[str, float]:
    """Show a folder, open a file, leave it and end; return the milliseconds of each by the clock."""
    with segur(folder).started(state) as terminal:
        found = {"the folder, all read": terminal.start(("refus",)).rest}
        found["an opening, until it rests"] = terminal.press("\r").latency
        found["back to the folder"] = terminal.press("q").latency
        began = time.perf_counter()
        terminal.send("q")
        terminal.wait_exit()
        return found | {"leaving": 1000 * (time.perf_counter() - began)}


def _seconds(work: Callable[[], Any]) -> float:
    """Return the seconds of the processor that a work takes, with the processes that it ends."""

    def now() -> float:
        children = resource.getrusage(resource.RUSAGE_CHILDREN)
        return time.process_time() + children.ru_utime + children.ru_stime

    began = now()
    work()
    return now() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--openings", type=int, default=300, help="times that a file is opened and left")
    parser.add_argument("--lines", type=int, default=1_000_000, help="lines that the grown record remembers")
    parser.add_argument("--steps", type=int, default=5_000, help="steps that are taken back")
    parser.add_argument("--runs", type=int, default=7, help="times that each record is asked, in turn")
    options = parser.parse_args()
    rows = list[tuple[str, str, str, str, str]]()
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        first, last = held(home / "opened", home / "day", options.openings)
        ratio, what = last / first, f"MiB after {FEW} and {options.openings} openings, changed and exported"
        kept = f"{MOST_MEMORY} {verdict(ratio, MOST_MEMORY)}"
        rows.append((what, f"{first:.1f}", f"{last:.1f}", f"{ratio:.2f}", kept))
        took = undone(home / "undone", options.steps)
        kept = f"{MOST_UNDO} {verdict(took, MOST_UNDO)}"
        rows.append((f"undo of {options.steps:,} steps, s", "", f"{took:.2f}", "", kept))
        folder = write_folder(home / "listed", 200, 10)
        times: dict[str, dict[str, list[float]]] = {}
        for state in ("empty", "grown"):
            os.environ["XDG_STATE_HOME"] = str(home / state)
            fill(Settings(), options.lines if state == "grown" else 0)
        for _ in range(options.runs):
            for state in ("empty", "grown"):
                os.environ["XDG_STATE_HOME"] = str(home / state)
                for what, look in looks(folder, str(home / state)).items():
                    times.setdefault(what, {}).setdefault(state, []).append(1000 * _seconds(look))
                for what, taken in visited(folder, home / state).items():
                    times.setdefault(what, {}).setdefault(state, []).append(taken)
        for what, each in times.items():
            empty, grown = median(each["empty"]), median(each["grown"])
            most = MOST_NUMBER if "NUMBER" in what else MOST_RECORD
            row = (f"{empty:.1f}", f"{grown:.1f}", f"{grown / empty:.2f}")
            rows.append((f"{what}, ms", *row, f"{most} {verdict(grown / empty, most)}"))
    show(f"A long day, and a record of {options.lines:,} lines", ("", "before", "after", "times", "at most"), rows)
    say_load()


if __name__ == "__main__":
    main()
