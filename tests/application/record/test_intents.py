"""Exports under way, as they are read while others end theirs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from segur_tui.application.record.engines import open_record
from segur_tui.application.record.exports import ExportedFile, ExportedLine
from segur_tui.application.record.intents import Intended, Intents
from segur_tui.application.record.texts import Values
from tests.application.working import TODAY
from tests.claims import ANS, SIRET
from tests.settings import SETTINGS


def test_an_export_that_ends_while_it_is_read_is_under_way_or_not_and_no_damage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = ExportedLine(1, "/retour.json", 1, "00001", "FINMDV000001")
    exported = ExportedFile(str(tmp_path / "a.json"), ANS, SIRET, TODAY, 1, (line,))
    with open_record(SETTINGS) as store, open_record(SETTINGS) as other:
        staged = (Intended("a.json", ".hidden", "digest"), (Intended("a.zip", ".packed"),))
        with store.transaction():
            intent = Intents(store).begin(tmp_path, [exported], [staged])
        rows = store.rows

        def interrupted(query: str, values: Values = ()) -> list[tuple[Any, ...]]:
            found = rows(query, values)
            Intents(other).end(intent, ())
            return found

        monkeypatch.setattr(store, "rows", interrupted)
        (read,) = Intents(store).under_way()
        assert [(each.claim, each.packs, each.lines, each.is_withdrawn) for each in read.claims] == [
            (*[part if isinstance(part, Intended) else tuple(part) for part in staged], 1, False)
        ]
        assert not Intents(store).under_way()
