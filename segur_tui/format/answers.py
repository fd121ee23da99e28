"""The ASP's answers to the demandes of a file, wherever their two balises stand (format.md §2, §5)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache

from segur_tui.format.answer import (
    PENDING,
    Answer,
    AnswerState,
    is_answered,
    read_answer,
    says_accepted,
    unread_answer,
)
from segur_tui.format.form import DemandeForm, form_of
from segur_tui.format.profile import Profile
from segur_tui.format.tree import HOLDING, Json, Members, Pointer, RepeatedKeys, members_of, objects, replaced
from segur_tui.format.wording import words_of

_DEEPEST = 1
"""Blocks around a balise that a tolerant reader looks into: one that stands deeper is not read with certainty."""

_ELSEWHERE = ""
"""The name of no balise: « Demande acceptée » stands under another key."""
_KEYS = 512
"""Keys whose words are remembered: all demandes of a file have the same few."""


class Answering:
    """Reads the answers of one file; answers in the same words are one and the same value."""

    def __init__(self, profile: Profile, accepted_codes: Collection[str], *, has_reference: bool) -> None:
        """Keep the format, the codes of success, and whether the file bears the ASP's reference."""
        self._accepted_codes, self._has_reference = accepted_codes, has_reference
        self._code, self._label = profile.code.name, profile.label.name
        self._folded = {_folded(name): name for name in (self._code, self._label)}
        self._own = frozenset({self._code, self._label})
        self._level = profile.demande
        self._known: dict[tuple[Json, Json], Answer] = {}

    def of(self, demande: Json, form: DemandeForm) -> Answer:
        """Return the answer to a demande of a form; one that is no object has none."""
        if not isinstance(demande, dict):
            return PENDING
        if self._is_usual(demande, form):
            return self._read(demande.get(self._code), demande.get(self._label))
        found: dict[str, list[Json]] = {self._code: [], self._label: [], _ELSEWHERE: []}
        is_deep = False
        for at, name, value in self._places(demande):
            if value not in found[name]:
                found[name].append(value)
                is_deep |= len(at) > _DEEPEST + 1 and name != _ELSEWHERE
        codes, labels, elsewhere = found.values()
        if not (is_deep or len(codes) > 1 or len(labels) > 1):
            answer = self._read(codes[0] if codes else None, labels[0] if labels else None)
            if not elsewhere or answer.state is AnswerState.ACCEPTED:
                return answer
        return unread_answer(*codes, *labels, *elsewhere)

    def unanswered(self, demande: Members) -> Json:
        """Return a demande with null for all that answers it, wherever it stands."""
        tree: Json = demande
        for path, _, _ in () if form_of(demande, self._level).is_plain else reversed([*self._places(demande)]):
            tree = replaced(tree, path, None)
        return tree

    def _is_usual(self, demande: Members, form: DemandeForm) -> bool:
        """Tell whether a demande has balises of the note alone, or is silent, but for an answer in its own two."""
        if form.is_plain or isinstance(demande, RepeatedKeys):
            return form.is_plain
        own = {key for key in self._own if type(demande.get(key)) not in HOLDING}
        inside: list[Iterable[tuple[str, Json]]] = [(each for each in demande.items() if each[0] not in own)]
        for members in inside:  # it grows as others are found
            for key, value in members:
                if _folded(key) in self._folded or isinstance(value, RepeatedKeys):
                    return False
                if isinstance(value, str):
                    if "accept" in value.casefold():
                        return False
                elif isinstance(value, dict):
                    inside.append(value.items())
                elif isinstance(value, list):
                    inside.append([("", each) for each in value])
        return True

    def _places(self, demande: Members) -> Iterator[tuple[Pointer, str, Json]]:
        """Yield what answers a demande: its path, its balise or that it stands elsewhere, and its value."""
        for at, members in objects(demande):
            for key, value in members_of(members):
                name = self._folded.get(_folded(key))
                if is_answered(value) if name is not None else says_accepted(value):
                    yield (*at, key), name or _ELSEWHERE, value

    def _read(self, code: Json, label: Json) -> Answer:
        if not isinstance(code, str | None) or not isinstance(label, str | None):
            return read_answer(code, label, self._accepted_codes, has_reference=self._has_reference)
        known = self._known.get((code, label))
        if known is None:
            known = read_answer(code, label, self._accepted_codes, has_reference=self._has_reference)
            self._known[code, label] = known
        return known


@lru_cache(_KEYS)
def _folded(key: str) -> str:
    """Return a key without case, accents, and what separates or surrounds its words."""
    return words_of(key).replace(" ", "")
