"""The balises of a format as the note has them: format, obligation, controls, words; all as they are declared."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cached_property

from segur_tui.format.balise import Balise
from segur_tui.format.finding import Rule
from segur_tui.format.profile import Profile
from segur_tui.format.rule import OfBalise
from segur_tui.format.wording import folded, typeset
from segur_tui.format.writing import to_compact


class NormEntry:
    """A balise, and the rules that look at it beside its format."""

    def __init__(self, balise: Balise, profile: Profile) -> None:
        self.balise = balise
        self.rules: tuple[Rule, ...] = tuple(
            rule for rule in profile.rules.all if isinstance(rule, OfBalise) and rule.concerns(balise)
        )

    @property
    def obligation(self) -> str:
        """Whether the balise is to be there, and filled, in French."""
        present = "facultative" if self.balise.optional else "obligatoire"
        if self.balise.wanted_when is None:
            return present
        name, value = self.balise.wanted_when
        return typeset(f"{present} ; remplie si {name} = {value if isinstance(value, str) else to_compact(value)}")

    @property
    def in_full(self) -> str:
        """All that is declared of the balise, in French, line by line."""
        balise, is_there = self.balise, self.obligation
        lines = [
            f"{balise.name} — {balise.label}",
            typeset(
                f"Bloc : {balise.bloc.title}. Attendu : {balise.expected}. {is_there[0].upper()}{is_there[1:]}."
            ),
            typeset(f"La note, §3.2 : « {balise.note} »"),
        ]
        if balise.since > date.min:
            lines.append(typeset(f"Ainsi depuis la note du {balise.since:%d/%m/%Y}."))
        lines += [
            typeset(f"Contrôle {rule.id}, {rule.title} (§ {rule.section}) : {rule.why}") for rule in self.rules
        ]
        return "\n".join(lines)

    @cached_property
    def searched(self) -> str:
        """The text in which one searches, as it is compared."""
        return folded(self.in_full)


def norm_entries(profile: Profile, searched: str = "") -> Iterator[NormEntry]:
    """Yield the balises of a format in the note's order, those that hold every word searched."""
    words = folded(searched).split()
    for balise in profile.by_name.values():
        entry = NormEntry(balise, profile)
        if all(word in entry.searched for word in words):
            yield entry
