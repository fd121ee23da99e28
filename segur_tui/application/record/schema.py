"""The record's tables, and what it is when it cannot be read."""

from __future__ import annotations

from contextlib import closing
from functools import cache

from segur_tui.application.record.columns import AS_SAID, CONTRADICTED, DEPOSIT, EXPORTED_BY, SETTLED_BY, passages
from segur_tui.application.record.read_again import read_again
from segur_tui.application.state.folder import RECORD_NAME, StateBusy, StateUnavailable
from segur_tui.application.state.refusals import Refusing
from segur_tui.application.state.sqlite_file import Schema, open_empty

FILE_NAME = RECORD_NAME
NOW = "strftime('%Y-%m-%dT%H:%M:%SZ', 'now')"
"""The present moment in UTC."""
TABLES = f"""
CREATE TABLE record (
    identity TEXT NOT NULL
) STRICT;
INSERT INTO record VALUES (lower(hex(randomblob(16))));
CREATE TABLE exported_file (
    id INTEGER PRIMARY KEY,
    path TEXT NOT NULL,
    numero_ans TEXT NOT NULL,
    siret TEXT NOT NULL,
    day TEXT NOT NULL,
    number INTEGER NOT NULL,
    written_at TEXT NOT NULL DEFAULT ({NOW})
) STRICT;
CREATE INDEX exported_file_of_day ON exported_file (numero_ans, day);
CREATE TABLE exported_line (
    file_id INTEGER NOT NULL REFERENCES exported_file (id),
    num_ligne INTEGER NOT NULL,
    source TEXT NOT NULL,
    source_line INTEGER NOT NULL,
    numero_editeur TEXT NOT NULL,
    numero_asp TEXT NOT NULL,
    PRIMARY KEY (file_id, num_ligne)
) STRICT;
CREATE INDEX exported_line_of_editor ON exported_line (numero_editeur);
CREATE INDEX exported_line_of_asp ON exported_line (numero_asp);
CREATE TABLE seen_file (
    id INTEGER PRIMARY KEY,
    digest TEXT NOT NULL,
    path TEXT NOT NULL,
    name TEXT NOT NULL,
    deposit TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('submission', 'return')),
    numero_ans TEXT NOT NULL,
    UNIQUE (digest, name)
) STRICT;
CREATE INDEX seen_file_of_path ON seen_file (path);
CREATE TABLE seen_line (
    file_id INTEGER NOT NULL REFERENCES seen_file (id) ON DELETE CASCADE,
    line INTEGER NOT NULL,
    numero_editeur TEXT NOT NULL,
    numero_asp TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('accepted', 'rejected', 'pending')),
    code TEXT NOT NULL,
    label TEXT NOT NULL,
    PRIMARY KEY (file_id, line)
) STRICT, WITHOUT ROWID;
CREATE INDEX seen_line_of_editor ON seen_line (numero_editeur);
CREATE INDEX seen_line_of_asp ON seen_line (numero_asp);
"""  # noqa: S608 (ours)
EDITOR_KEY = """
    CASE WHEN replace(numero_editeur, ' ', '') GLOB '*[1-9]*'
        AND replace(numero_editeur, ' ', '') NOT GLOB '*[^0-9]*' AND length(replace(numero_editeur, ' ', '')) < 5
    THEN substr('00000' || replace(numero_editeur, ' ', ''), -5)
    ELSE lower(replace(numero_editeur, ' ', '')) END
"""
DOSSIER_KEY = "lower(replace(numero_asp, ' ', ''))"
"""The numbers of lines of earlier programs, as they are compared (format.md §6)."""

CLAIMS = f"""
ALTER TABLE exported_file ADD COLUMN withdrawn TEXT NOT NULL DEFAULT '';
ALTER TABLE exported_line ADD COLUMN editor_key TEXT NOT NULL DEFAULT '';
ALTER TABLE exported_line ADD COLUMN dossier_key TEXT NOT NULL DEFAULT '';
ALTER TABLE exported_line ADD COLUMN meaning TEXT NOT NULL DEFAULT '';
ALTER TABLE exported_line ADD COLUMN source_digest TEXT NOT NULL DEFAULT '';
ALTER TABLE seen_line ADD COLUMN editor_key TEXT NOT NULL DEFAULT '';
ALTER TABLE seen_line ADD COLUMN dossier_key TEXT NOT NULL DEFAULT '';
ALTER TABLE seen_line ADD COLUMN meaning TEXT NOT NULL DEFAULT '';
UPDATE exported_line SET editor_key = {EDITOR_KEY}, dossier_key = {DOSSIER_KEY};
UPDATE seen_line SET editor_key = {EDITOR_KEY}, dossier_key = {DOSSIER_KEY};
CREATE INDEX exported_line_of_editor_key ON exported_line (editor_key);
CREATE INDEX exported_line_of_dossier_key ON exported_line (dossier_key);
CREATE INDEX exported_line_of_source ON exported_line (source_digest);
CREATE INDEX seen_line_of_editor_key ON seen_line (editor_key);
CREATE INDEX seen_line_of_dossier_key ON seen_line (dossier_key);
"""  # noqa: S608 (names of ours, no value)

SOLDES_WRITTEN_HERE = f"""
UPDATE seen_file SET is_solde = 1 WHERE EXISTS (
    SELECT 1 FROM exported_file AS e
    WHERE e.numero_ans = seen_file.numero_ans
        AND {DEPOSIT.format(file="e")} = seen_file.deposit
)
"""  # noqa: S608 (ours)
"""A return of a file that this program wrote is one of soldes: it never wrote anything else."""
AVANCES_KNOWN = f"""
ALTER TABLE seen_file ADD COLUMN is_solde INTEGER NOT NULL DEFAULT 0;
{SOLDES_WRITTEN_HERE}"""
"""Lines read by a program that took avances for soldes: those it calls accepted may be of either."""
PASSAGES = passages("l.state")
"""The life of the demandes: a withdrawn file is no step of it, neither as exported nor as read since."""
INTENTS = f"""
CREATE TABLE intent (
    id INTEGER PRIMARY KEY,
    folder TEXT NOT NULL,
    account TEXT NOT NULL,
    host TEXT NOT NULL,
    process TEXT NOT NULL,
    since TEXT NOT NULL DEFAULT ({NOW})
) STRICT;
ALTER TABLE exported_file ADD COLUMN intent_id INTEGER REFERENCES intent (id);
CREATE INDEX exported_file_of_intent ON exported_file (intent_id) WHERE intent_id IS NOT NULL;
CREATE TABLE intended_file (
    intent_id INTEGER NOT NULL REFERENCES intent (id),
    name TEXT NOT NULL,
    hidden TEXT NOT NULL,
    file_id INTEGER NOT NULL REFERENCES exported_file (id),
    digest TEXT NOT NULL,
    PRIMARY KEY (intent_id, name)
) STRICT, WITHOUT ROWID;
"""
"""The files of exports under way: an intent goes when it is known which of them stand."""
READ_AGAIN = """
UPDATE seen_line SET state = answer_read_again(state, code, label)
    WHERE state != 'pending' OR code != '' OR label != '';
UPDATE seen_file SET kind = CASE
        WHEN EXISTS (SELECT 1 FROM seen_line WHERE file_id = id AND state != 'pending') THEN 'return'
        ELSE 'submission'
    END
    WHERE EXISTS (SELECT 1 FROM seen_line WHERE file_id = id)
"""
"""Answers as this program reads them: earlier ones took some acceptances for refusals."""
TO_VERIFY = f"""
DROP VIEW passage;
CREATE TABLE seen_line_read (
    file_id INTEGER NOT NULL REFERENCES seen_file (id) ON DELETE CASCADE,
    line INTEGER NOT NULL,
    numero_editeur TEXT NOT NULL,
    numero_asp TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('accepted', 'rejected', 'pending', 'to-verify')),
    code TEXT NOT NULL,
    label TEXT NOT NULL,
    editor_key TEXT NOT NULL DEFAULT '',
    dossier_key TEXT NOT NULL DEFAULT '',
    meaning TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (file_id, line)
) STRICT, WITHOUT ROWID;
INSERT INTO seen_line_read SELECT file_id, line, numero_editeur, numero_asp, state, code, label, editor_key,
    dossier_key, meaning FROM seen_line;
DROP TABLE seen_line;
ALTER TABLE seen_line_read RENAME TO seen_line;
CREATE INDEX seen_line_of_editor ON seen_line (numero_editeur);
CREATE INDEX seen_line_of_asp ON seen_line (numero_asp);
CREATE INDEX seen_line_of_editor_key ON seen_line (editor_key);
CREATE INDEX seen_line_of_dossier_key ON seen_line (dossier_key);
{READ_AGAIN};
{PASSAGES}"""  # noqa: S608 (ours)
SETTLED = f"""
CREATE TABLE settled_answer (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    numero_ans TEXT NOT NULL,
    code TEXT NOT NULL,
    label TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('accepted', 'rejected')),
    account TEXT NOT NULL,
    host TEXT NOT NULL,
    settled_at TEXT NOT NULL DEFAULT ({NOW}),
    digest TEXT NOT NULL DEFAULT '',
    line INTEGER NOT NULL DEFAULT 0,
    name TEXT NOT NULL DEFAULT '',
    UNIQUE (numero_ans, code, label, digest, line)
) STRICT;
{passages(AS_SAID)}"""
"""What people said of answers to verify: of one line of a file, or without it from now on."""

ORDERED = """
CREATE TABLE avance_file (
    id INTEGER PRIMARY KEY,
    digest TEXT NOT NULL,
    name TEXT NOT NULL,
    deposit TEXT NOT NULL,
    numero_ans TEXT NOT NULL,
    supplier TEXT NOT NULL,
    UNIQUE (digest, name)
) STRICT;
CREATE INDEX avance_file_of_supplier ON avance_file (supplier);
CREATE TABLE avance_line (
    file_id INTEGER NOT NULL REFERENCES avance_file (id) ON DELETE CASCADE,
    line INTEGER NOT NULL,
    editor_key TEXT NOT NULL,
    numero_editeur TEXT NOT NULL,
    numero_asp TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('accepted', 'rejected', 'pending', 'to-verify')),
    amount TEXT NOT NULL,
    is_ttc INTEGER NOT NULL,
    day TEXT NOT NULL,
    beneficiaries TEXT NOT NULL,
    PRIMARY KEY (file_id, line)
) STRICT, WITHOUT ROWID;
CREATE INDEX avance_line_of_editor ON avance_line (editor_key);
"""
"""What avances order, by their n° éditeur: no step in the life of a solde."""
FOLLOWED = """
CREATE TABLE refused_line (
    file_id INTEGER NOT NULL,
    num_ligne INTEGER NOT NULL,
    code TEXT NOT NULL,
    label TEXT NOT NULL,
    PRIMARY KEY (file_id, num_ligne),
    FOREIGN KEY (file_id, num_ligne) REFERENCES exported_line (file_id, num_ligne) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE TABLE changed_value (
    file_id INTEGER NOT NULL,
    num_ligne INTEGER NOT NULL,
    balise TEXT NOT NULL,
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    PRIMARY KEY (file_id, num_ligne, balise),
    FOREIGN KEY (file_id, num_ligne) REFERENCES refused_line (file_id, num_ligne) ON DELETE CASCADE
) STRICT, WITHOUT ROWID
"""
"""What lines exported had been refused for, and what was changed of them; no value of an identifier."""

INVOICED = f"""
ALTER TABLE seen_line ADD COLUMN amount TEXT NOT NULL DEFAULT '';
ALTER TABLE exported_line ADD COLUMN amount TEXT NOT NULL DEFAULT '';
{passages(AS_SAID, ", l.editor_key, l.dossier_key, l.amount")}"""
"""The amounts of soldes, empty where none is known: what is still to be claimed is counted by them."""
SIGNED = f"""
ALTER TABLE exported_file ADD COLUMN account TEXT NOT NULL DEFAULT '';
ALTER TABLE exported_file ADD COLUMN host TEXT NOT NULL DEFAULT '';
ALTER TABLE exported_file ADD COLUMN withdrawn_account TEXT NOT NULL DEFAULT '';
ALTER TABLE exported_file ADD COLUMN withdrawn_host TEXT NOT NULL DEFAULT '';
{passages(AS_SAID, ", l.editor_key, l.dossier_key, l.amount", (SETTLED_BY, EXPORTED_BY))}"""
"""The account and host of who exported a file and withdrew it: empty where an earlier program noted none."""
CERTAIN = "ALTER TABLE avance_line ADD COLUMN is_certain INTEGER NOT NULL DEFAULT 0"
"""Whether an order can be read in one way; those of earlier programs may not."""


class RecordUnknown(StateUnavailable):
    """A record that cannot be known, or to which nothing can be added; the message says why, in French."""


class RecordLost(RecordUnknown):
    """A record that was lost while it was to keep something: whether it did is not known."""


class RecordBusy(RecordUnknown, StateBusy):
    """Another program occupies the record; it may not do so for long."""


RECORD = Schema(
    Refusing(
        "le registre",
        RecordUnknown,
        RecordBusy,
        "reprenez une sauvegarde, ou renommez-le : un autre sera créé (par « segur-tui record create », "
        "s’il est partagé)",
    ),
    (
        TABLES,
        CLAIMS,
        AVANCES_KNOWN,
        PASSAGES,
        INTENTS,
        TO_VERIFY,
        SETTLED,
        ORDERED,
        FOLLOWED,
        READ_AGAIN,
        INVOICED,
        CERTAIN,
        SIGNED,
        CONTRADICTED,
        f"CREATE INDEX avance_line_of_dossier ON avance_line ({DOSSIER_KEY})",
    ),
    functions={"answer_read_again": read_again},
)


@cache
def tables() -> dict[str, tuple[str, ...]]:
    """Return the columns of each table by its name, but for the record's own: each behind those it refers to."""
    from graphlib import TopologicalSorter

    names = TopologicalSorter({table: {row[0] for row in rows} for table, rows in _references().items()})
    with closing(open_empty(RECORD)) as model:
        return {
            name: tuple(row[1] for row in model.execute(f"PRAGMA table_info({name})"))
            for name in names.static_order()
        }


@cache
def ids_in(table: str) -> dict[str, str]:
    """Return the columns of a table that hold ids, and the table whose rows have these."""
    found = {"id": table} if "id" in tables()[table] else {}
    for other, column, of_other in _references()[table]:
        if of_other in (known := ids_in(other)):
            found[column] = known[of_other]
    return found


@cache
def _references() -> dict[str, list[tuple[str, str, str]]]:
    """Return by each table's name, the record's own aside, the tables it refers to, by which columns of both."""
    with closing(open_empty(RECORD)) as model:
        names = model.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' "
            "AND name != 'record' ORDER BY rowid"
        ).fetchall()
        return {name: [row[2:5] for row in model.execute(f"PRAGMA foreign_key_list({name})")] for (name,) in names}
