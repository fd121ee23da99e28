"""Play exports of three accounts against each other on a shared record, as root:

`/usr/bin/python3 -m tests.accounts --rounds 500 --seed 1`, with a Python that every account may run. They export
into one folder, and in every second round into three.

With `--hosts` they are this account on two hosts instead, and their record is on a PostgreSQL server, whose
connections are cut at random, too.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections import Counter
from contextlib import nullcontext
from datetime import date
from functools import partial
from pathlib import Path
from random import Random

from segur_tui.application.files.checking import check_path
from segur_tui.application.settings.values import Settings
from tests.accounts.hosts import HOSTS, RoundOfHosts
from tests.accounts.playing import Round
from tests.ledger.processes import warm_up
from tests.postgresql import server
from tests.samples import RETURN


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.accounts", description=__doc__)
    parser.add_argument("--rounds", type=int, default=100, help="how many rounds are played")
    parser.add_argument("--seed", type=int, default=1, help="what they are drawn from")
    parser.add_argument("--exports", type=int, default=3, help="how many exports each account makes in a round")
    parser.add_argument("--no-kills", action="store_true", help="let every export come to its end")
    parser.add_argument("--hosts", action="store_true", help="play two hosts and a record on a PostgreSQL server")
    options = parser.parse_args()
    began, counts, faults = time.monotonic(), Counter[str](), 0
    warm_up()
    check_path(RETURN, date(2026, 11, 24), Settings())  # what the first check builds, the forked processes have
    with tempfile.TemporaryDirectory() as name, server() if options.hosts else nullcontext() as running:
        Path(name).chmod(0o755)
        for number in range(options.rounds):
            chance = Random(f"{options.seed}/{number}")  # noqa: S311 (what is drawn is a story)
            kind = Round if running is None else partial(RoundOfHosts, users=HOSTS, server=running)
            folder, is_killed = Path(name) / f"{number}", not options.no_kills
            one = kind(folder, chance, is_killed=is_killed, is_one_folder=number % 2 == 0)
            one.play(options.exports)
            counts += one.counts
            faults += bool(one.faults)
            for fault in one.faults:
                sys.stdout.write(f"round {number} of --seed {options.seed}: {fault}\n")
            sys.stdout.flush()
            shutil.rmtree(one.folder)
    told = ", ".join(f"{count} {what}" for what, count in sorted(counts.items()))
    sys.stdout.write(f"{told}; {faults} rounds with a fault; {time.monotonic() - began:.0f} s\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
