"""The configuration: what it sets, and every mistake with its key and its line."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from segur_tui.application.files.checking import check_path
from segur_tui.application.settings.config import read_settings
from segur_tui.application.settings.values import ConfigError, Settings
from segur_tui.application.state.folder import state_folder
from segur_tui.format.answer import AnswerState
from segur_tui.tui.app import SegurApp
from segur_tui.tui.commands import COMMANDS, Where, commands_of
from tests.application.working import TODAY
from tests.claims import returned, save

Write = Callable[[str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write the configuration and return its path."""

    def written(text: str) -> Path:
        path = tmp_path / "config" / "segur-tui" / "config.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return written


def read() -> Settings:
    return read_settings(lambda: COMMANDS)


def mistakes() -> list[str]:
    with pytest.raises(ConfigError) as raised:
        read()
    return str(raised.value).replace("\N{NO-BREAK SPACE}", " ").splitlines()


def test_without_a_file_everything_is_by_default() -> None:
    present = read()
    assert (present.output, present.theme, present.zone) == (None, "sombre", "Europe/Paris")
    assert present.origin("theme") == "par défaut"


def test_each_value_is_taken_and_says_where_it_comes_from(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/somebody")
    path = write(
        'output = "~/out"\ndocuments = "pieces"\naccepted_codes = ["0000", "0001"]\n'
        'theme = "clair"\nzone = "Indian/Reunion"\nstate = "/var/segur"\n\n[keys]\nsuivant = "j"\n'
    )
    present = read()
    assert (present.output, present.documents) == (Path("/home/somebody/out"), path.parent / "pieces")
    assert (present.accepted_codes, present.theme, present.zone) == (("0000", "0001"), "clair", "Indian/Reunion")
    assert (present.state, present.keys["suivant"].key) == (Path("/var/segur"), "j")
    assert present.keys["suivant"].line == 9
    assert present.origin("zone") == f"{path}, ligne 5"


def test_all_mistakes_are_reported_at_once_with_key_and_line(write: Write) -> None:
    path = write(
        'output = 3\nthem = "clair"\ntheme = "bleu"\nzone = "Mars"\naccepted_codes = "0000"\n[keys]\na = 1\n'
    )
    reported = mistakes()
    assert [line.partition(" : ")[0] for line in reported] == [
        f"{path}, ligne {number}, {key}"
        for number, key in enumerate(("output", "them", "theme", "zone", "accepted_codes"), 1)
    ] + [f"{path}, ligne 7, keys.a"] * 2  # it is no key, and no command
    assert reported[1].endswith("clé inconnue ; voulez-vous dire theme ?")
    assert reported[2].endswith("« bleu » n’est pas possible ; attendu : « sombre » ou « clair »")


@pytest.mark.parametrize(
    ("text", "at", "what"),
    [
        ("[key]\nsuivant = 'j'", "ligne 1, key", "table inconnue ; voulez-vous dire keys ?"),
        ("toto = 1", "ligne 1, toto", "clé inconnue ; clés connues : output, documents,"),
        ('zone = "Europe"', "ligne 1, zone", "« Europe » n’est pas possible ; attendu : un fuseau horaire"),
        ("theme = true", "ligne 1, theme", "« true » n’est pas possible"),
        (
            "accepted_codes = [\n  '0000',\n  3,\n]",
            "ligne 1, accepted_codes",
            "« ['0000', 3] » n’est pas possible",
        ),
        ('state = "~nobody-here/x"', "ligne 1, state", "~nobody-here/x n’est le dossier de personne ici"),
        ('output = "a\\u0000b"', "ligne 1, output", "« a\x00b » n’est pas possible ; attendu : un chemin"),
        ("keys = 3", "ligne 1, keys", "« 3 » n’est pas possible ; attendu : une table [keys]"),
        ("[keys]\nannuler = 3", "ligne 2, keys.annuler", "« 3 » n’est pas possible ; attendu : une touche entre"),
        (
            "[keys]\nannuler = ''",
            "ligne 2, keys.annuler",
            "un texte vide n’est pas possible ; attendu : une touche entre",
        ),
        ("\nkeys.annuler = 3", "ligne 2, keys.annuler", "« 3 » n’est pas possible ; attendu : une touche entre"),
        ("\nkeys = { annuler = 3 }", "ligne 2, keys.annuler", "« 3 » n’est pas possible ; attendu : une touche"),
        ("\n[ 'keys' ]\n'annuler' = 3", "ligne 3, keys.annuler", "« 3 » n’est pas possible"),
    ],
)
def test_a_wrong_value_is_reported_with_what_is_expected_of_that_very_key(
    write: Write, text: str, at: str, what: str
) -> None:
    path = write(text)
    (reported,) = mistakes()
    assert reported.startswith(f"{path}, {at} : {what}")


def test_a_folder_that_is_a_file_is_reported_and_one_that_is_not_there_yet_is_none(
    write: Write, tmp_path: Path
) -> None:
    taken = tmp_path / "pris"
    taken.touch()
    path = write(f"output = '{taken}'\ndocuments = '{taken}/pieces'\nstate = '{tmp_path}/etat'")
    assert mistakes() == [
        f"{path}, ligne 1, output : {taken} n’est pas un dossier",
        f"{path}, ligne 2, documents : {taken} n’est pas un dossier",
    ]


def test_the_mark_that_windows_puts_before_a_text_is_no_mistake(write: Write) -> None:
    write("\ufefftheme = 'clair'\r\n")
    assert read().theme == "clair"
    assert read().origin("theme").endswith("ligne 1")


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("theme = = 1", "ligne 1, colonne 9"),
        ("\n\ntheme", "ligne 3"),
        ('theme = "clair"\ntheme = "sombre"', "ligne 2"),
        ('theme = "', "ligne 1"),
        ("[keys\n", "ligne 1"),
        ("zone = 1\n[keys]\n[keys]", "ligne 3, colonne 6 : la clé est donnée deux fois"),
        ('theme = "\u2028"\ntheme = 1', "ligne 2 : la clé est donnée deux fois"),
    ],
)
def test_what_is_not_toml_is_reported_with_its_line(write: Write, text: str, where: str) -> None:
    path = write(text)
    (reported,) = mistakes()
    assert reported.startswith(f"{path}, {where}")


def test_a_file_that_cannot_be_read_is_reported(write: Write) -> None:
    path = write("")
    path.write_bytes(b'zone = 1\ntheme = "\xff"')
    assert mistakes() == [f"{path}, ligne 2 : ce n’est pas de l’UTF-8"]
    path.write_text(f"x = {'1' * 5000}")
    assert mistakes() == [f"{path} : ce n’est pas du TOML que l’on puisse lire"]
    path.unlink()
    os.mkfifo(path)
    assert mistakes() == [f"{path} : ce n’est pas un fichier ordinaire"]
    path.unlink()
    path.mkdir()
    assert mistakes() == [f"{path} : ce n’est pas un fichier ordinaire"]
    path.rmdir()
    path.symlink_to(path)
    assert mistakes() == [f"{path} : trop de liens s’enchaînent"]


def test_the_zone_the_codes_and_the_state_are_followed(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write('accepted_codes = ["42"]\nzone = "Pacific/Kiritimati"\nstate = "etat"\n')
    present = read()
    check = check_path(save(tmp_path, returned([("42", ""), ("1204", "non")])), TODAY, present).check
    assert check is not None
    assert [answer.state for answer in check.claim.answers] == [AnswerState.ACCEPTED, AnswerState.REJECTED]
    assert present.now.utcoffset() == timedelta(hours=14)
    assert state_folder(present) == tmp_path / "state" / "segur-tui"
    monkeypatch.delenv("XDG_STATE_HOME")
    assert state_folder(present) == tmp_path / "config" / "segur-tui" / "etat"


def test_the_theme_is_followed(write: Write) -> None:
    write('theme = "clair"')
    assert SegurApp([], TODAY, read()).theme == "segur-clair"


def test_keys_are_followed_by_name(write: Write) -> None:
    write('[keys]\nsuivant = "j"\ntout-marquer = "ctrl+a"\n')
    changed = {command.name: command for command in commands_of(Where.ANYWHERE, read().keys)}
    assert (changed["suivant"].key, changed["suivant"].key_name) == ("j", "j")
    assert (changed["tout-marquer"].key, changed["tout-marquer"].key_name) == ("ctrl+a", "Ctrl+A")
    assert changed["corriger"].key == "c"


def test_the_names_of_the_commands_tell_them_apart() -> None:
    assert len({command.name for command in COMMANDS}) == len(COMMANDS)


@pytest.mark.parametrize(
    ("line", "reported"),
    [
        ('suivan = "j"', "commande inconnue ; voulez-vous dire suivant ?"),
        ('output = "x"', "c’est un réglage, et non une commande ; sa place est avant [keys]"),
        ('suivant = "enter"', "« enter » ne peut pas servir"),
        ('suivant = "ctrl+m"', "« ctrl+m » ne peut pas servir"),
        (
            'suivant = "ctrl+c"',
            "« ctrl+c » ne peut pas servir : le terminal ou la frappe d’une valeur en a besoin",
        ),
        ('suivant = "c"', "« c » est déjà la touche de « corriger »"),
    ],
)
def test_a_key_that_cannot_be_is_reported_with_its_line(write: Write, line: str, reported: str) -> None:
    path = write(f"[keys]\n{line}\n")
    (said,) = mistakes()
    assert said.startswith(f"{path}, ligne 2, keys.{line.partition(' ')[0]} : {reported}")


def test_all_mistakes_of_the_keys_are_reported_each_with_its_line(write: Write) -> None:
    write(
        '[keys]\nsuivant = "j"\nannuler = "j"\nrefaire = "enter"\ntoto = 1\nmonter = "c"\n'
        'corriger = "descente"\nensemble = "j"\nretour = "j"'
    )
    found = [line.partition(" : ")[0].partition(", ligne ")[2] for line in mistakes()]
    assert found == [
        "3, keys.annuler",
        "4, keys.refaire",
        "5, keys.toto",
        "5, keys.toto",  # it is no key, and no command
        "7, keys.corriger",
        "9, keys.retour",
    ]
    write('[keys]\nsuivant = "j"\nannuler = "j"\n')
    (said,) = mistakes()
    assert said.endswith("ligne 3, keys.annuler : « j » est déjà la touche de « suivant », ligne 2")


def test_two_commands_may_change_keys(write: Write) -> None:
    write('[keys]\nsuivant = "c"\ncorriger = "n"\n')
    changed = {command.name: command.key for command in commands_of(Where.ANYWHERE, read().keys)}
    assert (changed["suivant"], changed["corriger"]) == ("c", "n")
