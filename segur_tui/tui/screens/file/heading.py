"""The lines above the views of a file: its identity, the counts, the views, the filter; in any width."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from segur_tui.application.files.summary import Faults
from segur_tui.application.views.lines import Filter, Order
from segur_tui.format.answer import AnswerState
from segur_tui.format.claim_file import ClaimFile, FileKind
from segur_tui.format.profiles import file_name_in, short_name
from segur_tui.format.wording import counted, typeset
from segur_tui.tui.screens.file.rows import MARKED, View
from segur_tui.tui.screens.file.state import FileState
from segur_tui.tui.widgets.inert import visible, visible_name
from segur_tui.tui.widgets.prose import Caption

Part = Sequence[str]
"""The wordings of a part of a line, from the longest on; an empty one leaves it out."""

_BETWEEN = " · "
_LEAST_NAME = 8
_SIDES = 2
"""Blank cells beside the lines."""
_GAP = "  "
"""Between two titles of views."""


class Heading:
    """The lines above the views, each of one line in any width.

    `who` returns the identity of the file, `go` goes to a view.
    """

    def __init__(self, who: Callable[[], Sequence[Part]], state: FileState, go: Callable[[View], None]) -> None:
        self._who, self._state = who, state
        self._identity, self._counts = Caption(id="identity"), Caption(id="counts")
        self._tabs = Tabs(state, go)

    def compose(self, keeping: Widget) -> ComposeResult:
        """Lay out the lines, the one on keeping among them."""
        yield self._identity
        yield self._counts
        yield keeping
        yield self._tabs

    def show(self) -> None:
        """Show the identity, the counts, the views."""
        self._identity.show(fitted(self._who(), self._width))
        self._counts.show(fitted(counts(self._state), self._width, from_end=True))
        self.show_tabs()

    def show_tabs(self) -> None:
        """Show the titles of the views, and the filter."""
        self._tabs.show(self._width)

    @property
    def _width(self) -> int:
        return self._identity.app.size.width - _SIDES


class Tabs(Static):
    """The titles of the views, that in use in bold, and the filter beside them; a click on a title goes there.

    One line for all of them: another number in one would have the screen laid out again, were each a widget.
    """

    def __init__(self, state: FileState, go: Callable[[View], None]) -> None:
        super().__init__(id="tabs", markup=False)
        self._state, self._go = state, go
        self._titles: list[tuple[View, str, bool]] = []
        self._beside = ""

    def show(self, width: int) -> None:
        """Show what the state says, in the cells that there are; what is shown already costs nothing."""
        shown, beside = titles(self._state, width)
        current = self._state.view
        wanted = [(v, f"[{title}]" if v is current else f" {title} ", v is current) for v, title in shown.items()]
        if (wanted, beside) != (self._titles, self._beside):
            self._titles, self._beside = wanted, beside
            self.refresh()

    def render(self) -> Content:
        """Return the titles and the filter."""
        words = [Content.styled(title, "bold" if is_current else "") for _, title, is_current in self._titles]
        return Content(_GAP).join([*words, *([Content(self._beside)] if self._beside else [])])

    def on_click(self, event: events.Click) -> None:
        """Go to the view whose title is clicked."""
        at = event.get_content_offset(self)
        for view, cells in self._places():
            if at is not None and at.x in cells:
                self._go(view)

    def _places(self) -> Iterator[tuple[View, range]]:
        """Yield the cells in which the title of each view stands."""
        start = 0
        for view, title, _ in self._titles:
            yield view, range(start, start + cell_len(title))
            start += cell_len(title + _GAP)


def fitted(parts: Sequence[Part], width: int, *, from_end: bool = False) -> str:
    """Return a line of parts, as many of them as it takes in a shorter wording: from the first on, or the last.

    Where all are as short as they can be, the middle of the first goes.
    """
    shown = [[visible(wording) for wording in part] for part in parts]
    for wordings in reversed(shown) if from_end else shown:
        while len(wordings) > 1 and _width(shown) > width:
            del wordings[0]
    if shown and (excess := _width(shown) - width) > 0:
        name = shown[0][0]
        shown[0] = [visible_name(name, max(cell_len(name) - excess, _LEAST_NAME))]
    return _BETWEEN.join(wordings[0] for wordings in shown if wordings[0])


def identity(claim: ClaimFile, *, is_exported: bool = False) -> list[Part]:
    """Return the identity of a file: its name, its kind or that its lines are exported, its supplier."""
    name, parsed = claim.name, file_name_in(claim.name)
    names = [name] if parsed is not None and parsed.numero_ans != claim.numero_ans else [name, short_name(name)]
    to_deposit = ["exporté, à ne pas déposer", "exporté"] if is_exported else ["à déposer"]
    kind = ["retour de l’ASP", "retour"] if claim.kind is FileKind.RETURN else to_deposit
    return [names, kind, *supplier(claim)]


def supplier(claim: ClaimFile) -> list[Part]:
    """Return the supplier whose demandes they are."""
    ans, siret = claim.numero_ans, claim.siret
    return [[f"ANS {ans}", f"{ans}"], [f"SIRET {siret}", f"{siret}"]]


def counts(state: FileState) -> list[Part]:
    """Return the counts of a file; the last are the first to be said in fewer words."""
    claim, made, marks = state.draft.check.claim, len(state.draft.done), len(state.marks)
    faults, warnings = state.faults, state.warnings
    parts: list[Part] = [_counted(len(claim.lines), "ligne", "lg")]
    if claim.kind is FileKind.RETURN:
        parts.append(_counted(claim.count(AnswerState.ACCEPTED), "acceptée", "acc."))
        parts.append(_counted(claim.count(AnswerState.REJECTED), "refusée", "ref."))
        if to_verify := claim.count(AnswerState.TO_VERIFY):
            parts.append([f"{to_verify} à vérifier", f"? {to_verify}"])
    left = [f"✗ {words}" for words in (faults.words, Faults(faults.number).words, str(faults.number))]
    if made:
        since = _counted(made, "modification", "modif.")
        left = [*(f"{faulty}{_BETWEEN}{words}" for faulty in left for words in since), left[-1]]
    parts.append(left)
    if marks:
        parts.append([counted(marks, "marquée"), f"{MARKED} {marks}"])
    if warnings:
        parts.append([f"! {counted(warnings, 'avertissement')}", f"! {warnings}"])
    return parts


def chosen(state: FileState) -> list[Part]:
    """Return the filter, the group and the search that leave rows out, and the order."""
    parts: list[Part] = []
    if state.only_group is not None:
        title, subject, out = state.only_group.title, state.only_group.subject, "(Échap en sort)"
        shown = (f"groupe : {title} {out}", f"{title} {out}", f"{subject} {out}", f"{subject} (Échap)")
        parts.append([typeset(wording) for wording in shown])
    if state.filter is not Filter.ALL:
        value = state.filter.value
        parts.append([typeset(f"filtre : {value}"), value, value.replace("avertissements", "avert.")])
    if state.order is not Order.FILE:
        value = state.order.value
        parts.append([typeset(f"tri : {value}"), value])
    if state.searched:
        parts.append([typeset(f"recherche : {state.searched}"), typeset(f"« {state.searched} »")])
    return parts


def titles(state: FileState, width: int) -> tuple[dict[View, str], str]:
    """Return the titles of the views, and the filter beside them, in the cells that both may take."""
    count = len(state.groups) if state.is_grouped else len(state.problems)
    shown = {
        View.PROBLEMS: f"1 Problèmes {count}{' groupés' if state.is_grouped and count else ''}",
        View.LINES: f"2 Lignes {len(state.lines)}",
        View.FIELDS: f"3 Champs de la ligne {state.line}" if state.line else "3 Champs",
    }
    beside = chosen(state)
    least, room = _width([part[-1:] for part in beside]), width
    for fields in (shown[View.FIELDS], f"3 Champs, lg {state.line}", "3 Champs"):
        shown[View.FIELDS] = fields
        # Each has a bracket or a blank on either side, and two blanks behind.
        room = width - sum(cell_len(title) + 4 for title in shown.values())
        if room >= (least if beside else -len(_GAP)):
            break
    return shown, fitted(beside, room, from_end=True)


def _counted(number: int, noun: str, short: str) -> Part:
    return [counted(number, noun), f"{number}\N{NO-BREAK SPACE}{short}"]


def _width(parts: Sequence[Part]) -> int:
    said = [part[0] for part in parts if part[0]]
    return sum(map(cell_len, said)) + len(_BETWEEN) * max(len(said) - 1, 0)
