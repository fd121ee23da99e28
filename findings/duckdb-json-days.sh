#!/usr/bin/env bash
# DuckDB 2.0.1, read_json: a column of dates with hyphens, 01-02-2023 and 02-13-2023 (which only the month first can explain).
# Expected: one order is found for the whole column, as read_csv does on the same texts, or they stay texts.
# Seen: each order is taken within one column. Where 01-02-2023 comes first it is 1 February, and 02-13-2023 beneath it
# 13 February; the two rows the other way round, it is 2 January. Where 13-02-2023 stands first, both stay texts. With slashes
# or dots nothing is taken for a date. 01-02-23 is 23 February 2001, with the year first.
# What it prints:
#   read_json 01-02-2023, 02-13-2023  2023-02-01, 2023-02-13
#   read_json 02-13-2023, 01-02-2023  2023-02-13, 2023-01-02
#   read_json 13-02-2023, 02-13-2023  13-02-2023, 02-13-2023
#   read_json 01/02/2023, 02/13/2023  01/02/2023, 02/13/2023
#   read_json 01-02-23                2001-02-23
#   read_csv  01-02-2023, 02-13-2023  2023-01-02, 2023-02-13
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv" && "$folder/venv/bin/pip" install -q duckdb==2.0.1
cd "$folder"
venv/bin/python - <<'PY' | tee seen
import json
from pathlib import Path

import duckdb


def shown(reader, path, days):
    read = duckdb.sql(f"SELECT day FROM {reader}('{path}')").fetchall()
    print(f"{reader:<9} {', '.join(days):<23} {', '.join(str(day) for (day,) in read)}")


for days in (
    ("01-02-2023", "02-13-2023"),
    ("02-13-2023", "01-02-2023"),
    ("13-02-2023", "02-13-2023"),
    ("01/02/2023", "02/13/2023"),
    ("01-02-23",),
):
    Path("days.json").write_text(json.dumps([{"day": day} for day in days]))
    shown("read_json", "days.json", days)
days = ("01-02-2023", "02-13-2023")
Path("days.csv").write_text("\n".join(("day", *days, "")))
shown("read_csv", "days.csv", days)
PY
diff <(sed -n 's/^#   //p' "$OLDPWD/$0") seen
