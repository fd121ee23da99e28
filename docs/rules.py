"""Print docs/regles.md: every rule of the check, as it is declared.

Run it from the project's folder: `.venv/bin/python docs/rules.py > docs/regles.md`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from segur_tui.application.reports.report import SEVERITIES
from segur_tui.cli.rules import correction, known
from segur_tui.format.finding import Rule

_BEFORE = """# Les règles du contrôle

Chaque problème que `segur-tui check` ou l’interface montre vient d’une de ces règles ; `segur-tui rules NOM` en
explique une, `check --rule NOM` ne montre que ses problèmes. Le numéro est celui de la partie de la note de l’ASP.
"""


def page() -> Iterator[str]:
    """Yield the lines of the page."""
    yield _BEFORE
    yield "| règle | gravité | ce qu’elle dit |"
    yield "|---|---|---|"
    for rule in known():
        yield f"| [`{rule.id}`](#{rule.id}) | {SEVERITIES[rule.severity]} | {rule.title} |"
    for rule in known():
        yield from _part(rule)


def _part(rule: type[Rule]) -> Iterator[str]:
    wrong, right = map(_cited, rule.examples)
    yield f"\n## {rule.id}\n"
    title, severity = f"{rule.title[0].upper()}{rule.title[1:]}", SEVERITIES[rule.severity]
    yield f"{title} ({severity}, note § {rule.section}). {rule.why}\n"
    yield f"- Faux : {wrong}"
    yield f"- Juste : {right}"
    yield f"- Correction : {correction(rule)}"


def _cited(example: str) -> str:
    return f"`{example}`" if example.startswith(('"', "{")) else example


if __name__ == "__main__":
    sys.stdout.writelines(f"{line}\n" for line in page())
