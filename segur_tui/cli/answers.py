"""The `answers` command: what people settled of the ASP's answers to verify (design.md §1)."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace

from segur_tui.application.record.schema import RecordUnknown
from segur_tui.application.record.settled import SettledAnswer, SettledAnswers, forget_answer
from segur_tui.application.record.store import Store
from segur_tui.application.settings.values import Settings
from segur_tui.application.state.database import PATIENCE
from segur_tui.cli import USAGE_ERROR
from segur_tui.cli.output import tell, tell_waiting, write_json, write_line
from segur_tui.format.answer import Answer
from segur_tui.format.rejection import in_full
from segur_tui.format.settled import WORDS
from segur_tui.format.tree import Json
from segur_tui.format.wording import typeset

DONE = 0
FORMAT = "segur-tui-answers/1"


def run(options: Namespace, settings: Settings) -> int:
    """Print what was settled, or take one of it back, and return the exit status."""
    patience = replace(PATIENCE, tell=tell_waiting)
    try:
        if options.forget is not None:
            return _forget(options.forget, settings)
        with Store.opened(settings, patience, to_read=True) as store:
            settled = SettledAnswers(store).all()
    except RecordUnknown as why:
        tell(str(why))
        return USAGE_ERROR
    if options.format == "json":
        write_json({"format": FORMAT, "settled": [_as_json(each) for each in settled]})
        return DONE
    for each in settled:
        write_line(_words(each, settings))
    if not settled:
        write_line(typeset("aucune réponse à vérifier n’est réglée (x, sur la ligne d’un fichier, en règle une)"))
    return DONE


def _forget(number: int, settings: Settings) -> int:
    found = forget_answer(number, settings)
    if found is None:
        tell(f"aucune réponse réglée n’a le n° {number} (segur-tui answers les montre)")
        return USAGE_ERROR
    write_line(typeset(f"de nouveau à vérifier : {_words(found, settings)}"))
    return DONE


def _words(each: SettledAnswer, settings: Settings) -> str:
    said = in_full(Answer(each.state, each.code, each.label))
    where = f"{each.name}, ligne {each.line}" if each.line else "désormais"
    return typeset(f"n° {each.number} · ANS {each.numero_ans} · {where} · {WORDS[each.state]} : ") + (
        f"{said} — {each.words(settings)}"
    )


def _as_json(each: SettledAnswer) -> Json:
    return {
        "number": each.number,
        "numeroAns": each.numero_ans,
        "code": each.code or None,
        "label": each.label or None,
        "state": each.state.name.lower(),
        "file": each.name or None,
        "line": each.line or None,
        "account": each.account,
        "host": each.host,
        "settledAt": each.since,
    }
