"""What a power cut leaves of files that appear: whole ones under their names, or none."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from segur_tui.application.disk.whole_files import Staged, claim_name, staged
from segur_tui.application.documents.copying import copy_documents
from segur_tui.application.documents.survey import Stray
from segur_tui.application.export.publication import Naming, publish
from segur_tui.application.record.exports import ExportedFile
from segur_tui.format.balises import FILE_NAMES
from segur_tui.format.naming import FileName
from segur_tui.format.solde import SOLDE
from tests.application.disk.synced import assert_named_at_last, assert_whole_before_seen, synced
from tests.application.documents.folders import document, put

CONTENT = b"x" * 300_000
"""More than the buffers of Python hold back."""


@contextmanager
def descriptor_of(folder: Path) -> Iterator[int]:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def nothing(_: Sequence[FileName]) -> Sequence[ExportedFile]:
    return ()


def test_files_to_deposit_and_their_names_are_on_the_disk_when_an_export_is_done(tmp_path: Path) -> None:
    with synced(tmp_path) as done:
        paths = publish(
            Naming(FILE_NAMES, ("LGCTEST001",), date(2026, 11, 24), tmp_path), [b"{}", CONTENT], None, nothing
        )
    assert len(paths) == 2
    assert_whole_before_seen(done, *paths)
    assert_named_at_last(done, *paths)


def test_a_copied_document_and_its_name_are_on_the_disk(tmp_path: Path) -> None:
    put(tmp_path, "facture.pdf", size=300_000)
    with synced(tmp_path) as done:
        assert (
            copy_documents(tmp_path, [Stray("facture.pdf", document("FACTURE", 1), "PDF")], SOLDE.document_names)
            == []
        )
    assert_whole_before_seen(done, tmp_path / document("FACTURE", 1))
    assert_named_at_last(done, tmp_path / document("FACTURE", 1))


def test_a_file_copied_where_links_are_impossible_is_on_the_disk_before_it_is_seen(tmp_path: Path) -> None:
    with descriptor_of(tmp_path) as folder, staged(folder, [CONTENT]) as (file,), synced(tmp_path) as done:
        claim_name(folder, Staged(file.descriptor, None), "copied")
        assert (tmp_path / "copied").read_bytes() == CONTENT
        assert_whole_before_seen(done, tmp_path / "copied")
