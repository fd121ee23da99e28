"""Play people, the ASP and mishaps at random, and hold the program to its rules.

`python -m tests.ledger --rounds 200 --seed 1`; `--round 34` plays one round again and tells its story.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from random import Random
from types import FrameType

from tests.ledger.asp import first_returns
from tests.ledger.ending import end
from tests.ledger.papers import Supplier
from tests.ledger.processes import Hang, warm_up
from tests.ledger.rules import RULES, Broken, Judge
from tests.ledger.steps import Play
from tests.ledger.world import World

_SUPPLIERS = (Supplier("LGCTEST001", "73282932000074"), Supplier("LGCTEST002", "44306184100047"))
_LONGEST = 90
"""Seconds after which a round that never ends is stopped."""


@dataclass
class Outcome:
    """What came of rounds: the counts, what broke rules that are not held to, and what broke the others."""

    counts: Counter[str] = field(default_factory=Counter)
    passed_over: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    examples: dict[str, tuple[int, int, str]] = field(default_factory=dict)
    """For each rule that was passed over: the length of the shortest story, its round, and what was found."""

    def add(self, other: Outcome) -> None:
        self.counts += other.counts
        self.passed_over += other.passed_over
        self.faults += other.faults
        for rule, found in other.examples.items():
            self.examples[rule] = min(found, self.examples.get(rule, found))

    @property
    def report(self) -> str:
        counts = ", ".join(f"{count} {name}" for name, count in sorted(self.counts.items()))
        over = "".join(
            f"\n  {count} × {rule}, as in --round {self.examples[rule][1]}: {self.examples[rule][2]}"
            for rule, count in self.passed_over.most_common()
        )
        said = f"{counts}; {len(self.faults)} rounds that broke a rule"
        return f"{said}\nrules not held to, and broken:{over}" if over else said


def play(seed: int, held: Collection[str], folder: Path, number: int) -> Outcome:
    """Play one round in a folder of its own."""
    chance = Random(f"{seed}/{number}")  # noqa: S311 (what is drawn is a story)
    judge = Judge(held)
    here = folder / f"round-{number}"
    world = World(here, chance, judge)
    outcome = Outcome(judge.counts, judge.passed_over)
    signal.signal(signal.SIGALRM, _hang)
    signal.alarm(_LONGEST)
    on = Play(world)
    try:
        for index in range(chance.choice((1, 1, 2))):
            first_returns(world, _SUPPLIERS[index], 1)
        for _ in range(chance.randint(6, 18)):
            on.step()
        on.close()
        end(world)
    except Broken as broken:
        outcome.faults.append(_reported(seed, number, world, str(broken)))
    except Exception:  # noqa: BLE001 (whatever it is, the round is to be seen again)
        outcome.faults.append(_reported(seed, number, world, traceback.format_exc()))
    finally:
        signal.alarm(0)
        on.kill()
    outcome.counts["rounds"] += 1
    outcome.examples = {rule: (len(world.story), number, words) for rule, words in judge.examples.items()}
    shutil.rmtree(here, ignore_errors=True)
    return outcome


def _reported(seed: int, number: int, world: World, words: str) -> str:
    story = "\n".join(f"    {line}" for line in world.story)
    return f"round {number} (--seed {seed} --round {number}): {words}\n{story}"


def _hang(_: int, __: FrameType | None) -> None:
    raise Hang(f"a round ran for more than {_LONGEST} s")


def run(seed: int, numbers: Sequence[int], held: Collection[str], workers: int) -> Outcome:
    """Play rounds, several at once."""
    outcome = Outcome()
    shared = Path("/dev/shm")  # noqa: S108 (a folder of one's own is made in it)
    with tempfile.TemporaryDirectory(dir=shared if shared.is_dir() else None) as name:
        os.environ["XDG_CONFIG_HOME"] = os.environ["XDG_STATE_HOME"] = name
        warm_up()
        one = partial(play, seed, held, Path(name))
        if workers == 1:
            for number in numbers:
                outcome.add(one(number))
        else:
            with multiprocessing.get_context("fork").Pool(workers) as pool:
                for each in pool.imap_unordered(one, numbers):
                    outcome.add(each)
    return outcome


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.ledger", description=__doc__)
    parser.add_argument("--rounds", type=int, default=200, help="how many stories are played")
    parser.add_argument("--seed", type=int, default=1, help="what the stories are drawn from")
    parser.add_argument("--round", type=int, help="play this round alone, and tell its story")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="how many are played at once")
    parser.add_argument("--rules", nargs="*", choices=RULES, help="the rules that are held to; all by default")
    options = parser.parse_args()
    numbers = range(options.rounds) if options.round is None else [options.round]
    held = set(options.rules or RULES)
    began = time.monotonic()
    outcome = run(options.seed, numbers, held, min(options.workers, len(numbers)))
    took = f"{time.monotonic() - began:.0f} s"
    sys.stdout.write("\n".join([*outcome.faults, outcome.report, took]) + "\n")
    return 1 if outcome.faults else 0


if __name__ == "__main__":
    sys.exit(main())
