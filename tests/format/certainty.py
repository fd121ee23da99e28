"""What makes a correction safe, whatever the file: it cannot make anything worse."""

from __future__ import annotations

from collections.abc import Iterable

from segur_tui.format.balise import Balise
from segur_tui.format.balises import LIGNES_IMPORT, PIECES
from segur_tui.format.check import Check, check
from segur_tui.format.correcting import correct, corrections
from segur_tui.format.edit import Edit
from segur_tui.format.finding import Finding
from segur_tui.format.kinds import AlwaysNull, Constant
from segur_tui.format.solde import SOLDE
from segur_tui.format.tree import ABSENT, Absent, Json, children, members_of
from tests.format.builders import TODAY


def assert_certain(checked: Check) -> int:
    """Assert of each safe correction of a file that it makes nothing worse; return how many there are."""
    fixable = [finding for finding in checked.findings if finding.fix is not None]
    for finding in fixable:
        (edit,) = corrections([finding])
        after = check(checked.claim.edited(edit), TODAY, checked)
        said = f"{finding.message}: {edit}"
        assert _errors(after) <= _errors(checked), said
        assert not _is_still_there(finding, edit, after), said
        for many in (LIGNES_IMPORT, PIECES):
            assert _objects_of(after.claim.root, many) <= _objects_of(checked.claim.root, many), said
        balise = None if finding.balise is None else SOLDE.by_name[finding.balise]
        if not _may_be_dropped(balise):
            assert _leaves(edit.after) == _leaves(edit.before), said
            for many in (LIGNES_IMPORT, PIECES):
                assert _objects_of(after.claim.root, many) == _objects_of(checked.claim.root, many), said
    corrected = correct(checked, TODAY).check
    assert _errors(corrected) <= _errors(checked)
    assert not [finding for finding in corrected.findings if finding.fix is not None]
    return len(fixable)


def _errors(checked: Check) -> int:
    return sum(finding.is_error for finding in checked.findings)


def _is_still_there(finding: Finding, edit: Edit, after: Check) -> bool:
    place = edit.pointer if edit.key is None else (*edit.pointer[:-1], edit.key)
    return any(each.rule == finding.rule and each.pointer == place for each in after.findings)


def _may_be_dropped(balise: Balise | None) -> bool:
    """Tell whether only one value is possible, whatever stands in its place."""
    return balise is not None and isinstance(balise.kind, AlwaysNull | Constant)


def _leaves(value: Json | Absent) -> int:
    """Return how many values that are something stand in a value."""
    if isinstance(value, dict | list):
        return sum(map(_leaves, children(value)))
    return value is not None and value is not ABSENT


def _objects_of(root: Json, balise: Balise) -> int:
    """Return how many objects stand in the lists of a balise, also in those that have lost their brackets."""
    if not isinstance(root, dict | list):
        return 0
    found = 0
    for key, value in members_of(root) if isinstance(root, dict) else ():
        if key.casefold() == balise.name.casefold():
            is_lone = isinstance(value, dict) and not all(map(str.isdigit, value))
            found += 1 if is_lone else sum(isinstance(each, dict) for each in _inside(value))
    return found + sum(_objects_of(each, balise) for each in children(root))


def _inside(value: Json) -> Iterable[Json]:
    return children(value) if isinstance(value, dict | list) else ()
