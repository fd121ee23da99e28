"""The pretend ASP: it takes each demande once, refuses the others in French, and its files come back renamed."""

from __future__ import annotations

from pathlib import Path

from tests.ledger.faults import LABELS, with_fault
from tests.ledger.papers import (
    Answer,
    Demande,
    Line,
    Origin,
    Paper,
    Supplier,
    Tree,
    as_text,
    line_tree,
    proper_name,
    right_balises,
)
from tests.ledger.world import World, accepted_in

_ACCEPTED = (
    ("0000", "Demande acceptée"),
    ("0000", "DEMANDE ACCEPTEE"),
    (None, "Demande acceptée"),
    ("0000", "Demande accept\N{REPLACEMENT CHARACTER}e"),
    (0, "Demande acceptée."),
)
_REFUSED = (
    ("1402", "RPPS inconnu : 10000000009"),
    ("9999", "Refusée"),
    ("2210", "Pièce justificative illisible"),
    ("1204", "Date de facture invalide"),
    (None, "Montant supérieur au montant de l'avance"),
)
_EXISTS = (
    ("3436", "Demande déjà existante"),
    ("3437", "Le dossier est un doublon"),
    ("3440", "Le numéro éditeur doit être unique"),
)
_NAMES = {
    "{name}.json": 30,
    "{name} (1).json": 25,
    "Copie de {name}.json": 12,
    "{name}_FichierRetour.json": 18,
    "{name}.JSON": 10,
}
"""How the name of a return is altered on its way, and how often."""


def is_paid(world: World, demande: Demande) -> bool:
    """Whether the ASP has accepted a demande already, in whatever file."""
    return any(paper.reported_answer(index) is Answer.ACCEPTED for paper, index in world.versions(demande))


def decided(world: World, line: Line) -> tuple[Answer, object, object]:
    """What the ASP says of a line that is deposited."""
    chance = world.chance
    if is_paid(world, line.demande):
        world.count("repeats that reached the ASP")
        return (Answer.EXISTS, *chance.choice(_EXISTS))
    if line.wrong:
        first = next(name for name in line.demande.right if name in line.wrong)
        return (Answer.REFUSED, *LABELS[first])
    drawn = chance.random()
    if drawn < 0.55:
        return (Answer.ACCEPTED, *chance.choice(_ACCEPTED))
    if drawn < 0.93:
        return (Answer.REFUSED, *chance.choice(_REFUSED))
    return (Answer.EXISTS, *chance.choice(_EXISTS))  # it has the demande from elsewhere


def return_of(world: World, paper: Paper, folder: Path) -> Paper:
    """Answer a deposited file; its return arrives in a folder, under a name that may be altered."""
    lines = []
    for position, line in enumerate(paper.lines, 1):
        answer, code, label = decided(world, line)
        lines.append(Line(line.demande, line_tree(line.tree, position, code, label), answer))
    path = free_path(world, folder, proper_name(paper.supplier.ans, paper.day, paper.number))
    answered = world.file(Origin.ASP, paper.supplier, lines, path, paper.day, paper.number, answers=paper)
    world.count("returns")
    world.tell(f"return of {paper} arrives as {answered}: {reported(answered)}")
    return answered


def free_path(world: World, folder: Path, proper: str) -> Path:
    """A path that nobody has, with the name as it was or altered on the way."""
    stem = proper.removesuffix(".json")
    for _ in range(20):
        name = world.chance.choices(list(_NAMES), list(_NAMES.values()))[0].format(name=stem)
        if world.chance.random() < 0.05:
            name = name.lower()
        if not (folder / name).exists():
            return folder / name
    return folder / f"{stem} ({len(world.papers)}).json"


def reported(paper: Paper) -> str:
    """The lines of a file in a few words, for the story."""
    return ", ".join(f"{line.demande.editor} {_answer(line)}{_wrong(line)}" for line in paper.lines)


def _answer(line: Line) -> str:
    code, label = line.tree["codeTraitement"], line.tree["libelleTraitement"]
    return f"{line.answer.value} ({'' if code is None else f'{code} '}{label})"


def _wrong(line: Line) -> str:
    wrong = ", ".join(f"{name} {as_text(line.tree.get(name))}" for name in sorted(line.wrong))
    return f" ✗ {wrong}" if wrong else ""


def first_returns(world: World, supplier: Supplier, first_editor: int) -> None:
    """Let a supplier have a return or two, of files that other software made; now and then the file itself too."""
    chance = world.chance
    editor = first_editor
    for number in range(1, chance.choice((2, 2, 3))):
        day = world.clock.today.replace(month=10, day=chance.randint(1, 28))
        lines = []
        for position in range(1, chance.randint(2, 6) + 1):
            demande = Demande(supplier, right_balises(editor))
            editor += 1
            world.demandes.append(demande)
            lines.append(_first_line(world, demande, position))
        proper = proper_name(supplier.ans, day, number)
        submission = None
        if chance.random() < 0.35:
            asked = [Line(line.demande, line_tree(line.tree, i)) for i, line in enumerate(lines, 1)]
            path = world.returns / proper
            submission = world.file(Origin.OUTSIDE, supplier, asked, path, day, number)
            submission.is_deposited = True
        path = free_path(world, world.returns, proper)
        paper = world.file(
            Origin.ASP, supplier, lines, path, day, number, answers=submission, bom=chance.random() < 0.1
        )
        beside = "" if submission is None else f", beside {submission}"
        world.tell(f"{paper} lies there{beside}: {reported(paper)}")


def _first_line(world: World, demande: Demande, position: int) -> Line:
    chance = world.chance
    if chance.random() < 0.35:
        return Line(demande, line_tree(demande.right, position, *chance.choice(_ACCEPTED)), Answer.ACCEPTED)
    others = [each for each in accepted_in(world.papers) if each.supplier == demande.supplier]
    balises: Tree = demande.right if chance.random() < 0.2 else with_fault(demande, chance, others)
    line = Line(demande, line_tree(balises, position))
    if not line.wrong and chance.random() < 0.3:
        return Line(demande, line_tree(balises, position, *chance.choice(_EXISTS)), Answer.EXISTS)
    first = next((name for name in demande.right if name in line.wrong), None)
    code, label = chance.choice(_REFUSED) if first is None else LABELS[first]
    return Line(demande, line_tree(balises, position, code, label), Answer.REFUSED)
