#!/usr/bin/env bash
# textual 8.2.8: a key that a widget uses for one command and the app for another; the widget's command is disabled for the moment.
# Expected: `check_action` that returns None disables the key while the widget has the focus: the footer shows it greyed, and it does
# nothing. Only False, which hides it, would leave the key to the app.
# Seen: the key does the app's command in both cases. With None the footer shows the widget's command, greyed, for a key that does another.
# What it prints:
#   True   footer: split the line          done: split the line
#   None   footer: split the line, greyed  done: send the claim
#   False  footer: send the claim          done: send the claim
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv" && "$folder/venv/bin/pip" install -q textual==8.2.8 rich==15.0.0
"$folder/venv/bin/python" - <<'PY' | tee "$folder/seen"
import asyncio

from textual.app import App
from textual.widgets import Button, Footer
from textual.widgets._footer import FooterKey


class Line(Button):
    BINDINGS = [("s", "split", "split the line")]

    def check_action(self, action, parameters):
        return self.app.allowed if action == "split" else True

    def action_split(self):
        self.app.done.append("split the line")


class Claim(App):
    BINDINGS = [("s", "send", "send the claim")]
    allowed = True

    def compose(self):
        yield Line()
        yield Footer()

    def action_send(self):
        self.done.append("send the claim")


async def main():
    app = Claim()
    async with app.run_test() as pilot:
        app.query_one(Line).focus()
        for app.allowed in (True, None, False):
            app.done = []
            app.refresh_bindings()
            for _ in range(3):
                await pilot.pause()
            (key,) = (key for key in app.query(FooterKey) if key.key == "s")
            shown = key.description + ", greyed" * key.has_class("-disabled")
            await pilot.press("s")
            print(f"{app.allowed!s:<6} footer: {shown:<23} done: {', '.join(app.done)}")


asyncio.run(main())
PY
diff <(sed -n 's/^#   //p' "$0") "$folder/seen"
