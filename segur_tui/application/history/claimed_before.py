"""What the history knows against depositing a demande again: accepted elsewhere, or exported since."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from segur_tui.application.disk.patience import Patience
from segur_tui.application.history.passages import History, Passage, demande_of
from segur_tui.application.history.story import when
from segur_tui.application.record.schema import RecordUnknown
from segur_tui.application.settings.values import Settings
from segur_tui.application.state.database import path_as_text
from segur_tui.format.candidate import Candidate
from segur_tui.format.check import Check
from segur_tui.format.claim_file import ClaimFile, FileKind
from segur_tui.format.obstacle import NOTHING_CLAIMED, ClaimedBefore, already_accepted
from segur_tui.format.wording import typeset

_PATIENCE = Patience(1)
"""How long the history is waited for."""


def claimed_before(
    files: Sequence[tuple[Path, Check]], candidates: Collection[Candidate], settings: Settings
) -> ClaimedBefore:
    """Look demandes of files up in the history; where it cannot be read, nothing is known."""
    try:
        with History.opened(settings, _PATIENCE, to_read=True) as history:
            return _looked_up(history, files, candidates)
    except RecordUnknown:
        return NOTHING_CLAIMED


def exported_from(path: Path, claim: ClaimFile, settings: Settings) -> dict[int, Passage]:
    """Return the lines of a file, from 1, that were exported from it, each with where it went last."""
    try:
        with History.opened(settings, _PATIENCE, to_read=True) as history:
            passages = history.exported_from(path)
    except RecordUnknown:
        return {}
    return {
        passage.source_line: passage
        for passage in passages
        if 0 < passage.source_line <= len(claim.lines) and passage.is_of(demande_of(claim, passage.source_line))
    }


def _looked_up(
    history: History, files: Sequence[tuple[Path, Check]], candidates: Collection[Candidate]
) -> ClaimedBefore:
    accepted, exported = {}, {}
    checked = {path_as_text(path) for path, _ in files}
    written = [_written(history, path, check.claim) for path, check in files]
    for candidate in candidates:
        path, check = files[candidate.source]
        if check.is_accepted(candidate.line):
            continue  # the file says it itself
        demande = demande_of(check.claim, candidate.line)
        if found := history.accepted_elsewhere(demande, checked):
            accepted[candidate] = already_accepted(place_of(found))
        elif found := history.exported_after(demande, path, candidate.line):
            exported[candidate] = typeset(f"déjà exportée depuis, {place_of(found)}")
        elif (found := written[candidate.source].get(candidate.line)) and found.is_of(demande):
            exported[candidate] = typeset(f"déjà dans un fichier écrit pour le dépôt, {place_of(found)}")
    return ClaimedBefore(accepted, exported)


def _written(history: History, path: Path, claim: ClaimFile) -> dict[int, Passage]:
    """Return the lines of a file that this program wrote, as long as the ASP has not answered it."""
    if claim.kind is not FileKind.SUBMISSION:
        return {}
    return {passage.line: passage for passage in history.exported_into(path)}


def place_of(passage: Passage) -> str:
    """Return the file, the day and the line of a passage."""
    return f"{passage.name} ({when(passage)}), ligne {passage.line}"
