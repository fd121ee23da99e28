"""The `record` command: the team's record, made and looked after (design.md §1)."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from segur_tui.application.disk.folders import resolved
from segur_tui.application.history.kept import kept_folder, note_seen
from segur_tui.application.history.readings import hand_in, hand_over, words_on_others
from segur_tui.application.history.story import day_and_number
from segur_tui.application.history.twice import accepted_words, doubled_words
from segur_tui.application.record.copying import copy_record
from segur_tui.application.record.engines import create, open_record
from segur_tui.application.record.health import back_up, health, unfinished, why_only_read
from segur_tui.application.record.intents import Intent
from segur_tui.application.record.left_behind import left_behind
from segur_tui.application.record.place import at_place, record_place
from segur_tui.application.record.schema import RecordUnknown
from segur_tui.application.settings.values import Settings
from segur_tui.application.state.database import PATIENCE
from segur_tui.application.state.folder import StateUnavailable, has_record
from segur_tui.cli import USAGE_ERROR
from segur_tui.cli.output import tell, tell_waiting, write_line
from segur_tui.format.value_type import replace
from segur_tui.format.wording import counted, typeset

DONE, LEFT_OVER = 0, 1
_PATIENCE = replace(PATIENCE, tell=tell_waiting)


def run(options: Namespace, settings: Settings) -> int:
    """Do what is asked with the record, and return the exit status."""
    do, wanted = _ACTIONS[options.action]
    if len(options.places) != len(wanted):
        tell(f"usage : segur-tui record {' '.join((options.action, *wanted))}")
        return USAGE_ERROR
    try:
        return do(options.places, settings)
    except (RecordUnknown, StateUnavailable) as why:
        tell(str(why))
        return USAGE_ERROR


def _create(_: Sequence[str], settings: Settings) -> int:
    is_new = create(settings, _PATIENCE)
    with open_record(settings, _PATIENCE) as store:
        note_seen(settings, store.identity())
    write_line(typeset(f"registre {'créé' if is_new else 'déjà là'} : {record_place(settings)}"))
    _tell_left_behind(settings)
    return DONE


def _check(_: Sequence[str], settings: Settings) -> int:
    not_handed_in = _handed_in(settings)
    found = health(settings, _PATIENCE)
    held = f"{counted(found.exported, 'fichier écrit')}, {counted(found.seen, 'fichier lu')}"
    write_line(typeset(f"registre sain : {record_place(settings)} ({held})"))
    for file in found.gone:
        by = f", par {file.whose}" if file.whose else ""
        write_line(typeset(f"fichier déplacé ou supprimé : {file.path} ({day_and_number(file.deposit)}{by})"))
    if found.elsewhere:
        write_line(typeset(f"{counted(found.elsewhere, 'fichier')} d’autres machines, à regarder là-bas"))
    for each in found.cut_off:
        write_line(typeset(_cut_off(each, settings)))
    for two in found.doubled:
        write_line(typeset(doubled_words(two)))
    for each_held in found.accepted:
        write_line(typeset(accepted_words(each_held)))
    left = unfinished(settings)
    for path in left:
        write_line(typeset(f"reste d’un fichier qui n’a pas été achevé : {path} ; supprimez-le"))
    if others := words_on_others(settings, _PATIENCE):
        write_line(typeset(others))
    only_read = why_only_read(settings) if has_record(settings) else ""
    if only_read not in {"", not_handed_in}:
        write_line(typeset(f"ne peut être que lu : {only_read}"))
    troubles = only_read or found.cut_off or found.doubled or found.accepted or not_handed_in or others or left
    if not_handed_in:
        tell(not_handed_in)
    return LEFT_OVER if _tell_left_behind(settings) or troubles else DONE


def _cut_off(intent: Intent, settings: Settings) -> str:
    """Return in French which export was cut off, what it holds, and what is to be done."""
    lines = counted(sum(claim.lines for claim in intent.claims), "ligne")
    what = f"{intent.writer.words}, le {settings.moment_of(intent.since)}, {lines} dans {intent.folder}"
    standing = [claim.claim.name for claim in intent.claims if not claim.is_withdrawn]
    is_withdrawn = bool(intent.claims) and not standing
    held = "retiré, mais son numéro reste pris" if is_withdrawn else "lignes et numéro restent pris"
    until = "jusqu’au prochain export de ce compte sur cette machine"
    free = (f"si {name} n’a pas été déposé, « segur-tui withdraw {name} » rend ses lignes" for name in standing)
    return " ; ".join((f"export inachevé : {what}", f"{held} {until}", *free))


def _tell_left_behind(settings: Settings) -> bool:
    """Report what one's own record holds that the configured one does not, and return whether it does."""
    with open_record(settings, _PATIENCE, to_read=True) as store:
        if why := left_behind(settings, store, _PATIENCE):
            tell(f"attention, {why} ; d’ici là, rien n’est exporté")
    return bool(why)


def _backup(places: Sequence[str], settings: Settings) -> int:
    (place,) = places
    not_handed_in = _handed_in(settings)
    back_up(settings, Path(place), _PATIENCE)
    write_line(typeset(f"registre copié : {record_place(settings)} → {place}"))
    if not_handed_in:
        tell(not_handed_in)
    return LEFT_OVER if not_handed_in else DONE


def _handed_in(settings: Settings) -> str:
    """Let the record have what was kept while it was away, and return in French why some of it cannot be had."""
    try:
        hand_in(settings, _PATIENCE, tell)
    except RecordUnknown as why:
        return str(why)
    return ""


def _copy(places: Sequence[str], settings: Settings) -> int:
    source, target = (at_place(place, settings) for place in places)
    tell_once = cache(tell)  # what is handed in first may say what the copy says
    is_of_kept = isinstance(source.record, Path) and resolved(source.record) == resolved(kept_folder(settings))
    if is_of_kept:
        copied = hand_over(target, _PATIENCE)
    else:
        hand_in(source, _PATIENCE, tell_once)
        copied = copy_record(source, target, _PATIENCE)
    added = counted(copied.rows, "enregistrement ajouté")
    if is_of_kept:
        write_line(typeset(f"remis à {record_place(target)} : ce qui était gardé sans le registre ({added})"))
    else:
        said = f"registre copié : {record_place(source)} → {record_place(target)} ({added})"
        new = "donnez à chacun le réglage record du nouveau"
        write_line(typeset(f"{said} ; l’ancien ne doit plus servir : {new}"))
    if copied.contradicted:
        again = counted(copied.contradicted, "réponse")
        tell(typeset(f"attention, à vérifier de nouveau, car réglé autrement dans les deux : {again}"))
    for path in copied.live_again:
        said = f"retiré dans un seul des deux registres, ce fichier compte de nouveau : {path}"
        tell(typeset(f"attention, {said} ; s’il n’a pas été déposé, « segur-tui withdraw » le retire"))
    for two in copied.doubled:
        tell_once(typeset(f"attention, {doubled_words(two)}"))
    for file in copied.accepted:
        tell_once(typeset(f"attention, {accepted_words(file)}"))
    return DONE


_ACTIONS: dict[str, tuple[Callable[[Sequence[str], Settings], int], tuple[str, ...]]] = {
    "create": (_create, ()),
    "check": (_check, ()),
    "backup": (_backup, ("FICHIER",)),
    "copy": (_copy, ("DE", "VERS")),
}
"""What can be done, and the places that are to be given for it."""
