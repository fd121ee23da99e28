#!/usr/bin/env bash
# Cells of an .ods file as a French spreadsheet shows them (odfpy 1.4.1), read by pandas 3.1.1 with its engine odf, by python-calamine 0.9.1
# and by pyexcel-ods3 0.6.1.
# Expected: each reads the value that the file holds in an attribute, whatever text the cell shows.
# Seen: pandas takes a boolean from the text, and knows TRUE alone: the true cell that shows VRAI is False, without a word. pyexcel-ods3
# makes the text "1075 EUR" of an amount in euros, and a number of the same one without a currency. calamine makes one word of a cell's two lines.
# What it prints:
#   holds      shows          pandas odf        calamine          pyexcel-ods3
#   true       VRAI           False             True              True
#   true       TRUE           True              True              True
#   1075       1 075,00 €     1075.0            1075.0            '1075 EUR'
#   1075       1 075,00       1075.0            1075.0            1075
#   00003      00003          '00003'           '00003'           '00003'
#   two lines  SIRET|inconnu  'SIRET\ninconnu'  'SIRETinconnu'    'SIRET\ninconnu'
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv" && "$folder/venv/bin/pip" install -q odfpy==1.4.1 pandas==3.1.1 python-calamine==0.9.1 pyexcel-ods3==0.6.1
PYTHONUTF8=1 "$folder/venv/bin/python" -W ignore - "$folder/cells.ods" <<'PY' | tee "$folder/seen"
import sys

import pandas
import pyexcel_ods3
import python_calamine
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import LineBreak, P

CELLS = (
    ("true", "VRAI", {"valuetype": "boolean", "booleanvalue": "true"}),
    ("true", "TRUE", {"valuetype": "boolean", "booleanvalue": "true"}),
    ("1075", "1 075,00 €", {"valuetype": "currency", "currency": "EUR", "value": "1075"}),
    ("1075", "1 075,00", {"valuetype": "float", "value": "1075"}),
    ("00003", "00003", {"valuetype": "string"}),
    ("two lines", "SIRET|inconnu", {"valuetype": "string"}),
)
book = OpenDocumentSpreadsheet()
table = Table(name="Feuille1")
book.spreadsheet.addElement(table)
for _, shown, value in CELLS:
    first, *others = shown.split("|")
    text = P(text=first)
    for other in others:
        text.addElement(LineBreak())
        text.addText(other)
    cell = TableCell(**value)
    cell.addElement(text)
    row = TableRow()
    row.addElement(cell)
    table.addElement(row)
book.save(sys.argv[1])
read = (
    pandas.read_excel(sys.argv[1], header=None, engine="odf", dtype=object)[0],
    (row[0] for row in python_calamine.CalamineWorkbook.from_path(sys.argv[1]).get_sheet_by_index(0).to_python()),
    (row[0] for row in pyexcel_ods3.get_data(sys.argv[1])["Feuille1"]),
)
print(f"{'holds':<10} {'shows':<14} {'pandas odf':<17} {'calamine':<17} pyexcel-ods3")
for (holds, shown, _), *values in zip(CELLS, *read, strict=True):
    print(f"{holds:<10} {shown:<14} {{!r:<17}} {{!r:<17}} {{!r}}".format(*values))
PY
diff <(sed -n 's/^#   //p' "$0") "$folder/seen"
