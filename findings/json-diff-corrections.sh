#!/usr/bin/env bash
# Differences of a claim file before and after its correction: jsonpatch 1.48, jsondiff 2.2.1, dictdiffer 0.10.0, deepdiff 9.1.0.
# Expected: each names a 1 that became true, but for dictdiffer, and applies what it names.
# Seen: jsondiff names nothing either, and deepdiff names it in an object and not in a list. jsonpatch, which sees all, cannot compare
# two different Decimals (TypeError). Of 1075 and Decimal 1075.00 deepdiff names the change, and applies it as Decimal 1075.
# No line below "floats" with a difference in zeros alone: they are gone when the file is read.
# What it prints:
#   floats         jsonpatch  jsondiff   dictdiffer deepdiff
#   1, true        applied    unseen     unseen     applied
#   [1], [true]    applied    unseen     unseen     unseen
#   1075, 1075.00  applied    unseen     unseen     applied
#   "3", 3         applied    applied    applied    applied
#   Decimals       jsonpatch  jsondiff   dictdiffer deepdiff
#   1, true        applied    unseen     unseen     applied
#   [1], [true]    applied    unseen     unseen     unseen
#   1075, 1075.00  TypeError  unseen     unseen     altered
#   358.3, 358.30  TypeError  unseen     unseen     unseen
#   "3", 3         applied    applied    applied    applied
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv" && "$folder/venv/bin/pip" install -q jsonpatch==1.48 jsondiff==2.2.1 dictdiffer==0.10.0 deepdiff==9.1.0
"$folder/venv/bin/python" - <<'PY' | tee "$folder/seen"
import copy
import decimal
import json

import deepdiff
import dictdiffer
import jsondiff
import jsonpatch

CASES = ("1, true", "[1], [true]", "1075, 1075.00", "358.3, 358.30", '"3", 3')


def patched(before, after):
    change = jsonpatch.make_patch(before, after)
    return change.patch, lambda: change.apply(copy.deepcopy(before))


def diffed(before, after):
    change = jsondiff.diff(before, after)
    return change, lambda: jsondiff.patch(copy.deepcopy(before), change)


def dict_differed(before, after):
    change = list(dictdiffer.diff(before, after))
    return change, lambda: dictdiffer.patch(change, copy.deepcopy(before))


def deep_differed(before, after):
    change = deepdiff.DeepDiff(before, after)
    return change.to_dict(), lambda: copy.deepcopy(before) + deepdiff.Delta(change)


def verdict(compare, before, after):
    try:
        change, apply = compare(before, after)
        return "unseen" if not change else "applied" if repr(apply()) == repr(after) else "altered"
    except TypeError as error:
        return type(error).__name__


TOOLS = {"jsonpatch": patched, "jsondiff": diffed, "dictdiffer": dict_differed, "deepdiff": deep_differed}
for name, number in (("floats", float), ("Decimals", decimal.Decimal)):
    print(f"{name:<14}", " ".join(f"{tool:<10}" for tool in TOOLS).rstrip())
    for case in CASES:
        before, after = ({"value": value} for value in json.loads(f"[{case}]", parse_float=number))
        if repr(before) != repr(after):
            print(f"{case:<14}", " ".join(f"{verdict(compare, before, after):<10}" for compare in TOOLS.values()).rstrip())
PY
diff <(sed -n 's/^#   //p' "$0") "$folder/seen"
