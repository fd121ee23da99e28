"""Rules on the file itself: its bytes, its name, how many demandes it holds (note §2.1, §3.3)."""

from __future__ import annotations

from segur_tui.format.balise import Balise
from segur_tui.format.balises import FILE_NAMES, LIGNES_IMPORT, MOST_LINES, NUMERO_ANS
from segur_tui.format.finding import ERROR, WARNING, Finding, Rule, quoted
from segur_tui.format.programme import DOCUMENTS
from segur_tui.format.reading import Encoding
from segur_tui.format.rule import Checked, OfBalise, OfFile, OfFileKind
from segur_tui.format.wording import counted

_PATTERN = "JSON-numeroAns-AAAAMMJJ-NNN.json"


class UnreadableFile(Rule):
    id, severity, section = "unreadable", ERROR, "1.2"
    title = "fichier illisible"
    wrong, expected = "fichier illisible : {reason}", "un fichier JSON bien formé, en UTF-8"
    why = "Un fichier mal formé est refusé en entier, dès son dépôt."
    examples = '{"impId": null, "lignesImport": [', '{"impId": null, "lignesImport": [ ]}'


class Avance(OfFileKind):
    kind = "avance"
    id, severity, section = "avance", WARNING, "1.2"
    title = "demande d’avance"
    wrong = "c’est une demande d’avance : elle n’est ni contrôlée, ni corrigée, ni exportée"
    expected = "une demande de solde, avec sa facture"
    why = "L’avance et le solde vont dans la même enveloppe ; ce programme ne connaît que le solde."
    examples = "un fichier dont chaque demande porte une avance", "un fichier de demandes de solde"


class OtherFormat(OfFileKind):
    kind = "other"
    id, severity, section = "other-format", WARNING, "1.2"
    title = "autre vague ou autre couloir"
    wrong = "c’est un fichier d’une autre vague ou d’un autre couloir ({mark}) : il n’est ni contrôlé ni exporté"
    expected = f"une demande de solde {DOCUMENTS}"
    why = "Chaque vague et chaque couloir a sa note, avec d’autres balises et d’autres règles."
    examples = "des pièces nommées MDV-LGC-Va2-…", "des pièces nommées MDV-LGC-Va1-…"


class FileEncoding(OfFile):
    id, severity, section = "file-encoding", WARNING, "1.2"
    title = "encodage du fichier"
    wrong, expected = "fichier lu comme du {encoding}", "UTF-8 (l’export écrit en UTF-8)"
    why = "Dans un autre encodage, les accents peuvent être lus de travers."
    examples = "é écrit E9, en windows-1252", "é écrit C3 A9, en UTF-8"

    def look(self, header: Checked) -> list[Finding]:
        encoding = header.given.encoding
        return self.on(header, encoding=encoding.value) if encoding is Encoding.WINDOWS_1252 else []


class ByteOrderMark(OfFile):
    id, severity, section = "byte-order-mark", WARNING, "1.2"
    title = "marque d’ordre des octets"
    wrong = "le fichier commence par une marque d’ordre des octets (BOM), qui serait déposée avec lui"
    expected = "UTF-8 sans BOM (l’export l’écrit ainsi)"
    why = "Bien des lecteurs de JSON refusent un texte qui commence par cette marque."
    examples = "EF BB BF, puis {", "{ dès le premier octet"

    def look(self, header: Checked) -> list[Finding]:
        has_mark = header.given.encoding is Encoding.UTF_8_BOM
        return self.on(header) if has_mark and header.given.is_deposit else []


class DatesTurned(OfFile):
    id, severity, section = "dates-turned", WARNING, "3.2"
    title = "dates au mois d’abord"
    wrong = "{value} (ligne {place}) n’existe que lue le mois d’abord : {others}"
    expected = "le jour, puis le mois : JJ/MM/AAAA"
    why = "Un logiciel qui écrit le mois d’abord le fait partout, même là où la date se lit des deux façons."
    examples = '"dateFacture": "02/28/2023"', '"dateFacture": "28/02/2023"'

    def look(self, header: Checked) -> list[Finding]:
        turned = header.given.turned
        if turned is None:
            return []
        count = len(turned.others)
        verb = "sont" if count > 1 else "est"
        doubtful = f"{counted(count, 'autre date')} du fichier {verb} peut-être à retourner aussi"
        others = doubtful if count else "aucune autre ne se lit des deux façons"
        return self.on(header, value=quoted(turned.first), place=turned.line, others=others)


class ReturnedName(OfFile):
    id, severity, section = "returned-name", WARNING, "3.3"
    title = "retour sous un autre nom"
    wrong = "le retour porte un autre nom que celui du dépôt, {value}"
    why = "Le nom dit le jour et le numéro du dépôt : sans lui, les fichiers se classent mal."
    examples = "retour.json", "JSON-LGCTEST001-20261005-001.json"

    def look(self, header: Checked) -> list[Finding]:
        name, is_deposit = header.given.name, header.given.is_deposit
        if is_deposit or not name or (FILE_NAMES.parse(name) is not None and not _other_ans(header)):
            return []
        return self.on(header, value=quoted(name), expected=_PATTERN)


class NameOfFile(OfFile):
    id, severity, section = "file-name", ERROR, "3.3"
    title = "nom du fichier"
    wrong, expected = "le nom {value} ne suit pas la règle", _PATTERN
    why = "L’ASP reconnaît un dépôt à son nom."
    examples = "demandes.json", "JSON-LGCTEST001-20261005-001.json"
    is_made_anew = True

    def look(self, header: Checked) -> list[Finding]:
        name, is_deposit = header.given.name, header.given.is_deposit
        return (
            self.on(header, value=quoted(name)) if is_deposit and name and FILE_NAMES.parse(name) is None else []
        )


class NameOfOtherAns(OfFile):
    id, severity, section = "file-name-ans", ERROR, "3.3"
    title = "n° ANS dans le nom du fichier"
    wrong, expected = "le nom du fichier porte le n° ANS « {named} »", "celui de l’entête, {value}"
    why = "Le nom et l’entête disent tous deux quel logiciel est financé : ils s’accordent."
    examples = (
        "JSON-LGCTEST002-20261005-001.json, où numeroAns vaut LGCTEST001",
        "JSON-LGCTEST001-20261005-001.json",
    )
    is_made_anew = True

    def look(self, header: Checked) -> list[Finding]:
        named = _other_ans(header)
        if not named or not header.given.is_deposit:
            return []
        return self.on(header, named=named, value=quoted(header.text(NUMERO_ANS)))


class LinesEmpty(OfBalise):
    id, severity, section = "lines-empty", ERROR, "2.1"
    title = "aucune demande"
    wrong, expected = "le fichier ne contient aucune demande", f"de 1 à {MOST_LINES} demandes"
    why = "Un fichier sans demande ne demande rien."
    examples = "un fichier sans ligne", "de 1 à 200 demandes"
    is_made_anew, is_provable = True, False
    balises = (LIGNES_IMPORT,)

    def look(self, checked: Checked, balise: Balise) -> list[Finding]:
        return [self.on(checked, balise)] if checked.placed.values.get(balise.name) == [] else []


class LinesTooMany(OfBalise):
    id, severity, section = "lines-too-many", ERROR, "2.1"
    title = "trop de demandes"
    wrong, expected = "le fichier contient {count} demandes", f"{MOST_LINES} au plus par fichier"
    why = "L’ASP ne prend pas plus de demandes par fichier ; l’export les répartit."
    examples = "201 demandes", "200 demandes, et la suite dans un second fichier"
    is_provable = False
    balises = (LIGNES_IMPORT,)

    def look(self, checked: Checked, balise: Balise) -> list[Finding]:
        lines = checked.placed.values.get(balise.name)
        if not isinstance(lines, list) or len(lines) <= MOST_LINES or checked.given.is_group:
            return []
        return [self.on(checked, balise, count=len(lines))]


def _other_ans(header: Checked) -> str:
    """Return the ANS number of the file's name where the header has another one, else nothing."""
    name, number = FILE_NAMES.parse(header.given.name), header.text(NUMERO_ANS)
    return name.numero_ans if name is not None and number not in (None, name.numero_ans) else ""
