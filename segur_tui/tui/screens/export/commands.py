"""The commands of the export."""

from __future__ import annotations

from segur_tui.tui.commands import Command

COMMANDS = (
    Command(
        "e",
        "write",
        "écrire",
        "écrire les lignes cochées dans un fichier à déposer",
        footer=True,
        shown_key="Entrée",
    ),
    Command("space", "tick", "cocher", "cocher ou décocher la ligne", footer=True),
    Command("a", "all_lines", "tout montrer", "montrer toutes les lignes, les autres décochées", footer=True),
    Command("q", "leave", "retour", "revenir sans écrire", footer=True),
    Command("d", "ask('day')", "jour", "changer le jour du dépôt", footer=True),
    Command("o", "ask('folder')", "dossier", "changer le dossier où écrire", footer=True),
    Command("p", "ask('documents')", "dossier des pièces", "dire où sont les pièces justificatives", footer=True),
    Command("j", "documents", "pièces une à une", "voir les pièces, les copier sous leur bon nom", footer=True),
    Command("w", "withdraw", "non déposé", "dire que le fichier qui retient la ligne n’a pas été déposé"),
    Command("v", "read", "voir", "lire en entier où cela s’écrit, et pourquoi la ligne reste"),
    Command("question_mark", "app.keys", "aide", "les touches, et le guide"),
)
"""In the order in which the footer shows them: the title names what no longer fits on a narrow screen."""
