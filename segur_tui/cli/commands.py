"""The commands, declared once: their names, arguments and help; each runs in a module of its own."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentTypeError
from collections.abc import Callable, Sequence
from datetime import date
from importlib import import_module
from pathlib import Path

from segur_tui import __version__
from segur_tui.cli import USAGE_ERROR
from segur_tui.cli.nearest import NEAREST
from segur_tui.cli.usage import FrenchParser
from segur_tui.format.naming import NoDay, deposit_day
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


def run(arguments: Sequence[str]) -> int:
    """Run the command that the arguments name and return its exit status."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot write a character gets the nearest in its place, never a traceback.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors=NEAREST)
    if arguments and arguments[0] in COMMANDS:
        name, *rest = arguments
        options = COMMANDS[name].parser().parse_args(rest)
    else:
        name, parser = "interface", _main_parser()
        options = parser.parse_args(arguments)
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


def _main_parser() -> FrenchParser:
    purposes = "\n".join(f"  {PROGRAM} {command.name:<9}{command.purpose}" for command in COMMANDS.values())
    parser = FrenchParser(
        PROGRAM,
        f"Contrôle, corrige et exporte à nouveau les demandes de solde {FILES} que l’ASP a refusées.\n\n"
        f"Sans commande, ouvre l’interface sur des fichiers ou des dossiers.\n"
        f"commandes (chacune a son --help) :\n{purposes}",
        f"  {PROGRAM} retours/\n  {PROGRAM} check retours/\n  {PROGRAM} export retours/ --fix --output a-deposer/",
    )
    help_text = "fichiers ou dossiers à ouvrir (par défaut : le dossier courant)"
    parser.arguments.add_argument("paths", nargs="*", type=_path, metavar="CHEMIN", help=help_text)
    version = f"{PROGRAM} {__version__}"
    parser.options.add_argument("-V", "--version", action="version", version=version, help="affiche la version")
    return parser


def _declare_paths(parser: FrenchParser) -> None:
    parser.arguments.add_argument(
        "paths", nargs="+", type=_path, metavar="CHEMIN", help="fichier, ou dossier à parcourir"
    )


def _declare_check(parser: FrenchParser) -> None:
    parser.arguments.add_argument(
        "paths",
        nargs="+",
        type=_path_or_input,
        metavar="CHEMIN",
        help="fichier, dossier à parcourir, ou - pour l’entrée standard",
    )
    parser.options.add_argument(
        "--rule",
        action="append",
        metavar="RÈGLE",
        help="ne montre que les problèmes de cette règle, ou de plusieurs (répétée, ou séparées par des "
        "virgules) ; les totaux et le code de sortie restent ceux de tout le contrôle",
    )
    parser.options.add_argument(
        "--severity",
        choices=("error", "warning"),
        default="warning",
        help="error : ne montre pas les avertissements",
    )
    parser.options.add_argument("--quiet", action="store_true", help="n’affiche rien : le code de sortie dit tout")
    parser.options.add_argument(
        "--format",
        choices=("text", "json", "csv", "html"),
        default="text",
        help="forme du rapport (text par défaut ; csv pour Excel : une apostrophe y précède ce qu’Excel "
        "changerait, comme 00003 ; html : une page à filtrer, à imprimer ou à transmettre)",
    )


def _declare_export(parser: FrenchParser) -> None:
    _declare_paths(parser)
    parser.options.add_argument(
        "--lines",
        metavar="LIGNES",
        help="rejected, all, ou des numéros de lignes comme 1,3-5 "
        "(par défaut : les refusées d’un retour, toutes celles d’un fichier à déposer)",
    )
    parser.options.add_argument(
        "--output", type=_path, metavar="DOSSIER", help="où écrire (par défaut : à côté du premier fichier)"
    )
    parser.options.add_argument(
        "--date", type=_day, metavar="AAAA-MM-JJ", help="jour du dépôt (par défaut : aujourd’hui, heure de Paris)"
    )
    parser.options.add_argument("--fix", action="store_true", help="applique d’abord les corrections sûres")
    parser.options.add_argument(
        "--suggest",
        action="store_true",
        help="applique d’abord, après --fix s’il est donné, les suggestions : probables, mais à vérifier",
    )
    parser.options.add_argument(
        "--again",
        action="store_true",
        help="reprend aussi les lignes déjà exportées auxquelles l’ASP n’a pas encore répondu",
    )
    parser.options.add_argument(
        "--leave-out-errors",
        action="store_true",
        help="laisse de côté les lignes en erreur au lieu de tout refuser",
    )
    parser.options.add_argument(
        "--skip-unreadable",
        action="store_true",
        help="laisse de côté les fichiers illisibles ; ce qu’ils peuvent montrer accepté reste, à vérifier",
    )
    parser.options.add_argument(
        "--without-record",
        action="store_true",
        help="écrit sans le registre quand il ne peut pas être lu : ce qui a été accepté ou exporté n’est alors "
        "connu que par les fichiers donnés, et les numéros par les dossiers",
    )
    parser.options.add_argument(
        "--documents",
        type=_path,
        metavar="DOSSIER",
        help="dossier des pièces justificatives : contrôlées, puis rangées en fichiers .zip de 200 Mo au plus, "
        "écrits à côté des fichiers à déposer",
    )
    parser.options.add_argument("--dry-run", action="store_true", help="dit ce qui serait écrit, sans rien écrire")
    _declare_format(parser)


def _declare_history(parser: FrenchParser) -> None:
    parser.arguments.add_argument(
        "asked",
        nargs="*",
        metavar="NUMÉRO",
        help="n° éditeur, ou numéro de dossier ASP ; avec --open ou --unclaimed, des fichiers ou des dossiers",
    )
    parser.options.add_argument(
        "--open", action="store_true", help="les lignes refusées que rien n’a suivies, ni dépôt ni accord"
    )
    parser.options.add_argument(
        "--unclaimed",
        action="store_true",
        help="l’argent encore à demander : avances acceptées sans solde, soldes refusés ou sans réponse ; "
        "de tout ce qui est connu, ou des fichiers et dossiers donnés",
    )
    _declare_format(parser, "csv")


def _declare_answers(parser: FrenchParser) -> None:
    parser.arguments.add_argument(
        "paths", nargs="*", type=_path, metavar="CHEMIN", help="fichiers ou dossiers à joindre à ce qui est connu"
    )
    parser.options.add_argument(
        "--forget", type=int, metavar="N", help="reprend ce qui a été réglé sous ce numéro : à vérifier de nouveau"
    )
    parser.options.add_argument(
        "--format", choices=("text", "json", "csv"), default="text", help="forme du rapport (csv pour Excel)"
    )


def _declare_withdraw(parser: FrenchParser) -> None:
    parser.arguments.add_argument("file", type=_path, metavar="FICHIER", help="chemin, ou nom, du fichier écrit")


def _declare_rules(parser: FrenchParser) -> None:
    parser.arguments.add_argument("rule", nargs="?", metavar="RÈGLE", help="la règle à expliquer, par son nom")
    _declare_format(parser)


def _declare_record(parser: FrenchParser) -> None:
    parser.arguments.add_argument(
        "action",
        choices=("create", "check", "backup"),
        metavar="ACTION",
        help="create : crée le registre partagé, que les autres commandes ouvrent seulement ; "
        "check : dit s’il est sain, quels fichiers écrits ne sont plus là, quels exports sont inachevés ; "
        "backup FICHIER : le copie dans un nouveau fichier, même pendant qu’il sert",
    )
    parser.arguments.add_argument("places", nargs="*", metavar="LIEU", help="ce que l’action attend")


def _declare_schema(parser: FrenchParser) -> None:
    parser.arguments.add_argument(
        "of",
        choices=("check", "export", "file"),
        metavar="check|export|file",
        help="le rapport JSON d’une de ces commandes, ou le fichier à déposer lui-même",
    )


def _path(text: str) -> Path:
    """Return a path; nothing at all, as of a variable that is not set, does not mean the present folder."""
    if not text:
        raise ArgumentTypeError("chemin vide")
    return Path(text)


def _path_or_input(text: str) -> Path:
    from segur_tui.application.disk.bytes import STANDARD_INPUT  # help does without it

    return STANDARD_INPUT if text == "-" else _path(text)


def _day(text: str) -> date:
    try:
        return deposit_day(text)
    except NoDay as why:
        raise ArgumentTypeError(str(why)) from None


def _declare_format(parser: FrenchParser, *others: str) -> None:
    choices = ("text", "json", *others)
    parser.options.add_argument("--format", choices=choices, default="text", help="forme du rapport")


COMMANDS = {
    command.name: command
    for command in (
        Subcommand(
            "check",
            "contrôle des fichiers et dit tous les problèmes de toutes les lignes",
            f"  {PROGRAM} check retour.json\n"
            f"  {PROGRAM} check retours/ --format csv > problemes.csv\n"
            f"  {PROGRAM} check retours/ --format html > rapport.html\n\n"
            "code de sortie : 0 sans erreur, 1 avec au moins une erreur, 2 fichier illisible ou appel incorrect",
            _declare_check,
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
            _declare_export,
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
            _declare_history,
        ),
        Subcommand(
            "answers",
            "montre chaque réponse de l’ASP : combien de fois, comment elle est lue, ce qui a aidé",
            f"  {PROGRAM} answers\n"
            f"  {PROGRAM} answers retours/ --format csv > reponses.csv\n"
            f"  {PROGRAM} answers --forget 3\n\n"
            "Les réponses réglées (x, sur la ligne d’un fichier) suivent, avec leur numéro.\n"
            "code de sortie : 0, ou 2 quand le numéro est inconnu, un fichier ou le registre illisible",
            _declare_answers,
        ),
        Subcommand(
            "withdraw",
            "dit qu’un fichier écrit n’a pas été déposé : ses lignes sont de nouveau libres",
            f"  {PROGRAM} withdraw a-deposer/{EXAMPLE_FILE}\n\n"
            "Le fichier peut ne plus être là : son nom suffit, et son numéro est alors libre aussi.\n"
            "code de sortie : 0 retiré, 2 inconnu du registre, déjà suivi d’une réponse, ou refus du système",
            _declare_withdraw,
        ),
        Subcommand(
            "rules",
            "donne les règles du contrôle, ou en explique une",
            f"  {PROGRAM} rules\n  {PROGRAM} rules date-format\n\n"
            "code de sortie : 0, ou 2 quand la règle est inconnue",
            _declare_rules,
        ),
        Subcommand(
            "record",
            "crée, contrôle ou copie le registre des numéros, des exports et des réponses",
            f"  {PROGRAM} record create\n  {PROGRAM} record check\n"
            f"  {PROGRAM} record backup sauvegarde-$(date +%F).db\n\n"
            "Le registre est là où le réglage record le dit (segur-tui config), ou avec les brouillons.\n"
            "code de sortie : 0, 1 quand check trouve un export inachevé, "
            "2 quand le registre ne peut pas servir ou l’appel est incorrect",
            _declare_record,
        ),
        Subcommand(
            "schema",
            "donne le schéma JSON d’un rapport, ou du fichier à déposer",
            f"  {PROGRAM} schema file > demandes.schema.json\n  {PROGRAM} schema check",
            _declare_schema,
        ),
        Subcommand(
            "config",
            "dit les réglages en vigueur, et d’où vient chacun",
            f"  {PROGRAM} config\n\ncode de sortie : 0, ou 2 quand le fichier de configuration a des fautes",
            _declare_format,
        ),
    )
}
