#!/usr/bin/env bash
# polars 2.1.0: a column of Decimal(10, 2) read from JSON and from JSON lines, and written to JSON.
# Expected: both readers take the same schema, what one version writes it reads again, and 1075.00 is written as that number.
# Seen: only `read_json` takes it. `read_ndjson` refuses a number under this schema with SchemaError, and so it does the text that
# `write_ndjson` made of it. Both writers make a text of each amount, where a claim file wants a number; of floats they make 1075.0.
# What it prints:
#   read_json               [Decimal('1075.00'), Decimal('358.33')]
#   write_json              [{"amount":"1075.00"},{"amount":"358.33"}]
#   write_json of floats    [{"amount":1075.0},{"amount":358.33}]
#   read_ndjson, numbers    SchemaError
#   read_ndjson, own texts  SchemaError
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv" && "$folder/venv/bin/pip" install -q polars==2.1.0
"$folder/venv/bin/python" - <<'PY' | tee "$folder/seen"
import io

import polars

SCHEMA = {"amount": polars.Decimal(10, 2)}


def shown(name, make):
    try:
        print(f"{name:<23} {make()}")
    except polars.exceptions.PolarsError as error:
        print(f"{name:<23} {type(error).__name__}")


def of_lines(text):
    return polars.read_ndjson(io.BytesIO(text.encode()), schema=SCHEMA)["amount"].to_list()


read = polars.read_json(io.BytesIO(b'[{"amount": 1075.00}, {"amount": 358.33}]'), schema=SCHEMA)
shown("read_json", lambda: read["amount"].to_list())
shown("write_json", read.write_json)
shown("write_json of floats", lambda: read.cast(polars.Float64).write_json())
shown("read_ndjson, numbers", lambda: of_lines('{"amount": 1075.00}\n{"amount": 358.33}\n'))
shown("read_ndjson, own texts", lambda: of_lines(read.write_ndjson()))
PY
diff <(sed -n 's/^#   //p' "$0") "$folder/seen"
