"""The text report of `export`: what was written, what stays and why, and what comes next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import groupby
from pathlib import Path

from segur_tui.application.documents.survey import Survey
from segur_tui.application.export.exporting import Exported
from segur_tui.application.export.plan import Plan
from segur_tui.application.files.checking import FileReport
from segur_tui.cli.output import Warned, write_line
from segur_tui.format.candidate import Candidate
from segur_tui.format.finding import Certainty
from segur_tui.format.obstacle import Obstacle
from segur_tui.format.reading import OddNumbers
from segur_tui.format.wording import agreed, counted, typeset, weight

_ALIKE = frozenset({Obstacle.AVANCE, Obstacle.OTHER_FORMAT, Obstacle.PENDING, Obstacle.NOT_CHOSEN})
"""Obstacles whose demandes are reported together: their reason is the same for all."""
_MOST_UNNAMED = 20
"""Files without a proposed name that are listed one by one."""


def print_export_text(plan: Plan, exported: Exported, warnings: Sequence[Warned] = (), *, dry_run: bool) -> None:
    """Print the files and their lines, then the lines that stay, the documents, and what comes next."""
    del warnings  # they stand on standard error
    done = "serait écrit" if dry_run else "écrit"
    for path, file in zip(exported.paths, plan.files, strict=False):
        write_line(typeset(f"{done} : ") + f"{path} ({counted(len(file.lines), 'ligne')})")
        _print_going(plan, file.lines)
    sizes = [pack.size for packs in plan.packs for pack in packs]
    for written, size in zip(exported.packs, sizes, strict=False):
        what = f"({counted(len(written.files), 'pièce')}, {weight(size)})"
        write_line(typeset(f"{done} : ") + f"{written.path} {what}")
    for left in plan.staying:
        if left.obstacle in _ALIKE:
            continue
        editor_number = plan.editor_number(left.candidate)
        named = f" (n° éditeur {editor_number})" if editor_number else ""
        where = f"{plan.path_of(left.candidate).name}, ligne {left.candidate.line}{named}"
        write_line(typeset(f"reste, {left.obstacle.heading} : ") + where)
        for reason in left.reasons:
            write_line(f"       {reason}")
    if not exported.paths:
        _print_unwritten(plan)
    _print_alike(plan)
    if plan.survey is not None:
        _print_unnamed(plan.survey)
    if exported.paths and not dry_run:
        also = " et leurs pièces" if exported.packs else ""
        write_line(
            typeset(f"À faire : déposer ces fichiers{also} sur le portail de l’ASP, le jour que porte leur nom.")
        )


def _print_going(plan: Plan, lines: Sequence[Candidate]) -> None:
    """Print the lines of a file to deposit, and beside one what the ASP said of it elsewhere."""
    for number, candidate in enumerate(lines, 1):
        source = plan.path_of(candidate).name
        write_line(
            f"  {number:>3}  n° éditeur {plan.editor_number(candidate)}  ←  {source}, ligne {candidate.line}"
        )
        if remark := plan.remark(candidate):
            write_line(f"       ! {remark}")


def _print_unwritten(plan: Plan) -> None:
    """Print which lines are right and stay because nothing is written."""
    for path, group in groupby(plan.unwritten, lambda left: plan.path_of(left.candidate)):
        candidates = [left.candidate for left in group]
        heading = typeset(f"{agreed(len(candidates), 'reste')}, juste{'s' if len(candidates) > 1 else ''} : ")
        write_line(f"{heading}{path.name}, {_lines(plan, candidates)}")


def _lines(plan: Plan, candidates: Sequence[Candidate]) -> str:
    """Return demandes of a file by their lines and their n° éditeur."""
    lines, numbers = [each.line for each in candidates], list(filter(None, map(plan.editor_number, candidates)))
    named = f" (n° éditeur {', '.join(numbers)})" if numbers else ""
    return f"ligne{'s' if len(lines) > 1 else ''} {ranges(lines)}{named}"


def _print_alike(plan: Plan) -> None:
    """Print which lines of each file stay for the same plain reason, and how many were accepted."""
    alike: dict[tuple[Obstacle, Path], list[Candidate]] = {}
    for left in plan.staying:
        if left.obstacle in _ALIKE:
            alike.setdefault((left.obstacle, plan.path_of(left.candidate)), []).append(left.candidate)
    for (obstacle, path), candidates in alike.items():
        heading = obstacle.plural if len(candidates) > 1 else obstacle.heading
        said = typeset(f"{agreed(len(candidates), 'reste')}, {heading} : ")
        write_line(f"{said}{path.name}, {_lines(plan, candidates)}")
    for path, count in plan.accepted.items():
        if count:
            done = f"{counted(count, 'ligne')} {'sont acceptées' if count > 1 else 'est acceptée'}"
            write_line(typeset("déjà réglé : ") + f"{path.name}, {done}")


def ranges(lines: Sequence[int]) -> str:
    """Return line numbers, in order, in few words, such as `1, 3-5`."""
    runs = [[line for _, line in run] for _, run in groupby(enumerate(lines), lambda each: each[1] - each[0])]
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in runs)


def _print_unnamed(survey: Survey) -> None:
    """Print the files of the folder that no demande names: what they may be first, then the others."""
    close = [stray for stray in survey.strays if stray.proposed or stray.remark]
    others = [stray for stray in survey.strays if not (stray.proposed or stray.remark)]
    if not survey.strays:
        return
    count = counted(len(survey.strays), "fichier")
    write_line(typeset(f"dans {survey.folder}, {count} qu’aucune ligne ne nomme :"))
    for stray in close:
        name = f"  →  {stray.proposed}" if stray.proposed else ""
        remark = f"  ({stray.remark})" if stray.remark else ""
        write_line(f"       {stray.name}{name}{remark}")
    for stray in others[:_MOST_UNNAMED]:
        write_line(f"       {stray.name}")
    if len(others) > _MOST_UNNAMED:
        write_line(f"       … et {counted(len(others) - _MOST_UNNAMED, 'autre')}")


_CORRECTED_BY = {
    Certainty.SAFE: "--fix corrige les cas sûrs",
    Certainty.LIKELY: "--suggest corrige les cas probables",
}


def refusal(prepared: Plan, made: Collection[Certainty]) -> str:
    """Return in French why nothing is written, and what helps, but for the corrections `made` already."""
    if prepared.resubmission.headers:
        named = "\n  ".join(prepared.header_errors)
        return f"l’entête est en erreur\n  {named}"
    obstacles = [left.obstacle for left in prepared.resubmission.left_out]
    in_error, without = obstacles.count(Obstacle.ERRORS), obstacles.count(Obstacle.DOCUMENTS)
    again = "--again reprend celles déjà exportées" if Obstacle.EXPORTED in obstacles else ""
    if not prepared.is_held:
        kinds = Counter(left.obstacle for left in prepared.staying)
        kinds[Obstacle.ACCEPTED] += sum(prepared.accepted.values())
        staying = [obstacle.counted(kinds[obstacle]) for obstacle in Obstacle if kinds[obstacle]]
        return " ; ".join(filter(None, ["aucune ligne à déposer", ", ".join(staying), again]))
    counts = (
        f"{counted(in_error, 'ligne')} en erreur" if in_error else "",
        f"{counted(without, 'ligne')} dont des pièces manquent ou sont à revoir" if without else "",
        *(
            each.counted(obstacles.count(each))
            for each in (Obstacle.NOT_A_DEMANDE, Obstacle.TO_VERIFY, Obstacle.EXISTS, Obstacle.EXPORTED)
            if each in obstacles
        ),
    )
    remedies = (
        *(said for each, said in _CORRECTED_BY.items() if each not in made and prepared.proposes(each)),
        "--leave-out-errors laisse ces lignes de côté" if prepared.files else "",
        "--lines reprend celles qu’il nomme" if {Obstacle.TO_VERIFY, Obstacle.EXISTS} & {*obstacles} else "",
        again,
    )
    said = (
        "" if prepared.files else "aucune ligne ne part",
        _listed(list(filter(None, counts))),
        "" if prepared.survey is None else prepared.survey.hint,
        ", ".join(filter(None, remedies)),
    )
    return " ; ".join(filter(None, said))


def _listed(parts: Sequence[str]) -> str:
    return " et ".join(filter(None, (", ".join(parts[:-1]), *parts[-1:])))


def how_to_read(report: FileReport) -> str:
    """Return in French why a file cannot be read, and that it can be with --fix, where it can."""
    if not isinstance(report.failure, OddNumbers):
        return str(report.failure)
    return f"{report.failure} (--fix corrige {counted(len(report.failure.numbers), 'nombre écrit')} ainsi)"


def rewritten(reports: Sequence[FileReport]) -> Iterator[Warned]:
    """Yield in French what was rewritten of files that could not be read otherwise."""
    for report in reports:
        if report.odd is not None:
            from segur_tui.format.odd_numbers import in_words

            numbers = report.odd.numbers
            corrected = f"{counted(len(numbers), 'nombre corrigé')} ({in_words(numbers)})"
            text = f"{report.path} : illisible tel quel, lu avec {corrected} ; le fichier lui-même reste"
            yield Warned("rewritten", typeset(text))
