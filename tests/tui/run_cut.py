"""Runs the program so that it gets a signal at a link: `SIGNAL LINK PATH`.

It goes on with that link once there is a byte in the pipe that the environment names as `GATE`, else at once.
`LAST_WORDS` are the seconds that the interface has to end by itself.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import Any

from segur_tui.__main__ import main
from segur_tui.tui.terminal import line


def run(number: signal.Signals, at: int, path: str) -> int:
    link, made = os.link, 0

    def struck(*names: Any, **where: Any) -> None:
        nonlocal made
        if ".db" in names[1]:
            return link(*names, **where)  # a database is made
        if made == at:
            os.kill(os.getpid(), number)
            if gate := os.environ.get("GATE"):
                with Path(gate).open("rb") as opened:
                    opened.read(1)
        made += 1
        return link(*names, **where)

    os.link = struck
    line.LAST_WORDS = float(os.environ.get("LAST_WORDS", "60"))
    return main([path])


if __name__ == "__main__":
    sys.exit(run(signal.Signals[sys.argv[1]], int(sys.argv[2]), sys.argv[3]))
