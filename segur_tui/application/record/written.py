"""The files that this program wrote, as the record knows them: to be deposited, or never deposited."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from segur_tui.application.record.columns import DEPOSIT, EXPORTED_BY, WITHDRAWN_BY
from segur_tui.application.record.schema import NOW
from segur_tui.application.record.store import Store
from segur_tui.application.state.database import is_path_there, path_as_text
from segur_tui.application.state.writer import account_and_host, is_here, whose_here
from segur_tui.format.profiles import file_name_in
from segur_tui.format.value_type import value_type

_WRITTEN = f"""
    SELECT f.id, f.path, f.host, f.numero_ans, f.withdrawn != '', {WITHDRAWN_BY}, count(l.num_ligne),
        {EXPORTED_BY}
    FROM exported_file f LEFT JOIN exported_line l ON l.file_id = f.id
"""  # noqa: S608 (ours)
_LATEST_FIRST = """
    GROUP BY f.id, f.path, f.host, f.numero_ans, f.withdrawn, f.withdrawn_account, f.withdrawn_host,
        f.account
    ORDER BY f.id DESC
"""
_SAME = "lower(replace({of}.numero_ans, ' ', '')) = lower(replace(f.numero_ans, ' ', ''))"
_OF_ITS_NUMBER = f"""
    SELECT o.path, o.withdrawn, o.host, CASE WHEN o.path = f.path AND o.host = f.host THEN 1 ELSE 0 END,
        {EXPORTED_BY.replace("f.", "o.")}
    FROM exported_file f JOIN exported_file o ON {_SAME.format(of="o")} AND o.day = f.day
        AND o.number = f.number AND o.id != f.id WHERE f.id = :file
    UNION ALL SELECT s.path, '', '', 0, '' FROM exported_file f JOIN seen_file s ON {_SAME.format(of="s")}
        AND s.kind = 'return' AND s.deposit = {DEPOSIT.format(file="f")} WHERE f.id = :file
"""  # noqa: S608 (ours)
_WITHDRAW = f"""
    UPDATE exported_file SET withdrawn = {NOW}, withdrawn_account = ?, withdrawn_host = ? WHERE id = ?
"""  # noqa: S608 (ours)


@value_type
class WrittenFile:
    """A file that was written: its recorded path and host, its lines, and that it was never deposited.

    `withdrawn_by` is who said so, and `whose` who exported it, in French, empty where it is not known.
    """

    id: int
    path: str
    host: str
    numero_ans: str
    is_withdrawn: bool
    withdrawn_by: str
    lines: int
    whose: str = ""

    @property
    def name(self) -> str:
        """Return its name without its folder."""
        return Path(self.path).name

    @property
    def is_gone(self) -> bool:
        """Tell whether it is certainly gone."""
        return is_here(self.host) and not is_path_there(self.path)

    @property
    def is_here(self) -> bool:
        """Tell whether it was written on this host, or on none that is known."""
        return is_here(self.host)


class WrittenFiles:
    """The files that the record knows as written; every method raises RecordUnknown when it cannot be read."""

    def __init__(self, store: Store) -> None:
        """Wrap the record."""
        self._store = store

    def named(self, path: Path) -> list[WrittenFile]:
        """Return the files at a recorded path, else those of a name, however altered, the latest first.

        Of those at one path, which several hosts may have written, the ones of here alone where there are any.
        """
        here = list(self._found("WHERE f.path = ?", (path_as_text(path),)))
        if here or (parts := file_name_in(path.name)) is None:
            return _nearest(here)
        where = "WHERE lower(f.numero_ans) = ? AND f.day = ? AND f.number = ?"
        values = (parts.numero_ans.lower(), parts.day.isoformat(), parts.number)
        found = list(self._found(where, values))
        return _nearest(found) if len({file.path for file in found}) == 1 else found

    def by_name(self) -> dict[str, WrittenFile]:
        """Return all files by their recorded paths, and their names in small letters; of several the latest.

        Of those at one path the one of here, though.
        """
        files = list(reversed(list(self._found("", ()))))
        of_here = sorted(files, key=lambda file: file.is_here)
        return {file.name.lower(): file for file in files} | {file.path: file for file in of_here}

    def sources(self, file: WrittenFile) -> list[str]:
        """Return the paths of the files that the lines of one come from, as texts."""
        query = "SELECT DISTINCT source FROM exported_line WHERE file_id = ? ORDER BY source"
        return [str(source) for (source,) in self._store.rows(query, (file.id,))]

    def others_of_number(self, file: WrittenFile) -> Iterator[tuple[str, str]]:
        """Yield the paths of others that keep the number of a file used: live, or there still, or returns.

        Each with who exported it, in French, empty where it is not known.
        """
        with self._store.reading():
            for path, withdrawn, host, is_its_own, whose in self._store.rows(_OF_ITS_NUMBER, {"file": file.id}):
                if not withdrawn or not (is_its_own or (is_here(host) and not is_path_there(path))):
                    yield path, whose

    def withdraw(self, file: WrittenFile) -> None:
        """Note that a file was never deposited."""
        self._store.change(_WITHDRAW, (*account_and_host(), file.id))

    def _found(self, where: str, values: tuple[object, ...]) -> Iterator[WrittenFile]:
        with self._store.reading():
            rows = self._store.rows(f"{_WRITTEN} {where} {_LATEST_FIRST}", values)
            for identity, path, host, numero_ans, is_withdrawn, *others in rows:
                yield WrittenFile(identity, path, host, numero_ans, bool(is_withdrawn), *others)


def _nearest(files: list[WrittenFile]) -> list[WrittenFile]:
    """Return the files of this host, else all: those withdrawn too, for to do so twice is to withdraw no other's.

    Of those that are not withdrawn, the ones of this account alone where there are any.
    """
    here = [file for file in files if file.is_here] or files
    mine = [file for file in here if file.whose == whose_here() and not file.is_withdrawn]
    return mine or here
