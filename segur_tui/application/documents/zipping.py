"""Writing zip files of documents: streamed, checked again as they are read, whole or not at all.

Documents are stored as they are: PDF, PNG and JPEG are compressed already, so that deflating them gains
a few hundredths at many times the price; and what a zip file will weigh is known before it is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import partial
from io import BufferedReader
from itertools import islice
from pathlib import Path
from typing import BinaryIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from segur_tui.application.disk.system import explain
from segur_tui.application.disk.whole_files import Staged, staged_by
from segur_tui.application.documents.inspection import DocumentRefused, opened_document, opened_folder
from segur_tui.application.documents.packing import LARGEST_ZIP, Pack
from segur_tui.format.finding import quoted

_CHUNK = 1 << 18
"""Bytes copied at a time."""
_READABLE = 0o100644 << 16
"""The attributes, in a zip file, of an ordinary file that everyone may read."""
_FIRST_YEAR, _LAST_YEAR = 1980, 2107
"""The first and last years that a zip file can hold."""


@contextmanager
def packed(
    documents: Path,
    packs_of_files: Sequence[Sequence[Pack]],
    day: date,
    advance: Callable[[int], None],
    output: int,
) -> Iterator[list[list[Staged]]]:
    """Write the packs of each new file into the output folder, given by its descriptor, so that none is seen.

    The documents come from a folder, and bear the day in the zip files. `advance` is given how many bytes
    were copied, piece by piece, and stops all by raising. Raises DocumentRefused when a document is no
    longer as it was looked up, OSError when the output folder takes no more.
    """
    with opened_folder(documents) as folder:
        flat = [pack for packs in packs_of_files for pack in packs]
        writers = (partial(_write_pack, folder, pack, day, advance) for pack in flat)
        with staged_by(output, writers) as files:
            rest = iter(files)
            yield [list(islice(rest, len(packs))) for packs in packs_of_files]


def _write_pack(folder: int, pack: Pack, day: date, advance: Callable[[int], None], target: BinaryIO) -> None:
    room = memoryview(bytearray(_CHUNK))  # one for all: new memory for each piece costs more than copying it
    with ZipFile(target, "w", ZIP_STORED, allowZip64=False) as archive:
        for document in pack.documents:
            name, left = document.document.name, document.size
            with (
                opened_document(folder, document.document) as (source, _),
                archive.open(_entry(name, day), "w") as entry,
            ):
                while left >= 0 and (length := _read(source, room, name)):
                    left -= length
                    entry.write(room[:length])
                    advance(length)
            if left:
                raise DocumentRefused(f"{quoted(name)} a changé pendant l’export")
    if target.tell() > LARGEST_ZIP:
        raise DocumentRefused(f"un fichier .zip pèserait {target.tell()} octets, plus que {LARGEST_ZIP}")


def _entry(name: str, day: date) -> ZipInfo:
    entry = ZipInfo(name, (min(max(day.year, _FIRST_YEAR), _LAST_YEAR), day.month, day.day, 0, 0, 0))
    entry.external_attr = _READABLE
    return entry


def _read(source: BufferedReader, room: memoryview, name: str) -> int:
    try:
        return source.readinto(room)
    except OSError as error:
        raise DocumentRefused(f"{quoted(name)} : {explain(error)}") from None
