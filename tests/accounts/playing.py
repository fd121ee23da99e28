"""Three accounts that export at once and are killed at random: what stands in the end, and what is wrong."""

from __future__ import annotations

import json
import os
import signal
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from segur_tui.application.record.engines import open_record
from segur_tui.application.record.intents import Intents
from segur_tui.application.record.schema import FILE_NAME
from segur_tui.application.settings.values import Settings
from tests.accounts.people import GROUP, PATH, USERS
from tests.claims import REJECTED, returned, save
from tests.ledger.processes import Mishap

DAY = "2026-11-24"
_LONGEST = 60.0
"""Seconds that an export may take."""


@dataclass
class Export:
    """An export of an account: when it is killed, if it is (seconds, or at a link of a file)."""

    user: int
    sources: Sequence[Path]
    output: Path
    mask: int = 0o022
    killed_after: float | None = None
    mishap: Mishap | None = None
    pid: int = 0
    began: float = 0.0
    status: int | None = None

    def start(self, arguments: Sequence[str], folder: Path, environment: dict[str, str]) -> None:
        """Fork the program as the account, which writes its streams into a folder."""
        self._streams = [folder / f"{time.monotonic_ns()}.{kind}" for kind in ("out", "err")]
        self.began, self.pid = time.monotonic(), os.fork()
        if self.pid == 0:
            status = 70
            try:
                for number, path in enumerate(self._streams, 1):
                    os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600), number)
                self.become()
                os.umask(self.mask)
                os.environ.clear()
                os.environ.update(environment)
                if self.mishap is not None:
                    self.mishap.install()
                from segur_tui.__main__ import main

                status = main(list(arguments))
            finally:
                os._exit(status)

    def become(self) -> None:
        """Become the account."""
        os.setgroups([GROUP])
        os.setgid(self.user)
        os.setuid(self.user)

    def has_ended(self) -> bool:
        """Tell whether it has ended, and kill it when its time has come."""
        if self.status is None:
            took = time.monotonic() - self.began
            if took > (_LONGEST if self.killed_after is None else self.killed_after):
                os.kill(self.pid, signal.SIGKILL)
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.status = os.waitstatus_to_exitcode(status)
        return self.status is not None

    @property
    def report(self) -> Any:
        return json.loads(self._streams[0].read_text())

    @property
    def said(self) -> str:
        return self._streams[1].read_text()


@dataclass
class Round:
    """One round in a folder of its own: what was done, and what is wrong."""

    folder: Path
    chance: Random
    is_killed: bool = True
    is_one_folder: bool = True
    users: tuple[int, ...] = USERS
    counts: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def play(self, exports: int = 3, lines: int = 2) -> None:
        """Let each account export so many times at once, then settle, and look at all."""
        self._prepare(exports, lines)
        waiting = {user: list(self._exports(user, exports)) for user in self.users}
        self._run(waiting)
        self._export_all()  # what was cut off is settled by its own account
        for export in self._export_all():
            if export.status != 0 or export.report["written"]:
                self.faults.append(f"not all was known to {export.user}: {export.status} {export.said}")
        self._look()
        self.counts["rounds"] += 1

    def _export_all(self) -> list[Export]:
        """Let each account export all that is left, one after the other."""
        last = [self._export(user, self.sources) for user in self.users]
        for export in last:
            self._run({export.user: [export]})
        return last

    def _prepare(self, exports: int, lines: int) -> None:
        chance, folder = self.chance, self.folder
        folder.mkdir()
        folder.chmod(0o755)
        self.streams = folder / "streams"
        self.streams.mkdir()
        self.record = self._place()
        config = folder / "config" / "segur-tui" / "config.toml"
        config.parent.mkdir(parents=True)
        config.write_text(f'record = "{self.record}"\n')
        for user in self.users:
            _made(folder / str(user), 0o700, self.owner(user), self.owner(user))
        self.outputs = dict.fromkeys(self.users, folder / "out")
        if not self.is_one_folder:
            self.outputs = {user: folder / f"out-{user}" for user in self.users}
        for user, output in self.outputs.items():
            is_private = not self.is_one_folder and chance.random() < 0.5
            _made(output, *((0o700, self.owner(user), self.owner(user)) if is_private else (0o2770, 0, GROUP)))
        self.sources = [
            save(folder / f"retours{n:02d}", returned([REJECTED] * lines, 1 + n * lines))
            for n in range(exports * len(self.users))
        ]
        (made,) = made_by = [self._export(chance.choice(self.users), (), chance.choice((0o022, 0o077)))]
        self._run({made.user: made_by}, ["record", "create"])
        if made.status != 0:
            self.faults.append(f"not created: {made.said}")

    def owner(self, user: int) -> int:
        """Return the account that owns what a user has."""
        return user

    def _place(self) -> Path | str:
        """Make the folder of the record, and return it."""
        self.shared_mode = self.chance.choice((0o2770, 0o770))
        _made(self.folder / "commun", self.shared_mode, 0, GROUP)
        return self.folder / "commun"

    def _export(self, user: int, sources: Sequence[Path], mask: int = 0o022) -> Export:
        return Export(user, sources, self.outputs[user], mask)

    def _exports(self, user: int, count: int) -> Iterator[Export]:
        """Yield exports of one's own sources, or of those that another has, too."""
        chance, place = self.chance, self.users.index(user)
        for n in range(count):
            sources = [self.sources[place * count + n]]
            if chance.random() < 0.3:
                sources.append(chance.choice(self.sources))
            export = self._export(user, sources, chance.choice((0o022, 0o077, 0o007)))
            fate = chance.random() if self.is_killed else 1.0
            if fate < 0.15:
                export.killed_after = chance.uniform(0.0, 0.4)
            elif fate < 0.4:
                export.mishap = Mishap(signal.SIGKILL, chance.randint(1, 3), chance.random() < 0.5)
            yield export

    def _run(self, waiting: dict[int, list[Export]], arguments: Sequence[str] = ()) -> None:
        """Run what each account has to do, one after the other, and all accounts at once."""
        running: dict[int, Export] = {}
        while running or any(waiting.values()):
            for user, rest in waiting.items():
                if user not in running and rest:
                    export = running[user] = rest.pop(0)
                    given = [*map(str, export.sources), "--output", str(export.output), "--date", DAY]
                    export.start(
                        arguments or ["export", *given, "--format", "json"], self.streams, self._environment(user)
                    )
            self.interfere()
            for user, export in [*running.items()]:
                if export.has_ended():
                    del running[user]
                    self._note(export)
            time.sleep(0.002)

    def interfere(self) -> None:
        """Do to the exports that run what befalls them, but for kills."""

    def is_excused(self, export: Export) -> bool:
        """Tell whether an export may have failed."""
        if export.status == 2 and "cela change sans cesse" in export.said:
            self.counts["overtaken twice"] += 1
            return True
        return False

    def _environment(self, user: int) -> dict[str, str]:
        return PATH | {
            "XDG_CONFIG_HOME": str(self.folder / "config"),
            "XDG_STATE_HOME": str(self.folder / str(user)),
        }

    def _note(self, export: Export) -> None:
        self.counts["exports"] += 1
        if export.status == -signal.SIGKILL:
            self.counts["killed"] += 1
            if export.killed_after is None and export.mishap is None:
                self.faults.append("an export did not end")
        elif export.status != 0 and not self.is_excused(export):
            self.faults.append(f"status {export.status} of {export.user}: {export.said}")

    def _look(self) -> None:
        """See that each demande is in one file, each number in one name, and the record holds just that."""
        files = [path for each in set(self.outputs.values()) for path in each.iterdir()]
        shown = [path for path in files if not path.name.startswith(".")]
        numbers = sorted(int(path.stem[-3:]) for path in shown)
        lines = Counter(
            line["numeroEditeur"] for path in shown for line in json.loads(path.read_bytes())["lignesImport"]
        )
        if not shown:
            self.faults.append("no account has written a file")
            return
        self.counts["files"] += len(shown)
        self.counts["lines"] += lines.total()
        self.counts["hidden left"] += len(files) - len(shown)
        if double := [number for number, times in Counter(numbers).items() if times > 1]:
            self.faults.append(f"numbers twice: {double}")
        if gaps := set(range(1, max(numbers) + 1)) - set(numbers):
            self.counts["numbers of killed exports"] += len(gaps)
            if len(gaps) > self.counts["killed"] + self.counts["lost"]:
                self.faults.append(f"gaps: {gaps}")
        wanted = {f"{number:05d}" for number in range(1, 1 + 2 * len(self.sources))}
        if set(lines) != wanted or max(lines.values()) > 1:
            self.faults.append(f"lines missing {wanted - set(lines)}, twice {[*(lines - Counter(set(lines)))]}")
        with open_record(Settings(record=self.record), to_read=True) as store:
            recorded = {Path(path) for (path,) in store.rows("SELECT path FROM exported_file")}
            signed = {account for (account,) in store.rows("SELECT account FROM exported_file")}
            if Intents(store).under_way():
                self.faults.append("an intent is left")
        if recorded != set(shown):
            self.faults.append(f"the record and the folders differ: {recorded ^ set(shown)}")
        self._look_at_access(signed)

    def _look_at_access(self, signed: set[str]) -> None:
        shared = self.folder / "commun"
        if not signed <= {f"compte {user}" for user in self.users}:
            self.faults.append(f"signed by {signed}")
        access = {path.name: (path.stat().st_mode & 0o7777, path.stat().st_gid) for path in shared.iterdir()}
        if access != dict.fromkeys((FILE_NAME, f"{FILE_NAME}-journal"), (0o660, GROUP)):
            self.faults.append(f"access: {access}")
        if shared.stat().st_mode & 0o7777 != self.shared_mode:
            self.faults.append("the folder's mode was changed")


def _made(folder: Path, mode: int, owner: int, group: int) -> None:
    folder.mkdir(exist_ok=True)
    os.chown(folder, owner, group)
    folder.chmod(mode)
