"""The format of a document by its own bytes: one of the three that may go, or another with the way out of it."""

from __future__ import annotations

import re
from typing import BinaryIO

from segur_tui.format.value_type import value_type
from segur_tui.format.wording import typeset

HEAD = 2048
"""First bytes of a document that are looked at."""
TAIL = 65_536
"""Last bytes of a document that are looked at."""
FARTHEST_PDF = 1024
"""Bytes of something else behind which most readers still find a PDF (PDF 1.7, implementation note 13)."""

_JPEG = re.compile(rb"\xff\xd8\xff[\xc0-\xc7\xc9-\xcf\xda\xdb\xdd\xe0-\xef\xfe\xff]")
"""The start of an image, and the marker of a segment that may follow it."""
_PNG = b"\x89PNG\r\n\x1a\n"
_PDF = re.compile(rb"%PDF-\d")
_CHANCE = 3
"""Bytes, but for filling, that may stand at a start by chance."""
_EXTENSION = re.compile(r"\.[a-z0-9]{2,8}")

_SAVED, _EXPORTED, _OPENED = "l’enregistrer en {}", "l’exporter en {}", "en sortir le document lui-même"
_SENT_AGAIN = "redemander le document lui-même"


@value_type
class ForeignFormat:
    """A format that no document has: its words with their article, and the way to a document, in French."""

    words: str
    way: str = _SAVED

    def instead_of(self, wanted: str) -> str:
        """Return what the file is instead of a wanted format, and what helps."""
        return typeset(f"mais {self.words} : {self.way.format(wanted)}")


_HEIC, _AVIF = ForeignFormat("une photo HEIC d’un téléphone"), ForeignFormat("une image AVIF")
_JPEG_2000, _JPEG_XL = ForeignFormat("une image JPEG 2000"), ForeignFormat("une image JPEG XL")
_TIFF = ForeignFormat("une image TIFF, comme en font les scanners")
_POSTSCRIPT = ForeignFormat("un fichier PostScript", _EXPORTED)
_XPS = ForeignFormat("un document XPS", _EXPORTED)
_OLD_OFFICE = ForeignFormat("un ancien document Office ou un message Outlook (.doc, .xls, .msg)", _EXPORTED)
_SHORTCUT = ForeignFormat("un raccourci", "copier le fichier qu’il désigne")
_VIDEO = ForeignFormat("une vidéo", _SENT_AGAIN)

_AHEAD = rb"(?:\xef\xbb\xbf)?(?:(?><\?xml[^>]*>|<!--.*?-->|\s))*+"
"""What may stand before the first element of a page."""
_STARTS = (
    (b"\0\0\0\x0cjP  \r\n\x87\n", _JPEG_2000),
    (b"\xff\x4f\xff\x51", _JPEG_2000),
    (b"\0\0\0\x0cJXL \r\n\x87\n", _JPEG_XL),
    (b"\xff\x0a", _JPEG_XL),
    (b"\xff\xd8\xff\xf7", ForeignFormat("une image JPEG-LS")),
    (b"\xff\xd8", ForeignFormat("un JPG abîmé dès son début", _SENT_AGAIN)),
    (b"II\x2a\0", _TIFF),
    (b"MM\0\x2a", _TIFF),
    (b"II\x2b\0", _TIFF),
    (b"MM\0\x2b", _TIFF),
    (b"II\xbc\x01", ForeignFormat("une image JPEG XR")),
    (b"GIF8", ForeignFormat("une image GIF")),
    (b"\x8bJNG", ForeignFormat("une image JNG")),
    (b"\x8aMNG", ForeignFormat("une image MNG")),
    (b"8BPS", ForeignFormat("une image Photoshop")),
    (b"\0\0\1\0", ForeignFormat("une icône")),
    (b"AT&TFORM", ForeignFormat("un document DjVu", _EXPORTED)),
    (b"%!PS", _POSTSCRIPT),
    (b"\xc5\xd0\xd3\xc6", _POSTSCRIPT),
    (b"{\\rtf", ForeignFormat("un document RTF", _EXPORTED)),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", _OLD_OFFICE),
    (b"L\0\0\0\x01\x14\x02\0", _SHORTCUT),
    (b"[InternetShortcut]", _SHORTCUT),
    (b"\0\x05\x16\x07", ForeignFormat("une annexe de macOS, et non le document", _SENT_AGAIN)),
    (b"7z\xbc\xaf\x27\x1c", ForeignFormat("une archive 7z", _OPENED)),
    (b"Rar!\x1a\x07", ForeignFormat("une archive RAR", _OPENED)),
    (b"\x1f\x8b", ForeignFormat("une archive gzip", _OPENED)),
)
"""What stands at the very start of other formats that come under the name of a document."""
_BRANDS = (
    (rb"avi[fs]", _AVIF),
    (rb"he[iv][cxmsf]|mif1|msf1", _HEIC),
    (rb"jp[2xm] ", _JPEG_2000),
    (rb"crx ", ForeignFormat("une photo brute")),
)
"""The brands of files made of boxes; any other is a video's."""
_PARTS = (
    (b"word/", ForeignFormat("un document Word (.docx)", _EXPORTED)),
    (b"xl/", ForeignFormat("un classeur Excel (.xlsx)", _EXPORTED)),
    (b"ppt/", ForeignFormat("une présentation PowerPoint (.pptx)", _EXPORTED)),
    (b".fpage", _XPS),
    (b".fdseq", _XPS),
    (b"application/vnd.oasis.opendocument", ForeignFormat("un document LibreOffice", _EXPORTED)),
    (b"Index/Document.iwa", ForeignFormat("un document Pages", _EXPORTED)),
    (b"", ForeignFormat("une archive ZIP", _OPENED)),
)
"""The names in a zip file that say what it is."""
_PATTERNS = (
    (rb"RIFF.{4}WEBP", ForeignFormat("une image WebP")),
    (rb"RIFF.{4}AVI ", _VIDEO),
    (rb"BM.{4}\0{4}", ForeignFormat("une image BMP")),
    (
        rb"0.{0,40}\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02",
        ForeignFormat("une enveloppe signée (.p7m)", _OPENED),
    ),
    (rb".{128}DICM", ForeignFormat("une image médicale DICOM")),
    (rb"\0+$", ForeignFormat("un fichier rempli de zéros", _SENT_AGAIN)),
    (_AHEAD + rb"<(?:!doctype\s+|\w+:)?svg\b", ForeignFormat("un dessin SVG", _EXPORTED)),
    (_AHEAD + rb"<(?:!doctype\s+html|html|head|body|script)\b", ForeignFormat("une page web", _SENT_AGAIN)),
    (_AHEAD + rb"<[?!\w]", ForeignFormat("un fichier XML", _SENT_AGAIN)),
    (
        rb"(?:From|To|Date|Subject|Return-Path|Received|MIME-Version|Delivered-To|Message-ID|X-[\w-]+): ?\S",
        ForeignFormat("un courriel", _OPENED),
    ),
)
"""The first bytes of other formats that are no fixed ones; of letters, the case may vary."""
_FAR_PDF = ForeignFormat("un PDF derrière trop d’autres octets", "l’ouvrir, puis l’enregistrer en PDF")
_TEXT, _PLAIN = ForeignFormat("un texte simple", _EXPORTED), rb"\xff\xfe|\xfe\xff|[\t\n\f\r\x1b -~\x80-\xff]+$"


def format_of(head: bytes) -> str | None:
    """Return PDF, PNG, JPG, or None: the format of a file of these first bytes.

    Its signature counts where it must stand, and nothing behind it; a PDF may stand behind a byte order mark,
    line ends, printer lines.
    """
    if _JPEG.match(head):
        return "JPG"
    if head.startswith(_PNG):
        return "PNG"
    return "PDF" if start_of_pdf(head) is not None else None


def start_of_pdf(head: bytes) -> int | None:
    """Return how many bytes stand before a PDF; None where there is none that most readers find."""
    if head.startswith(b"%PDF-"):
        return 0
    found = _PDF.search(head, 0, FARTHEST_PDF + len("%PDF-1"))
    return None if found is None or _known(head, b"") is not None else found.start()


def content_format(file: BinaryIO) -> str | None:
    """Return the format of a document, as `format_of`; it is then read from its start. Raises OSError."""
    head = read_at(file, 0, HEAD)
    file.seek(0)
    return format_of(head)


def other_than(wanted: str, file: BinaryIO, size: int) -> str:
    """Return in French what a file is that is no document of a wanted format, and what helps; raises OSError."""
    if not size:
        return typeset(": il est vide")
    head = read_at(file, 0, HEAD)
    if (actual := format_of(head)) is not None:
        return typeset(f"mais un {actual} : le nommer et le déclarer {actual}, ou l’enregistrer en {wanted}")
    found = _known(head, read_at(file, max(0, size - TAIL), TAIL)) or _far(head) or _plain(head) or _guessed(head)
    if found is None:
        return typeset(f": ses premiers octets disent autre chose ; l’ouvrir, puis l’enregistrer en {wanted}")
    return found.instead_of(wanted)


def read_at(file: BinaryIO, start: int, length: int) -> bytes:
    """Return up to so many bytes of a file from a place on; raises OSError."""
    file.seek(start)
    return file.read(length)


def _known(head: bytes, tail: bytes) -> ForeignFormat | None:
    """Return the format of a file by what stands where it must, or None."""
    if head[4:8] == b"ftyp":
        brands = head[8 : max(16, min(int.from_bytes(head[:4]), 256))]
        return next((found for brand, found in _BRANDS if re.search(brand, brands)), _VIDEO)
    if head.startswith(b"PK\x03\x04"):
        return next(found for part, found in _PARTS if part in head or part in tail)
    fixed = (found for start, found in _STARTS if head.startswith(start))
    flags = re.DOTALL | re.IGNORECASE
    return next(fixed, None) or next((found for each, found in _PATTERNS if re.match(each, head, flags)), None)


def _far(head: bytes) -> ForeignFormat | None:
    return _FAR_PDF if _PDF.search(head, FARTHEST_PDF) else None


def _plain(head: bytes) -> ForeignFormat | None:
    return _TEXT if re.match(_PLAIN, head) else None


def _guessed(head: bytes) -> ForeignFormat | None:
    """Return the format that a library knows by what stands at the very start, and at no other place."""
    import puremagic  # rarely needed

    try:
        matches = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError):
        return None
    starts = (each for each in matches if head.startswith(each.byte_match))
    at_start = (each for each in starts if len(each.byte_match.strip(b"\0\xff")) > _CHANCE)
    found = next((each.extension for each in at_start if _EXTENSION.fullmatch(each.extension)), None)
    return None if found is None else ForeignFormat(f"sans doute un fichier {found}", _SENT_AGAIN)
