"""Drafts of several files together: those files as they have corrected them, alone or among others."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path

from segur_tui.application.disk.patience import Patience
from segur_tui.application.drafts.draft import Draft
from segur_tui.application.drafts.of_groups import GroupDraft
from segur_tui.application.drafts.stored import Drafts, StoredDraft
from segur_tui.application.files.checking import FileReport
from segur_tui.application.settings.values import Settings
from segur_tui.application.state.database import PATIENCE, path_as_text
from segur_tui.application.state.folder import StateUnavailable
from segur_tui.application.together import drafted_files
from segur_tui.application.together.drafted_files import DraftedFile
from segur_tui.application.together.grouping import Group, grouped
from segur_tui.format.edit import EditConflict
from segur_tui.format.value_type import replace
from segur_tui.format.wording import counted, typeset

_PATIENCE = Patience(1)
"""Seconds that the drafts are waited for where the work goes on without them."""


def note_files(group: Group, settings: Settings) -> None:
    """Note whose draft that of a group is, for when its files come alone or among others."""
    with suppress(StateUnavailable), Drafts.opened(settings, _PATIENCE) as drafts:
        drafts.note_files(path_as_text(group.path), {path_as_text(path): each for path, each in group.numbers})


def as_corrected(
    reports: Sequence[FileReport],
    today: date,
    settings: Settings,
    patience: Patience = PATIENCE,
    resumed: Path | None = None,
) -> list[DraftedFile]:
    """Return files as their drafts in progress have corrected them, those that they have together included.

    A draft of a group is taken where all its files are among these and hold what it was made on; else it is
    `aside`. That of the group `resumed` is left to who opens it.
    """
    found = drafted_files.with_own_drafts(reports, today, settings, patience)
    names = [path_as_text(report.path) for report in reports]
    taken: list[tuple[GroupDraft, StoredDraft | None]] = []
    with suppress(StateUnavailable), Drafts.opened(settings, patience, to_read=True) as drafts:
        present = None if resumed is None else path_as_text(resumed)
        some = [each for each in drafts.together() if each.path != present and each.touches(names)]
        taken = [(each, drafts.in_progress_of(each.path)) for each in some]
    for together, stored in taken:
        places = [place for place, name in enumerate(names) if name in together.files]
        corrected = [found[place] for place in places]
        is_whole = len(places) == len(together.files)
        again = None if not is_whole or stored is None else _made_again(corrected, stored, today)
        for place, each in zip(places, again or _left_aside(corrected, together), strict=True):
            found[place] = each
    return found


def _made_again(files: Sequence[DraftedFile], stored: StoredDraft, today: date) -> list[DraftedFile] | None:
    """Return the files of a group with its draft in them, or None where it does not fit them any more."""
    reports = [each.report for each in files]
    group = grouped(reports, today)
    if group is None or group.digest != stored.digest or len(group.sources) != len(files):
        return None
    try:
        draft = Draft.restored(group.opened, today, stored.done, stored.undone)
    except EditConflict:
        return None
    corrected = {source.path: source.check for source in group.put_back(draft.check)}
    return [replace(each, report=replace(each.report, check=corrected[each.report.path])) for each in files]


def _left_aside(files: Sequence[DraftedFile], together: GroupDraft) -> list[DraftedFile]:
    steps, count = counted(together.steps, "modification faite"), counted(len(together.files), "fichier")
    aside = typeset(f"{steps} ensemble sur {count} (les mêmes marqués, g les reprend)")
    return [
        replace(each, aside=" ; ".join(filter(None, (each.aside, aside))))
        if together.steps_in[path_as_text(each.report.path)]
        else each
        for each in files
    ]
