"""Pydantic's core is loaded without its package, and is one with the core of that package where both are."""

from __future__ import annotations

import subprocess
import sys

import pytest

_SAME = """
from segur_tui.format.core import SchemaValidator, ValidationError
{between}
import pydantic, pydantic_core
from pydantic_core._pydantic_core import SchemaValidator as innermost
assert SchemaValidator is pydantic_core.SchemaValidator is innermost
assert ValidationError is pydantic.ValidationError
assert pydantic.create_model("Model", number=(int, ...))(number=3).number == 3
"""


def _run(program: str) -> str:
    return subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout


def test_the_types_of_the_schemas_stay_out() -> None:
    loaded = _run("import sys, segur_tui.format.models; print(*sys.modules)").split()
    assert "pydantic_core._pydantic_core" in loaded
    assert not {"pydantic_core", "pydantic_core.core_schema", "typing_extensions"} & {*loaded}


@pytest.mark.parametrize("before", ["", "import pydantic_core", "import pydantic"])
def test_whoever_loads_the_package_before_or_after_has_the_same_core(before: str) -> None:
    _run(before + _SAME.format(between=""))


def test_what_is_not_found_as_a_file_is_imported_with_its_package() -> None:
    hidden = (
        "import importlib.abc, importlib.machinery, types\n"
        "importlib.machinery.PathFinder = types.SimpleNamespace(find_spec=lambda *_: None)"
    )
    _run(hidden + _SAME.format(between="import sys; assert 'pydantic_core.core_schema' in sys.modules"))
