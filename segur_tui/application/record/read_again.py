"""Answers that an earlier program kept, read again as this one reads them (format.md §5)."""

from __future__ import annotations

from segur_tui.format.answer import AnswerState, read_answer
from segur_tui.format.tree import Json

STATES = {
    AnswerState.ACCEPTED: "accepted",
    AnswerState.REJECTED: "rejected",
    AnswerState.PENDING: "pending",
    AnswerState.TO_VERIFY: "to-verify",
}
"""The states of answers as the record keeps them."""
_NOTHING = frozenset(("false", "[]", "{}", "[null]", '[""]'))
"""Values without a code or label, as the JSON text that was kept of them."""


def read_again(state: str, code: str, label: str) -> str:
    """Return the state of an answer that was kept as a state, a code and a label.

    An acceptance stays one: which codes were configured then is not known, and it holds the demande.
    """
    return state if state == "accepted" else STATES[read_answer(_read(code), _read(label)).state]


def _read(text: str) -> Json:
    return None if text in _NOTHING else text.strip('[]"') if text.startswith('["') else text
