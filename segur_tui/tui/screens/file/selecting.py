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
        self._groups = list[str]()
        """The keys of the groups among which one was entered."""

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
        """Leave the search, else the group for the groups, else these and the filter."""
        if self._state.only_group is None:
            self._state.is_grouped = False
            self.show_all()
        elif not self.search.leave():
            self.turn_group()

    def show_all(self) -> None:
        """Show all rows, or groups of them."""
        self._state.filter, self._state.only_group = Filter.ALL, None
        if not self.search.leave():
            self._select()

    def turn_group(self) -> None:
        """Show the problems of one kind together, or one by one, with the cursor on what it was on."""
        state, here = self._state, self._views.tables[View.PROBLEMS].cursor
        group, inside, row = self._views.group, state.only_group, None if here is None else here.row_key
        state.is_grouped, state.only_group = not state.is_grouped, None
        state.refresh()
        self._go_to(View.PROBLEMS)
        if not state.is_grouped:
            row = None if group is None else group.rows[0].key
        elif inside is not None:
            left = {each.key for each in state.groups}
            at = self._groups.index(inside.key)
            row = next((key for key in (*self._groups[at:], *self._groups[at::-1]) if key in left), None)
        else:
            row = next((each.key for each in state.groups if row in {one.key for one in each.rows}), None)
        if row is not None:
            self._views.go_to_problem(row)

    def enter_group(self) -> None:
        """Show the problems of the group under the cursor one by one, and no others."""
        state = self._state
        state.is_grouped, state.only_group = False, self._views.group
        self._groups = [each.key for each in state.groups]
        self._select()

    def _select(self) -> None:
        self._state.refresh()
        self._show()
