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


def browse(folder: Path, page: str, fragment: str = "") -> Shown:
    """Return a page as it stands once its script has run."""
    done = opened(folder, page, fragment, "--dump-dom")
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
