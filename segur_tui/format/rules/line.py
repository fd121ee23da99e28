"""The controls of one demande, all together, and what it shows to the controls over several demandes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from segur_tui.format.balise import Balise, Level
from segur_tui.format.balises import BENEFICIAIRES, NOM_FICHIER, NUMERO_ASP, NUMERO_EDITEUR, PIECES
from segur_tui.format.correction import corrected
from segur_tui.format.edit import Edit
from segur_tui.format.finding import Finding, found, quoted, type_name
from segur_tui.format.kinds import Block
from segur_tui.format.placing import Placed, place
from segur_tui.format.rules import catalogue as rule
from segur_tui.format.rules.demande import check_beneficiaries, check_dmp, check_sequence
from segur_tui.format.rules.fields import MOST_ITEMS, Checked, check_object
from segur_tui.format.rules.keys import nested_block
from segur_tui.format.rules.pieces import check_documents
from segur_tui.format.tree import Absent, Json, Members, Pointer
from segur_tui.format.value_type import value_type


@value_type
class LineCheck:
    """What the controls say of one demande by itself.

    `editor_number`, `asp_number` (empty: none) and `documents` are compared with the other demandes';
    `nested` is the first unknown block that holds documented balises, with its key.
    """

    findings: tuple[Finding, ...] = ()
    editor_number: str = ""
    asp_number: str = ""
    documents: tuple[str, ...] = ()
    nested: tuple[Pointer, str] | None = None


def read_line(value: Json, at: Pointer) -> LineCheck:
    """Return what a demande shows to the controls over several; of an accepted one, nothing else is wanted."""
    if not isinstance(value, dict):
        return LineCheck()
    demande = place(value, Level.DEMANDE)
    blocks = list(_blocks(demande, at))
    names = (_claimed(placed, NOM_FICHIER) for _, placed, level in blocks if level is Level.PIECE)
    nested = (nested_block(base, placed) for base, placed, _ in ((at, demande, None), *blocks) if placed.odd_keys)
    return LineCheck(
        (),
        _claimed(demande, NUMERO_EDITEUR),
        _claimed(demande, NUMERO_ASP),
        tuple(name for name in names if name),
        next((block for block in nested if block is not None), None),
    )


def claims_at(value: Json, at: Pointer, balise: Balise) -> list[Pointer]:
    """Return where a demande holds the numbers or names of a balise that `read_line` gives, in their order."""
    if not isinstance(value, dict):
        return []
    demande = place(value, Level.DEMANDE)
    if balise.level is Level.DEMANDE:
        return [(*at, *demande.way(balise.name))]
    return [
        (*base, *placed.way(balise.name))
        for base, placed, level in _blocks(demande, at)
        if level is balise.level and _claimed(placed, balise)
    ]


def _blocks(demande: Placed, at: Pointer) -> Iterator[tuple[Pointer, Placed, Level]]:
    """Yield the bloc of the beneficiaries, then the documents, and all of them where they have not their shape."""
    for container in (BENEFICIAIRES, PIECES):
        level = container.bloc.level
        for base, members in _objects(demande, at, container):
            yield base, place(members, level), level


def _objects(demande: Placed, at: Pointer, container: Balise) -> Iterator[tuple[Pointer, Members]]:
    """Yield the objects that a container holds, with their pointers: a list's items, or the one that it is."""
    value = demande.values.get(container.name)
    base = (*at, *demande.way(container.name))
    if isinstance(value, dict):
        yield base, value
    for index, item in enumerate(value[:MOST_ITEMS] if isinstance(value, list) else ()):
        if isinstance(item, dict):
            yield (*base, index), item


def check_line(value: Json, line: int, at: Pointer, today: date, *, is_in_sequence: bool = True) -> LineCheck:
    """Check one demande of any shape, at a pointer; `today` is the day in Paris.

    Its `numLigne` is to be its line where `is_in_sequence`: not among demandes taken from several files.
    """
    if not isinstance(value, dict):
        expected = "une demande, bloc { … }"
        shown, kind = quoted(value), type_name(value)
        problem = found(rule.SHAPE, line, at, None, value=shown, type=kind, expected=expected)
        return LineCheck(findings=(problem,))
    demande = check_object(line, at, value, Level.DEMANDE, today)
    if is_in_sequence:
        check_sequence(demande)
    beneficiaries = _check_beneficiaries(demande, today)
    check_dmp(demande, value, beneficiaries[0] if len(beneficiaries) == 1 else None)
    pieces = _check_pieces(demande, today)
    inside = [*beneficiaries, *pieces]
    nested = [nested_block(each.base, each.placed) for each in (demande, *inside)]
    return LineCheck(
        findings=tuple(finding for each in (demande, *inside) for finding in each.findings),
        editor_number=_claimed(demande.placed, NUMERO_EDITEUR),
        asp_number=_claimed(demande.placed, NUMERO_ASP),
        documents=tuple(name for piece in pieces if (name := _claimed(piece.placed, NOM_FICHIER))),
        nested=next((block for block in nested if block is not None), None),
    )


def _check_beneficiaries(demande: Checked, today: date) -> list[Checked]:
    """Check the bloc of the beneficiaries; a list of exactly one object is as good (format.md §2)."""
    block = demande.placed.values.get(BENEFICIAIRES.name)
    at = demande.at(BENEFICIAIRES)
    if isinstance(block, list) and len(block) == 1:
        block, at = block[0], (*at, 0)
    if demande.has(BENEFICIAIRES) and not isinstance(block, dict):
        demande.findings.append(_misshapen(demande, BENEFICIAIRES, block, at))
    blocks = _checked_inside(demande, BENEFICIAIRES, today)
    for each in blocks:
        check_beneficiaries(each)
    return blocks


def _check_pieces(demande: Checked, today: date) -> list[Checked]:
    documents = demande.placed.values.get(PIECES.name)
    pieces = _checked_inside(demande, PIECES, today)
    if isinstance(documents, list):
        if len(documents) > MOST_ITEMS:
            demande.add(rule.LONG_LIST, PIECES, count=len(documents), most=MOST_ITEMS)
        for index, document in enumerate(documents[:MOST_ITEMS]):
            if not isinstance(document, dict):
                at = (*demande.at(PIECES), index)
                demande.findings.append(_misshapen(demande, PIECES, document, at))
    elif demande.has(PIECES):
        demande.findings.append(_misshapen(demande, PIECES, documents, demande.at(PIECES)))
    if pieces or isinstance(documents, list):
        check_documents(demande, pieces)
    return pieces


def _checked_inside(demande: Checked, container: Balise, today: date) -> list[Checked]:
    """Check the objects of a container, where they stand: its own shape hides nothing that is wrong in it."""
    level = container.bloc.level
    return [
        check_object(demande.line, at, members, level, today)
        for at, members in _objects(demande.placed, demande.base, container)
    ]


def _misshapen(demande: Checked, balise: Balise, value: Json, at: Pointer) -> Finding:
    is_item = at != demande.at(balise)
    after = corrected(balise.kind, value) if not is_item else value
    fix = None if is_item or isinstance(after, Absent) else Edit(at, value, after)
    expected = Block(many=False).expected if is_item else balise.expected
    shown, kind = quoted(value), type_name(value)
    return found(rule.SHAPE, demande.line, at, balise, fix=fix, value=shown, type=kind, expected=expected)


def _claimed(placed: Placed, balise: Balise) -> str:
    """Return the text of a balise as it is certainly meant, or else as it stands; empty where it is none."""
    value = placed.values.get(balise.name)
    meant = corrected(balise.kind, value)
    text = value if isinstance(meant, Absent) else meant
    return text if isinstance(text, str) else ""
