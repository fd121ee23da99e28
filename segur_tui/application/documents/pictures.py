"""What keeps a photo or a scan from being seen, by its structure: a cut end, or no image in it."""

from __future__ import annotations

import re
from typing import BinaryIO

from segur_tui.application.documents.content import TAIL, read_at

_CUT = "la fin de l’image manque : fichier coupé, à reprendre entier"
_NONE = "ne contient pas d’image : l’ouvrir pour vérifier, l’enregistrer de nouveau"
_RARE = "est codée d’une manière que des lecteurs n’ouvrent pas : l’enregistrer de nouveau"
_MOST_PIECES = 4_000
"""Pieces of an image that are looked at: a photo has dozens, a scan hundreds."""

_START_OF_SCAN, _END_OF_IMAGE = 0xDA, 0xD9
_FRAMES = frozenset({0xC0, 0xC1, 0xC2})
_RARE_FRAMES = frozenset({*range(0xC3, 0xD0), 0xF7} - {0xC4, 0xC8, 0xCC})
"""The frames of images without loss, in arithmetic codes, of JPEG-LS."""
_MARKER = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")
"""A marker among the data of an image: neither one of its own bytes nor a restart."""
_MARKER_AND_LENGTH = 4
_PADDING = b"\0\r\n \x1a"
_AT_END = 64

_PNG_HEAD = 33
"""Bytes of the signature of a PNG and of its first piece, which has its size."""
_AROUND_PIECE = 12
_END_OF_PNG = b"\0\0\0\0IEND\xae\x42\x60\x82"


def fault_of_jpeg(file: BinaryIO, size: int) -> str:
    """Return in French what keeps a JPEG of a size in bytes from being seen, or nothing; raises OSError."""
    position, has_frame, has_scan = 2, False, False
    for _ in range(_MOST_PIECES):
        start = _next_marker(file, position)
        head = b"" if start is None else read_at(file, start, _MARKER_AND_LENGTH)
        if start is None or (len(head) < _MARKER_AND_LENGTH and head[1] != _END_OF_IMAGE):
            return _CUT
        marker = head[1]
        if marker == _END_OF_IMAGE:
            return "" if has_frame and has_scan else _NONE
        position = start + 2 + int.from_bytes(head[2:])
        if marker in _RARE_FRAMES:
            return _RARE
        has_frame |= marker in _FRAMES
        if marker == _START_OF_SCAN:
            has_scan = True
            end = read_at(file, max(position, size - _AT_END), _AT_END).rstrip(_PADDING)
            if has_frame and end.endswith(b"\xff\xd9"):
                return ""
    return ""


def _next_marker(file: BinaryIO, position: int) -> int | None:
    """Return where the next marker stands, as readers find it: behind whatever is none."""
    length = _MARKER_AND_LENGTH
    while chunk := read_at(file, position, length):
        if found := _MARKER.search(chunk):
            return position + found.start()
        position += len(chunk) - (len(chunk) > 1 and chunk.endswith(b"\xff"))
        length = TAIL
    return None


def fault_of_png(file: BinaryIO, size: int) -> str:
    """Return in French what keeps a PNG of a size in bytes from being seen, or nothing; raises OSError."""
    head = read_at(file, 0, _PNG_HEAD)
    if len(head) < _PNG_HEAD:
        return _CUT
    if head[12:16] != b"IHDR" or not (any(head[16:20]) and any(head[20:24])):
        return _NONE
    position, has_image = _PNG_HEAD, False
    for _ in range(_MOST_PIECES):
        piece = read_at(file, position, 8)
        position += _AROUND_PIECE + int.from_bytes(piece[:4])
        if not piece[4:].isalpha() or position > size:
            return _CUT
        if piece[4:] == b"IEND":
            return "" if has_image else _NONE
        if piece[4:] == b"IDAT" and not has_image:
            has_image = True
            if read_at(file, max(position, size - TAIL), TAIL).rstrip(_PADDING).endswith(_END_OF_PNG):
                return ""
    return ""
