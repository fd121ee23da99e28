"""Several accounts of this machine, which the tests may be where they run as root."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig

from tests.samples import ROOT

USERS = (54321, 54322, 54323)
GROUP = 54329
"""A group that all of them are in, and nobody else."""
PATH = {
    "PATH": os.environ["PATH"],
    "PYTHONPATH": os.pathsep.join((str(ROOT), sysconfig.get_path("purelib"))),
    "LANG": "C.UTF-8",
}
NEEDED = "needs root, and a Python that all accounts may run"


def can_be(user: int, python: str = "") -> bool:
    """Tell whether this test may be another account, and that account may run this Python."""
    command = [python or PYTHON, "-m", "segur_tui", "--version"]
    try:
        done = subprocess.run(command, user=user, cwd="/", env=PATH, capture_output=True, check=False)
    except OSError:
        return False
    return done.returncode == 0


def _python() -> str:
    """Return the Python that runs the tests, or one of the same version that other accounts may run, too."""
    same = "/usr/bin/python{}.{}".format(*sys.version_info)
    return next((each for each in (sys.executable, same) if can_be(USERS[0], each)), sys.executable)


PYTHON = _python()
PROGRAM = [PYTHON, "-m", "segur_tui"]
