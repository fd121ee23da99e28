#!/usr/bin/env bash
# price-parser 0.5.1 on lines of a French invoice.
# Expected: the number beside the euro sign.
# Seen: a number that stands before the amount is joined to it, since a space parts thousands: "Lot 2 358,33 €" is 2,358.33 €, and the
# dossier FINMDV000123 makes 123,358.33 € of 358,33 €. Of a date or a rate in front the first number is taken, with € as its
# currency. The minus of a credit note is lost. Three decimals are thousands, behind a zero too.
# What it prints:
#   Montant HT 1 075,00 €          1075.00
#   Lot 2 358,33 €                 2358.33
#   Facture 00003 1 075,00 €       31075.00
#   FINMDV000123 358,33 €          123358.33
#   du 08/09/2026 358,33 €         8
#   TVA 20 % 215,00 €              20
#   TVA 20% 215,00 €               215.00
#   Avoir -5,00 €                  5.00
#   0,075 €                        75
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv" && "$folder/venv/bin/pip" install -q price-parser==0.5.1
PYTHONUTF8=1 "$folder/venv/bin/python" - <<'PY' | tee "$folder/seen"
from price_parser import Price

for line in (
    "Montant HT 1 075,00 €",
    "Lot 2 358,33 €",
    "Facture 00003 1 075,00 €",
    "FINMDV000123 358,33 €",
    "du 08/09/2026 358,33 €",
    "TVA 20 % 215,00 €",
    "TVA 20% 215,00 €",
    "Avoir -5,00 €",
    "0,075 €",
):
    print(f"{line:<30} {Price.fromstring(line).amount}")
PY
diff <(sed -n 's/^#   //p' "$0") "$folder/seen"
