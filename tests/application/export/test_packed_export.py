"""Documents are packed beside the file: whole, checked as they are read, all together or not at all."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from zipfile import ZIP_STORED, ZipFile

import pytest

from segur_tui.application.disk.patience import Following
from segur_tui.application.documents import packing
from segur_tui.application.export.deciding import decide
from segur_tui.application.export.exporting import export
from segur_tui.application.export.plan import ExportChoice, Plan, SourceFile
from segur_tui.application.export.publication import PublicationRefused
from segur_tui.application.files.checking import check_path
from segur_tui.application.record.exports import Record
from segur_tui.application.record.schema import RecordUnknown
from segur_tui.format.candidate import Candidate
from tests.application.documents.folders import PNG, all_of, document, put
from tests.claims import ANS, REJECTED, returned, save
from tests.settings import SETTINGS

DAY = date(2026, 11, 24)
STEM = f"JSON-{ANS}-20261124-001"


def planned(folder: Path, lines: int = 2, size: int = 1000, number: int = 1, first: int = 1) -> Plan:
    """Plan the export of a return whose documents all stand in a folder."""
    path = save(folder / "retours", returned([REJECTED] * lines, first), number=number)
    pieces = put(folder / "pieces", *all_of(range(first, first + lines)), size=size)
    check = check_path(path, DAY, SETTINGS).check
    assert check is not None
    return decide(
        [SourceFile(path, check)],
        ExportChoice([Candidate(0, line) for line in range(1, lines + 1)], DAY, documents=pieces),
        DAY,
    )


def held(path: Path) -> list[str]:
    """Return the names that a sound zip file holds."""
    with ZipFile(path) as archive:
        assert archive.testzip() is None
        return archive.namelist()


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def test_the_documents_of_who_goes_stand_in_a_zip_file_beside_the_file(tmp_path: Path) -> None:
    exported = export(planned(tmp_path), tmp_path / "out", SETTINGS)
    (pack,) = exported.packs
    assert left_in(tmp_path / "out") == [f"{STEM}-pieces-01.zip", f"{STEM}.json"]
    assert pack.path == tmp_path / "out" / f"{STEM}-pieces-01.zip"
    assert held(pack.path) == list(pack.files) == all_of([1, 2])
    with ZipFile(pack.path) as archive:
        for name in pack.files:
            assert archive.read(name) == (tmp_path / "pieces" / name).read_bytes()
            entry = archive.getinfo(name)
            assert entry.compress_type == ZIP_STORED
            assert entry.date_time[:3] == (DAY.year, DAY.month, DAY.day)
            assert entry.external_attr >> 16 == 0o100644  # else nobody could read what is unpacked


def test_a_zip_file_weighs_exactly_what_was_reckoned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing, "LARGEST_ZIP", 2 * 2 * (1000 + 76 + 2 * len(document("VA", 1))) + 22 + 40)
    prepared = planned(tmp_path, lines=5)
    exported = export(prepared, tmp_path / "out", SETTINGS)
    sizes = [pack.path.stat().st_size for pack in exported.packs]
    assert [len(held(pack.path)) for pack in exported.packs] == [4, 4, 2]
    assert sizes[0] <= packing.LARGEST_ZIP < sizes[0] + 40
    reckoned = [sum(each.packed_size for each in pack.documents) + 22 for pack in prepared.packs[0]]
    assert sizes == reckoned


def test_each_file_has_zip_files_of_its_own(tmp_path: Path) -> None:
    exported = export(planned(tmp_path, lines=201, size=50), tmp_path / "out", SETTINGS)
    names = [f"{STEM[:-3]}{number:03d}-pieces-01.zip" for number in (1, 2)]
    assert [pack.path.name for pack in exported.packs] == names
    assert [held(pack.path) for pack in exported.packs] == [all_of(range(1, 201)), all_of([201])]


def test_a_dry_run_tells_the_zip_files_and_writes_none(tmp_path: Path) -> None:
    prepared = planned(tmp_path)
    foretold = export(prepared, tmp_path / "out", SETTINGS, dry_run=True)
    assert not (tmp_path / "out").exists()
    assert export(prepared, tmp_path / "out", SETTINGS) == foretold


def test_without_a_folder_of_documents_no_zip_is_made(tmp_path: Path) -> None:
    prepared = planned(tmp_path)
    export(
        decide(prepared.sources, ExportChoice(prepared.resubmission.going, DAY), DAY), tmp_path / "out", SETTINGS
    )
    assert left_in(tmp_path / "out") == [f"{STEM}.json"]


@pytest.mark.parametrize("day", [date(1970, 1, 1), date(9999, 12, 31)])
def test_a_day_that_zip_files_cannot_write_stops_nothing(tmp_path: Path, day: date) -> None:
    prepared = planned(tmp_path)
    pieces = tmp_path / "pieces"
    exported = export(
        decide(prepared.sources, ExportChoice(prepared.resubmission.going, day, documents=pieces), DAY),
        tmp_path,
        SETTINGS,
    )
    assert held(exported.packs[0].path) == all_of([1, 2])


def linked(path: Path) -> None:
    path.rename(path.parent.parent / "elsewhere.pdf")
    path.symlink_to(path.parent.parent / "elsewhere.pdf")


@pytest.mark.parametrize(
    ("change", "reported"),
    [
        (Path.unlink, "manque"),
        (lambda path: put(path.parent, path.name, content=PNG, size=1000), "vrai PDF"),
        (lambda path: put(path.parent, path.name, size=1001), "changé"),
        (lambda path: put(path.parent, path.name, size=999), "changé"),
        (lambda path: put(path.parent, path.name, size=3_000_001), "3 Mo"),
        (linked, "lien"),
    ],
)
def test_a_document_that_changed_since_it_was_looked_up_stops_all(
    tmp_path: Path, change: Callable[[Path], object], reported: str
) -> None:
    prepared = planned(tmp_path)
    change(tmp_path / "pieces" / document("VA", 2))
    with pytest.raises(PublicationRefused, match=reported):
        export(prepared, tmp_path / "out", SETTINGS)
    assert not (tmp_path / "out").exists()


def test_a_folder_of_documents_that_went_away_stops_all(tmp_path: Path) -> None:
    prepared = planned(tmp_path)
    (tmp_path / "pieces").rename(tmp_path / "moved")
    with pytest.raises(PublicationRefused, match="dossier des pièces"):
        export(prepared, tmp_path / "out", SETTINGS)
    assert not (tmp_path / "out").exists()


def test_progress_counts_every_byte_and_giving_up_leaves_nothing(tmp_path: Path) -> None:
    prepared = planned(tmp_path, size=600_000)
    reported: list[tuple[int, int]] = []
    export(
        prepared,
        tmp_path / "out",
        SETTINGS,
        following=Following(progress=lambda done, total: reported.append((done, total))),
    )
    assert reported == sorted(reported)
    assert len(reported) > 8
    assert reported[-1] == (2_400_000, 2_400_000)
    reported.clear()
    with pytest.raises(PublicationRefused, match="abandonné"):
        export(
            prepared,
            tmp_path / "second",
            SETTINGS,
            following=Following(lambda: len(reported) == 3, lambda done, total: reported.append((done, total))),
        )
    assert len(reported) == 3
    assert not (tmp_path / "second").exists()


def test_a_name_that_another_takes_meanwhile_keeps_no_zip_file_of_ours_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    link, out = os.link, tmp_path / "out"

    def late(*names: str, **where: Any) -> None:
        if names[1] == f"{STEM}.json" and not (out / names[1]).exists():
            (out / names[1]).write_bytes(b"theirs")
        link(*names, **where)

    plan = planned(tmp_path)
    monkeypatch.setattr(os, "link", late)
    export(plan, out, SETTINGS)
    second = STEM.replace("-001", "-002")
    assert left_in(out) == [f"{STEM}.json", f"{second}-pieces-01.zip", f"{second}.json"]
    assert (out / f"{STEM}.json").read_bytes() == b"theirs"


def test_a_day_without_numbers_is_reported_before_anything_is_packed(tmp_path: Path) -> None:
    prepared, reported = planned(tmp_path), list[int]()
    put(tmp_path / "out", f"{STEM[:-3]}999.json")
    with pytest.raises(PublicationRefused, match="plus assez de numéros"):
        export(
            prepared,
            tmp_path / "out",
            SETTINGS,
            following=Following(progress=lambda done, _total: reported.append(done)),
        )
    assert reported == []
    assert left_in(tmp_path / "out") == [f"{STEM[:-3]}999.json"]


def test_nothing_locks_the_record_while_documents_are_packed(tmp_path: Path) -> None:
    prepared = planned(tmp_path)
    other = planned(tmp_path / "other", first=11)
    written: list[Path] = []

    def export_another(done: int, total: int) -> None:
        if done == total:
            written.extend(export(other, tmp_path / "out", SETTINGS).paths)

    export(prepared, tmp_path / "out", SETTINGS, following=Following(progress=export_another))
    assert [path.name for path in written] == [f"{STEM}.json"]
    assert (tmp_path / "out" / f"{STEM[:-1]}2-pieces-01.zip").exists()


def test_zip_files_keep_the_number_of_a_file_that_went_away(tmp_path: Path) -> None:
    prepared = planned(tmp_path)
    put(tmp_path / "out", f"{STEM}-pieces-02.zip", "JSON-x-pieces-01.zip", content=b"mine")
    exported = export(prepared, tmp_path / "out", SETTINGS)
    assert exported.paths[0].name.endswith("-002.json")
    assert (tmp_path / "out" / f"{STEM}-pieces-02.zip").read_bytes().startswith(b"mine")


def test_a_record_that_cannot_keep_it_lets_no_zip_file_stand_either(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RecordUnknown("le registre ne peut pas servir")

    prepared = planned(tmp_path)
    with monkeypatch.context() as patched:
        patched.setattr(Record, "add", fail)
        with pytest.raises(RecordUnknown):
            export(prepared, tmp_path / "out", SETTINGS)
    assert not (tmp_path / "out").exists()
    written = export(prepared, tmp_path / "out", SETTINGS, is_recorded=False)
    assert "registre" in written.warning
    assert [path.name for path in sorted((tmp_path / "out").iterdir())] == [
        f"{STEM}-pieces-01.zip",
        f"{STEM}.json",
    ]


def test_a_disk_that_fills_up_while_packing_leaves_nothing(tmp_path: Path) -> None:
    source = planned(tmp_path, size=100_000).sources[0].path
    folders = ("--documents", str(tmp_path / "pieces"), "--output", str(tmp_path / "out"))
    program = [sys.executable, "-m", "segur_tui", "export", str(source), *folders]
    done = subprocess.run(
        program,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (250_000, 250_000)),
    )
    assert done.returncode == 2
    assert "la taille permise" in done.stderr
    assert not (tmp_path / "out").exists()
