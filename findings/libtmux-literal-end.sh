#!/usr/bin/env bash
# libtmux 0.62.0 (PyPI; needs tmux, tried with 3.3a): texts typed into a pane with send_keys(text, literal=True).
# Expected: what is literal arrives as it is; at most the names of keys, which literal is there for, would be a question.
# Seen: a semicolon at the end does not arrive, since tmux reads it as the end of a command before it looks at the option; in the
# middle it does. Of a backslash before it, the semicolon arrives and the backslash does not. "-5" is read as options and nothing of
# it arrives. Nothing is raised in any of these cases.
# What it prints:
#   1075;00   -> 1075;00
#   1075;     -> 1075
#   1075\;    -> 1075;
#   -5        -> (nothing)
#   Enter     -> Enter
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv" && "$folder/venv/bin/pip" install -q libtmux==0.62.0
"$folder/venv/bin/python" - "$folder" <<'PY' | tee "$folder/seen"
import sys
import time
from pathlib import Path

import libtmux

TEXTS = ("1075;00", "1075;", "1075\\;", "-5", "Enter")
typed = Path(sys.argv[1], "typed")
server = libtmux.Server(socket_path=sys.argv[1] + "/socket", config_file="/dev/null")
session = server.new_session(window_command=f"cat > {typed}")
pane = session.active_window.active_pane
for text in TEXTS:
    pane.send_keys(text, enter=False, literal=True)
    pane.enter()
for _ in range(100):
    if typed.exists() and typed.read_text().count("\n") == len(TEXTS):
        break
    time.sleep(0.1)
for text, arrived in zip(TEXTS, typed.read_text().splitlines(), strict=True):
    print(f"{text:<9} -> {arrived or "(nothing)"}")
server.kill()
PY
diff <(sed -n 's/^#   //p' "$0") "$folder/seen"
