"""What a person has chosen for an export: the demandes, the day, the folders."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path

from segur_tui.application.export.exporting import Plan, Source, plan
from segur_tui.application.history.claimed_before import claimed_before
from segur_tui.application.record.exports import documents_before
from segur_tui.application.settings.config import config
from segur_tui.format.candidate import Candidate
from segur_tui.format.obstacle import ClaimedBefore, Obstacle, Way
from segur_tui.format.wording import typeset

UNMARKED = "pas marquée : seules les lignes marquées partent"


@dataclass
class Places:
    """The day and the folders that a person gave at an export, for the next one of the same files."""

    day: date | None = None
    folder: Path | None = None
    documents: Path | None = None


@dataclass
class Choices:
    """The choices as they are now; every key may change them."""

    sources: tuple[Source, ...]
    offered: list[Candidate]
    today: date
    day: date
    folder: Path
    documents: Path | None = None
    documents_missing: str = ""
    """That the configured folder of the documents is not there: another is asked for."""
    unmarked: frozenset[Candidate] = frozenset()
    """Demandes that stay because others are marked, until they are ticked."""
    unticked: set[Candidate] = field(default_factory=set)
    confirmed: set[Candidate] = field(default_factory=set)
    existing: set[Candidate] = field(default_factory=set)
    claimed: ClaimedBefore | None = None

    def planning(self) -> Callable[[], Plan]:
        """Return what decides who goes, from the choices as they are now: keys may change them meanwhile.

        It takes a while, and is to be called off the interface's thread.
        """
        decide = partial(
            plan,
            self.sources,
            [candidate for candidate in self.offered if candidate not in self.unticked],
            self.day,
            self.today,
            confirmed=frozenset(self.confirmed),
            existing=frozenset(self.existing),
            documents=self.documents,
        )
        return lambda: decide(claimed=self._claimed_before())

    def _claimed_before(self) -> ClaimedBefore:
        """Return what the history knows against the demandes of the sources; it is asked once."""
        if self.claimed is None:
            files = [(source.path, source.check) for source in self.sources]
            self.claimed = claimed_before(files, self._everyone())
        return self.claimed

    def _everyone(self) -> list[Candidate]:
        return [
            Candidate(index, line)
            for index, source in enumerate(self.sources)
            for line in range(1, len(source.check.claim.lines) + 1)
        ]

    @property
    def unticked_ones(self) -> list[Candidate]:
        """Return the demandes that are offered and not ticked, in order."""
        return [candidate for candidate in self.offered if candidate in self.unticked]

    def why_unticked(self, candidate: Candidate) -> tuple[str, ...]:
        """Return why a demande is not ticked at first though nothing speaks against it."""
        return (typeset(UNMARKED),) if candidate in self.unmarked & self.unticked else ()

    def offer_all(self) -> None:
        """Offer the other demandes too, unticked."""
        everyone = self._everyone()
        self.unticked |= set(everyone) - set(self.offered)
        self.offered = everyone

    def tick(self, candidate: Candidate, obstacle: Obstacle | None) -> bool:
        """Let a demande go, or stay; `obstacle` is what keeps it, if anything.

        Return whether it is to be asked first if a demande may be claimed twice.
        """
        was_unticked = candidate in self.unticked
        self.unticked.discard(candidate)
        way = None if obstacle is None else obstacle.way
        if way is Way.CONFIRMATION and candidate not in self.confirmed:
            return True
        if way is Way.CHOICE and candidate not in self.existing:
            self.existing.add(candidate)
        elif not was_unticked:
            self.unticked.add(candidate)
        return False


def first_choices(
    sources: tuple[Source, ...],
    chosen: Iterable[Candidate],
    today: date,
    unmarked: Iterable[Candidate],
    places: Places,
) -> Choices:
    """Return the choices as an export begins with them: as given before, as configured, as at the last export."""
    settings, left = config(), frozenset(unmarked)
    folder = places.folder or settings.output or sources[0].path.parent
    documents = places.documents or settings.present_documents
    if documents is None and not settings.documents_missing:
        documents = documents_before(sources[0].check.claim.numero_ans)
    offered, day = sorted({*chosen, *left}), places.day or today
    missing = "" if places.documents else settings.documents_missing
    return Choices(sources, offered, today, day, folder, documents, missing, left, set(left))
