"""The commands of the export, declared once: its keys, its footer."""

from __future__ import annotations

from segur_tui.tui.commands import Command

EXPORT_COMMANDS = (
    Command(
        "e",
        "write",
        "écrire",
        "écrire les lignes cochées dans un fichier à déposer",
        footer=True,
        shown_key="Entrée",
    ),
    Command("space", "tick", "cocher", "cocher ou décocher la ligne", footer=True, shown_key="Espace"),
    Command("a", "all_lines", "toutes", "montrer aussi les autres lignes", footer=True),
    Command("d", "ask('day')", "jour", "changer le jour du dépôt", footer=True),
    Command("o", "ask('folder')", "dossier", "changer le dossier où écrire", footer=True),
    Command("p", "ask('documents')", "pièces", "dire où sont les pièces justificatives", footer=True),
    Command("v", "read", "voir", "lire en entier où cela s’écrit, et pourquoi la ligne reste"),
    Command("q", "leave", "retour", "revenir sans écrire", footer=True),
    Command("j", "documents", "justificatifs", "voir les pièces une à une, copier sous leur bon nom", footer=True),
)
"""In the order in which the footer shows them."""

EXPORT_KEYS = tuple((command.key_name, command.label) for command in EXPORT_COMMANDS if command.footer)
