"""Messages: French sentences that say what is expected, set as French is set."""

from __future__ import annotations

import re
from typing import Any

import pytest

from segur_tui.format.finding import Finding, Rule, cited, quoted, type_name
from segur_tui.format.reading import Unreadable, read
from segur_tui.format.rules.file import UnreadableFile
from segur_tui.format.solde import SOLDE
from segur_tui.format.tree import Absent, Json, Number, value_at
from segur_tui.format.wording import counted, typeset
from segur_tui.format.writing import to_compact
from tests.format.builders import Literal, claim_file, rpps, to_bytes
from tests.format.cases import ALL
from tests.format.faults import Fault, answered, on_line, put, structure, together
from tests.format.findings import RULES, check_bytes, check_case

_BREAKABLE = re.compile(r" [;:!?»%€]|« ")
FINESS_EXPECTED = "9 chiffres (le deuxième peut être A ou B, en Corse), entre guillemets"
_ENGLISH = re.compile(
    r"(?i)\b(should|must|expected|input|value|string|error|invalid|missing|required|at least|field)\b"
)
_SAYS_NOTHING_MORE = {"asp-rejection", "asp-to-verify"}
"""The ASP's label is shown as it is: what it expects is not ours to say."""


@pytest.mark.parametrize(
    "rule", [rule for rule in RULES.values() if rule.id not in _SAYS_NOTHING_MORE], ids=lambda r: r.id
)
def test_a_rule_says_what_is_wrong_and_what_is_expected(rule: Rule) -> None:
    assert rule.wrong
    assert rule.expected
    assert re.fullmatch(r"[1-3]\.[1-4]", rule.section)


def test_every_rule_has_its_own_id() -> None:
    assert len(SOLDE.rules.all) == len(RULES)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.id) for rule in SOLDE.rules.all)


@pytest.mark.parametrize("name", [name for name, case in ALL.items() if case.expected])
def test_a_message_is_whole_and_says_what_is_expected(name: str) -> None:
    for finding in check_case(ALL[name]).findings:
        expects = "attendu\N{NO-BREAK SPACE}: " in finding.message
        assert expects == (finding.rule not in _SAYS_NOTHING_MORE)
        assert not finding.message.endswith(": ")
        assert not re.search(r"\{[a-z]+\}", finding.message), "a place of the sentence stayed open"
        assert not _ENGLISH.search(finding.message)


@pytest.mark.parametrize("name", [name for name, case in ALL.items() if case.expected])
def test_a_message_cannot_break_before_a_punctuation_mark_or_inside_quotes(name: str) -> None:
    ours = [finding for finding in check_case(ALL[name]).findings if finding.rule not in _SAYS_NOTHING_MORE]
    for finding in ours:
        assert not _BREAKABLE.search(finding.message), finding.message


_ABOUT_NO_VALUE = {
    "missing",
    "amount-zero",
    "no-invoice",
    "no-proof",
    "lines-empty",
    "lines-too-many",
    "many-errors",
    "many-keys",
    "many-warnings",
}
_ABOUT_NO_VALUE |= {"list-wanted", "list-unwanted", "dmp-missing", "dmp-unused", "dmp-absent", *_SAYS_NOTHING_MORE}


@pytest.mark.parametrize("name", [name for name, case in ALL.items() if case.expected])
def test_a_message_cites_the_value_now_or_the_key(name: str) -> None:
    checked = check_case(ALL[name])
    corrected = {finding.pointer for finding in checked.findings if finding.fix}
    for finding in checked.findings:
        value = value_at(checked.claim.root, finding.pointer)
        if isinstance(value, Absent) or finding.rule in _ABOUT_NO_VALUE or not finding.pointer:
            continue
        named = cited(str(finding.pointer[-1]), 60)
        meant = finding.pointer in corrected and finding.fix is None
        assert meant or any(each in finding.message for each in (quoted(value), named))


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        (
            put("piecesjustificatives/1/nomFichier", "va.png"),
            "« va.png » ne suit pas la règle de nommage ; attendu : MDV-LGC-Va1-VA-00001.png",
        ),
        (
            together(put("piecesjustificatives/1/nomFichier", "va.png"), put("numeroEditeur", "1a")),
            "« va.png » ne suit pas la règle de nommage ; attendu : MDV-LGC-Va1-VA-….png",
        ),
        (
            put("piecesjustificatives/1/nomFichier", "va 00002.png"),
            (
                "« va 00002.png » ne suit pas la règle de nommage (une autre pièce ?) ; "
                "attendu : pour celle-ci, MDV-LGC-Va1-VA-00001.png"
            ),
        ),
        (
            put("piecesjustificatives/1", {"nomFichier": "va", "formatFichier": "doc", "typeFichier": "VA"}),
            "« va » ne suit pas la règle de nommage ; attendu : MDV-LGC-Va1-VA-00001.…",
        ),
        (
            put("piecesjustificatives/1", {"nomFichier": "va", "formatFichier": "PNG", "typeFichier": "?"}),
            "« va » ne suit pas la règle de nommage ; attendu : MDV-LGC-Va1-…-00001.png",
        ),
    ],
    ids=["all known", "no number", "another", "no format", "no type"],
)
def test_a_document_s_name_is_proposed_from_what_is_known(fault: Fault, message: str) -> None:
    holder: dict[str, Any] = {"": claim_file()}
    fault(holder, 0)
    (finding,) = (each for each in check_bytes(to_bytes(holder[""])).findings if each.rule == "document-name")
    assert finding.message.replace("\N{NO-BREAK SPACE}", " ") == message


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        (
            structure("10780005"),
            f"« 10780005 » compte 8 caractères (il manque un zéro devant ?) ; attendu : {FINESS_EXPECTED}",
        ),
        (
            put("beneficiaires/liberalRPPS/0", 810000000009),
            "« 810000000009 » est un nombre (un 8 de trop devant ?) ; attendu : 11 chiffres, entre guillemets",
        ),
        (
            put("dateFacture", "2026-10-06"),
            (
                "« 2026-10-06 » n’est pas au format JJ/MM/AAAA (le 06/10/2026 serait dans le futur) ; "
                "attendu : date JJ/MM/AAAA, par exemple 01/02/2023"
            ),
        ),
        (
            structure("2b0000020"),
            "« 2b0000020 » contient d’autres signes que ceux permis (en capitales ?) ; attendu : "
            + FINESS_EXPECTED,
        ),
        (
            structure("2b0000021"),  # its key does not hold
            f"« 2b0000021 » contient d’autres signes que ceux permis ; attendu : {FINESS_EXPECTED}",
        ),
        (
            put("numeroASP", "Finmdv000012"),
            (
                "« Finmdv000012 » ne commence pas par FINMDV (en capitales ?) ; "
                "attendu : FINMDV suivi de 6 caractères, entre guillemets"
            ),
        ),
    ],
)
def test_what_is_likely_is_asked_in_the_message(fault: Fault, message: str) -> None:
    (finding,) = _findings(fault)
    assert _plain(finding.message) == message


@pytest.mark.parametrize(
    ("amount", "doctors", "said"),
    [
        ("358.35", 1, "« 358.35 » dépasse 358.34 € HT pour 1 médecin"),
        ("429.99", 1, "« 429.99 » dépasse 358.34 € HT pour 1 médecin"),
        ("430.00", 1, "« 430.00 » dépasse 358.34 € HT pour 1 médecin (TTC ?)"),
        ("430.02", 1, "« 430.02 » dépasse 358.34 € HT pour 1 médecin (TTC ?)"),
        ("430.03", 1, "« 430.03 » dépasse 358.34 € HT pour 1 médecin"),
        ("860.00", 2, "« 860.00 » dépasse 716.67 € HT pour 2 médecins (TTC ?)"),
        ("1288.79", 3, "« 1288.79 » dépasse 1075.00 € HT pour 3 médecins"),
        ("1288.80", 3, "« 1288.80 » dépasse 1075.00 € HT pour 3 médecins"),
        ("1289.99", 3, "« 1289.99 » dépasse 1075.00 € HT pour 3 médecins (TTC ?)"),
        ("1290.00", 3, "« 1290.00 » dépasse 1075.00 € HT pour 3 médecins (TTC ?)"),
        ("1290.01", 3, "« 1290.01 » dépasse 1075.00 € HT pour 3 médecins (TTC ?)"),
        ("1290.02", 3, "« 1290.02 » dépasse 1075.00 € HT pour 3 médecins"),
    ],
)
def test_an_amount_above_is_told_with_its_bound_and_asked_whether_it_has_tax(
    amount: str, doctors: int, said: str
) -> None:
    shared = put("beneficiaires/liberalRPPS", [rpps(number) for number in range(doctors)])
    (finding,) = _findings(together(shared, put("montantSegurHTFacture", Literal(amount))))
    assert _plain(finding.message) == f"{said} ; attendu : au plus 1075.00 € HT pour trois médecins"


@pytest.mark.parametrize(
    ("code", "label", "message"),
    [
        ("1204", " Date invalide ", "refusée par l’ASP (code 1204) : Date invalide"),
        (12, "Date invalide", "refusée par l’ASP (code 12) : Date invalide"),
        (None, "Date invalide", "refusée par l’ASP : Date invalide"),
        ([1204], ["Date invalide"], "refusée par l’ASP (code 1204) : Date invalide"),
        (1, None, "acceptée ou refusée ? un code seul ne le dit pas : sans libellé (code 1)"),
        (
            "0000",
            "Date invalide",
            "acceptée ou refusée ? le code et le libellé se contredisent : Date invalide (code 0000)",
        ),
    ],
)
def test_a_rejection_cites_the_code_and_the_label_of_the_asp(code: Any, label: Any, message: str) -> None:
    holder: dict[str, Any] = {"": claim_file()}
    answered(code, label)(holder, 0)
    (finding,) = check_bytes(to_bytes(holder[""])).findings
    assert finding.message.replace("\N{NO-BREAK SPACE}", " ") == message


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/dateFacture", "« dateFacture » directement dans la demande"),
        ("numeroAns", "« numeroAns » dans l’entête du fichier"),
        ("siret", "« SIRET » dans l’entête du fichier"),
        ("liberalRPPS", "« liberalRPPS » dans le bloc « beneficiaires »"),
        ("beneficiaires/piecesjustificatives", "« piecesjustificatives » directement dans la demande"),
        ("piecesjustificatives/0/numligne", "« numLigne » directement dans la demande"),
        ("NomFichier", "« nomFichier » dans une pièce de « piecesjustificatives »"),
    ],
)
def test_a_balise_of_the_note_in_another_place_is_said_to_belong_elsewhere(path: str, expected: str) -> None:
    (finding,) = _findings(put(path, 1))
    key = path.rpartition("/")[2]
    assert (finding.rule, finding.severity.value, finding.balise, finding.fix) == (
        "unknown-key",
        "warning",
        None,
        None,
    )
    assert (
        _plain(finding.message) == f"la balise « {key} » est connue, mais pas à cet endroit ; attendu : {expected}"
    )


def test_a_key_that_is_no_balise_is_said_not_to_be_in_the_note() -> None:
    (finding,) = _findings(put("commentaire", 1))
    wanted = "la balise « commentaire » n’est pas dans la note ; attendu : les seules balises de la note"
    assert _plain(finding.message) == wanted


@pytest.mark.parametrize(
    ("path", "value", "wrong"),
    [
        ("isDirectToMSSPro", "null", "« null » entre guillemets est un texte et n’a pas sa place ici"),
        ("adresseBoiteMSSPro", "NULL", "« NULL » entre guillemets est un texte et n’a pas sa place ici"),
        ("/impId", "null", "« null » entre guillemets est un texte et n’a pas sa place ici"),
        ("/impId", "nulle", "« nulle » n’a pas sa place ici"),
        ("isDirectToMSSPro", True, "« true » n’a pas sa place ici"),
    ],
)
def test_null_in_quotes_is_said_to_be_a_text(path: str, value: Any, wrong: str) -> None:
    (finding,) = _findings(put(path, value))
    assert _plain(finding.message) == f"{wrong} ; attendu : null, seule valeur possible"


@pytest.mark.parametrize(
    ("second", "third", "others"),
    [
        ("15/02/2023", "2023-02-01", "aucune autre ne se lit des deux façons"),
        ("01/01/2023", " 1/2/2023 ", "1 autre date du fichier est peut-être à retourner aussi"),
        (["09/08/2023"], "08/16/2023", "2 autres dates du fichier sont peut-être à retourner aussi"),
    ],
)
def test_a_date_with_the_month_first_is_said_once_with_the_others_that_may_have_it_so(
    second: Any, third: Any, others: str
) -> None:
    dates = put("dateFacture", "08/15/2023"), on_line(2, put("dateFacture", second))
    (said,) = (
        finding.message
        for finding in _findings(together(*dates, on_line(3, put("dateFacture", third))))
        if finding.rule == "dates-turned"
    )
    first, _, rest = _plain(said).partition(" ; ")
    assert first == f"« 08/15/2023 » (ligne 1) n’existe que lue le mois d’abord : {others}"
    assert rest == "attendu : le jour, puis le mois : JJ/MM/AAAA"


@pytest.mark.parametrize(
    ("path", "value", "wrong"),
    [
        ("numLigne", "", "un texte vide ; attendu : nombre entier de 1 à 200, sans guillemets"),
        ("numLigne", Literal("1.0"), "« 1.0 » est un nombre à virgule ; attendu : nombre entier de 1 à 200"),
        ("numeroEditeur", "", "un texte vide ; attendu : 5 caractères"),
        ("numeroEditeur", "1a", "« 1a » compte 2 caractères ; attendu : 5 caractères"),
        ("typeAction", "", "un texte vide n’est pas une valeur possible ; attendu : « C »"),
        ("dateFacture", "", "un texte vide n’est pas au format JJ/MM/AAAA ; attendu"),
        ("/impId", "", "un texte vide n’a pas sa place ici ; attendu : null"),
        ("isDirectToDMP", "", "un texte vide ; attendu : true ou false"),
        ("piecesjustificatives", "", "un texte vide ; attendu : liste entre crochets de blocs"),
        ("montantSegurHTFacture", Literal("-0.00"), "le montant « -0.00 » est un zéro négatif ; attendu"),
        ("montantSegurHTFacture", Literal("-5"), "le montant « -5 » est négatif ; attendu : un montant positif"),
    ],
)
def test_what_stands_there_is_said_as_people_say_it(path: str, value: Any, wrong: str) -> None:
    said = [_plain(finding.message) for finding in _findings(put(path, value))]
    assert any(each.startswith(wrong) for each in said), said


def _findings(fault: Fault) -> tuple[Finding, ...]:
    holder: dict[str, Any] = {"": claim_file()}
    fault(holder, 0)
    return check_bytes(to_bytes(holder[""])).findings


def _plain(message: str) -> str:
    return message.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("name", [balise.name for balise in SOLDE.balises])
def test_every_balise_says_in_french_what_it_holds(name: str) -> None:
    (balise,) = (each for each in SOLDE.balises if each.name == name)
    assert balise.expected
    assert balise.label
    assert balise.note.endswith((".", "?"))
    assert not _ENGLISH.search(balise.expected)


@pytest.mark.parametrize(
    "content",
    [b"", b"[]", b'{"a": }', b'{"a": 1,}', b'{"a" 1}', b'{"a": "\\ud800"}', b'{"a": "\x81"}', b'{"a": [1 2]}'],
)
def test_the_message_on_an_unreadable_file_is_set_the_same_way(content: bytes) -> None:
    with pytest.raises(Unreadable) as refusal:
        read(content)
    assert not _BREAKABLE.search(UnreadableFile.message(reason=refusal.value))


def test_a_value_is_quoted_as_it_is_and_cut_when_it_is_long() -> None:
    assert quoted("00 001") == "«\u00a000 001\u00a0»"
    assert quoted(Number("1075.0")) == "«\u00a01075.0\u00a0»"
    assert quoted({"a": [None, True]}) == '«\u00a0{"a": [null, true]}\u00a0»'
    assert len(quoted("x" * 1000)) < 70


def test_a_message_stays_short_whatever_the_value() -> None:
    claim = claim_file()
    for path, value in [
        ("dateFacture", "x" * 10**5),
        ("numeroASP", "x" * 10**5),
        ("montantSegurHTFacture", Literal("1" * 10**5)),
        ("isDirectToMSSPro", ["x"] * 10**4),
        ("x" * 10**5, 1),
    ]:
        put(path, value)({"": claim}, 0)
    findings = check_bytes(to_bytes(claim)).findings
    assert len(findings) == 5
    assert max(len(finding.message) for finding in findings) < 300


@pytest.mark.parametrize(
    ("value", "name"),
    [
        (None, "une absence de valeur"),
        (True, "un booléen (true ou false)"),
        (1, "un nombre"),
        (Number("1" * 20), "un nombre"),
        (Number("1.0"), "un nombre à virgule"),
        (Number("-1.5e3"), "un nombre à virgule"),
        (Number("1e3"), "un nombre à exposant"),
        ("", "un texte"),
        ([], "une liste"),
        ({}, "un bloc { … }"),
    ],
)
def test_the_type_of_a_value_has_a_french_name(value: Json, name: str) -> None:
    assert type_name(value) == name


def test_a_noun_is_in_the_plural_from_two_on() -> None:
    assert [counted(number, "caractère") for number in (0, 1, 2)] == [
        "0\u00a0caractère",
        "1\u00a0caractère",
        "2\u00a0caractères",
    ]


def test_french_punctuation_gets_its_no_break_spaces() -> None:
    assert (
        typeset("le nom « x » manque ; pourquoi ? 3 €")
        == "le nom «\u00a0x\u00a0» manque\u00a0; pourquoi\u00a0? 3\u00a0€"
    )
    assert typeset("déjà, sans rien.") == "déjà, sans rien."


def test_a_message_that_many_lines_have_is_held_once() -> None:
    tree = claim_file(3)
    for line in tree["lignesImport"]:
        del line["dateFacture"]
    one, other, _ = (finding.message for finding in check_bytes(to_bytes(tree)).findings)
    assert one is other


_NAMES_ONE = re.compile(
    r"« (?P<quoted>[^»…]+) »(, seule valeur possible)?"
    r"|(?P<name>MDV-[^…]+)"
    r"|(?P<line>[0-9]+) \(l’export renumérote\)"
    r"|(?P<null>null), seule valeur possible"
)
"""What is expected, where that is one value alone."""


def _only_expected(finding: Finding) -> str | None:
    found = _NAMES_ONE.fullmatch(finding.message.replace("\N{NO-BREAK SPACE}", " ").partition("attendu : ")[2])
    return None if found is None else next(filter(None, found.groupdict().values()))


_WOULD_BE_TWICE = "documents: two documents that would have one name"


def test_a_message_that_names_the_only_value_expected_proposes_it() -> None:
    proposing = set[str]()
    for name, given in ALL.items():
        if name == _WOULD_BE_TWICE:
            continue
        for finding in check_case(given).findings:
            if (expected := _only_expected(finding)) is None:
                continue
            edit = finding.fix or finding.suggestion
            assert edit is not None, f"{name}: {finding.message}"
            assert not isinstance(edit.after, Absent)
            proposed = edit.key or to_compact(edit.after).strip('"')
            assert proposed == expected
            proposing.add(finding.rule)
    documents = {"document-name", "document-format", "document-type"}
    assert proposing == documents | {"line-sequence", "missing", "choice", "null-only", "letter-case"}
