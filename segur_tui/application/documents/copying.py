"""Copying a document under its right name, in its own folder: never over another file, never in part."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from functools import partial
from pathlib import Path
from shutil import copyfileobj

from segur_tui.application.disk.system import explain
from segur_tui.application.disk.whole_files import appear, staged_by
from segur_tui.application.documents.inspection import (
    DocumentRefused,
    opened_as,
    opened_folder,
    stays_in_its_folder,
)
from segur_tui.application.documents.survey import Stray
from segur_tui.format.finding import quoted
from segur_tui.format.naming import DocumentNames


def copy_documents(folder: Path, strays: Iterable[Stray], document_names: DocumentNames) -> list[str]:
    """Copy files under their proposed names, if right, and return what was refused, in French."""
    refused: list[str] = []
    try:
        with opened_folder(folder) as descriptor:
            for stray in strays:
                try:
                    _copy(descriptor, stray, document_names)
                except DocumentRefused as refusal:
                    refused.append(str(refusal))
            with suppress(OSError):
                os.fsync(descriptor)
    except DocumentRefused as refusal:
        refused.append(str(refusal))
    return refused


def _copy(folder: int, stray: Stray, document_names: DocumentNames) -> None:
    """Copy one file as it is now: its format and size are looked at again; raises DocumentRefused."""
    name, file_format = stray.proposed, stray.file_format
    is_named_right = name is not None and document_names.parse(name) is not None and stays_in_its_folder(name)
    if name is None or file_format is None or not is_named_right:
        raise DocumentRefused(f"{quoted(stray.name)} ne peut pas être copié : aucun nom ne lui est proposé")
    with opened_as(folder, stray.name, file_format) as (source, _):
        try:
            with staged_by(folder, [partial(copyfileobj, source)]) as files:
                appear(folder, files, [name])
        except FileExistsError:
            raise DocumentRefused(f"{quoted(name)} existe déjà : rien n’est écrasé") from None
        except OSError as error:
            raise DocumentRefused(f"{quoted(name)} ne peut pas être écrit : {explain(error)}") from None
