"""Print how fast the interface starts and answers, what it sends, and its memory, beside yardsticks run in turn.

Run it from the project's folder: `python -m benchmarks.interface [--runs 7] [--visidata PATH]`.
Every figure is of a pseudo-terminal of 80 × 24, TERM=xterm-256color. A start is timed from exec to the first text
that is useful, and to rest, which is no byte for 150 ms; a key from its being typed to the last byte it brings.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from benchmarks.figures import median, p95, say_load, show, verdict
from benchmarks.programs import Program, bare_table, hello, segur, visidata
from benchmarks.returns import RETURN_IN_FOLDER, as_json_lines, write_return
from benchmarks.watched import Answer, Start, Watched
from segur_tui.application.files.checking import check_path
from tests.generated.folder import write_folder
from tests.settings import SETTINGS

SMALL, LARGE, FOLDER = "segur-tui", "segur-tui, 5,000 lines", "segur-tui, 2,000 files"
YARDSTICK = "bare table"
EDITED, KEPT = "Enter, opens the value", "Enter, keeps the value"
MONTH = "/02/2023"
BYTES_A_SECOND = 960
"""Of a line of 9,600 bit/s: each byte has a start and a stop bit."""
TO_DAYS = ("1", "g", "\x1b[H", "\r", "\x1b[H")
"""The keys that lead to the days of invoice that the ASP speaks of, one after the other."""


@dataclass
class Measured:
    """What the runs of one program gave."""

    starts: list[Start] = field(default_factory=list)
    answers: dict[str, list[Answer]] = field(default_factory=lambda: defaultdict(list))
    idle: list[int] = field(default_factory=list)
    peaks: list[int] = field(default_factory=list)

    def first(self) -> float:
        """Return the milliseconds to the first useful text."""
        return median(start.texts[0] for start in self.starts)

    def last(self) -> float:
        """Return the milliseconds to the last text awaited."""
        return median(start.texts[-1] for start in self.starts)

    def rest(self) -> float:
        """Return the milliseconds until nothing is sent any more."""
        return median(start.rest for start in self.starts)

    def p50(self, key: str) -> float:
        """Return the median latency of a key."""
        return median(answer.latency for answer in self.answers[key])

    def p95(self, key: str) -> float:
        """Return the latency of a key that 95 % of its answers keep."""
        return p95(answer.latency for answer in self.answers[key])


def run_once(program: Program, into: Measured, *, with_keys: bool, idle: float) -> None:
    """Start a program, use it, and end it."""
    with tempfile.TemporaryDirectory() as state, program.started(Path(state)) as terminal:
        into.starts.append(terminal.start(program.texts))
        into.idle.append(terminal.idle_bytes(idle))
        if with_keys:
            for name, way, keys in program.walks:
                if way:
                    terminal.press(way)
                into.answers[name] += [terminal.press(key) for key in keys]
            if program.edits:
                _edit(terminal, program.edits, into)
        into.peaks.append(terminal.peak_kib)


def _edit(terminal: Watched, count: int, into: Measured) -> None:
    """Correct so many days of invoice one after the other, in the group of what the ASP says of them."""
    for key in TO_DAYS:
        terminal.press(key)
    for day in range(1, count + 1):
        into.answers[EDITED].append(terminal.press("\r"))
        into.answers["a typed character"] += [terminal.press(character) for character in f"{day:02d}{MONTH}"]
        into.answers[KEPT].append(terminal.press("\r"))


def show_starts(measured: dict[str, Measured]) -> None:
    """Print the starts."""
    rows = []
    yardstick = measured[YARDSTICK].first()
    for name, figures in measured.items():
        starts = figures.starts
        rows.append(
            (
                name,
                figures.first(),
                f"{figures.first() / yardstick:.2f}",
                figures.last(),
                f"{figures.last() / yardstick:.2f}",
                figures.rest(),
                int(median(start.bytes_to_text for start in starts)),
                int(median(start.bytes_to_rest for start in starts)),
                max(figures.idle),
                median(start.peak_kib / 1024 for start in starts),
                median(peak / 1024 for peak in figures.peaks),
            )
        )
    columns = (
        *("start (medians)", "first text, ms", "× bare table", "problems, ms", "× bare table", "rest, ms"),
        *("bytes to text", "bytes to rest", "idle bytes", "MiB at rest", "MiB after keys"),
    )
    show("Starts", columns, rows)


def show_keys(measured: dict[str, Measured]) -> None:
    """Print the answers to keys, those that scroll apart."""
    rows = []
    for name, figures in measured.items():
        for key, answers in figures.answers.items():
            for scrolled in (False, True):
                chosen = [answer for answer in answers if answer.scrolled is scrolled]
                if not chosen:
                    continue
                firsts, lasts = [answer.first for answer in chosen], [answer.latency for answer in chosen]
                sent = [answer.sent for answer in chosen]
                title = f"{name}: {key}{' (scrolls)' if scrolled else ''}"
                times = (median(firsts), median(lasts), p95(lasts))
                rows.append((title, len(chosen), *times, int(median(sent)), max(sent)))
    columns = ("first byte p50, ms", "last byte p50, ms", "last byte p95, ms", "bytes p50", "bytes most")
    show("Keys", ("program: key", "times", *columns), rows)


def show_bounds(measured: dict[str, Measured], sizes: dict[str, int]) -> None:
    """Print each bound with its figure."""
    bare, small, large, folder = (measured[name] for name in (YARDSTICK, SMALL, LARGE, FOLDER))
    down, page = bare.p95("Down"), bare.p95("Page Down")
    to_text = median(start.bytes_to_text for start in small.starts)
    bounds = [
        ("first useful text ÷ bare table", small.first() / bare.first(), 1.15),
        ("problems on screen ÷ bare table", small.last() / bare.first(), 1.2),
        ("at rest ÷ bare table", small.rest() / bare.rest(), 1.3),
        ("MiB at rest", median(start.peak_kib / 1024 for start in small.starts), 45),
        ("a kept edit shows, p95 ms", small.p95(KEPT), 18),
        ("a kept edit shows, 5,000 lines, p95 ms", large.p95(KEPT), 30),
        ("bytes until rest", median(start.bytes_to_rest for start in small.starts), 4200),
        ("first useful text at 9,600 bit/s, s", small.first() / 1000 + to_text / BYTES_A_SECOND, 3),
        ("bytes while idle", max(max(figures.idle) for figures in (small, large, folder)), 0),
        ("first screen, 5,000 lines ÷ 200", large.first() / small.first(), 2),
        ("first screen, 2,000 files ÷ 200 lines", folder.first() / small.first(), 1.5),
        (
            "memory over that of 200 lines ÷ file, 5,000",
            (median(large.peaks) - median(small.peaks)) * 1024 / sizes[LARGE],
            6,
        ),
        (
            "memory over that of 200 lines ÷ files, 2,000",
            (median(folder.peaks) - median(small.peaks)) * 1024 / sizes[FOLDER],
            6,
        ),
    ]
    for key, answers in small.answers.items():
        if key in {KEPT, EDITED} or key.startswith("a typed"):
            continue
        is_page = key.startswith("Page")
        bounds.append((f"{key}, p95 ÷ bare table", small.p95(key) / (page if is_page else down), 1.3))
        bounds.append((f"{key}, 5,000 lines, p50 ÷ 200 lines", large.p50(key) / small.p50(key), 1.1))
        if not key.startswith(("Down", "Page")):
            continue
        for scrolled, most in ((False, 1400 if is_page else 300), (True, 1400 if is_page else 700)):
            sent = [answer.sent for answer in answers if answer.scrolled is scrolled]
            if sent:
                bounds.append((f"{key}, bytes{' when it scrolls' if scrolled else ''}, p50", median(sent), most))
    rows = [(name, f"{value:,.2f}", f"{most:g}", verdict(value, most)) for name, value, most in bounds]
    show("Bounds", ("bound", "measured", "at most", ""), rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=7, help="times that each program is started")
    parser.add_argument("--key-runs", type=int, default=2, help="of these, how many press keys too")
    parser.add_argument("--idle", type=float, default=2.0, help="seconds in which an idle program must be silent")
    parser.add_argument("--visidata", default=shutil.which("vd"), help="where VisiData is, if anywhere")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        small, large = write_return(folder / "200", 200), write_return(folder / "5000", 5_000)
        many = write_folder(folder / "many", 2000, RETURN_IN_FOLDER)
        counts = [len(check_path(path, date(2026, 11, 2), SETTINGS).findings) for path in (small, large)]
        programs = [hello(), bare_table(small), segur(small, counts[0]), segur(large, counts[1], LARGE)]
        programs.append(segur(many, name=FOLDER))
        if options.visidata:
            lines = folder / "lines.jsonl"
            lines.write_text(as_json_lines(200), encoding="utf-8")
            programs.insert(2, visidata(lines, options.visidata))
        sizes = {LARGE: large.stat().st_size, FOLDER: sum(file.stat().st_size for file in many.iterdir())}
        measured = {program.name: Measured() for program in programs}
        for program in programs:  # compiles, and fills the disk's cache
            run_once(program, Measured(), with_keys=False, idle=0)
        for run in range(options.runs):
            for program in programs:
                with_keys = run < options.key_runs
                run_once(program, measured[program.name], with_keys=with_keys, idle=options.idle * with_keys)
    show_starts(measured)
    show_keys(measured)
    show_bounds(measured, sizes)
    say_load()


if __name__ == "__main__":
    main()
