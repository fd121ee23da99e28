"""Controls over several values of one demande: who it is for, its lists, its DMP identifiers (note §3.2)."""

from __future__ import annotations

from segur_tui.format.balise import Balise
from segur_tui.format.balises import (
    BY_NAME,
    COMMANDE_POUR,
    IDENT_DMP,
    LIBERAL_RPPS,
    NUM_LIGNE,
    RPPS,
    STRUCTURE_FINESS,
)
from segur_tui.format.correction import is_well_written
from segur_tui.format.edit import Edit
from segur_tui.format.finding import quoted
from segur_tui.format.placing import note_position
from segur_tui.format.rules import catalogue as rule
from segur_tui.format.rules.fields import Checked
from segur_tui.format.tree import ABSENT, Json, Members
from segur_tui.format.writing import to_compact


def check_sequence(demande: Checked) -> None:
    """Check that `numLigne` is the demande's position in the file."""
    number = demande.meant.get(NUM_LIGNE.name)
    if number is not None and number != demande.line:
        demande.add(rule.LINE_SEQUENCE, NUM_LIGNE, value=quoted(number), number=demande.line)


def check_beneficiaries(beneficiaries: Checked) -> None:
    """Check that the list which `commandePour` calls for is filled, and the other one empty."""
    for balise in (LIBERAL_RPPS, STRUCTURE_FINESS):
        items = beneficiaries.items(balise)
        condition = _condition(balise, beneficiaries.meant)
        if items is None or condition is None:
            continue
        is_wanted, words = condition
        if is_wanted and not items:
            beneficiaries.add(rule.LIST_WANTED, balise, condition=words)
        elif items and not is_wanted:
            beneficiaries.add(rule.LIST_UNWANTED, balise, condition=words)


def check_dmp(demande: Checked, members: Members, beneficiaries: Checked | None) -> None:
    """Check the DMP identifiers against `isDirectToDMP` and, for a LIBERAL, against its RPPS."""
    items = demande.items(IDENT_DMP)
    condition = _condition(IDENT_DMP, demande.meant)
    if condition is not None:
        is_wanted, words = condition
        if is_wanted and (items == [] or not demande.has(IDENT_DMP)):
            demande.add(rule.DMP_MISSING, IDENT_DMP, condition=words)
        elif not is_wanted and items:
            demande.add(rule.DMP_UNUSED, IDENT_DMP, condition=words)
        elif not is_wanted and not demande.has(IDENT_DMP):
            position = note_position(members, IDENT_DMP)
            fix = Edit(demande.at(IDENT_DMP), ABSENT, [], position=position)
            demande.add(rule.DMP_ABSENT, IDENT_DMP, fix=fix, condition=words)
    if items and beneficiaries is not None:
        _check_known_doctors(demande, items, beneficiaries)


def _check_known_doctors(demande: Checked, items: list[Json], beneficiaries: Checked) -> None:
    doctors = beneficiaries.items(LIBERAL_RPPS)
    if doctors is None or beneficiaries.text(COMMANDE_POUR) != "LIBERAL":
        return
    # A lone identifier is meant as a list of one, and stands where the list would.
    is_list = isinstance(demande.placed.values.get(IDENT_DMP.name), list)
    known = {doctor for doctor in doctors if isinstance(doctor, str)}
    for index, identifier in enumerate(items):
        is_right = isinstance(identifier, str) and is_well_written(RPPS, identifier)
        if is_right and identifier not in known:
            demande.add(rule.DMP_FOREIGN, IDENT_DMP, *((index,) if is_list else ()), value=quoted(identifier))


def _condition(balise: Balise, meant: dict[str, Json]) -> tuple[bool, str] | None:
    """Tell whether a list is wanted, and why in words; None when what decides it is itself in doubt."""
    if balise.wanted_when is None:
        return None
    name, wanted = balise.wanted_when
    if name not in meant or name not in BY_NAME:
        return None
    return meant[name] == wanted, f"{name} vaut {to_compact(meant[name])}"
