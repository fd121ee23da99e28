"""The HTML report in a real browser: what its script shows and hides, and that nothing fails on the way."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from datetime import date
from html import unescape
from pathlib import Path

import pytest

from segur_tui.application.files.checking import check_path
from segur_tui.application.files.opening import claim_paths
from segur_tui.application.reports.html_page import html_pieces
from segur_tui.application.reports.report import Report
from tests.claims import REJECTED, claim, demande, returned, save
from tests.samples import RETURN
from tests.settings import SETTINGS

TODAY = date(2026, 11, 24)
AXE = next(
    (
        path
        for folder in (os.environ.get("NODE_PATH", "."), "/usr/local/lib/node_modules", "/usr/lib/node_modules")
        if (path := Path(folder) / "axe-core" / "axe.min.js").exists()
    ),
    None,
)
"""What checks a page for people who cannot see it, or use no mouse: of the npm registry."""
BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)

pytestmark = pytest.mark.skipif(BROWSER is None, reason="no Chromium on this machine: the page was not opened")

TYPING = """
const field = document.querySelector("[type=search]");
const press = (target, key) =>
  target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
const told = [];
const tell = () => told.push(document.getElementById("shown").textContent);
press(document.body, "/");
told.push(document.activeElement === field);
for (const typed of ["2", "25", "identdmp", "n'ést", "Cabinet-des-LILAS", "zzz"]) {
  field.value = typed;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  tell();
}
field.dispatchEvent(new Event("change", { bubbles: true }));
told.push(location.hash);
press(field, "Escape");
setTimeout(() => { tell(); told.push(location.hash); document.title = told.join("|"); });
"""
"""What a person does at the keyboard, written into the page's title as it goes."""


@dataclass(frozen=True)
class Shown:
    """A page after its script has run, and what the browser's console said."""

    dom: str
    console: list[str]

    @property
    def rows(self) -> list[tuple[str, str]]:
        """Return the line and the balise of the problems that are shown."""
        rows = re.findall(r'<tr data-nature="[^"]*" data-severity="[^"]*"( hidden="")?>(.*?)</tr>', self.dom)
        cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for hidden, row in rows if not hidden]
        return [(line, balise) for line, _, _, balise, *_ in cells]

    @property
    def reported(self) -> str:
        found = re.search(r'<p id="shown" role="status">(.*?)</p>', self.dom)
        return "" if found is None else unescape(found[1]).replace("\N{NO-BREAK SPACE}", " ")

    @property
    def noted(self) -> list[str]:
        """Return what a script of the test has written into the title."""
        title = re.search("<title>(.*?)</title>", self.dom)
        return [] if title is None else unescape(title[1]).replace("\N{NO-BREAK SPACE}", " ").split("|")


def page_of(*paths: Path) -> str:
    return "".join(
        html_pieces(Report.of_disk([check_path(path, TODAY, SETTINGS) for path in claim_paths(paths)], TODAY))
    )


def opened(folder: Path, page: str, fragment: str, *options: str) -> subprocess.CompletedProcess[bytes]:
    """Open a page as a file in the browser, in a window of 1200 × 900, and return what came of it."""
    path = folder / "rapport.html"
    path.write_text(page, encoding="utf-8")
    return subprocess.run(
        [
            str(BROWSER),
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--enable-logging=stderr",
            "--window-size=1200,900",
            f"--user-data-dir={folder / 'profile'}",
            *options,
            f"{path.as_uri()}{fragment}",
        ],
        capture_output=True,
        check=True,
        timeout=60,
        env={"PATH": os.environ["PATH"], "HOME": str(folder), "LANG": "C.UTF-8"},
    )


def browse(folder: Path, page: str, fragment: str = "", *options: str) -> Shown:
    """Return a page as it stands once its script has run."""
    done = opened(folder, page, fragment, *options, "--dump-dom")
    console = [line for line in done.stderr.decode(errors="replace").splitlines() if "CONSOLE" in line]
    return Shown(done.stdout.decode(), console)


def printed(folder: Path, page: str, fragment: str = "") -> int:
    """Print a page and return how many sheets that takes."""
    paper = folder / "rapport.pdf"
    opened(folder, page, fragment, "--no-pdf-header-footer", f"--print-to-pdf={paper}")
    return len(re.findall(rb"/Type /Page\b", paper.read_bytes()))


def with_script(page: str, script: str) -> str:
    """Return a page that runs a script of the test too: the page itself lets no other run."""
    page = re.sub("<meta http-equiv.*", "", page)
    return page.replace("</body>", f"<script>{script}</script></body>")


def week_of(folder: Path) -> list[Path]:
    """Return 40 files, each with a wrong date; the seventh has a wrong action besides, the last no problem."""
    trees = [claim([demande(1) | {"dateFacture": "x"}]) for _ in range(39)]
    trees[6]["lignesImport"][0]["typeAction"] = "c"
    trees.append(claim([demande(1)]))
    return [save(folder / "semaine", tree, number=number) for number, tree in enumerate(trees, 1)]


def test_the_address_presets_the_filter_and_only_the_rows_that_fit_are_shown(tmp_path: Path) -> None:
    hostile = "</script><img src=x onerror=\"document.title='pris'\"><script>document.title='pris'</script>"
    path = save(tmp_path, claim([demande(1) | {"typeAction": hostile, hostile: 1}]))
    shown = browse(tmp_path, page_of(RETURN, path), "#q=RPPS%205&nature=length&severity=error")
    assert shown.rows == [("5", "liberalRPPS")]
    assert shown.reported == (
        "Filtre actif, venu de l’adresse : 1 problème sur 35, 1 fichier masqué "
        "(recherche « RPPS 5 » · longueur de la valeur · erreurs)"
    )
    assert 'id="filter" role="search" class="active">' in shown.dom
    assert "<title>pris" not in shown.dom
    assert "<img" not in shown.dom
    assert shown.console == []


def test_typing_filters_as_one_types_and_escape_shows_all_again(tmp_path: Path) -> None:
    lines = [demande(line, line + 20) | {"dateFacture": "x"} for line in range(1, 6)]
    lines[1] |= {"isDirectToDMP": True, "adresseBoiteMSSPro": "cabinet-des-lilas"}
    page = page_of(save(tmp_path, claim(lines)))
    shown = browse(tmp_path, with_script(page, TYPING))
    assert shown.noted == [
        "true",
        "Filtre actif : 3 problèmes sur 7 (recherche « 2 »)",  # line 2: its date, its identDMP, its address
        "Filtre actif : 1 problème sur 7 (recherche « 25 »)",  # the n° éditeur 00025
        "Filtre actif : 1 problème sur 7 (recherche « identdmp »)",
        "Filtre actif : 5 problèmes sur 7 (recherche « n'ést »)",
        "Filtre actif : 1 problème sur 7 (recherche « Cabinet-des-LILAS »)",
        "Filtre actif : 0 problème sur 7, 1 fichier masqué (recherche « zzz »)",
        "#q=zzz",
        "7 problèmes",
        "",
    ]
    assert shown.console == []


LOOKING = """
const filter = document.getElementById("filter");
const names = Array.from(document.querySelectorAll(".files tbody a"));
const seen = (what) => Array.from(document.querySelectorAll(what)).filter((node) => node.offsetHeight).length;
const told = [filter.getBoundingClientRect().bottom < 300];
told.push(names.every((name) => name.getClientRects().length <= 1));
told.push(seen(".file"), seen(".files tbody a"), seen(".problems tbody tr"));
document.getElementById("fichier-7").scrollIntoView();
const bar = filter.getBoundingClientRect();
told.push(bar.top, document.getElementById("nom-7").getBoundingClientRect().top >= bar.bottom);
document.title = told.join("|");
"""
"""What a person sees of the page: at its top, then where a link leads."""


def test_the_filter_is_at_the_top_and_stays_in_sight_above_what_a_link_leads_to(tmp_path: Path) -> None:
    page = with_script(page_of(*week_of(tmp_path)), LOOKING)
    assert browse(tmp_path, page).noted == ["true", "true", "40", "40", "40", "0", "true"]


def test_files_without_a_row_that_fits_are_hidden_and_counted_once(tmp_path: Path) -> None:
    page = with_script(page_of(*week_of(tmp_path)), LOOKING)
    shown = browse(tmp_path, page, "#q=typeAction")
    assert shown.noted[:5] == ["true", "true", "1", "1", "1"]
    assert shown.reported == (
        "Filtre actif, venu de l’adresse : 1 problème sur 40, 39 fichiers masqués (recherche « typeAction »)"
    )
    assert shown.dom.count("fichiers masqués (") == 1
    assert browse(tmp_path, page, f"#q={'a' * 5000}").reported.endswith(f"(recherche « {'a' * 60}… »)")


def test_only_what_the_filter_leaves_is_printed(tmp_path: Path) -> None:
    page = page_of(*week_of(tmp_path))
    assert printed(tmp_path, page) > 3
    assert printed(tmp_path, page, "#q=typeAction") == 1


def test_a_name_too_long_for_a_line_leaves_the_table_of_files_within_the_page(tmp_path: Path) -> None:
    path = tmp_path / f"{'long-' * 48}.json"
    save(tmp_path, returned([REJECTED])).rename(path)
    wide = "document.title = document.documentElement.scrollWidth <= innerWidth;"
    assert browse(tmp_path, with_script(page_of(path), wide)).noted == ["true"]


PASTING = """
const field = document.querySelector("[type=search]");
const rows = Array.from(document.querySelectorAll(".problems tbody tr"));
const lost = [];
let pasted = 0;
const finds = (text, row) => {
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  pasted += 1;
  if (row.hidden) lost.push(text);
};
for (const row of rows) {
  for (const cell of row.cells) {
    const text = cell.textContent;
    if (!text.trim()) continue;
    finds(text, row);
    finds(` ${text}\\n`, row);
    finds(text.replace(/\\u00a0|\\u202f/g, " "), row);
    const words = text.trim().split(/\\s+/);
    for (let at = 0; at + 1 < words.length; at += 1) finds(words.slice(at, at + 2).join("\\u00a0"), row);
  }
  finds(Array.from(row.cells, (cell) => cell.textContent).join("\\t"), row);
}
document.title = [pasted > 100, ...lost].join("|");
"""
"""Each cell, each two words of one, and each row, copied and searched; then those that do not find themselves."""


def test_what_is_copied_from_the_page_finds_itself(tmp_path: Path) -> None:
    values = [
        "10 000 052 554",
        "1 075,00",
        "1\u202f075,00",
        "14 caractères",
        "12",
        "7",
        " x ",
        "L’Été n° 5",
        "a  b",
        "1.5",
    ]
    lines = [
        demande(line) | {"dateFacture": value, "montantSegurHTFacture": value, "liberalRPPS": [value]}
        for line, value in enumerate(values, 20)
    ]
    page = page_of(
        RETURN,
        save(tmp_path, claim(lines)),
        save(tmp_path, returned([("1204", "refus 12 du 1 075,00")]), "20261012"),
    )
    assert browse(tmp_path, with_script(page, PASTING)).noted == ["true"]


KEYS = """
const field = document.querySelector("[type=search]");
const press = (target, key) => {
  target.focus();
  target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  return document.activeElement === field;
};
const told = [];
for (const list of document.querySelectorAll("select")) {
  list.value = list.options[1].value;
  list.dispatchEvent(new Event("input", { bubbles: true }));
  told.push(press(list, "/"));
  list.focus();
  list.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true, cancelable: true }));
  told.push(list.value === "");
}
field.focus();
told.push(field.dispatchEvent(new KeyboardEvent("keydown", { key: "/", bubbles: true, cancelable: true })));
document.title = told.join("|");
"""


def test_the_keys_work_with_the_cursor_in_a_list_and_a_slash_is_typed_in_the_search(tmp_path: Path) -> None:
    page = page_of(save(tmp_path, claim([demande(1) | {"dateFacture": "x"}])))
    assert browse(tmp_path, with_script(page, KEYS)).noted == ["true"] * 5


ORDER = """
const places = Array.from(document.querySelectorAll("a, input, select, button"))
  .filter((node) => node.offsetHeight)
  .map((node) => node.getBoundingClientRect());
const wrong = places.slice(1).filter((place, index) => {
  const before = places[index];
  const isSameLine = place.top < before.bottom && before.top < place.bottom;
  return isSameLine ? place.left < before.left : place.top < before.top;
});
document.title = [places.length, wrong.length].join("|");
"""


@pytest.mark.parametrize("width", [500, 640, 820, 1056, 1200, 1280, 1900])
def test_tab_goes_as_the_eye_goes_at_every_width(tmp_path: Path, width: int) -> None:
    page = with_script(page_of(save(tmp_path, claim([demande(1) | {"dateFacture": "x"}]))), ORDER)
    assert browse(tmp_path, page, "", f"--window-size={width},900").noted == ["5", "0"]


def test_the_bars_tell_how_many_problems_of_each_kind_there_are_without_a_script(tmp_path: Path) -> None:
    lines = [demande(line) | {"dateFacture": "x"} for line in range(1, 5)]
    lines[0] |= {"typeAction": "X", "autre": 1}
    page = re.sub("<script>.*?</script>", "", page_of(save(tmp_path, claim(lines))), flags=re.DOTALL)
    widths = "document.title = Array.from(document.querySelectorAll('.bars li'), (row) => row.textContent + ' ' + "
    widths += (
        "row.querySelector('rect').getBoundingClientRect().width / row.querySelector('svg').clientWidth).join('|')"
    )
    told = browse(tmp_path, with_script(page, widths)).noted
    assert told == [
        "format de la date✗ 4 erreurs 1",
        "valeur hors de la liste✗ 1 erreur 0.25",
        "balise inconnue! 1 avertissement 0.25",
    ]


@pytest.mark.skipif(AXE is None, reason="no axe-core on this machine: the page was not checked with it")
@pytest.mark.parametrize("width", [640, 1280])
@pytest.mark.parametrize("look", ["light", "dark"])
def test_axe_core_finds_nothing(tmp_path: Path, width: int, look: str) -> None:
    (tmp_path / "illisible.json").write_text("{")
    page = page_of(RETURN, tmp_path / "illisible.json", save(tmp_path, claim([demande(1)])))
    assert AXE is not None
    script = (
        AXE.read_text(encoding="utf-8")
        + """;
    axe.run().then((found) => {
      const all = [...found.violations, ...found.incomplete.filter((each) => each.id !== "color-contrast")];
      document.title = [found.passes.length > 20, ...all.map((each) => each.id + each.nodes[0].html)].join("|");
    });
    """
    )
    options = [f"--window-size={width},900", "--virtual-time-budget=20000"]
    if look == "dark":
        options.append("--blink-settings=preferredColorScheme=0")
    assert browse(tmp_path, with_script(page, script.replace("</script>", "<\\/script>")), "", *options).noted == [
        "true"
    ]
