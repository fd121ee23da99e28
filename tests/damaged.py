"""Random damaged files, as writers and people damage them; as a script, the proof that no correction harms one.

python -m tests.damaged --files 20000 [--seed 1]
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from random import Random
from typing import Any

from tests.format.builders import Literal, Members, claim_file, to_bytes
from tests.format.certainty import assert_certain
from tests.format.findings import check_bytes

_NOTHING: tuple[Any, ...] = (None, "", [], {}, [None], "null", False, 0)
_DATES = ("2023-02-01", "1/2/2023", "01.02.2023", "01/02/2023 00:00:00", "02/13/2023", "2023-02-01T00:00:00", "x")
_AMOUNTS = (
    "1075",
    "1075.0",
    "1.0750000000000000E+003",
    "1075.000000",
    "-0.00",
    "1075.005",
    "358.32999999999998",
    "-5",
)
_JUNK: tuple[Any, ...] = (
    "",
    "C",
    "3",
    "00001",
    1,
    0,
    True,
    "oui",
    "1",
    "0",
    "libéral",
    "pdf",
    "MOM",
    "1 075,00",
    "0.1075e4",
)


def damaged(random: Random) -> Any:
    """Return a claim file that was right, after one to fourteen damages."""
    holder: dict[str, Any] = {"": claim_file(random.choice((1, 2, 3)))}
    for _ in range(random.randint(1, 14)):
        container, step = random.choice(list(_places(holder)))
        random.choice(_DAMAGES)(random, container, step)
    return holder[""]


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    if isinstance(value, dict | list) and not isinstance(value, Members):
        for step in list(value) if isinstance(value, dict) else range(len(value)):
            yield value, step
            yield from _places(value[step])


def _boxed(_random: Random, container: Any, step: Any) -> None:
    container[step] = [container[step]]


def _unlisted(random: Random, container: Any, step: Any) -> None:
    """Take the brackets from a list, or one item out of them."""
    value = container[step]
    if not isinstance(value, list) or isinstance(value, Members):
        return
    keys = random.sample(range(4, 40), len(value)) if random.random() < 0.3 else range(random.randint(0, 2), 99)
    numbered = {str(key): item for key, item in zip(keys, value, strict=False)}
    container[step] = value[0] if len(value) == 1 and random.random() < 0.5 else numbered


def _otherwise(random: Random, container: Any, step: Any) -> None:
    """Write a value in another way, right or wrong."""
    value = container[step]
    if isinstance(value, bool):
        container[step] = random.choice((int(value), str(int(value)), "oui", "faux", Literal("1.0"), ""))
    elif isinstance(value, int):
        container[step] = random.choice((str(value), Literal(f"{value}.0"), Literal(f"{value}.0E0"), value + 1))
    elif isinstance(value, Literal):
        container[step] = Literal(random.choice(_AMOUNTS))
    elif isinstance(value, str) and "/" in value:
        container[step] = random.choice(_DATES)
    elif isinstance(value, str) and value.isdigit():
        number = int(value)
        container[step] = random.choice(
            (number, str(number), f" {value}", Literal(f"{number}.0"), Literal(f"{float(number):e}"), value[:-1])
        )
    elif isinstance(value, str):
        container[step] = random.choice((value.lower(), f"{value} ", value[1:]))


def _emptied(random: Random, container: Any, step: Any) -> None:
    container[step] = deepcopy(random.choice(_NOTHING))


def _replaced(random: Random, container: Any, step: Any) -> None:
    container[step] = random.choice(_JUNK)


def _dropped(_random: Random, container: Any, step: Any) -> None:
    if step:  # never the file itself
        del container[step]


def _renamed(random: Random, container: Any, step: Any) -> None:
    if isinstance(container, dict) and step:
        key = random.choice((step.lower(), step.upper(), step.capitalize(), f"{step}s", "1"))
        members = [(key if name == step else name, value) for name, value in container.items()]
        container.clear()
        container.update(members)


def _repeated(random: Random, container: Any, step: Any) -> None:
    value = container[step]
    if isinstance(value, dict) and value and step:
        key = random.choice(list(value))
        container[step] = Members([*value.items(), (key, random.choice(_JUNK))])


def _nested(random: Random, container: Any, step: Any) -> None:
    value = container[step]
    if isinstance(value, dict) and value:
        keys = random.sample(list(value), random.randint(1, len(value)))
        value[random.choice(("facture", "bloc", "1"))] = {key: value.pop(key) for key in keys}


def _respelt(random: Random, container: Any, step: Any) -> None:
    """Write a balise in two ways in one block, the wrong way first or last."""
    if isinstance(container, dict) and step:
        right = list(container.items())
        right.insert(random.randint(0, len(right)), (step.lower(), random.choice((container[step], "x"))))
        container.clear()
        container.update(right)


def _answered(random: Random, container: Any, step: Any) -> None:
    if isinstance(container[step], dict):
        code, label = random.choice(
            (("0000", "Demande acceptée"), ("12", "Date invalide"), ("7", ""), ("0000", ""))
        )
        container[step] |= {"codeTraitement": code, "libelleTraitement": label}


def _moved(random: Random, container: Any, step: Any) -> None:
    """Let a value stand in the place of another."""
    other, place = random.choice(list(_places(container)))
    if not isinstance(other[place], dict | list):
        container[step] = other[place]


_DAMAGES: tuple[Callable[[Random, Any, Any], None], ...] = (
    *(_boxed, _unlisted, _unlisted, _otherwise, _otherwise, _otherwise, _emptied, _replaced),
    *(_dropped, _renamed, _repeated, _nested, _respelt, _answered, _moved),
)


def main() -> None:
    """Check the corrections of many files and print how many there were."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--files", type=int, default=20_000)
    options.add_argument("--seed", type=int, default=1)
    asked = options.parse_args()
    corrections = 0
    for number in range(asked.files):
        value = damaged(Random(f"{asked.seed} {number}"))  # noqa: S311 (any numbers will do)
        content = to_bytes(value)
        if not content.startswith(b"{"):
            continue
        try:
            corrections += assert_certain(check_bytes(content))
        except AssertionError:
            print(f"file {number}: {json.dumps(content.decode(), ensure_ascii=False)}")
            raise
    print(f"{asked.files} files, {corrections} corrections: none makes anything worse")


if __name__ == "__main__":
    main()
