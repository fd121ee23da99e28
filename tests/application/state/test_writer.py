"""Who writes is told from who comes later, also where the number of its process is used again."""

from __future__ import annotations

import os
import pwd
import subprocess
import sys
from pathlib import Path

import pytest

from segur_tui.application.state.writer import Writer
from segur_tui.format.value_type import replace


def test_this_process_is_one_s_own_and_runs() -> None:
    writer = Writer.present()
    assert writer == Writer.present()
    assert (writer.is_own, writer.is_gone) == (True, False)
    assert writer.words == f"{pwd.getpwuid(os.getuid()).pw_name} sur {os.uname().nodename}"


@pytest.mark.parametrize(
    ("place", "value", "is_gone"),
    [
        (0, "another-boot", True),
        (1, "pid:[1]", False),  # of a container, into which nobody can look
        (2, "4194304", True),  # beyond the greatest number there may be
        (3, "1", True),  # the number is used again
    ],
)
def test_another_process_is_gone_where_that_is_certain(place: int, value: str, is_gone: bool) -> None:  # noqa: FBT001
    writer = Writer.present()
    parts = writer.process.split()
    parts[place] = value
    assert replace(writer, process=" ".join(parts)).is_gone == is_gone


def test_a_process_that_nobody_has_heard_the_end_of_is_gone() -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        boot, namespace, *_ = Writer.present().process.split()
        began = Path(f"/proc/{process.pid}/stat").read_text().split()[21]
        writer = replace(Writer.present(), process=f"{boot} {namespace} {process.pid} {began}")
        assert not writer.is_gone
        process.kill()
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
        assert writer.is_gone


@pytest.mark.parametrize("change", [{"account": "jeanne"}, {"host": "poste-3"}])
def test_another_account_or_host_is_not_one_s_own(change: dict[str, str]) -> None:
    assert not replace(Writer.present(), **change).is_own
