"""What the history knows against depositing a demande again: accepted elsewhere, or exported since."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from segur_tui.application.history import History, Passage, demande_of
from segur_tui.application.state import StateUnavailable
from segur_tui.application.views.story import when
from segur_tui.format.check import Check
from segur_tui.format.resubmission import Candidate
from segur_tui.format.wording import typeset

_PATIENCE = 1.0
"""Seconds that the history is waited for."""


@dataclass(frozen=True, slots=True)
class ClaimedBefore:
    """Demandes that were claimed already, with the reason in French.

    `accepted` ones were accepted in another return, `exported` ones stand in a file exported later.
    """

    accepted: dict[Candidate, str]
    exported: dict[Candidate, str]

    @property
    def reasons(self) -> dict[Candidate, str]:
        """Return all reasons; acceptance weighs more."""
        return {**self.exported, **self.accepted}


NOTHING = ClaimedBefore({}, {})


def claimed_before(files: Sequence[tuple[Path, Check]], candidates: Collection[Candidate]) -> ClaimedBefore:
    """Look demandes of files up in the history; where it cannot be read, nothing is known."""
    try:
        with History.opened(_PATIENCE, to_read=True) as history:
            return _looked_up(history, files, candidates)
    except StateUnavailable:
        return NOTHING


def _looked_up(
    history: History, files: Sequence[tuple[Path, Check]], candidates: Collection[Candidate]
) -> ClaimedBefore:
    accepted, exported = {}, {}
    for candidate in candidates:
        path, check = files[candidate.source]
        if check.is_accepted(candidate.line):
            continue  # the file says it itself
        demande = demande_of(check.claim, candidate.line)
        if found := history.accepted_elsewhere(demande):
            why = f"déjà acceptée, {_where(found)} : la déposer à nouveau serait la demander deux fois"
            accepted[candidate] = typeset(why)
        elif found := history.exported_after(demande, path):
            exported[candidate] = typeset(f"déjà exportée depuis, {_where(found)}")
    return ClaimedBefore(accepted, exported)


def _where(passage: Passage) -> str:
    return f"{passage.name} ({when(passage)}), ligne {passage.line}"
