"""Each control has a title of its own."""

from __future__ import annotations

from segur_tui.format.finding import Rule
from segur_tui.format.rules import catalogue
from segur_tui.format.rules.titles import TITLES


def test_every_control_has_a_title_and_no_two_share_one() -> None:
    controls = {control.id for control in vars(catalogue).values() if isinstance(control, Rule)}
    assert set(TITLES) == controls
    assert len(set(TITLES.values())) == len(controls)
    assert max(map(len, TITLES.values())) <= 40
