"""Who may read and write the files of a database: their owner alone, or all who share their folder."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

from segur_tui.format.value_type import value_type


@value_type
class Access:
    """The mode of files, and their group: None for the one that the system gives."""

    mode: int = 0o600
    group: int | None = None

    @classmethod
    def of(cls, path: Path) -> Access:
        """Return the access of a file, or the one that a folder gives to its files; raises OSError."""
        status = path.stat()
        return cls(stat.S_IMODE(status.st_mode) & 0o666, status.st_gid)

    def give(self, descriptor: int) -> None:
        """Give it to a file that is open, whatever the mask of this process; raises OSError."""
        if self.group not in {None, os.fstat(descriptor).st_gid}:
            os.fchown(descriptor, -1, self.group or 0)
        os.fchmod(descriptor, self.mode)

    def ensure(self, path: Path) -> None:
        """Give it to a folder or an ordinary file of the program's own that has another; raises OSError."""
        status = path.stat()
        is_ours = status.st_uid == os.getuid() and (stat.S_ISREG(status.st_mode) or stat.S_ISDIR(status.st_mode))
        if is_ours and self.group not in {None, status.st_gid}:
            with suppress(OSError):
                os.chown(path, -1, self.group or 0)
        if is_ours and stat.S_IMODE(status.st_mode) != self.mode:
            with suppress(OSError):  # some file systems keep no modes, and refuse any
                path.chmod(self.mode)
