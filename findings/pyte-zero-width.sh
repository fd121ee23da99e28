#!/usr/bin/env bash
# pyte 0.8.2 (with wcwidth 0.9.4), a terminal emulator used in tests of terminal programs.
# Expected: a character without width takes no cell, and what follows it is drawn.
# Seen: all that follows it in the same run of text is lost, up to the next control character. That holds for
# U+200B, U+200C, U+2060, U+FEFF and U+FE0F; a combining accent and a soft hyphen lose nothing.
# What it prints:
#   U+200B FINMDV
#   U+200C FINMDV
#   U+2060 FINMDV
#   U+FEFF FINMDV
#   U+FE0F FINMDV
#   U+0301 FINMDV 000123
#   U+00AD FINMDV 000123
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv" && "$folder/venv/bin/pip" install -q --no-deps pyte==0.8.2 wcwidth==0.9.4
"$folder/venv/bin/python" - <<'PY' | tee "$folder/seen"
import pyte

for code in (0x200B, 0x200C, 0x2060, 0xFEFF, 0xFE0F, 0x0301, 0x00AD):
    screen = pyte.Screen(20, 2)
    pyte.Stream(screen).feed(f"FINMDV{chr(code)} 000123\r\nnext")
    shown = screen.display[0].rstrip()
    print(f"U+{code:04X}", "".join(character for character in shown if character.isascii()))
PY
diff <(sed -n 's/^#   //p' "$0") "$folder/seen"
