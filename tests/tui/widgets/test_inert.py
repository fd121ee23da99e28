from __future__ import annotations

import os
import re
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color

from segur_tui.application.views.folder import told_apart
from segur_tui.format.inert import shell_words, without_steering
from segur_tui.format.solde import SOLDE
from segur_tui.tui.widgets.inert import SafeFilter, visible, visible_ends, visible_name

STEERING = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("1075.00", "1075.00"),
        ("a\nb\tc", "a␊b␉c"),
        ("\x1b[31m\x7f", "␛[31m␡"),
        ("\u202e1", "⟨U+202E⟩1"),
        ("\ud800", "\N{REPLACEMENT CHARACTER}"),
        ("1\u202f075,00\u00a0€", "1\u202f075,00\u00a0€"),
    ],
)
def test_steering_characters_become_symbols(raw: str, shown: str) -> None:
    assert visible(raw) == shown


PATHS = ["/a/b.json", "/l'été/$(id) b.json", "/x\ntouch gone\n/'a\\b", "/\x1b[31m\u202e", "/\udcff\xa0", "~/-f*"]


def test_paths_are_words_that_a_shell_reads_as_they_are(tmp_path: Path) -> None:
    pasted = shell_words(PATHS)
    assert pasted.isprintable()
    assert pasted.startswith("/a/b.json '/l")
    script = f"printf '%s\\0' {pasted}"
    done = subprocess.run(["bash", "-c", script], capture_output=True, check=True, cwd=tmp_path)
    assert [os.fsdecode(path) for path in done.stdout.split(b"\0")[:-1]] == PATHS
    assert list(tmp_path.iterdir()) == []


def test_every_steering_character_of_unicode_is_known() -> None:
    everything = [chr(code) for code in range(sys.maxunicode + 1)]
    steering = {character for character in everything if unicodedata.category(character) in STEERING}
    left = set(without_steering("".join(everything)))
    assert not steering & left
    taken = {character for character in set(everything) - left if unicodedata.category(character) != "Cn"}
    assert taken == steering


@pytest.mark.parametrize(
    ("text", "limit", "shown"),
    [("abcdef", 6, "abcdef"), ("abcdef", 5, "abcd…"), ("ab cdef", 4, "ab…"), ("日本語", 4, "日…"), ("abc", 0, "")],
)
def test_what_is_too_long_is_cut(text: str, limit: int, shown: str) -> None:
    assert visible(text, limit) == shown


ALIKE = (
    *(
        f"JSON-SOINLOG300-20261005-001{end}.json"
        for end in ("", " (1)", " (12)", "_FichierRetour", "_FichierRetour (1)")
    ),
    "JSON-CABILOG007-20261005-001.json",
    *(f"Copie de JSON-SOINLOG300-2026100{day}-001.json" for day in (5, 6)),
    *(f"JSON-SOINLOG300-2026100{day}-001_Fichier_Retour_cabinet_dupont_lyon.json" for day in (5, 6, 7)),
    "JSON-SOINLOG300-20261005-001_Fichier_Retour_cabinet_durand_lyon.json",
    *(f"lot janvier cabinet dupont des alpes envoi {lot} fait par martine au bureau.json" for lot in (1, 2, 12)),
    *(
        f"retour {month} du cabinet {who} à déposer le 5.json"
        for month in ("juin", "mai")
        for who in ("nord", "sud")
    ),
    *(f"{'a' * 60}{letter}{'c' * 60}.json" for letter in "bd"),
    "漢字" * 40 + ".json",
)


@pytest.mark.parametrize("limit", range(24, 60))
def test_names_that_differ_anywhere_are_cut_so_that_they_differ(limit: int) -> None:
    ordered = sorted(ALIKE)
    shown = [visible_name(name, limit, told_apart(name, ordered)) for name in ordered]
    assert len(set(shown)) == len(shown)
    assert max(map(cell_len, shown)) <= limit
    for name, cut in zip(ordered, shown, strict=True):
        numbers = set(re.findall("[0-9]+", name))
        assert set(re.findall("[0-9]+", cut)) <= numbers, cut


@given(st.lists(st.text(st.sampled_from("ab1-_ .é漢\u0301\x1b"), max_size=40), max_size=6), st.integers(0, 30))
def test_a_name_takes_no_more_cells_than_there_are(names: list[str], limit: int) -> None:
    for name in names:
        shown = visible_name(name, limit, told_apart(name, sorted(set(names))))
        assert cell_len(shown) <= limit
        assert visible(shown) == shown


def test_accents_piled_up_are_cut_too() -> None:
    shown = visible("e" + "\u0301" * 5000, 10)
    assert cell_len(shown) <= 10
    assert len(shown) < 50


def test_the_second_net_lets_nothing_through_but_its_own_controls() -> None:
    home = Segment("\x1b[H", None, [(1,)])  # type: ignore[list-item]
    segments = [Segment("12\x1b]52;c;AAAA\x07\u202e34\u00a0€"), home]
    filtered = SafeFilter().apply(segments, Color.parse("black"))
    assert [segment.text for segment in filtered] == ["12]52;c;AAAA34\u00a0€", "\x1b[H"]


@pytest.mark.parametrize(
    ("text", "limit", "shown"),
    [
        ("adresseBoiteMSSPro", 18, "adresseBoiteMSSPro"),
        ("adresseBoiteMSSPro", 16, "adresseBoi…SSPro"),
        ("adresseBoiteMSSCitoyen", 16, "adresseBoi…toyen"),
        ("日本語日本語日本語", 10, "日本語…語"),
        ("abcdefgh", 7, "abcdef…"),
        ("x" * 10_000 + "y", 9, "xxxxxx…xy"),
    ],
)
def test_names_are_cut_in_their_middle(text: str, limit: int, shown: str) -> None:
    assert visible_ends(text, limit) == shown


@pytest.mark.parametrize("limit", range(12, 26))
def test_no_two_balises_are_cut_alike(limit: int) -> None:
    assert len({visible_ends(f" {balise.name}", limit) for balise in SOLDE.balises}) == len(SOLDE.balises)


def test_accents_piled_up_at_the_end_are_cut_too() -> None:
    shown = visible_ends("abcdefghijkl" + "\u0301" * 5000, 10)
    assert cell_len(shown) <= 10
    assert len(shown) < 100
