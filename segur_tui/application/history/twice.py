"""Files of which one is to be deposited at most, or none, in words (format.md §6)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from segur_tui.application.history.claimed_before import place_of_claim
from segur_tui.application.history.story import day_and_number
from segur_tui.application.record.accepted import AcceptedElsewhere, accepted_elsewhere
from segur_tui.application.record.doubled import Doubled, doubled
from segur_tui.application.record.store import Store
from segur_tui.application.state.writer import by_others
from segur_tui.format.wording import typeset


def doubled_words(two: Doubled) -> str:
    """Return in French which two files are not both to be deposited, why, and what is to be done."""
    files = " et ".join(
        f"{path} ({day_and_number(deposit)}{by_others(whose)})"
        for path, deposit, whose in zip(two.paths, two.deposits, two.whose, strict=True)
    )
    why = ["portent le même numéro"] if two.deposits[0] == two.deposits[1] else []
    if all(two.lines):
        lines = (f"{'lignes' if len(each) > 1 else 'ligne'} {', '.join(map(str, each))}" for each in two.lines)
        why.append(f"ont des demandes en commun ({' de l’un, '.join(lines)} de l’autre)")
    return (
        f"ne déposez qu’un des deux : {files} {' et '.join(why)} ; « segur-tui withdraw FICHIER »"
        f"{', sur la machine et sous le compte qui l’ont écrit,' if two.paths[0] == two.paths[1] else ''} "
        "retire celui qui n’a pas été déposé"
    )


def accepted_words(file: AcceptedElsewhere) -> str:
    """Return in French which file is not to be deposited, for what it holds, and what is to be done."""
    held = (
        f"ligne {line.line}, {line.shown_number} est acceptée dans {place_of_claim(answer)}"
        for line, answer in file.lines
    )
    return (
        f"ne déposez pas {file.path} ({day_and_number(file.deposit)}{by_others(file.whose)}) : "
        f"{', '.join(held)}{'' if file.is_answered else ' ; « segur-tui withdraw FICHIER » le retire'}"
    )


@contextmanager
def news_of_twice(store: Store) -> Iterator[list[str]]:
    """Let a block add to a record, and fill a list with what is not to be deposited since, in French."""
    said = list[str]()
    two, none = set(doubled(store)), {each.key for each in accepted_elsewhere(store)}
    yield said
    said += (typeset(f"attention, {doubled_words(each)}") for each in doubled(store) if each not in two)
    said += (
        typeset(f"attention, {accepted_words(each)}") for each in accepted_elsewhere(store) if each.key not in none
    )
