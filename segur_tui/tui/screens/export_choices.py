"""What a person has chosen for an export: the demandes, the day, the folders."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path

from segur_tui.application.claimed_before import claimed_before
from segur_tui.application.config import config
from segur_tui.application.exporting import Plan, Source, plan
from segur_tui.format.candidate import Candidate
from segur_tui.format.obstacle import ClaimedBefore, Obstacle, Way


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


def first_choices(sources: tuple[Source, ...], chosen: Iterable[Candidate], today: date) -> Choices:
    """Return the choices as an export begins with them: as configured, where it is."""
    settings = config()
    folder = settings.output or sources[0].path.parent
    documents = settings.present_documents
    return Choices(sources, list(chosen), today, today, folder, documents, settings.documents_missing)
