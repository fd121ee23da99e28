#!/usr/bin/env bash
# textual 8.2.8: a text that is put into a TextArea and read back.
# Expected: `TextArea(text).text` is the text; of mixed line ends at most one kind is left.
# Seen: characters that Python's splitlines() takes for the end of a line, and no JSON reader does, come back as a line feed: U+2028,
# U+0085, a vertical tab, a form feed, U+001E. A label that was only shown in a TextArea and kept again is another one.
# Of mixed line ends CR LF wins, wherever it stands.
# What it prints:
#   'SIRET\u2028inconnu'       'SIRET\ninconnu'
#   'SIRET\x85inconnu'         'SIRET\ninconnu'
#   'SIRET\x0binconnu'         'SIRET\ninconnu'
#   'SIRET\x0cinconnu'         'SIRET\ninconnu'
#   'SIRET\x1einconnu'         'SIRET\ninconnu'
#   'SIRET\tinconnu'           'SIRET\tinconnu'
#   'SIRET\r\ninconnu\r\n'     'SIRET\r\ninconnu\r\n'
#   'SIRET\ninconnu\r\n'       'SIRET\r\ninconnu\r\n'
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv" && "$folder/venv/bin/pip" install -q textual==8.2.8 rich==15.0.0
"$folder/venv/bin/python" - <<'PY' | tee "$folder/seen"
import asyncio

from textual.app import App
from textual.widgets import TextArea


async def main():
    async with App().run_test() as pilot:
        for end in ("\u2028", "\x85", "\v", "\f", "\x1e", "\t", "\r\n", "\n"):
            text = f"SIRET{end}inconnu" + "\r\n" * (end in ("\r\n", "\n"))
            area = TextArea(text)
            await pilot.app.screen.mount(area)
            print(f"{text!a:<26} {area.text!a}")


asyncio.run(main())
PY
diff <(sed -n 's/^#   //p' "$0") "$folder/seen"
