"""Tries the program in each terminal that is installed, by hand-made keys over SSH, and prints where it held.

    python -m tests.terminals [NAME…]

A name is that of a terminal, or of one and the multiplexer in it, such as "putty screen".
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.desks import AROUND, STEPS, desk_of
from tests.display import EMULATORS, Display
from tests.ssh_server import SshServer


def main(names: list[str]) -> int:
    """Try the terminals of these names, or all that are there; return 1 where a step failed."""
    installed = [name for name in EMULATORS if shutil.which(name)]
    inside = [f"putty {name}" for name in AROUND if name and shutil.which(name)]
    failed = False
    with TemporaryDirectory() as folder:
        for place in ("ssh", "display"):
            Path(folder, place).mkdir()
        with SshServer(Path(folder, "ssh")) as server, Display(Path(folder, "display")) as display:
            for name in names or [*installed, *inside]:
                (home := Path(folder, name.replace(" ", "-"))).mkdir()
                said = [
                    name,
                    EMULATORS[name.split(maxsplit=1)[0]][0],
                    *_tried(display, server, name, home),
                ]
                failed = failed or said[-1].startswith("failed")
                print(" · ".join(said), flush=True)  # noqa: T201 (a script)
    return int(failed)


def _tried(display: Display, server: SshServer, name: str, home: Path) -> list[str]:
    """Return the steps that held, and the first that did not, with why."""
    held: list[str] = []
    with desk_of(display, server, name, home) as desk, desk.open() as window:
        for step in STEPS:
            try:
                step(desk, window)
            except Exception as why:  # noqa: BLE001 (whatever it is, it is what is looked for)
                return [*held, f"failed: {step.__name__}: {str(why).splitlines()[0]}"]
            held.append(step.__name__)
    return held


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
