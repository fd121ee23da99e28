"""The counts of a file and of a whole report, as sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from segur_tui.application.files.checking import FileReport
from segur_tui.application.files.tally import Tally
from segur_tui.format.answer import AnswerState
from segur_tui.format.claim_file import ClaimFile, FileKind
from segur_tui.format.inert import visible
from segur_tui.format.wording import counted, typeset

KINDS = {
    FileKind.SUBMISSION: "à déposer",
    FileKind.RETURN: "retour de l’ASP",
    FileKind.AVANCE: "avance",
    FileKind.OTHER: "autre format",
}
ILLEGIBLE = "illisible"
_PROPOSED = (
    ("correction", "sans doute possible (export --fix)"),
    ("suggestion", "à vérifier (export --suggest)"),
)


def file_summary(report: FileReport) -> str:
    """Return one file's name, what it is, and its counts."""
    return f"{visible(str(report.path))} — {figures(report)}"


def kind_of(report: FileReport) -> str:
    """Return the kind of a file, in French."""
    return ILLEGIBLE if report.check is None else KINDS[report.check.claim.kind]


def figures(report: FileReport) -> str:
    """Return the kind of a file and its counts, in French."""
    if report.check is None:
        return ILLEGIBLE
    claim = report.check.claim
    parts = [KINDS[claim.kind], counted(report.lines(), "ligne")]
    if claim.kind is FileKind.RETURN:
        parts += [
            f"{counted(report.lines(AnswerState.ACCEPTED), 'acceptée')}",
            counted(report.lines(AnswerState.REJECTED), "refusée"),
        ]
        if report.lines(AnswerState.TO_VERIFY):
            parts.append(f"{report.lines(AnswerState.TO_VERIFY)} à vérifier")
        parts += _settled(claim)
        if report.lines(AnswerState.PENDING):
            parts.append(f"{report.lines(AnswerState.PENDING)} en attente")
    parts += problem_counts(Tally.of(report))
    return ", ".join(parts)


def _settled(claim: ClaimFile) -> Iterator[str]:
    """Yield how many of the answers a person has settled, who and when; of several words on them, each."""
    for words, count in Counter(answer.settled for answer in claim.answers if answer.settled).items():
        yield f"{counted(count, 'réponse')} {words.replace('réglée', 'réglées', 1) if count > 1 else words}"


def total(reports: Sequence[FileReport]) -> str:
    """Return the counts of all files, and how many problems have a safe correction or a suggestion."""
    return total_of(Tally.of_all(reports))


def total_of(tally: Tally) -> str:
    """Return the counts of files as `total` does."""
    parts = [counted(tally.files, "fichier"), *problem_counts(tally)]
    if tally.unreadable:
        parts.append(f"dont {counted(tally.unreadable, 'fichier illisible')}")
    proposed = [
        f"{counted(count, noun)} {words}"
        for (noun, words), count in zip(_PROPOSED, (tally.safe, tally.likely), strict=True)
        if count
    ]
    return typeset(" ; ".join([", ".join(parts), *proposed]) + ".")


def problem_counts(tally: Tally) -> list[str]:
    """Return the numbers of faults and warnings in words."""
    words = [tally.faults.words if tally.faults.number else "rien à corriger"]
    return [*words, counted(tally.warnings, "avertissement")] if tally.warnings else words
