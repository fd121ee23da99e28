"""Replies of a terminal that Textual does not know, or that a slow line cuts, are typed as text.

Versions: textual 8.2.8, rich 15.0.0, CPython 3.11.7, Linux.

What happens: a terminal answers questions that a program before asked (a shell's prompt, vim, tmux), and the
answer arrives once the Textual application has the terminal: colours (OSC 10, 11), attributes (`ESC[?…c`), the
version (DCS). The parser does not know them and reissues them as keys: the focused field holds
`]11;rgb:1e1e/1e1e/1e1e`, or one-letter bindings are done one after the other. The same happens to replies and
keys that it knows where a slow line lets more than ESCDELAY pass after their ESC.

What is expected: a whole sequence (CSI up to its final byte; OSC, DCS, APC, PM, SOS up to BEL or ST) that is no
key, mouse or paste is dropped. Nobody types one: its characters would have to come within the delay. So is the
rest of one that was cut: `[` or `]` followed by the body of a reply, straight behind a lone ESC.

Run it: `python late_replies.py`. It prints what a field holds after each reply.
"""

from __future__ import annotations

import asyncio

from textual._xterm_parser import XTermParser  # what the driver feeds with all that it reads
from textual.app import App, ComposeResult
from textual.widgets import Input

REPLIES = {
    "background colour (OSC 11, BEL)": "\x1b]11;rgb:1e1e/1e1e/1e1e\x07",
    "background colour (OSC 11, ST)": "\x1b]11;rgb:1e1e/1e1e/1e1e\x1b\\",
    "primary attributes (DA1)": "\x1b[?62;22c",
    "version (XTVERSION)": "\x1bP>|xterm(389)\x1b\\",
}


class Form(App[None]):
    """One field."""

    def compose(self) -> ComposeResult:
        """Yield the field."""
        yield Input()


async def main() -> None:
    """Print what each reply types."""
    for name, reply in REPLIES.items():
        app = Form()
        async with app.run_test() as pilot:
            parser = XTermParser()
            for event in [*parser.feed(reply), *parser.feed("")]:
                app.post_message(event)
            for _ in range(3):
                await pilot.pause()
            print(f"{name}: {app.query_one(Input).value!r}, expected ''")


asyncio.run(main())
