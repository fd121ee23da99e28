"""The life of demandes in words: what happened, when, in which file and line."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from segur_tui.application.history.passage import Demande, Passage, What
from segur_tui.format.profiles import short_name
from segur_tui.format.wording import typeset

_WORDS = {
    What.DEPOSITED: "fichier à déposer",
    What.EXPORTED: "exportée",
    What.PENDING: "en attente",
    What.REJECTED: "refusée",
    What.TO_VERIFY: "à vérifier",
    What.DOUBTFUL: "acceptée (avance ?)",
    What.ACCEPTED: "acceptée",
    What.WITHDRAWN: "exportée, retirée",
}
_BY = {What.EXPORTED: "par", What.WITHDRAWN: "retirée par"}
"""The words before who did it; it was an answer that was settled otherwise."""
_WHAT_TO_DO = typeset(" ; s’il a été coupé net, « segur-tui record check » dit que faire")
NO_FILE_KNOWN = typeset(
    "aucun fichier n’est encore connu : « segur-tui DOSSIER » retient ceux qu’il lit, "
    "« segur-tui export » ceux qu’il exporte"
)
"""The words for a history that holds nothing yet."""
UNDATED = "sans date"
"""The text for the day of a file whose name shows none."""


def by_demande(passages: Sequence[Passage]) -> list[tuple[Demande, list[Passage]]]:
    """Return passages demande by demande, each in time; a demande keeps its numbers from file to file."""
    in_order = sorted(passages, key=lambda passage: (passage.demande, passage.order))
    return [(key, list(group)) for key, group in groupby(in_order, attrgetter("demande"))]


def title(demande: Demande) -> str:
    """Return the numbers of a demande."""
    numbers = (
        ("n° éditeur", demande.numero_editeur),
        ("dossier", demande.numero_asp),
        ("ANS", demande.numero_ans),
    )
    return " · ".join(f"{name} {value}" for name, value in numbers if value)


def numbers(demande: Demande) -> str:
    """Return the numbers of a demande in short, its own first."""
    own = [number for number in (demande.numero_editeur, demande.numero_asp) if number]
    return " · ".join((*(own or ["sans numéro"]), f"ANS {demande.numero_ans or 'inconnu'}"))


def when(passage: Passage) -> str:
    """Return the day and number of a passage's file, such as 12/10/2026 n° 001."""
    return day_and_number(passage.deposit)


def day_and_number(deposit: str) -> str:
    """Return a day and number of a file's name in words, such as 12/10/2026 n° 001."""
    day, _, number = deposit.partition("-")
    return f"{day[6:8]}/{day[4:6]}/{day[:4]} n° {number}" if day else UNDATED


def what(passage: Passage) -> str:
    """Return what happened, or is about to, in a word or two."""
    return typeset("en cours d’export") if passage.is_under_way else _WORDS[passage.what]


def where(passage: Passage) -> str:
    """Return the file and line of a passage, where its line came from or what the ASP said, and who did it."""
    by = f", {_BY.get(passage.what, 'réglée par')} {passage.whose}" if passage.whose else ""
    return f"{_place(passage)}{by}{_WHAT_TO_DO if passage.is_under_way else ''}"


def _place(passage: Passage) -> str:
    place = f"{passage.name}, ligne {passage.line}"
    if passage.what in _BY:
        source = passage.source.rpartition("/")[2]
        return f"{place} (venant de {source}, ligne {passage.source_line})"
    code = f"code {passage.code}" if passage.code else ""
    said = typeset(" : ").join(part for part in (code, passage.label) if part)
    return f"{place} — {said}" if said else place


def beside(passage: Passage) -> str:
    """Return in short where a passage's line came from or what the ASP said, and the file that tells no day."""
    source = f"de {short_name(Path(passage.source).name)}:{passage.source_line}"
    said = source if passage.what in _BY else passage.label or passage.code
    return said if passage.deposit else " — ".join(filter(None, (passage.name, said)))
