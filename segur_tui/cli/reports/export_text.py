"""The text report of `export`: what was written, what stays and why, and what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from segur_tui.application.exporting import Plan
from segur_tui.cli.output import write_line
from segur_tui.format.resubmission import Obstacle
from segur_tui.format.wording import counted, typeset

_HEADINGS = {
    Obstacle.ERRORS: "en erreur",
    Obstacle.ACCEPTED: "déjà acceptée",
    Obstacle.EXISTS: "déjà connue de l’ASP",
}


def print_export_text(plan: Plan, paths: Sequence[Path], *, dry_run: bool) -> None:
    """Print the files and their lines, then the lines that stay, then what comes next."""
    for path, file in zip(paths, plan.files, strict=False):
        done = "serait écrit" if dry_run else "écrit"
        write_line(typeset(f"{done} : ") + f"{path} ({counted(len(file.lines), 'ligne')})")
        for number, candidate in enumerate(file.lines, 1):
            source = plan.path_of(candidate).name
            write_line(
                f"  {number:>3}  n° éditeur {plan.editor_number(candidate)}  ←  {source}, ligne {candidate.line}"
            )
    for left in plan.resubmission.left_out:
        editor_number = plan.editor_number(left.candidate)
        where = f"{plan.path_of(left.candidate).name}, ligne {left.candidate.line} (n° éditeur {editor_number})"
        write_line(typeset(f"reste, {_HEADINGS[left.obstacle]} : ") + where)
        for reason in left.reasons:
            write_line(f"       {reason}")
    if paths and not dry_run:
        write_line(typeset("À faire : déposer ces fichiers sur le portail de l’ASP, le jour que porte leur nom."))
