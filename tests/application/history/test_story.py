"""The life of demandes in words."""

from __future__ import annotations

from segur_tui.application.history.passage import Demande, Passage, What
from segur_tui.application.history.story import beside, by_demande, numbers
from segur_tui.format.value_type import replace
from tests.claims import ANS


def passage(what: What = What.REJECTED, deposit: str = "20261012-001", numero_ans: str = ANS) -> Passage:
    name = f"/retours/JSON-{numero_ans}-{deposit}.json" if deposit else "/retours/retour.json"
    source = f"/retours/JSON-{ANS}-20261005-002.json"
    return Passage(
        deposit, name, numero_ans, 7, "00011", "FINMDV000011", what, "1204", "Date invalide", source, 12
    )


def test_the_stories_of_one_number_are_told_supplier_by_supplier() -> None:
    ours, theirs = passage(), passage(numero_ans="LGCTEST002")
    later = passage(What.ACCEPTED, "20261013-001")
    stories = by_demande([theirs, later, ours])
    assert [story for _, story in stories] == [[ours, later], [theirs]]
    assert [demande.numero_ans for demande, _ in stories] == [ANS, "LGCTEST002"]


def test_a_demande_is_named_by_what_numbers_it_has() -> None:
    assert numbers(Demande(ANS, "00011", "FINMDV000011")) == f"00011 · FINMDV000011 · ANS {ANS}"
    assert numbers(Demande(ANS, "", "FINMDV000011")) == f"FINMDV000011 · ANS {ANS}"
    assert numbers(Demande("", "", "")) == "sans numéro · ANS inconnu"


def test_in_short_a_passage_tells_the_answer_or_the_origin_and_its_file_where_no_day_does() -> None:
    assert beside(passage()) == "Date invalide"
    assert beside(replace(passage(), label="")) == "1204"
    assert beside(passage(What.EXPORTED)) == "de 20261005-002:12"
    assert beside(passage(deposit="")) == "retour.json — Date invalide"
    assert beside(passage(What.EXPORTED, deposit="")) == "retour.json — de 20261005-002:12"
