"""Writing zip files of documents: streamed, checked again as they are read, whole or not at all.

Documents are stored as they are: PDF, PNG and JPEG are compressed already, so that deflating them gains
a few hundredths at many times the price; and what a zip file will weigh is known before it is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import partial
from itertools import islice
from pathlib import Path
from typing import BinaryIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from segur_tui.application.disk.system import explain
from segur_tui.application.disk.whole_files import Staged, staged_by
from segur_tui.application.documents.inspection import DocumentRefused, opened_document, opened_folder
from segur_tui.application.documents.packing import LARGEST_ZIP, Pack, SizedDocument
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
    with ZipFile(target, "w", ZIP_STORED, allowZip64=False) as archive:
        for document in pack.documents:
            _add(archive, folder, document, day, advance)
    if target.tell() > LARGEST_ZIP:
        raise DocumentRefused(f"un fichier .zip pèserait {target.tell()} octets, plus que {LARGEST_ZIP}")


def _add(
    archive: ZipFile, folder: int, document: SizedDocument, day: date, advance: Callable[[int], None]
) -> None:
    name, left = document.document.name, document.size
    entry = ZipInfo(name, (min(max(day.year, _FIRST_YEAR), _LAST_YEAR), day.month, day.day, 0, 0, 0))
    entry.external_attr = _READABLE
    with opened_document(folder, document.document) as (source, _), archive.open(entry, "w") as target:
        while left >= 0 and (chunk := _read(source, name)):
            left -= len(chunk)
            target.write(chunk)
            advance(len(chunk))
    if left:
        raise DocumentRefused(f"{quoted(name)} a changé pendant l’export")


def _read(source: BinaryIO, name: str) -> bytes:
    try:
        return source.read(_CHUNK)
    except OSError as error:
        raise DocumentRefused(f"{quoted(name)} : {explain(error)}") from None
