#!/usr/bin/env bash
# pyte 0.8.2 (with wcwidth 0.9.4), a terminal emulator used in tests of terminal programs.
# Expected: in a screen of twelve rows whose scroll region is rows 1 to 6, a line feed in row 10 leads to row 11, as in tmux 3.3a:
# the region stops only a cursor that is inside it.
# Seen: it leads up to row 6, the last of the region; so do index, next line and cursor down. Reverse index and cursor up from
# row 2, above a region of rows 6 to 12, lead down to row 6. tmux itself sends line feeds beneath a region that it left set.
# What it prints:
#   from row 10, beneath rows 1 to 6: line feed 6, index 6, next line 6, cursor down 6
#   from row 2, above rows 6 to 12: reverse index 6, cursor up 6
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv" && "$folder/venv/bin/pip" install -q --no-deps pyte==0.8.2 wcwidth==0.9.4
"$folder/venv/bin/python" - <<'PY' | tee "$folder/seen"
import pyte


def row(*sent):
    screen = pyte.Screen(20, 12)
    pyte.Stream(screen).feed("".join(f"\x1b{each}" if each != "\n" else each for each in sent))
    return screen.cursor.y + 1


beneath, above = ("[1;6r", "[10;1H"), ("[6;12r", "[2;1H")
down = {"line feed": "\n", "index": "D", "next line": "E", "cursor down": "[1B"}
up = {"reverse index": "M", "cursor up": "[1A"}
print("from row 10, beneath rows 1 to 6:", ", ".join(f"{name} {row(*beneath, sent)}" for name, sent in down.items()))
print("from row 2, above rows 6 to 12:", ", ".join(f"{name} {row(*above, sent)}" for name, sent in up.items()))
PY
diff <(sed -n 's/^#   //p' "$0") "$folder/seen"
