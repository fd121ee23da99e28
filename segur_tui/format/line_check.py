"""The controls of one demande and of the objects of a file, and the numbers and names that demandes compare."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, partial
from itertools import chain
from typing import TYPE_CHECKING

from segur_tui.format.balise import Balise, Level
from segur_tui.format.correction import corrected, when_absent
from segur_tui.format.edit import Edit
from segur_tui.format.fault import fault_of
from segur_tui.format.finding import ERROR, WARNING, Finding, is_type, quoted
from segur_tui.format.form import DemandeForm, form_of
from segur_tui.format.kinds import Block, Day, Identifier, ListOf, compared, is_after
from segur_tui.format.lost_list import items_of
from segur_tui.format.models import field_errors, is_right
from segur_tui.format.numbers import numbers_of
from segur_tui.format.order import AvanceOrder, Beside, Told
from segur_tui.format.placing import Oddity, OddKey, PlacedBalises, found_in, note_position, place
from segur_tui.format.profile import Profile
from segur_tui.format.rule import MOST_OF_DEMANDE, Checked, LineCheck, Situation
from segur_tui.format.tree import ABSENT, Absent, Json, Members, Pointer, value_at
from segur_tui.format.turned_dates import is_slashed
from segur_tui.format.value_type import replace

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails


def read_line(value: Json, at: Pointer, profile: Profile, form: DemandeForm) -> LineCheck:
    """Return the check of a demande, of a form, without findings: those over several ask accepted ones."""
    if not isinstance(value, dict):
        return LineCheck()
    if form.is_plain and (names := _plain_names(value, profile)) is not None:
        editor, dossier = (_meant(value.get(each.name), each) for each in (profile.editor_number, profile.dossier))
        return LineCheck((), editor, dossier, names)
    demande = found_in(value, profile.demande)
    objects = objects_in(demande, at, profile.demande)
    blocks = ((base, found_in(members, level), level) for base, members, level in objects)
    return _line_check(demande, chain([(at, demande, profile.demande)], blocks), profile)


def _plain_names(value: Members, profile: Profile) -> tuple[str, ...] | None:
    """Return the names of the documents of a demande of plain form, None where one has none."""
    documents, name = value[profile.documents.name], profile.document_name.name
    names = [each.get(name) for each in documents if isinstance(each, dict)] if isinstance(documents, list) else []
    texts = tuple(each for each in names if isinstance(each, str) and each)
    return texts if len(texts) == len(names) else None


def _line_check(
    demande: PlacedBalises,
    objects: Iterable[tuple[Pointer, PlacedBalises, Level]],
    profile: Profile,
    findings: tuple[Finding, ...] = (),
) -> LineCheck:
    """Return the check of a demande, given its objects, itself first; they may be too many to be held at once."""
    names: list[str] = []
    nested: tuple[Pointer, str] | None = None
    for base, placed, level in objects:
        if level is profile.document and (name := _claimed(placed, profile.document_name)):
            names.append(name)
        nested = nested or nested_block(base, placed)
    editor, dossier = _claimed(demande, profile.editor_number), _claimed(demande, profile.dossier)
    return LineCheck(findings, editor, dossier, tuple(names), nested)


def placed_objects(value: Members, profile: Profile) -> Iterator[tuple[Pointer, PlacedBalises, Level]]:
    """Yield a demande and the objects inside it, in the note's order, each with its pointer."""
    demande = place(value, profile.demande)
    yield (), demande, profile.demande
    yield from _blocks(demande, (), profile)


def claims_at(value: Json, at: Pointer, balise: Balise, profile: Profile) -> list[Pointer]:
    """Return the pointers of the numbers or names of a balise that `read_line` gives, in their order."""
    if not isinstance(value, dict):
        return []
    demande = place(value, profile.demande)
    if balise.level is profile.demande:
        return [(*at, *demande.path(balise.name))]
    return [
        (*base, *placed.path(balise.name))
        for base, placed, level in _blocks(demande, at, profile)
        if level is balise.level and _claimed(placed, balise)
    ]


def nested_block(base: Pointer, placed: PlacedBalises) -> tuple[Pointer, str] | None:
    """Return the pointer and the key of the first unknown block that holds documented balises."""
    return None if placed.nested is None else ((*base, placed.nested), placed.nested)


def _blocks(
    demande: PlacedBalises, at: Pointer, profile: Profile
) -> Iterator[tuple[Pointer, PlacedBalises, Level]]:
    """Yield the objects inside a demande, in the note's order, and all of them where they have not their shape."""
    for base, members, level in objects_in(demande, at, profile.demande):
        yield base, place(members, level), level


def objects_in(demande: PlacedBalises, at: Pointer, level: Level) -> Iterator[tuple[Pointer, Members, Level]]:
    """Yield the objects that the containers hold, with their pointers: a list's items, or the one that it is."""
    for container, inside in level.containers:
        value = demande.values.get(container.name)
        base = (*at, *demande.path(container.name))
        is_many = isinstance(container.kind, Block) and container.kind.many
        for path, item in items_of(value, inside, is_many=is_many):
            if isinstance(item, dict):
                yield (*base, *path), item, inside


def check_line(value: Json, line: int, at: Pointer, profile: Profile, given: Situation) -> LineCheck:
    """Check one demande of any shape, at a pointer; what is wrong in its blocs stands where they do."""
    if not isinstance(value, dict):
        expected, shown = "une demande, bloc { … }", quoted(value)
        problem = given.rules.of_shape.found(
            line, at, None, value=shown, is_type=is_type(value), expected=expected
        )
        return LineCheck(findings=(problem,))
    form = form_of(value, profile.demande)
    demande = check_object(line, at, value, profile.demande, given)
    everything, errors = [demande], _errors_of(demande)
    for base, members, level in objects_in(demande.placed, at, profile.demande):
        if errors > given.most:
            break
        everything.append(check_object(line, base, members, level, given, demande))
        errors += _errors_of(everything[-1])
    if errors > given.most:  # what was not looked at is not said to be missing
        return replace(read_line(value, at, profile, form), findings=_reported(everything, profile))
    demande.inside = everything[1:]
    look_further(everything)
    if mark := profile.mark_of_avance(value, form):
        path, text = mark
        demande.findings.insert(0, given.rules.of_mark.found(line, (*at, *path), None, value=quoted(text)))
    lacks_avance = given.told is not None and not _look_beyond(demande, given.told, profile)
    objects = ((each.base, each.placed, each.level) for each in everything)
    found = _line_check(demande.placed, objects, profile, _reported(everything, profile))
    return replace(found, lacks_avance=True) if lacks_avance else found


def _look_beyond(demande: Checked, told: Told, profile: Profile) -> bool:
    """Look at a demande beside what other files tell of it; return whether its avance is known, if any is."""
    numbers = numbers_of(demande.members, profile)

    def others(dossier: str) -> Sequence[Sequence[AvanceOrder]]:
        return [told.orders(each) for each in told.editors_of(compared(dossier)) if each != numbers.editor]

    beside = Beside(told.orders(numbers.editor), partial(told.rival, numbers), others)
    for rule in demande.given.rules.of_evidence:
        if beside.orders or not rule.of_orders:
            demande.findings += rule.look(demande, beside)
    return bool(beside.orders) or not told.has_orders or not numbers.editor


def _errors_of(checked: Checked) -> int:
    return sum(finding.is_error and finding.fix is None for finding in checked.findings)


def _reported(objects: Sequence[Checked], profile: Profile) -> tuple[Finding, ...]:
    """Return all safe corrections and as many other findings as are reported; where those end, it is said."""
    most = objects[0].given.most
    findings = tuple(finding for each in objects for finding in each.findings)
    if len(findings) <= most:
        return findings
    kept, left = [], {ERROR: most, WARNING: most}
    for finding in findings:
        left[finding.severity] -= finding.fix is None
        if left[finding.severity] >= 0 or finding.fix is not None:
            kept.append(finding)
        elif left[finding.severity] == -1:
            rule = profile.rules.of_many[finding.severity]
            balise = None if finding.balise is None else profile.by_name[finding.balise]
            kept.append(rule.found(finding.line, finding.pointer, balise, most=most))
    return tuple(kept)


def _claimed(placed: PlacedBalises, balise: Balise) -> str:
    """Return the text of a balise as it is certainly meant, or else as it stands; empty where it is none."""
    return _meant(placed.values.get(balise.name), balise)


def _meant(value: Json, balise: Balise) -> str:
    """Return the text that a value of a balise is certainly meant as, or else is; empty where it is none."""
    if isinstance(value, str) and (value.isalnum() or not isinstance(balise.kind, Identifier)):
        return value  # nothing could be corrected
    meant = corrected(balise.kind, value)
    text = value if isinstance(meant, Absent) else meant
    return text if isinstance(text, str) else ""


def check_object(  # noqa: PLR0913, PLR0917 (where it stands)
    line: int | None,
    base: Pointer,
    members: Members,
    level: Level,
    given: Situation,
    around: Checked | None = None,
) -> Checked:
    """Check the keys and the single values of one object of the file."""
    placed = place(members, level)
    checked = Checked(line, base, level, members, placed, given, dict(placed.values), around)
    for odd in (*placed.odd_keys, OddKey(Oddity.MANY, ())) if placed.unreported else placed.odd_keys:
        control = given.rules.of_keys.get(odd.oddity)
        if control is not None:
            checked.findings.append(control.look(checked, odd))
    errors = field_errors(level, _shortened(checked), is_deposit=given.is_deposit)
    checked.faulty = {str(error["loc"][0]) for error in errors} if errors else ()
    left = given.most
    for error in errors:
        finding = _of_error(checked, level.by_name[str(error["loc"][0])], error)
        checked.findings.append(finding)
        left -= finding.fix is None
        if left < 0:
            break
    return checked


def look_further(objects: Sequence[Checked]) -> None:
    """Look at objects whose values were all checked, by the rules that look at more than one value's form."""
    for checked in objects:
        for look, balise in checked.given.rules.looks(checked.level):
            if found := look(checked, balise):
                checked.findings += found


@cache
def _lists(level: Level) -> tuple[Balise, ...]:
    return tuple(balise for balise in level.balises if isinstance(balise.kind, ListOf))


def _shortened(checked: Checked) -> dict[str, Json]:
    """Return the values of an object, a list only up to the last of its errors that are reported."""
    values = checked.placed.values
    for balise in _lists(checked.level):
        value = values.get(balise.name)
        if not isinstance(value, list) or len(value) <= checked.given.most:
            continue
        wrong = (index for index, item in enumerate(value) if not is_right(balise.item, item))
        beyond_doubt, in_doubt = 0, 0
        for index in wrong:
            is_fixable = not isinstance(corrected(balise.item, value[index]), Absent)
            beyond_doubt, in_doubt = beyond_doubt + is_fixable, in_doubt + (not is_fixable)
            if in_doubt > checked.given.most or beyond_doubt > MOST_OF_DEMANDE:
                values = {**values, balise.name: value[: index + 1]}
                checked.meant[balise.name] = value[: index + 1]
                if in_doubt <= checked.given.most:
                    rule = checked.given.rules.of_many[ERROR]
                    checked.findings.append(
                        rule.found(checked.line, checked.at(balise), balise, most=MOST_OF_DEMANDE)
                    )
                break
    return values


def _of_error(checked: Checked, balise: Balise, error: ErrorDetails) -> Finding:
    path = tuple(step for step in error["loc"][1:] if isinstance(step, int))
    value = value_at(checked.members, (*checked.placed.path(balise.name), *path))
    pointer = (*checked.at(balise), *path)
    fault = fault_of(checked.given, balise, value, error["type"], is_item=bool(path))
    fix = _fix(checked, balise, path, value, fault.meant)
    _mean(checked, balise, path, fix)
    if fix is not None:
        return fault.rule.reported(checked.line, pointer, balise, fault.message, fix)
    suggestion = None if fault.likely is None else Edit(pointer, value, fault.likely.value)
    return fault.rule.reported(checked.line, pointer, balise, fault.asking, None, suggestion)


def _fix(
    checked: Checked, balise: Balise, path: tuple[int, ...], value: Json | Absent, meant: Json | Absent
) -> Edit | None:
    kind, after = balise.item if path else balise.kind, meant
    if isinstance(kind, Day) and checked.given.turned is not None and is_slashed(value):
        after = ABSENT
    elif isinstance(value, Absent) or (value is None and not path):
        after = [] if checked.wants(balise) is False else when_absent(kind)
    if isinstance(after, Absent) or is_after(kind, after, checked.given.today):
        return None
    at = checked.placed.path(balise.name)
    position = note_position(checked.members, at, balise) if isinstance(value, Absent) else None
    return Edit((*checked.at(balise), *path), value, after, position=position)


def _mean(checked: Checked, balise: Balise, path: tuple[int, ...], fix: Edit | None) -> None:
    """Keep in `meant` the safely corrected value of a faulty balise, or nothing."""
    if path:
        items = checked.meant[balise.name]
        if isinstance(items, list) and fix is not None and not isinstance(fix.after, Absent):
            checked.meant[balise.name] = [*items[: path[0]], fix.after, *items[path[0] + 1 :]]
    elif fix is None or isinstance(fix.after, Absent):
        checked.meant.pop(balise.name, None)
    else:
        checked.meant[balise.name] = fix.after
