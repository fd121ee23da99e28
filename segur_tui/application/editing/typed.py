"""Typed values: the editor of each balise, from its declaration, and the edits that a typed text becomes."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

from segur_tui.application.editing.blocks import choices_for
from segur_tui.format import kinds
from segur_tui.format.balise import Balise
from segur_tui.format.check import Check
from segur_tui.format.correction import FLAGS, corrected
from segur_tui.format.edit import Edit
from segur_tui.format.finding import Certainty, Finding, quoted
from segur_tui.format.models import is_right
from segur_tui.format.placing import Oddity, note_position
from segur_tui.format.rule import OfKey
from segur_tui.format.tree import ABSENT, Absent, Json, Number, Pointer, RepeatedKeys, same, value_at
from segur_tui.format.value_type import replace, value_type
from segur_tui.format.wording import typeset
from segur_tui.format.writing import to_compact

_NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?", re.ASCII)
_SEPARATORS = re.compile(r"[,;\s\[\]\"]+")
"""The separators of a typed list, which may also be typed or pasted as JSON writes it."""
_BETWEEN = ", "
_REMOVE, _KEEP = "retirer la balise", "garder la balise"
_PROPOSED = {
    Certainty.SAFE: typeset("proposé : la correction sûre"),
    Certainty.LIKELY: typeset("proposé : une suggestion, à vérifier"),
}
_FLAG_NAMES = tuple(tuple(word for word, flag in FLAGS.items() if flag is each) for each in (True, False))
_MOST_KEPT = 100
"""Values of a repeated key that are offered to be kept."""


@value_type
class FreeText:
    """A text to type: what stands there, what is expected, and the check that runs at each key.

    `wrong` returns the fault of a text, in French, or None; `meant` what a right one is kept as, if otherwise;
    `becomes` the edits that keep it; `lead` stands before what is expected, `separator` between items of a list.
    """

    text: str
    expected: str
    wrong: Callable[[str], str | None]
    meant: Callable[[str], str]
    becomes: Callable[[str], tuple[Edit, ...]]
    lead: str = "Attendu"
    separator: str = ""


@value_type
class OneOf:
    """A choice among a few texts; `chosen` returns the edits for one.

    `current` is the one proposed, and `said` why, or else what stands there, which may be none of them.
    `names` are the other words for each of the choices, or empty.
    """

    current: str
    choices: tuple[str, ...]
    chosen: Callable[[str], tuple[Edit, ...]]
    said: str = ""
    names: tuple[tuple[str, ...], ...] = ()

    def becomes(self, text: str) -> tuple[Edit, ...]:
        """Return the edits that keep a text: none when it is no choice, as long as nobody has chosen."""
        return self.chosen(text) if text in self.choices else ()


@value_type
class Nothing:
    """Nothing can be typed, and why."""

    reason: str


Entry: TypeAlias = FreeText | OneOf | Nothing


def entry_for(check: Check, pointer: Pointer, balise: Balise | None, finding: Finding | None = None) -> Entry:
    """Return the entry at a pointer of a checked file, to solve a finding where there is one."""
    claim = check.claim
    line = claim.line_of(pointer)
    value = value_at(claim.root, pointer)
    if line is not None and check.is_accepted(line):
        return Nothing(typeset("ligne acceptée par l’ASP : elle est faite, et se lit sans se modifier"))
    if finding is not None and _odd_key(finding):
        return _for_key(check, finding)
    if balise is None or isinstance(balise.kind, kinds.Block):
        return _for_block(check, pointer, balise, value, finding)
    return _for_value(check, pointer, balise, value, finding)


def removed(check: Check, pointer: Pointer) -> tuple[Edit, ...]:
    """Return the edit that removes an item of a list, or none where there is no item to remove."""
    return _removal(pointer, value_at(check.claim.root, pointer)) if _is_item(check, pointer) else ()


def moved(check: Check, pointer: Pointer, step: int) -> tuple[Edit, ...]:
    """Return the edit that moves an item by steps in its list, or none where it cannot."""
    items = value_at(check.claim.root, pointer[:-1])
    index = pointer[-1]
    if not _is_item(check, pointer) or not isinstance(items, list) or not isinstance(index, int):
        return ()
    if not (0 <= index < len(items) and 0 <= index + step < len(items)):
        return ()
    after = list(items)
    after.insert(index + step, after.pop(index))
    return (Edit(pointer[:-1], items, after),)


def _is_item(check: Check, pointer: Pointer) -> bool:
    line = check.claim.line_of(pointer)
    is_below_a_line = len(pointer) > len(check.claim.lines_at) + 1
    return bool(line and is_below_a_line and isinstance(pointer[-1], int) and not check.is_accepted(line))


def typed(kind: kinds.Kind, text: str) -> Json:
    """Return the value that a typed text stands for: as meant where that is beyond doubt, else as typed."""
    if isinstance(kind, kinds.ListOf):
        return [_meant(kind.item, item) for item in _items(text)]
    return _meant(kind, text)


def _items(text: str) -> list[str]:
    return [item for item in _SEPARATORS.split(text.strip()) if item]


def untyped(value: Json | Absent) -> str:
    """Return the text that stands for a value in an editor: a list's items are separated by commas."""
    if isinstance(value, Absent) or value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return _BETWEEN.join(str(item) for item in value)
    return to_compact(value)


def _meant(kind: kinds.Kind, text: str) -> Json:
    value: Json = text.strip()
    if isinstance(kind, kinds.Amount | kinds.Integer) and _NUMBER.fullmatch(text.strip()):
        value = int(text) if isinstance(kind, kinds.Integer) and text.strip().isdigit() else Number(text.strip())
    after = ABSENT if is_right(kind, value) else corrected(kind, value)
    return value if isinstance(after, Absent) else after


def _for_value(
    check: Check, pointer: Pointer, balise: Balise, value: Json | Absent, finding: Finding | None
) -> Entry:
    is_item = bool(pointer) and isinstance(pointer[-1], int) and isinstance(balise.kind, kinds.ListOf)
    kind: kinds.Kind = balise.kind.item if is_item and isinstance(balise.kind, kinds.ListOf) else balise.kind
    keep, likely = _keeper(check, pointer, balise, value), _proposed(check, pointer, Certainty.LIKELY)
    shown = value if likely is None else likely.after
    chosen, said = _preselected(check, pointer)
    of_choice = untyped(value if chosen is None else chosen.after)
    match kind:
        case kinds.AlwaysNull():
            return OneOf("null", ("null",), lambda _: keep(None))
        case kinds.Constant(only):
            return OneOf(only, (only,), keep)
        case kinds.Choice(values):
            return OneOf(of_choice, values, keep, said)
        case kinds.Flag():
            return OneOf(of_choice, ("true", "false"), lambda text: keep(text == "true"), said, _FLAG_NAMES)
        case _:
            is_name = balise is check.claim.profile.document_name
            named = _proposed_name(check, pointer) if finding is not None and is_name else None
            is_another = named is not None and check.claim.profile.document_names.shows_another(str(value), named)
            proposed = None if is_another else named
            expected = named or kinds.typed_as(kind)
            entry = FreeText(
                proposed or untyped(shown),
                typeset(expected if likely is None else f"{expected} ; ceci est une suggestion, à vérifier"),
                lambda text: None if is_right(kind, typed(kind, text)) else "L’ASP la refuserait.",
                lambda text: _otherwise(kind, text),
                lambda text: (
                    _kept(kind, text, value, keep) if text.strip() or not is_item else _removal(pointer, value)
                ),
                "Proposé" if proposed else "Attendu",
                _BETWEEN if isinstance(kind, kinds.ListOf) else "",
            )
            around = value_at(check.claim.root, pointer[:-1])
            return _of_items(kind, entry, pointer, around) if is_item and isinstance(around, list) else entry


def _of_items(kind: kinds.Kind, of_one: FreeText, pointer: Pointer, around: list[Json]) -> FreeText:
    """Return the entry of an item, in whose place several may be typed or pasted into the list around it."""

    def several(text: str) -> list[Json]:
        items = [_meant(kind, item) for item in re.split("[,;]", text) if item.strip()]
        return items if len(items) > 1 else []

    def wrong(text: str) -> str | None:
        items = several(text)
        return None if items and all(is_right(kind, each) for each in items) else of_one.wrong(text)

    def becomes(text: str) -> tuple[Edit, ...]:
        after = [*around[: int(pointer[-1])], *several(text), *around[int(pointer[-1]) + 1 :]]
        return (Edit(pointer[:-1], around, after),) if several(text) else of_one.becomes(text)

    return replace(of_one, wrong=wrong, becomes=becomes, separator=_BETWEEN)


def _kept(
    kind: kinds.Kind, text: str, value: Json | Absent, keep: Callable[[Json], tuple[Edit, ...]]
) -> tuple[Edit, ...]:
    """Return the edits that keep a text, none where nothing stood for a value and nothing was typed."""
    is_untouched = not text.strip() and (value is None or isinstance(value, Absent))
    return () if is_untouched else keep(typed(kind, text))


def _proposed(check: Check, pointer: Pointer, certainty: Certainty) -> Edit | None:
    """Return the other value of a certainty that is proposed at a pointer, if there is one."""
    line = check.claim.line_of(pointer)
    findings = check.of_file if line is None else check.of_lines[line - 1]
    proposed = (certainty.edit(finding) for finding in findings if finding.pointer == pointer)
    return next((edit for edit in proposed if edit is not None and edit.key is None), None)


def _preselected(check: Check, pointer: Pointer) -> tuple[Edit | None, str]:
    """Return what a list of choices proposes at a pointer, what is safe first, and what it is in French."""
    edits = ((_proposed(check, pointer, certainty), said) for certainty, said in _PROPOSED.items())
    return next((found for found in edits if found[0] is not None), (None, ""))


def _proposed_name(check: Check, pointer: Pointer) -> str | None:
    """Return the name that a document's type, format and n° éditeur ask for, where they are right."""
    claim, profile = check.claim, check.claim.profile
    line, document = claim.line_of(pointer), value_at(claim.root, pointer[:-1])
    if line is None or not isinstance(document, dict):
        return None
    balises = (profile.document_type, profile.document_format)
    file_type, file_format = (document.get(balise.name) for balise in balises)
    if not all(is_right(balise.kind, document.get(balise.name)) for balise in balises):
        return None
    number = claim.editor_number(line)
    return profile.document_names.name(str(file_type), number, str(file_format)) if number else None


def _otherwise(kind: kinds.Kind, text: str) -> str:
    """Return the text as which a right one is kept, empty where that is as it was typed."""
    value = typed(kind, text)
    as_typed = _BETWEEN.join(_items(text)) if isinstance(kind, kinds.ListOf) else text.strip()
    kept = untyped(value)
    return kept if kept != as_typed and is_right(kind, value) else ""


def _keeper(
    check: Check, pointer: Pointer, balise: Balise | None, value: Json | Absent
) -> Callable[[Json], tuple[Edit, ...]]:
    def keep(after: Json) -> tuple[Edit, ...]:
        if not isinstance(value, Absent):
            return (Edit(pointer, value, after),)
        is_key = isinstance(pointer[-1], str)
        position = note_position(check.claim.root, pointer, balise) if is_key and balise is not None else None
        return (Edit(pointer, ABSENT, after, position=position),)

    return keep


def _removal(pointer: Pointer, value: Json | Absent) -> tuple[Edit, ...]:
    return () if isinstance(value, Absent) else (Edit(pointer, value, ABSENT),)


def _puts(edits: tuple[Edit, ...], proposed: Edit) -> bool:
    return len(edits) == 1 and edits[0].pointer == proposed.pointer and same(edits[0].after, proposed.after)


def _odd_key(finding: Finding) -> Oddity | None:
    control = finding.control
    return control.oddity if issubclass(control, OfKey) and control.oddity is not Oddity.MANY else None


def _for_key(check: Check, finding: Finding) -> Entry:
    """Offer what solves a problem of a key: a new name, one of its values, or its removal."""
    pointer, root = finding.pointer, check.claim.root
    value = value_at(root, pointer)
    parent = value_at(root, pointer[:-1])
    if _odd_key(finding) is Oddity.REPEATED and isinstance(parent, RepeatedKeys):
        return _for_repeated_key(pointer, parent)
    solved: dict[str, tuple[Edit, ...]] = {_KEEP: ()}
    if (renamed := finding.fix or finding.suggestion) is not None:
        solved = {f"renommer en {renamed.key or finding.balise}": (renamed,), **solved}
    elif not isinstance(value, Absent):
        solved[_REMOVE] = (Edit(pointer, value, ABSENT),)
    choices = tuple(solved)
    return OneOf(choices[0], choices, lambda text: solved[text])


def _for_repeated_key(pointer: Pointer, parent: RepeatedKeys) -> Entry:
    key = str(pointer[-1])
    ranks = {
        typeset(f"garder {quoted(value)} (n° {rank + 1})"): rank
        for rank, value in enumerate(parent.values_of(key)[:_MOST_KEPT])
    }
    choices = tuple(ranks)
    return OneOf("", choices, lambda text: (Edit(pointer[:-1], parent, parent.keeping(key, ranks[text])),))


def _for_block(
    check: Check, pointer: Pointer, balise: Balise | None, value: Json | Absent, finding: Finding | None
) -> Entry:
    keep = _keeper(check, pointer, balise, value)
    wanted = finding.control.solved_by if finding is not None else frozenset[str]()
    choices = choices_for(check, pointer, balise, value, keep, wanted)
    if choices:
        proposed, said = _preselected(check, pointer)
        same_edit = (text for text, edits in choices.items() if proposed is not None and _puts(edits, proposed))
        current = next(same_edit, "")
        return OneOf(current, tuple(choices), lambda text: choices[text], said if current else "")
    if balise is None:
        return Nothing(typeset("rien à saisir ici ; les valeurs de la ligne se corrigent dans Champs (3)"))
    if balise is check.claim.profile.lines:
        return Nothing(typeset("le fichier ne contient aucune demande : il n’y a rien à corriger ici"))
    return Nothing(typeset("ce bloc se corrige balise par balise : dans Champs (3), les lignes sous son titre"))
