#!/usr/bin/env bash
# hypothesis-jsonschema 0.23.1 with hypothesis 6.170.17: amounts made for {"type": "number", "multipleOf": 0.01}.
# Expected: numbers of two decimals at most, and each amount may come.
# Seen: it multiplies whole numbers by 0.01 as floats, and drops what jsonschema then refuses. So 0.47 comes as 0.47000000000000003,
# which is written with seventeen decimals; 0.07 and 19.99 never come, and where nothing else is left the test is unsatisfiable.
# Of the 100,000 amounts up to 1000.00 a fifth is so lost.
# What it prints:
#   from 1074.995 to 1075.005: 1075.0
#   from 358.325 to 358.335: 358.33
#   from 0.465 to 0.475: 0.47000000000000003
#   from 0.065 to 0.075: Unsatisfiable
#   from 19.985 to 19.995: Unsatisfiable
#   amounts from 0.01 to 1000.00 that come as they are: 78917, by a bit off: 10761, never: 10322
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv" && "$folder/venv/bin/pip" install -q hypothesis-jsonschema==0.23.1 hypothesis==6.170.17 jsonschema==4.26.0
"$folder/venv/bin/python" - <<'PY' | tee "$folder/seen"
import jsonschema
from hypothesis import find, settings
from hypothesis.errors import Unsatisfiable
from hypothesis_jsonschema import from_schema

CENTS = {"type": "number", "multipleOf": 0.01}
for least, most in ((1074.995, 1075.005), (358.325, 358.335), (0.465, 0.475), (0.065, 0.075), (19.985, 19.995)):
    amounts = from_schema(CENTS | {"minimum": least, "maximum": most})
    try:
        found = find(amounts, lambda amount: True, settings=settings(derandomize=True, database=None))
        print(f"from {least} to {most}: {found}")
    except Unsatisfiable:
        print(f"from {least} to {most}: Unsatisfiable")
valid = jsonschema.Draft7Validator(CENTS).is_valid
counts = {"as they are": 0, "by a bit off": 0, "never": 0}
for cents in range(1, 100_001):
    made = cents * 0.01
    counts["never" if not valid(made) else "as they are" if made == float(f"{cents / 100:.2f}") else "by a bit off"] += 1
print("amounts from 0.01 to 1000.00 that come", ", ".join(f"{how}: {count}" for how, count in counts.items()))
PY
diff <(sed -n 's/^#   //p' "$0") "$folder/seen"
