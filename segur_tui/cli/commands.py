"""The commands, declared once: their names, arguments and help; each runs in a module of its own."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

from segur_tui import __version__
from segur_tui.cli import USAGE_ERROR, arguments
from segur_tui.cli.nearest import IN_ASCII, NEAREST, has_signs
from segur_tui.cli.usage import FrenchParser
from segur_tui.format.programme import EXAMPLE, EXAMPLE_FILE, FILES
from segur_tui.format.value_type import value_type

PROGRAM = "segur-tui"


@value_type
class Subcommand:
    """One command: its name, which its module bears too, what it does in a line, its examples, its arguments."""

    name: str
    purpose: str
    examples: str
    declare: Callable[[FrenchParser], None]

    def parser(self) -> FrenchParser:
        """Return the parser of the command's own arguments."""
        parser = FrenchParser(f"{PROGRAM} {self.name}", self.purpose, self.examples)
        self.declare(parser)
        return parser


def run(given: Sequence[str]) -> int:
    """Run the command that the arguments name, and return its exit status."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot write a character gets the nearest in its place, never a traceback.
        if hasattr(stream, "reconfigure"):
            is_bare = stream.isatty() and stream.encoding == "utf-8" and not has_signs()
            stream.reconfigure(encoding=IN_ASCII if is_bare else None, errors=NEAREST)
    if given and given[0] in COMMANDS:
        name, *rest = given
        options = COMMANDS[name].parser().parse_args(rest)
    else:
        name, parser = "interface", main_parser()
        options = parser.parse_args(given)
        if mistyped := _mistyped(options.paths):
            parser.error(mistyped)
    # Not at the top: help does without them.
    from segur_tui.application.settings.config import read_settings
    from segur_tui.application.settings.values import ConfigError

    try:
        settings = read_settings(lambda: import_module("segur_tui.cli.interface").keyed_commands())
    except ConfigError as mistakes:
        from segur_tui.cli.output import tell

        tell(str(mistakes))
        return USAGE_ERROR
    status: int = import_module(f"segur_tui.cli.{name}").run(options, settings)
    return status


def _mistyped(paths: Sequence[Path]) -> str:
    """Return in French that the first path, which is not there, is rather a command; else nothing."""
    first = str(paths[0]) if paths else ""
    if not first.isalpha() or os.path.lexists(first):
        return ""
    from difflib import get_close_matches  # a right call needs no other

    near = get_close_matches(first.lower(), COMMANDS, 1)
    return f"ni commande ni fichier : « {first} » ; voulez-vous dire {near[0]} ?" if near else ""


def main_parser() -> FrenchParser:
    """Return the parser of what comes without a command."""
    purposes = "\n".join(f"  {PROGRAM} {command.name:<9}{command.purpose}" for command in COMMANDS.values())
    parser = FrenchParser(
        PROGRAM,
        f"Contrôle, corrige et exporte à nouveau les demandes de solde {FILES} que l’ASP a refusées.\n\n"
        f"Sans commande, ouvre l’interface sur des fichiers ou des dossiers.\n"
        f"commandes (chacune a son --help) :\n{purposes}",
        f"  {PROGRAM} retours/\n  {PROGRAM} check retours/\n  {PROGRAM} export retours/ --fix --output a-deposer/",
    )
    help_text = "fichiers ou dossiers à ouvrir (par défaut : le dossier courant)"
    parser.arguments.add_argument("paths", nargs="*", type=arguments.a_path, metavar="CHEMIN", help=help_text)
    version = f"{PROGRAM} {__version__}"
    parser.options.add_argument("-V", "--version", action="version", version=version, help="affiche la version")
    return parser


COMMANDS = {
    command.name: command
    for command in (
        Subcommand(
            "check",
            "contrôle des fichiers et dit tous les problèmes de toutes les lignes",
            f"  {PROGRAM} check retour.json\n"
            f"  {PROGRAM} check retours/ --format xlsx > problemes.xlsx\n"
            f"  {PROGRAM} check retours/ --format html > rapport.html\n\n"
            "code de sortie : 0 sans erreur, 1 avec au moins une erreur, 2 fichier illisible ou appel incorrect",
            arguments.check,
        ),
        Subcommand(
            "export",
            "écrit les lignes corrigées dans un nouveau fichier à déposer",
            f"  {PROGRAM} export retour.json --fix --output a-deposer/\n"
            f"  {PROGRAM} export lundi.json mardi.json --leave-out-errors --dry-run\n"
            f"  {PROGRAM} export retour.json --lines 3,7-9 --date 2026-11-24\n"
            f"  {PROGRAM} export retour.json --documents pieces/ --leave-out-errors --output a-deposer/\n\n"
            "code de sortie : 0 écrit, ou rien à faire ; 1 des lignes sont à corriger ou à vérifier, rien n’est "
            "écrit ;\n2 appel incorrect, fichier ou registre illisible, ou refus du système",
            arguments.export,
        ),
        Subcommand(
            "history",
            "raconte une demande : à déposer, refusée, exportée, acceptée",
            f"  {PROGRAM} history 00012\n"
            f"  {PROGRAM} history {EXAMPLE} --format json\n"
            f"  {PROGRAM} history --open\n"
            f"  {PROGRAM} history --unclaimed retours/ --format csv > a-demander.csv\n\n"
            "code de sortie : 0 trouvé, 1 rien n’est connu de ce numéro, ou aucun fichier ne l’est encore,\n"
            "2 appel incorrect ou refus du système",
            arguments.history,
        ),
        Subcommand(
            "answers",
            "montre chaque réponse de l’ASP : combien de fois, comment elle est lue, ce qui a aidé",
            f"  {PROGRAM} answers\n"
            f"  {PROGRAM} answers retours/ --format csv > reponses.csv\n"
            f"  {PROGRAM} answers --forget 3\n\n"
            "Les réponses réglées (x, sur la ligne d’un fichier) suivent, avec leur numéro.\n"
            "code de sortie : 0, ou 2 quand le numéro est inconnu, un fichier ou le registre illisible",
            arguments.answers,
        ),
        Subcommand(
            "withdraw",
            "dit qu’un fichier écrit n’a pas été déposé : ses lignes sont de nouveau libres",
            f"  {PROGRAM} withdraw a-deposer/{EXAMPLE_FILE}\n\n"
            "Le fichier peut ne plus être là : son nom suffit, et son numéro est alors libre aussi.\n"
            "code de sortie : 0 retiré, 2 inconnu du registre, déjà suivi d’une réponse, ou refus du système",
            arguments.withdraw,
        ),
        Subcommand(
            "rules",
            "donne les règles du contrôle, ou en explique une",
            f"  {PROGRAM} rules\n  {PROGRAM} rules date-format\n\n"
            "code de sortie : 0, ou 2 quand la règle est inconnue",
            arguments.rules,
        ),
        Subcommand(
            "record",
            "crée, contrôle ou copie le registre des numéros, des exports et des réponses",
            f"  {PROGRAM} record create\n  {PROGRAM} record check\n"
            f"  {PROGRAM} record backup sauvegarde-$(date +%F).db\n"
            f"  {PROGRAM} record copy ~/.local/state/segur-tui postgresql://serveur/segur\n\n"
            "Le registre est là où le réglage record le dit (segur-tui config), ou avec les brouillons.\n"
            "code de sortie : 0, 1 quand check trouve à décider (export inachevé, fichier à ne pas déposer), "
            "2 quand le registre ne peut pas servir ou l’appel est incorrect",
            arguments.record,
        ),
        Subcommand(
            "schema",
            "donne le schéma JSON d’un rapport, ou du fichier à déposer",
            f"  {PROGRAM} schema file > demandes.schema.json\n  {PROGRAM} schema check",
            arguments.schema,
        ),
        Subcommand(
            "config",
            "dit les réglages en vigueur, et d’où vient chacun",
            f"  {PROGRAM} config\n\ncode de sortie : 0, ou 2 quand le fichier de configuration a des fautes",
            arguments.report_format,
        ),
    )
}
