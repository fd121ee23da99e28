"""The `answers` command: every code and label seen, what followed, and what people settled (design.md §1)."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Sequence

from segur_tui.application.files.opening import Opened, claim_paths, open_claim
from segur_tui.application.history.known_answers import KnownAnswer, known_answers
from segur_tui.application.history.readings import hand_in
from segur_tui.application.record.engines import open_record
from segur_tui.application.record.schema import RecordUnknown
from segur_tui.application.record.settled import SettledAnswer, SettledAnswers, forget_answer
from segur_tui.application.reports.csv_table import csv_lines
from segur_tui.application.settings.values import Settings
from segur_tui.application.state.database import PATIENCE
from segur_tui.cli import USAGE_ERROR
from segur_tui.cli.output import tell, tell_waiting, write_json, write_line, write_pieces
from segur_tui.format.answer import Answer
from segur_tui.format.rejection import in_full
from segur_tui.format.settled import WORDS
from segur_tui.format.tree import Json
from segur_tui.format.value_type import replace
from segur_tui.format.wording import typeset

DONE = 0
FORMAT = "segur-tui-answers/1"
_TITLES = ("Fois", "Lecture", "N° ANS", "Code", "Libellé", "Balise", "Redéposées", "Acceptées", "Ce qui a suivi")
_NOTHING = "aucune réponse de l’ASP n’est connue : donnez des fichiers, ou ouvrez-les"


def run(options: Namespace, settings: Settings) -> int:
    """Print what is known of the ASP's answers, or take back what was settled, and return the exit status."""
    if options.forget is not None and options.paths:
        tell("--forget reprend une réponse réglée, sans fichier")
        return USAGE_ERROR
    try:
        if options.forget is not None:
            return _forget(options.forget, settings)
        hand_in(settings, replace(PATIENCE, tell=tell_waiting), tell)
        files = [open_claim(each, settings) for each in claim_paths(options.paths)]
        with open_record(settings, replace(PATIENCE, tell=tell_waiting), to_read=True) as store:
            answers, settled = known_answers(store, files), SettledAnswers(store).all()
    except RecordUnknown as why:
        tell(str(why))
        return USAGE_ERROR
    _print(options.format, answers, settled, settings)
    return _unreadable(files)


def _unreadable(files: Sequence[Opened]) -> int:
    unreadable = [each for each in files if each.claim is None]
    for each in unreadable:
        tell(f"{each.path} : {each.failure}")
    return USAGE_ERROR if unreadable else DONE


def _forget(number: int, settings: Settings) -> int:
    found = forget_answer(number, settings)
    if found is None:
        tell(f"aucune réponse réglée n’a le n° {number} (segur-tui answers les montre)")
        return USAGE_ERROR
    write_line(typeset("de nouveau à vérifier : ") + _settled(found, settings))
    return DONE


def _print(
    form: str, answers: Sequence[KnownAnswer], settled: Sequence[SettledAnswer], settings: Settings
) -> None:
    if form == "json":
        known: list[Json] = [_as_json(each) for each in answers]
        write_json({"format": FORMAT, "answers": known, "settled": [_settled_as_json(each) for each in settled]})
    elif form == "csv":
        write_pieces(csv_lines(_TITLES, map(_cells, answers)))
    else:
        for each in answers:
            write_line(_in_words(each))
            if each.fixed:
                write_line(typeset(f"{'':12}{each.fixed}{_most(each)}"))
        if not answers:
            write_line(typeset(_NOTHING))
        if settled:
            write_line(typeset("réglées (--forget N en reprend une) :"))
        for one in settled:
            write_line(f"  {_settled(one, settings)}")


def _in_words(each: KnownAnswer) -> str:
    balise = f" [{each.balise}]" if each.balise else ""
    ans = f" (ANS {each.numero_ans})" if each.numero_ans else ""
    return typeset(f"{each.times:>5} fois  {each.reading:<20} ") + in_full(each.answer) + balise + ans


def _most(each: KnownAnswer) -> str:
    """Return the values that were put most often, in words: first those of the balise that the label names."""
    in_order = sorted(each.changes, key=lambda change: change.balise != each.balise)
    shown = [change.most for change in in_order if change.most is not None]
    return f" ({shown[0].before or 'absente'} → {shown[0].after or 'absente'})" if shown else ""


def _cells(each: KnownAnswer) -> Iterator[str | int]:
    yield from (each.times, each.reading, each.numero_ans, each.code, each.label, each.balise)
    yield from (each.went_again, each.accepted, each.fixed + _most(each))


def _as_json(each: KnownAnswer) -> Json:
    return {
        "code": each.code or None,
        "label": each.label or None,
        "numeroAns": each.numero_ans or None,
        "state": each.state.name.lower(),
        "settled": each.is_settled,
        "balise": each.balise or None,
        "times": each.times,
        "wentAgain": each.went_again,
        "accepted": each.accepted,
        "unchanged": each.unchanged,
        "changes": [
            {
                "balise": change.balise,
                "times": change.times,
                "before": None if change.most is None else change.most.before,
                "after": None if change.most is None else change.most.after,
            }
            for change in each.changes
        ],
    }


def _settled(each: SettledAnswer, settings: Settings) -> str:
    said = in_full(Answer(each.state, each.code, each.label))
    where = f"{each.name}, ligne {each.line}" if each.line else "désormais"
    return typeset(f"n° {each.number} · ANS {each.numero_ans} · {where} · {WORDS[each.state]} : ") + (
        f"{said} — {each.words(settings)}"
    )


def _settled_as_json(each: SettledAnswer) -> Json:
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
