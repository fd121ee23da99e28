#!/usr/bin/env bash
# SQLite 3.51.1 (pysqlite3-binary 0.5.4.post2, the interface of Python's sqlite3), rollback journal: a PRAGMA whose only row is not fetched yet,
# as in `settings = [connection.execute(text) for text in PRAGMAS]`.
# Expected: a PRAGMA that answers with one value is done when it has answered; or one that is left open stands in the way like a SELECT.
# Seen: it depends on the PRAGMA who cannot COMMIT. With `user_version`, `page_count` and `quick_check` other connections cannot, and
# their own can; with `journal_mode` and `wal_checkpoint`, also where they change nothing, their own cannot, and the others can.
# What it prints:
#   SQLite 3.51.1           own COMMIT, another's COMMIT
#   foreign_keys            done, done
#   user_version            done, database is locked
#   page_count              done, database is locked
#   quick_check             done, database is locked
#   journal_mode            cannot commit transaction - SQL statements in progress, done
#   journal_mode = DELETE   cannot commit transaction - SQL statements in progress, done
#   wal_checkpoint          cannot commit transaction - SQL statements in progress, done
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv" && "$folder/venv/bin/pip" install -q pysqlite3-binary==0.5.4.post2
"$folder/venv/bin/python" - "$folder" <<'PY' | tee "$folder/seen"
import sys

from pysqlite3 import dbapi2 as sqlite3

PRAGMAS = ("foreign_keys", "user_version", "page_count", "quick_check", "journal_mode", "journal_mode = DELETE", "wal_checkpoint")


def commit(connection):
    try:
        for text in ("BEGIN IMMEDIATE", "INSERT INTO line VALUES (1)", "COMMIT"):
            connection.execute(text)
    except sqlite3.OperationalError as error:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        return str(error)
    return "done"


print(f"{'SQLite ' + sqlite3.sqlite_version:<23} own COMMIT, another's COMMIT")
for place, pragma in enumerate(PRAGMAS):
    own, other = (sqlite3.connect(f"{sys.argv[1]}/{place}.db", timeout=0, isolation_level=None) for _ in "ab")
    own.execute("CREATE TABLE line (number)")
    unfetched = own.execute(f"PRAGMA {pragma}")
    others = commit(other)
    print(f"{pragma:<23} {commit(own)}, {others}")
    unfetched.close()
PY
diff <(sed -n 's/^#   //p' "$0") "$folder/seen"
