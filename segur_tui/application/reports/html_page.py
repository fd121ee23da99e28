"""The HTML report: one page that needs nothing else, filters, prints, and trusts nothing that it cites."""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import sha256
from html import escape
from importlib.resources import files

from segur_tui import __version__
from segur_tui.application.reports.report import (
    SEVERITIES,
    SIGNS,
    STOP,
    STOP_SIGN,
    TITLES,
    Report,
    ReportedFile,
    ReportRow,
    rows_by_line,
)
from segur_tui.application.reports.summary import figures, kind_of, total
from segur_tui.format.answer import AnswerState
from segur_tui.format.finding import Finding, shortened
from segur_tui.format.inert import visible
from segur_tui.format.wording import counted, typeset

_COLUMNS = ("line", "numero_editeur", "severity", "balise", "value", "message", "correction", "source")
_TITLES = {**TITLES, "correction": "Correction"}
_SUMMARY = (
    "Fichier",
    "État",
    "N° ANS",
    "SIRET",
    "Lignes",
    "Acceptées",
    "Refusées",
    "À vérifier",
    "Erreurs",
    "Avertissements",
)
_FIRST_COUNT = _SUMMARY.index("Lignes")
_LONGEST_VALUE = 200
"""Characters of a value that are shown; a list of documents may hold thousands."""
_LONGEST_NAME = 48
"""Characters of a file's name that stand on one line; a claim file's own has 33."""
_MOST_BARS = 8
_STOPS = "stop"
"""The name, in the filter by severity, of the findings at which the ASP would stop."""
_LEGEND = typeset(
    f"{SIGNS['erreur']} erreur : l’ASP refuserait, ou a refusé, la ligne. "
    f"{SIGNS['avertissement']} avertissement : à relire, n’empêche pas le dépôt. "
    f"{STOP_SIGN} {STOP} : l’ASP ne dit que cette erreur de la ligne. "
    "Correction : sans doute possible, segur-tui sait l’appliquer ; suivie de ?, une suggestion, à vérifier."
)
_HINT = typeset(
    "Jusqu’à trois chiffres, un nombre désigne la ligne ou le n° éditeur ; un texte copié de la page se retrouve. "
    "/ cherche, Échap montre tout. "
    "L’adresse de la page garde le filtre."
)


def html_pieces(report: Report) -> Iterator[str]:
    """Return the page in pieces, in order; `day` and the notes stand in its header."""
    yield from _head(report)
    yield from _filter(report)
    yield from _bars(report)
    yield from _summary(report)
    for index, reported in enumerate(report.files, 1):
        yield from _section(index, reported)
    yield f"</main>\n<script>{_resource('report.js')}</script>\n</body>\n</html>\n"


def _head(report: Report) -> Iterator[str]:
    script, style = _resource("report.js"), _style()
    policy = (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    day = f"{report.day:%d/%m/%Y}"
    what = report.files[0].file.path.name if len(report.files) == 1 else counted(len(report.files), "fichier")
    yield (
        '<!DOCTYPE html>\n<html lang="fr">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        '<meta name="format-detection" content="telephone=no">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{_text(typeset(f'Contrôle du {day} : '))}{_text(what)}</title>\n"
        f"<style>{style}</style>\n</head>\n<body>\n<main>\n"
        "<h1>Contrôle des demandes de solde</h1>\n"
        f"<p>{_text(total(report.reports))}</p>\n"
        f'<p class="quiet">Rapport du <time datetime="{report.day}">{day}</time>, '
        f"établi par segur-tui {_text(__version__)}.</p>\n"
    )


def _summary(report: Report) -> Iterator[str]:
    yield '<table class="files">\n<caption>Fichiers contrôlés</caption>\n<thead><tr>'
    for index, title in enumerate(_SUMMARY):
        yield f'<th scope="col"{_count_class(index)}>{_text(title)}</th>'
    yield "</tr></thead>\n<tbody>\n"
    for index, reported in enumerate(report.files, 1):
        file = reported.file
        claim = None if file.check is None else file.check.claim
        link = f'<a href="#fichier-{index}">{_text(file.path.name)}</a>'
        cells = [kind_of(file), claim.numero_ans if claim else "", claim.siret if claim else ""]
        states = (None, AnswerState.ACCEPTED, AnswerState.REJECTED, AnswerState.TO_VERIFY)
        counts = (file.lines(state) if claim else "" for state in states)
        cells += map(str, (*counts, *(file.count(severity) for severity in SEVERITIES)))
        long = ' class="long"' if len(file.path.name) > _LONGEST_NAME else ""
        yield f'<tr><th scope="row"{long}>{link}</th>'
        yield "".join(
            f"<td{_count_class(at, cell)}>{_text(shortened(cell))}</td>" for at, cell in enumerate(cells, 1)
        )
        yield "</tr>\n"
    yield "</tbody>\n</table>\n"


def _filter(report: Report) -> Iterator[str]:
    """Return the form that filters; it shows where its script runs, and only there."""
    findings = [finding for file in report.reports for finding in file.shown]
    if not findings:
        return
    natures = Counter(finding.control for finding in findings).most_common()
    severities = Counter(finding.severity for finding in findings)
    grave = [(severity.value, f"{SEVERITIES[severity]}s", severities[severity]) for severity in SEVERITIES]
    grave.append((_STOPS, STOP, sum(finding.first for finding in findings)))
    yield (
        '<form id="filter" role="search" hidden>\n'
        '<label>Chercher dans les problèmes <input type="search" name="q" autocomplete="off" spellcheck="false" '
        'aria-describedby="hint"></label>\n'
    )
    yield from _select(TITLES["kind"], "nature", [(rule.id, rule.title, count) for rule, count in natures])
    yield from _select(TITLES["severity"], "severity", [choice for choice in grave if choice[2]])
    yield '<button type="reset">Tout montrer</button>\n<p id="shown" role="status"></p>\n</form>\n'
    yield f'<p id="hint" class="quiet" hidden>{_text(_HINT)}</p>\n<p class="quiet">{_text(_LEGEND)}</p>\n'


def _bars(report: Report) -> Iterator[str]:
    """Return how many problems there are of each kind, as bars: people look before they read."""
    kinds = Counter((finding.control, finding.severity) for file in report.reports for finding in file.shown)
    if not kinds:
        return
    most = max(kinds.values())
    yield '<figure class="bars">\n<figcaption>Problèmes par nature, les plus nombreux d’abord</figcaption>\n<ol>\n'
    for (rule, severity), count in kinds.most_common(_MOST_BARS):
        sign, words = SIGNS[SEVERITIES[severity]], counted(count, SEVERITIES[severity])
        yield (
            f'<li><span>{_text(rule.title)}</span><svg class="{severity.value}" aria-hidden="true">'
            f'<rect width="{max(100 * count / most, 1):.4g}%" height="100%"/></svg>'
            f'<span class="count {severity.value}">{sign} {_text(words)}</span></li>\n'
        )
    yield "</ol>\n"
    if (others := len(kinds) - _MOST_BARS) > 0:
        yield f'<p class="quiet">et {_text(counted(others, "autre nature"))}</p>\n'
    yield "</figure>\n"


def _select(label: str, name: str, choices: Iterable[tuple[str, str, int]]) -> Iterator[str]:
    yield f'<label>{_text(label)} <select name="{name}">\n<option value="">toutes</option>\n'
    for value, title, count in choices:
        yield f'<option value="{_text(value)}" data-title="{_text(title)}">{_text(title)} ({count})</option>\n'
    yield "</select></label>\n"


def _section(index: int, reported: ReportedFile) -> Iterator[str]:
    file = reported.file
    yield f'<section class="file" id="fichier-{index}" aria-labelledby="nom-{index}">\n'
    yield f'<h2 id="nom-{index}">{_text(file.path.name)}</h2>\n<p class="path">{_text(str(file.path))}</p>\n'
    yield f"<p>{_text(figures(file))}</p>\n"
    if reported.note:
        yield f'<p class="note">{_text(reported.note)}</p>\n'
    if file.shown:
        yield from _table(reported)
    elif not file.findings:
        yield '<p class="good">Aucun problème.</p>\n'
    yield "</section>\n"


def _table(reported: ReportedFile) -> Iterator[str]:
    file = reported.file
    order = "" if file.check is None else " dans l’ordre de la note"
    count = _text(counted(len(file.shown), "problème"))
    yield f'<table class="problems">\n<caption><span>{count}</span>{order}</caption>\n<thead><tr>'
    yield "".join(f'<th scope="col">{_text(_TITLES[column])}</th>' for column in _COLUMNS)
    yield "</tr></thead>\n"
    for line in rows_by_line(file):
        yield "<tbody>\n"
        yield from (_row(finding, row) for finding, row in line)
        yield "</tbody>\n"
    yield "</table>\n"


def _row(finding: Finding, row: ReportRow) -> str:
    kinds = finding.severity.value + (f" {_STOPS}" if finding.first else "")
    stop = f'<span class="stop">{STOP_SIGN} {row.first}</span>' if row.first else ""
    severity = (
        f'<span class="{finding.severity.value}">{SIGNS[row.severity]} {row.severity}</span>{stop and " " + stop}'
    )
    return (
        f'<tr data-nature="{_text(finding.rule)}" data-severity="{kinds}">'
        f"{_line(row)}<td>{_text(row.numero_editeur)}</td>"
        f'<td class="severity">{severity}</td><td>{_text(row.balise)}</td><td>{_code(row.value)}</td>'
        f"<td>{_text(row.message)}</td><td>{_proposed(row)}</td><td>{_text(row.source)}</td></tr>\n"
    )


def _proposed(row: ReportRow) -> str:
    return _code(row.correction) or (f"{_code(row.suggestion)}&nbsp;?" if row.suggestion else "")


def _line(row: ReportRow) -> str:
    return f'<th scope="row">{row.line}</th>' if row.line else '<th scope="row" class="whole">fichier</th>'


def _code(value: str) -> str:
    return f"<code>{_text(shortened(value, _LONGEST_VALUE))}</code>" if value else ""


def _text(text: str) -> str:
    """Return a text that a page shows and never obeys."""
    return escape(visible(text))


def _count_class(index: int, cell: str = "") -> str:
    return "" if index < _FIRST_COUNT else ' class="count zero"' if cell == "0" else ' class="count"'


def _style() -> str:
    """Return the style sheet, with the titles that stand before the cells on a narrow screen."""
    titles = [("problems", [_TITLES[column] for column in _COLUMNS]), ("files", _SUMMARY)]
    rules = [
        f'  .{table} td:nth-child({at})::before {{ content: "{title} "; }}\n'
        for table, names in titles
        for at, title in enumerate(names, 1)
        if at > 1  # the file's name needs none
    ]
    rules.append(f'  .problems tbody th:not(.whole)::before {{ content: "{TITLES["line"]} "; }}\n')
    return f"{_resource('report.css')}\n@media screen and (max-width: 66rem) {{\n{''.join(rules)}}}\n"


def _resource(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
