"""Answers that an earlier program kept, read again as this one reads them (format.md §5)."""

from __future__ import annotations

import json
from contextlib import suppress

from segur_tui.format.answer import AnswerState, read_answer
from segur_tui.format.tree import Json

STATES = {
    AnswerState.ACCEPTED: "accepted",
    AnswerState.REJECTED: "rejected",
    AnswerState.PENDING: "pending",
    AnswerState.TO_VERIFY: "to-verify",
}
"""The states of answers as the record keeps them."""
_CERTAIN = frozenset(("accepted", "to-verify"))
"""The states that hold a demande, which nothing that is known here lets go."""


def read_again(state: str, code: str, label: str) -> str:
    """Return the state of an answer that was kept as a state, a code and a label.

    An acceptance stays one, as which codes were configured then is not known, and what is to verify stays so, as
    its words may be those of several values. Either may change once the file itself is read again.
    """
    return state if state in _CERTAIN else STATES[read_answer(_read(code), _read(label)).state]


def _read(text: str) -> Json:
    """Return the value of a text that was kept; earlier programs kept the JSON of what was no text or number."""
    if text.startswith(("[", "{")) or text in {"true", "false"}:
        with suppress(ValueError, RecursionError):
            value: Json = json.loads(text)
            return value
    return text
