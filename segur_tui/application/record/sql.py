"""The SQL by which the history tells demandes and their passages apart."""

from __future__ import annotations

from segur_tui.format.kinds import Identifier, Kind
from segur_tui.format.profiles import PROFILES

QUERY = (
    "SELECT deposit, path, numero_ans, line, numero_editeur, numero_asp, what, code, label, source, source_line "
    "FROM passage"
)

DEPOSIT = "replace({file}.day, '-', '') || '-' || printf('%03d', {file}.number)"
"""The day and number of an exported file, as they stand in its name."""


def _like(kind: Kind) -> str:
    """Return what a number of a kind looks like, for GLOB."""
    return kind.prefix + "?" * (kind.length - len(kind.prefix)) if isinstance(kind, Identifier) else "?*"


_DOSSIERS = sorted({_like(profile.dossier.kind) for profile in PROFILES})


def _is_dossier(asp: str) -> str:
    """Return the SQL that tells whether a number looks like a dossier of any format."""
    likes = (f"{asp} GLOB '{like}'" for like in _DOSSIERS)
    return f"({' OR '.join(likes)})"


def is_same(number: str, asp: str, other_asp: str) -> str:
    """Return the SQL that tells whether two passages that share a number are of one demande.

    The dossier tells demandes apart: a n° éditeur on two dossiers is a fault that lines are refused for. What does
    not look like a dossier is none.
    """
    if number == "numero_asp":
        return _is_dossier(asp)
    return f"({asp} = {other_asp} OR NOT {_is_dossier(asp)} OR NOT {_is_dossier(other_asp)})"


def has_gone_on(number: str) -> str:
    """Return the SQL that tells whether another passage with the same number takes a rejected line further.

    Two lines of one file that share a dossier and not the n° éditeur are two demandes, one of them misnumbered.
    Whatever is later than a return of an unknown day is not known; an export holds the demande either way.
    """
    same = is_same(number, "passage.numero_asp", "o.numero_asp")
    if number == "numero_asp":
        same += " AND (o.path != passage.path OR o.numero_editeur = passage.numero_editeur)"
    return f"""
        EXISTS (
            SELECT 1 FROM passage o
            WHERE o.{number} = passage.{number} AND o.{number} != '' AND o.numero_ans = passage.numero_ans AND (
                {comes_from("o", "passage.path", "passage.name", "passage.line")}
                OR ({same} AND (
                    o.what = 'accepted'
                    OR (o.deposit > passage.deposit AND (passage.deposit != '' OR o.what = 'exported'))
                ))
            )
        )
    """  # noqa: S608 (names of ours, no value)


def comes_from(exported: str, path: str, name: str, line: str) -> str:
    """Return the SQL that tells whether a line was exported from that of a file, which may have moved since."""
    source = f"({exported}.source = {path} OR substr({exported}.source, -length({name}) - 1) = '/' || {name})"
    return f"({exported}.what = 'exported' AND {exported}.source_line = {line} AND {source})"


UNANSWERED = """
    SELECT f.name, sum(NOT ($answered)) FROM seen_file f JOIN seen_line l ON l.file_id = f.id
    WHERE f.kind = 'submission' AND f.deposit != '' GROUP BY f.id
"""
ANSWERED = """
    EXISTS (
        SELECT 1 FROM seen_line o JOIN seen_file r ON r.id = o.file_id
        WHERE o.$number = l.$number AND o.$number != '' AND o.state != 'pending'
            AND r.numero_ans = f.numero_ans AND r.deposit >= f.deposit
    )
"""
