"""The text report of `export`: what was written, what stays and why, and what comes next."""

from __future__ import annotations

from segur_tui.application.documents.survey import Survey
from segur_tui.application.export.deciding import Plan
from segur_tui.application.export.exporting import Exported
from segur_tui.cli.output import write_line
from segur_tui.format.obstacle import Obstacle
from segur_tui.format.wording import counted, typeset, weight

_MOST_UNNAMED = 20
"""Files without a proposed name that are told one by one."""


def print_export_text(plan: Plan, exported: Exported, *, dry_run: bool) -> None:
    """Print the files and their lines, then the lines that stay, the documents, and what comes next."""
    done = "serait écrit" if dry_run else "écrit"
    for path, file in zip(exported.paths, plan.files, strict=False):
        write_line(typeset(f"{done} : ") + f"{path} ({counted(len(file.lines), 'ligne')})")
        for number, candidate in enumerate(file.lines, 1):
            source = plan.path_of(candidate).name
            write_line(
                f"  {number:>3}  n° éditeur {plan.editor_number(candidate)}  ←  {source}, ligne {candidate.line}"
            )
    sizes = [pack.size for packs in plan.packs for pack in packs]
    for written, size in zip(exported.packs, sizes, strict=False):
        what = f"({counted(len(written.files), 'pièce')}, {weight(size)})"
        write_line(typeset(f"{done} : ") + f"{written.path} {what}")
    for left in plan.resubmission.left_out:
        editor_number = plan.editor_number(left.candidate)
        named = f" (n° éditeur {editor_number})" if editor_number else ""
        where = f"{plan.path_of(left.candidate).name}, ligne {left.candidate.line}{named}"
        write_line(typeset(f"reste, {left.obstacle.heading} : ") + where)
        for reason in left.reasons:
            write_line(f"       {reason}")
    if plan.survey is not None:
        _print_unnamed(plan.survey)
    if exported.paths and not dry_run:
        also = " et leurs pièces" if exported.packs else ""
        write_line(
            typeset(f"À faire : déposer ces fichiers{also} sur le portail de l’ASP, le jour que porte leur nom.")
        )


def _print_unnamed(survey: Survey) -> None:
    """Print the files of the folder that no demande names: what they may be first, then the others."""
    told = [stray for stray in survey.strays if stray.proposed or stray.remark]
    others = [stray for stray in survey.strays if not (stray.proposed or stray.remark)]
    if not survey.strays:
        return
    count = counted(len(survey.strays), "fichier")
    write_line(typeset(f"dans {survey.folder}, {count} qu’aucune ligne ne nomme :"))
    for stray in told:
        name = f"  →  {stray.proposed}" if stray.proposed else ""
        remark = f"  ({stray.remark})" if stray.remark else ""
        write_line(f"       {stray.name}{name}{remark}")
    for stray in others[:_MOST_UNNAMED]:
        write_line(f"       {stray.name}")
    if len(others) > _MOST_UNNAMED:
        write_line(f"       … et {counted(len(others) - _MOST_UNNAMED, 'autre')}")


def refusal(prepared: Plan, *, is_fixed: bool) -> str:
    """Return in French why nothing is written, and what helps."""
    errors = prepared.resubmission.file_errors
    if errors:
        named = "\n  ".join(f"{finding.balise or 'fichier'} : {finding.message}" for finding in errors)
        return f"l’entête est en erreur\n  {named}"
    obstacles = [left.obstacle for left in prepared.resubmission.left_out]
    in_error, without = obstacles.count(Obstacle.ERRORS), obstacles.count(Obstacle.DOCUMENTS)
    if not (in_error or without):
        return "aucune ligne à déposer à nouveau"
    counts = (
        f"{counted(in_error, 'ligne')} en erreur" if in_error else "",
        f"{counted(without, 'ligne')} dont des pièces manquent ou sont à revoir" if without else "",
    )
    remedies = (
        "--fix corrige les cas sûrs" if in_error and not is_fixed else "",
        "--leave-out-errors laisse ces lignes de côté" if prepared.files else "",
    )
    said = (
        "" if prepared.files else "aucune ligne ne part",
        " et ".join(filter(None, counts)),
        "" if prepared.survey is None else prepared.survey.hint,
        ", ".join(filter(None, remedies)),
    )
    return " ; ".join(filter(None, said))
