"""The answer to a demande of whatever keys: what is seen at a glance is what a look at every place finds."""

from __future__ import annotations

from typing import Any

import pytest

from segur_tui.format.answer import ACCEPTED_CODES, AnswerState
from segur_tui.format.answers import Answering
from segur_tui.format.form import DemandeForm, form_of
from segur_tui.format.reading import parse
from segur_tui.format.solde import SOLDE
from segur_tui.format.tree import Members
from segur_tui.format.writing import write
from tests.avances import avance
from tests.claims import ACCEPTED, REJECTED

_SAID = "Demande acceptée"
_HIDDEN: dict[str, dict[str, Any]] = {
    "nothing": {},
    "a code in another letter case": {"CodeTraitement": "0000"},
    "a label with a separator": {"libelle_traitement": _SAID},
    "an acceptance under another key": {"reponse": _SAID},
    "an acceptance in capital letters": {"reponse": "DEMANDE ACCEPTEE"},
    "an acceptance in a box": {"reponse": [[_SAID]]},
    "an acceptance one level down": {"retour": {"reponse": _SAID}},
    "an acceptance in a list of objects": {"retours": [{"note": 1}, {"reponse": [_SAID]}]},
    "a label one level down": {"traitement": {"libelleTraitement": _SAID}},
    "a code two levels down": {"retour": {"traitement": {"codeTraitement": "0000"}}},
    "a text that only looks like one": {"note": "acceptation en cours"},
    "a list of texts": {"notes": [_SAID, "autre"]},
    "a code in its own label": {"libelleTraitement": {"codeTraitement": "0000"}},
    "a key for its own two": {"codeTraitement": ["0000"], "libelleTraitement": [_SAID]},
}


class _Everywhere(Answering):
    def _is_usual(self, demande: Members, form: DemandeForm) -> bool:  # noqa: ARG002 (none is)
        return False


@pytest.mark.parametrize("answer", [None, ACCEPTED, REJECTED, ("", ""), ("9", "")])
@pytest.mark.parametrize("hidden", _HIDDEN)
def test_an_answer_is_found_wherever_it_stands(hidden: str, answer: tuple[str, str] | None) -> None:
    demande = avance(1, answer) | _HIDDEN[hidden]
    glance, look = (each(SOLDE, ACCEPTED_CODES, has_reference=True) for each in (Answering, _Everywhere))
    form = form_of(demande, SOLDE.demande)
    assert glance.of(demande, form) == look.of(demande, form)
    assert glance.unanswered(demande) == look.unanswered(demande)


def test_a_key_that_stands_twice_is_looked_into() -> None:
    twice = b'"codeTraitement": null, "codeTraitement": "0000"'
    text = write(avance(1)).replace(b'"codeTraitement": null', twice)
    demande = parse(text.decode())
    answer = Answering(SOLDE, ACCEPTED_CODES, has_reference=True).of(demande, form_of(demande, SOLDE.demande))
    assert answer.state is not AnswerState.PENDING
