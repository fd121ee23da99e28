"""The `history --unclaimed` report: money that is still to be claimed, as text, JSON or CSV."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from segur_tui.application.history.story import day_and_number
from segur_tui.application.history.unclaimed import Unclaimed, Why, total
from segur_tui.application.reports.csv_table import csv_lines
from segur_tui.cli.output import write_json, write_line, write_pieces
from segur_tui.format.tree import Json, Number
from segur_tui.format.wording import counted, euros

FORMAT = "segur-tui-history/1"
_TITLES = (
    "Quoi", "N° ANS", "N° éditeur", "Dossier", "Montant HT", "70 % HT", "TVA", "Jours", "Fichier", "Ligne",
)  # fmt: skip


def print_unclaimed(found: Sequence[Unclaimed], today: date, form: str) -> None:
    """Print what is still to be claimed on standard output."""
    match form:
        case "json":
            write_json(
                {
                    "format": FORMAT,
                    "unclaimed": [_as_json(each, today) for each in found],
                    "totals": {
                        **{why.id: _money(total(each for each in found if each.why is why)) for why in Why},
                        "all": _money(total(found)),
                    },
                }
            )
        case "csv":
            write_pieces(csv_lines(_TITLES, (_cells(each, today) for each in found)))
        case _:
            for line in _lines(found, today):
                write_line(line)


def _lines(found: Sequence[Unclaimed], today: date) -> Iterator[str]:
    for why in Why:
        some = [each for each in found if each.why is why]
        if why is Why.TO_VERIFY and not some:
            continue
        yield f"{why.words} : {counted(len(some), 'demande')}, {euros(total(some))} HT"
        for each in some:
            age, share = each.age(today), each.share
            days = "sans date" if age is None else counted(age, "jour")
            money = "montant inconnu" if share is None else f"{euros(share)} sur {euros(each.amount)}"
            ttc = " (commande TTC)" if each.is_ttc else ""
            place = f"{each.name} ({day_and_number(each.deposit)}), ligne {each.line}"
            numbers = f"{each.numero_editeur:<5} {each.numero_asp:<12} {each.numero_ans:<10}"
            yield f"  {numbers} {money}{ttc} · {days} · {place}"
    unknown = sum(each.amount is None for each in found)
    without = f" ; {counted(unknown, 'demande')} sans montant connu" if unknown else ""
    yield f"reste à demander : {euros(total(found))} HT{without}"


def _cells(each: Unclaimed, today: date) -> Iterator[str | int | Decimal]:
    yield from (each.why.one, each.numero_ans, each.numero_editeur, each.numero_asp)
    yield from ("" if money is None else Decimal(f"{money:.2f}") for money in (each.amount, each.share))
    age = each.age(today)
    yield from ("TTC" if each.is_ttc else "", "" if age is None else age, each.path, each.line)


def _as_json(each: Unclaimed, today: date) -> Json:
    return {
        "why": each.why.id,
        "numeroAns": each.numero_ans,
        "numeroEditeur": each.numero_editeur,
        "numeroASP": each.numero_asp or None,
        "amount": _money(each.amount),
        "share": _money(each.share),
        "isTTC": each.is_ttc,
        "age": each.age(today),
        "deposit": each.deposit or None,
        "file": each.path,
        "line": each.line,
    }


def _money(amount: Decimal | None) -> Json:
    return None if amount is None else Number(f"{amount:.2f}")
