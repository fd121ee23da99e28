#!/usr/bin/env bash
# textual 8.2.8: a person takes the key away from a command.
# Expected: `set_keymap({"send": ""})` leaves the command without a key.
# Seen: an empty text, or blanks, keeps the key that the command was declared with. A lone comma does take it away, and leaves a
# binding whose key is the empty text. A list that ends in a comma sets its keys and leaves such a binding as well.
# What it prints:
#   keymap 's'    pressing s, F5: ['sent']          bound to ['s']
#   keymap ''     pressing s, F5: ['sent']          bound to ['s']
#   keymap '  '   pressing s, F5: ['sent']          bound to ['s']
#   keymap ','    pressing s, F5: []                bound to ['']
#   keymap 'f5,'  pressing s, F5: ['sent']          bound to ['f5', '']
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv" && "$folder/venv/bin/pip" install -q textual==8.2.8 rich==15.0.0
"$folder/venv/bin/python" - <<'PY' | tee "$folder/seen"
import asyncio

from textual.app import App
from textual.binding import Binding


class Keys(App):
    BINDINGS = [Binding("s", "send", id="send")]

    def action_send(self):
        self.done.append("sent")


async def main():
    app = Keys()
    async with app.run_test() as pilot:
        for keys in ("s", "", "  ", ",", "f5,"):
            app.done = []
            app.set_keymap({"send": keys})
            await pilot.press("s", "f5")
            bound = [key for key, active in app.active_bindings.items() if active.binding.id == "send"]
            print(f"keymap {keys!r:<6} pressing s, F5: {app.done!s:<17} bound to {bound}")


asyncio.run(main())
PY
diff <(sed -n 's/^#   //p' "$0") "$folder/seen"
