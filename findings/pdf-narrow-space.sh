#!/usr/bin/env bash
# An amount with the narrow no-break space (U+202F) of French number formats, drawn by reportlab 5.1.0 and read from the PDF by
# pypdf 7.1.1, pdfminer.six 20260107, pypdfium2 5.15.2 and pymupdf 2.0.
# Expected: some blank, or nothing, between 1 and 075,00; or reportlab refuses the character, which its Helvetica lacks.
# Seen: reportlab draws a black square from another font instead, without a word, and the readers do not agree on it: two read ■,
# pdfminer.six a letter n, pymupdf a capital I, so that 1 075,00 becomes 1I075,00. An ordinary no-break space is read as a space by
# all four.
# What it prints:
#   U+00A0
#   pypdf        'Total 1 075,00 EUR'
#   pdfminer.six 'Total 1 075,00 EUR'
#   pypdfium2    'Total 1 075,00 EUR'
#   pymupdf      'Total 1 075,00 EUR'
#   U+202F
#   pypdf        'Total 1\u25a0075,00\u25a0EUR'
#   pdfminer.six 'Total 1n075,00nEUR'
#   pypdfium2    'Total 1\u25a0075,00\u25a0EUR'
#   pymupdf      'Total 1I075,00IEUR'
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv" && "$folder/venv/bin/pip" install -q reportlab==5.1.0 pypdf==7.1.1 pdfminer.six==20260107 \
  pypdfium2==5.15.2 pymupdf==2.0
"$folder/venv/bin/python" - <<'PY' | tee "$folder/seen"
import io

import pdfminer.high_level
import pymupdf
import pypdf
import pypdfium2
from reportlab.pdfgen.canvas import Canvas

READERS = {
    "pypdf": lambda data: pypdf.PdfReader(io.BytesIO(data)).pages[0].extract_text(),
    "pdfminer.six": lambda data: pdfminer.high_level.extract_text(io.BytesIO(data)),
    "pypdfium2": lambda data: pypdfium2.PdfDocument(data)[0].get_textpage().get_text_range(),
    "pymupdf": lambda data: pymupdf.open(stream=data)[0].get_text(),
}
for space in ("\u00a0", "\u202f"):
    page = io.BytesIO()
    canvas = Canvas(page)
    canvas.setFont("Helvetica", 12)
    canvas.drawString(50, 700, f"Total 1{space}075,00{space}EUR")
    canvas.save()
    print(f"U+{ord(space):04X}")
    for name, read in READERS.items():
        print(f"{name:<12} {read(page.getvalue()).strip()!a}")
PY
diff <(sed -n 's/^#   //p' "$0") "$folder/seen"
