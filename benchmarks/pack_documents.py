"""Print how long packing documents takes and the most memory it needs: 1 GB of them beside 10 MB.

Run it from the project's folder: `.venv/bin/python benchmarks/pack_documents.py [folder with 2.2 GB free]`.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

LINES = {"10 MB": 2, "1 GB": 200}
DOCUMENT = 2_500_000
"""Bytes of each of a demande's two documents."""

PROGRAM = "import sys; from segur_tui.__main__ import main; sys.exit(main(sys.argv[1:]))"


def claim(lines: int) -> dict[str, object]:
    sample = next(Path("samples/tout-accepte").glob("*.json")).read_text(encoding="utf-8")
    model = json.loads(sample)
    demande = model["lignesImport"][0] | {"codeTraitement": None, "libelleTraitement": None}
    demandes = []
    for number in range(1, lines + 1):
        pieces = [
            {"nomFichier": f"MDV-LGC-Va1-{kind}-{number:05d}.pdf", "formatFichier": "PDF", "typeFichier": kind}
            for kind in ("FACTURE", "VA")
        ]
        own = {"numLigne": number, "numeroEditeur": f"{number:05d}", "numeroASP": f"FINMDV{number:06d}"}
        demandes.append(demande | own | {"piecesjustificatives": pieces})
    return model | {"impId": None, "lignesImport": demandes}


def prepare(folder: Path, lines: int) -> Path:
    tree = claim(lines)
    pieces = folder / "pieces"
    pieces.mkdir(parents=True)
    for number in range(1, lines + 1):
        for kind in ("FACTURE", "VA"):
            content = b"%PDF-1.7\n" + os.urandom(DOCUMENT - 14) + b"%%EOF"
            (pieces / f"MDV-LGC-Va1-{kind}-{number:05d}.pdf").write_bytes(content)
    text = json.dumps(tree, ensure_ascii=False, indent=2)
    path = folder / f"JSON-{tree['numeroAns']}-20261005-001.json"
    path.write_text(text.replace('"montantSegurHTFacture": 1075.0,', '"montantSegurHTFacture": 1075.00,'))
    return path


def pack(path: Path) -> tuple[float, int, list[int]]:
    """Export in a process of its own; return its seconds, its most memory in KiB, the bytes of its zip files."""
    out = path.parent / "out"
    arguments = ["export", str(path), "--documents", str(path.parent / "pieces"), "--output", str(out)]
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, *arguments],
        stdout=subprocess.DEVNULL,
        env=os.environ | {"XDG_STATE_HOME": str(path.parent / "state")},
    )
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"the export ended with {process.returncode}")
    return seconds, used.ru_maxrss, sorted(file.stat().st_size for file in out.glob("*.zip"))


def copy(path: Path) -> float:
    """Return the seconds that copying the same bytes to one file takes, as a yardstick."""
    start = time.perf_counter()
    with (path.parent / "yardstick").open("wb") as target:
        for document in sorted((path.parent / "pieces").iterdir()):
            target.write(document.read_bytes())
        target.flush()
        os.fsync(target.fileno())
    return time.perf_counter() - start


def main() -> None:
    print(f"{'documents':10} {'seconds':>8} {'peak MiB':>9} {'copy alone, s':>14}  zip files, bytes")
    with tempfile.TemporaryDirectory(dir=sys.argv[1] if len(sys.argv) > 1 else None) as folder:
        for name, lines in LINES.items():
            path = prepare(Path(folder) / name, lines)
            seconds, peak, sizes = pack(path)
            print(f"{name:10} {seconds:8.2f} {peak / 1024:9.1f} {copy(path):14.2f}  {', '.join(map(str, sizes))}")
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"(this script itself, which starts the exports: {own:.1f} MiB)")


if __name__ == "__main__":
    main()
