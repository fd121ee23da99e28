"""The configuration: what it sets, and every mistake with its key and its line."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from segur_tui.application.checking import check_path
from segur_tui.application.config import ConfigError, config
from segur_tui.application.state import state_folder
from segur_tui.application.today import now_in_paris
from segur_tui.format.answer import State
from segur_tui.tui.app import SegurApp
from segur_tui.tui.commands import COMMANDS, with_keys
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
        config.cache_clear()
        return path

    return written


def mistakes(of: Callable[[], object] = config) -> list[str]:
    with pytest.raises(ConfigError) as raised:
        of()
    return str(raised.value).replace("\N{NO-BREAK SPACE}", " ").splitlines()


def test_without_a_file_everything_is_by_default() -> None:
    assert (config().output, config().theme, config().zone) == (None, "sombre", "Europe/Paris")
    assert config().origin("theme") == "par défaut"


def test_each_value_is_taken_and_says_where_it_comes_from(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/somebody")
    path = write(
        'output = "~/out"\ndocuments = "pieces"\naccepted_codes = ["0000", "0001"]\n'
        'theme = "clair"\nzone = "Indian/Reunion"\nstate = "/var/segur"\n\n[keys]\nsuivant = "j"\n'
    )
    read = config()
    assert (read.output, read.documents) == (Path("/home/somebody/out"), path.parent / "pieces")
    assert (read.accepted_codes, read.theme, read.zone) == (("0000", "0001"), "clair", "Indian/Reunion")
    assert (read.state, read.keys["suivant"].key, read.keys["suivant"].line) == (Path("/var/segur"), "j", 9)
    assert read.origin("zone") == f"{path}, ligne 5"


def test_all_mistakes_are_told_at_once_with_key_and_line(write: Write) -> None:
    path = write(
        'output = 3\nthem = "clair"\ntheme = "bleu"\nzone = "Mars"\naccepted_codes = "0000"\n[keys]\na = 1\n'
    )
    told = mistakes()
    assert [line.partition(" : ")[0] for line in told] == [
        f"{path}, ligne {number}, {key}"
        for number, key in enumerate(("output", "them", "theme", "zone", "accepted_codes"), 1)
    ] + [f"{path}, ligne 7, keys.a"]
    assert told[1].endswith("clé inconnue ; voulez-vous dire theme ?")
    assert told[2].endswith("« bleu » n’est pas possible ; attendu : « sombre » ou « clair »")


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("theme = = 1", "ligne 1, colonne 9"),
        ("\n\ntheme", "ligne 3"),
        ('theme = "clair"\ntheme = "sombre"', "ligne 2"),
        ('theme = "', "ligne 1"),
        ("[keys\n", "ligne 1"),
    ],
)
def test_what_is_not_toml_is_told_with_its_line(write: Write, text: str, where: str) -> None:
    path = write(text)
    (told,) = mistakes()
    assert told.startswith(f"{path}, {where}")


def test_a_file_that_cannot_be_read_is_told(write: Write) -> None:
    path = write("")
    path.write_bytes(b'theme = "\xff"')
    config.cache_clear()
    assert "UTF-8" in mistakes()[0]
    path.unlink()
    os.mkfifo(path)
    config.cache_clear()
    assert "ordinaire" in mistakes()[0]


def test_the_zone_the_codes_and_the_state_are_followed(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write('accepted_codes = ["42"]\nzone = "Pacific/Kiritimati"\nstate = "etat"\n')
    check = check_path(save(tmp_path, returned([("42", ""), ("1204", "non")])), TODAY).check
    assert check is not None
    assert [answer.state for answer in check.claim.answers] == [State.ACCEPTED, State.REJECTED]
    assert now_in_paris().utcoffset() is not None
    assert str(now_in_paris().tzinfo) == "Pacific/Kiritimati"
    assert state_folder() == tmp_path / "state" / "segur-tui"
    monkeypatch.delenv("XDG_STATE_HOME")
    assert state_folder() == tmp_path / "config" / "segur-tui" / "etat"


def test_the_theme_is_followed(write: Write) -> None:
    write('theme = "clair"')
    assert SegurApp([], TODAY).theme == "segur-clair"


def test_keys_are_followed_by_name(write: Write) -> None:
    write('[keys]\nsuivant = "j"\ntout-marquer = "ctrl+a"\n')
    changed = {command.name: command for command in with_keys(COMMANDS, config().keys)}
    assert (changed["suivant"].key, changed["suivant"].key_name) == ("j", "j")
    assert (changed["tout-marquer"].key, changed["tout-marquer"].key_name) == ("ctrl+a", "Ctrl+A")
    assert changed["corriger"].key == "c"


def test_the_names_of_the_commands_tell_them_apart() -> None:
    assert len({command.name for command in COMMANDS}) == len(COMMANDS)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('suivan = "j"', "commande inconnue ; voulez-vous dire suivant ?"),
        ('suivant = "enter"', "« enter » ne peut pas servir"),
        ('suivant = "ctrl+m"', "« ctrl+m » ne peut pas servir"),
        ('suivant = "c"', "« c » est déjà la touche de « corriger »"),
    ],
)
def test_a_key_that_cannot_be_is_told_with_its_line(write: Write, line: str, told: str) -> None:
    path = write(f"[keys]\n{line}\n")
    (said,) = mistakes(lambda: with_keys(COMMANDS, config().keys))
    assert said.startswith(f"{path}, ligne 2, keys.{line.partition(' ')[0]} : {told}")
