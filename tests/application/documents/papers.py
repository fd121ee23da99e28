"""PDFs of one page or none for tests, in every form that readers open, and images of a few bytes."""

from __future__ import annotations

import zlib
from base64 import b64decode
from collections.abc import Mapping, Sequence
from itertools import pairwise

JPEG = b64decode(
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQc1tdhbWGkJ6jq62r"
    "Z4C8ybqmx5moq6T/wAALCAAJAAkBAREA/8QAFQABAQAAAAAAAAAAAAAAAAAAAAb/xAAUEAEAAAAAAAAAAAAAAAAAAAAA"
    "/9oACAEBAAA/AKYB/9k="
)
"""A grey image of 9 × 9 points, as ImageMagick writes it."""
PROGRESSIVE_JPEG = b64decode(
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDACgcHiMeGSgjISMtKygwPGRBPDc3PHtYXUlkkYCZlo+AjIqgtObDoKrarYqMyP/L2u71////m8"
    "H////6/+b9//j/wgALCAAMAAwBAREA/8QAFgABAQEAAAAAAAAAAAAAAAAAAQID/9oACAEBAAAAAcAn/8QAFBABAAAAAAAAAAAAAAAAAAAAIP"
    "/aAAgBAQABBQIf/8QAFBABAAAAAAAAAAAAAAAAAAAAIP/aAAgBAQAGPwIf/8QAFhABAQEAAAAAAAAAAAAAAAAAEQAQ/9oACAEBAAE/IWd//9"
    "oACAEBAAAAEB//xAAZEAADAAMAAAAAAAAAAAAAAAAAAREhMXH/2gAIAQEAAT8Q3jwdFrQ26f/Z"
)
"""One in several scans."""


def png(width: int = 4, height: int = 4, *, pieces: int = 2) -> bytes:
    """Return a white image; its points may stand in several pieces."""
    packed = zlib.compress((b"\0" + b"\xff" * width) * height)
    step = max(1, len(packed) // pieces)
    points = [packed[at : at + step] for at in range(0, len(packed), step)]
    head = width.to_bytes(4) + height.to_bytes(4) + b"\x08\0\0\0\0"
    chunks = [(b"IHDR", head), *((b"IDAT", each) for each in points), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(png_chunk(kind, content) for kind, content in chunks)


def png_chunk(kind: bytes, content: bytes) -> bytes:
    """Return a piece of a PNG."""
    return len(content).to_bytes(4) + kind + content + zlib.crc32(kind + content).to_bytes(4)


CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"


def pages(count: int = 1) -> list[bytes]:
    """Return the objects of a document with so many pages, from the first."""
    kids = b" ".join(b"%d 0 R" % number for number in range(3, count + 3))
    return [CATALOG, b"<< /Type /Pages /Kids [%b] /Count %d >>" % (kids, count), *[PAGE] * count]


def pdf(objects: Sequence[bytes], trailer: bytes = b"", *, ahead: bytes = b"", shifted: bool = True) -> bytes:
    """Return a PDF with a plain table; with bytes ahead, its places count from the PDF on, or from all."""
    text = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    first = 0 if shifted else len(ahead)
    places = []
    for number, each in enumerate(objects, 1):
        places.append(first + len(text))
        text += b"%d 0 obj\n%b\nendobj\n" % (number, each)
    start = first + len(text)
    text += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    text += b"".join(b"%010d 00000 n \n" % place for place in places)
    text += b"trailer\n<< /Size %d /Root 1 0 R %b >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        trailer,
        start,
    )
    return ahead + bytes(text)


def updated(before: bytes, changed: Mapping[int, bytes], trailer: bytes = b"") -> bytes:
    """Return a PDF with changed objects behind it, as signing and filling in a form leave it."""
    text, previous = bytearray(before), int(before.split()[-2])
    places = {}
    for number, each in changed.items():
        places[number] = len(text)
        text += b"%d 0 obj %b endobj\n" % (number, each)
    start = len(text)
    text += b"xref\n" + b"".join(b"%d 1\n%010d 00000 n \n" % (number, place) for number, place in places.items())
    text += b"trailer << /Size 99 /Root 1 0 R /Prev %d %b >>\nstartxref\n%d\n%%%%EOF" % (previous, trailer, start)
    return bytes(text)


def packed_pdf(objects: Sequence[bytes], *, is_summed: bool = True, ranges: bool = False) -> bytes:
    """Return a PDF whose objects stand in one stream and their table in another, in differences or not."""
    text = bytearray(b"%PDF-1.5\n")
    offsets = [0]
    for each in objects:
        offsets.append(offsets[-1] + len(each) + 1)
    head = b" ".join(b"%d %d" % each for each in enumerate(offsets[:-1], 1)) + b" "
    group, table = len(objects) + 1, len(objects) + 2
    content = zlib.compress(head + b" ".join(objects))
    place = len(text)
    text += (
        b"%d 0 obj\n<< /Type /ObjStm /N %d /First %d /Filter /FlateDecode /Length %d >>\n"
        b"stream\n%b\nendstream\nendobj\n" % ((group, len(objects), len(head), len(content), content))
    )
    start = len(text)
    rows = [bytes(6)]
    rows += [b"\2" + group.to_bytes(4) + bytes([index]) for index in range(len(objects))]
    rows += [b"\1" + each.to_bytes(4) + b"\0" for each in (place, start)]
    if is_summed:
        differences = [
            bytes((b - a) & 0xFF for a, b in zip(*each, strict=True)) for each in pairwise([bytes(6), *rows])
        ]
        rows = [b"\2" + each for each in differences]
    parts = b"/Index [0 2 2 %d]" % (table - 1) if ranges else b""
    filtered = b"/DecodeParms << /Predictor 12 /Columns 6 >>" if is_summed else b""
    content = zlib.compress(b"".join(rows))
    text += (
        b"%d 0 obj\n<< /Type /XRef /W [1 4 1] /Size %d /Root 1 0 R %b %b /Filter /FlateDecode /Length %d >>\n"
        b"stream\r\n" % ((table, table + 1, parts, filtered, len(content)))
    )
    text += content + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % start
    return bytes(text)
