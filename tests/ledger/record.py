"""What befalls the record: another program holds it, or it is damaged."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from signal import SIGKILL

from tests.ledger.world import World

_FLIPPED = 0x55


@contextmanager
def held(world: World, how: str) -> Iterator[None]:
    """Let another process hold the record for the time of a block.

    A process of its own: locks of a file belong to a process, and end when it closes any descriptor of it.
    """
    ready, tell = os.pipe()
    mine = os.getpid()
    pid = os.fork()
    if pid == 0:
        try:
            connections = [sqlite3.connect(path, isolation_level=None, timeout=20) for path in world.databases()]
            for connection in connections:
                connection.execute(f"BEGIN {how}")
            os.write(tell, b".")
            while os.getppid() == mine:  # until it is killed, or left alone
                time.sleep(0.05)
        finally:
            os._exit(70)
    os.close(tell)
    os.read(ready, 1)
    try:
        yield
    finally:
        os.kill(pid, SIGKILL)
        os.waitpid(pid, 0)
        os.close(ready)


@contextmanager
def damaged(world: World) -> Iterator[None]:
    """Damage the record for the time of a block."""
    before = {path: path.read_bytes() for path in world.state.iterdir() if path.is_file()}
    world.tell("a bit of the record is flipped")
    for path in world.databases():
        flipped = bytearray(before[path])
        for place in range(0, len(flipped), 4096):
            flipped[place] ^= _FLIPPED  # the first byte of each page tells its kind
        path.write_bytes(flipped)
    try:
        yield
    finally:
        for path in world.state.iterdir():
            if path.is_file() and path not in before:
                path.unlink()
        for path, content in before.items():
            path.write_bytes(content)
