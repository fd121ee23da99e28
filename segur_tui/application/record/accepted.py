"""Files that were exported and hold a demande that the ASP accepted in another: they are not to be deposited."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from segur_tui.application.record.claims import AnswerSeen, Claims, LineExported
from segur_tui.application.record.doubled import answers_to, suppliers_of
from segur_tui.application.record.store import Store
from segur_tui.format.value_type import value_type


@value_type
class AcceptedElsewhere:
    """A file whose own return is not known, and each of its lines that is accepted, with the answer that says so.

    One that `is_answered` by a later return is taken for deposited: it cannot be withdrawn.
    """

    path: str
    deposit: str
    whose: str
    lines: tuple[tuple[LineExported, AnswerSeen], ...]
    is_answered: bool = False

    @property
    def key(self) -> tuple[str, str, str]:
        """Return what tells it from others in any record."""
        return self.path, self.deposit, self.whose


def accepted_elsewhere(store: Store) -> list[AcceptedElsewhere]:
    """Return the files, not withdrawn, that hold what was accepted, but in no return of their own.

    No export writes them unasked: the acceptance was read later, or by others, before records were put together.
    Raises RecordUnknown.
    """
    return [each for supplier in suppliers_of(store) for each in _of_supplier(Claims(store, supplier))]


def _of_supplier(claims: Claims) -> Iterator[AcceptedElsewhere]:
    deposited, answered = set[int](), set[int]()
    accepted = defaultdict[int, list[tuple[LineExported, AnswerSeen]]](list)
    for line, answers in answers_to(claims, claims.all_exported()):
        to_it = [each for each in answers if line.is_answered_by(each)]
        answered |= {line.file for _ in to_it}
        deposited |= {line.file for each in to_it if each.deposit == line.deposit}
        # One of its own day and number answers it, or its twin: that one of the two is to go is told of these.
        if others := [each for each in answers if each.is_accepted and each.deposit != line.deposit]:
            accepted[line.file].append((line, max(others, key=lambda each: each.deposit)))
    for file in sorted({*accepted} - deposited):
        (first, _), *_ = lines = tuple(accepted[file])
        yield AcceptedElsewhere(first.path, first.deposit, first.whose, lines, file in answered)
