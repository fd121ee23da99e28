"""The ASP's rejection as a finding, on the balise that its label names (format.md §5)."""

from __future__ import annotations

from collections.abc import Sequence

from segur_tui.format.answer import Answer
from segur_tui.format.balise import Balise
from segur_tui.format.claim_file import ClaimFile
from segur_tui.format.finding import Finding
from segur_tui.format.label import balise_named
from segur_tui.format.placing import PlacedBalises, place
from segur_tui.format.tree import Json, Pointer
from segur_tui.format.wording import typeset


def check_answer(claim: ClaimFile, line: int, ours: Sequence[Finding]) -> Finding:
    """Return the finding that tells a rejected demande's label.

    It stands where our own controls (`ours`) find an error of the balise that the label names, else
    where the balise stands, else on the demande.
    """
    answer, at = claim.answers[line - 1], claim.line_pointer(line)
    balise = balise_named(answer.label, claim.profile)
    same = [finding.pointer for finding in ours if balise and finding.balise == balise.name and finding.is_error]
    if balise is None or same:
        pointer = same[0] if same else at
    else:
        pointer = _pointer(claim.lines[line - 1], at, claim, balise, answer.label)
    rule = claim.profile.rules.of_answer
    return rule.found(line, pointer, balise, label=_label(answer), code=_code(answer))


def in_short(answer: Answer) -> str:
    """Return a rejection for a narrow place: who says it, the label, then the code, which may be cut away."""
    return typeset("ASP : ") + _label(answer) + _code(answer)


def _label(answer: Answer) -> str:
    return answer.label or "sans libellé"


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


def _item(at: Pointer, value: Json, label: str) -> Pointer:
    if isinstance(value, list):
        for index, item in enumerate(value):
            if isinstance(item, str) and item and item in label:
                return (*at, index)
    return at


def _cites(label: str, piece: Json, longest_type: int) -> bool:
    """Tell whether a label cites a value of a document, other than its type: others are of that type, too."""
    return isinstance(piece, dict) and any(
        isinstance(value, str) and len(value) > longest_type and value in label for value in piece.values()
    )
