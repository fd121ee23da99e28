"""The `rules` command: every control, or one of them explained (design.md §1)."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator

from segur_tui.application.reports.report import SEVERITIES
from segur_tui.application.settings.values import Settings
from segur_tui.cli import USAGE_ERROR
from segur_tui.cli.output import tell, write_json, write_line
from segur_tui.format.finding import Rule
from segur_tui.format.profiles import PROFILES
from segur_tui.format.tree import Json

FORMAT = "segur-tui-rules/1"


class UnknownRule(Exception):  # noqa: N818 (it names what the id is)
    """An id that no rule has; the message is in French."""


def run(options: Namespace, _settings: Settings) -> int:
    """Print the rules, or all that is said of one."""
    try:
        asked = known() if options.rule is None else [named(options.rule)]
    except UnknownRule as why:
        tell(str(why))
        return USAGE_ERROR
    if options.format == "json":
        write_json({"format": FORMAT, "rules": [_declared(rule) for rule in asked]})
    elif options.rule is None:
        width = max(len(rule.id) for rule in asked)
        for rule in asked:
            write_line(f"{rule.id:<{width}}  {SEVERITIES[rule.severity]:<13}  {rule.title}")
    else:
        for rule in asked:
            for line in explained(rule):
                write_line(line)
    return 0


def known() -> list[type[Rule]]:
    """Return the rules of all formats, each once, in the order in which they are declared."""
    return list(dict.fromkeys(type(rule) for profile in PROFILES for rule in profile.rules.all))


def named(rule_id: str) -> type[Rule]:
    """Return the rule with an id; raises UnknownRule."""
    by_id = {rule.id: rule for rule in known()}
    if (found := by_id.get(rule_id.strip())) is not None:
        return found
    from difflib import get_close_matches  # a right name needs no other

    near = get_close_matches(rule_id.strip().lower(), by_id, 1)
    hint = f"voulez-vous dire {near[0]} ?" if near else "« segur-tui rules » les donne toutes"
    raise UnknownRule(f"règle inconnue : « {rule_id} » ; {hint}")


def explained(rule: type[Rule]) -> Iterator[str]:
    """Yield what is said of a rule, in French, line by line."""
    wrong, right = rule.examples
    yield f"{rule.id} : {rule.title}"
    yield ""
    yield f"  {rule.why}"
    yield ""
    yield f"  gravité     {SEVERITIES[rule.severity]}"
    yield f"  note        § {rule.section}"
    yield f"  faux        {wrong}"
    yield f"  juste       {right}"
    yield f"  correction  {correction(rule)}"


def correction(rule: type[Rule]) -> str:
    """Return in French whether a value that breaks a rule is corrected."""
    safe, likely = "sûre là où il n’y a pas de doute (--fix)", "suggérée, à vérifier (--suggest)"
    words = [each for each, is_made in ((safe, rule.is_corrected), (likely, rule.is_suggested)) if is_made]
    if words:
        return " ; ou ".join(words)
    return (
        "faite à l’export, qui nomme et numérote"
        if rule.is_made_anew
        else "aucune : la bonne valeur est à chercher"
    )


def _declared(rule: type[Rule]) -> Json:
    wrong, right = rule.examples
    return {
        "id": rule.id,
        "severity": rule.severity.value,
        "source": rule.source.value,
        "section": rule.section,
        "title": rule.title,
        "why": rule.why,
        "wrong": wrong,
        "right": right,
        "fix": rule.is_corrected,
        "suggestion": rule.is_suggested,
    }
