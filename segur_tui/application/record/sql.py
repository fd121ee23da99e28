"""The SQL by which the history tells demandes and their passages apart."""

from __future__ import annotations

from segur_tui.application.record.columns import DEPOSIT, WITHDRAWN_BY
from segur_tui.format.kinds import Identifier, Kind
from segur_tui.format.profiles import PROFILES

QUERY = (
    "SELECT deposit, path, numero_ans, line, numero_editeur, numero_asp, what, code, label, source, source_line, "
    "whose, what = 'exported' AND path IN (SELECT e.path FROM exported_file e JOIN intent i ON i.id = intent_id) "
    "FROM {passages}"
)
PASSAGES = "passage"
WITHDRAWN = f"""(
    SELECT {DEPOSIT.format(file="f")} AS deposit, f.path, f.numero_ans, l.num_ligne AS line, l.numero_editeur,
        l.numero_asp, l.editor_key, l.dossier_key, 'withdrawn' AS what, '' AS code, '' AS label, l.source,
        l.source_line, {WITHDRAWN_BY} AS whose
    FROM exported_line l JOIN exported_file f ON f.id = l.file_id WHERE f.withdrawn != ''
) AS passage"""  # noqa: S608 (ours)
"""What was exported and withdrawn since: shown, but no step in the life of a demande."""


def _looks_like(kind: Kind) -> str:
    """Return the SQL that tells whether a number looks like one of a kind."""
    if isinstance(kind, Identifier):
        prefix = kind.prefix.lower()
        return f"(lower(substr({{asp}}, 1, {len(prefix)})) = '{prefix}' AND length({{asp}}) = {kind.length})"
    return "{asp} != ''"


_IS_DOSSIER = f"({' OR '.join(sorted({_looks_like(profile.dossier.kind) for profile in PROFILES}))})"


def is_dossier(asp: str) -> str:
    """Return the SQL that tells whether a number looks like a dossier of any format."""
    return _IS_DOSSIER.format(asp=asp)


def is_same(number: str, asp: str, other_asp: str) -> str:
    """Return the SQL that tells whether two passages that share a number are of one demande.

    The dossier tells demandes apart: a n° éditeur on two dossiers is a fault that lines are refused for. What does
    not look like a dossier is none.
    """
    if number == "numero_asp":
        return is_dossier(asp)
    return f"({asp} = {other_asp} OR NOT {is_dossier(asp)} OR NOT {is_dossier(other_asp)})"


OPEN_AMONG = """
    WITH near AS MATERIALIZED (
        SELECT * FROM passage WHERE editor_key IN ($editors)
        UNION SELECT * FROM passage WHERE dossier_key IN ($dossiers)
    )
    SELECT path, line FROM near AS passage WHERE what = 'rejected' AND path IN ($paths) AND NOT ($gone_on)
"""
"""The open ones of some lines: those that share a number with them are found first, by indexes."""


def has_gone_on(among: str = PASSAGES) -> str:
    """Return the SQL that tells whether another passage takes a rejected line further.

    It shares the n° éditeur or the dossier, as for an export. A number that two lines of one file bear beside
    different other ones is of two demandes, one of them misnumbered: it tells nothing by itself. Whatever is later
    than a return of an unknown day is not known; an export holds the demande either way.
    """
    return (
        f"{_has_gone_on('editor_key', 'dossier_key', among)} OR {_has_gone_on('dossier_key', 'editor_key', among)}"
    )


def _has_gone_on(number: str, other: str, among: str) -> str:
    """Return the SQL that tells it of those that share one of the two numbers."""
    own, theirs, third = (_counted(other, of) for of in ("passage", "o", "t"))
    of_supplier, of_third = (f"{supplier_of(of)} = {supplier_of('passage')}" for of in ("o", "t"))
    return f"""
        EXISTS (
            SELECT 1 FROM {among} o
            WHERE o.{number} = passage.{number} AND o.{number} != '' AND {of_supplier} AND (
                {comes_from("o", "passage.path", "passage.name", "passage.line")}
                OR ({_counted(number, "o")} AND (
                    o.what = 'accepted'
                    OR (o.deposit > passage.deposit AND (passage.deposit != '' OR o.what = 'exported'))
                ) AND (o.{other} = passage.{other} OR NOT {own} OR NOT {theirs} OR NOT EXISTS (
                    SELECT 1 FROM {among} t
                    WHERE t.{number} = passage.{number} AND {of_third} AND {third}
                    GROUP BY t.path HAVING count(DISTINCT t.{other}) > 1
                )) AND NOT {_follow_different() if number == "dossier_key" else "(1 = 0)"})
            )
        )
    """  # noqa: S608 (names of ours, no value)


def _follow_different() -> str:
    """Return the SQL that tells whether two passages have n° éditeur whose own avances name different dossiers."""
    pairs = f"""
        SELECT 1 FROM avance_line a JOIN avance_file v ON v.id = a.file_id
            JOIN avance_file w ON w.supplier = v.supplier JOIN avance_line b ON b.file_id = w.id
        WHERE a.editor_key = passage.editor_key AND b.editor_key = o.editor_key AND a.numero_asp != ''
            AND b.numero_asp != '' AND a.state = 'accepted' AND b.state = 'accepted'
            AND v.supplier = {supplier_of("passage")}
    """  # noqa: S608 (names of ours, no value)
    are_one = f"EXISTS ({pairs} AND lower(a.numero_asp) = lower(b.numero_asp))"
    return f"(o.editor_key != passage.editor_key AND EXISTS ({pairs}) AND NOT {are_one})"


def _counted(number: str, of: str) -> str:
    return is_dossier(f"{of}.{number}") if number == "dossier_key" else f"({of}.{number} != '')"


def supplier_of(of: str) -> str:
    """Return the SQL of the ANS number of a file, as it is compared."""
    return f"lower(replace({of}.numero_ans, ' ', ''))"


def comes_from(exported: str, path: str, name: str, line: str) -> str:
    """Return the SQL that tells whether a line was exported from that of a file, which may have moved since."""
    source = f"{exported}.source"
    is_there = f"({source} = {path} OR {is_named(source, name)})"
    return f"({exported}.what = 'exported' AND {exported}.source_line = {line} AND {is_there})"


def is_named(path: str, name: str) -> str:
    """Return the SQL that tells whether the file at a path has a name."""
    return f"substr({path}, length({path}) - length({name})) = '/' || {name}"
