#!/usr/bin/env bash
# Readers that repair or forgive, on amounts and numbers as French programs write them: json-repair 0.64.6, dirtyjson 1.0.8, demjson3 3.0.6.
# Expected: what is no JSON number becomes a text, or is refused; leading zeros are dropped.
# Seen: json-repair makes a text of `1075,00`, and of `1 075,00` it makes 1: the euros of the hundreds are gone, and nothing
# is reported. dirtyjson and demjson3 read 00010 as octal, so the dossier 00010 is 8 and 00008 is refused; 0010.50 is 10.5 again.
# What it prints:
#                json-repair  dirtyjson    demjson3
#   1075,00      '1075,00'    refused      refused
#   1 075,00     1            refused      refused
#   1 075.00     1            refused      refused
#   1'075.00     1            refused      refused
#   1_075.00     1075.0       refused      refused
#   1075.00 €    1075.0       refused      refused
#   00010        10           8            8
#   00008        8            refused      refused
#   0010.50      10.5         10.5         10.5
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv" && "$folder/venv/bin/pip" install -q json-repair==0.64.6 dirtyjson==1.0.8 demjson3==3.0.6
PYTHONUTF8=1 "$folder/venv/bin/python" - <<'PY' | tee "$folder/seen"
import demjson3
import dirtyjson
import json_repair

READERS = {"json-repair": json_repair.loads, "dirtyjson": dirtyjson.loads, "demjson3": demjson3.decode}


def read(reader, number):
    try:
        return repr(reader(f'{{"value": {number}, "next": true}}')["value"])
    except Exception:
        return "refused"


print(f"{'':<12}", "".join(f"{name:<13}" for name in READERS).rstrip())
for number in ("1075,00", "1 075,00", "1 075.00", "1'075.00", "1_075.00", "1075.00 €", "00010", "00008", "0010.50"):
    print(f"{number:<12}", "".join(f"{read(reader, number):<13}" for reader in READERS.values()).rstrip())
PY
diff <(sed -n 's/^#   //p' "$0") "$folder/seen"
