"""A program in a terminal, each of whose bytes is timed as it arrives; it is drawn only when it rests."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyte

from tests.terminal import PATIENCE, Drawn, Terminal


@dataclass(frozen=True)
class Start:
    """Milliseconds from exec to each awaited text and to rest, bytes until the first and until rest, memory."""

    texts: tuple[float, ...]
    rest: float
    bytes_to_text: int
    bytes_to_rest: int
    peak_kib: int


@dataclass(frozen=True)
class Answer:
    """What a key brought: milliseconds to its first and its last byte, bytes, and whether the rows scrolled."""

    first: float
    latency: float
    sent: int
    scrolled: bool


class Watched(Terminal):
    """A terminal that times what it is sent."""

    def __init__(
        self, command: Sequence[str], columns: int = 80, rows: int = 24, env: Mapping[str, str] | None = None
    ) -> None:
        self.chunks: list[tuple[float, bytes]] = []
        self._undrawn: list[bytes] = []
        self._began = time.perf_counter()
        super().__init__(command, columns, rows, env)

    def draw(self, data: bytes) -> None:
        """Note when bytes arrived, and draw them later."""
        self.chunks.append((time.perf_counter(), data))
        self._undrawn.append(data)

    @property
    def screen(self) -> str:
        """The text on the screen, a line a row."""
        for data in self._undrawn:
            super().draw(data)
        self._undrawn.clear()
        return super().screen

    def start(self, texts: Sequence[str]) -> Start:
        """Wait until all texts are seen and the program rests; the first text is the first useful one."""
        deadline = time.monotonic() + PATIENCE * 5
        while True:
            self.wait_quiet()
            if all(text in self.screen for text in texts):
                break
            if time.monotonic() > deadline:
                raise AssertionError(f"never seen: {texts}\n{self.screen}")
        seen = _first_seen(self.chunks, texts, self.drawn)
        times = tuple((self.chunks[index][0] - self._began) * 1000 for index in seen)
        before = sum(len(data) for _, data in self.chunks[: seen[0] + 1])
        rest = (self.chunks[-1][0] - self._began) * 1000
        return Start(times, rest, before, len(self.raw), self.peak_kib)

    def press(self, keys: str) -> Answer:
        """Type keys in one go and wait until the program rests."""
        self.wait_quiet()
        middle = self._middle_row
        self.chunks.clear()
        pressed = time.perf_counter()
        self.send(keys)
        while not self.chunks and time.perf_counter() - pressed < PATIENCE / 10:
            self.wait_quiet()
        sent = sum(len(data) for _, data in self.chunks)
        first, last = ((self.chunks[end][0] - pressed) * 1000 if self.chunks else 0.0 for end in (0, -1))
        return Answer(first, last, sent, self._middle_row != middle)

    def idle_bytes(self, seconds: float) -> int:
        """Return what the program sends while nobody types."""
        self.wait_quiet()
        before, end = len(self.raw), time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self._read(left)
        return len(self.raw) - before

    @property
    def peak_kib(self) -> int:
        """The most memory that the program has held so far, in KiB."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")))

    @property
    def processor_ms(self) -> float:
        """Milliseconds that the program's present threads have taken of the processor so far."""
        threads = Path(f"/proc/{self.process.pid}/task").glob("*/schedstat")
        return sum(int(each.read_text(encoding="ascii").split()[0]) for each in threads) / 1e6

    @property
    def processor_ticks(self) -> int:
        """What the program, and those of its processes that ended, took of the processor so far, in ticks."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return sum(map(int, fields[11:15]))

    @property
    def _middle_row(self) -> str:
        return self.screen.splitlines()[10][3:]


def _first_seen(chunks: Iterable[tuple[float, bytes]], texts: Sequence[str], like: pyte.Screen) -> list[int]:
    """Return the rank of the chunk that brought each text, by drawing them all again."""
    again = Drawn(like.columns, like.lines)
    seen: dict[str, int] = {}
    for index, (_, data) in enumerate(chunks):
        again.draw(data)
        for text in texts:
            if text not in seen and text in again.screen:
                seen[text] = index
    return [seen[text] for text in texts]
