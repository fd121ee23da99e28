"""The HTML report as a text: complete, closed to the outside, and inert whatever it cites."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from dataclasses import dataclass, field
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

from segur_tui.application.files.checking import check_path
from segur_tui.application.files.opening import claim_paths
from segur_tui.application.reports.html_page import html_pieces
from segur_tui.application.reports.report import TITLES, Report, ReportedFile, rows
from tests.claims import ACCEPTED, ANS, REJECTED, SIRET, claim, demande, returned, save
from tests.samples import SAMPLES
from tests.settings import SETTINGS

TODAY = date(2026, 11, 24)
VOID = {"meta", "input", "link", "br", "img"}
HOSTILE = {
    "</script><script>alert(1)</script>": "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>": "<img src=x onerror=alert(1)>",
    "\"'><b>&amp;": "\"'><b>&amp;",
    "a\x1b]52;c;YQ==\x07\x00b": "a␛]52;c;YQ==␇␀b",
    "\u202eabc\u2066\u200b\ufeff": "⟨U+202E⟩abc⟨U+2066⟩⟨U+200B⟩⟨U+FEFF⟩",
    "]]>--><!--": "]]>--><!--",
    "</style></title></textarea>": "</style></title></textarea>",
}
"""Values, and what a person is to see of them."""


@dataclass
class Page(HTMLParser):
    """What a page holds, read as a browser reads it; every tag that is opened must be closed."""

    rows: list[list[str]] = field(default_factory=list)
    attributes: list[dict[str, str | None]] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    text: str = ""
    kept: dict[str, str] = field(default_factory=dict)
    options: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes.append(dict(attrs))
        if tag not in VOID:
            self.open.append(tag)
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            self.rows[-1].append("")
        elif tag == "option":
            self.options.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] in ("script", "style", "title"):
            self.kept[self.open[-1]] = self.kept.get(self.open[-1], "") + data
            return
        self.text += data
        if "option" in self.open:
            self.options[-1] += data
        elif "tr" in self.open and ("td" in self.open or "th" in self.open):
            self.rows[-1][-1] += data

    @property
    def problems(self) -> list[list[str]]:
        return [row for row in self.rows if len(row) == 8 and row[0] != TITLES["line"]]


def text_of(*paths: Path) -> str:
    return "".join(
        html_pieces(Report.of_disk([check_path(path, TODAY, SETTINGS) for path in claim_paths(paths)], TODAY))
    )


def page_of(text: str) -> Page:
    page = Page()
    page.feed(text)
    page.close()
    assert page.open == []
    return page


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def test_every_finding_of_the_samples_is_a_row_with_all_that_is_said_of_it() -> None:
    reports = [check_path(path, TODAY, SETTINGS) for path in claim_paths([SAMPLES])]
    expected = [
        [
            row.line or "fichier",
            row.numero_editeur,
            ("✗ erreur" if row.severity == "erreur" else "! avertissement")
            + (" ◀ arrêt ASP" if row.first else ""),
            row.balise,
            row.value if len(row.value) <= 200 else row.value[:199] + "…",
            row.message,
            row.proposed,
            row.source,
        ]
        for report in reports
        for row in rows(report)
    ]
    assert len(expected) > 60
    assert page_of(text_of(SAMPLES)).problems == expected


def test_the_page_asks_for_nothing_from_outside_and_allows_only_its_own_style_and_script() -> None:
    text = text_of(SAMPLES)
    page = page_of(text)
    assert "http" not in re.sub(r'http-equiv="', "", text)
    assert not {"src", "style", "onclick", "onload", "onerror"} & {
        name for given in page.attributes for name in given
    }
    assert {given["href"] for given in page.attributes if "href" in given} <= {
        f"#fichier-{n}" for n in range(1, 20)
    }
    assert not {"img", "link", "iframe", "object", "base"} & set(page.tags)
    policy = next(str(given["content"]) for given in page.attributes if given.get("http-equiv"))
    hashes = {
        tag: f"'sha256-{b64encode(hashlib.sha256(page.kept[tag].encode()).digest()).decode()}'"
        for tag in ("style", "script")
    }
    assert policy == (
        f"default-src 'none'; style-src {hashes['style']}; script-src {hashes['script']}; "
        "base-uri 'none'; form-action 'none'"
    )
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacent|document\.write|eval|Function\(", page.kept["script"]
    )
    assert text.index("Content-Security-Policy") < text.index("<style")


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_hostile_value_is_shown_and_never_obeyed(tmp_path: Path, hostile: str) -> None:
    wrong = demande(1) | {"typeAction": hostile, hostile: 1, "numeroEditeur": hostile}
    text = text_of(save(tmp_path, claim([wrong], siret=hostile)))
    page = page_of(text)
    harmless = page_of(text_of(save(tmp_path, claim([demande(1) | {"typeAction": "x", "y": 1}]), number=2)))
    assert set(page.tags) == set(harmless.tags)
    assert {name for given in page.attributes for name in given} == {
        name for given in harmless.attributes for name in given
    }
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u202e\u2066\ufeff]", text)
    (row,) = (row for row in page.problems if row[3] == "typeAction")
    assert (row[1], plain(row[5]).partition(" »")[0]) == (HOSTILE[hostile], f"« {HOSTILE[hostile]}")
    assert HOSTILE[hostile] in next(row for row in page.rows if len(row) == 10 and row[2] == ANS)[3]


def test_a_hostile_file_name_is_shown_and_never_obeyed(tmp_path: Path) -> None:
    name = "<script>alert(1)<␤script>\x1b\u202e\udcff'\".json"
    path = tmp_path / name
    path.write_text("{")
    text = text_of(path)
    page = page_of(text)
    assert page.tags.count("script") == 1
    assert text.encode()
    assert "<script>alert(1)<␤script>␛⟨U+202E⟩" in page.text


def test_the_header_tells_each_file_with_its_figures_and_leads_to_it(tmp_path: Path) -> None:
    first = save(tmp_path, returned([ACCEPTED, REJECTED, REJECTED]))
    second = save(tmp_path, claim([demande(1)]), number=2)
    broken = tmp_path / "coupé.json"
    broken.write_text('{"impId": null,')
    page = page_of(text_of(first, second, broken))
    assert [row for row in page.rows if len(row) == 10][1:] == [
        [first.name, "retour de l’ASP", ANS, SIRET, "3", "1", "2", "0", "2", "0"],
        [second.name, "à déposer", ANS, SIRET, "1", "0", "0", "0", "0", "0"],
        [broken.name, "illisible", "", "", "", "", "", "", "1", "0"],
    ]
    identifiers = [given["id"] for given in page.attributes if "id" in given]
    targets = [str(given["href"]).removeprefix("#") for given in page.attributes if "href" in given]
    assert targets == ["fichier-1", "fichier-2", "fichier-3"]
    assert set(targets) <= set(identifiers)
    assert len(identifiers) == len(set(identifiers))
    assert "24/11/2026" in page.text
    assert "Aucun problème." in page.text
    assert "fichier illisible : ligne 1, colonne 16" in plain(page.text)


def test_the_filter_counts_each_nature_and_gravity_and_hides_without_its_script() -> None:
    page = page_of(text_of(SAMPLES / "JSON-LGCMED2026-20261012-001.json"))
    assert page.options[:2] == ["toutes", "refus de l’ASP (10)"]
    assert page.options[page.options.index("toutes", 1) :] == ["toutes", "erreurs (33)", "arrêt ASP (10)"]
    assert (
        sum(int(option.partition("(")[2][:-1]) for option in page.options[1 : page.options.index("toutes", 1)])
        == 33
    )
    form = next(given for given in page.attributes if given.get("id") == "filter")
    assert "hidden" in form
    marks = [(given["data-nature"], given["data-severity"]) for given in page.attributes if "data-nature" in given]
    assert len(marks) == 33
    assert marks[:2] == [("date-format", "error stop"), ("asp-rejection", "error")]


def test_tables_can_be_read_by_ear() -> None:
    page = page_of(text_of(SAMPLES))
    headings = [given.get("scope") for tag, given in zip(page.tags, page.attributes, strict=True) if tag == "th"]
    assert set(headings) == {"col", "row"}
    assert page.tags.count("caption") == page.tags.count("table")
    assert page.attributes[page.tags.index("html")] == {"lang": "fr"}


def test_a_note_says_in_which_state_a_file_is_reported_of(tmp_path: Path) -> None:
    report = check_path(save(tmp_path, returned([REJECTED])), TODAY, SETTINGS)
    note = "état présent, avec 2 modifications non exportées"
    text = "".join(html_pieces(Report((ReportedFile(report, note),), TODAY)))
    assert note in page_of(text).text


def test_a_page_of_200_lines_stays_small_and_comes_in_pieces(tmp_path: Path) -> None:
    wrong = {"dateFacture": "2023-02-01", "montantSegurHTFacture": 358, "typeAction": "c", "isDirectToDMP": "non"}
    path = save(tmp_path, claim([demande(i) | wrong | {"isDirectToMSSPro": True} for i in range(1, 201)]))
    report = Report.of_disk([check_path(path, TODAY, SETTINGS)], TODAY)
    pieces = [len(piece.encode()) for piece in html_pieces(report)]
    assert len(report.reports[0].findings) == 1000
    assert sum(pieces) < 500_000
    assert max(pieces) < 20_000
