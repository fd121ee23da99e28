"""The answers to verify that a person has settled, as the team's record keeps them (format.md §5)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from segur_tui.application.disk.patience import Patience
from segur_tui.application.record.columns import WORD
from segur_tui.application.record.engines import open_record
from segur_tui.application.record.read_again import STATES
from segur_tui.application.record.store import Store
from segur_tui.application.settings.values import Settings
from segur_tui.application.state.folder import StateUnavailable
from segur_tui.application.state.writer import Writer
from segur_tui.format.answer import Answer, AnswerState
from segur_tui.format.claim_file import ClaimFile
from segur_tui.format.kinds import compared
from segur_tui.format.settled import Settled, Settlements
from segur_tui.format.value_type import value_type
from segur_tui.format.wording import typeset

Settling = Callable[[ClaimFile, str], Settlements]
"""Returns what is settled of a file's answers, given the digest of its content."""
_PATIENCE = Patience(2)
"""Seconds that others are waited for; an answer stays to verify then."""
STATES_KEPT = {kept: state for state, kept in STATES.items()}
_LARGEST = (1 << 63) - 1
"""The largest number that a record keeps."""
_FROM_NOW_ON = ("", 0, "")
_COLUMNS = f"id, numero_ans, code, label, {WORD}, account, host, settled_at, digest, line, name"


@value_type
class SettledAnswer:
    """A person's word on an answer: its number, the supplier, code and label, the state, who and when (UTC).

    One for a single line has the digest and the name of its file, and the line; one from now on has none.
    """

    number: int
    numero_ans: str
    code: str
    label: str
    state: AnswerState
    account: str
    host: str
    since: str
    digest: str = ""
    line: int = 0
    name: str = ""

    def words(self, settings: Settings) -> str:
        """Return in French who settled it, and when."""
        when = settings.moment_of(self.since)
        return typeset(f"réglée par {self.account} sur {self.host} le {when} (n° {self.number})")


class SettledAnswers:
    """The settled answers of a record that is open; every method raises RecordUnknown."""

    def __init__(self, store: Store) -> None:
        """Wrap the record."""
        self._store = store

    def all(self) -> list[SettledAnswer]:
        """Return all that nothing contradicts, by their numbers."""
        return list(self._found("WHERE contradicted = 0 ORDER BY id"))

    def of(self, claim: ClaimFile, digest: str, settings: Settings) -> Settlements:
        """Return those of a file: the word on a line goes before the word on its code and label."""
        to_verify = {
            (line, answer.code, answer.label)
            for line, answer in enumerate(claim.answers, 1)
            if answer.state_as_read is AnswerState.TO_VERIFY
        }
        if not to_verify or not claim.is_solde:
            return {}
        of_lines: dict[tuple[int, str, str], SettledAnswer] = {}
        of_labels: dict[tuple[str, str], SettledAnswer] = {}
        for each in self._found("WHERE numero_ans = ? AND digest IN ('', ?)", compared(claim.numero_ans), digest):
            if each.line:
                of_lines[each.line, each.code, each.label] = each
            else:
                of_labels[each.code, each.label] = each
        known = ((at, of_lines.get(at) or of_labels.get(at[1:])) for at in sorted(to_verify))
        return {
            at: Settled(each.state, each.words(settings), each.number)
            for at, each in known
            if each is not None and each.state is not AnswerState.TO_VERIFY
        }

    def settle(self, numero_ans: str, answer: Answer, state: AnswerState, at: tuple[str, int, str]) -> None:
        """Note a person's word on an answer of a supplier.

        It is for one line `at` its file's digest, its position and the file's name, or without them from now on.
        """
        writer, about, (digest, place, _) = Writer.present(), (compared(numero_ans), answer.code, answer.label), at
        self._store.change(
            "DELETE FROM settled_answer WHERE (numero_ans, code, label, digest, line) = (?, ?, ?, ?, ?)",
            (*about, digest, place),
        )
        self._store.change(
            "INSERT INTO settled_answer (numero_ans, code, label, state, account, host, digest, line, name) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (*about, STATES[state], writer.account, writer.host, *at),
        )

    def forget(self, number: int) -> SettledAnswer | None:
        """Take one back by its number, and return it; None where there is none.

        It stays as one that decides nothing: a clone that still has it would bring it back, and with « refusée »
        free a line again.
        """
        if number > _LARGEST:
            return None
        found = next(self._found("WHERE contradicted = 0 AND id = ?", number), None)
        self._store.change("UPDATE settled_answer SET contradicted = 1 WHERE id = ?", (number,))
        return found

    def _found(self, where: str, *values: object) -> Iterator[SettledAnswer]:
        with self._store.reading():
            for row in self._store.rows(f"SELECT {_COLUMNS} FROM settled_answer {where}", values):  # noqa: S608 (ours)
                number, numero_ans, code, label, state, *others = row
                yield SettledAnswer(number, numero_ans.upper(), code, label, STATES_KEPT[state], *others)


def settled_in(store: Store, settings: Settings) -> Settling:
    """Return the look-up of settled answers in a record that is open; it raises RecordUnknown."""
    return lambda claim, digest: SettledAnswers(store).of(claim, digest, settings)


def settled_on_record(settings: Settings) -> Settling:
    """Return the look-up of settled answers that opens the record by itself, and changes nothing there.

    Where it cannot be read, or an earlier program made it, no answer is settled.
    """

    def look_up(claim: ClaimFile, digest: str) -> Settlements:
        try:
            with open_record(settings, _PATIENCE, to_read=True, as_it_is=True) as store:
                return settled_in(store, settings)(claim, digest)
        except StateUnavailable:
            return {}

    return look_up


def settled_by_nobody(_claim: ClaimFile, _digest: str) -> Settlements:
    """Return that no answer of a file is settled."""
    return {}


def settle_answer(claim: ClaimFile, line: int, state: AnswerState, settings: Settings, digest: str) -> None:
    """Keep a person's word on the answer to a line alone, of a file whose content has a digest.

    The record is made where there is none. Raises RecordUnknown.
    """
    with open_record(settings) as store, store.transaction():
        SettledAnswers(store).settle(claim.numero_ans, claim.answers[line - 1], state, (digest, line, claim.name))


def settle_label(numero_ans: str, answer: Answer, state: AnswerState, settings: Settings) -> None:
    """Keep a person's word on a supplier's answers of a code and label from now on; raises RecordUnknown."""
    with open_record(settings) as store, store.transaction():
        SettledAnswers(store).settle(numero_ans, answer, state, _FROM_NOW_ON)


def forget_answer(number: int, settings: Settings) -> SettledAnswer | None:
    """Take a person's word back by its number, and return it; raises RecordUnknown."""
    with open_record(settings) as store, store.transaction():
        return SettledAnswers(store).forget(number)
