"""The rule on what the ASP has said (format.md §5)."""

from __future__ import annotations

from segur_tui.format.finding import ERROR, FindingSource
from segur_tui.format.rule import OfAnswer


class AspRejection(OfAnswer):
    id, severity, section, source = "asp-rejection", ERROR, "1.2", FindingSource.ASP
    title = "refus de l’ASP"
    wrong, expected = "refusée par l’ASP{code} : {label}", ""
    why = "L’ASP s’arrête à la première erreur d’une ligne, et n’en dit pas plus."
