"""Escape and the character typed behind it become one key with Alt.

Versions: textual 8.2.8, rich 15.0.0, CPython 3.11.7, Linux.

What happens: where ESC and a character arrive within ESCDELAY (100 ms by default), the parser makes one key of
them, `alt+q`. A person who presses Escape to leave a field and at once the next key, or whose line brings both
together (SSH over a slow network, tmux), has neither: the field stays open, the command is not done, and
nothing says so. Before Enter and Tab the Escape is lost: the keys are `enter` and `shift+tab`. A shorter
ESCDELAY makes it rarer and cuts arrow keys of slow lines in two, which types `[A` into the field; a longer one
makes it more frequent.

What is expected: a way for an application that has no Alt keys to say so, such as a class variable of `App`, so
that ESC and a character that begins no sequence are `escape` and the character, in order and at once. With it a
longer ESCDELAY costs nothing either: only `ESC [`, `ESC O` and the like are waited for. Terminals that speak
the kitty keyboard protocol send Escape and Alt unmistakably and need nothing.

Run it: `python escape_and_character.py`. It prints the keys of a read of two bytes.
"""

from __future__ import annotations

from textual import events
from textual._xterm_parser import XTermParser  # what the driver feeds with all that it reads

for read in ("\x1bq", "\x1b\r", "\x1b\t"):
    parser = XTermParser()
    received = [*parser.feed(read), *parser.feed("")]
    keys = [event.key for event in received if isinstance(event, events.Key)]
    name = {"q": "q", "\r": "enter", "\t": "tab"}[read[1]]
    print(f"ESC {name}: {keys}, expected ['escape', '{name}']")
