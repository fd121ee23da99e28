"""The answers that the record holds, and what followed the refusals among them (format.md §5)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from segur_tui.application.record.columns import DEPOSIT, SETTLED_STATE
from segur_tui.application.record.settled import STATES_KEPT
from segur_tui.application.record.store import Store
from segur_tui.format.answer import AnswerState
from segur_tui.format.followed import ChangedValue
from segur_tui.format.value_type import value_type

_ANSWERS = f"""
    SELECT f.digest, f.numero_ans, l.code, l.label, {SETTLED_STATE} AS read, l.state = 'to-verify', count(*)
    FROM seen_line l JOIN seen_file f ON f.id = l.file_id
    WHERE f.id IN (SELECT min(id) FROM seen_file WHERE kind = 'return' GROUP BY digest) AND l.state != 'pending'
    GROUP BY f.digest, f.numero_ans, l.code, l.label, read, l.state
"""  # noqa: S608 (ours)
_FIRST_ANSWER = f"""
    SELECT {SETTLED_STATE} FROM seen_line l JOIN seen_file f ON f.id = l.file_id
    WHERE l.editor_key = e.editor_key AND l.dossier_key = e.dossier_key AND f.numero_ans = x.numero_ans
        AND f.kind = 'return' AND f.is_solde = 1 AND l.state != 'pending'
        AND f.deposit >= {DEPOSIT.format(file="x")}
    ORDER BY f.deposit LIMIT 1
"""  # noqa: S608 (ours)
_FOLLOWED = f"""
    SELECT r.file_id, r.num_ligne, e.source_digest, e.source_line, r.code, r.label, coalesce(({_FIRST_ANSWER}), '')
    FROM refused_line r JOIN exported_line e USING (file_id, num_ligne) JOIN exported_file x ON x.id = r.file_id
    WHERE x.withdrawn = ''
"""  # noqa: S608 (ours)
_CHANGED = "SELECT file_id, num_ligne, balise, before, after FROM changed_value"


@value_type
class AnswerKept:
    """A code and label in returns of an ANS number: how they are read, and how often they stand there.

    `is_in_doubt` where the ASP's words alone leave it to verify, whatever a person made of it.
    """

    numero_ans: str
    code: str
    label: str
    state: AnswerState
    is_in_doubt: bool
    times: int = 1


@value_type
class Followed:
    """A refused line that went again: where it stood, its code and label, what was changed, the next answer.

    `state` is None where no answer to what went is known.
    """

    digest: str
    line: int
    code: str
    label: str
    changed: tuple[ChangedValue, ...]
    state: AnswerState | None

    @property
    def is_accepted(self) -> bool:
        """Tell whether the ASP accepted what followed."""
        return self.state is AnswerState.ACCEPTED


def answers_kept(store: Store, but_for: Collection[str] = ()) -> list[AnswerKept]:
    """Return the answers of a record, each content once, but for those of some digests; raises RecordUnknown."""
    with store.reading():
        return [
            AnswerKept(numero_ans, code, label, STATES_KEPT[state], bool(is_in_doubt), times)
            for digest, numero_ans, code, label, state, is_in_doubt, times in store.rows(_ANSWERS)
            if digest not in but_for
        ]


def followed_kept(store: Store) -> list[Followed]:
    """Return what followed the refusals of lines that went again from here; raises RecordUnknown."""
    changed: dict[tuple[int, int], list[ChangedValue]] = defaultdict(list)
    with store.reading():
        for file, line, balise, before, after in store.rows(_CHANGED):
            changed[file, line].append(ChangedValue(balise, before, after))
        return [
            Followed(digest, at, code, label, tuple(changed[file, line]), STATES_KEPT.get(state))
            for file, line, digest, at, code, label, state in store.rows(_FOLLOWED)
        ]
