"""The doubt about a day of deposit: past, far ahead, or before an invoice that goes."""

from __future__ import annotations

from datetime import date

from segur_tui.application.export.plan import Plan
from segur_tui.format.kinds import is_after
from segur_tui.format.wording import agreed, counted, typeset

_DAYS_AHEAD = 31
"""Days from which a day of deposit is rather mistyped than meant."""


def doubt_of_day(plan: Plan, day: date, today: date) -> str:
    """Return in French why who goes is not to be deposited on a day; empty where nothing speaks against it."""
    balise, ahead = plan.profile.day, (day - today).days
    demandes = map(plan.demande, plan.resubmission.going)
    later = sum(isinstance(each, dict) and is_after(balise.kind, each.get(balise.name), day) for each in demandes)
    why = (
        "est déjà passé" if ahead < 0 else "",
        f"n’arrive que dans {counted(ahead, 'jour')}" if ahead > _DAYS_AHEAD else "",
        f"précède la date de {counted(later, 'facture')} qui {agreed(later, 'part')}" if later else "",
    )
    said = " et ".join(filter(None, why))
    return typeset(f"le {day:%d/%m/%Y}, jour du dépôt, {said}") if said else ""
