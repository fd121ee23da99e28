"""What is worked out of the rows of exported files and of lines seen, in SQL."""

from __future__ import annotations

_NUMBER = "substr(CAST(1000 + {file}.number AS TEXT), 2)"
DEPOSIT = f"replace({{file}}.day, '-', '') || '-' || {_NUMBER}"
"""The day and number of an exported file, as they stand in its name."""
_DAY = "substr(f.deposit, 1, 4) || '-' || substr(f.deposit, 5, 2) || '-' || substr(f.deposit, 7, 2)"
IS_SEEN = f"""e.numero_ans = f.numero_ans AND {_NUMBER.format(file="e")} = substr(f.deposit, 10)
            AND e.day = {_DAY}"""
"""That an exported file `e` has the day and number of a file `f` that was seen."""
IS_STANDING = f"""coalesce((
        SELECT e.withdrawn FROM exported_file e
        WHERE {IS_SEEN}
        ORDER BY e.id DESC LIMIT 1
    ), '') = ''"""  # noqa: S608 (ours)
"""That a file `f` that was seen is none that was written and withdrawn since."""
_SETTLED = """
    coalesce((
        SELECT {what} FROM settled_answer s
        WHERE l.state = 'to-verify' AND s.numero_ans = lower(replace(f.numero_ans, ' ', '')) AND s.code = l.code
            AND s.label = l.label AND (s.line = 0 OR (s.digest = f.digest AND s.line = l.line))
        ORDER BY s.line DESC LIMIT 1
    ), {otherwise})
"""
AS_SAID = _SETTLED.format(what="s.state", otherwise="l.state")
"""The state of a line `l` of a file `f` as a person has settled it, where no other record says otherwise."""
_WORD = "CASE {of}contradicted WHEN 0 THEN {of}state ELSE 'to-verify' END"
WORD = _WORD.format(of="")
"""The state that people have settled an answer to: to verify where they disagree."""
SETTLED_STATE = _SETTLED.format(what=_WORD.format(of="s."), otherwise="l.state")
"""The state of a line `l` of a file `f` that was seen, as a person has settled it where it is to verify."""
_BY = "s.account || ' sur ' || s.host"
SETTLED_BY = _SETTLED.format(what=_BY, otherwise="''")
"""Who settled that line, in French."""
EXPORTED_BY = "CASE WHEN f.account = '' THEN '' ELSE f.account || ' sur ' || f.host END"
WITHDRAWN_BY = EXPORTED_BY.replace("f.", "f.withdrawn_")
"""Who exported a file `f`, and withdrew it, in French; empty where it is not known."""


def passages(state: str, others: str = "", whose: tuple[str, str] | None = None) -> str:
    """Return the script that makes the view of the passages, of lines `l` seen whose state is an expression.

    `others` are further columns of seen and exported lines alike, `whose` tells who settled and exported these.
    """
    settled, exported = ("", "") if whose is None else (f", {each} AS whose" for each in whose)
    return f"""
DROP VIEW IF EXISTS main.passage;
CREATE VIEW passage AS
    SELECT f.deposit, f.name, f.path, f.numero_ans, l.line, l.numero_editeur, l.numero_asp,
        CASE
            WHEN f.kind = 'submission' THEN 'deposited'
            WHEN l.state = 'accepted' AND f.is_solde = 0 THEN 'doubtful'
            ELSE {state}
        END AS what, l.code, l.label, '' AS source,
        0 AS source_line{others}{settled}
    FROM seen_line l JOIN seen_file f ON f.id = l.file_id
    WHERE f.kind = 'return' OR {IS_STANDING}
    UNION ALL
    SELECT {DEPOSIT.format(file="f")}, '', f.path, f.numero_ans, l.num_ligne,
        l.numero_editeur, l.numero_asp, 'exported', '', '', l.source, l.source_line{others}{exported}
    FROM exported_line l JOIN exported_file f ON f.id = l.file_id WHERE f.withdrawn = ''
"""  # noqa: S608 (ours)


_BY_WHOM = _SETTLED.format(what=f"CASE s.contradicted WHEN 0 THEN {_BY} ELSE '' END", otherwise="''")
CONTRADICTED = f"""
ALTER TABLE settled_answer ADD COLUMN contradicted INTEGER NOT NULL DEFAULT 0;
{passages(SETTLED_STATE, ", l.editor_key, l.dossier_key, l.amount", (_BY_WHOM, EXPORTED_BY))}"""
"""Whether records that were put together disagree on an answer, or its word was taken back: no copy decides it."""
