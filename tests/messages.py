"""Every French text of the program, from where it is declared, to be read aloud.

    python -m tests.messages

First the messages of the rules, as the faulty files of the tests bring them; then the texts of the package, with
the values in them as `{expression}`.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import segur_tui

PACKAGE = Path(segur_tui.__file__).parent
_FRENCH = re.compile(
    r"(?i)[àâçéèêëîïôùûœ«»…’]|\b(?:aucune?|avec|ces?|dans|de|des|du|en|est|et|la|les?|ligne|ne|ou|par|pas|pour|que|"
    r"qui|rien|sans|sur|touches?|une?|vers)\b"
)
_NO_PROSE = re.compile(
    r"[{;]\s*\n|\b(?:SELECT|INSERT|UPDATE|DELETE|CREATE|PRAGMA|FROM|WHERE)\b|\x1b|\(\?|\\[dwsb]"
)
"""The marks of styles, SQL, terminal sequences and patterns."""


_VALUES = re.compile(r"« [^»]* »|\b[A-Z0-9][\w.-]*|\d+", re.DOTALL)
"""What differs from one message to another of the same wording."""


def texts() -> Iterator[tuple[Path, str, bool]]:
    """Yield each text of the package but for docstrings; True where it holds values, as `{expression}`."""
    for path in sorted(PACKAGE.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        parts = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in ast.walk(node)}
        parts |= {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr):
                yield path, "".join(map(_part, node.values)), True
            elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in parts:
                yield path, node.value, False


def _part(part: ast.expr) -> str:
    if isinstance(part, ast.FormattedValue):
        return f"{{{ast.unparse(part.value)}}}"
    return str(part.value) if isinstance(part, ast.Constant) else ""


def of_rules() -> Iterator[tuple[str, str]]:
    """Yield each rule's id with the messages that the faulty files of the tests bring, one for each wording."""
    from tests.format.cases import ALL
    from tests.format.findings import check_case

    found = {(each.rule, each.message) for case in ALL.values() for each in check_case(case).findings}
    worded = {(rule, _VALUES.sub("", message)): message for rule, message in sorted(found, reverse=True)}
    yield from sorted((rule, message) for (rule, _), message in worded.items())


def main() -> int:
    """Print them all."""
    shown = [f"{rule}: {message}" for rule, message in of_rules()]
    known = dict.fromkeys((path, text) for path, text, _ in texts())
    shown += [
        f"{path.relative_to(PACKAGE)}: {text.strip()}"
        for path, text in known
        if " " in text.strip() and _FRENCH.search(text) and not _NO_PROSE.search(text)
    ]
    print("\n".join(shown))  # noqa: T201 (a script)
    return 0


if __name__ == "__main__":
    sys.exit(main())
