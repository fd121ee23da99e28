#!/usr/bin/env bash
# JSONata 2.2.2 (npm; needs node 20): days of invoice read with their picture, $toMillis(day, "[D01]/[M01]/[Y0001]").
# Expected: a day that does not exist is an error, or nothing, as a text that does not fit the picture is.
# Seen: it rolls over. 31/09/2026 is 1 October 2026; a month-first 12/31/2025 is month 31, 12 July 2027, two years on; 00/01/2023 is
# the last day of 2022. A day of one figure, which [D01] does not describe, is read.
# What it prints:
#   01/02/2023  2023-02-01
#   31/09/2026  2026-10-01
#   12/31/2025  2027-07-12
#   00/01/2023  2022-12-31
#   1/2/2023    2023-02-01
#   01.02.2023  nothing
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" jsonata@2.2.2
NODE_PATH="$folder/node_modules" node - <<'JS' | tee "$folder/seen"
const jsonata = require("jsonata");

const read = jsonata("$fromMillis($toMillis(day, '[D01]/[M01]/[Y0001]'), '[Y0001]-[M01]-[D01]')");
(async () => {
  for (const day of ["01/02/2023", "31/09/2026", "12/31/2025", "00/01/2023", "1/2/2023", "01.02.2023"]) {
    console.log(`${day.padEnd(11)} ${(await read.evaluate({ day })) ?? "nothing"}`);
  }
})();
JS
diff <(sed -n 's/^#   //p' "$0") "$folder/seen"
