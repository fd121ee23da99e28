"""The day of deposit as it is typed: AAAA-MM-JJ, and nothing else."""

from __future__ import annotations

import re
from datetime import date

from segur_tui.format.wording import typeset

_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


class NoDay(ValueError):  # noqa: N818 (it names what the text is)
    """A text that is no day; the message says why, in French."""


def deposit_day(text: str) -> date:
    """Return the day that a text names in full, as AAAA-MM-JJ; raises NoDay."""
    if not _DAY.fullmatch(text):
        raise NoDay(typeset(f"« {text} » n’est pas un jour AAAA-MM-JJ, par exemple 2026-11-23"))
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NoDay(typeset(f"« {text} » n’existe pas dans le calendrier ; attendu : AAAA-MM-JJ")) from None
