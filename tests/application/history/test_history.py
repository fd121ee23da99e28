"""The life of a demande: what is remembered of files, and what it keeps from being claimed twice."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from segur_tui.application.export.deciding import decide, known_of
from segur_tui.application.export.exporting import export
from segur_tui.application.export.plan import ExportChoice, SourceFile
from segur_tui.application.files.checking import check_path
from segur_tui.application.history.passage import Demande, Passage, What
from segur_tui.application.history.passages import History
from segur_tui.application.history.readings import remember
from segur_tui.format.balises import MOST_LINES
from segur_tui.format.candidate import Candidate
from segur_tui.format.check import check as recheck
from segur_tui.format.edit import Edit
from tests.application.working import TODAY
from tests.avances import avance
from tests.claims import ACCEPTED, ANS, REJECTED, claim, demande, returned, save
from tests.settings import SETTINGS

FIRST = Demande(ANS, "00001", "FINMDV000001")


def seen(folder: Path, tree: dict[str, Any], day: str = "20261005", number: int = 1) -> Path:
    path = save(folder, tree, day, number)
    with History.opened(SETTINGS) as history:
        history.remember([check_path(path, TODAY, SETTINGS)])
    return path


def exported(path: Path, *lines: int, day: date = TODAY) -> Path:
    report = check_path(path, TODAY, SETTINGS)
    assert report.check is not None
    chosen = [Candidate(0, line) for line in lines]
    source, whatever = SourceFile(path, report.check), ExportChoice(chosen, day, confirmed=chosen)
    prepared = decide([source], whatever, TODAY, known_of([source], SETTINGS))
    (written,) = export(prepared, path.parent / "out", SETTINGS).paths
    return written


def passages(number: str) -> list[Passage]:
    with History.opened(SETTINGS, to_read=True) as history:
        return history.passages(number)


def test_a_number_that_more_demandes_have_than_a_file_may_hold_is_found_as_often_as_that(tmp_path: Path) -> None:
    lines = [
        demande(position, 7) | {"numeroASP": f"FINMDV{position:06d}"} for position in range(1, MOST_LINES + 4)
    ]
    seen(tmp_path, claim(lines))
    assert [passage.line for passage in passages("00007")] == list(range(1, MOST_LINES + 1))
    assert [passage.line for passage in passages(f"FINMDV{MOST_LINES + 3:06d}")] == [MOST_LINES + 3]


def test_the_story_of_a_demande_is_told_in_time(tmp_path: Path) -> None:
    seen(tmp_path / "dépôt", claim([demande(1), demande(2)]))
    back = seen(tmp_path / "retour", returned([REJECTED, ACCEPTED]))
    out = exported(back, 1)
    seen(out.parent, claim([demande(1)]), "20261124")  # the exported file, opened since
    seen(tmp_path / "retour", returned([ACCEPTED]), "20261124")
    story = passages("00001")
    assert [(passage.what, passage.deposit, passage.line) for passage in story] == [
        (What.DEPOSITED, "20261005-001", 1),
        (What.REJECTED, "20261005-001", 1),
        (What.EXPORTED, "20261124-001", 1),
        (What.ACCEPTED, "20261124-001", 1),
    ]
    assert (story[1].code, story[1].label) == REJECTED
    assert (story[2].source, story[2].source_line) == (str(back), 1)
    assert passages("FINMDV000001") == story
    assert passages("1") == story
    assert [passage.what for passage in passages("2")] == [What.DEPOSITED, What.ACCEPTED]
    assert passages("3") == []


def test_a_number_is_found_in_any_case(tmp_path: Path) -> None:
    tree = returned([REJECTED])
    tree["lignesImport"][0] |= {"numeroASP": "FinMDV00000a", "numeroEditeur": "a1b2C"}
    seen(tmp_path, tree)
    for number in ("FINMDV00000A", "finmdv00000a", "A1B2c"):
        assert [passage.numero_editeur for passage in passages(number)] == ["a1b2C"]


def test_the_story_of_a_demande_leaves_out_that_of_another_supplier_and_keeps_either_number(
    tmp_path: Path,
) -> None:
    renumbered = returned([REJECTED])
    renumbered["lignesImport"][0]["numeroASP"] = "FINMDV999999"
    ours = [seen(tmp_path, returned([REJECTED])), seen(tmp_path, renumbered, "20261006")]
    seen(tmp_path, returned([ACCEPTED], numero_ans="LGCTEST002"), "20261012")
    with History.opened(SETTINGS, to_read=True) as history:
        assert [passage.path for passage in history.story(FIRST)] == [str(path) for path in ours]
        assert history.story(Demande(ANS, "", "")) == []


def test_whether_any_file_is_known(tmp_path: Path) -> None:
    def is_any_known() -> bool:
        with History.opened(SETTINGS, to_read=True) as history:
            return history.knows_files()

    assert not is_any_known()
    path = save(tmp_path, returned([REJECTED]))
    exported(path, 1)
    assert is_any_known()


def test_a_content_that_is_seen_twice_is_one_passage_where_it_was_seen_last(tmp_path: Path) -> None:
    path = seen(tmp_path / "a", returned([REJECTED]))
    again = seen(tmp_path / "b", returned([REJECTED]))
    assert path.read_bytes() == again.read_bytes()
    assert [passage.path for passage in passages("1")] == [str(again)]


def test_open_rejections_are_those_that_nothing_followed(tmp_path: Path) -> None:
    back = seen(tmp_path, returned([REJECTED, REJECTED, REJECTED, ACCEPTED]))
    exported(back, 1)
    seen(tmp_path / "later", returned([ACCEPTED], first_editor=2), "20261020")
    with History.opened(SETTINGS, to_read=True) as history:
        assert [(p.numero_editeur, p.line) for p in history.open_rejections()] == [("00003", 3)]


def test_a_rejection_of_a_resubmission_is_open_again(tmp_path: Path) -> None:
    back = seen(tmp_path, returned([REJECTED]))
    exported(back, 1)
    seen(tmp_path / "retour", returned([REJECTED]), "20261124")
    with History.opened(SETTINGS, to_read=True) as history:
        assert [passage.deposit for passage in history.open_rejections()] == ["20261124-001"]


def twice_numbered() -> dict[str, Any]:
    """Return a return whose second line bears the n° éditeur of the accepted first one, and was refused for it."""
    lines = [demande(1, 1, ACCEPTED), demande(2, 2, REJECTED)]
    lines[1]["numeroEditeur"] = "00001"
    return claim(lines)


def open_lines() -> list[tuple[str, int]]:
    with History.opened(SETTINGS, to_read=True) as history:
        found = history.open_rejections()
        rows = history._store.rows("SELECT DISTINCT path FROM seen_file WHERE kind = 'return'")  # noqa: SLF001 (of all)
        counts = Counter(path for path, _ in {(passage.path, passage.line) for passage in found})
        assert history.rejections_left([path for (path,) in rows]) == {path: counts[path] for (path,) in rows}
        return [(passage.deposit, passage.line) for passage in found]


def test_a_line_without_numbers_is_open_and_so_is_each_of_more_than_are_looked_up_at_once(tmp_path: Path) -> None:
    lines = [demande(position, position, REJECTED) for position in range(1, 281)]
    del lines[0]["numeroEditeur"], lines[0]["numeroASP"], lines[1]["numeroASP"], lines[2]["numeroEditeur"]
    seen(tmp_path, claim(lines))
    seen(tmp_path / "retour", returned([ACCEPTED, ACCEPTED], 279), "20261124")
    assert open_lines() == [("20261005-001", position) for position in range(1, 279)]


def test_a_line_refused_for_the_number_of_another_dossier_is_not_that_other_demande(tmp_path: Path) -> None:
    seen(tmp_path, twice_numbered())
    assert open_lines() == [("20261005-001", 2)]
    other = seen(tmp_path / "other", returned([REJECTED]), "20261004")
    exported(other, 1)
    assert open_lines() == [("20261005-001", 2)]
    seen(tmp_path / "retour", returned([ACCEPTED], 2), "20261124")
    assert open_lines() == []


@pytest.mark.parametrize(
    ("accepted", "left"),
    [
        ({"numeroASP": "FINMDV000009"}, []),
        ({"numeroASP": "FINMDV000009", "numeroEditeur": "1"}, []),
        ({"numeroEditeur": "00009"}, []),
        ({"numeroEditeur": "00009", "numeroASP": "finmdv 000001"}, []),
        ({"numeroEditeur": "00009", "numeroASP": "FINMDV000009"}, [("20261005-001", 1)]),
    ],
)
def test_a_line_of_which_either_number_is_accepted_elsewhere_is_not_open(
    tmp_path: Path, accepted: dict[str, str], left: list[tuple[str, int]]
) -> None:
    seen(tmp_path, returned([REJECTED]))
    seen(tmp_path / "retour", claim([demande(1, 1, ACCEPTED) | accepted]), "20260901")
    assert open_lines() == left


def test_a_line_that_repeats_an_accepted_dossier_of_its_own_file_is_open(tmp_path: Path) -> None:
    lines = [demande(1, 1, ACCEPTED), demande(2, 2, REJECTED), demande(3, 1, REJECTED)]
    lines[1]["numeroASP"] = "FINMDV000001"
    seen(tmp_path, claim(lines))
    assert open_lines() == [("20261005-001", 2)]


def test_a_number_that_is_no_dossier_counts_as_missing(tmp_path: Path) -> None:
    line = demande(1, 1, REJECTED)
    line["numeroASP"] = "FINMDV1"
    other = demande(2, 2, REJECTED)
    other["numeroASP"] = "FINMDV1"
    seen(tmp_path, claim([line, other]))
    seen(tmp_path / "retour", returned([ACCEPTED]), "20261124")
    assert open_lines() == [("20261005-001", 2)]


@pytest.mark.parametrize("name", ["numeroASP", "numeroEditeur"])
@pytest.mark.parametrize("moved_to", ["", "archives"])
def test_an_export_follows_the_line_it_was_taken_from_though_a_number_was_corrected(
    tmp_path: Path, name: str, moved_to: str
) -> None:
    tree = returned([REJECTED, REJECTED])
    path = seen(tmp_path, tree)
    check = check_path(path, TODAY, SETTINGS).check
    assert check is not None
    before = tree["lignesImport"][0][name]
    after = {"numeroASP": "FINMDV777777", "numeroEditeur": "00077"}[name]
    edits = [Edit(("lignesImport", 0, name), before, after)]
    for index, piece in enumerate(tree["lignesImport"][0]["piecesjustificatives"]):
        at = ("lignesImport", 0, "piecesjustificatives", index, "nomFichier")
        edits.append(Edit(at, piece["nomFichier"], piece["nomFichier"].replace(before, after)))
    corrected = recheck(check.claim.edited(*edits), TODAY)
    prepared = decide([SourceFile(path, corrected)], ExportChoice([Candidate(0, 1)], TODAY), TODAY)
    (written,) = export(prepared, tmp_path / "out", SETTINGS).paths
    if moved_to:
        path = path.rename(seen(tmp_path / moved_to, returned([REJECTED, REJECTED])))
    assert open_lines() == [("20261005-001", 2)]
    with History.opened(SETTINGS, to_read=True) as history:
        assert [
            (each.path, each.source_line)
            for each in history.exported_from(path, ["00001", "00002", "FINMDV000001"])
        ] == [(str(written), 1)]


@pytest.mark.parametrize("dossier", ["FINMDV000000", "FINMDVXXXXXX", "FINMDV000002"])
@pytest.mark.parametrize(
    ("answer", "known", "left"),
    [
        (REJECTED, (1, 2), ["00001", "00002"]),
        (None, (1, 2), ["00001"]),
        (ACCEPTED, (1, 2), ["00001"]),
        (REJECTED, (2,), ["00002"]),
        (REJECTED, (), ["00002"]),
    ],
)
def test_a_line_held_for_a_dossier_that_the_avances_of_both_contradict_is_still_open(
    tmp_path: Path, dossier: str, answer: tuple[str, str] | None, known: tuple[int, ...], left: list[str]
) -> None:
    files = {"20260105": [avance(each, ACCEPTED) for each in known]} if known else {}
    files |= {
        "20261005": [demande(1, 1, REJECTED) | {"numeroASP": dossier}],
        "20261012": [demande(1, 2, answer) | {"numeroASP": dossier}],
    }
    paths = [save(tmp_path, claim(lines), day) for day, lines in files.items()]
    remember([check_path(path, TODAY, SETTINGS) for path in paths], SETTINGS)
    with History.opened(SETTINGS) as history:
        assert [each.numero_editeur for each in history.open_rejections()] == left
        counted = history.rejections_left([str(path) for path in paths])
    assert sum(counted.values()) == len(left)
