from __future__ import annotations

import os
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color

from segur_tui.format.inert import shell_words, without_steering
from segur_tui.format.solde import SOLDE
from segur_tui.tui.widgets.inert import SafeFilter, visible, visible_ends

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
