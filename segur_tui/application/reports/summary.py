"""The counts of a file and of a whole report, as sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from segur_tui.application.files.checking import FileReport
from segur_tui.application.files.summary import Faults
from segur_tui.format.answer import AnswerState
from segur_tui.format.claim_file import ClaimFile, FileKind
from segur_tui.format.finding import Certainty, Severity
from segur_tui.format.inert import visible
from segur_tui.format.wording import counted, typeset

KINDS = {
    FileKind.SUBMISSION: "à déposer",
    FileKind.RETURN: "retour de l’ASP",
    FileKind.AVANCE: "avance",
    FileKind.OTHER: "autre format",
}
ILLEGIBLE = "illisible"
_PROPOSED = {
    Certainty.SAFE: ("correction", "sans doute possible (export --fix)"),
    Certainty.LIKELY: ("suggestion", "à vérifier (export --suggest)"),
}


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
    parts += problem_counts([report])
    return ", ".join(parts)


def _settled(claim: ClaimFile) -> Iterator[str]:
    """Yield how many of the answers a person has settled, who and when; of several words on them, each."""
    for words, count in Counter(answer.settled for answer in claim.answers if answer.settled).items():
        yield f"{counted(count, 'réponse')} {words.replace('réglée', 'réglées', 1) if count > 1 else words}"


def total(reports: Sequence[FileReport]) -> str:
    """Return the counts of all files, and how many problems have a safe correction or a suggestion."""
    parts = [counted(len(reports), "fichier"), *problem_counts(reports)]
    unreadable = sum(report.check is None for report in reports)
    if unreadable:
        parts.append(f"dont {counted(unreadable, 'fichier')} illisible{'s' if unreadable > 1 else ''}")
    proposed = [
        f"{counted(count, noun)} {words}"
        for certainty, (noun, words) in _PROPOSED.items()
        if (count := sum(certainty.edit(finding) is not None for each in reports for finding in each.findings))
    ]
    return typeset(" ; ".join([", ".join(parts), *proposed]) + ".")


def problem_counts(reports: Sequence[FileReport]) -> list[str]:
    """Return the numbers of faults and warnings in words."""
    faults = sum((Faults.of(report.findings) for report in reports), Faults())
    warnings = sum(report.count(Severity.WARNING) for report in reports)
    words = [faults.words if faults.number else "rien à corriger"]
    return [*words, counted(warnings, "avertissement")] if warnings else words
