"""Files weighed by what those beside them prove."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from segur_tui.application.files.beside import check_beside, weighed
from segur_tui.application.files.checking import FileReport, check_path
from segur_tui.application.together.grouping import grouped
from segur_tui.format.check import check
from segur_tui.format.edit import Edit
from tests.claims import ACCEPTED, claim, demande, save
from tests.settings import SETTINGS
from tests.tui.file_app import TODAY

_REFUSED = ("1204", "Refus")


def _odd(position: int, editor: int, answer: tuple[str, str] | None = None) -> dict[str, Any]:
    return demande(position, editor, answer) | {"typeAction": "M"}


def _alike(report: FileReport) -> list[int]:
    assert report.check is not None
    return [finding.alike for finding in report.findings if finding.rule == "choice"]


def _read(*paths: Path) -> list[FileReport]:
    reports = check_beside(paths, TODAY, SETTINGS)
    assert reports == weighed([check_path(path, TODAY, SETTINGS) for path in paths], SETTINGS)
    return reports


def test_files_are_weighed_together_and_by_those_beside(tmp_path: Path) -> None:
    mine = save(tmp_path / "a", claim([_odd(1, 1)]))
    other = save(tmp_path / "b", claim([_odd(1, 2, _REFUSED)]))
    assert [_alike(each) for each in _read(mine, other)] == [[0], [0]]
    save(tmp_path / "b", claim([_odd(1, 3, ACCEPTED), _odd(2, 4, ACCEPTED)]), number=2)
    assert [_alike(each) for each in _read(mine)] == [[0]]
    assert [_alike(each) for each in _read(mine, other)] == [[2], [2]]


def test_what_cannot_be_read_beside_proves_nothing(tmp_path: Path) -> None:
    mine = save(tmp_path, claim([_odd(1, 1)]))
    (tmp_path / "JSON-LGCTEST001-20261006-001.json").write_text('{"numeroAns": "LGCTEST001", ')
    (tmp_path / "loop.json").symlink_to("loop.json")
    (tmp_path / "folder.json").mkdir()
    (tmp_path / "unreadable.json").write_bytes(b"\xff\x00")
    assert [_alike(each) for each in _read(mine)] == [[0]]
    save(tmp_path, claim([_odd(1, 3, ACCEPTED)]), number=2)
    assert [_alike(each) for each in _read(mine)] == [[1]]


def test_a_group_goes_by_what_its_files_prove_and_so_does_each_of_them_once_put_back(tmp_path: Path) -> None:
    first = save(tmp_path, claim([_odd(1, 1, _REFUSED), _odd(2, 2, ACCEPTED)]))
    second = save(tmp_path, claim([demande(1, 3, _REFUSED)]), number=2)
    group = grouped(_read(first, second), TODAY)
    assert group is not None
    assert [each.alike for each in group.opened.findings if each.rule == "choice"] == [1]
    at = (*group.opened.claim.line_pointer(2), "typeAction")
    changed = check(group.opened.claim.edited(Edit(at, "C", "M")), TODAY, group.opened)
    back = group.put_back(changed)
    assert [each.alike for source in back for each in source.check.findings if each.rule == "choice"] == [1, 1]
