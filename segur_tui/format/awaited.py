"""Demandes that are controlled before other files are known, and beside what these have told since."""

from __future__ import annotations

from collections.abc import Iterator

from segur_tui.format.finding import Finding, quoted
from segur_tui.format.line_check import check_line
from segur_tui.format.numbers import Numbers, numbers_of
from segur_tui.format.order import Rival, Told
from segur_tui.format.profile import Profile
from segur_tui.format.rule import LineCheck, OfEvidence, Situation
from segur_tui.format.tree import Json, Pointer, value_at
from segur_tui.format.value_type import replace

_ANYONE = Rival("", "", "", 0)
AWAITED = Told(lambda _: (), lambda own, _: _ANYONE if any(own) else None, lambda _: (), has_orders=False)
"""Told of a file before others are known: each of its beneficiaries has a rival, which is looked for later."""


def told_since(  # noqa: PLR0913, PLR0917 (where it stands)
    check: LineCheck, value: Json, line: int, at: Pointer, profile: Profile, given: Situation
) -> LineCheck:
    """Return the check of one demande, which was made `AWAITED`, beside what other files have told since."""
    told = given.told
    if not isinstance(value, dict) or (told is None and not any(map(_is_awaited, check.findings))):
        return check
    numbers, is_cut = numbers_of(value, profile), len(check.findings) >= given.most
    if is_cut or (told is not None and told.has_orders and told.orders(numbers.editor)):
        return check_line(value, line, at, profile, given)
    findings = tuple(_with_rivals(check, value, at, profile, told, numbers))
    lacks_avance = told is not None and told.has_orders and bool(numbers.editor)
    return replace(check, findings=findings, lacks_avance=lacks_avance)


def _with_rivals(  # noqa: PLR0913, PLR0917 (where it stands)
    check: LineCheck, value: Json, at: Pointer, profile: Profile, told: Told | None, numbers: Numbers
) -> Iterator[Finding]:
    for finding in check.findings:
        if not _is_awaited(finding):
            yield finding
            continue
        text = value_at(value, finding.pointer[len(at) :])
        rival = told.rival(numbers, text) if told is not None and isinstance(text, str) else None
        if rival is not None and isinstance(text, str) and finding.balise is not None:
            balise, place = profile.by_name[finding.balise], rival.place
            yield finding.control.found(finding.line, finding.pointer, balise, value=quoted(text), place=place)


def _is_awaited(finding: Finding) -> bool:
    return issubclass(finding.control, OfEvidence)
