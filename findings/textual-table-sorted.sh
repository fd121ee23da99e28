#!/usr/bin/env bash
# textual 8.2.8: a table with a row cursor, beside a pane that shows the row of the last RowHighlighted.
# Expected: when the row under the cursor becomes another one, RowHighlighted says so.
# Seen: it does not, where the cursor keeps its place. After `sort()`, and after removing the row at the cursor or one above it, the
# cursor is on another row and no message comes: the pane shows a row that is elsewhere, or gone. Removing the last row, with the
# cursor on it, does send one.
# What it prints:
#   at first                        cursor on 00002, last reported 00002
#   sorted by amount                cursor on 00005, last reported 00002
#   a row above removed             cursor on 00004, last reported 00002
#   the row at the cursor removed   cursor on 00003, last reported 00002
#   sorted by number                cursor on 00002, last reported 00002
#   sorted the other way            cursor on 00003, last reported 00002
#   moved to the last row           cursor on 00001, last reported 00001
#   that row removed                cursor on 00002, last reported 00002
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv" && "$folder/venv/bin/pip" install -q textual==8.2.8 rich==15.0.0
"$folder/venv/bin/python" - <<'PY' | tee "$folder/seen"
import asyncio

from textual.app import App
from textual.widgets import DataTable


class Lines(App):
    def compose(self):
        yield DataTable(cursor_type="row")

    def on_data_table_row_highlighted(self, event):
        self.reported = event.row_key.value


async def main():
    app = Lines()
    async with app.run_test() as pilot:
        table = app.query_one(DataTable)
        table.add_column("number", key="number")
        table.add_column("amount", key="amount")
        for number, amount in ((1, 900), (2, 800), (3, 700), (4, 600), (5, 500), (6, 400)):
            table.add_row(f"{number:05}", amount, key=f"{number:05}")
        table.move_cursor(row=1)

        def under():
            return table.coordinate_to_cell_key(table.cursor_coordinate).row_key

        for step, change in {
            "at first": lambda: None,
            "sorted by amount": lambda: table.sort("amount"),
            "a row above removed": lambda: table.remove_row("00006"),
            "the row at the cursor removed": lambda: table.remove_row(under()),
            "sorted by number": lambda: table.sort("number"),
            "sorted the other way": lambda: table.sort("number", reverse=True),
            "moved to the last row": lambda: table.move_cursor(row=table.row_count - 1),
            "that row removed": lambda: table.remove_row(under()),
        }.items():
            change()
            for _ in range(3):
                await pilot.pause()
            print(f"{step:<31} cursor on {under().value}, last reported {app.reported}")


asyncio.run(main())
PY
diff <(sed -n 's/^#   //p' "$0") "$folder/seen"
