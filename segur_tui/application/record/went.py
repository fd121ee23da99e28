"""The SQL that tells where the demandes of submissions went: to the ASP, into a file written, or a newer one."""

from __future__ import annotations

from segur_tui.application.record.columns import DEPOSIT, IS_SEEN, IS_STANDING, SETTLED_STATE
from segur_tui.application.record.sql import is_dossier, is_named, is_same, supplier_of


def _sharing(lines: str, condition: str, mine: str, own: str) -> str:
    """Return the SQL that tells whether another line, `seen` or `exported`, shares a number and meets a condition.

    `mine` and `own` are the line and its file; the others are `l` and `f`, and `a` and `r` behind these.
    """
    theirs, file = ("l", "f") if mine == "m" else ("a", "r")
    known = {"editor_key": f"{mine}.editor_key != ''", "dossier_key": is_dossier(f"{mine}.dossier_key")}
    sharing = (
        f"""EXISTS (
            SELECT 1 FROM {lines}_line {theirs} JOIN {lines}_file {file} ON {file}.id = {theirs}.file_id
            WHERE {is_known} AND {theirs}.{key} = {mine}.{key} AND {supplier_of(file)} = {supplier_of(own)}
                AND {condition}
        )"""  # noqa: S608 (names of ours, no value)
        for key, is_known in known.items()
    )
    return f"({' OR '.join(sharing)})"


_AT = DEPOSIT.format(file="f")
_IS_WRITTEN = f"""EXISTS (
    SELECT 1 FROM exported_file e WHERE {IS_SEEN.replace("f.", "d.")} AND e.withdrawn = ''
)"""  # noqa: S608 (ours)
_IS_LATER = f"f.withdrawn = '' AND ({_AT} > d.deposit OR ({_AT} != d.deposit AND NOT {_IS_WRITTEN}))"
_IS_ITS_ANSWER = f"""
    a.state != 'pending' AND r.deposit >= {_AT} AND l.source != r.path AND NOT {is_named("l.source", "r.name")}
"""
_IS_WAITING = f"{_IS_LATER} AND NOT {_sharing('seen', _IS_ITS_ANSWER, 'l', 'f')}"
_IS_ANSWER = f"""
    l.state != 'pending' AND (
        (d.deposit != '' AND f.deposit >= d.deposit)
        OR ({SETTLED_STATE} = 'accepted' AND (l.state != 'accepted' OR f.is_solde = 1))
    )
"""
_IS_NEWER = f"""
    f.kind = 'submission' AND d.deposit != '' AND f.deposit > d.deposit AND {IS_STANDING}
        AND {is_same("editor_key", "m.dossier_key", "l.dossier_key")}
"""
WENT = f"""
    SELECT d.id, d.name, CASE
        WHEN {_sharing("seen", _IS_ANSWER, "m", "d")} THEN 'answered'
        WHEN {_sharing("exported", _IS_WAITING, "m", "d")} OR EXISTS (
            SELECT 1 FROM exported_line l JOIN exported_file f ON f.id = l.file_id
            WHERE l.source_digest = d.digest AND l.source_line = m.line AND {_IS_LATER}
        ) THEN 'exported'
        WHEN {_sharing("seen", _IS_NEWER, "m", "d")} AND NOT {_IS_WRITTEN} THEN 'newer'
        ELSE 'left'
        END AS went, count(*)
    FROM seen_file d JOIN seen_line m ON m.file_id = d.id
    WHERE d.kind = 'submission' AND d.name IN ($names) GROUP BY d.id, d.name, went
"""  # noqa: S608 (names of ours, no value)
"""How many lines of submissions, by name, went where.

An acceptance counts whenever it came; an export until it is answered, for a file that was written itself only if
it is later.
"""
