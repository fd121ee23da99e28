#!/usr/bin/env bash
# pyte 0.8.2 (with wcwidth 0.9.4), a terminal emulator used in tests of terminal programs.
# Expected: a sequence that it does not know draws nothing, or every unknown one leaves something.
# Seen: it depends on one character. Asking for a keyboard protocol (`ESC [ > 25 u`) draws nothing, giving it back (`ESC [ < u`)
# leaves `u` on the screen; a colour with colons leaves its tail, `5:196m`; a soft reset leaves `p`; a terminfo query its whole text.
# A test that compares screens sees letters that no terminal shows.
# What it prints:
#   keyboard, push   'A'
#   keyboard, pop    'uA'
#   keyboard, set    '1;1uA'
#   colour, ;        'A'
#   colour, :        '5:196mA'
#   soft reset       'pA'
#   mode query       'A'
#   terminfo query   '+q544eA'
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv" && "$folder/venv/bin/pip" install -q --no-deps pyte==0.8.2 wcwidth==0.9.4
"$folder/venv/bin/python" - <<'PY' | tee "$folder/seen"
import pyte

SEQUENCES = {
    "keyboard, push": "\x1b[>25u",
    "keyboard, pop": "\x1b[<u",
    "keyboard, set": "\x1b[=1;1u",
    "colour, ;": "\x1b[38;5;196m",
    "colour, :": "\x1b[38:5:196m",
    "soft reset": "\x1b[!p",
    "mode query": "\x1b[?2026$p",
    "terminfo query": "\x1bP+q544e\x1b\\",
}
for name, sequence in SEQUENCES.items():
    screen = pyte.Screen(20, 1)
    pyte.Stream(screen).feed(f"{sequence}A")
    print(f"{name:<16} {screen.display[0].rstrip()!r}")
PY
diff <(sed -n 's/^#   //p' "$0") "$folder/seen"
