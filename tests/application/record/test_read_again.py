"""Answers that an earlier program kept, read again: none that holds a demande lets it go (format.md §5)."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from segur_tui.application.files.checking import check_path
from segur_tui.application.history.readings import remember
from segur_tui.application.record.read_again import read_again
from segur_tui.application.record.schema import FILE_NAME, READ_AGAIN, RECORD, TO_VERIFY
from segur_tui.application.state.sqlite_file import run
from tests.application.working import TODAY
from tests.claims import ACCEPTED, REJECTED, returned, save
from tests.settings import SETTINGS

pytestmark = pytest.mark.sqlite


@pytest.mark.parametrize(
    ("state", "code", "label", "now"),
    [
        ("rejected", "1204", "Date de facture invalide", "rejected"),
        ("rejected", "0000", "La ligne de la demande de solde est enregistrée avec succès.", "accepted"),
        ("rejected", "0", "", "accepted"),
        ("rejected", '["0000"]', '["Demande acceptée"]', "accepted"),
        ("rejected", '["0000", "1204"]', '["Date invalide"]', "to-verify"),
        ("rejected", '{"a": 1}', "Date invalide", "to-verify"),
        ("rejected", "9999", "Demande acceptÃ©e", "accepted"),
        ("rejected", "9999", "", "to-verify"),
        ("rejected", "0000", "Demande non recevable", "to-verify"),
        ("rejected", "[]", "{}", "pending"),
        ("rejected", "null", "NA", "pending"),
        ("pending", "0000", "", "accepted"),
        ("pending", "", "", "pending"),
        ("accepted", "1204", "Date de facture invalide", "accepted"),  # its code may have been configured
        ("to-verify", "", "Date invalide / RPPS inconnu", "to-verify"),  # two values
    ],
)
def test_a_kept_answer_is_read_as_it_is_read_here(state: str, code: str, label: str, now: str) -> None:
    assert read_again(state, code, label) == now


def kept(state: Path) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(state / FILE_NAME)) as connection:
        return connection.execute(
            "SELECT f.kind, l.state FROM seen_line l JOIN seen_file f ON f.id = l.file_id ORDER BY l.file_id, line"
        ).fetchall()


def brought_up(state: Path, *statements: str) -> None:
    """Let the record be as an earlier program has left it, and bring it up to this one."""
    with closing(sqlite3.connect(state / FILE_NAME)) as connection:
        for statement in statements:
            connection.execute(statement)
        for name, function in RECORD.functions.items():
            connection.create_function(name, 3, function)
        assert RECORD.scripts.index(READ_AGAIN) > RECORD.scripts.index(TO_VERIFY)
        run(connection, READ_AGAIN)
        connection.commit()


def test_all_remembered_codes_and_labels_are_read_again_once(tmp_path: Path, state: Path) -> None:
    remember([check_path(save(tmp_path, returned([ACCEPTED, REJECTED, None])), TODAY, SETTINGS)], SETTINGS)
    brought_up(
        state,
        "UPDATE seen_line SET state = 'rejected'",
        "UPDATE seen_line SET state = 'pending', code = '0000', label = '' WHERE line = 3",
    )
    assert kept(state) == [("return", "accepted"), ("return", "rejected"), ("return", "accepted")]


def test_a_file_without_an_answer_is_a_submission_and_one_with_any_a_return(tmp_path: Path, state: Path) -> None:
    remember([check_path(save(tmp_path, returned([None])), TODAY, SETTINGS)], SETTINGS)
    remember([check_path(save(tmp_path, returned([REJECTED]), "20261012"), TODAY, SETTINGS)], SETTINGS)
    brought_up(
        state,
        "UPDATE seen_line SET code = '0000', label = 'Demande acceptée' WHERE file_id = 1",
        "UPDATE seen_line SET code = 'null', label = 'NA' WHERE file_id = 2",
    )
    assert kept(state) == [("return", "accepted"), ("submission", "pending")]


def test_a_file_that_is_read_again_says_how_its_answers_are_read_here(tmp_path: Path, state: Path) -> None:
    report = check_path(save(tmp_path, returned([ACCEPTED, REJECTED, REJECTED])), TODAY, SETTINGS)
    remember([report], SETTINGS)
    with closing(sqlite3.connect(state / FILE_NAME)) as connection:
        connection.execute("UPDATE seen_line SET state = 'to-verify' WHERE line IN (1, 2)")
        connection.execute("UPDATE seen_line SET state = 'accepted' WHERE line = 3")
        connection.commit()
    remember([report], SETTINGS)
    assert [state for _, state in kept(state)] == ["accepted", "rejected", "accepted"]
