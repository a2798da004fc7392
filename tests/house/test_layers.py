"""The layers keep to what they are for. Which layer imports which is import-linter's to check."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import pytest

from tests.house.rules import PURE, THIRD_PARTY, faults


def modules(checkout: Path) -> list[Path]:
    return sorted((checkout / "src" / "momentary").rglob("*.py"))


def layer_of(module: Path, checkout: Path) -> str:
    parts = module.relative_to(checkout / "src" / "momentary").parts
    return parts[0].removesuffix(".py")


def test_every_layer_does_only_what_it_may(checkout: Path) -> None:
    found = [
        f"{module.relative_to(checkout)}, {fault}"
        for module in modules(checkout)
        if layer_of(module, checkout) in THIRD_PARTY
        for fault in faults(module.read_text(encoding="utf-8"), layer_of(module, checkout))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("layer", "source"),
    [
        ("quantities", "import numpy"),
        ("quantities", "from numpy.typing import NDArray"),
        ("catalogue", "import polars as pl"),
        ("exchange", "import altair"),
        ("exchange", "import socket"),
        ("figures", "from click import echo"),
        ("athlete", "import time"),
        ("inference", "def f():\n    from os import environ"),
        ("inference", "import numpy as np\nx = np.random.default_rng()"),
        ("muscle", "x = open('f')"),
        ("athlete", "x = path.read_text()"),
        ("quantities", "from datetime import datetime\nx = datetime.now()"),
        ("prescription", "print('x')"),
    ],
)
def test_a_breach_would_be_found(layer: str, source: str) -> None:
    assert list(faults(source, layer))


@pytest.mark.parametrize(
    ("layer", "source"),
    [
        ("quantities", "import math\nfrom momentary.quantities.units import Load"),
        ("catalogue", "from importlib.resources import files\nx = files('momentary.catalogue').read_text()"),
        ("inference", "import numpy as np\nx = np.random.default_rng(7)"),
        ("exchange", "x = open('f')"),
    ],
)
def test_what_a_layer_is_for_is_allowed(layer: str, source: str) -> None:
    assert list(faults(source, layer)) == []


def test_the_import_contract_names_the_same_layers(checkout: Path) -> None:
    project = tomllib.loads((checkout / "pyproject.toml").read_text(encoding="utf-8"))
    (contract,) = (one for one in project["tool"]["importlinter"]["contracts"] if one["containers"] == ["momentary"])
    named = re.findall(r"\w+", " ".join(contract["layers"]))
    assert sorted(named) == sorted(THIRD_PARTY)
    assert set(named) > PURE


def test_the_package_itself_imports_no_layer(checkout: Path) -> None:
    tree = ast.parse((checkout / "src" / "momentary" / "__init__.py").read_text(encoding="utf-8"))
    assert not any(isinstance(node, ast.Import | ast.ImportFrom) for node in ast.walk(tree))


def test_no_module_has_a_name_that_says_nothing(checkout: Path) -> None:
    nothing = {"utils", "util", "helpers", "helper", "manager", "core", "common", "misc", "base"}
    assert [str(module) for module in modules(checkout) if module.stem in nothing] == []
