"""The ASP's answer as a finding, on the balise that its label names or quotes a value of (format.md §5)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from operator import itemgetter

from segur_tui.format.answer import Answer, AnswerState
from segur_tui.format.balise import Balise
from segur_tui.format.claim_file import ClaimFile
from segur_tui.format.finding import Finding, FindingSource, quoted
from segur_tui.format.label import balise_named
from segur_tui.format.line_check import placed_objects
from segur_tui.format.placing import PlacedBalises, place
from segur_tui.format.profile import Profile
from segur_tui.format.tree import Absent, Json, Number, Pointer, same, value_at
from segur_tui.format.wording import typeset

_SHORTEST_QUOTE = 5
"""Characters of a value from which on a label quotes it: a n° éditeur has as many."""
_LABELS = 256
"""Labels whose spellings are remembered: the ASP has a few sentences."""
_EXTENSION = r"\.(?:pdf|png|jpe?g)$"
_BETWEEN_DIGITS = r"(?<=\d)[ \u00a0\u202f](?=\d)"


def check_answer(claim: ClaimFile, line: int, ours: Sequence[Finding]) -> Finding | None:
    """Return the finding that reports a demande's answer, where it is refused or to verify.

    It stands where our own controls (`ours`) find an error of the balise that the label names, else
    where the balise stands, else where the demande holds a value that the label quotes, else on the demande.
    """
    answer, at = claim.answers[line - 1], claim.line_pointer(line)
    rule = claim.profile.rules.of_answers.get(answer.state)
    if rule is None:
        return None
    if answer.state is AnswerState.TO_VERIFY:
        return rule.found(line, at, None, label=_label(answer), code=_code(answer), doubt=answer.doubt)
    balise = balise_named(answer.label, claim.profile)
    if balise is None and (cited := _cited(claim.lines[line - 1], answer.label, claim.profile)) is not None:
        balise, path = cited
        return rule.found(line, (*at, *path), balise, label=_said(answer), code=_code(answer))
    same = [finding.pointer for finding in ours if balise and finding.balise == balise.name and finding.is_error]
    if balise is None or same:
        pointer = same[0] if same else at
    else:
        pointer = _pointer(claim.lines[line - 1], at, claim, balise, answer.label)
    return rule.found(line, pointer, balise, label=_said(answer), code=_code(answer))


def is_put_right(claim: ClaimFile, finding: Finding, ours: Sequence[Finding]) -> bool:
    """Tell whether a refusal's balise was changed so that none of the line's findings (`ours`) is an error of it.

    Where the label names none, whether anything of the demande was changed (format.md §5).
    """
    rule = claim.profile.rules.of_answers[AnswerState.REJECTED]
    if finding.line is None or finding.rule != rule.id:
        return False
    at = claim.line_pointer(finding.line)
    before, now = claim.demande_as_read(finding.line), value_at(claim.root, at)
    if finding.balise is None:
        return not same(before, now)
    if claim.line_of(finding.pointer) is None:  # a balise of the header
        return not same(value_at(claim.as_read, finding.pointer), value_at(claim.root, finding.pointer))
    if same(before, now):
        return False
    then, since = (_values(line, finding.balise, claim.profile) for line in (before, now))
    if len(then) == len(since) and all(same(old, new) for (_, old), (_, new) in zip(then, since, strict=True)):
        return False
    places = [(*at, *path) for path, _ in since]
    return not any(
        each.is_error
        and each.source is FindingSource.CONTROL
        and (each.balise == finding.balise or any(each.pointer[: len(place)] == place for place in places))
        for each in ours
    )


def _values(demande: Json | Absent, name: str, profile: Profile) -> list[tuple[Pointer, Json]]:
    """Return the values of a balise in a demande, each with its path."""
    if not isinstance(demande, dict):
        return []
    return [
        ((*base, *placed.path(name)), placed.values[name])
        for base, placed, level in placed_objects(demande, profile)
        if name in level.by_name and name in placed.values
    ]


def in_full(answer: Answer) -> str:
    """Return the words of an answer as they are cited: the label, then the code."""
    return (quoted(answer.label) if answer.label else _label(answer)) + _code(answer) + _settled(answer)


def in_short(answer: Answer) -> str:
    """Return a rejection for a narrow place: who says it, the label, then the code, which may be cut away."""
    is_doubtful = answer.state is AnswerState.TO_VERIFY
    return (
        typeset("ASP, à vérifier : " if is_doubtful else "ASP : ")
        + _label(answer)
        + _code(answer)
        + _settled(answer)
    )


def _label(answer: Answer) -> str:
    return answer.label or "sans libellé"


def _said(answer: Answer) -> str:
    return _label(answer) + _settled(answer)


def _settled(answer: Answer) -> str:
    return f" — {answer.settled}" if answer.settled else ""


def _code(answer: Answer) -> str:
    return f" (code {answer.code})" if answer.code else ""


def _pointer(value: Json, at: Pointer, claim: ClaimFile, balise: Balise, label: str) -> Pointer:
    """Return the pointer of a balise in the demande, there or not; in a list, of the item that the label cites."""
    profile = claim.profile
    if balise.level is profile.header:
        return claim.header.path(balise.name)
    demande = place(value, profile.demande) if isinstance(value, dict) else PlacedBalises()
    container = balise.level.container
    if balise.level is profile.demande or container is None:
        return _item((*at, *demande.path(balise.name)), demande.values.get(balise.name), label)
    block, at = demande.values.get(container.name), (*at, *demande.path(container.name))
    if isinstance(block, list):
        if not block:
            return at
        longest = max(map(len, profile.document_names.types))
        index = next((i for i, piece in enumerate(block) if _cites(label, piece, longest)), 0)
        block, at = block[index], (*at, index)
    if not isinstance(block, dict):
        return at
    placed = place(block, balise.level)
    return _item((*at, *placed.path(balise.name)), placed.values.get(balise.name), label)


def _cited(demande: Json, label: str, profile: Profile) -> tuple[Balise, Pointer] | None:
    """Return the balise with the longest value of a demande that a label quotes, and the path to that value."""
    if not isinstance(demande, dict):
        return None
    found: list[tuple[int, Balise, Pointer]] = []
    for base, placed, level in placed_objects(demande, profile):
        for balise in (each for each in level.balises if each not in (profile.code, profile.label)):
            value, path = placed.values.get(balise.name), (*base, *placed.path(balise.name))
            items = enumerate(value) if isinstance(value, list) else ()
            for at, text in ((path, value), *(((*path, index), item) for index, item in items)):
                shown = str(text) if isinstance(text, str | Number) else ""
                if _quotes(label, shown):
                    found.append((len(shown), balise, at))
    if not found:
        return None
    _, balise, path = max(found, key=itemgetter(0))
    return balise, path


def _quotes(label: str, text: str) -> bool:
    """Tell whether a text stands in a label as a word of its own; a word without digits is not a value's alone.

    Letter case, spaces between the digits of a number and the extension of a file's name do not count.
    """
    is_quotable = _SHORTEST_QUOTE <= len(text) < len(label) + _SHORTEST_QUOTE and any(map(str.isdigit, text))
    if not is_quotable:
        return False
    stem = re.sub(_EXTENSION, "", text.casefold())
    word = rf"(?<![\w-]){re.escape(stem)}(?![\w-])"
    return any(stem in said and re.search(word, said) is not None for said in _spellings(label))


@lru_cache(_LABELS)
def _spellings(label: str) -> tuple[str, str]:
    """Return a label without letter case, and that without spaces between digits."""
    folded = label.casefold()
    return folded, re.sub(_BETWEEN_DIGITS, "", folded)


def _item(at: Pointer, value: Json, label: str) -> Pointer:
    if isinstance(value, list):
        for index, item in enumerate(value):
            if isinstance(item, str) and item and (item in label or _quotes(label, item)):
                return (*at, index)
    return at


def _cites(label: str, piece: Json, longest_type: int) -> bool:
    """Tell whether a label cites a value of a document, other than its type: others are of that type, too."""
    return isinstance(piece, dict) and any(
        isinstance(value, str) and len(value) > longest_type and (value in label or _quotes(label, value))
        for value in piece.values()
    )
