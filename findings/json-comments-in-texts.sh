#!/usr/bin/env bash
# Readers of JSON with comments on plain valid JSON: jsoncomment 0.4.2, jsonc-parser 1.1.5 (both PyPI), commentjson 0.9.0, jstyleson 0.0.2.
# Expected: what looks like a comment or a trailing comma inside a text stays in the text.
# Seen: jsoncomment takes commas before `]` and `}` out of the texts too. For jsonc-parser an escaped quote ends the text: behind an
# inch mark it cuts `/* … */` out of the text, and `//` makes it refuse the file. The other two keep all.
# What it prints:
#   codes [12,14,] inconnus
#     jsoncomment   codes [12,14] inconnus
#   {SIRET,}
#     jsoncomment   {SIRET}
#   ecran 15" /* mat */ noir
#     jsonc-parser  ecran 15"  noir
#   ecran 15" // noir
#     jsonc-parser  ParserError
#   https://asp.test /* 12 */ # 3
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv" && "$folder/venv/bin/pip" install -q jsoncomment==0.4.2 jsonc-parser==1.1.5 commentjson==0.9.0 jstyleson==0.0.2
"$folder/venv/bin/python" - <<'PY' | tee "$folder/seen"
import json

import commentjson
import jstyleson
from jsonc_parser.parser import JsoncParser
from jsoncomment import JsonComment

READERS = {
    "jsoncomment": JsonComment().loads,
    "jsonc-parser": JsoncParser.parse_str,
    "commentjson": commentjson.loads,
    "jstyleson": jstyleson.loads,
}
for text in (
    "codes [12,14,] inconnus",
    "{SIRET,}",
    'ecran 15" /* mat */ noir',
    'ecran 15" // noir',
    "https://asp.test /* 12 */ # 3",
):
    print(text)
    for name, read in READERS.items():
        try:
            back = read(json.dumps({"libelleTraitement": text}, indent=2))["libelleTraitement"]
        except Exception as error:
            back = type(error).__name__
        if back != text:
            print(f"  {name:<13} {back}")
PY
diff <(sed -n 's/^#   //p' "$0") "$folder/seen"
