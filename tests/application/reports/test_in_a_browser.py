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

from segur_tui.application.checking import check_path
from segur_tui.application.opening import claim_paths
from segur_tui.application.reports.html_page import html_pieces
from segur_tui.application.reports.report import Report
from tests.claims import claim, demande, save

SAMPLES = Path(__file__).parents[3] / "samples"
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
    def told(self) -> str:
        found = re.search(r'<p id="shown" role="status">(.*?)</p>', self.dom)
        return "" if found is None else unescape(found[1]).replace("\N{NO-BREAK SPACE}", " ")


def page_of(*paths: Path) -> str:
    return "".join(html_pieces(Report.of_disk([check_path(path, TODAY) for path in claim_paths(paths)], TODAY)))


def browse(folder: Path, page: str, fragment: str = "") -> Shown:
    """Open a page as a file and return it as it stands once its script has run."""
    path = folder / "rapport.html"
    path.write_text(page, encoding="utf-8")
    done = subprocess.run(
        [
            str(BROWSER),
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--enable-logging=stderr",
            f"--user-data-dir={folder / 'profile'}",
            "--dump-dom",
            f"{path.as_uri()}{fragment}",
        ],
        capture_output=True,
        check=True,
        timeout=60,
        env={"PATH": os.environ["PATH"], "HOME": str(folder), "LANG": "C.UTF-8"},
    )
    console = [line for line in done.stderr.decode(errors="replace").splitlines() if "CONSOLE" in line]
    return Shown(done.stdout.decode(), console)


def test_the_address_presets_the_filter_and_only_the_rows_that_fit_are_shown(tmp_path: Path) -> None:
    hostile = "</script><img src=x onerror=\"document.title='pris'\"><script>document.title='pris'</script>"
    path = save(tmp_path, claim([demande(1) | {"typeAction": hostile, hostile: 1}]))
    shown = browse(tmp_path, page_of(SAMPLES, path), "#q=RPPS%205&nature=length&severity=error")
    assert shown.rows == [("5", "liberalRPPS")]
    assert shown.told == "1 problème sur 65 : recherche « RPPS 5 » · longueur de la valeur · erreurs"
    assert 'id="filter" role="search">' in shown.dom
    assert "<title>pris" not in shown.dom
    assert "<img" not in shown.dom
    assert shown.console == []


def test_typing_filters_as_one_types_and_escape_shows_all_again(tmp_path: Path) -> None:
    lines = [demande(line, line + 20) | {"dateFacture": "x"} for line in range(1, 6)]
    lines[1] |= {"isDirectToDMP": True, "adresseBoiteMSSPro": "cabinet-des-lilas"}
    page = page_of(save(tmp_path, claim(lines)))
    page = re.sub("<meta http-equiv.*", "", page)  # the page itself lets no other script run
    page = page.replace("</body>", f"<script>{TYPING}</script></body>")
    shown = browse(tmp_path, page)
    title = re.search("<title>(.*?)</title>", shown.dom)
    assert title is not None
    told = unescape(title[1]).replace("\N{NO-BREAK SPACE}", " ").split("|")
    assert told == [
        "true",
        "3 problèmes sur 7 : recherche « 2 »",  # line 2: its date, its identDMP, its address
        "1 problème sur 7 : recherche « 25 »",  # the n° éditeur 00025
        "1 problème sur 7 : recherche « identdmp »",
        "5 problèmes sur 7 : recherche « n'ést »",
        "1 problème sur 7 : recherche « Cabinet-des-LILAS »",
        "0 problème sur 7 : recherche « zzz »",
        "#q=zzz",
        "7 problèmes",
        "",
    ]
    assert shown.console == []
