"""Print how long `check samples` takes as a process, beside yardsticks run in turn with it.

Run it from the project's folder: `.venv/bin/python benchmarks/check_samples.py [rounds]`.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time

ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 15

COMMANDS = {
    "python -c pass": ["-c", "pass"],
    "python -c 'import pydantic'": ["-c", "import pydantic"],
    "segur_tui --help": ["-m", "segur_tui", "--help"],
    "segur_tui check samples": ["-m", "segur_tui", "check", "samples"],
    "segur_tui check samples --format json": ["-m", "segur_tui", "check", "samples", "--format", "json"],
}


def milliseconds(arguments: list[str]) -> float:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], stdout=subprocess.DEVNULL, check=False, env=environment)
    return (time.perf_counter() - start) * 1000


def main() -> None:
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for arguments in COMMANDS.values():
        milliseconds(arguments)  # the first run compiles and fills the disk cache
    for _ in range(ROUNDS):
        for name, arguments in COMMANDS.items():
            times[name].append(milliseconds(arguments))
    yardstick = statistics.median(times["python -c 'import pydantic'"])
    print(f"{'command':40} {'median ms':>10} {'worst ms':>10} {'× pydantic':>11}")
    for name, taken in times.items():
        median = statistics.median(taken)
        print(f"{name:40} {median:10.0f} {max(taken):10.0f} {median / yardstick:11.2f}")


if __name__ == "__main__":
    main()
