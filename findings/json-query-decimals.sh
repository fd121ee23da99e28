#!/usr/bin/env bash
# Query languages over a claim file whose amounts were read as Decimal: jmespath 1.1.0, jsonpath-ng 1.16.0, python-jsonpath 2.2.2,
# jsonpath-rfc9535 1.0.1, objectpath 0.6.1, yaql 3.2.0.
# Expected: they answer as over floats, or refuse a Decimal.
# Seen: three of the six find no line at all over 300 euros and say nothing, and objectpath's sum of the amounts is 0. jmespath finds the
# lines, does not take a Decimal for a number (its type is null), and refuses to sum; yaql refuses to compare. All six miss 358.33
# asked for by equality (it is a float in the query), and all but objectpath find 1075.00.
# Asked for: over 300 / equal to 1075.00 / equal to 358.33; "-" is an empty answer.
# What it prints:
#                     floats                 Decimals
#   jmespath          1 2 / 1 / 2            1 2 / 1 / -
#   jsonpath-ng       1 2 / 1 / 2            - / 1 / -
#   python-jsonpath   1 2 / 1 / 2            1 2 / 1 / -
#   jsonpath-rfc9535  1 2 / 1 / 2            - / 1 / -
#   objectpath        1 2 / 1 / 2            - / - / -
#   yaql              1 2 / 1 / 2            NoMatchingFunctionException / 1 / -
#   sum, jmespath     1433.33                JMESPathTypeError
#   sum, objectpath   1433.33                0
#   type, jmespath    number                 None
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv" && "$folder/venv/bin/pip" install -q jmespath==1.1.0 jsonpath-ng==1.16.0 python-jsonpath==2.2.2 \
  jsonpath-rfc9535==1.0.1 objectpath==0.6.1 yaql==3.2.0
"$folder/venv/bin/python" -W ignore - <<'PY' | tee "$folder/seen"
import decimal
import json

import jmespath
import jsonpath
import jsonpath_ng.ext
import jsonpath_rfc9535
import objectpath
import yaql

TEXT = '{"lines": [{"number": 1, "amount": 1075.00}, {"number": 2, "amount": 358.33}]}'
BOTH = json.loads(TEXT), json.loads(TEXT, parse_float=decimal.Decimal)
ASKED = (">", "300"), ("==", "1075.00"), ("==", "358.33")
YAQL = yaql.factory.YaqlFactory().create()
FIND = {
    "jmespath": lambda by, value, data: jmespath.search(f"lines[?amount {by} `{value}`].number", data),
    "jsonpath-ng": lambda by, value, data: [
        found.value for found in jsonpath_ng.ext.parse(f"$.lines[?(@.amount {by} {value})].number").find(data)
    ],
    "python-jsonpath": lambda by, value, data: jsonpath.findall(f"$.lines[?(@.amount {by} {value})].number", data),
    "jsonpath-rfc9535": lambda by, value, data: jsonpath_rfc9535.find(f"$.lines[?@.amount {by} {value}].number", data).values(),
    "objectpath": lambda by, value, data: list(
        objectpath.Tree(data).execute(f"$.lines[@.amount {by.replace('==', 'is')} {value}].number")
    ),
    "yaql": lambda by, value, data: YAQL(
        f"$.lines.where($.amount {by.replace('==', '=')} {value}).select($.number)"
    ).evaluate(data=data),
}
OTHER = {
    "sum, jmespath": lambda data: jmespath.search("sum(lines[].amount)", data),
    "sum, objectpath": lambda data: objectpath.Tree(data).execute("sum($.lines.amount)"),
    "type, jmespath": lambda data: jmespath.search("type(lines[0].amount)", data),
}


def answer(ask):
    try:
        found = ask()
    except Exception as error:
        return type(error).__name__
    return (" ".join(map(str, found)) or "-") if isinstance(found, list) else str(found)


print(f"{'':<17} {'floats':<22} Decimals")
for name, find in FIND.items():
    print(f"{name:<17} {{:<22}} {{}}".format(*(" / ".join(answer(lambda: find(*asked, data)) for asked in ASKED) for data in BOTH)))
for name, ask in OTHER.items():
    print(f"{name:<17} {{:<22}} {{}}".format(*(answer(lambda: ask(data)) for data in BOTH)))
PY
diff <(sed -n 's/^#   //p' "$0") "$folder/seen"
