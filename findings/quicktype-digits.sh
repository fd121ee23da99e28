#!/usr/bin/env bash
# quicktype-core 26.0.0 (npm; needs node 20): Python classes made from a sample of a claim file, whose numbers of dossiers are texts.
# Expected: a text in the sample is a text in the class; what the class reads it writes back.
# Seen: short texts of digits become `int` if none in the sample begins with a zero. The class then reads the dossier "00003" of a
# later file without complaint, and writes "3": another dossier. With one "00003" in the sample the same balise is a `str`. Longer
# texts of digits (SIRET, RPPS) stay texts either way.
# What it prints:
#   sample 12345, 12346: numeroEditeur: int; SIRET: str; reads 00003, writes 3
#   sample 00003, 12346: numeroEditeur: str; SIRET: str; reads 00003, writes 00003
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
npm install --silent --no-audit --no-fund --prefix "$folder" quicktype-core@26.0.0
for sample in 12345 00003; do
  NODE_PATH="$folder/node_modules" node - "$sample" >"$folder/claim.py" <<'JS'
const { quicktype, InputData, jsonInputForTargetLanguage } = require("quicktype-core");

(async () => {
  const line = (number) => ({ numeroEditeur: number, SIRET: "44120938400029", montant: 1075.5 });
  const source = jsonInputForTargetLanguage("python");
  await source.addSource({ name: "Line", samples: [JSON.stringify(line(process.argv[2])), JSON.stringify(line("12346"))] });
  const input = new InputData();
  input.addInput(source);
  console.log((await quicktype({ inputData: input, lang: "python" })).lines.join("\n"));
})();
JS
  PYTHONPATH="$folder" python3 -B - "$sample" <<'PY'
import sys

import claim

kinds = claim.Line.__annotations__
kinds = "; ".join(f"{balise}: {kinds[name].__name__}" for balise, name in (("numeroEditeur", "numero_editeur"), ("SIRET", "siret")))
later = {"numeroEditeur": "00003", "SIRET": "44120938400029", "montant": 1075.5}
back = claim.line_to_dict(claim.line_from_dict(later))
print(f"sample {sys.argv[1]}, 12346: {kinds}; reads {later['numeroEditeur']}, writes {back['numeroEditeur']}")
PY
done | tee "$folder/seen"
diff <(sed -n 's/^#   //p' "$0") "$folder/seen"
