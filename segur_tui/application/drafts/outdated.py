"""Steps of drafts that are none to make: right spellings that were renamed, corrections of avances."""

from __future__ import annotations

from collections.abc import Iterator

from segur_tui.application.drafts.draft import Draft
from segur_tui.application.drafts.stored import Drafts
from segur_tui.application.files.checking import FileReport
from segur_tui.application.settings.values import Settings
from segur_tui.application.state.database import path_as_text
from segur_tui.application.state.folder import StateUnavailable
from segur_tui.format.balise import Level
from segur_tui.format.edit import Edit, Step
from segur_tui.format.placing import place
from segur_tui.format.tree import Json, Pointer, value_at
from segur_tui.format.wording import typeset


def renamed_back(draft: Draft) -> Step | None:
    """Return the step that gives balises the file's spelling again, where it was as good; None without any."""
    opened, present = draft.opened.claim, draft.check.claim
    edits = [*_of_object(opened.root, present.root, present.profile.header, ())]
    for line in sorted(draft.lines):
        at = present.line_pointer(line)
        before = value_at(opened.root, opened.line_pointer(line))
        edits += _of_object(before, value_at(present.root, at), present.profile.demande, at)
    names = " et ".join(dict.fromkeys(str(edit.key) for edit in edits))
    return Step(f"orthographe du fichier pour {names}", tuple(edits)) if edits else None


def _of_object(before: object, after: object, level: Level, at: Pointer) -> Iterator[Edit]:
    """Yield the renamings of one object's balises back to a spelling that is as good as the name."""
    if not isinstance(before, dict) or not isinstance(after, dict):
        return
    then, now = place(before, level), place(after, level)
    for balise in (each for each in level.balises if each.spellings):
        was, path = then.path(balise.name), now.path(balise.name)
        if balise.name in then.values and was[-1] in balise.spellings and path[-1] != was[-1]:
            value: Json = now.values.get(balise.name)
            if balise.name in now.values:
                yield Edit((*at, *path), value, value, key=str(was[-1]))


def renaming_question(step: Step) -> str:
    """Return in French the question about a step that gives spellings back."""
    names, times = " et ".join(dict.fromkeys(f"« {edit.key} »" for edit in step.edits)), len(step.edits)
    return typeset(
        f"Ce brouillon a renommé {names} ({times} fois) : cette orthographe convient aussi à l’ASP. "
        "Remettre celle du fichier ? Les autres corrections restent ; u annule."
    )


def steps_of_apart(report: FileReport, settings: Settings) -> int:
    """Return how many steps the draft in progress of a file has that is none of soldes; 0 where it is unknown."""
    try:
        with Drafts.opened(settings, to_read=True) as drafts:
            found = drafts.in_progress_of(path_as_text(report.path))
    except StateUnavailable:
        return 0
    return 0 if found is None else len(found.done)


def drop_draft(report: FileReport, settings: Settings) -> None:
    """Keep the draft of a file as history only; raises StateUnavailable."""
    with Drafts.opened(settings) as drafts:
        drafts.end_of_path(path_as_text(report.path), "dropped")
