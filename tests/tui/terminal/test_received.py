"""Whatever a terminal sends, in whatever pieces: only keys that were pressed and pastes act."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual.drivers.linux_driver import XTermParser  # type: ignore[attr-defined]

from segur_tui.tui.terminal.received import Received

ESCAPE = "\x1b"
AZERTY = (
    "azertyuiopqsdfghjklmwxcvbnAZERTYUIOPQSDFGHJKLMWXCVBN0123456789&é\"'(-è_çà)=^$ù*<,;:!~#{[|`\\@]}°+¨£%µ>?./§€™ "
)
CONTROLS = "".join(map(chr, range(32))).replace(ESCAPE, "") + "\x7f"
SHORT, SECOND, LONG, ENDLESS = 0.3, 1.0, 3.0, 60.0
AT_ONCE = 0.05
REPLIES = (
    "\x1b]11;rgb:1c1c/1c1c/1c1c\x1b\\",
    "\x1b]11;rgb:1c1c/1c1c/1c1c\x07",
    "\x1b]4;1;rgb:cdcd/0000/0000\x1b\\",
    "\x1b]52;c;bm91cw==\x07",
    "\x1b]lun titre\x1b\\",
    "\x1bP>|XTerm(379)\x1b\\",
    "\x1bP>|tmux 3.3a\x1b\\",
    "\x1bP1$r0m\x1b\\",
    "\x1bP0+r\x1b\\",
    "\x1bP!|00000000\x1b\\",
    "\x1b_Gi=31;OK\x1b\\",
    "\x1b[?1;2c",
    "\x1b[?62;1;2;4;6;7;8;9;15;16;17;18;21;22;28;29c",
    "\x1b[>0;276;0c",
    "\x1b[>41;379;0c",
    "\x1b[=0c",
    "\x1b[0n",
    "\x1b[24;80R",
    "\x1b[?24;80R",
    "\x1b[8;24;80t",
    "\x1b[48;24;80;0;0t",
    "\x1b[?25u",
    "\x1b[?2048;0$y",
    "\x1b[?997;1n",
    "\x1b[?1;0;256S",
    "\x1b[1114112;5u",
    "\x1b[99999999999999999999;5u",
    "\x1b[55296;;55296u",
    "\x1b[<0;4;5;6;7;8;9;10;11;12;13;14;15;16;17;18;19;20M",
)
SEQUENCES = {
    "\x1b[A": "up",
    "\x1bOB": "down",
    "\x1b[1;2A": "shift+up",
    "\x1b[5~": "pageup",
    "\x1b[Z": "shift+tab",
    "\x1b[[A": "f1",
    "\x1b[11~": "f1",
    "\x1bOQ": "f2",
    "\x1b[7$": "shift+home",
    "\x1b[27u": "escape",
    "\x1b[110;;110u": "n",
    "\x1b[106;5u": "enter",
    "\x1b[27;5;106~": "enter",
    "\x1b[2J": "shift+home",
    "\x1b[K": "shift+end",
    "\n": "enter",
    "\r": "enter",
}


class Line:
    """What is read from a terminal, with the time that passes between."""

    def __init__(self, name: str = "xterm", *, is_typing: bool = False) -> None:
        """Let a field be open, or none."""
        self.now = 0.0
        self.received = Received(lambda: XTermParser().feed, name, lambda: self.now, lambda: is_typing)
        self.seen: list[str] = []

    def sends(self, *pieces: str, pause: float = 0.0) -> list[str]:
        """Read pieces with a pause behind each, and return all that has acted so far."""
        for piece in pieces:
            self._note(self.received.feed(piece))
            self.now += pause
            self._note(self.received.tick())
        return self.seen

    def _note(self, messages: Iterator[object]) -> None:
        for message in messages:
            if isinstance(message, events.Key):
                self.seen.append(message.key)
            elif isinstance(message, events.Paste):
                self.seen.append(f"paste {message.text}")


def read(*pieces: str, pause: float = ENDLESS, name: str = "xterm") -> list[str]:
    return Line(name).sends(*pieces, pause=pause)


@pytest.mark.parametrize("key", AZERTY + CONTROLS)
def test_escape_and_a_key_are_two_keys_in_whatever_time_they_come(key: str) -> None:
    both = ["escape", *read(key)]
    assert len(both) == 2
    assert read(ESCAPE + key) == both
    for pause in (AT_ONCE, SHORT, LONG, ENDLESS):
        line = Line()
        line.sends(ESCAPE, key, pause=pause)
        assert line.sends("", pause=ENDLESS) == both


@pytest.mark.parametrize("key", sorted(set(AZERTY) - set("[]OP_")))
def test_escape_and_a_key_act_at_once(key: str) -> None:
    assert read(ESCAPE + key, pause=0.0) == ["escape", *read(key)]


@pytest.mark.parametrize("begun", ["[", "O"])
@pytest.mark.parametrize("key", sorted(set(AZERTY) - set("[]OP_")))
def test_a_key_behind_escape_and_what_may_begin_a_sequence_is_itself_within_a_second(begun: str, key: str) -> None:
    assert read(ESCAPE + begun, key, pause=SECOND) == ["escape", *read(begun), *read(key)]


@pytest.mark.parametrize("key", sorted(set("jklmnopqrstuvwxyXMEGIJKLNTUVWYZ")))
def test_the_keypad_sends_no_sequences(key: str) -> None:
    assert read(f"{ESCAPE}O{key}", pause=0.0) == ["escape", *read("O"), *read(key)]


@pytest.mark.parametrize("sequence", ["[106;5u", "[27;5;106~", "[110;;110u"])
def test_a_sequence_whose_escape_was_lost_acts_as_no_key(sequence: str) -> None:
    assert read("n", sequence, "n") == ["n", "n"]
    assert read(*sequence)[1:] == [key for character in sequence[1:] for key in read(character)]


@pytest.mark.parametrize("rest", ["106;5u", "3~", "1;2A", "?62;1c", "<0;4;5M", "24;80R"])
def test_the_rest_of_a_sequence_that_comes_too_late_acts_as_no_key(rest: str) -> None:
    assert read(f"{ESCAPE}[", f"{rest}n", pause=SECOND) == ["escape", *read("["), "n"]
    assert read(f"{ESCAPE}[", "n", f"{rest[0]}", pause=SECOND) == ["escape", *read("["), "n", *read(rest[0])]


@pytest.mark.parametrize("sequence", SEQUENCES)
def test_a_key_is_itself_behind_an_escape_and_in_any_pieces(sequence: str) -> None:
    key = SEQUENCES[sequence]
    assert read(sequence, pause=0.0) == [key]
    assert read(ESCAPE + sequence + "n", pause=0.0) == ["escape", key, "n"]
    assert read(*sequence, pause=AT_ONCE) == [key]


@pytest.mark.parametrize("sequence", [*REPLIES, *(each for each in SEQUENCES if len(each) > len("\x1b[A"))])
def test_a_sequence_cut_anywhere_types_nothing_and_acts_as_no_key_but_escape(sequence: str) -> None:
    key = SEQUENCES.get(sequence)
    for at in range(1, len(sequence)):
        before, after = sequence[:at], sequence[at:]
        late = ["escape"] if before == ESCAPE else [key] if key else []
        assert read(before, after + "n", pause=SHORT) == [*late, "n"]
        assert read("n", before, after, "n", pause=SHORT) == ["n", *late, "n"]
        if len(before) > len("\x1b["):
            assert read(before, after + "n", pause=LONG) == [*late, "n"]


@pytest.mark.parametrize("reply", REPLIES)
def test_a_reply_is_dropped_whole_and_letter_by_letter(reply: str) -> None:
    assert read(f"n{reply}n", pause=0.0) == ["n", "n"]
    assert read("n", *reply, "n", pause=AT_ONCE) == ["n", "n"]
    assert read(reply, pause=ENDLESS) == []


@pytest.mark.parametrize("reply", REPLIES)
def test_a_reply_that_never_ends_takes_no_key_behind_it(reply: str) -> None:
    for at in range(3, len(reply)):
        begun = reply[:at].rstrip(ESCAPE)
        if len(begun) > len("\x1b["):
            assert read(begun, "n", pause=ENDLESS) == ["n"]
            assert read(f"{begun}\x1b[A", pause=0.0) == ["up"]
            assert read(f"{begun}\r", pause=0.0) == ["enter"]


@pytest.mark.parametrize(
    "text", ["un\rdeux", "a\x1bnb", "\x1b[A\x1b]11;x\x07", "\x1b", "[106;5u", "z" * 9000, "n\x00o"]
)
def test_a_paste_is_one_text_whatever_is_in_it_and_wherever_it_is_cut(text: str) -> None:
    pasted = f"\x1b[200~{text}\x1b[201~"
    expected = f"paste {text}".replace("\x00", "")
    for at in [0, *range(2, len(pasted))][:: max(1, len(pasted) // 50)]:
        assert read(pasted[:at], f"{pasted[at:]}n", pause=LONG if at > 2 else SHORT) == [expected, "n"]
    assert read(f"\x1b[200~\r\n{text}\x1b[201~") == [expected]
    assert read(ESCAPE, pasted[1:], "n", pause=SHORT) == ["escape", expected, "n"]


def typed(*pieces: str, pause: float = ENDLESS) -> list[str]:
    """Return what acts of pieces of which each comes while a field is open."""
    return Line(is_typing=True).sends(*pieces, pause=pause)


PASTED = (
    "23/08/2026\r24/08/2026\r",
    "23/08/2026\r24/08/2026",
    "23/08/2026\n24/08/2026\n",
    "23/08/2026\r\n24/08/2026\r\n",
    "1075.00\r1200.00\r\r980.00",
    "1075.00\r\r1200.00\r980.00",
    "1075.00\r\r\r\r1200.00\r980.00",
    "10000052554\r10000099993\r10000052562",
    "Dupont\rcabinet nord\r",
    "04103\t1075.00\r04105\t980.00\r",
    "04103\t1075.00",
    "04103\t\t1075.00\t\r\n",
    "12\r3\rDupont Nord\rParis Sud\r",
    "a\r/b\rcd\ref",
    "été\rhiver",
    "oui\rnon\r",
    "x\rEn\N{NO-BREAK SPACE}1",
)
AHEAD = (
    "1075.00\r",
    "1075.00\r\r1200.00\r\r980.00\r",
    "1075.00\r\x1b[B\r1200.00\r\x1b[B\r980.00\r",
    "1075.00\r\x1bOB\rcabinet nord\r",
    "1075.00\rn\r1200.00\rnn\r980.00\rN\r12\r",
    "1075.00\rc\r\r1200.00\r",
    "1075.00\rc \re",
    "1075.00\rc  \re\r",
    "1075.00\rfr\r2\r",
    "1075.00\re\r",
    "1075.00\r2\r/041\rl12\r",
    "1075.00\r2l12\r",
    "1075.00\r.export\r",
    "1075.00\rl12\r\r980.00\r",
    "1075.00\r/dupont\r\r980.00\r",
    "1075.00\t\t\r",
    "1075.00\ruu",
    "1075.00\r\r\x15cabinet\rabc\r",
    "1075.00\r\x7f\x7fabc\r",
    "\x1524/08/2026\r25/08/2026\r",
    "0\rfr",
    "0\t98",
)
"""What is typed in an open field before a slow line brings it all at once; of a few keys, any."""


@pytest.mark.parametrize("text", PASTED)
def test_lines_without_the_marks_of_a_paste_are_one_in_a_field_that_was_open_before(text: str) -> None:
    assert typed(text) == [f"paste {text}"]
    for at in range(1, 1 + min(text.find(end) for end in "\r\n\t" if end in text)):
        *keys, last = typed(text[:at], text[at:])
        assert keys == typed(text[:at])
        assert last == f"paste {text[at:]}"


ANYWHERE = (
    "23/08/2026\r24/08/2026\r",
    "10000052554\r10000099993\r10000052562",
    "04103\t1075.00\r04105\t980.00\r",
    "Dupont\rcabinet nord\r",
    "ls -la\ncat retour.json\n",
)
IN_NO_FIELD = (
    *AHEAD,
    "l12\rc \re",
    "l12\r\r010071561\rn\r12\r",
    "/abc\r\r980.00\rn\r12\r",
    "\r23/08/2026\rl12\r\r24/08/2026\r",
    "nnc \re",
    "2l20\r/0411\r",
    "oui\rnon\r",
    "04103\t1075.00",
    "mdate\r\r",
    "quartz",
)


@pytest.mark.parametrize("text", IN_NO_FIELD)
def test_keys_typed_ahead_where_no_field_was_open_are_keys(text: str) -> None:
    assert read(text) == [key for unit in apart(text) for key in read(unit)]


@pytest.mark.parametrize("text", ANYWHERE)
def test_lines_that_are_no_commands_are_a_paste_even_where_no_field_is_open(text: str) -> None:
    assert read(text) == typed(text) == [f"paste {text}"]


@pytest.mark.parametrize("text", AHEAD)
def test_keys_typed_ahead_of_a_slow_line_are_keys(text: str) -> None:
    assert typed(text) == [key for unit in apart(text) for key in read(unit)]


def apart(text: str) -> list[str]:
    """Return the keys of a text, each as it is sent."""
    return re.findall(r"\x1b(?:\[|O).|.", text, re.DOTALL)


def test_the_rest_of_a_paste_without_marks_is_of_it_and_a_key_behind_is_a_key() -> None:
    pieces = ("23/08/2026\r24/0", "8/2026\r25", "/08/2026\r")
    assert typed(*pieces, pause=AT_ONCE) == []
    line = Line(is_typing=True)
    line.sends(*pieces, pause=AT_ONCE)
    assert line.sends("", pause=SHORT) == [f"paste {''.join(pieces)}"]
    pasted = "23/08/2026\r24/08/2026\r"
    for behind, key in (("n", "n"), ("\r", "enter"), ("\x1b[A", "up"), ("\x1b[200~x\x1b[201~", "paste x")):
        for pause in (AT_ONCE, SHORT):
            assert typed(pasted, behind, pause=pause) == [f"paste {pasted}", key]


def test_what_comes_too_early_waits_in_its_order() -> None:
    is_early = True
    received = Received(lambda: XTermParser().feed, is_early=lambda _: is_early)
    assert list(received.feed("n\x1b[200~x\x1b[201~")) == list(received.tick()) == []
    is_early = False
    first, second, third = received.feed("q")
    assert isinstance(first, events.Key)
    assert isinstance(second, events.Paste)
    assert isinstance(third, events.Key)
    assert (first.key, second.text, third.key) == ("n", "x", "q")
    is_early = True
    assert list(received.feed("n")) == []
    is_early = False
    assert len(list(received.tick())) == 1


def test_delete_of_st_is_delete_there_and_f1_elsewhere() -> None:
    assert read("\x1b[P", name="st-256color") == ["delete"]
    assert read("\x1b[P", name="xterm-kitty") == ["f1"]


PIECES = st.sampled_from([*REPLIES, *SEQUENCES, "n", "é", ESCAPE, "\x1b[200~x\x1b[201~", "\x1b[<0;4;5M", "\x1b[I"])


@given(st.lists(PIECES, max_size=8), st.lists(st.integers(0, 200), max_size=6))
def test_pieces_without_a_pause_act_as_the_whole(sent: list[str], cuts: list[int]) -> None:
    whole = "".join(sent)
    at = sorted({0, len(whole), *(cut for cut in cuts if cut < len(whole))})
    parts = [whole[start:end] for start, end in pairwise(at)]
    line, other = Line(), Line()
    line.sends(whole)
    other.sends(*parts)
    assert other.sends("", pause=ENDLESS) == line.sends("", pause=ENDLESS)


@given(st.text(st.sampled_from("\x1b[]OP_0123456789;:?<>~$MRtucnA\x07\\\r\x00é"), max_size=40), st.integers(0, 40))
def test_no_input_breaks_the_reader(sent: str, at: int) -> None:
    read(sent[:at], sent[at:], "n", pause=ENDLESS)
