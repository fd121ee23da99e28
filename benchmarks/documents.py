"""Print how long one document takes to judge, and the most memory it needs: at most 20 ms, whatever it weighs.

Run it from the project's folder: `.venv/bin/python -m benchmarks.documents`.
"""

from __future__ import annotations

import os
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

from benchmarks.figures import median, say_load, show, verdict
from segur_tui.application.documents.inspection import opened_as, opened_folder
from segur_tui.application.documents.survey import doubts
from tests.application.documents.papers import JPEG, packed_pdf, pages, pdf, png, png_chunk
from tests.application.documents.test_content import boxes

HEAVY = 2_900_000
MOST_MS = 20
TIMES = 9


def noise(length: int) -> bytes:
    """Return bytes as an image's data has them: behind FF stands nothing that ends it."""
    return os.urandom(length).replace(b"\xff", b"\xfe")


DOCUMENTS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "photo": ("JPG", lambda: JPEG[:-2] + noise(HEAVY) + JPEG[-2:]),
    "photo with a film behind it": ("JPG", lambda: JPEG[:-2] + noise(HEAVY // 2) + JPEG[-2:] + noise(HEAVY // 2)),
    "cut photo": ("JPG", lambda: JPEG[:-2] + noise(HEAVY)),
    "photo, every second byte FF": ("JPG", lambda: JPEG[:-2] + b"\xff\0" * (HEAVY // 2) + b"\0" * 99),
    "scan": ("PNG", lambda: png()[:33] + png_chunk(b"IDAT", noise(HEAVY)) + png()[-12:]),
    "scan in small pieces": (
        "PNG",
        lambda: png()[:33] + png_chunk(b"IDAT", noise(8192)) * (HEAVY // 8204) + png()[-12:],
    ),
    "cut scan in small pieces": ("PNG", lambda: png()[:33] + png_chunk(b"IDAT", noise(8192)) * (HEAVY // 8204)),
    "PDF": ("PDF", lambda: pdf([*pages(), b"<< >> stream\n%b\nendstream" % noise(HEAVY)])),
    "PDF of 20,000 objects": ("PDF", lambda: pdf([*pages(), *[b"<< /A 1 >>"] * 20_000])),
    "PDF of 200 packed objects": ("PDF", lambda: packed_pdf(pages(200))),
    "PDF without its end, in zeros": ("PDF", lambda: pdf(pages())[:-20] + bytes(HEAVY)),
    "HEIC photo": ("JPG", lambda: boxes(b"heic", b"mif1") + noise(HEAVY)),
}


def judged(folder: int, name: str, file_format: str) -> None:
    """Judge a document as an export does."""
    try:
        with opened_as(folder, name, file_format) as (file, size):
            doubts(file, size, file_format)
    except Exception as why:  # noqa: BLE001 (a refusal is a judgement)
        del why


def main() -> None:
    """Judge each kind several times."""
    rows = []
    with tempfile.TemporaryDirectory() as place, opened_folder(Path(place)) as folder:
        for name, (file_format, make) in DOCUMENTS.items():
            (Path(place) / "document").write_bytes(make())
            times = []
            for _ in range(TIMES):
                start = time.process_time()
                judged(folder, "document", file_format)
                times.append(1000 * (time.process_time() - start))
            tracemalloc.start()
            judged(folder, "document", file_format)
            peak = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
            rows.append(
                (name, f"{median(times):.2f}", f"{max(times):.2f}", peak // 1024, verdict(median(times), MOST_MS))
            )
    show("One document", ("document", "CPU ms", "most ms", "peak KiB", f"≤ {MOST_MS} ms"), rows)
    say_load()


if __name__ == "__main__":
    main()
