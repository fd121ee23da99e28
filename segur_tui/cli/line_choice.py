"""The lines that `--lines` names: `rejected`, `all`, or positions such as `1,3-5`."""

from __future__ import annotations

import re

from segur_tui.format.answer import AnswerState
from segur_tui.format.claim_file import ClaimFile
from segur_tui.format.resubmission import chosen_by_default

_STATES = {
    "rejected": (AnswerState.REJECTED,),
    "all": tuple(state for state in AnswerState if state is not AnswerState.ACCEPTED),
}
_RANGE = re.compile(r"\s*(\d{1,6})\s*(?:-\s*(\d{1,6})\s*)?", re.ASCII)


class LineChoiceError(ValueError):
    """A choice of lines that cannot be followed; the message is in French."""


def names_positions(choice: str | None) -> bool:
    """Tell whether a choice names positions, which means something for one file only."""
    return choice is not None and choice not in _STATES


def chosen_lines(choice: str | None, claim: ClaimFile) -> list[int]:
    """Return the lines of a file that a choice names, from 1, in order; raises LineChoiceError."""
    if choice is None:
        return chosen_by_default(claim)
    if choice not in _STATES:
        return _positions(choice, len(claim.lines))
    return [line for line, answer in enumerate(claim.answers, 1) if answer.state in _STATES[choice]]


def _positions(choice: str, count: int) -> list[int]:
    lines: set[int] = set()
    for part in choice.split(","):
        found = _RANGE.fullmatch(part)
        if found is None:
            raise LineChoiceError(f"« {choice} » ne désigne pas de lignes : rejected, all, ou par exemple 1,3-5")
        first, last = int(found[1]), int(found[2] or found[1])
        if first > last:
            raise LineChoiceError(
                f"« {part.strip()} » ne désigne pas de lignes : la première vient après la dernière"
            )
        if first < 1:
            raise LineChoiceError(f"« {part.strip()} » ne désigne pas de lignes : les numéros vont de 1 à {count}")
        if last > count:
            raise LineChoiceError(f"la ligne {last} n’existe pas : le fichier en compte {count}")
        lines.update(range(first, last + 1))
    return sorted(lines)
