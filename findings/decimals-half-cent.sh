#!/usr/bin/env bash
# Amounts of three decimals, each half a cent between two, made decimals of two: polars 2.1.0, pyarrow 26.0.1, DuckDB 2.0.1.
# Expected: one rule in each, half up or half to even, whether the amount comes as a text or as a number.
# Seen: no two of the five ways that answer agree. polars takes a text half to even, and a number half to even after multiplying it by 100
# as a float, so 1.015 is 1.02 from a text and 1.01 from a number, and 1075.005 is 1075.00 and 1075.01. DuckDB rounds a text half up, and
# a number up or down by that product. pyarrow refuses the text and rounds the number by its binary value: 2.675 is 2.67 there only.
# What it prints:
#                         0.545      1.015      2.675   1075.005  of 100000 up
#   polars, text           0.54       1.02       2.68    1075.00         50000
#   polars, number         0.55       1.01       2.68    1075.01         50000
#   DuckDB, text           0.55       1.02       2.68    1075.01        100000
#   DuckDB, number         0.55       1.01       2.68    1075.01         95412
#   pyarrow, text    refused
#   pyarrow, number        0.55       1.01       2.67    1075.01         50000
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv" && "$folder/venv/bin/pip" install -q polars==2.1.0 pyarrow==26.0.1 duckdb==2.0.1
"$folder/venv/bin/python" - <<'PY' | tee "$folder/seen"
import decimal

import duckdb
import polars
import pyarrow
import pyarrow.compute

TWO = pyarrow.decimal128(10, 2)


def of_duckdb(kind):
    def rounded(values):
        amounts = pyarrow.table({"value": values})  # noqa: F841
        return [row[0] for row in duckdb.sql(f"select cast(value::{kind} as decimal(10, 2)) from amounts").fetchall()]

    return rounded


def of_polars(values):
    return polars.Series(values).cast(polars.Decimal(10, 2)).to_list()


def of_pyarrow(values):
    return pyarrow.compute.cast(pyarrow.array(values), TWO).to_pylist()


TEXTS = ["0.545", "1.015", "2.675", "1075.005"] + [f"{cents // 100}.{cents % 100:02}5" for cents in range(100_000)]
NUMBERS = [float(text) for text in TEXTS]
print(f"{'':<16}", *(f"{text:>10}" for text in TEXTS[:4]), " of 100000 up")
for name, values, rounded in (
    ("polars, text", TEXTS, of_polars),
    ("polars, number", NUMBERS, of_polars),
    ("DuckDB, text", TEXTS, of_duckdb("varchar")),
    ("DuckDB, number", NUMBERS, of_duckdb("double")),
    ("pyarrow, text", TEXTS, of_pyarrow),
    ("pyarrow, number", NUMBERS, of_pyarrow),
):
    try:
        amounts = rounded(values)
    except pyarrow.ArrowInvalid:
        print(f"{name:<16} refused")
        continue
    up = sum(amount > decimal.Decimal(text) for amount, text in zip(amounts[4:], TEXTS[4:], strict=True))
    print(f"{name:<16}", *(f"{amount!s:>10}" for amount in amounts[:4]), f"{up:>13}")
PY
diff <(sed -n 's/^#   //p' "$0") "$folder/seen"
