"""The JSON report of `export`, a contract that scripts rely on (design.md §1)."""

from __future__ import annotations

from collections.abc import Sequence

from segur_tui.application.export.exporting import Exported
from segur_tui.application.export.plan import Plan
from segur_tui.cli.output import Warned, write_json
from segur_tui.format.candidate import Candidate
from segur_tui.format.tree import Json

FORMAT = "segur-tui-export/1"


def print_export_json(plan: Plan, exported: Exported, warnings: Sequence[Warned] = (), *, dry_run: bool) -> None:
    """Print the report; `documents` and `unnamed` files stand in it where a folder of documents was given."""
    del dry_run  # the report is the same: it tells the names that are free at this moment
    written: list[Json] = [
        {
            "path": str(path),
            "lines": [
                {**_demande(plan, candidate), "numLigne": number} for number, candidate in enumerate(file.lines, 1)
            ],
        }
        for path, file in zip(exported.paths, plan.files, strict=False)
    ]
    staying = plan.staying if exported.paths else [*plan.staying, *plan.unwritten]
    left_out: list[Json] = [
        {**_demande(plan, left.candidate), "obstacle": left.obstacle.id, "reasons": list(left.reasons)}
        for left in sorted(staying, key=lambda left: left.candidate)
    ]
    accepted: dict[str, Json] = {str(path): count for path, count in plan.accepted.items()}
    reported: list[Json] = [{"id": warning.id, "text": warning.text} for warning in warnings]
    report: dict[str, Json] = {
        "format": FORMAT,
        "written": written,
        "left_out": left_out,
        "accepted": accepted,
        "warnings": reported,
    }
    write_json({**report, **_documents(plan, exported)})


def _demande(plan: Plan, candidate: Candidate) -> dict[str, Json]:
    return {
        "source": str(plan.path_of(candidate)),
        "line": candidate.line,
        "numeroEditeur": plan.editor_number(candidate),
    }


def _documents(plan: Plan, exported: Exported) -> dict[str, Json]:
    if plan.survey is None:
        return {}
    return {
        "documents": [{"path": str(pack.path), "files": list(pack.files)} for pack in exported.packs],
        "unnamed": [{"name": stray.name, "proposed": stray.proposed} for stray in plan.survey.strays],
    }
