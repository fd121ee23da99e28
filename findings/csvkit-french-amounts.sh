#!/usr/bin/env bash
# csvkit 2.2.0 (csvjson, with agate 1.14.2): a column of amounts as French spreadsheets write them.
# Expected: "358,33" is no number by its default locale and stays a text; or a comma is taken for a point.
# Seen: the comma is dropped as one between thousands, wherever it stands: 35833.0, a hundred times the amount. One amount of the same
# column with a space between its thousands makes all of them texts, so that the same line is right or wrong by its neighbours.
# What it prints:
#   358,33 and 290,00     35833.0 29000.0
#   358,33 and 1 075,00   '358,33' '1 075,00'
#   358,33 € and 290,00   35833.0 29000.0
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv" && "$folder/venv/bin/pip" install -q csvkit==2.2.0 agate==1.14.2
"$folder/venv/bin/python" - "$folder" <<'PY' | tee "$folder/seen"
import json
import subprocess
import sys
from pathlib import Path

folder = Path(sys.argv[1])
for amounts in (("358,33", "290,00"), ("358,33", "1 075,00"), ("358,33 €", "290,00")):
    table = folder / "lines.csv"
    table.write_text("line,amount\n" + "".join(f'{n},"{amount}"\n' for n, amount in enumerate(amounts)))
    read = subprocess.run([folder / "venv/bin/csvjson", table], capture_output=True, text=True, check=True).stdout
    print(f"{' and '.join(amounts):<21} {' '.join(repr(line['amount']) for line in json.loads(read))}")
PY
diff <(sed -n 's/^#   //p' "$0") "$folder/seen"
