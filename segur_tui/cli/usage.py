"""An argument parser that speaks French."""

from __future__ import annotations

import argparse
import re
import sys
from typing import NoReturn, TextIO

from segur_tui.cli import USAGE_ERROR
from segur_tui.format.wording import as_typed

_FRENCH = (
    (r"unrecognized arguments: (.*)", r"arguments inconnus : \1"),
    (r"the following arguments are required: (.*)", r"il manque : \1"),
    (r"argument (.*?): expected one argument", r"\1 : une valeur est attendue"),
    (r"argument (.*?): invalid choice: (.*?) \(choose from (.*)\)", r"\1 : \2 n’est pas possible ; au choix : \3"),
    (r"argument (.*?): invalid int value: (.*)", r"\1 : \2 n’est pas un nombre entier"),
    (r"argument (.*?): ignored explicit argument (.*)", r"\1 ne prend pas de valeur (\2)"),
    (r"ambiguous option: (.*?) could match (.*)", r"option ambiguë : \1 (\2)"),
    (r"argument (.*?): not allowed with argument (.*)", r"\1 ne va pas avec \2"),
    (r"argument (.*?): (.*)", r"\1 : \2"),
)


class FrenchParser(argparse.ArgumentParser):
    """An `ArgumentParser` whose help and errors are in French, with examples kept as they are laid out."""

    def __init__(self, prog: str, description: str, examples: str) -> None:
        super().__init__(
            prog,
            description=description,
            epilog=f"exemples :\n{examples}",
            formatter_class=_Formatter,
            add_help=False,
            allow_abbrev=False,
        )
        # Groups of our own: a parser's own arguments are each laid out once to be checked, which loads shutil.
        self.arguments = self.add_argument_group("arguments")
        self.options = self.add_argument_group("options")
        self.options.add_argument("-h", "--help", action="help", help="affiche cette aide et s’arrête")

    def _print_message(self, message: str, file: TextIO | None = None) -> None:  # type: ignore[override]  # a stream
        """Print the help as the reports are: plain anywhere but on a terminal."""
        stream = file or sys.stderr
        super()._print_message(message if stream.isatty() else as_typed(message), stream)

    def error(self, message: str) -> NoReturn:
        """Report the mistake in the call, with the option that an unknown one may mean; stop with status 2."""
        hint = self._meant(message)
        for english, french in _FRENCH:
            if re.fullmatch(english, message, re.DOTALL):
                message = re.sub(english, french, message, flags=re.DOTALL)
                break
        from segur_tui.cli.output import tell

        tell(f"{message}{hint}\n{self.prog} --help donne le mode d’emploi.")
        sys.exit(USAGE_ERROR)

    def _meant(self, message: str) -> str:
        _, is_unknown, given = message.partition("unrecognized arguments: ")
        if not is_unknown or not given.startswith("-"):
            return ""
        from difflib import get_close_matches  # a right call needs no other

        near = get_close_matches(given.split()[0].partition("=")[0].lower(), self._option_string_actions, 1)
        return f" ; voulez-vous dire {near[0]} ?" if near else ""


class _Formatter(argparse.RawDescriptionHelpFormatter):
    def add_usage(self, usage: str | None, actions: object, groups: object, prefix: str | None = None) -> None:
        """Say « usage » as French does."""
        super().add_usage(usage, actions, groups, prefix or "usage : ")  # type: ignore[arg-type]  # as argparse calls
