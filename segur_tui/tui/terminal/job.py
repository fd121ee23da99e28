"""The program as a job of the shell: who could continue it once stopped, and whether it has the terminal."""

from __future__ import annotations

import os
import signal
from pathlib import Path

_PARENT = 1
"""Place, in what follows the name in /proc/PID/stat, of the process that started it."""


def can_be_continued() -> bool:
    """Return True where a shell waits for the job: a process of the same session that is not the job itself."""
    try:
        ancestor = os.getppid()
        while ancestor > 0 and os.getpgid(ancestor) == os.getpgrp():
            ancestor = _parent_of(ancestor)
        return ancestor > 0 and os.getsid(ancestor) == os.getsid(0)
    except OSError:  # it has ended meanwhile, or is hidden
        return False


def is_in_background(terminal: int) -> bool:
    """Return True where a terminal belongs to another job; one that is no more belongs to none."""
    try:
        return os.tcgetpgrp(terminal) != os.getpgrp()
    except OSError:
        return False


def wait_for_turn(terminal: int) -> None:
    """Stop, with all that the shell started as one, until the terminal belongs to this job.

    Where no shell could give it the terminal, it is not waited for.
    """
    while is_in_background(terminal) and can_be_continued():
        os.killpg(0, signal.SIGTTOU)


def _parent_of(pid: int) -> int:
    after_name = Path(f"/proc/{pid}/stat").read_bytes().rpartition(b") ")[2]
    return int(after_name.split()[_PARENT])
