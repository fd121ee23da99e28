"""The picture while the person works in another window: a terminal may report that, whoever asked it to."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.samples import RETURN
from tests.terminal import Terminal, environment

AWAY, BACK = "\x1b[O", "\x1b[I"


@pytest.mark.parametrize("changes", [{}, {"TERM": "xterm"}, {"NO_COLOR": "1"}], ids=str)
@pytest.mark.parametrize(
    ("keys", "shows"),
    [("", "suivant"), ("\rabc", "abc"), ("/", "chercher"), ("c", "cochées"), ("e", "restent")],
)
def test_the_cursor_and_what_is_typed_stay_where_they_are(
    tmp_path: Path, keys: str, shows: str, changes: dict[str, str]
) -> None:
    env = environment(XDG_STATE_HOME=str(tmp_path), **changes)
    with Terminal([sys.executable, "-m", "segur_tui", str(RETURN)], env=env) as terminal:
        terminal.wait_for("1 Problèmes 33")
        terminal.send(keys)
        terminal.wait_for(shows)
        assert terminal.bytes_sent_for(AWAY) == terminal.bytes_sent_for(BACK) == 0
        assert b"\x1b[?1004h" not in terminal.raw  # nothing would be done with them
