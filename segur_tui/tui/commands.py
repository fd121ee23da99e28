"""Every command of the interface, declared once: key, action, words for the footer, the help and the palette."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from enum import Flag, auto
from typing import TYPE_CHECKING

from segur_tui.application.settings.values import KeySetting
from segur_tui.format.value_type import replace, value_type
from segur_tui.format.wording import folded

if TYPE_CHECKING:
    from textual.binding import Binding


_NAMES = {
    "enter": "Entrée",
    "escape": "Échap",
    "space": "Espace",
    "backspace": "Retour arrière",
    "delete": "Suppr",
    "insert": "Inser",
    "home": "Début",
    "end": "Fin",
    "pageup": "Page préc.",
    "pagedown": "Page suiv.",
    "shift": "Maj",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "at": "@",
    "backslash": "\\",
    "circumflex_accent": "^",
    "right_square_bracket": "]",
    "underscore": "_",
    "question_mark": "?",
    "asterisk": "*",
    "slash": "/",
    "plus": "+",
    "minus": "-",
    "equals_sign": "=",
    "full_stop": ".",
}
"""The names that people give to keys that Textual calls otherwise."""
_KEYS = {name: key for key, name in _NAMES.items()}


def name_of(key: str) -> str:
    """Return a key of Textual's as people read it, such as Maj+↑ or Ctrl+T."""
    return key if len(key) == 1 else "+".join(_NAMES.get(part, part.capitalize()) for part in key.split("+"))


_HELD = ("_shift", "_control", "_alt", "_super", "_hyper", "_meta", "_lock")
"""The ends of the names of keys that are held while others are pressed: kitty and foot send these, too."""


def is_held(key: str) -> bool:
    """Tell whether a key of Textual's does nothing but change others."""
    return key.endswith(_HELD)


def key_called(name: str) -> str:
    """Return Textual's name of a key that people read under another."""
    return _KEYS.get(name, name) if len(name) == 1 else "+".join(_KEYS.get(p, p.lower()) for p in name.split("+"))


class Where(Flag):
    """The screens in which a command works."""

    FOLDER = auto()
    FILE = auto()
    ANYWHERE = FOLDER | FILE


@value_type
class Command:
    """A command: the key that gives it, the action that does it, and its words.

    `label` is for the footer, `help` for the help screen and the palette; `footer` is True where the footer names
    it: the fewer it names, the better they are seen (the folder's has an order of its own, FOLDER_FOOTER).
    `also` is a second key, for terminals that do not send the first; it is none that a person can choose.
    One that works `always` does so in a dialog and amid typing too; one that `yields` leaves its key to another
    command to which a person's configuration gives it, and is then in the palette alone.
    """

    key: str
    action: str
    label: str
    help: str
    where: Where = Where.FILE
    footer: bool = False
    shown_key: str = ""
    always: bool = False
    yields: bool = False
    also: str = ""

    @property
    def name(self) -> str:
        """Its name in the configuration: its label, without accents or spaces."""
        return folded(self.label).replace(" ", "-")

    @property
    def key_name(self) -> str:
        """The key as people read it."""
        return self.shown_key or " ".join(name_of(key) for key in (self.key, self.also) if key)

    def binding(self, name: str | None = None) -> Binding:
        """Return the binding that Textual wants; `name` is what a keymap may give another key to."""
        from textual.binding import Binding  # the shell's commands know the keys without it

        shown, priority = self.key_name, self.always
        return Binding(self.key, self.action, self.label, self.footer, shown, priority, id=name)


COMMANDS = (
    Command("n", "next_problem(1)", "suivant", "aller au problème suivant, d’une ligne à l’autre", footer=True),
    Command("N", "next_problem(-1)", "précédent", "aller au problème précédent"),
    Command("c", "correct", "corriger", "corrections sûres : voir, cocher, appliquer", footer=True),
    Command("S", "suggest", "suggestions", "suggestions, à vérifier : voir, cocher, appliquer", yields=True),
    Command("e", "export", "exporter", "écrire les lignes dans un fichier à déposer", Where.ANYWHERE, footer=True),
    Command("q", "back", "retour", "revenir, puis quitter", Where.ANYWHERE, footer=True),
    Command("u", "turn(-1)", "annuler", "annuler la dernière modification", footer=True),
    Command("U", "turn(1)", "refaire", "refaire ce qui vient d’être annulé"),
    Command(
        "question_mark",
        "help",
        "aide",
        "les touches, la note sur la balise, et le guide",
        Where.ANYWHERE,
        footer=True,
    ),
    Command("1", "show('problems')", "Problèmes", "la vue des problèmes"),
    Command("2", "show('lines')", "Lignes", "la vue des lignes"),
    Command("3", "show('fields')", "Champs", "la vue des champs de la ligne"),
    Command(
        "f",
        "filter",
        "filtrer",
        "filtrer : toutes, refusées, en erreur, avertissements, acceptées, à vérifier",
        footer=True,
    ),
    Command("slash", "search", "chercher", "chercher au fil de la frappe", Where.ANYWHERE, footer=True),
    Command("space", "mark", "marquer", "marquer ou démarquer", Where.ANYWHERE),
    Command("asterisk", "mark_all", "tout marquer", "marquer tout ce qui est montré", Where.ANYWHERE),
    Command("m", "change_marked", "changer les marquées", "changer une balise sur toutes les lignes marquées"),
    Command("g", "group", "grouper", "grouper les problèmes semblables, et les corriger ensemble"),
    Command("g", "group", "ensemble", "corriger ensemble les refusées des fichiers marqués", Where.FOLDER),
    Command("o", "sort", "trier", "trier : ordre du fichier, n° éditeur, balise, gravité"),
    Command("z", "begin_afresh", "repartir de zéro", "revenir au fichier tel qu’il a été ouvert (U refait)"),
    Command("t", "take_over", "reprendre la main", "reprendre un fichier ouvert dans une autre session"),
    Command("d", "changes", "modifications", "ce qui a changé depuis l’ouverture"),
    Command("p", "report", "rapport", "écrire le rapport des problèmes, en HTML ou en CSV", Where.ANYWHERE),
    Command("s", "source", "source", "le JSON de la ligne, la faute mise en évidence"),
    Command("x", "settle", "régler", "régler une réponse à vérifier : acceptée ou refusée", yields=True),
    Command(
        "h", "history", "histoire", "l’histoire de la demande, ou les refusées jamais exportées", Where.ANYWHERE
    ),
    Command(
        "a",
        "app.answers",
        "réponses",
        "les réponses de l’ASP : combien de fois, comment elles sont lues, ce qui a aidé",
        Where.ANYWHERE,
        yields=True,
    ),
    Command(
        "w",
        "withdraw",
        "non déposé",
        "ce fichier écrit par segur-tui n’a pas été déposé : ses lignes sont de nouveau libres",
        Where.FOLDER,
        yields=True,
    ),
    Command(
        "i",
        "unclaimed",
        "reste à demander",
        "l’argent encore à demander : avances sans solde, soldes refusés ou sans réponse",
        Where.FOLDER,
        yields=True,
    ),
    Command("f2", "edit", "modifier", "modifier la valeur sous le curseur", yields=True, also="equals_sign"),
    Command(
        "l", "go_to_line", "aller à la ligne", "aller à une ligne par son numéro, ou son n° éditeur", yields=True
    ),
    Command(
        "b",
        "app.note",
        "note",
        "la note : chaque balise, son format, ses contrôles",
        Where.ANYWHERE,
        yields=True,
    ),
    Command("y", "copy", "copier", "copier la valeur dans le presse-papiers du terminal", yields=True),
    Command("delete", "remove", "retirer", "retirer un élément de liste ou un document (vue Champs)"),
    Command("shift+up", "move_item(-1)", "monter", "monter l’élément dans sa liste (vue Champs)", also="plus"),
    Command("shift+down", "move_item(1)", "descendre", "descendre l’élément (vue Champs)", also="minus"),
    Command("r", "reload", "recharger", "relire le fichier ou le dossier", Where.ANYWHERE),
    Command("ctrl+t", "app.switch_theme", "thème", "thème sombre ou clair", Where.ANYWHERE),
    Command(
        "ctrl+l",
        "app.redraw",
        "redessiner",
        "dessiner tout l’écran de nouveau",
        Where.ANYWHERE,
        always=True,
        yields=True,
    ),
    Command(
        "ctrl+p",
        "app.command_palette",
        "palette",
        "toutes les commandes, par leur nom",
        Where.ANYWHERE,
        also="full_stop",
    ),
    Command(
        "ctrl+z",
        "app.suspend_process",
        "suspendre",
        "suspendre ; fg, dans le shell, reprend où l’on était",
        Where.ANYWHERE,
        always=True,
    ),
)
"""In the order in which the footer and the help show them, with the keys of the contract; no two share a name."""

FOLDER_FOOTER = (
    "mark", "export", "group", "help", "back", "history", "report", "mark_all", "search", "reload",
)  # fmt: skip
"""The actions that the footer of a folder names, in order of use: the width decides how many."""


SEARCH_KEYS = (("Entrée", "garder la recherche"), ("Échap", "effacer"))
"""The keys while one searches."""
REST = (".", "…")
"""The palette's second key, which stands where a footer has no room for all keys: it leads to the others."""

_NO_KEY = "none"
"""A key that no terminal sends: Textual keeps a command's own key where its keymap has an empty one."""


def keymap(keys: Mapping[str, KeySetting]) -> dict[str, str]:
    """Return the keys of the commands that do not have their own, by name: chosen, or none where one yields."""
    return {
        command.name: command.key or _NO_KEY
        for command in commands_of(Where.ANYWHERE, keys)
        if command.name in keys or (command.yields and not command.key)
    }


def commands_of(where: Where, keys: Mapping[str, KeySetting]) -> tuple[Command, ...]:
    """Return the commands that work in a screen, with the keys that a person has chosen, by name."""
    known = [
        replace(command, key=keys[command.name].key) if command.name in keys else command
        for command in COMMANDS
        if command.where & where
    ]
    chosen = [(command.key, command.where) for command in known if command.name in keys]

    def is_taken(command: Command) -> bool:
        is_own = command.name in keys or not command.yields
        return not is_own and any(key == command.key and where & command.where for key, where in chosen)

    return tuple(replace(command, key="") if is_taken(command) else command for command in known)


def bindings_of(where: Where) -> list[Binding]:
    """Return a screen's bindings; the application's keymap puts the chosen keys into them, by their names."""
    known = [command for command in COMMANDS if command.where & where]
    also = (replace(command, key=command.also, also="").binding() for command in known if command.also)
    return [*(command.binding(command.name) for command in known), *also]


def footer_of(
    commands: Iterable[Command], opens: str, without: Collection[str] = (), beside: Iterable[tuple[str, str]] = ()
) -> list[tuple[str, str]]:
    """Return the keys and words of a footer: Enter where it `opens` anything, those `beside` it, and commands."""
    shown = (command for command in commands if command.footer and command.action not in without)
    return [
        *([("Entrée", opens)] if opens else []),
        *beside,
        *((command.key_name, command.label) for command in shown),
        REST,
    ]


def folder_footer(commands: Iterable[Command]) -> list[tuple[str, str]]:
    """Return the keys and words that the footer of a folder shows."""
    known = {command.action: command for command in commands}
    named = [(known[action].key_name, known[action].label) for action in FOLDER_FOOTER]
    return [("Entrée", "ouvrir"), *named]
