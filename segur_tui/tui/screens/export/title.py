"""What the export says above its table and while it writes: names, folders, counts, progress."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from segur_tui.application.disk.folders import folder_to_come
from segur_tui.application.documents.survey import DocumentState, Survey
from segur_tui.application.export.plan import Plan
from segur_tui.format.candidate import Candidate
from segur_tui.format.obstacle import Obstacle, Remedy
from segur_tui.format.value_type import value_type
from segur_tui.format.wording import agreed, counted, typeset, weight
from segur_tui.tui.screens.export.choices import Choices

_TO_HEED = {
    Obstacle.EXPORTED: "ne déposez qu’un des deux fichiers",
    Obstacle.SUPERSEDED: "ne déposez qu’une des deux versions",
    Obstacle.EXISTS: "ce serait demander deux fois",
    Obstacle.TO_VERIFY: "ce serait demander deux fois, si c’est le solde qui a été accepté",
}
"""Of what goes by choice though it was deposited before; accepted ones are asked about when they are ticked."""


@value_type
class Foretold:
    """The names that files would be written under now, and what is to be told with them."""

    names: tuple[str, ...] = ()
    said: str = ""


@dataclass
class Writing:
    """How far the writing is, as the thread that writes tells it."""

    done: int = 0
    total: int = 0
    waited: str = ""
    written: tuple[Path, ...] = ()
    """The files, once they stand."""

    def packs(self, done: int, total: int) -> None:
        """Note how many bytes of documents are packed, of how many."""
        self.done, self.total = done, total

    def waits(self, sentence: str) -> None:
        """Note what others hold that is waited for, nothing once it is had."""
        self.waited = sentence

    @property
    def words(self) -> str:
        """Return how far it is, or what it waits for."""
        return f"Échap abandonne · {self.waited}" if self.waited else packing_words(self.done, self.total)


def export_title(plan: Plan, choices: Choices, foretold: Foretold | None) -> str:
    """Return the title: how many go, the names, the folders, the documents, what stops everything."""
    going, offered = len(plan.resubmission.going), len(choices.offered)
    said = f" — {foretold.said}" if foretold is not None and foretold.said else ""
    count = f"{going} {agreed(going, 'part')}, {offered - going} {agreed(offered - going, 'reste')}"
    names = "…" if foretold is None else ", ".join(foretold.names) or "aucun"
    documents = "pièces : non contrôlées (p)" if choices.documents is None else f"pièces dans {choices.documents}"
    since = [] if not choices.since or foretold is None else [since_words(choices)]
    parts = [
        *since,
        typeset(f"Export : {count if foretold is not None or plan.files else '…'}") + said,
        typeset(f"Fichier : {names}{_zip_files(plan)}"),
        typeset(f"Dossier : {folder_to_come(choices.folder)}"),
        typeset(f"Jour du dépôt : {choices.day:%d/%m/%Y} · {documents}"),
    ]
    if choices.documents is not None:
        found = "…" if plan.survey is None else survey_words(plan.survey)
        parts.append(typeset(f"Pièces : {found} (j : voir)"))
        if plan.survey is not None and plan.survey.hint:
            parts.append(typeset(f"✗ {plan.survey.hint}"))
    elif choices.documents_missing:
        parts.append(typeset(f"! {choices.documents_missing}"))
    if told := not_offered(plan, choices.offered):
        parts.append(typeset(f"{told} (a : tout montrer)"))
    errors = [finding.message for finding in plan.resubmission.file_errors]
    return "\n".join([*parts, *(typeset(f"✗ entête : {error}") for error in errors)])


def since_words(choices: Choices) -> str:
    """Return that nothing was written as something was otherwise since, and what the marks and Enter do."""
    marked = ", les lignes qui diffèrent sont marquées ≠" if choices.differing else ""
    return typeset(f"! {choices.since} : rien n’est écrit{marked} ; Entrée écrit ce qui est montré")


def not_offered(plan: Plan, offered: Collection[Candidate]) -> str:
    """Return how many demandes stay without being offered, but for accepted ones; empty where none does."""
    shown = frozenset(offered)
    kinds = Counter(left.obstacle for left in plan.unchosen if left.candidate not in shown)
    told = ", ".join(obstacle.counted(number) for obstacle, number in sorted(kinds.items(), key=_in_order))
    return f"Non proposées : {told}" if told else ""


def _in_order(counted_kind: tuple[Obstacle, int]) -> int:
    return list(Obstacle).index(counted_kind[0])


def survey_words(survey: Survey) -> str:
    """Return in a few words how the documents stand."""
    states = [document.state for document in survey.documents]
    missing, wrong = states.count(DocumentState.MISSING), states.count(DocumentState.WRONG)
    parts = [f"{states.count(DocumentState.RIGHT)} sur {len(states)}"]
    if missing:
        parts.append(f"{missing} {agreed(missing, 'manque')}")
    if wrong:
        parts.append(counted(wrong, "fautive"))
    if copies := sum(stray.can_be_copied for stray in survey.strays):
        parts.append(f"{copies} à copier")
    return ", ".join(parts)


def packing_words(done: int, total: int) -> str:
    """Return how far the packing is, of how many bytes."""
    if not total:
        return "écriture… Échap abandonne"
    return f"pièces rangées : {100 * done // total} % de {weight(total)} · Échap abandonne"


def writing_question(plan: Plan) -> str:
    """Return what is asked before lines are written; empty when none is in error, and none goes once more."""
    staying = [left.obstacle for left in plan.resubmission.left_out if left.obstacle.remedy is Remedy.CORRECTION]
    again = _again(plan)
    if not staying and not again:
        return ""
    going = len(plan.resubmission.going)
    asked = []
    if staying:
        why = ", ".join(dict.fromkeys(obstacle.heading for obstacle in staying))
        asked.append(f"{counted(len(staying), 'ligne')} {agreed(len(staying), 'reste')} de côté ({why}).")
    if again:
        which = counted(going, "autre" if staying else "ligne")
        asked.append(f"{which} {agreed(going, 'part')}, dont {again}.")
    others = "les autres" if again else f"les {going} autres"
    if not staying:
        asked.append("Les écrire ?" if going > 1 else "L’écrire ?")
    else:
        asked.append(f"Écrire {others if going > 1 else 'l’autre'} ?")
    return typeset(" ".join(asked))


def _again(plan: Plan) -> str:
    """Return how many lines go though they were deposited before, and what to heed, kind by kind."""
    known = [found[0] for each in plan.resubmission.going if (found := plan.known_before(each)) is not None]
    return " ; ".join(
        f"{obstacle.counted(number)} : {_TO_HEED[obstacle]}"
        for obstacle, number in sorted(Counter(known).items(), key=lambda item: -item[1])
        if obstacle in _TO_HEED
    )


def _zip_files(plan: Plan) -> str:
    sizes = [pack.size for packs in plan.packs for pack in packs]
    return f" + {counted(len(sizes), 'fichier')} .zip, {weight(sum(sizes))}" if sizes else ""
