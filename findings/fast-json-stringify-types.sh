#!/usr/bin/env bash
# fast-json-stringify 7.3.10 (npm; needs node 20), by which Fastify writes its answers: values beside the types of their schema.
# Expected: a value of another type is refused, or is written as JSON.stringify would.
# Seen: it is made one of the type, mostly without a word. A missing amount becomes 0, whether null or an empty text; each text is true,
# "false" and "non" as well; null is an empty text, several numbers one text with a comma; 1075.7 loses its cents in an integer.
# "1075,00" alone is refused.
# What it prints:
#   {"amount":null}                  {"amount":0}
#   {"amount":""}                    {"amount":0}
#   {"amount":"1075,00"}             refused
#   {"units":1075.7}                 {"units":1075}
#   {"direct":"false"}               {"direct":true}
#   {"number":null}                  {"number":""}
#   {"number":["00003","00004"]}     {"number":"00003,00004"}
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" fast-json-stringify@7.3.10
NODE_PATH="$folder/node_modules" node - <<'JS' | tee "$folder/seen"
const write = require("fast-json-stringify")({
  type: "object",
  properties: {
    amount: { type: "number" },
    units: { type: "integer" },
    direct: { type: "boolean" },
    number: { type: "string" },
  },
});
for (const line of [
  { amount: null },
  { amount: "" },
  { amount: "1075,00" },
  { units: 1075.7 },
  { direct: "false" },
  { number: null },
  { number: ["00003", "00004"] },
]) {
  let written;
  try {
    written = write(line);
  } catch {
    written = "refused";
  }
  console.log(`${JSON.stringify(line).padEnd(32)} ${written}`);
}
JS
diff <(sed -n 's/^#   //p' "$0") "$folder/seen"
