#!/usr/bin/env bash
# textual 8.2.8, rich 15.0.0: segments that look the same are not joined once their meta data are taken away.
# Expected: `strip.discard_meta().simplify()` gives one segment for two of one look whose styles differ in their meta data alone.
# Seen: two. `discard_meta` copies each style with its cached hash, and Rich compares styles by their hash. Styles that were never
# hashed are joined; Rich's own `Style.clear_meta_and_links` leaves the hash out.
# What it prints:
#   styles never hashed:                 1
#   styles hashed before:                2
#   the same, by clear_meta_and_links:   1
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv" && "$folder/venv/bin/pip" install -q textual==8.2.8 rich==15.0.0
"$folder/venv/bin/python" - <<'PY' | tee "$folder/seen"
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip


def segments():
    return [Segment(text, Style(color="red", meta={"column": at})) for at, text in enumerate("ab")]


print("styles never hashed:                ", len(list(Strip(segments()).discard_meta().simplify())))
hashed = segments()
{segment.style for segment in hashed}
print("styles hashed before:               ", len(list(Strip(hashed).discard_meta().simplify())))
plain = [Segment(segment.text, segment.style.clear_meta_and_links()) for segment in hashed]
print("the same, by clear_meta_and_links:  ", len(list(Strip(plain).simplify())))
PY
diff <(sed -n 's/^#   //p' "$0") "$folder/seen"
