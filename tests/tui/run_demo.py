"""Runs the demonstration as a program runs an interface; the environment chooses what it shows."""

from __future__ import annotations

import os
import sys

from segur_tui.tui.terminal.line import prepare_environment, refuse_unusable_terminal


def main() -> int:
    if refusal := refuse_unusable_terminal():
        print(refusal)  # noqa: T201
        return 2
    prepare_environment()
    from segur_tui.tui.terminal.patches import read_as_a_terminal
    from tests.tui.demo import Demo

    hostile = os.environ.get("HOSTILE", "").encode().decode("unicode_escape")
    demo = Demo(int(os.environ.get("ROWS", "200")), hostile, diff="PLAIN" not in os.environ)
    read_as_a_terminal(demo)
    demo.run()
    return demo.return_code or 0


if __name__ == "__main__":
    sys.exit(main())
