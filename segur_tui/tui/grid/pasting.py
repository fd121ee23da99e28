"""Pasted text, reduced to what one value can hold."""

from __future__ import annotations

from segur_tui.format.inert import without_steering


def one_line(pasted: str) -> tuple[str, str | None]:
    """Return the text that a paste brings to a value, and the sentence about what was left out, if anything."""
    lines = pasted.strip("\r\n").splitlines() or [""]
    kept = without_steering(lines[0])
    others, hidden = len(lines) - 1, len(lines[0]) - len(kept)
    said = []
    if others:
        said.append(f"{others} autre{'s' if others > 1 else ''} ligne{'s' if others > 1 else ''}")
    if hidden:
        said.append(f"{hidden} caractère{'s' if hidden > 1 else ''} de contrôle")
    return kept, f"Collage : laissé de côté {' et '.join(said)}." if said else None
