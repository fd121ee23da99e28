"""The words of the export above its table and while it writes: names, folders, counts, progress."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from pathlib import Path

from segur_tui.application.disk.folders import folder_to_come
from segur_tui.application.documents.survey import DocumentState, Survey
from segur_tui.application.export.plan import Plan
from segur_tui.format.candidate import Candidate
from segur_tui.format.obstacle import Obstacle, Remedy
from segur_tui.format.value_type import mutable_type, value_type
from segur_tui.format.wording import agreed, counted, typeset, weight
from segur_tui.tui.screens.export.choices import Choices

_TO_HEED = {
    Obstacle.EXPORTED: "ne déposez qu’un des deux fichiers",
    Obstacle.SUPERSEDED: "ne déposez qu’une des deux versions",
    Obstacle.EXISTS: "ce serait demander deux fois",
    Obstacle.TO_VERIFY: "ce serait demander deux fois, si c’est le solde qui a été accepté",
}
"""On lines that go by choice though deposited before; accepted ones are asked about when they are ticked."""


@value_type
class Foretold:
    """The names that files would be written under now, and the sentence beside them."""

    names: tuple[str, ...] = ()
    said: str = ""


@mutable_type
class Writing:
    """The progress of the writing, as its thread reports it: bytes of documents packed, of how many."""

    done: int = 0
    total: int = 0
    waited: str = ""
    written: tuple[Path, ...] = ()
    """The files, once they stand."""

    def packs(self, done: int, total: int) -> None:
        """Note the bytes of documents that are packed, and their total."""
        self.done, self.total = done, total

    def waits(self, sentence: str) -> None:
        """Note the sentence on a wait for others, empty once it is over."""
        self.waited = sentence

    @property
    def words(self) -> str:
        """The progress, or the wait, in words."""
        if self.waited:
            return f"Échap abandonne · {self.waited}"
        if not self.total:
            return "écriture… Échap abandonne"
        return f"pièces rangées : {100 * self.done // self.total} % de {weight(self.total)} · Échap abandonne"


def export_title(plan: Plan, choices: Choices, foretold: Foretold | None) -> str:
    """Return the title: the counts, the names, the folders, the documents, the errors that stop everything."""
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
    doubts = (
        choices.doubt(plan),
        left_out_words(choices.skipped),
        plan.doubled_words,
        plan.unchanged_words,
        plan.turned_words,
        plan.unlike_words,
    )
    parts += (typeset(f"! {words}") for words in doubts if words)
    if aside := not_offered(plan, choices.offered):
        parts.append(typeset(f"{aside} (a : tout montrer)"))
    return "\n".join([*parts, *(typeset(f"✗ entête : {error}") for error in plan.header_errors)])


def since_words(choices: Choices) -> str:
    """Return the words on a change found when writing, and on the marks and Enter."""
    marked = ", les lignes qui diffèrent sont marquées ≠" if choices.differing else ""
    return typeset(f"! {choices.since} : rien n’est écrit{marked} ; Entrée écrit ce qui est montré")


def left_out_words(skipped: Sequence[Path]) -> str:
    """Return the words on the files that cannot be read, and stay out; empty for none."""
    return f"laissé de côté, illisible : {', '.join(path.name for path in skipped)}" if skipped else ""


def left_aside(plan: Plan, choices: Choices) -> list[str]:
    """Return the sentences on a day in doubt, the files that stay out, and the demandes that are not offered."""
    doubt = f"! {choices.doubt(plan, plan.day)}".removesuffix("! ")
    words = (doubt, left_out_words(plan.choice.skipped), not_offered(plan, choices.offered))
    return [typeset(f"{each}.") for each in words if each]


def not_offered(plan: Plan, offered: Collection[Candidate]) -> str:
    """Return the counts of demandes that stay without being offered, but for accepted ones; empty for none."""
    shown = frozenset(offered)
    kinds = Counter(left.obstacle for left in plan.unchosen if left.candidate not in shown)
    counts = ", ".join(obstacle.counted(kinds[obstacle]) for obstacle in Obstacle if kinds[obstacle])
    return f"Non proposées : {counts}" if counts else ""


def survey_words(survey: Survey) -> str:
    """Return the counts of documents, in a few words."""
    states = [document.state for document in survey.documents]
    missing, wrong = states.count(DocumentState.MISSING), states.count(DocumentState.WRONG)
    parts = [f"{states.count(DocumentState.RIGHT)} sur {len(states)}"]
    if missing:
        parts.append(f"{missing} {agreed(missing, 'manque')}")
    if wrong:
        parts.append(counted(wrong, "fautive"))
    if doubtful := sum(bool(document.doubts) for document in survey.documents):
        parts.append(f"{doubtful} à ouvrir")
    if copies := sum(stray.can_be_copied for stray in survey.strays):
        parts.append(f"{copies} à copier")
    return ", ".join(parts)


def writing_question(plan: Plan) -> str:
    """Return the question before lines are written; empty when none is in error, and none goes once more."""
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
    """Return the counts of lines that go though they were deposited before, and a warning, kind by kind."""
    known = [found[0] for each in plan.resubmission.going if (found := plan.known_before(each)) is not None]
    return " ; ".join(
        f"{obstacle.counted(number)} : {_TO_HEED[obstacle]}"
        for obstacle, number in sorted(Counter(known).items(), key=lambda item: -item[1])
        if obstacle in _TO_HEED
    )


def _zip_files(plan: Plan) -> str:
    sizes = [pack.size for packs in plan.packs for pack in packs]
    return f" + {counted(len(sizes), 'fichier')} .zip, {weight(sum(sizes))}" if sizes else ""
