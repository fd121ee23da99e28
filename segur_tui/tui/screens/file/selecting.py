"""The rows that are shown of a file: those of a filter, of a group of problems, of a search, and their order."""

from __future__ import annotations

from collections.abc import Callable

from segur_tui.application.views.lines import Filter
from segur_tui.format.wording import typeset
from segur_tui.tui.screens.dialogs.menu import Menu
from segur_tui.tui.screens.file.rows import View
from segur_tui.tui.screens.file.state import FileState
from segur_tui.tui.screens.file.views import Views
from segur_tui.tui.widgets.prompt import Search


class Selecting:
    """All that leaves rows out, the line in which one searches among it.

    `show` has the state kept and shown, `go_to` shows a view and has the keys come to it.
    """

    def __init__(
        self, state: FileState, views: Views, show: Callable[[], None], go_to: Callable[[str], None]
    ) -> None:
        self.search = Search("chercher : n°, valeur, problème…", self._find, views.show_keys, views.take_keys)
        self._state, self._views, self._show, self._go_to = state, views, show, go_to
        self._commands = views.commands

    def choose_filter(self) -> None:
        """Offer the filters with the demandes that each leaves; what the cursor comes to is shown at once."""
        before, key = self._state.filter, next(each.key for each in self._commands if each.action == "filter")
        counts = {each.value: self._state.count(each) for each in Filter}

        def answered(chosen: str | None) -> None:
            self._filter(chosen or before.value)

        self._views.app.push_screen(Menu("Lignes montrées", counts, before.value, key, self._filter), answered)

    def _filter(self, chosen: str) -> None:
        self._state.filter, self._state.only_group = Filter(chosen), None
        self._select()

    def turn_order(self) -> None:
        """List in another order: the file's, by n° éditeur, by balise, by gravity, in turn."""
        self._state.order = self._state.order.following
        self._select()
        self._views.current.action_row(0)
        self._views.say(typeset(f"tri : {self._state.order.value}"))

    def _find(self, text: str) -> None:
        self._state.searched = text
        self._select()

    def leave(self) -> None:
        """Leave the search, the filter and the group."""
        was_in_group = self._state.only_group is not None
        self._state.is_grouped = False
        self.show_all()
        if was_in_group:  # it may have been fixed, and its table hidden
            self._go_to(View.PROBLEMS)

    def show_all(self) -> None:
        """Show all rows, or groups of them."""
        self._state.filter, self._state.only_group = Filter.ALL, None
        if not self.search.leave():
            self._select()

    def turn_group(self) -> None:
        """Show the problems of one kind together, or one by one."""
        self._state.is_grouped, self._state.only_group = not self._state.is_grouped, None
        self._state.refresh()
        self._go_to(View.PROBLEMS)

    def enter_group(self) -> None:
        """Show the problems of the group under the cursor one by one, and no others."""
        self._state.is_grouped, self._state.only_group = False, self._views.group
        self._select()

    def _select(self) -> None:
        self._state.refresh()
        self._show()
