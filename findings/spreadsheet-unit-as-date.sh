#!/usr/bin/env bash
# The amount 1075 in a workbook (XlsxWriter 3.3.1) with a number format that has a word in quotes, read by xlsx2csv 0.8.6, pylightxl 1.61
# and openpyxl 3.1.5.
# Expected: the number, or the number and the word.
# Seen: xlsx2csv takes a format for a date as soon as the word has a d, m, y, h or s, and puts day, month or hour in their places:
# "mdv" becomes 1210v, and of 1075 nothing is left in the CSV. "lignes", for its s, leaves the bare format. pylightxl does so where
# the format has no decimals: the amount is a day in 1902, or midnight. openpyxl gives the number each time.
# What it prints:
#   0.00           1075              1075                 1075
#   0.00 "EUR"     1075              1075                 1075
#   0.00 "HT"      0.00 "12t"        1075                 1075
#   0.00 "mois"    0.00 "12ois"      1075                 1075
#   0.00 "lignes"  0.00 "lignes"     1075                 1075
#   "dossier" 0    "10o00ier" 0      1902/12/10 00:00:00  1075
#   "ligne" 0      1075              1075                 1075
#   0 "mdv"        0 "1210v"         1902/12/10           1075
#   0 "lignes"     0 "lignes"        00:00:00             1075
#   0 "demandes"   0 "10e12an10es"   1902/12/10 00:00:00  1075
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv" && "$folder/venv/bin/pip" install -q xlsxwriter==3.3.1 xlsx2csv==0.8.6 pylightxl==1.61 openpyxl==3.1.5
PYTHONUTF8=1 "$folder/venv/bin/python" - "$folder" <<'PY' | tee "$folder/seen"
import csv
import os
import sys

import openpyxl
import pylightxl
import xlsxwriter
from xlsx2csv import Xlsx2csv

os.chdir(sys.argv[1])
WORDS = '0.00 "EUR"', '0.00 "HT"', '0.00 "mois"', '0.00 "lignes"', '"dossier" 0', '"ligne" 0', '0 "mdv"', '0 "lignes"', '0 "demandes"'
FORMATS = ("0.00", *WORDS)
with xlsxwriter.Workbook("amounts.xlsx") as book:
    sheet = book.add_worksheet()
    for row, form in enumerate(FORMATS):
        sheet.write_number(row, 0, 1075, book.add_format({"num_format": form}))
Xlsx2csv("amounts.xlsx").convert("amounts.csv")
with open("amounts.csv") as file:
    of_csv = [row[0] for row in csv.reader(file)]
of_pylightxl = [row[0] for row in pylightxl.readxl("amounts.xlsx").ws("Sheet1").rows]
of_openpyxl = [row[0] for row in openpyxl.load_workbook("amounts.xlsx").active.values]
for read in zip(FORMATS, of_csv, of_pylightxl, of_openpyxl, strict=True):
    print("{:<14} {:<17} {:<20} {}".format(*read))
PY
diff <(sed -n 's/^#   //p' "$0") "$folder/seen"
