#!/usr/bin/env bash
# dateparser 1.5.0: dates as French invoices bear them, read with languages=["fr"].
# Expected: French puts the day first; to name that order, DATE_ORDER "DMY", says the same or makes it stricter.
# Seen: to name it makes it looser. Without it 12/31/2025 is no date; with it, it is 31 December, the month first, and
# STRICT_PARSING changes nothing in that. Day 0 is dropped rather than refused, unless it is strict: of 00/01/2023 the 01
# is the day, and the month is that of today (here a fixed one, 15 June 2026).
# What it prints:
#   as it is           01/13/2023 None  12/31/2025 None  00/01/2023 2023-06-01
#   strict             01/13/2023 None  12/31/2025 None  00/01/2023 None
#   DMY                01/13/2023 2023-01-13  12/31/2025 2025-12-31  00/01/2023 2023-06-01
#   DMY, strict        01/13/2023 2023-01-13  12/31/2025 2025-12-31  00/01/2023 None
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv" && "$folder/venv/bin/pip" install -q dateparser==1.5.0
"$folder/venv/bin/python" - <<'PY' | tee "$folder/seen"
from datetime import datetime

import dateparser

TODAY = {"RELATIVE_BASE": datetime(2026, 6, 15)}
SETTINGS = {
    "as it is": {},
    "strict": {"STRICT_PARSING": True},
    "DMY": {"DATE_ORDER": "DMY"},
    "DMY, strict": {"DATE_ORDER": "DMY", "STRICT_PARSING": True},
}
for name, settings in SETTINGS.items():
    read = []
    for text in ("01/13/2023", "12/31/2025", "00/01/2023"):
        found = dateparser.parse(text, languages=["fr"], settings=settings | TODAY)
        read.append(f"{text} {found and found.date()}")
    print(f"{name:<18} {'  '.join(read)}")
PY
diff <(sed -n 's/^#   //p' "$0") "$folder/seen"
