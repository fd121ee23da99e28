"""Make what a system wants beside a program, from its parsers: the man page, and completions for three shells.

Run it from the project's folder: `.venv/bin/python share/make.py`. The wheel takes the files along.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

import shtab

from segur_tui import __version__
from segur_tui.cli.commands import COMMANDS, PROGRAM, main_parser
from segur_tui.cli.rules import known
from segur_tui.cli.usage import FrenchParser
from segur_tui.format.programme import FILES

HERE = Path(__file__).parent
COMPLETIONS = {
    "bash": f"bash-completion/completions/{PROGRAM}",
    "zsh": f"zsh/site-functions/_{PROGRAM}",
    "fish": f"fish/vendor_completions.d/{PROGRAM}.fish",
}
_ARE_PATHS = {"paths", "file", "places", "asked"}
_ARE_FOLDERS = {"output", "documents"}


def files() -> dict[str, str]:
    """Return the content of each file by its path in this folder."""
    made = {path: _with_paths(shell, shtab.complete(_whole(), shell)) for shell, path in COMPLETIONS.items()}
    return {"man/man1/segur-tui.1": "".join(f"{_in_ascii(line)}\n" for line in _man_page()), **made}


def _with_paths(shell: str, script: str) -> str:
    """Return a script that takes the first word for a path, too: shtab has it be a command alone."""
    if shell == "fish":
        first = 'test -z "$_shtab_segur_tui_cmdpath"'
        return f"{script}\ncomplete -c {PROGRAM} -n '_shtab_segur_tui_scan; {first}' -F\n"
    command, both = {
        "bash": ("complete -o bashdefault", "complete -o default"),
        "zsh": ("': :_shtab_segur_tui_commands'", "': :{ _shtab_segur_tui_commands; _files }'"),
    }[shell]
    if command not in script:
        raise ValueError(f"this version of shtab writes the commands of {shell} otherwise")
    script = script.replace(command, both)
    if shell == "zsh":  # shtab completes the first of several paths alone, and no value behind an =
        script = re.sub(r'"\(\*\)::?', '"*:', script)
        script = re.sub(r'("\*?--[a-z-]+)(\[[^\]]*\]:)', r"\1=\2", script)
    return script


def _whole() -> argparse.ArgumentParser:
    """Return one parser of all commands, as shtab wants it: the first word is a command, or a path."""
    whole = argparse.ArgumentParser(PROGRAM, add_help=False)
    for action in main_parser()._actions:  # noqa: SLF001 (argparse has no other door to them)
        if action.option_strings:
            whole._add_action(action)  # noqa: SLF001 (as above)
    parts = whole.add_subparsers(metavar="COMMANDE")
    for command in COMMANDS.values():
        own = command.parser()
        parts.add_parser(command.name, parents=[own], help=command.purpose, add_help=False)
    for parser in parts.choices.values():
        for action in parser._actions:  # noqa: SLF001 (as above)
            if action.dest in _ARE_PATHS | _ARE_FOLDERS:
                action.complete = shtab.DIRECTORY if action.dest in _ARE_FOLDERS else shtab.FILE  # type: ignore[attr-defined]  # read by shtab
            elif action.dest == "rule":
                action.choices = [rule.id for rule in known()]
    return whole


def _man_page() -> Iterator[str]:
    """Yield the lines of the man page, in the language of man pages."""
    main = main_parser()
    yield f'.TH SEGUR-TUI 1 "" "{PROGRAM} {__version__}" "Commandes"'
    yield ".nh"
    yield ".SH NOM"
    yield _plain(
        f"{PROGRAM} - correction des demandes {FILES} que l'ASP rend, et nouvel export"
    )  # apropos: no roff
    yield ".SH SYNOPSIS"
    for usage in (main, *(command.parser() for command in COMMANDS.values())):
        yield ".br"
        yield _plain(" ".join(usage.format_usage().partition(":")[2].split()))
    yield ".SH DESCRIPTION"
    yield "Sans commande, ouvre l’interface sur des fichiers ou des dossiers ; la touche ? y montre l’aide."
    yield from _arguments(main)
    for command in COMMANDS.values():
        parser = command.parser()
        yield f".SH {PROGRAM.upper()} {command.name.upper()}"
        yield _plain(f"{command.purpose[0].upper()}{command.purpose[1:]}.")
        yield from _arguments(parser)
        yield ".PP"
        yield ".nf"
        yield from map(_plain, (parser.epilog or "").splitlines())
        yield ".fi"


def _arguments(parser: FrenchParser) -> Iterator[str]:
    for action in parser._actions:  # noqa: SLF001 (as above)
        value = action.metavar or "|".join(map(str, action.choices or ())) if action.nargs != 0 else ""
        names = ", ".join(action.option_strings)
        yield ".TP"
        yield _plain(f"\\fB{names}\\fR {value}".strip() if names else f"\\fI{value}\\fR", is_marked=True)
        yield _plain(action.help or "")


def _plain(text: str, *, is_marked: bool = False) -> str:
    """Return a line of text that means itself to roff."""
    text = text.replace("…", "...").replace("’", "'")  # some terminals have no such characters
    text = text.replace("\N{NO-BREAK SPACE}", "\\ ").replace("-", "\\-") if is_marked else _escaped(text)
    return f"\\&{text}" if text.startswith((".", "'")) else text


def _in_ascii(line: str) -> str:
    """Return a line whose accents are roff's own: man cuts others where the locale has none."""
    return "".join(each if each.isascii() else f"\\[u{ord(each):04X}]" for each in line)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\e").replace("-", "\\-").replace("\N{NO-BREAK SPACE}", "\\ ")


if __name__ == "__main__":
    for name, content in files().items():
        path = HERE / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
