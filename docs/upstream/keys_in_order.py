"""A key that moves the focus is overtaken by the characters typed behind it.

Versions: textual 8.2.8, rich 15.0.0, CPython 3.11.7, Linux.

The driver reads `ab⇥cd` in one go: a macro, a paste without bracketed paste, a slow SSH line that brings
several keys at once, an application that was busy for a moment. `App` gives each key to the widget that has the
focus when the key arrives. Tab is a binding of the screen: it acts only once its event has bubbled up through
the queues. Until then `c` and `d` are on their way to the field that is about to lose the focus.

What happens: all four characters land in the first field. With Enter in the place of Tab, and a handler of
`Input.Submitted` that focuses the next field, it is the same. In an editable table values are written into the
wrong cells, or letters meant as text are taken for one-letter bindings, without any sign of it.

What is expected: `ab` in the first field and `cd` in the second, as when the keys come one by one, and as in a
form of a web browser.

Issue 6605 is about keys of one widget (backspace among letters); running the bindings of the focused widget
where the key arrives settles that, but not keys of its ancestors that move the focus. What settles both: hand a
key on only once the one before has passed through the queues that it rises through. We let the input thread
wait for a callback that goes up behind each key from the focused widget to the application, and begins again
while the focus moves.

Run it: `python keys_in_order.py`. It prints what each field holds.
"""

from __future__ import annotations

import asyncio

from textual import events
from textual.app import App, ComposeResult
from textual.widgets import Input


class Form(App[None]):
    """Two fields; Tab, and Enter, go from the first to the second."""

    def compose(self) -> ComposeResult:
        """Yield the fields."""
        yield Input(id="first")
        yield Input(id="second")

    def on_input_submitted(self) -> None:
        """Go to the second field."""
        self.query_one("#second").focus()


async def typed(*keys: events.Key) -> list[str]:
    """Return the fields' values after keys that arrive together, as the driver's thread posts them."""
    app = Form()
    async with app.run_test() as pilot:
        for key in keys:
            app.post_message(key)
        for _ in range(5):
            await pilot.pause()
        return [field.value for field in app.query(Input)]


async def main() -> None:
    """Print what each burst gives."""
    for name, character in (("tab", "\t"), ("enter", "\r")):
        keys = [("a", "a"), ("b", "b"), (name, character), ("c", "c"), ("d", "d")]
        print(f"a b {name} c d: {await typed(*(events.Key(*key) for key in keys))}, expected ['ab', 'cd']")


asyncio.run(main())
