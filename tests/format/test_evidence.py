"""What other files tell of a solde: every discrepancy with its avance, each planted alone, and no other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from segur_tui.format.check import Check, check
from segur_tui.format.claim_file import ClaimFile
from segur_tui.format.correcting import correct
from segur_tui.format.edit import Edit
from segur_tui.format.evidence import Evidence
from segur_tui.format.finding import Finding
from segur_tui.format.reading import read
from segur_tui.format.solde import SOLDE
from segur_tui.format.tree import Number
from segur_tui.format.writing import write
from tests.avances import avance
from tests.claims import ACCEPTED, ANS, FINESS, REJECTED, RPPS, claim, demande
from tests.format.builders import TODAY
from tests.format.findings import Expected, assert_sound, summary, warning

AVANCE, SOLDE_FILE, OTHER = (f"JSON-{ANS}-{day}-001.json" for day in ("20230105", "20231005", "20231006"))
Files = dict[str, Any]
Plant = Callable[[Files], object]


def files() -> Files:
    """Return the demandes of an avance with its return, and of the soldes that follow, by name."""
    return {
        AVANCE: [avance(1, ACCEPTED), avance(2, ACCEPTED, rpps=RPPS[1:3])],
        SOLDE_FILE: [demande(1), _for(demande(2), *RPPS[1:3])],
    }


def _for(line: dict[str, Any], *doctors: str) -> dict[str, Any]:
    line["beneficiaires"] = {"commandePour": "LIBERAL", "liberalRPPS": list(doctors), "structureFINESSGeo": []}
    return line


def read_all(given: Files) -> dict[str, ClaimFile]:
    return {name: ClaimFile.of(name, read(write(claim(lines)))) for name, lines in given.items()}


def checked(given: Files) -> Check:
    claims = read_all(given)
    return check(claims[SOLDE_FILE], TODAY, evidence=Evidence(claims.values()))


def reported(found: Check) -> list[Finding]:
    rules = {*map(type, SOLDE.rules.of_evidence), type(SOLDE.rules.of_unordered)}
    return [finding for finding in found.findings if finding.control in rules]


def solde(**values: Any) -> Plant:
    return lambda given: given[SOLDE_FILE][1].update(values)


def ordered(**values: Any) -> Plant:
    return lambda given: given[AVANCE][1]["commande"].update(values)


def answered(answer: tuple[str, str] | None, **values: Any) -> Plant:
    return lambda given: given[AVANCE].__setitem__(1, avance(2, answer, rpps=RPPS[1:3]) | values)


def doctors(*numbers: str) -> Plant:
    return lambda given: _for(given[SOLDE_FILE][1], *numbers)


def without_dossier(given: Files) -> None:
    del given[SOLDE_FILE][1]["numeroASP"]


def both(*plants: Plant) -> Plant:
    return lambda given: [plant(given) for plant in plants]


def second_avance(given: Files) -> None:
    given["JSON-LGCTEST001-20230110-001.json"] = [
        avance(1, ACCEPTED, 2, RPPS[1:3]) | {"numeroASP": "FINMDV000099"}
    ]


def amended(given: Files) -> None:
    given["JSON-LGCTEST001-20230101-001.json"] = [avance(1, ACCEPTED, 2, RPPS[2:4])]


def among_soldes(given: Files) -> None:
    given[OTHER] = [given[AVANCE].pop(), _for(demande(2, 50), RPPS[3])]


def avance_with(**values: Any) -> Plant:
    return lambda given: given[AVANCE][1].update(values)


def _beside(line: dict[str, Any]) -> Plant:
    return lambda given: given.__setitem__(OTHER, [_for(line, RPPS[3])])


def _with_dossier_2(line: dict[str, Any]) -> dict[str, Any]:
    return _for(line, RPPS[3]) | {"numeroASP": "FINMDV000002"}


ASP, EDITOR, AMOUNT = (
    f"/lignesImport/1/{name}" for name in ("numeroASP", "numeroEditeur", "montantSegurHTFacture")
)
LIST = "/lignesImport/1/beneficiaires/liberalRPPS"
STRUCTURES = "/lignesImport/1/beneficiaires/structureFINESSGeo"
DOSSIER = '"FINMDV000002"'
WORDS = ("FINMDV2", "FINMDV", "A COMPLETER", "X", "-", "0")
PLANTED: dict[str, tuple[Plant, list[Expected]]] = {
    "nothing": (lambda _: None, []),
    "no dossier": (without_dossier, [warning(ASP, "avance-dossier", DOSSIER)]),
    "a malformed dossier": (solde(numeroASP="FINMDV2"), [warning(ASP, "avance-dossier", DOSSIER)]),
    "a dossier in another letter case": (
        solde(numeroASP="finmdv000002"),
        [warning(ASP, "avance-dossier", DOSSIER)],
    ),
    "no dossier, and others": (
        both(solde(numeroASP=None), doctors(RPPS[1], RPPS[3])),
        [
            warning(ASP, "avance-dossier", suggestion=DOSSIER),
            warning(LIST, "avance-beneficiary-missing"),
            warning(f"{LIST}/1", "avance-beneficiary"),
        ],
    ),
    "no dossier, and an avance for others alone": (
        both(without_dossier, doctors(RPPS[3])),
        [
            warning(ASP, "avance-dossier"),
            *[warning(LIST, "avance-beneficiary-missing")] * 2,
            warning(f"{LIST}/0", "avance-beneficiary"),
        ],
    ),
    "a malformed dossier, and a doctor with a typing error alone": (
        both(solde(numeroASP="FINMDV2"), doctors(f"{RPPS[1]}0")),
        [warning(ASP, "avance-dossier")],
    ),
    "no dossier, and one of the doctors with a typing error": (
        both(without_dossier, doctors(RPPS[1], f"{RPPS[2]}0")),
        [warning(ASP, "avance-dossier", suggestion=DOSSIER)],
    ),
    "no dossier, and an avance without an answer": (
        both(solde(numeroASP=None), answered(None, numeroASP="FINMDV000002")),
        [warning(ASP, "avance-dossier", suggestion=DOSSIER), warning(EDITOR, "avance-unanswered")],
    ),
    "no dossier, and two avances": (both(without_dossier, second_avance), [warning(ASP, "avance-dossier")]),
    "no dossier, and two avances, above both": (
        both(without_dossier, second_avance, solde(montantSegurHTFacture=Number("1075.01"))),
        [warning(ASP, "avance-dossier"), warning(AMOUNT, "avance-amount")],
    ),
    "no dossier, and two avances, before both and for another": (
        both(without_dossier, second_avance, solde(dateFacture="30/11/2022"), doctors(*RPPS[1:3], RPPS[3])),
        [
            warning(ASP, "avance-dossier"),
            warning("/lignesImport/1/dateFacture", "invoice-before-order"),
            warning(f"{LIST}/2", "avance-beneficiary"),
        ],
    ),
    "no dossier, and one avance accepted twice, for others": (
        both(without_dossier, amended),
        [warning(ASP, "avance-dossier", suggestion=DOSSIER)],
    ),
    "no dossier, and the avance's in a box": (
        both(without_dossier, avance_with(numeroASP=[" finmdv000002"])),
        [warning(ASP, "avance-dossier", suggestion=DOSSIER)],
    ),
    "no dossier, and two in the avance": (
        both(without_dossier, avance_with(NumeroAsp="FINMDV000009")),
        [warning(ASP, "avance-dossier", suggestion=DOSSIER)],
    ),
    "no dossier, and another inside the order": (
        both(without_dossier, ordered(numeroASP="FINMDV000009")),
        [warning(ASP, "avance-dossier", suggestion=DOSSIER)],
    ),
    "no dossier, and two keys of clients": (
        both(without_dossier, lambda given: given[AVANCE][1]["beneficiaires"].update(Liberal=[{"RPPS": RPPS[1]}])),
        [warning(ASP, "avance-dossier", suggestion=DOSSIER)],
    ),
    "no dossier, and a doctor without a number": (
        both(
            without_dossier,
            lambda given: given[AVANCE][1]["beneficiaires"]["liberal"].append({"nomMedecin": "Durand"}),
        ),
        [warning(ASP, "avance-dossier", suggestion=DOSSIER)],
    ),
    "no dossier, and the avance's on another": (
        both(without_dossier, lambda given: given[AVANCE].append(_with_dossier_2(avance(3, ACCEPTED)))),
        [warning(ASP, "avance-dossier", suggestion=DOSSIER)],
    ),
    "no dossier, and the avance's on another solde": (
        both(without_dossier, lambda given: given.__setitem__(OTHER, [_with_dossier_2(demande(1, 50))])),
        [warning(ASP, "avance-dossier", suggestion=DOSSIER)],
    ),
    "another's dossier in another letter case": (
        solde(numeroASP="finmdv000009"),
        [warning(ASP, "avance-other-dossier", suggestion=DOSSIER)],
    ),
    "another's dossier with a space": (
        solde(numeroASP="FINMDV000009 "),
        [warning(ASP, "avance-other-dossier", suggestion=DOSSIER)],
    ),
    "a doctor with an 8 in front, in the avance": (
        lambda given: given[AVANCE][1]["beneficiaires"]["liberal"][0].update(RPPS=f"8{RPPS[1]}"),
        [],
    ),
    "no dossier, and its avance among soldes": (
        both(
            without_dossier,
            lambda given: given.__setitem__(OTHER, [given[AVANCE].pop(), _for(demande(2, 50), RPPS[3])]),
        ),
        [warning(ASP, "avance-dossier", DOSSIER)],
    ),
    "an order of next to nothing": (ordered(montantSegurHT=Number("1e-400")), []),
    "the dossier of another": (
        solde(numeroASP="FINMDV000077"),
        [warning(ASP, "avance-other-dossier", suggestion=DOSSIER)],
    ),
    "the dossier of another avance": (
        both(
            lambda given: given[AVANCE].append(avance(3, ACCEPTED, rpps=RPPS[3:4])),
            solde(numeroASP="FINMDV000003"),
        ),
        [warning(ASP, "avance-other-dossier", suggestion=DOSSIER)],
    ),
    "the dossier of another avance for one of them": (
        both(
            lambda given: given[AVANCE].append(avance(3, ACCEPTED, rpps=RPPS[2:4])),
            solde(numeroASP="FINMDV000003"),
        ),
        [warning(ASP, "avance-other-dossier")],
    ),
    "the dossier of another, as on the solde of another avance": (
        both(
            lambda given: given[AVANCE].append(avance(3, ACCEPTED, rpps=RPPS[3:4])),
            solde(numeroASP="FINMDV000000"),
            _beside(demande(1, 3) | {"numeroASP": "FINMDV000000"}),
        ),
        [warning(ASP, "avance-other-dossier", suggestion=DOSSIER)],
    ),
    "the dossier of another solde": (
        both(solde(numeroASP="FINMDV000077"), _beside(demande(1, 50) | {"numeroASP": "FINMDV000077"})),
        [warning(ASP, "avance-other-dossier")],
    ),
    "the dossier of another, and the avance's on another solde": (
        both(solde(numeroASP="FINMDV000077"), _beside(demande(1, 50) | {"numeroASP": "FINMDV000002"})),
        [warning(ASP, "avance-other-dossier")],
    ),
    "the dossier of another, for others": (
        both(solde(numeroASP="FINMDV000077"), doctors(RPPS[1])),
        [warning(ASP, "avance-other-dossier"), warning(LIST, "avance-beneficiary-missing")],
    ),
    "the dossier of another, for a doctor with a typing error": (
        both(solde(numeroASP="FINMDV000077"), doctors(RPPS[1], f"{RPPS[2]}0")),
        [warning(ASP, "avance-other-dossier")],
    ),
    "the dossier of another, and an avance refused": (
        both(solde(numeroASP="FINMDV000077"), answered(REJECTED)),
        [warning(ASP, "avance-other-dossier"), warning(EDITOR, "avance-refused")],
    ),
    "the dossier of another, and an avance that can be read in two ways": (
        both(solde(numeroASP="FINMDV000077"), amended),
        [warning(ASP, "avance-other-dossier")],
    ),
    **{
        f"{word!r} in place of the dossier, and of another's": (
            both(solde(numeroASP=word), _beside(demande(1, 50) | {"numeroASP": word})),
            [warning(ASP, "avance-dossier", DOSSIER)],
        )
        for word in WORDS
    },
    "the dossier of one of two avances": (both(solde(numeroASP="FINMDV000099"), second_avance), []),
    "an amount above the order": (
        solde(montantSegurHTFacture=Number("1075.01")),
        [warning(AMOUNT, "avance-amount")],
    ),
    "an amount as it was ordered": (solde(montantSegurHTFacture=Number("1075.00")), []),
    "an amount below the order": (solde(montantSegurHTFacture=Number("1.00")), []),
    "an amount as a text above the order": (
        solde(montantSegurHTFacture="1 075,01"),
        [warning(AMOUNT, "avance-amount")],
    ),
    "an order without an amount": (ordered(montantSegurHT=None), []),
    "a doctor of another": (
        doctors(*RPPS[1:3], RPPS[3]),
        [warning(f"{LIST}/2", "avance-beneficiary")],
    ),
    "a doctor who is missing": (doctors(RPPS[1]), [warning(LIST, "avance-beneficiary-missing")]),
    "a doctor with a typing error": (doctors(RPPS[1], f"{RPPS[2]}0"), []),
    "a structure": (
        lambda given: given[SOLDE_FILE][1].update(
            beneficiaires={
                "commandePour": "STRUCTURE",
                "liberalRPPS": [],
                "structureFINESSGeo": [FINESS[0]],
            }
        ),
        [
            warning(STRUCTURES, "avance-beneficiary-missing"),
            warning(STRUCTURES, "avance-beneficiary-missing"),
            warning(f"{STRUCTURES}/0", "avance-beneficiary"),
        ],
    ),
    "an avance refused": (
        both(answered(REJECTED), solde(montantSegurHTFacture=Number("9999.00"))),
        [warning(EDITOR, "avance-refused")],
    ),
    "an avance without an answer": (answered(None), [warning(EDITOR, "avance-unanswered")]),
    "an avance whose answer is to verify": (
        answered(("0000", "Demande rejetée")),
        [warning(EDITOR, "avance-unanswered")],
    ),
    "an invoice before the order": (
        ordered(dateCommande="02/02/2023"),
        [warning("/lignesImport/1/dateFacture", "invoice-before-order")],
    ),
    "an invoice on the day of the order": (ordered(dateCommande="01/02/2023"), []),
    "a number of no avance": (
        solde(numeroEditeur="00020"),
        [warning("", "no-avance")],
    ),
    "a number without its zeros": (solde(numeroEditeur=2), []),
    "a doctor of two demandes": (
        lambda given: given.__setitem__(OTHER, [_for(demande(1, 50), RPPS[2])]),
        [warning(f"{LIST}/1", "beneficiary-twice")],
    ),
    "a doctor of two demandes, of which the other has no dossier yet": (
        lambda given: given.__setitem__(OTHER, [_for(demande(1, 50), RPPS[2]) | {"numeroASP": None}]),
        [warning(f"{LIST}/1", "beneficiary-twice")],
    ),
    "a doctor again, under the same number without a dossier": (
        lambda given: given.__setitem__(OTHER, [_for(demande(1, 2), RPPS[2]) | {"numeroASP": ""}]),
        [],
    ),
    "a doctor of a demande without numbers": (
        lambda given: given.__setitem__(
            OTHER, [_for(demande(1, 50), RPPS[2]) | {"numeroASP": None, "numeroEditeur": None}]
        ),
        [],
    ),
    "a doctor of another's avance": (
        lambda given: given[AVANCE].append(avance(3, ACCEPTED, rpps=RPPS[1:2])),
        [warning(f"{LIST}/0", "beneficiary-twice")],
    ),
    "a doctor of two demandes of the file itself, beside its own return": (
        both(
            lambda given: given[SOLDE_FILE].extend(_for(demande(n, 50 + n), RPPS[3]) for n in (3, 4)),
            lambda given: given.__setitem__(OTHER, [_for(demande(n, 52 + n, REJECTED), RPPS[3]) for n in (1, 2)]),
            lambda given: given.__setitem__(SOLDE_FILE, given.pop(SOLDE_FILE)),
        ),
        [warning("", "no-avance")],
    ),
    "a doctor of two demandes of the file itself, and of a third elsewhere": (
        both(
            lambda given: given[SOLDE_FILE].append(_for(demande(3, 53), RPPS[3])),
            lambda given: given.__setitem__(OTHER, [_for(demande(n, 52 + n), RPPS[3]) for n in (1, 2)]),
        ),
        [warning("", "no-avance"), warning("/lignesImport/2/beneficiaires/liberalRPPS/0", "beneficiary-twice")],
    ),
    "a doctor again, in the return of the solde": (
        lambda given: given.__setitem__(OTHER, [_for(demande(1, 2, REJECTED), *RPPS[1:3])]),
        [],
    ),
    "a doctor again, under another number of the same dossier": (
        lambda given: given.__setitem__(OTHER, [_for(demande(1, 50), RPPS[2]) | {"numeroASP": "FINMDV000002"}]),
        [],
    ),
}


@pytest.mark.parametrize("name", PLANTED)
def test_what_is_planted_is_reported_and_nothing_else(name: str) -> None:
    plant, expected = PLANTED[name]
    given = files()
    plant(given)
    found = checked(given)
    assert [summary(finding) for finding in reported(found)] == expected
    assert_sound(found)


@pytest.mark.parametrize("rule", [rule.id for rule in (*SOLDE.rules.of_evidence, SOLDE.rules.of_unordered)])
def test_every_rule_has_a_plant(rule: str) -> None:
    assert any(expected.rule == rule for _, found in PLANTED.values() for expected in found)


def test_the_words_name_the_avance_and_its_line() -> None:
    given = files()
    without_dossier(given)
    (finding,) = reported(checked(given))
    assert finding.message.replace("\N{NO-BREAK SPACE}", " ") == (
        "le n° ASP de cette demande se lit sur son avance ; attendu : « FINMDV000002 », "
        f"d’après l’avance {AVANCE.removesuffix('.json')}, ligne 2"
    )


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (None, "l’avance de cette demande n’a pas encore de réponse connue ; attendu : son retour"),
        (
            ("0000", "Demande rejetée"),
            "la réponse à l’avance de cette demande est à vérifier ; attendu : une avance acceptée",
        ),
    ],
)
def test_an_answer_that_is_at_hand_is_not_waited_for(answer: tuple[str, str] | None, said: str) -> None:
    given = files()
    answered(answer, numeroASP="FINMDV000002")(given)
    (finding,) = reported(checked(given))
    place = f"l’avance {AVANCE.removesuffix('.json')}, ligne 2"
    assert finding.message.replace("\N{NO-BREAK SPACE}", " ") == f"{said}, d’après {place}"


@pytest.mark.parametrize("word", WORDS[1:])
def test_a_word_in_place_of_the_dossiers_of_two_lines_is_corrected_in_both(word: str) -> None:
    given = files()
    for line in given[SOLDE_FILE]:
        line["numeroASP"] = word
    found = checked(given)
    assert "asp-number-twice" not in {finding.rule for finding in found.findings}
    corrected = correct(found, TODAY).check
    assert not corrected.findings
    assert [line["numeroASP"] for line in corrected.claim.lines] == ["FINMDV000001", "FINMDV000002"]  # type: ignore[call-overload, index]


def test_the_file_s_warning_says_how_many_and_which() -> None:
    given = files()
    given[SOLDE_FILE] += [demande(3, 30), demande(4, 40, ACCEPTED)]
    (finding,) = [each for each in reported(checked(given)) if each.rule == "no-avance"]
    assert "1\N{NO-BREAK SPACE}demande d’un n° éditeur" in finding.message
    assert "ligne 3" in finding.message


def test_of_an_accepted_line_nothing_is_said() -> None:
    given = files()
    given[SOLDE_FILE][1] = demande(2, answer=ACCEPTED) | {"montantSegurHTFacture": Number("9999.00")}
    assert not reported(checked(given))


def test_avances_of_another_ans_number_tell_nothing() -> None:
    given = files()
    solde(numeroASP=None)(given)
    claims = read_all(given)
    foreign = ClaimFile.of("a.json", read(write(claim(given[AVANCE], "LGCTEST002"))))
    found = check(claims[SOLDE_FILE], TODAY, evidence=Evidence([claims[SOLDE_FILE], foreign]))
    assert not reported(found)


def test_the_safe_correction_gives_the_dossier_of_the_avance() -> None:
    given = files()
    without_dossier(given)
    corrected = correct(checked(given), TODAY).check
    assert not corrected.findings
    line = corrected.claim.lines[1]
    assert isinstance(line, dict)
    assert list(line)[2:4] == ["numeroASP", "numeroEditeur"]
    assert line["numeroASP"] == "FINMDV000002"


@pytest.mark.parametrize(("written", "is_suggested"), [("12/31/2022", True), ("11/30/2022", False)])
def test_no_date_before_the_order_is_suggested(written: str, *, is_suggested: bool) -> None:
    given = files()
    solde(dateFacture=written)(given)
    (finding,) = [each for each in checked(given).of_lines[1] if each.balise == "dateFacture"]
    assert (finding.suggestion is not None) is is_suggested


def test_an_edit_is_held_to_the_same_evidence() -> None:
    found = checked(files())
    edit = Edit(("lignesImport", 1, "numeroASP"), "FINMDV000002", "FINMDV000003")
    again = check(found.claim.edited(edit), TODAY, found)
    assert [finding.rule for finding in reported(again)] == ["avance-other-dossier"]
    assert again == check(again.claim, TODAY, evidence=found.evidence)


def test_a_beneficiary_of_many_demandes_is_looked_up_among_few() -> None:
    given = files() | {
        f"JSON-{ANS}-20231007-{n:03d}.json": [_for(demande(1, 100 + n), RPPS[2])] for n in range(1, 99)
    }
    assert [finding.rule for finding in reported(checked(given))] == ["beneficiary-twice"]
