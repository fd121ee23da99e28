#!/usr/bin/env bash
# textual 8.2.8: a command that a person moves from a letter to a function key.
# Expected: `set_keymap({"next": "f5"})` makes F5 do it everywhere, also while a text field has the focus, since F5 types nothing.
# Seen: while an Input has the focus, F5 does nothing: the binding is dropped by the letter that it was declared with, before the
# keymap is looked at. One that was declared with F6 and moved to F7 works in both places.
# What it prints:
#   a button has the focus: ['next', 'other']
#   a text field has it:    ['other']
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv" && "$folder/venv/bin/pip" install -q textual==8.2.8 rich==15.0.0
"$folder/venv/bin/python" - <<'PY' | tee "$folder/seen"
import asyncio

from textual.app import App
from textual.binding import Binding
from textual.widgets import Button, Input


class Keys(App):
    BINDINGS = [Binding("n", "note('next')", id="next"), Binding("f6", "note('other')", id="other")]

    def compose(self):
        yield Button("a")
        yield Input()

    def on_mount(self):
        self.done = []
        self.set_keymap({"next": "f5", "other": "f7"})

    def action_note(self, name):
        self.done.append(name)


async def main():
    app = Keys()
    async with app.run_test() as pilot:
        for words, widget in (("a button has the focus:", Button), ("a text field has it:   ", Input)):
            app.query_one(widget).focus()
            await pilot.pause()
            await pilot.press("f5", "f7")
            print(words, app.done)
            app.done = []


asyncio.run(main())
PY
diff <(sed -n 's/^#   //p' "$0") "$folder/seen"
