#!/usr/bin/env bash
# textual 8.2.8: which of two widgets of one class is the first.
# Expected: `query_one(".amount")` gives what `query(".amount").first()` gives.
# Seen: they go through the tree in two ways. `query` goes down into each container before the next sister, as one reads the
# screen; `query_one` takes all children of the screen before their children. So `query_one` gives the widget further down the screen.
# What it prints:
#   on the screen:  in a box, below the box
#   query().first() in a box
#   query_one()     below the box
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv" && "$folder/venv/bin/pip" install -q textual==8.2.8 rich==15.0.0
"$folder/venv/bin/python" - <<'PY' | tee "$folder/seen"
import asyncio

from textual.app import App
from textual.containers import Vertical
from textual.widgets import Static


class Two(App):
    def compose(self):
        with Vertical():
            yield Static("in a box", classes="amount")
        yield Static("below the box", classes="amount")


async def main():
    app = Two()
    async with app.run_test():
        amounts = app.screen.query(".amount")
        from_above = sorted(amounts, key=lambda amount: amount.region.y)
        print("on the screen: ", ", ".join(str(amount.content) for amount in from_above))
        print("query().first()", amounts.first().content)
        print("query_one()    ", app.screen.query_one(".amount").content)


asyncio.run(main())
PY
diff <(sed -n 's/^#   //p' "$0") "$folder/seen"
