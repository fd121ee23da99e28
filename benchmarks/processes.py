"""What a process takes: seconds by the clock and of the processors, and its most memory."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from benchmarks.figures import median

FIGURES = ("by the clock, s", "of the processors, s", "peak MiB")


@dataclass(frozen=True)
class Taken:
    """What a process took: seconds by the clock and of the processors, and its own most memory in MiB."""

    wall: float
    processor: float
    peak: float

    def shown(self) -> tuple[str, str, str]:
        """Return it as cells of a table with FIGURES."""
        return f"{self.wall:.2f}", f"{self.processor:.2f}", f"{self.peak:.0f}"


def run(command: Sequence[str], state: str, *, alone: bool = False, successes: Collection[int] = (0, 1)) -> Taken:
    """Run a process once, on one processor if `alone`; those that it started count, too.

    Raises CalledProcessError when it ends with another status: what does not do its work is soon done.
    """
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    processors = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(processors)} if alone else processors)
    start = time.perf_counter()
    process = subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment | {"XDG_STATE_HOME": state},
    )
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    os.sched_setaffinity(0, processors)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in successes:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Taken(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def medians(several: Iterable[Taken]) -> Taken:
    """Return the median of each figure."""
    known = list(several)
    return Taken(
        *(median(each) for each in zip(*((one.wall, one.processor, one.peak) for one in known), strict=True))
    )
