"""What a terminal sends, cut into keys, pastes and replies before any of it counts as a key.

Textual types what it does not understand, and takes Escape with the key behind it for a key with Alt.
"""

from __future__ import annotations

import re
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

from textual import constants, events
from textual.message import Message

Parse = Callable[[str], Iterable[Message]]
"""Reads one key, or one report of the mouse, as Textual does; it is spent by what it does not know."""

_ESCAPE, _PASTE, _PASTED = "\x1b", "\x1b[200~", "\x1b[201~"
_BODY = r"[^\x00-\x1f\x7f]*"
_REPLY = rf"\](?:[\dlLI]{_BODY})|P(?:[\d!$+<=>|]{_BODY})|_(?:G{_BODY})"
_WHOLE = re.compile(
    r"(?P<sequence>\x1b(?:\[\[[A-E]|\[\d+\$|\[M[ -\uffff]{3}|\[(?!\[)[0-?]*[ -/]*[@-~]|O\d*[A-Za-z]))"
    rf"|(?P<reply>\x1b(?:{_REPLY}|[X^]{_BODY})(?:\x07|\x1b\\))"
    r"|(?P<key>[^\x1b])",
    re.DOTALL,
)
"""A sequence (of a key, the mouse, a reply), a reply with a text (OSC, DCS, APC, PM, SOS), or one character."""
_BEGUN = re.compile(rf"\x1b(?:\[\[|\[[0-?]*[ -/]*|O\d*|(?:{_REPLY})\x1b?|[]P_])?")
"""The beginning of a sequence or a reply."""
_OF_KEYS = re.compile(
    r"\x1b(?:\[\[?(?!\d[\d;:]*[Rt]|u)<?[\d;:-]*[A-Za-z~^@$]|\[M.{3}|O(?:\d+.|[A-DFHP-Sabcd])|\[\?2026;\d\$y)",
    re.DOTALL,
)
"""The sequences of keys, mouse and focus, and the one reply that is asked for; the keypad sends none."""
_TYPED = re.compile(r"\x1b(?:\[[^EG]|O.)")
"""What is too short for a reply: where it is no key either, it was typed."""
_GOES_ON = re.compile(r"[][]|[OP_].")
"""What goes on a sequence whose Escape came alone; a letter by itself is typed."""
_LOST = re.compile(r"\[\d+(?:;\d*)+[u~]")
"""A whole sequence whose Escape was lost: nobody types as much at once."""
_TAIL = re.compile(r"[\d;:<=>?]+[ -/]*[@-~]")
"""The rest of a sequence whose beginning has acted as two keys; a letter by itself is typed."""
_LINE_END = re.compile(r"\r\n?|\n")
_NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
"""What a paste without marks, which is text alone, does not hold: the keys that are no characters."""
_COMMANDS = re.compile(r"(?:(.)\1* *|f\w|[1-3]?l\d*|[/.].*)?", re.DOTALL)
"""What is typed ahead in no field: a key, once or more often, and ticks; a filter, a line, a search, a command."""
_CELLS = re.compile(r"\t[^\t\r\n]")
"""What is in the row of a spreadsheet, and is no end of a line."""
_LEAST_PASTED = 5
"""Characters of a paste without marks; of what a person types, a slow line brings fewer at once."""
_LEAST_LINE = 4
"""Characters of each of the first two lines of a paste where no field is open."""
_AS_OTHERS = {
    "\n": "\r",  # the Enter of alacritty's keypad
    "\x1b[106;5u": "\r",
    "\x1b[2J": "\x1b[1;2H",  # st
    "\x1b[K": "\x1b[1;2F",
    "\x1b[J": "\x1b[1;5F",
    "\x1b[M": "\x1b[3;5~",
}
"""Keys that a few terminals send otherwise than the rest."""
_DELETE_OF_ST = {"\x1b[P": "\x1b[3~"}
_MODIFIED = re.compile(r"\x1b\[27;(\d+);(\d+)~")
"""A key as xterm's modifyOtherKeys sends it; Textual would type its character."""
_LONGEST = 32
"""Characters of a sequence behind which Textual types it."""
_SHORT, _LONG = 2.0, 5.0
"""Seconds in which the rest may follow two characters of a reply, which may have been typed, or more."""
_SHORTEST = 0.5
"""Seconds in which the rest may follow two characters of a key's sequence: what is typed next is a key again."""
_SAME_PASTE = 0.2
"""Seconds in which more of a paste without marks may follow what was read of it."""


class Received:
    """The messages of what a terminal sends; this stands in the place of Textual's own parser.

    ESC and a character are Escape and that key, at once. A reply that nobody asked for is dropped, also where a
    slow line cuts it: an Escape that stood alone too long has acted as the key, but what it began does not.
    Several lines of text at once are a paste, marked or not; cells, too, where a field was open before they came.
    Keys that come too early wait.
    """

    def __init__(
        self,
        parser: Callable[[], Parse],
        name: str = "",
        now: Callable[[], float] = time.monotonic,
        is_typing: Callable[[], bool] = lambda: False,
        is_early: Callable[[Message], bool] = lambda _: False,
    ) -> None:
        """Take a maker of parsers, the name of the terminal (TERM), the clock.

        `is_typing` tells whether a field is open, `is_early` whether a message is to wait.
        """
        self._make, self._parse, self._clock = parser, parser(), now
        self._is_typing, self._is_early = is_typing, is_early
        self._pasted, self._read = "", deque[Message]()
        self._others = _AS_OTHERS | (_DELETE_OF_ST if name.partition("-")[0] == "st" else {})
        self._rest, self._until = "", 0.0
        self._has_escaped = False
        """True where the Escape of the rest, or the last one, has acted as the key and may begin a sequence."""
        self._has_tail = False
        """True where Escape and a bracket have acted as two keys, and the rest of a sequence may come yet."""

    def feed(self, data: str) -> Iterator[Message]:
        """Yield the keys, pastes and other events of what was read."""
        if self._pasted and len(data) > 1 and not _NO_TEXT.search(data):
            self._pasted += data
            self._until = self._clock() + _SAME_PASTE
            return
        self._end_paste()
        yield from self._due()
        text = self._joined(data)
        if _is_pasted(text, is_typing=self._is_typing()):
            self._pasted, self._until = text, self._clock() + _SAME_PASTE
            return
        self._read.extend(self._units(text))
        yield from self._due()

    def _due(self) -> Iterator[Message]:
        while self._read and not self._is_early(self._read[0]):
            yield self._read.popleft()

    def _end_paste(self) -> None:
        if self._pasted:
            self._read.append(events.Paste(self._pasted))
            self._pasted = ""

    def _units(self, text: str) -> Iterator[Message]:
        while text:
            if text.startswith(_PASTE):
                pasted, end, after = text[len(_PASTE) :].partition(_PASTED)
                if not end:
                    break
                yield events.Paste(pasted.replace("\x00", "").lstrip("\r\n"))
            elif whole := _WHOLE.match(text):
                after = text[whole.end() :]
                yield from self._meaning(whole)
            else:
                begun = _begun(text)
                if begun == text:
                    break
                is_escape = len(begun) <= len("\x1b[")
                after = text[1 if is_escape else len(begun) :]
                if is_escape:
                    yield from self._escape()
            self._has_escaped, text = False, after
        waits = {_ESCAPE: constants.ESCAPE_DELAY, "\x1b[": _SHORTEST, "\x1bO": _SHORTEST}
        self._rest, self._until = (
            text,
            self._clock() + waits.get(text, _SHORT if len(text) == len("\x1b]") else _LONG),
        )

    def _joined(self, data: str) -> str:
        """Return what was read behind what is left of before, without the rest of a sequence that was lost."""
        if self._has_escaped and not self._rest:
            self._has_escaped = _GOES_ON.match(data) is not None
            data = _ESCAPE + data if self._has_escaped else data
        text = self._rest + data
        if not self._rest and (lost := _TAIL.match(text) if self._has_tail else _LOST.fullmatch(text)):
            text = text[lost.end() :]
        self._has_tail = False
        return text

    def tick(self) -> Iterator[Message]:
        """Yield what has waited for its rest, or for its time, long enough."""
        if self._clock() >= self._until:
            self._end_paste()
            if self._rest and not self._rest.startswith(_PASTE):
                self._read.extend(self._given_up())
        yield from self._due()

    def _given_up(self) -> Iterator[Message]:
        """Yield the keys of what began like a sequence."""
        begun, self._rest = self._rest, ""
        if len(begun) <= len("\x1b["):
            yield from self._escape()
            yield from self._key(begun[1:])
        self._has_escaped, self._has_tail = begun == _ESCAPE, begun == "\x1b["

    def _escape(self) -> Iterator[Message]:
        if not self._has_escaped:
            yield events.Key("escape", _ESCAPE)

    def _meaning(self, whole: re.Match[str]) -> Iterator[Message]:
        unit, is_typed = whole.group(), whole["reply"] is None
        read = self._key(unit) if is_typed else []
        if not read and _TYPED.fullmatch(unit):
            yield from self._escape()
            for character in unit[1:]:
                yield from self._key(character)
        elif not self._has_escaped:
            yield from read

    def _key(self, unit: str) -> list[Message]:
        """Return the messages of a whole sequence or a character, none where it is no key."""
        unit = _MODIFIED.sub("\x1b[\\2;\\1u", unit)
        unit = self._others.get(unit, unit)
        if not unit or len(unit) > _LONGEST or (len(unit) > 1 and not _OF_KEYS.fullmatch(unit)):
            return []
        try:
            read = list(self._parse(unit))
        except (ValueError, OverflowError):  # the number of a character that is none
            read = []
        if not read:
            self._parse = self._make()
        return [message for message in read if not _is_half(message)]


def _begun(text: str) -> str:
    """Return what at the beginning of a text may be that of a sequence: an Escape at least."""
    begun = _BEGUN.match(text)
    found = begun.group() if begun else ""
    return found if found == text else found.rstrip(_ESCAPE) or _ESCAPE


def _is_pasted(text: str, *, is_typing: bool) -> bool:
    """Return True for what nobody types ahead: a row of cells, or a line behind another.

    Enter leaves the field: what is typed behind it are commands, and values only behind these, which open another.
    """
    if len(text) < _LEAST_PASTED or _NO_TEXT.search(text):
        return False
    lines = _LINE_END.split(text)
    are_values = [not _COMMANDS.fullmatch(line) for line in lines]
    if not is_typing:
        return len(lines) > 1 and all(are_values[:2]) and min(map(len, lines[:2])) >= _LEAST_LINE
    are_values[0] = True
    return any(map(all, pairwise(are_values))) or _CELLS.search(text) is not None


def _is_half(message: Message) -> bool:
    """Return True for the key of half a character, which no file could hold."""
    return isinstance(message, events.Key) and "\ud800" <= (message.character or "")[:1] <= "\udfff"
