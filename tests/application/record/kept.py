"""What the databases of a state folder hold, asked as the program asks: to be compared before and after."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from segur_tui.application.drafts.stored import Drafts
from segur_tui.application.export.deciding import decide, known_of
from segur_tui.application.export.documents_folder import remember_documents
from segur_tui.application.export.exporting import export
from segur_tui.application.export.plan import ExportChoice, SourceFile
from segur_tui.application.files.checking import check_path
from segur_tui.application.history.listed_files import read_file, record_files
from segur_tui.application.history.passage import Passage, What
from segur_tui.application.history.passages import History
from segur_tui.application.record.division import mine
from segur_tui.application.record.exports import Record
from segur_tui.application.state.database import path_as_text
from segur_tui.format.candidate import Candidate
from segur_tui.format.value_type import replace
from tests.application.working import HERE, TODAY, dated, work_on
from tests.claims import ACCEPTED, ANS, REJECTED, returned, save
from tests.settings import SETTINGS

EDITORS = ("00001", "00002", "00003")
"""The n° éditeur of the demandes."""
_SEEN, _GROUPED = 3, 5
"""The versions that began to remember lines that were read, and folders of documents."""


def filled(folder: Path, lines: int = 3) -> None:
    """Correct, export and read files of a folder, so that every table holds something."""
    back = save(folder / "retours", returned([ACCEPTED, *[REJECTED] * (lines - 1)]))
    record_files([read_file(back, TODAY, SETTINGS)], TODAY, SETTINGS)
    sent = save(folder / "déposés", returned([None] * lines))
    record_files([read_file(sent, TODAY, SETTINGS)], TODAY, SETTINGS)
    work = work_on(back)
    work.keep(dated(dated(work.draft, "02/02/2023", 2), "03/02/2023", 3).undo(), HERE)
    work.leave(HERE)
    report = check_path(back, TODAY, SETTINGS)
    assert report.check is not None
    source = SourceFile(back, report.check)
    choice = ExportChoice((Candidate(0, 2),), TODAY, again=True)
    plan = decide([source], choice, TODAY, known_of([source], SETTINGS))
    export(plan, folder / "out", SETTINGS)
    with Drafts.opened(SETTINGS) as drafts:
        drafts.note_files("/together", {path_as_text(back): EDITORS, path_as_text(sent): EDITORS})
        drafts.keep(None, "/together", "digest", dated(work.draft, "04/02/2023"), None)
    remember_documents(ANS, folder, SETTINGS)


def kept(folder: Path, version: int = _GROUPED) -> dict[str, Any]:
    """Return what is kept of the files of a folder, as far as a version of the single database kept it."""
    back = folder / "retours" / "JSON-LGCTEST001-20261005-001.json"
    found: dict[str, Any] = {}
    with Record.opened(SETTINGS, to_read=True) as record:
        found["numbers"] = record.numbers_used(ANS, TODAY)
        found["files"] = record.store.rows("SELECT path, day, number, written_at FROM exported_file")
    with History.opened(SETTINGS, to_read=True) as history:
        found["exported"] = [replace(passage, whose="") for passage in history.exported_from(back, EDITORS)]
        if version >= _SEEN:
            passages = history.passages("00001") + history.passages("00002")
            found["passages"] = [_as_accepted(passage) for passage in passages]
            found["open"] = history.open_rejections()
            found["went"] = history.went([back.name])
    if version > 1:
        with Drafts.opened(SETTINGS, to_read=True) as drafts:
            found["draft"] = drafts.find(path_as_text(back), "")
            found["in progress"] = drafts.in_progress()
    if version >= _GROUPED:
        with Drafts.opened(SETTINGS, to_read=True) as drafts:
            found["together"] = [(each.path, sorted(each.files), each.steps) for each in drafts.together()]
        with mine(SETTINGS, to_read=True) as drafts_database:
            found["documents"] = drafts_database.execute("SELECT * FROM documents_folder").fetchall()
    return found


def _as_accepted(passage: Passage) -> Passage:
    """Return a passage as a program took it that did not know of avances, nor kept who exported it."""
    passage = replace(passage, whose="")
    return replace(passage, what=What.ACCEPTED) if passage.what is What.DOUBTFUL else passage


if __name__ == "__main__":
    sys.stdout.write(repr(kept(Path(sys.argv[1]))))
