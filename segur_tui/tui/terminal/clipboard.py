"""The words on the clipboard of the terminal, which only the terminal can fill, and may refuse (OSC 52)."""

from __future__ import annotations

from segur_tui.format.wording import typeset
from segur_tui.tui.terminal.line import is_in_screen


def clipboard_words(sent: str) -> str:
    """Return what became of something that was sent, such as « Chemin envoyé », plainly, in French."""
    are_many = sent.partition(" ")[0].endswith("s")
    if is_in_screen():
        return typeset(f"{sent} nulle part, screen ne passe rien (Ctrl+V {'les' if are_many else 'le'} colle ici)")
    return typeset(f"{sent} au presse-papiers du terminal, s’il {'les ' if are_many else 'l’'}accepte")
