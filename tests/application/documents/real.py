"""Forty documents as suppliers send them, made by real programs: `python -m tests.application.documents.real DIR`.

Each has what is to be said of it; those whose programs are not installed are left out.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

PAGE = "convert -seed 1 -size 300x424 plasma:white-gray90 -depth 8 -fill black -draw 'rectangle 30,30 240,40'"
PNG = f"{PAGE} a.png"
NOISE = "convert -seed 2 -size 1100x1100 xc: +noise Random -depth 8"
PDF = "gs -q -o {} -sDEVICE=pdfwrite -c '90 90 moveto 400 0 rlineto stroke showpage'"


@dataclass(frozen=True)
class Made:
    """A document: what it is, its extension, the commands that make `out`, and words said of it, if any are."""

    name: str
    extension: str
    commands: str
    said: str = ""
    goes: bool = True

    @property
    def missing(self) -> list[str]:
        """Return the programs that it needs and that are not installed."""
        starts = (
            line.split()[0]
            for line in self.commands.replace("&&", "\n").replace("|", "\n").splitlines()
            if line.strip()
        )
        return sorted({each for each in starts if shutil.which(each) is None})

    def make(self, folder: Path, target: Path) -> None:
        """Make it in an empty folder, and put it in its place."""
        folder.mkdir(parents=True)
        subprocess.run(
            ["bash", "-euo", "pipefail", "-c", self.commands],
            cwd=folder,
            check=True,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=120,
            env={"PATH": os.environ["PATH"], "HOME": str(folder), "LANG": "C.UTF-8", "SOURCE_DATE_EPOCH": "1"},
        )
        shutil.copyfile(folder / "out", target)


def _pdf(commands: str = "mv a.pdf out") -> str:
    return f"{PDF.format('a.pdf')} && {commands}"


_CUT, _LOCKED, _EMPTY, _BEHIND = "coupé", "s’ouvre avec un mot de passe", "aucune page", "étrangers"
_CHROMIUM = "chromium --headless --no-sandbox --disable-gpu --disable-dev-shm-usage --user-data-dir=$HOME/p"
_OFFICE = "soffice -env:UserInstallation=file://$HOME/p --headless --convert-to"
_ENCRYPT = "qpdf --allow-weak-crypto --encrypt {} -- a.pdf out"

DOCUMENTS = (
    Made("photo", "jpg", f"{PAGE} jpg:out"),
    Made("progressive photo", "jpg", f"{PAGE} -interlace Plane jpg:out"),
    Made("CMYK photo", "jpg", f"{PAGE} -colorspace CMYK jpg:out"),
    Made("grey photo", "jpg", f"{PAGE} -colorspace Gray jpg:out"),
    Made(
        "photo with Exif",
        "jpg",
        f"{PAGE} a.jpg && convert a.jpg -resize 160 t.jpg && exiftool -q -Make=Canon -ISO=400 -Orientation#=6 "
        "'-ThumbnailImage<=t.jpg' -ExifByteOrder=II -UserComment='une facture' a.jpg && mv a.jpg out",
    ),
    Made("scan by Ghostscript", "jpg", _pdf("gs -q -o out -sDEVICE=jpeg -r150 a.pdf")),
    Made("page by poppler", "jpg", _pdf("pdftoppm -jpeg -singlefile a.pdf b && mv b.jpg out")),
    Made("cut photo", "jpg", f"{PAGE} jpg:a && head -c 2000 a >out", _CUT),
    Made("capture", "png", f"{PAGE} png:out"),
    Made("interlaced capture", "png", f"{PAGE} -interlace PNG png:out"),
    Made("capture of few colours", "png", f"{PAGE} -colors 16 png8:out"),
    Made("black and white scan", "png", _pdf("gs -q -o out -sDEVICE=pngmono -r300 a.pdf")),
    Made("cut capture", "png", f"{PAGE} png:a && head -c 2000 a >out", _CUT),
    Made("heavy capture", "png", f"{NOISE} png:out", "de trop", goes=False),
    Made("PDF by Ghostscript", "pdf", _pdf()),
    Made("PDF of an image by Ghostscript", "pdf", _pdf("gs -q -o out -sDEVICE=pdfimage24 -r100 a.pdf")),
    Made("PDF by img2pdf", "pdf", f"{PAGE} a.jpg && img2pdf a.jpg -o out"),
    Made("PDF for the web", "pdf", _pdf("qpdf --linearize a.pdf out")),
    Made("packed PDF", "pdf", _pdf("qpdf --object-streams=generate a.pdf out")),
    Made("united PDF", "pdf", _pdf("pdfunite a.pdf a.pdf out")),
    Made("PDF by cairo", "pdf", _pdf("pdftocairo -pdf a.pdf out")),
    Made("PDF by MuPDF", "pdf", _pdf("mutool clean a.pdf b.pdf && mv b.pdf out")),
    Made("PDF by Chromium", "pdf", f"{_CHROMIUM} --print-to-pdf=$HOME/out about:blank"),
    Made("PDF by LibreOffice", "pdf", f"printf 'a;b' >a.csv && {_OFFICE} pdf a.csv && mv a.pdf out"),
    Made("PDF that may not be printed", "pdf", _pdf(_ENCRYPT.format("'' proprietaire 256 --print=none"))),
    Made("old PDF that may not be printed", "pdf", _pdf(_ENCRYPT.format("'' proprietaire 128 --print=none"))),
    Made("PDF with a password", "pdf", _pdf(_ENCRYPT.format("secret proprietaire 256")), _LOCKED),
    Made("old PDF with a password", "pdf", _pdf(_ENCRYPT.format("secret proprietaire 40")), _LOCKED),
    Made("cut PDF", "pdf", _pdf("head -c 900 a.pdf >out"), _CUT),
    Made("PDF without a page", "pdf", "qpdf --empty out", _EMPTY),
    Made("packed PDF without a page", "pdf", "qpdf --empty --object-streams=generate out", _EMPTY),
    Made("PDF for a printer", "pdf", _pdf("printf '\\33%%-12345X@PJL\\r\\n' >out && cat a.pdf >>out"), _BEHIND),
    Made("telephone's photo", "jpg", f"{PNG} && heif-enc a.png -o b.heic && mv b.heic out", "HEIC", goes=False),
    Made("AVIF", "jpg", f"{PNG} && avifenc -s 10 a.png b.avif && mv b.avif out", "AVIF", goes=False),
    Made("JPEG XL", "jpg", f"{PNG} && cjxl -e 1 a.png b.jxl && mv b.jxl out", "JPEG XL", goes=False),
    Made("JPEG 2000", "jpg", f"{PNG} && opj_compress -i a.png -o b.jp2 && mv b.jp2 out", "JPEG 2000", goes=False),
    Made("WebP", "png", f"{PNG} && cwebp -quiet a.png -o out", "WebP", goes=False),
    Made("scan in TIFF", "jpg", f"{PAGE} tiff:out", "TIFF", goes=False),
    Made("workbook", "pdf", f"printf 'a;b' >a.csv && {_OFFICE} xlsx a.csv && mv a.xlsx out", "Excel", goes=False),
    Made("XPS", "pdf", _pdf("gs -q -o out -sDEVICE=xpswrite a.pdf"), "XPS", goes=False),
)  # fmt: skip


def main(folder: Path) -> None:
    """Make all documents that this machine can make."""
    folder.mkdir(parents=True)
    for number, document in enumerate(DOCUMENTS, 1):
        if document.missing:
            print(f"{document.name}: no {', '.join(document.missing)}")
        else:
            document.make(folder / f".{number}", folder / f"MDV-LGC-Va1-FACTURE-{number:05d}.{document.extension}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
