"""The folder of the documents is proposed again at a supplier's next export."""

from __future__ import annotations

from pathlib import Path

from segur_tui.application.export.documents_folder import documents_before, remember_documents
from tests.claims import ANS
from tests.settings import SETTINGS


def test_the_folder_is_that_of_the_last_export_that_had_one_as_long_as_it_is_there(tmp_path: Path) -> None:
    assert documents_before(ANS, SETTINGS) is None
    for name in ("lundi", "mardi"):
        (tmp_path / name).mkdir()
        remember_documents(ANS, tmp_path / name, SETTINGS)
    assert documents_before(ANS, SETTINGS) == tmp_path / "mardi"
    assert documents_before("AUTREANS02", SETTINGS) is None
    (tmp_path / "mardi").rmdir()
    assert documents_before(ANS, SETTINGS) is None
