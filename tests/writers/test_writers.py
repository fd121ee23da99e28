"""Files of real writers: what is said of them, what is corrected, and what is exported.

Each file of `files/` was made by the script of its name in `made_by/`, with `make.sh`, of one claim, `base.json`.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from segur_tui.application.files.opening import open_claim
from segur_tui.format.check import Check, check
from segur_tui.format.correcting import correct
from segur_tui.format.reading import read
from segur_tui.format.tree import Json, members_of
from segur_tui.format.writing import to_text, write
from tests.cli.program import Program
from tests.format.builders import TODAY
from tests.samples import ROOT
from tests.settings import SETTINGS

_HERE = Path(__file__).parent
_BASE = (_HERE / "base.json").read_bytes()
_NAME = "JSON-ECRIVAIN01-20261005-001.json"


@dataclass(frozen=True)
class Written:
    """The findings on a writer's file by rule, those `left` once it is corrected, and what is exported of it.

    Of the base claim `lines` go with --fix, `suggested` ones with --suggest, too; `swapped` is a text of the base,
    and what stands in its place.
    """

    by: str
    findings: dict[str, int]
    left: dict[str, int] = field(default_factory=dict)
    lines: tuple[int, ...] = (1, 2)
    suggested: tuple[int, ...] = (1, 2)
    swapped: tuple[str, str] = ("", "")
    is_rewritten: bool = False


_ONE_ZERO = {"amount-decimals": 1}
"""1075.00 is written 1075 or 1075.0, and 358.33 as it is."""
_DOUBLE = {"amount-decimals": 2}
_UNSURE = {"amount-decimals": 1}

WRITERS = {
    "ada": Written("GNATCOLL.JSON 23.0.0", _DOUBLE),
    "aeson": Written("aeson 2.0.3.0", _ONE_ZERO),
    "d": Written("ldc 1.30", _DOUBLE, _UNSURE, (2,)),
    "free-pascal": Written("Free Pascal 3.2.2", _DOUBLE, _UNSURE, (2,)),
    "gambas": Written(
        "Gambas 3.18.0",
        {"dates-turned": 1, "date-real": 1, "missing": 13, "amount-decimals": 1},
        {"dates-turned": 1, "date-real": 1},
        lines=(1,),
        swapped=("08/09/2026", "09/08/2026"),
    ),
    "go": Written("Go 1.19", _ONE_ZERO),
    "gson": Written("Gson 2.10", {"missing": 13, "type": 2, "amount-decimals": 1}),
    "jackson": Written("Jackson 2.14.0", _ONE_ZERO),
    "jq": Written("jq 1.6", _ONE_ZERO),
    "jshon": Written("jshon 20131010", _DOUBLE, _UNSURE, (2,)),
    "json-glib": Written("json-glib 1.6.6", _DOUBLE, _UNSURE, (2,)),
    "jsonnet": Written("jsonnet 0.18.0", _DOUBLE, _UNSURE, (2,)),
    "lua-cjson": Written("lua-cjson 2.1.0", {"type": 3, "amount-decimals": 1}),
    "lua-dkjson": Written("dkjson 2.6", _ONE_ZERO),
    "mariadb": Written("MariaDB 10.11.19", {"type": 4, "amount-decimals": 2}),
    "mariadb-zerofill": Written("MariaDB 10.11.19", {}, is_rewritten=True),
    "nim": Written("Nim 1.6.10", _ONE_ZERO),
    "node": Written("Node.js 20", _ONE_ZERO),
    "octave": Written("Octave 7.3.0", {"null-only": 7, "shape": 1}, lines=(1,), suggested=(1,)),
    "perl": Written("Perl 5.36.0", {"type": 6}, {"type": 1}, (2,), suggested=(2,)),
    "php-filtered": Written("PHP 8.2.36", {"shape": 1, "amount-decimals": 1}),
    "php-numeric": Written("PHP 8.2.36", {"type": 7, "amount-decimals": 1}, {"type": 1}, (1,)),
    "php-seventeen": Written("PHP 8.2.36", _DOUBLE, _UNSURE, (2,)),
    "postgresql": Written("PostgreSQL 15.20", _DOUBLE),
    "printf-french": Written("Bash 5.2", _ONE_ZERO, is_rewritten=True),
    "python": Written("CPython 3.11", _ONE_ZERO),
    "r-jsonlite": Written("jsonlite 1.8.4", {"null-only": 13, "type": 32, "choice": 2}),
    "r-jsonlite-unboxed": Written("jsonlite 1.8.4", {"null-only": 13, "type": 2, "amount-decimals": 1}),
    "r-rjson": Written("rjson 0.2.21", {"type": 2, "amount-decimals": 1}),
    "racket": Written("Racket 8.7", _ONE_ZERO),
    "ruby": Written("Ruby 3.1.2", {"type": 2}),
    "sqlite": Written("SQLite 3.40.1", {"type": 2, "amount-decimals": 1}),
    "swi-prolog": Written("SWI-Prolog 9.0.4", _ONE_ZERO),
    "yason": Written(
        "YASON 0.7.6", {"amount-decimals": 2, "type": 4}, {"amount-decimals": 1, "type": 2}, (2,), suggested=(2,)
    ),
}
"""What each writer's file is expected to give; the values of the base claim are invented."""
_REORDERING = {"aeson", "d", "go", "jshon", "jsonnet", "lua-cjson", "lua-dkjson", "perl", "postgresql", "racket"}
_REORDERING |= {"swi-prolog"}


@pytest.fixture
def program(tmp_path: Path) -> Program:
    (tmp_path / "home").mkdir()
    return Program(tmp_path / "home")


def _checked(name: str) -> tuple[Check, bool]:
    opened = open_claim(_file(name), SETTINGS, is_rewritten=True)
    assert opened.claim is not None
    return check(opened.claim, TODAY), opened.odd is not None


def _file(name: str) -> Path:
    return _HERE / "files" / f"{name}.json"


def _by_rule(checked: Check) -> dict[str, int]:
    return dict(Counter(each.rule for each in checked.findings if each.rule != "file-name"))


def _of_base(lines: tuple[int, ...], swapped: tuple[str, str] = ("", "")) -> Json:
    """Return the claim of which only some demandes are deposited."""
    root = read(_BASE.replace(swapped[0].encode(), swapped[1].encode()) if all(swapped) else _BASE).root
    demandes = root["lignesImport"]
    assert isinstance(demandes, list)
    kept = [demandes[line - 1] for line in lines]
    numbered: list[Json] = [
        {**line, "numLigne": place} for place, line in enumerate(kept, 1) if isinstance(line, dict)
    ]
    return {**root, "lignesImport": numbered}


def _in_order(value: Json) -> Json:
    """Return a tree with its keys in order, which many writers change."""
    if isinstance(value, dict):
        return {key: _in_order(inner) for key, inner in sorted(members_of(value))}
    return [_in_order(item) for item in value] if isinstance(value, list) else value


def _exported(name: str, program: Program, folder: Path, *options: str) -> bytes:
    source = folder / "files" / f"{name}.json"
    source.parent.mkdir()
    source.write_bytes(_file(name).read_bytes())
    said = program.run("export", source, "--fix", *options, "--output", folder, "--date", "2026-10-05")
    assert said.status == 0, said.stderr
    return (folder / _NAME).read_bytes()


def test_every_file_is_expected_and_every_script_has_its_file() -> None:
    scripts = {path.stem for path in (_HERE / "made_by").iterdir()}
    assert scripts == {path.stem for path in (_HERE / "files").iterdir()} == set(WRITERS)


@pytest.mark.parametrize("name", WRITERS)
def test_what_a_writer_writes_is_said_and_corrected(name: str) -> None:
    written = WRITERS[name]
    checked, is_rewritten = _checked(name)
    assert (_by_rule(checked), is_rewritten) == (written.findings, written.is_rewritten)
    assert _by_rule(correct(checked, TODAY).check) == written.left


@pytest.mark.parametrize("name", WRITERS)
def test_what_a_writer_writes_is_exported_as_the_claim_that_it_was_given(
    name: str, program: Program, tmp_path: Path
) -> None:
    written = WRITERS[name]
    exported = _exported(name, program, tmp_path, "--leave-out-errors")
    expected = _of_base(written.lines, written.swapped)
    assert to_text(_in_order(read(exported).root)) == to_text(_in_order(expected))
    assert (exported == write(expected)) == (name not in _REORDERING)


_LIKELY = [name for name, written in WRITERS.items() if written.left and written.suggested != written.lines]


@pytest.mark.parametrize("name", _LIKELY)
def test_what_is_likely_goes_once_a_person_has_asked_for_it(name: str, program: Program, tmp_path: Path) -> None:
    written = WRITERS[name]
    exported = _exported(name, program, tmp_path, "--suggest")
    expected = _of_base(written.suggested, written.swapped)
    assert to_text(_in_order(read(exported).root)) == to_text(_in_order(expected))


@pytest.mark.parametrize("by", sorted({written.by for written in WRITERS.values()}))
def test_people_are_told_of_every_writer(by: str) -> None:
    assert by in (ROOT / "docs" / "writers.md").read_text(encoding="utf-8")
