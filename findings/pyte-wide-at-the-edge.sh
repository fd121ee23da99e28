#!/usr/bin/env bash
# pyte 0.8.2 (with wcwidth 0.9.4), a terminal emulator used in tests of terminal programs.
# Expected: a character of two cells that finds one cell left goes to the next line, as in tmux 3.3a.
# Seen: it is drawn over the last cell, half of it beyond the screen, and only the next character goes down. In a screen of
# four columns `abc日本` fills two lines of which the first is five cells wide.
# What it prints:
#   four columns: 'abc日' '本'
#   five columns: 'abc日' '本'
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv" && "$folder/venv/bin/pip" install -q --no-deps pyte==0.8.2 wcwidth==0.9.4
PYTHONUTF8=1 "$folder/venv/bin/python" - <<'PY' | tee "$folder/seen"
import pyte

for name, columns in (("four", 4), ("five", 5)):
    screen = pyte.Screen(columns, 2)
    pyte.Stream(screen).feed("abc日本")
    print(f"{name} columns:", *(repr(line.rstrip()) for line in screen.display))
PY
diff <(sed -n 's/^#   //p' "$0") "$folder/seen"
