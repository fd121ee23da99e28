#!/usr/bin/env bash
# sqlite-utils 4.2.1: lines of a claim file whose amounts are Decimals, inserted into a table.
# Expected: an amount becomes a number, also inside a nested object, whose column is JSON; or it is refused.
# Seen: in a column of its own it is the number. One level down it is the text of Python's repr: the JSON in the column holds
# "Decimal('358.33')", which SQLite's json_extract gives as that text, and a sum over the column counts it as 0. No error, no warning.
# What it prints:
#   total    358.33
#   invoice  {"date": "08/09/2026", "amount": "Decimal('358.33')"}
#   sums     358.33 0.0
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv" && "$folder/venv/bin/pip" install -q sqlite-utils==4.2.1
"$folder/venv/bin/python" - <<'PY' | tee "$folder/seen"
from decimal import Decimal

import sqlite_utils

amount = Decimal("358.33")
records = sqlite_utils.Database(memory=True)
records["line"].insert({"total": amount, "invoice": {"date": "08/09/2026", "amount": amount}})
for name, value in next(records["line"].rows).items():
    print(f"{name:<8} {value}")
print("sums    ", *records.execute("select sum(total), sum(json_extract(invoice, '$.amount')) from line").fetchone())
PY
diff <(sed -n 's/^#   //p' "$0") "$folder/seen"
