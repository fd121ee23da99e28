"""The arguments of each command, with their help in French; what they mean is each command's own."""

from __future__ import annotations

from argparse import ArgumentTypeError
from datetime import date
from pathlib import Path

from segur_tui.cli.usage import FrenchParser
from segur_tui.format.naming import NoDay, deposit_day


def _paths(parser: FrenchParser) -> None:
    parser.arguments.add_argument(
        "paths", nargs="+", type=a_path, metavar="CHEMIN", help="fichier, ou dossier à parcourir"
    )


def check(parser: FrenchParser) -> None:
    """Declare the arguments of `check`."""
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
        help="ne montre que les problèmes de cette règle, ou de plusieurs (option répétée, ou règles "
        "séparées par des virgules) ; les totaux et le code de sortie restent ceux de tout le contrôle",
    )
    parser.options.add_argument(
        "--severity",
        choices=("error", "warning"),
        default="warning",
        help="error : ne montre pas les avertissements",
    )
    _flags(parser, quiet="n’affiche rien : le code de sortie dit tout")
    words = (
        "forme du rapport (text par défaut ; xlsx : un classeur pour Excel ou LibreOffice, à écrire dans un "
        "fichier ; csv : une apostrophe y précède ce qu’un tableur changerait, comme 00003 ; html : une page à "
        "filtrer, à imprimer ou à transmettre)"
    )
    report_format(parser, "csv", "html", "xlsx", words=words)


def export(parser: FrenchParser) -> None:
    """Declare the arguments of `export`."""
    _paths(parser)
    parser.options.add_argument(
        "--lines",
        metavar="LIGNES",
        help="rejected, all, ou des numéros de lignes comme 1,3-5 "
        "(par défaut : les refusées d’un retour, toutes celles d’un fichier à déposer)",
    )
    parser.options.add_argument(
        "--output", type=a_path, metavar="DOSSIER", help="où écrire (par défaut : à côté du premier fichier)"
    )
    parser.options.add_argument(
        "--date", type=_day, metavar="AAAA-MM-JJ", help="jour du dépôt (par défaut : aujourd’hui, heure de Paris)"
    )
    _flags(
        parser,
        fix="applique d’abord les corrections sûres",
        suggest="applique d’abord, après --fix s’il est donné, les suggestions : probables, mais à vérifier",
        again="reprend aussi les lignes déjà exportées auxquelles l’ASP n’a pas encore répondu",
        leave_out_errors="laisse de côté les lignes en erreur au lieu de tout refuser",
        skip_unreadable="laisse de côté les fichiers illisibles ; ce qu’ils peuvent montrer accepté reste, "
        "à vérifier",
        without_record="écrit sans le registre quand il ne peut pas être lu : ce qui a été accepté ou exporté "
        "n’est alors connu que par les fichiers donnés, et les numéros par les dossiers",
    )
    parser.options.add_argument(
        "--documents",
        type=a_path,
        metavar="DOSSIER",
        help="dossier des pièces justificatives : contrôlées, puis rangées en fichiers .zip de 200 Mo au plus, "
        "écrits à côté des fichiers à déposer",
    )
    _flags(parser, dry_run="dit ce qui serait écrit, sans rien écrire")
    report_format(parser)


def history(parser: FrenchParser) -> None:
    """Declare the arguments of `history`."""
    parser.arguments.add_argument(
        "asked",
        nargs="*",
        metavar="NUMÉRO",
        help="n° éditeur, ou numéro de dossier ASP ; avec --open ou --unclaimed, des fichiers ou des dossiers",
    )
    _flags(
        parser,
        open="les lignes refusées que rien n’a suivies, ni dépôt ni accord",
        unclaimed="l’argent encore à demander : avances acceptées sans solde, soldes refusés ou sans réponse ; "
        "de tout ce qui est connu, ou des fichiers et dossiers donnés",
    )
    report_format(parser, "csv")


def answers(parser: FrenchParser) -> None:
    """Declare the arguments of `answers`."""
    parser.arguments.add_argument(
        "paths", nargs="*", type=a_path, metavar="CHEMIN", help="fichiers ou dossiers à joindre à ce qui est connu"
    )
    parser.options.add_argument(
        "--forget", type=int, metavar="N", help="reprend ce qui a été réglé sous ce numéro : à vérifier de nouveau"
    )
    report_format(parser, "csv", words="forme du rapport (csv pour Excel)")


def withdraw(parser: FrenchParser) -> None:
    """Declare the arguments of `withdraw`."""
    parser.arguments.add_argument("file", type=a_path, metavar="FICHIER", help="chemin, ou nom, du fichier écrit")


def rules(parser: FrenchParser) -> None:
    """Declare the arguments of `rules`."""
    parser.arguments.add_argument("rule", nargs="?", metavar="RÈGLE", help="la règle à expliquer, par son nom")
    report_format(parser)


def record(parser: FrenchParser) -> None:
    """Declare the arguments of `record`."""
    parser.arguments.add_argument(
        "action",
        choices=("create", "check", "backup", "copy"),
        metavar="ACTION",
        help="create : crée le registre partagé, que les autres commandes ouvrent seulement ; "
        "check : dit s’il est sain, quels fichiers écrits ne sont plus là, quels exports sont inachevés ; "
        "backup FICHIER : le copie dans un nouveau fichier, même pendant qu’il sert ; "
        "copy DE VERS : ajoute au second, à créer ou qui sert déjà, ce que le premier a de plus, "
        "chacun un dossier ou postgresql://…",
    )
    parser.arguments.add_argument("places", nargs="*", metavar="LIEU", help="ce que l’action attend")


def schema(parser: FrenchParser) -> None:
    """Declare the arguments of `schema`."""
    parser.arguments.add_argument(
        "of",
        choices=("check", "export", "file"),
        metavar="check|export|file",
        help="le rapport JSON d’une de ces commandes, ou le fichier à déposer lui-même",
    )


def a_path(text: str) -> Path:
    """Return a path; nothing at all, as of a variable that is not set, does not mean the present folder."""
    if not text:
        raise ArgumentTypeError("chemin vide")
    if text == "-":
        raise ArgumentTypeError("seul check lit l’entrée standard ; un fichier de ce nom s’écrit ./-")
    return Path(text)


def _path_or_input(text: str) -> Path:
    from segur_tui.application.disk.bytes import STANDARD_INPUT  # help does without it

    return STANDARD_INPUT if text == "-" else a_path(text)


def _day(text: str) -> date:
    try:
        return deposit_day(text)
    except NoDay as why:
        raise ArgumentTypeError(str(why)) from None


def report_format(parser: FrenchParser, *others: str, words: str = "forme du rapport") -> None:
    """Declare the form of a report: text, JSON, or others."""
    parser.options.add_argument("--format", choices=("text", "json", *others), default="text", help=words)


def _flags(parser: FrenchParser, **words: str) -> None:
    for name, told in words.items():
        parser.options.add_argument(f"--{name.replace('_', '-')}", action="store_true", help=told)
