"""Whatever stands in a file or its name, nothing of it reaches the terminal raw, styles or crashes."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from tests.claims import REJECTED, claim, demande, returned, save
from tests.terminal import Terminal, environment

HOSTILE = "\x1b]52;c;YQ==\x07\x1b[31m[/]\x9b2J\u202e[@click=app.quit]x[/red]\u200b\x00\n\t\x7f[bold"
RAW = ("\x1b]52;c;YQ==", "\x1b[31m[", "\x9b2J", "\u202e", "\u200b", "\x00")


def hostile(tree: Any) -> Any:
    """Return a tree in which every text is hostile, but for what makes it a claim file."""
    if isinstance(tree, dict):
        return {key: hostile(value) for key, value in tree.items()} | {HOSTILE: HOSTILE}
    if isinstance(tree, list):
        return [hostile(value) for value in tree]
    return HOSTILE if isinstance(tree, str) else tree


def opened(path: Path, size: tuple[int, int], home: Path) -> Terminal:
    return Terminal([sys.executable, "-m", "segur_tui", str(path)], *size, environment(HOME=str(home)))


def assert_inert(terminal: Terminal) -> None:
    sent = terminal.raw.decode("utf-8", "replace")
    for symbol in RAW:
        assert symbol not in sent, repr(symbol)


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
def test_hostile_values_are_shown_as_symbols_on_every_screen(tmp_path: Path, size: tuple[int, int]) -> None:
    tree = returned([REJECTED, ("\x1b[31m", HOSTILE)])
    tree["lignesImport"] = [hostile(line) for line in tree["lignesImport"]]
    path = save(tmp_path, tree)
    with opened(path, size, tmp_path) as terminal:
        terminal.wait_for("Problèmes")
        for keys in ("\r", "\x1b", "n", "n", "\r", "\x1b", "2", "3", "\x1b[B", "s", "q", "d", "q", "?", "q", "yc"):
            terminal.send(keys)
            terminal.wait_quiet()
        terminal.send("q")
        terminal.send("e")
        terminal.wait_for("Export")
        terminal.wait_quiet()
        assert_inert(terminal)
        assert terminal.process.poll() is None


def test_a_hostile_file_name_is_shown_as_symbols(tmp_path: Path) -> None:
    folder = tmp_path / "retours"
    path = save(folder, claim([demande(1)]))
    path.rename(folder / f"{HOSTILE.replace(chr(0), '')[:60].replace('/', '')}.json")
    save(folder, claim([demande(1)]))
    with opened(folder, (80, 24), tmp_path) as terminal:
        terminal.wait_for("N° ANS")
        terminal.wait_for("à déposer")
        for keys in (" ", "\x1b[B", "e"):
            terminal.send(keys)
            terminal.wait_quiet()
        assert_inert(terminal)
        assert terminal.process.poll() is None
