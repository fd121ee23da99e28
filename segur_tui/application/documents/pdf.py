"""What keeps a PDF from being read, by its structure: a cut end, a password, no page. No page is drawn."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from segur_tui.application.documents.content import HEAD, TAIL, read_at, start_of_pdf
from segur_tui.application.documents.pdf_password import opens_without_password
from segur_tui.application.documents.pdf_values import Reference, UnreadPiece, Value, dictionary_in
from segur_tui.format.value_type import value_type
from segur_tui.format.wording import counted

_CUT = "la fin du PDF manque : fichier coupé, à reprendre entier"
_LOCKED = "s’ouvre avec un mot de passe : l’ASP ne pourra pas la lire"
_PERHAPS_LOCKED = "est protégée : vérifier qu’elle s’ouvre sans mot de passe ni certificat, que l’ASP n’a pas"
_NO_PAGE = "ne contient aucune page"
_MOST_OPEN = "la plupart des lecteurs l’ouvrent, pas tous ; l’enregistrer de nouveau"
_DAMAGED = "sa table est abîmée, des lecteurs ne l’ouvrent pas : l’ouvrir pour vérifier, l’enregistrer de nouveau"
_BEHIND, _AHEAD = f"commence derrière {{}} : {_MOST_OPEN}", f"est suivie de {{}} : {_MOST_OPEN}"

_END_MARK, _OBJECT = b"%%EOF", re.compile(rb"\d\s+\d+\s+obj\b")
_ENCRYPTED = re.compile(rb"/Encrypt\b")
_PADDING = b"\0\r\n\t \x1a"
_NEAR_END = 1024
"""Last bytes of a PDF among which readers look for its end mark."""
_AT_ONCE = 16_384
"""Bytes in which an object is looked for."""
_LARGEST_TABLE = 1 << 18
"""Bytes of a table or a group of objects, once unpacked, that are looked through."""
_MOST_SECTIONS, _MOST_TABLES = 64, 2_000
_ENTRY = 20
"""Bytes of an object in a plain table."""
_COLUMNS, _WIDEST, _AS_ABOVE = 3, 8, 2
"""The columns of a packed table, their largest width, the filter of rows given as differences from the last."""
_LINEAR = re.compile(rb"<<[^>]*/Linearized\b[^>]*>>")
_START = re.compile(rb"startxref\s+(\d{1,12})")
_HEADER = re.compile(rb"[\s\0]*(\d+)[\s\0]+\d+[\s\0]+obj\b")
_SUBSECTION = re.compile(rb"[\s\0]*(\d{1,9})[ \t]+(\d{1,9})[ \t]*[\r\n]+")
_TRAILER = re.compile(rb"[\s\0]*trailer\b")
_STREAM = re.compile(rb"[\s\0]*stream\r?\n")


def faults_of_pdf(file: BinaryIO, size: int) -> Iterator[str]:
    """Yield in French what may keep a PDF of a size in bytes from being read; raises OSError."""
    head = read_at(file, 0, HEAD)
    start = start_of_pdf(head) or 0
    if start:
        yield _BEHIND.format(counted(start, "octet étranger"))
    tail = _tail(file, size)
    end = tail.rfind(_END_MARK)
    if end < 0 or _OBJECT.search(tail, end) or _announced(head[start:]) > size - start:
        yield _CUT
        return
    if (behind := len(tail) - end - len(_END_MARK)) > _NEAR_END:
        yield _AHEAD.format(counted(behind, "octet étranger"))
    try:
        pdf = _Pdf(file, start, size)
        pdf.read_sections(_last_start(tail, end))
        yield from pdf.faults()
    except (
        UnreadPiece,
        IndexError,
        ValueError,
        zlib.error,
    ) as error:  # what is damaged, and what is not read here
        if isinstance(error, (_Misplaced, zlib.error)):
            yield _DAMAGED
        if _names_encryption(file, size):
            yield _PERHAPS_LOCKED


def _last_start(tail: bytes, end: int) -> int | None:
    """Return where the last table of objects starts, as the last bytes of a PDF say it before their end mark."""
    at = end
    while (at := tail.rfind(b"startxref", 0, at)) >= 0:  # a search for all of them takes longer than the rest
        if found := _START.match(tail, at, end):
            return int(found[1])
    return None


class _Misplaced(UnreadPiece):
    """A piece that is not where its file says."""


def _names_encryption(file: BinaryIO, size: int) -> bool:
    """Tell whether anything in a file says that it is encrypted; raises OSError."""
    return any(_ENCRYPTED.search(read_at(file, at, TAIL + _NEAR_END)) for at in range(0, size, TAIL))


def _tail(file: BinaryIO, size: int) -> bytes:
    """Return the last bytes of a file that are more than padding."""
    zeros, tail = bytes(TAIL), b""
    while size > 0 and not tail.rstrip(_PADDING):
        chunk = read_at(file, max(0, size - TAIL), min(TAIL, size))
        tail = b"" if chunk == zeros else chunk + tail[:_NEAR_END]
        size -= TAIL
    return tail.rstrip(_PADDING)


def _announced(head: bytes) -> int:
    """Return the size that a PDF made for the web announces in its first bytes, else nothing."""
    if (found := _LINEAR.search(head)) is None:
        return 0
    try:
        length = dictionary_in(found[0])[0].get("L")
    except UnreadPiece:
        return 0
    return length if isinstance(length, int) else 0


@value_type
class _Table:
    """A part of a table of objects: its first number, how many it has, and where its entries stand in the file."""

    first: int
    count: int
    position: int


@value_type
class _Packed:
    """A part of a packed table: its numbers, the rows before its own, the widths of columns, all rows."""

    first: int
    count: int
    before: int
    widths: tuple[int, ...]
    rows: bytes
    is_summed: bool
    has_filter: bool

    def entry(self, number: int) -> tuple[int, ...]:
        """Return the columns of an object's row."""
        at, width = self.before + number - self.first, sum(self.widths) + self.has_filter
        columns = range(self.has_filter, width)
        if self.is_summed:  # each byte is what it is more than the one above
            row = bytes(sum(self.rows[column : (at + 1) * width : width]) & 0xFF for column in columns)
        else:
            row = self.rows[at * width + self.has_filter : (at + 1) * width]
        if len(row) != sum(self.widths):
            raise UnreadPiece
        ends = [sum(self.widths[: index + 1]) for index in range(len(self.widths))]
        return tuple(
            int.from_bytes(row[end - length : end]) if length else 1
            for end, length in zip(ends, self.widths, strict=True)
        )


def _has_filters(parameters: Value) -> bool:
    """Tell whether a byte that names a filter stands before each row of a stream; raises UnreadPiece."""
    if isinstance(parameters, list) and len(parameters) == 1:
        (parameters,) = parameters
    if parameters is None:
        return False
    predictor = parameters.get("Predictor", 1) if isinstance(parameters, dict) else None
    if not isinstance(predictor, int) or predictor == _AS_ABOVE:
        raise UnreadPiece
    return predictor > 1


class _Pdf:
    """The objects of a PDF that are asked for, each read from where its tables say."""

    def __init__(self, file: BinaryIO, start: int, size: int) -> None:
        self._file, self._start, self._size = file, start, size
        self._tables: list[_Table | _Packed] = []
        self._trailer: dict[str, Value] = {}

    def faults(self) -> Iterator[str]:
        """Yield what keeps it from being read; raises UnreadPiece where this cannot be told."""
        if (encryption := self._trailer.get("Encrypt")) is not None:
            ids = self._trailer.get("ID")
            first_id = ids[0] if isinstance(ids, list) and ids and isinstance(ids[0], bytes) else b""
            opens = opens_without_password(self._dictionary(encryption), first_id)
            if not opens:
                yield _PERHAPS_LOCKED if opens is None else _LOCKED
            return  # what it holds is encrypted
        pages = self._dictionary(self._dictionary(self._trailer.get("Root")).get("Pages"))
        if pages.get("Count") == 0 or pages.get("Kids") == []:
            yield _NO_PAGE

    def read_sections(self, start: int | None) -> None:
        """Read the tables of objects, from the last one on, and the trailers; raises UnreadPiece."""
        seen = set[int]()
        if start is None:
            raise _Misplaced
        after: Value = start
        while isinstance(after, int) and after not in seen and len(seen) < _MOST_SECTIONS:
            seen.add(after)
            try:
                trailer = self._section(after)
            except _Misplaced:
                if not self._tables:
                    raise
                break  # what is asked for may stand in those that were read
            self._trailer = {**trailer, **self._trailer}
            if isinstance(hybrid := trailer.get("XRefStm"), int):
                self._section(hybrid)
            after = trailer.get("Prev")

    def _section(self, position: int) -> dict[str, Value]:
        for shift in {self._start, 0}:
            text = read_at(self._file, position + shift, _AT_ONCE)
            if text.lstrip(_PADDING).startswith(b"xref"):
                return self._plain_section(position + shift + text.index(b"xref") + 4)
            if _HEADER.match(text):
                return self._packed_section(position + shift)
        raise _Misplaced

    def _plain_section(self, position: int) -> dict[str, Value]:
        while found := _SUBSECTION.match(read_at(self._file, position, _NEAR_END)):
            table = _Table(int(found[1]), int(found[2]), position + found.end())
            self._tables.append(table)
            position = table.position + _ENTRY * table.count
            if len(self._tables) > _MOST_TABLES:
                raise UnreadPiece
        text = read_at(self._file, position, _AT_ONCE)
        if (found := _TRAILER.match(text)) is None:
            raise UnreadPiece
        return dictionary_in(text, found.end())[0]

    def _packed_section(self, position: int) -> dict[str, Value]:
        trailer, rows = self._stream(position)
        widths, ranges = trailer.get("W"), trailer.get("Index", [0, trailer.get("Size")])
        if not isinstance(widths, list) or not isinstance(ranges, list):
            raise UnreadPiece
        lengths = tuple(width for width in widths if isinstance(width, int) and 0 <= width <= _WIDEST)
        has_filter = _has_filters(trailer.get("DecodeParms"))
        filters = set(rows[:: sum(lengths) + has_filter]) if has_filter else {0}
        if filters not in ({0}, {_AS_ABOVE}) or len(lengths) != _COLUMNS:
            raise UnreadPiece
        before = 0
        for first, count in zip(ranges[::2], ranges[1::2], strict=True):
            if not isinstance(first, int) or not isinstance(count, int) or len(self._tables) > _MOST_TABLES:
                raise UnreadPiece
            self._tables.append(_Packed(first, count, before, lengths, rows, _AS_ABOVE in filters, has_filter))
            before += count
        return trailer

    def _stream(self, position: int) -> tuple[dict[str, Value], bytes]:
        """Return the dictionary of a stream, and its content unpacked."""
        text = read_at(self._file, position, _AT_ONCE)
        header = _HEADER.match(text)
        if header is None:
            raise UnreadPiece
        values, end = dictionary_in(text, header.end())
        found, length = _STREAM.match(text, end), values.get("Length")
        if found is None or values.get("Filter") not in ("FlateDecode", ["FlateDecode"], None):
            raise UnreadPiece
        packed = read_at(self._file, position + found.end(), length if isinstance(length, int) else _LARGEST_TABLE)
        if values.get("Filter") is None:
            return values, packed
        unpacking = zlib.decompressobj()
        content = unpacking.decompress(packed[:_LARGEST_TABLE], _LARGEST_TABLE)
        return values, content

    def _dictionary(self, value: Value) -> dict[str, Value]:
        """Return a dictionary that stands here or is referred to."""
        if isinstance(value, Reference):
            value = self._object(value.number)
        if not isinstance(value, dict):
            raise _Misplaced
        return value

    def _object(self, number: int) -> dict[str, Value]:
        table = next((each for each in self._tables if each.first <= number < each.first + each.count), None)
        if table is None:
            raise _Misplaced
        if isinstance(table, _Table):
            entry = read_at(self._file, table.position + _ENTRY * (number - table.first), _ENTRY)
            if entry[17:18] != b"n":
                raise _Misplaced
            return self._direct(number, int(entry[:10]))
        kind, place, _ = table.entry(number)
        if kind == 1:
            return self._direct(number, place)
        return self._grouped(number, place)

    def _direct(self, number: int, position: int) -> dict[str, Value]:
        for shift in {self._start, 0}:
            text = read_at(self._file, position + shift, _AT_ONCE)
            found = _HEADER.match(text)
            if found is not None and int(found[1]) == number:
                return dictionary_in(text, found.end())[0]
        raise _Misplaced

    def _grouped(self, number: int, group: int) -> dict[str, Value]:
        table = next((each for each in self._tables if each.first <= group < each.first + each.count), None)
        if not isinstance(table, _Packed) or (entry := table.entry(group))[0] != 1:
            raise UnreadPiece
        values, content = self._stream(entry[1])
        first = values.get("First")
        if not isinstance(first, int):
            raise UnreadPiece
        places = list(map(int, content[:first].split()))
        return dictionary_in(content, first + places[places[::2].index(number) * 2 + 1])[0]
