#!/usr/bin/env bash
# json-2-csv 5.6.0 (npm; needs node 20): lines of a claim file made CSV and read back by the same library.
# Expected: the texts come back as texts, or all that look like numbers come back as numbers.
# Seen: it is decided cell by cell. In one column "00003" stays a text and "12345" becomes a number; "01" stays, "1" does not. A list keeps
# its texts, the SIRET beside it becomes a number. The texts "true", "null" and "1e5" become true, null and 100000.
# What it prints:
#   {"numeroEditeur":"00003","SIRET":44120938400029,"liberalRPPS":["10000052117"],"scenario":{"version":"01"},"note":true}
#   {"numeroEditeur":12345,"SIRET":44120938400029,"liberalRPPS":["10000052117"],"scenario":{"version":1},"note":100000}
#   {"numeroEditeur":12346,"SIRET":44120938400029,"liberalRPPS":[],"scenario":{"version":1.1},"note":null}
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" json-2-csv@5.6.0
NODE_PATH="$folder/node_modules" node - <<'JS' | tee "$folder/seen"
const { csv2json, json2csv } = require("json-2-csv");

const lines = [
  { numeroEditeur: "00003", SIRET: "44120938400029", liberalRPPS: ["10000052117"], scenario: { version: "01" }, note: "true" },
  { numeroEditeur: "12345", SIRET: "44120938400029", liberalRPPS: ["10000052117"], scenario: { version: "1" }, note: "1e5" },
  { numeroEditeur: "12346", SIRET: "44120938400029", liberalRPPS: [], scenario: { version: "1.10" }, note: "null" },
];
for (const line of csv2json(json2csv(lines))) console.log(JSON.stringify(line));
JS
diff <(sed -n 's/^#   //p' "$0") "$folder/seen"
